"""The role of a sum, by the phrases of `money_roles.csv` around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french
from pipeline.records.council import AmountRole
from pipeline.records.lexicon import load_table
from pipeline.records.source import Span

if TYPE_CHECKING:
    from spacy.matcher import Matcher

BEFORE, AFTER = 220, 80  # characters read around a sum for its role
HEAD = 24  # characters: a cue that begins a clause of the dispositif ("SOLLICITE ...", "DÉCIDE l'acquisition ...") governs all of it
HEAD_DISTANCE = 10  # characters: as near as such a cue counts
_CONDITION = re.compile(r"\b(?:sous (?:la )?(?:seule )?(?:reserve|condition)|dans la limite)\b[^,;.€]{0,160}(?=[,;.]|$)")
_LABEL = re.compile(r"\W*(?:art(?:icle|\.) ?)?\d{1,2}(?:er|e)?\s?[-–—:.)]\W*")  # before the first words of a clause
# Where another clause of the dispositif begins inside a line: "... ; Article 2 : SOLLICITE ...", "... ; APPROUVE ...", "... et OUVRE ...".
_CLAUSE = re.compile(r"[;.]\s+(?=(?:Article|ARTICLE|Art\.)\s*\d|[A-ZÀ-Ý]{4,}\b)|(?<=[a-zà-ÿ\d»]),?\set\s(?=[A-ZÀ-Ý]{4,}\b(?! [A-ZÀ-Ý]))")
_SUM_AHEAD = re.compile(r"\d[\d   .]*(?:,\d+)?\s?(?:€|euros?\b)")
_SENTENCE_OVER = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý][a-zà-ÿ’'])")  # the words of the next sentence are not those of the sum
_PARTED = re.compile(r",\s|\set\s|\s[–-]\s")


@cache
def _matcher() -> tuple[Matcher, tuple[tuple[AmountRole, float], ...]]:
    rows = load_table("money_roles")
    matcher = french().matcher((row["role"], row["pattern"]) for row in rows)
    return matcher, tuple((AmountRole(row["role"]), float(row["weight"])) for row in rows)


@lru_cache(maxsize=64)
def _title_scores(title: str) -> tuple[tuple[AmountRole, float], ...]:
    matcher, rows = _matcher()
    return tuple(rows[cue.row] for cue in cues(matcher, french().read(title)))


def _clause(text: str, start: int, end: int) -> Span:
    """The line that holds `start:end`, or the clause of a dispositif within it."""
    first = max(text.rfind("\n", 0, start), 0)
    after = text.find("\n", end)
    last = after if after >= 0 else len(text)
    opened = [m.end() for m in _CLAUSE.finditer(text, first, start)]
    closed = _CLAUSE.search(text, end, last)
    return (opened[-1] if opened else first), (closed.start() if closed else last)


def role_of(text: str, start: int, end: int, title: str) -> AmountRole:
    """The role whose cues stand nearest before the sum in its line, those after it and those of the flat title counting less."""
    matcher, rows = _matcher()
    line, line_end = _clause(text, start, end)
    left, right = max(line, start - BEFORE), min(line_end, end + AFTER)
    ahead = _SUM_AHEAD.search(text, end, right)
    if ahead and (parted := _PARTED.search(text, end, ahead.start())):
        right = parted.start()  # ", frais en sus estimés à 4 500 €": those words belong to the next sum
    if over := _SENTENCE_OVER.search(text, end, right):
        right = over.start()
    at_head = left == line
    scores: dict[AmountRole, float] = {}
    around = flat(text[left:right])
    held = [m.span() for m in _CONDITION.finditer(around)]
    label = _LABEL.match(around)
    head = HEAD + (label.end() if label else 0)
    for cue in cues(matcher, french().read(text[left:right])):
        if any(a <= cue.start < b for a, b in held):
            continue  # "sous réserve de l'ouverture des crédits, ..." says nothing of what the sum is
        role, weight = rows[cue.row]
        gap = (start - left) - cue.end
        distance = gap if gap >= 0 else 2 * (cue.start - (end - left)) + 20
        if gap >= 0 and at_head and cue.start <= head:
            distance = min(distance, HEAD_DISTANCE)
        scores[role] = scores.get(role, 0.0) + weight / (1 + max(distance, 0) / 25)
    for role, weight in _title_scores(title):
        scores[role] = scores.get(role, 0.0) + 0.2 * weight
    return max(scores, key=lambda r: scores[r]) if scores else AmountRole.GRANTED
