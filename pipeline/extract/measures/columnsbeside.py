"""Columns beside the measures that hold their fields, read before or behind them: each field goes to the measure it is level with."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.labels import OWN_FIELDS
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.pieces import SMALLER, Piece

_ROWS = 3.0  # of the font size: a column of fields begins no further below the head of its measure
_OPENS = 1.5  # of the size of a measure: what a margin holds of it opens no further above or below
_EDGE = 20.0  # points between the left edges of a measure and of what stands below it in its column
_COLUMN = 60.0  # points between the left edges of a measure and of a column of its fields
_VOTES = frozenset({"support", "votes_for", "votes_against", "abstention"})


def with_columns_beside(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, in order, with the fields that stand beside them on the page."""
    return _with_above(plan, _with_right(plan, _with_left(plan, _with_before(plan, chosen))))


def _with_left(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates with the fields that a margin to their left holds for several of them, which is read before the first of the page."""
    strays: dict[int, list[int]] = {}
    ends: dict[int, int] = {}
    parted: set[int] = set()
    for page, own in itertools.groupby(chosen, key=lambda c: plan.pieces[c.at].page):
        group = list(own)
        margin = _margin_before(plan, page, group)
        levels = _levels(plan, group, margin)
        if len(levels) > 1 and any(announced(plan.pieces[at]) in OWN_FIELDS for at in margin):
            strays |= levels
            parted |= set(margin)
            ends |= {c.at: margin[0] for c in chosen if c.at < margin[0] < c.until}
    return [
        replace(c, until=ends.get(c.at, c.until), strays=(*(at for at in c.strays if at not in parted), *strays.get(c.at, ())))
        for c in chosen
    ]


def _margin_before(plan: Outline, page: int, group: list[Candidate]) -> list[int]:
    """The pieces of a page left of all its measures and read before them, none of them above the first."""
    edge = min(plan.pieces[c.at].x0 for c in group) - _COLUMN
    first = min((plan.pieces[c.at] for c in group), key=lambda p: p.top)
    least = first.top - _OPENS * first.size
    before = itertools.takewhile(lambda at: plan.pieces[at].page == page, range(group[0].at - 1, -1, -1))
    return sorted(at for at in before if plan.pieces[at].table is None and plan.pieces[at].x0 < edge and plan.pieces[at].top > least)


def _levels(plan: Outline, group: list[Candidate], margin: list[int]) -> dict[int, list[int]]:
    """The pieces of a margin by the measure they stand beside; {} where one is beside none or those of a measure open further down."""
    levels: dict[int, list[int]] = {}
    for at in margin:
        above = [c for c in group if plan.pieces[c.at].top <= plan.pieces[at].top + plan.pieces[c.at].size]
        if not above:
            return {}
        levels.setdefault(above[-1].at, []).append(at)
    level = all(abs(plan.pieces[ats[0]].top - plan.pieces[own].top) <= _OPENS * plan.pieces[own].size for own, ats in levels.items())
    return levels if level else {}


def _with_right(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates with the fields that a column to their right holds, which is read behind the last measure of the page."""
    strays: dict[int, list[int]] = {}
    ends: dict[int, int] = {}
    edges = _left_edges(plan)
    for candidate in chosen:
        column = _column_behind(plan, candidate, edges)
        groups: dict[int | None, list[int]] = {}
        for at in column:
            groups.setdefault(_level_with(plan, chosen, at, edges), []).append(at)
        if column and _is_margin(plan, candidate, groups, edges):
            ends[candidate.at] = column[0]
            for own, ats in groups.items():
                strays.setdefault(-1 if own is None else own, []).extend(ats)
    return [replace(c, until=ends.get(c.at, c.until), strays=(*c.strays, *strays.get(c.at, ()))) for c in chosen]


def _left_edges(plan: Outline) -> dict[int, float]:
    """Where each table begins at the left."""
    edges: dict[int, float] = {}
    for piece in plan.pieces:
        if piece.table is not None:
            edges[piece.table] = min(edges.get(piece.table, piece.x0), piece.x0)
    return edges


def _is_margin(plan: Outline, candidate: Candidate, groups: dict[int | None, list[int]], edges: Mapping[int, float]) -> bool:
    """Whether a column holds fields of the measures it stands beside, or a box for each, and not the rest of the last one, which a page in
    two columns reads there: what each measure has of it opens level with the measure, and there are several or it is in smaller letters
    than all text left of it."""
    head = plan.pieces[candidate.at]
    firsts = [(plan.pieces[ats[0]], plan.pieces[own]) for own, ats in groups.items() if own is not None]
    level = all(abs(piece.top - own.top) <= _OPENS * own.size for piece, own in firsts)
    fields = any(announced(plan.pieces[at]) in OWN_FIELDS for ats in groups.values() for at in ats)
    fields = fields or all(len({plan.pieces[at].table for at in ats} - {None}) == 1 for ats in groups.values())
    texts = (p for p in plan.pieces if p.page == head.page and p.kind == "text" and not _in_column_behind(p, head, edges))
    printed = min((p.size for p in texts), default=0.0)
    smaller = all(plan.pieces[at].size < SMALLER * printed for ats in groups.values() for at in ats)
    return level and fields and bool(groups.keys() - {candidate.at, None}) and (len(firsts) > 1 or smaller)


def _column_behind(plan: Outline, candidate: Candidate, edges: Mapping[int, float]) -> range:
    """The pieces in the extent of a candidate that stand in a column to its right, from one that stands above it on."""
    head = plan.pieces[candidate.at]
    extent = range(candidate.at + 1, candidate.until)
    beside = [_in_column_behind(plan.pieces[at], head, edges) for at in extent]
    start = next((i for i, own in enumerate(beside) if own and plan.pieces[extent[i]].top < head.top - head.size), len(beside))
    return extent[start : start + sum(1 for _ in itertools.takewhile(bool, beside[start:]))]


def _in_column_behind(piece: Piece, head: Piece, edges: Mapping[int, float]) -> bool:
    left = piece.x0 if piece.table is None else edges[piece.table]
    return piece.page == head.page and left > head.x0 + _COLUMN and head.table is None


def _level_with(plan: Outline, chosen: list[Candidate], at: int, edges: Mapping[int, float]) -> int | None:
    """The last measure left of a piece that opens no lower than it."""
    piece = plan.pieces[at]
    beside = ((plan.pieces[c.at], c.at) for c in chosen if _in_column_behind(piece, plan.pieces[c.at], edges))
    heads = [(head.top, own) for head, own in beside if head.top <= piece.top + (_OPENS if _has_band(head) else 1.0) * head.size]
    return max(heads)[1] if heads else None


def _has_band(head: Piece) -> bool:
    """Whether the number of a measure stands on a line of its own, mostly over its title: the measure opens that line higher."""
    return head.mark is not None and head.mark.meaning == "measure" and not head.mark.rest


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
        while at - 1 > least and _in_column_before(_opener(plan, at - 1), head) and not _stands_below(_opener(plan, at - 1), above):
            at -= 1
        side = range(at, candidate.at)
        level = bool(side) and plan.pieces[side[0]].top < head.top + _ROWS * max(head.size, 8)
        if level and any(announced(plan.pieces[i]) in OWN_FIELDS | _VOTES for i in side):
            if made:
                made[-1] = replace(made[-1], until=min(made[-1].until, at))
            candidate = replace(candidate, strays=tuple(side))
        made.append(candidate)
    return made


def _opener(plan: Outline, at: int) -> Piece:
    """The piece that opens the printed line of a piece: a label amid a sentence stands where that one does."""
    while at and "\n" not in plan.running.text[plan.pieces[at - 1].end : plan.pieces[at].start] and plan.pieces[at].table is None:
        at -= 1
    return plan.pieces[at]


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
