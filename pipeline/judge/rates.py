"""So many of a thing for each of several ("deux bancs par hameau"), where a measure asks for a number in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.counting import NUMBER, counts, thing, whole_number
from pipeline.judge.wording import flat

_TIMES = r"ans?|annees?|hivers?|etes?|saisons?|printemps|automnes?"
_PLACES = (
    r"quartiers?|villages?|hameaux?|communes?|bourgs?|secteurs?|cantons?|arrondissements?|rues?|places?|sites?|batiments?"
    r"|ecoles?|colleges?|lycees?"
)
_RATE = re.compile(
    rf"\b{NUMBER} ?(?P<things>(?!euros?\b)[a-z]{{3,}}(?: (?!euros?\b)[\w']+){{0,6}}?) (?:par|(?:pour|dans|a|sur) chaque) "
    rf"(?P<unit>{_TIMES}|{_PLACES})\b"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of things for each unit, and how many units the acts tell; None where they do not say."""

    number: int
    unit: str
    units: int | None

    @property
    def total(self) -> int | None:
        """All things together."""
        return None if self.units is None else self.number * self.units


def rate_decided(title: str, answers: Sequence[Answer]) -> Rate | None:
    """The rate at which the acts decide what a title counts; None where the title asks for a rate itself or a clause counts all."""
    asked = counts(title)
    if not asked or _RATE.search(flat(title)):
        return None
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    for match in (m for c in clauses for m in _RATE.finditer(flat(c))):
        named = {thing(word) for word in re.findall(r"[a-z]{3,}", match["things"])}
        if named & asked.keys() or not any(counts(c).keys() & asked.keys() for c in clauses):
            unit = thing(match["unit"])
            told = [n for a in answers for s in a.segments for n in counts(s.text).get(unit, ()) if n > 1]
            return Rate(whole_number(match[1]), match["unit"], max(told, default=None))
    return None
