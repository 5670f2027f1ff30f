"""How a part that lacks is installed: in a checkout, the one way there is."""

from __future__ import annotations


def how_to_install(extra: str = "") -> str:
    """The command that installs ecart with what it needs, or with one of its extras ("ocr"), as `pyproject.toml` names them."""
    return f"pip install -c constraints.txt -e '.{f'[{extra}]' if extra else ''}' in the folder of ecart"
