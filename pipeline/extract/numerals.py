"""French numbers written in words."""

from __future__ import annotations

import re

from pipeline.records.folding import fold
from pipeline.records.french import HUNDREDS, ONES, SCALES, TENS

UNITS = {**ONES, "premier": 1, **TENS}

NUMBER_WORD = (
    r"(?:z[ée]ro|une?|premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|"
    r"quarante|cinquante|soixante|septante|octante|huitante|nonante|cents?|mille|mil|millions?|milliards?)"
)
NUMBER_WORDS = rf"{NUMBER_WORD}(?:[\s-]+(?:et[\s-]+)?{NUMBER_WORD})*"

_SPLIT = re.compile(r"[\s-]+")


def number_of(words: str) -> int | None:
    """Value of a number in French words ("quatre-vingt-dix mille"); None when a word is none of a number's, or nothing is left."""
    tokens = [t for t in _SPLIT.split(fold(words).strip()) if t and t != "et"]
    if not tokens:
        return None
    total = group = 0
    for token in tokens:
        if token in SCALES:
            total += max(group, 1) * SCALES[token]
            group = 0
        elif token in HUNDREDS:
            group = max(group, 1) * 100
        elif token in UNITS:
            value = UNITS[token]
            twenties = value == 20 and group % 100 == 4
            group = group - 4 + 80 if twenties else group + value
        else:
            return None
    return total + group
