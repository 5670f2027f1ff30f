"""A view of a text for pattern matching: lower case, no accents, plain apostrophes, dashes and spaces, every character at its old place."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _table() -> dict[int, str]:
    """One character for one: Latin letters to their base letter, typographic signs to plain ones."""
    table: dict[int, str] = {}
    for code in range(0x41, 0x250):
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[0].lower()
        if len(base) == 1:
            table[code] = base
    table |= {ord(c): "o" for c in "œŒ"} | {ord(c): "a" for c in "æÆ"} | {ord(c): "'" for c in "’‘ʼ`´"}
    table |= {ord(c): "-" for c in "–—‑‐−"} | {ord(c): " " for c in "\u00a0\u202f\u2009\u2007\t"} | {ord("º"): "°", ord("\u00ad"): "-"}
    return table


def flat(text: str) -> str:
    """The text with the same length: "DÉCIDE d’œuvrer" reads "decide d'ouvrer" ("œ" keeps one place)."""
    return text.translate(_table())
