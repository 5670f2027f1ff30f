"""The matter of the nomenclature ACTES printed at the head of an act."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.flat import flat
from pipeline.records.lexicon import load_table

_NAMED = re.compile(r"\b(?:nomenclature|matiere|classification|domaine|code acte)s?\b[^\n]{0,25}?[\s:|-](?P<code>\d\.\d{1,2})(?![\d.])")
_ALONE = re.compile(r"(?:^|\n)\W*(?P<code>\d\.\d{1,2})\s*[-/:.]?\s*(?P<label>[a-z][^\n]{3,60})")
HEAD = 3000  # characters at the head of an act where it stands


@cache
def _labels() -> dict[str, str]:
    """Code to flat label."""
    return {row["pattern"].replace("\\", ""): flat(row["label"]) for row in load_table("matters")}


def matter_of(text: str, start: int, end: int) -> str | None:
    """The code ("7.10" is not "7.1") named in `text[start:end]` as the matter, or printed with its label; else None."""
    plain = flat(text[start : min(end, start + HEAD)])
    named = _NAMED.search(plain)
    if named and named["code"] in _labels():
        return named["code"]
    for match in _ALONE.finditer(plain):
        label = _labels().get(match["code"])
        if label and match["label"].startswith(label[:12]):
            return match["code"]
    return None
