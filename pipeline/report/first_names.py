"""People named without a civility, known by a usual first name: "Léa Durantel", "DURANTEL Léa". Places and organisations are no people."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.report.names import Name

_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w")
_RUN = re.compile(rf"(?<![\w’'-]){_WORD.pattern}(?:[ \u00a0](?:d[eu][ \u00a0]|la[ \u00a0]|le[ \u00a0])*{_WORD.pattern})+")
_PARTICLES = frozenset({"DU", "DE", "DES", "LE", "LA"})  # in capitals they are part of a surname
_BEFORE = re.compile(r"([\w’'-]+)(?:[ \u00a0](?:d[eu]|de la|des|d[’']))?[ \u00a0«\"“-]*$")


def names_by_first_name(text: str) -> Iterator[Name]:
    """Names in which a usual first name stands before a surname, or after one in capitals."""
    for run in _RUN.finditer(text):
        if borne(text, run.start()):
            continue
        words = list(_WORD.finditer(text, run.start(), run.end()))
        for place, word in enumerate(words):
            if fold(word[0]) in bearers():
                break
            if not _is_first(word[0]):
                continue
            before = words[place - 1] if place else None
            after = next((w for w in words[place + 1 :] if w[0] not in _PARTICLES), None)
            if after and not _is_first(after[0]):
                yield Name(word.start(), after.end(), fold(after[0]), fold(word[0]))
            elif before and before[0].isupper() and len(before[0]) > 2 and not word[0].isupper():
                yield Name(before.start(), word.end(), fold(before[0]), fold(word[0]))
            elif after:
                yield Name(word.start(), after.end(), fold(after[0]), fold(word[0]))
            else:
                continue
            break


def borne(text: str, start: int) -> bool:
    """Whether a place or an organisation before `start` bears the name that begins there."""
    before = _BEFORE.search(text[max(0, start - 30) : start])
    return before is not None and fold(before[1]).split("'")[-1] in bearers()


def _is_first(word: str) -> bool:
    return fold(word).split("-")[0] in _first_names()


@functools.cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(row["pattern"]) for row in load_table("first_names"))


@functools.cache
def bearers() -> frozenset[str]:
    """What bears a person's name without being one, before the name."""
    return frozenset(row["pattern"] for row in load_table("name_bearers"))
