"""A sum at its place in an act, and the words around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.flat import flat
from pipeline.extract.money import Sum
from pipeline.records.council import AmountRole
from pipeline.records.source import Span

# How far the words around a sum are read, in characters; on 1,356 documents acts come out alike as with a reach for each question.
NEAR = 45  # what kind of sum it is
CLAUSE = 160  # what a sum is for
SENTENCE = 260  # who gives or asks, which may open a long sentence
PARAGRAPH = 500  # who speaks


@dataclass(frozen=True, slots=True)
class Found:
    """A sum at its place in the running text, with the role given to it."""

    sum: Sum
    start: int
    end: int
    role: AmountRole
    quote: Span
    payee: Span | None = None
    year: int | None = None
    credit: str | None = None  # "AP", "AE" or "CP"


def words_before(text: str, found: Found, reach: int = CLAUSE) -> str:
    """The flat words before a sum in its line."""
    return flat(text[max(found.start - reach, text.rfind("\n", 0, found.start) + 1, 0) : found.start])


def clause_before(text: str, found: Found) -> str:
    """The flat words before a sum in its clause: its line, from the last semicolon on."""
    return flat(text[max(text.rfind("\n", 0, found.start), text.rfind(";", 0, found.start)) + 1 : found.start])


def words_above(text: str, found: Found, reach: int = CLAUSE) -> str:
    """The flat words before a sum, those of the lines above it too."""
    return flat(text[max(found.start - reach, 0) : found.start])


def words_behind(text: str, found: Found, reach: int = CLAUSE) -> str:
    """The flat words behind a sum, those of the lines below it too."""
    return flat(text[found.end : found.end + reach])


def last_sentence(words: str) -> str:
    """The end of `words` that belongs to one sentence."""
    return words[words.rfind(". ") + 1 :]


def cents(found: Iterable[Found]) -> set[int]:
    """The sums themselves."""
    return {one.sum.cents for one in found}


def beside(known: set[int], found: Iterable[Found]) -> list[Found]:
    """Those of `found` whose cents are not `known`."""
    return [one for one in found if one.sum.cents not in known]


def sum_of(found: Iterable[Found]) -> int:
    """What the sums come to, in cents."""
    return sum(one.sum.cents for one in found)


def without(found: Iterable[Found], whole: int) -> list[Found]:
    """`found` without the sum of so many cents."""
    return [one for one in found if one.sum.cents != whole]


def unique(found: Iterable[Found]) -> list[Found]:
    """One of each sum, the first; the same sum for two years counts twice."""
    kept: dict[tuple[int, int | None], Found] = {}
    for one in found:
        kept.setdefault((one.sum.cents, one.year), one)
    return list(kept.values())
