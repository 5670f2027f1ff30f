"""Columns beside the measures that hold their fields, read before or behind them: each field goes to the measure it is level with."""

from __future__ import annotations

import itertools
from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.pieces import SMALLER, Piece

_ROWS = 3.0  # of the font size: a column of fields begins no further below the head of its measure
_OPENS = 1.5  # of the size of a measure: what a margin holds of it opens no further above or below
_EDGE = 20.0  # points between the left edges of a measure and of what stands below it in its column
_COLUMN = 60.0  # points between the left edges of a measure and of a column of its fields
OWN_FIELDS = frozenset({"owner", "partners", "deadline", "budget", "indicators"})
_VOTES = frozenset({"support", "votes_for", "votes_against", "abstention"})


def with_columns_beside(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, in order, with the fields that stand beside them on the page."""
    return _with_above(plan, _with_right(plan, _with_before(plan, chosen)))


def _with_right(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates with the fields that a column to their right holds, which is read behind the last measure of the page."""
    strays: dict[int, list[int]] = {}
    ends: dict[int, int] = {}
    for candidate in chosen:
        column = _column_behind(plan, candidate)
        groups: dict[int | None, list[int]] = {}
        for at in column:
            groups.setdefault(_level_with(plan, chosen, at), []).append(at)
        if column and _is_margin(plan, candidate, groups):
            ends[candidate.at] = column[0]
            for own, ats in groups.items():
                strays.setdefault(-1 if own is None else own, []).extend(ats)
    return [replace(c, until=ends.get(c.at, c.until), strays=(*c.strays, *strays.get(c.at, ()))) for c in chosen]


def _is_margin(plan: Outline, candidate: Candidate, groups: dict[int | None, list[int]]) -> bool:
    """Whether a column holds fields of the measures it stands beside, and not the rest of the last one, which a page in two columns reads
    there: what each measure has of it opens level with the measure, and there are several or it is in smaller letters than all text left
    of it."""
    head = plan.pieces[candidate.at]
    firsts = [(plan.pieces[ats[0]], plan.pieces[own]) for own, ats in groups.items() if own is not None]
    level = all(abs(piece.top - own.top) <= _OPENS * own.size for piece, own in firsts)
    fields = any(announced(plan.pieces[at]) in OWN_FIELDS for ats in groups.values() for at in ats)
    printed = min((p.size for p in plan.pieces if p.page == head.page and p.kind == "text" and not _in_column_behind(p, head)), default=0.0)
    smaller = all(plan.pieces[at].size < SMALLER * printed for ats in groups.values() for at in ats)
    return level and fields and bool(groups.keys() - {candidate.at, None}) and (len(firsts) > 1 or smaller)


def _column_behind(plan: Outline, candidate: Candidate) -> range:
    """The pieces in the extent of a candidate that stand in a column to its right, from one that stands above it on."""
    head = plan.pieces[candidate.at]
    extent = range(candidate.at + 1, candidate.until)
    beside = [_in_column_behind(plan.pieces[at], head) for at in extent]
    start = next((i for i, own in enumerate(beside) if own and plan.pieces[extent[i]].top < head.top - head.size), len(beside))
    return extent[start : start + sum(1 for _ in itertools.takewhile(bool, beside[start:]))]


def _in_column_behind(piece: Piece, head: Piece) -> bool:
    return piece.page == head.page and piece.x0 > head.x0 + _COLUMN and piece.table is None and head.table is None


def _level_with(plan: Outline, chosen: list[Candidate], at: int) -> int | None:
    """The last measure left of a piece that opens no lower than it."""
    piece = plan.pieces[at]
    heads = [(head.top, c.at) for c in chosen if _in_column_behind(piece, head := plan.pieces[c.at]) and head.top <= piece.top + head.size]
    return max(heads)[1] if heads else None


def _with_before(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates with the fields that a column beside them holds, which is read before its measure: to their left, or labelled ones to
    their right."""
    made: list[Candidate] = []
    for own in chosen:
        candidate = own
        head = plan.pieces[candidate.at]
        least = made[-1].at if made else -1
        at = candidate.at
        above = plan.pieces[made[-1].at] if made else None
        while at - 1 > least and _in_column_before(plan.pieces[at - 1], head) and not _stands_below(plan.pieces[at - 1], above):
            at -= 1
        side = range(at, candidate.at)
        level = bool(side) and plan.pieces[side[0]].top < head.top + _ROWS * max(head.size, 8)
        if level and any(announced(plan.pieces[i]) in OWN_FIELDS | _VOTES for i in side):
            if made:
                made[-1] = replace(made[-1], until=min(made[-1].until, at))
            candidate = replace(candidate, strays=tuple(side))
        made.append(candidate)
    return made


def _stands_below(piece: Piece, above: Piece | None) -> bool:
    """Whether a piece stands in the column of the measure read before it, which it then belongs to."""
    return above is not None and above.page == piece.page and abs(above.x0 - piece.x0) < _EDGE and above.top <= piece.top


def _in_column_before(piece: Piece, head: Piece) -> bool:
    beside = piece.page == head.page and piece.top > head.top - 1.5 * max(head.size, 8)
    apart = piece.x0 < head.x0 - _COLUMN or (piece.x0 > head.x0 + _COLUMN and piece.field is not None)
    return beside and apart and (piece.table is None or piece.field in _VOTES) and head.table is None


def _with_above(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates with the fields that were read behind a heading although they stand above it, in a column beside the measure."""
    covered = {at for c in chosen for at in range(c.at, c.until)}
    found: dict[int, list[int]] = {}
    for at, piece in enumerate(plan.pieces):
        over = plan.chains[at][-1:]
        if piece.field not in OWN_FIELDS or at in covered or not over or piece.table is not None:
            continue
        heading = plan.pieces[over[0]]
        if heading.page == piece.page and heading.top > piece.top:
            above = [c.at for c in chosen if plan.pieces[c.at].page == piece.page and plan.pieces[c.at].top <= piece.top + 3]
            if above:
                found.setdefault(max(above, key=lambda a: plan.pieces[a].top), []).append(at)
    return [replace(c, strays=(*c.strays, *found.get(c.at, ()))) for c in chosen]
