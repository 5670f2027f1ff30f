"""What a text is about, by the table of themes."""

from __future__ import annotations

import functools
import re

from pipeline.extract.measures.wording import plain
from pipeline.records.lexicon import load_table


@functools.cache
def _themes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["meaning"], re.compile(rf"\b(?:{r['pattern']})\b")) for r in load_table("themes"))


def themes_of(text: str) -> tuple[str, ...]:
    """The themes of which a text holds words, the one with the most of them first."""
    folded = plain(text)
    counts = {name: len(set(pattern.findall(folded))) for name, pattern in _themes()}
    return tuple(sorted((name for name in counts if counts[name]), key=lambda name: -counts[name]))


def theme_of(text: str) -> str | None:
    """The theme whose words a text holds most; None when it holds none of any."""
    return next(iter(themes_of(text)), None)
