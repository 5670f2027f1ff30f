"""What a text is about, by the table of themes."""

from __future__ import annotations

import functools
import re

from pipeline.extract.measures.wording import plain
from pipeline.records.lexicon import load_table


@functools.cache
def _themes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["meaning"], re.compile(rf"\b(?:{r['pattern']})\b")) for r in load_table("themes"))


def theme_of(text: str) -> str | None:
    """The theme whose words a text holds most; None when it holds none of any."""
    folded = plain(text)
    counts = [(len(set(pattern.findall(folded))), -rank, name) for rank, (name, pattern) in enumerate(_themes())]
    best = max(counts, default=(0, 0, ""))
    return best[2] if best[0] else None
