"""Sums of money said in round numbers: "une vingtaine de milliers d'euros", "un demi-million d'euros", "deux millions et demi d'euros"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.extract.numerals import NUMBER_WORDS, number_of
from pipeline.records.folding import fold
from pipeline.records.french import SCALES

COLLECTIVES = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1_000,
}
_PARTS = {"demi": Fraction(1, 2), "demie": Fraction(1, 2), "quart": Fraction(1, 4), "quarts": Fraction(1, 4)}
_MANY = rf"(?:(?P<many>\d{{1,3}}(?:,\d+)?|{NUMBER_WORDS})\s+)?"
_COLLECTIVE = rf"(?P<collective>demi-?(?:{'|'.join(COLLECTIVES)})|{'|'.join(COLLECTIVES)})s?"
_SCALE = r"(?P<scale>milliers?|millions?|milliards?|mille)"
_EUROS = r"\s+(?:d['’]\s?)?(?:euros?\b|€)"
_ROUND = re.compile(rf"\b{_MANY}{_COLLECTIVE}(?:\s+de\s+{_SCALE})?{_EUROS}", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?P<many>\d|{NUMBER_WORDS})\s+(?P<part>demi|quarts?)(?:-|\s+)(?:de\s+)?(?P<scale>millions?|milliards?){_EUROS}", re.IGNORECASE
)
_AND_HALF = re.compile(rf"\b(?P<many>\d{{1,3}}|une?|{NUMBER_WORDS})\s+(?P<scale>millions?|milliards?)\s+et\s+demi{_EUROS}", re.IGNORECASE)


def rounded_sums(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and cents of each sum of a text that is said as so many tens, dozens, hundreds or parts of a scale."""
    for match in _ROUND.finditer(text):
        count = _count(match["many"])
        if count is not None:
            collective = fold(match["collective"]).replace("-", "")
            of = Fraction(COLLECTIVES[collective.removeprefix("demi")]) * (Fraction(1, 2) if collective.startswith("demi") else 1)
            yield *match.span(), int(count * of * _scale(match["scale"]) * 100)
    for match in _PART.finditer(text):
        count = _count(match["many"])
        if count is not None:
            yield *match.span(), int(count * _PARTS[match["part"].lower()] * _scale(match["scale"]) * 100)
    for match in _AND_HALF.finditer(text):
        count = _count(match["many"])
        if count is not None:
            yield *match.span(), int((count + Fraction(1, 2)) * _scale(match["scale"]) * 100)


def _count(words: str | None) -> Fraction | None:
    """How many; None for "quelques milliers", which says no number."""
    if words is None:
        return None
    if words[0].isdigit():
        return Fraction(words.replace(",", "."))
    number = number_of(words)
    return Fraction(number) if number else None


def _scale(word: str | None) -> int:
    return 1 if word is None else 1_000 if word.lower().startswith("millier") else SCALES[word.lower()]
