"""Minutes cut into segments, one for each possible act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.agenda import Agenda
from pipeline.extract.acts.heads import Title, Worth
from pipeline.extract.acts.marks import AMENDMENT_SETTLED, DECIDING, Mark
from pipeline.extract.acts.openings import opening_titles
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.titles import amendment_number, candidates, no_title
from pipeline.extract.money import find_sums

_AMENDMENT = re.compile(r"^\W*(?:sous-)?amendement\b(?! (?:est|a|adopte|rejete|mis)\b)")
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ÿ]{4,}")


def cut_minutes(text: str, pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda) -> tuple[Segment, ...]:
    """Segments of minutes: sure and likely titles always open one; a weak one only when the item before it was decided and another decision
    comes before the next title."""
    found: list[Segment] = []
    for one in _between(opening_titles(text, pieces, marks, agenda), len(pieces)):
        for child in _split(pieces, marks, one):
            found.extend(_amended(pieces, marks, child))
    return tuple(found)


def _amended(pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment) -> list[Segment]:
    """Amendments dealt with inside an item are acts of their own, up to their vote; the item goes on around them."""
    found: list[Segment] = []
    skip: set[int] = set()
    if segment.title is None:
        return [segment]
    for index in range(segment.title.last + 1, segment.last):
        piece = pieces[index]
        if index in skip or not _AMENDMENT.match(piece.flat):
            continue
        settled = AMENDMENT_SETTLED.search(piece.flat)
        if settled and settled.start() > 20:  # told and settled in one paragraph
            title = Title(index, index - 1, Worth.SURE, piece.start, piece.start + _first_sentence(piece), *amendment_number(piece))
            found.append(Segment(index, index + 1, title, segment.title))
            skip.add(index)
            continue
        if len(piece.text) > 200 or marks[index] is Mark.VOTE:
            continue
        vote = next((i for i in range(index + 1, segment.last) if marks[i] in {Mark.VOTE, Mark.DECISION}), None)
        if vote is None:
            continue
        title = Title(index, index, Worth.SURE, piece.start, piece.end, *amendment_number(piece))
        found.append(Segment(index, vote + 1, title, segment.title))
        skip.update(range(index, vote + 1))
    return [replace(segment, skip=frozenset(skip)), *found]


def _first_sentence(piece: Piece) -> int:
    stop = re.search(r"[.;]\s", piece.text[12:])
    return 12 + stop.start() if stop else len(piece.text)


def _between(titles: Sequence[Title], count: int) -> list[Segment]:
    segments = [Segment(0, titles[0].first if titles else count, None)]
    for index, title in enumerate(titles):
        last = titles[index + 1].first if index + 1 < len(titles) else count
        segments.append(Segment(title.first, last, title))
    return segments


def _split(pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment) -> list[Segment]:
    """A segment with several decisions, each under a title of its own, falls into as many."""
    cuts: list[Title] = []
    events = [i for i in range(segment.first, segment.last) if marks[i] in DECIDING]
    if len(events) < 2 or segment.title is None:
        return [segment]
    weak = {t.first: t for t in candidates(pieces[segment.first : segment.last], marks[segment.first : segment.last], Agenda())}
    body = segment.title.last + 1
    decided = False
    for index in range(body, segment.last):
        if marks[index] in DECIDING:
            decided = decided or marks[index] is not Mark.VERB or _CAPITALS.search(pieces[index].text[:60]) is not None
            continue
        title = weak.get(index - segment.first)
        moved = replace(title, first=index, last=title.last + segment.first) if title else _short_line(pieces, marks, index)
        if moved and _AMENDMENT.match(pieces[index].flat):
            continue
        if (
            moved
            and decided
            and not pieces[index - 1].text.rstrip().endswith((":", ","))
            and _decided_before_next(marks, index, segment.last)
            and not moved.news
        ):
            cuts.append(moved)
            decided = False
    if not cuts:
        return [segment]
    first_child = _first_child(pieces, marks, cuts, body)
    if first_child:
        cuts.insert(0, first_child)
    bounds = [c.first for c in cuts] + [segment.last]
    head = Segment(segment.first, cuts[0].first, segment.title)
    children = [Segment(c.first, bounds[i + 1], c, segment.title) for i, c in enumerate(cuts)]
    return [head, *children]


def _short_line(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> Title | None:
    """A short line (name and sum) right before a vote: one of several decided one after the other."""
    piece = pieces[index]
    inside = index > 0 and piece.is_row and pieces[index - 1].is_row and marks[index - 1] not in DECIDING
    voted = index + 1 < len(pieces) and pieces[index + 1].table == piece.table and marks[index + 1] in DECIDING
    if inside and not voted:
        return None  # of a table that one vote decides
    if marks[index] is not Mark.OTHER or len(piece.text) > 160 or piece.text.rstrip().endswith((".", ";", ":")) or piece.bullet:
        return None
    if not find_sums(piece.text) or not piece.text[:1].isalnum() or no_title(piece.flat):
        return None
    return Title(index, index, Worth.WEAK, piece.start, _name_end(piece))


def _name_end(piece: Piece) -> int:
    sums = find_sums(piece.text)
    end = sums[0].start if sums and sums[0].start > 3 else len(piece.text)
    return piece.start + len(piece.text[:end].rstrip(" :-–\t"))


def _decided_before_next(marks: Sequence[Mark], index: int, last: int) -> bool:
    """A decision follows the title at `index`, and not as the debate of the item before."""
    following = next((marks[i] for i in range(index + 1, last) if marks[i] in DECIDING), None)
    return following in {Mark.DECISION, Mark.VOTE}


def _first_child(pieces: Sequence[Piece], marks: Sequence[Mark], cuts: Sequence[Title], body: int) -> Title | None:
    """When lines of one shape (name and sum) each have their vote, the first of them is a child too, not the heading's own decision."""
    lines = [c for c in cuts if c.worth is Worth.WEAK and find_sums(pieces[c.first].text)]
    if not lines:
        return None
    vote = next((i for i in range(body, cuts[0].first) if marks[i] in DECIDING), None)
    if vote is None:
        return None
    for index in range(vote - 1, max(vote - 4, body - 1), -1):
        line = _short_line(pieces, marks, index)
        if line:
            return line
    return None
