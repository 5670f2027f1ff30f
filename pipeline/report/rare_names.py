"""People named without a civility, whose first name is rare.

They are told by how the name is printed ("Ysoline KERVAGORET"), or by the words around ("Ysoline Kervagoret, habitante").
A word that the authority's documents also print in small letters is a word of the language, and no name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.report.first_names import bearers, borne
from pipeline.report.names import Name

_TITLE = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ]{2}[A-ZÀ-ÖØ-Þ’'-]*[A-ZÀ-ÖØ-Þ]"
_SURNAME = rf"(?:(?:DE|DU|LE|LA)[ \u00a0]|D[’'])?{_CAPITALS}"
_EDGE, _END = r"(?<![\w’'-])", r"(?![\w’'-])"
_FIRST_THEN_SURNAME = re.compile(rf"{_EDGE}(?P<first>{_TITLE})[ \u00a0](?P<last>{_SURNAME}){_END}")
_SURNAME_THEN_FIRST = re.compile(rf"{_EDGE}(?P<last>{_SURNAME})[ \u00a0](?P<first>{_TITLE}){_END}")
_BOTH_SMALL = re.compile(rf"{_EDGE}(?P<first>{_TITLE})[ \u00a0](?:de[ \u00a0]|du[ \u00a0]|Le[ \u00a0])?(?P<last>{_TITLE}){_END}")
_FIRST_BEFORE = re.compile(rf"{_TITLE}[ \u00a0]$")
_SURNAME_AFTER = re.compile(rf"[ \u00a0]{_CAPITALS}{_END}")
_VOWEL = re.compile(r"[aeiouy]")
_SMALL = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{2,}")
_BEFORE = re.compile(r"([\w-]+)[ \u00a0]*:?[ \u00a0]*$")
_AFTER = re.compile(r"[ \u00a0]?[,(]?[ \u00a0]?([\w-]+)")
_CIVILITY = frozenset(
    {"monsieur", "madame", "mademoiselle", "messieurs", "mesdames", "docteur", "maitre", "mme", "mmes", "mlle", "mr", "dr"}
)
_PARTICLES = frozenset({"de", "du", "le", "la", "d", ""})
LEAST_SURNAME, LEAST_FIRST = 3, 3  # letters: less is an acronym or an initial


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in small letters somewhere, folded."""
    return frozenset(fold(word) for word in {w for text in texts for w in _SMALL.findall(text)})


def rare_names(text: str, common: frozenset[str]) -> Iterator[Name]:
    """Names told by their print or by the words around; `common` are the words of the language (`small_words`)."""
    for shape in (_FIRST_THEN_SURNAME, _SURNAME_THEN_FIRST):
        for found in shape.finditer(text):
            between = shape is _SURNAME_THEN_FIRST and _between_two(text, found)
            if not between and _may_be_a_name(found, text, common):
                yield _name(found)
    for found in _BOTH_SMALL.finditer(text):
        if _spoken_of_as_a_person(text, found) and _may_be_a_name(found, text, common):
            yield _name(found)


def _between_two(text: str, found: re.Match[str]) -> bool:
    """Whether a surname and the first name behind it belong to two people on one line: "Anne MARTIN Paul RAVENEL"."""
    return bool(_FIRST_BEFORE.search(text, max(0, found.start() - 40), found.start()) or _SURNAME_AFTER.match(text, found.end()))


def _may_be_a_name(found: re.Match[str], text: str, common: frozenset[str]) -> bool:
    first, last = fold(found["first"]), fold(found["last"])
    if len(first) < LEAST_FIRST or len(last) < LEAST_SURNAME or not _VOWEL.search(last):
        return False
    words = re.split(r"[ \u00a0'’-]", f"{first} {last}")
    if any(w in common or w in _CIVILITY or w in bearers() for w in words if w not in _PARTICLES):
        return False
    return not borne(text, found.start())


def _spoken_of_as_a_person(text: str, found: re.Match[str]) -> bool:
    before = _BEFORE.search(text, max(0, found.start() - 30), found.start())
    after = _AFTER.match(text, found.end())
    return (before is not None and fold(before[1]) in _cues("before")) or (after is not None and fold(after[1]) in _cues("after"))


def _name(found: re.Match[str]) -> Name:
    return Name(found.start(), found.end(), fold(found["last"]), fold(found["first"]))


@functools.cache
def _cues(side: str) -> frozenset[str]:
    return frozenset(row["pattern"] for row in load_table("person_cues") if row["side"] == side)
