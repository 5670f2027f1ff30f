"""Fiches whose rows alone are ruled: labels at the left, each with its value beside it, and no upright rule between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from pipeline.read.grids import SNAP, Grid, GridCell, stacks_of
from pipeline.read.printed import Ground, Printed, Rule, rows_of
from pipeline.read.tables import Filled, fill
from pipeline.read.unruled import NEAR_APART, split_row
from pipeline.records.source import Box
from pipeline.records.words import hull

LEAST = 3  # rows of a label and its value
MOST = 0.8  # share of the rows in a frame that have both; the others are heads or notes over the whole width
LONGEST = 8  # words of a label
APART = 0.5  # of the font size between a label and its value
EDGE = 3.0  # points between the left ends of the labels, and of the values
SECOND = 2  # cells behind a value: a second label and its value
LISTED = 0.5  # of the rows have a third cell in the print of the second: a list of several columns, and no fiche

Held = tuple[GridCell, list[Printed]]  # a row and its words


def parted_at_gutter(filled: Filled, grounds: tuple[Ground, ...]) -> Filled:
    """A grid of one column as labels and values, where a white gutter runs down between them; as it is where none does.

    A label may stand at any height beside its value and be of more lines: both are what the rules of their row enclose, or a ground
    as wide as the grid (the bar of a title).
    """
    if filled.grid.columns != 1:
        return filled
    rows = list(rows_between(filled, grounds))
    held = [(cell, words) for cell, words in rows if words]
    edge = _gutter(held)
    parted = [row for row in held if edge is not None and _parts(row[1], edge)]
    if edge is None or len(parted) < MOST * len(held) or not _is_fiche(parted, edge):
        return filled
    return _parted(rows, edge)


def ruled_rows(rules: tuple[Rule, ...], grounds: tuple[Ground, ...], words: list[Printed]) -> list[Filled]:
    """The fiches that no frame holds: rows below each other, between level rules of one width, all with a label and its value."""
    found: list[Filled] = []
    for grid in stacks_of(rules):
        rows = list(rows_between(fill(with_bar(grid, grounds), words), grounds))
        edge = _gutter([row for row in rows if row[1]])
        if edge is None:
            continue
        for whole, run in itertools.groupby(rows, key=lambda row, edge=edge: _parts(row[1], edge)):  # type: ignore[misc]
            own = list(run)
            if whole and len(own) >= LEAST and _is_fiche(own, edge):
                found.append(_parted(own, edge))
    return [f for f in found if not any(g is not f and overlap(f.grid.box, g.grid.box) for g in found)]


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge: rules of two widths there are those of a list with merged cells."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > EDGE and min(a.bottom, b.bottom) - max(a.top, b.top) > EDGE


def with_bar(grid: Grid, grounds: tuple[Ground, ...]) -> Grid:
    """A grid with what stands between its first rule and the bar on a ground above it, the bar included."""
    box = grid.box
    above = [g for g in grounds if g.top < box.top - SNAP and g.bottom <= box.top + SNAP and _reaches_across(g.bottom, box, grounds)]
    bar = max(above, key=lambda g: g.bottom, default=None)
    if bar is None:
        return grid
    return Grid(replace(box, top=bar.top), (GridCell(-1, 0, 1, 1, replace(box, top=bar.top, bottom=box.top)), *grid.cells))


def rows_between(filled: Filled, grounds: tuple[Ground, ...]) -> Iterator[Held]:
    """The rows of a grid of one column, cut where a ground across it ends, in one piece or in several side by side."""
    for cell, words in zip(filled.grid.cells, filled.words, strict=True):
        box = cell.box
        ends = sorted({y for g in grounds for y in (g.top, g.bottom) if box.top + SNAP < y < box.bottom - SNAP})
        for top, bottom in itertools.pairwise([box.top, *(y for y in ends if _reaches_across(y, box, grounds)), box.bottom]):
            yield replace(cell, box=replace(box, top=top, bottom=bottom)), [w for w in words if top <= (w.top + w.bottom) / 2 < bottom]


def _reaches_across(y: float, box: Box, grounds: tuple[Ground, ...]) -> bool:
    """Whether grounds that end at one height leave no room of the box free beside or between them."""
    reached = box.x0
    for g in sorted(g for g in grounds if min(abs(g.top - y), abs(g.bottom - y)) <= SNAP):
        reached = max(reached, g.x1) if g.x0 <= reached + EDGE else reached
    return reached >= box.x1 - EDGE


def _gutter(rows: list[Held]) -> float | None:
    """The left edge of the values: where most rows part into a label and a value, the leftmost of several."""
    edges = sorted({round(w.x0, 1) for _, words in rows for w in words}) if len(rows) >= LEAST else []
    counts = {x: sum(_parts(words, x) for _, words in rows) for x in edges}
    edge = max(edges, key=lambda x: (counts[x], -x), default=None)
    return edge if edge is not None and counts[edge] >= LEAST else None


def _left(words: list[Printed], edge: float) -> list[Printed]:
    return [w for w in words if w.x0 < edge - EDGE]


def _parts(words: list[Printed], edge: float) -> bool:
    """Whether a label of a few words ends well before the edge at which a value begins."""
    left = _left(words, edge)
    right = [w for w in words if w.x0 >= edge - EDGE]
    if not left or not right or len(left) > LONGEST:
        return False
    begins = any(row.x0 - edge <= EDGE for row in rows_of(right))
    return begins and max(w.x1 for w in left) <= edge - APART * max(w.size for w in left)


def _is_fiche(rows: list[Held], edge: float) -> bool:
    """Whether labels of letters begin at one edge, several of them, and what stands beside them is no column of sums and no
    first of several columns."""
    labels = [_left(words, edge) for _, words in rows]
    starts = [min(w.x0 for w in label) for label in labels]
    values = [[w for w in words if w.x0 >= edge - EDGE] for _, words in rows]
    lettered = min(sum(any(w.text[:2].isalpha() for w in some) for some in side) for side in (labels, values))
    said = {" ".join(w.text for w in label) for label in labels}
    listed = sum(_is_listed(value) for value in values)
    return max(starts) - min(starts) <= EDGE and 2 * lettered > len(rows) and len(said) >= LEAST and listed < LISTED * len(rows)


def _is_listed(words: list[Printed]) -> bool:
    """Whether a value is two cells in one print, or more cells than a value with a second label beside it: that is set as the first."""
    first, *cells = split_row(rows_of(words)[0], NEAR_APART)
    if len(cells) > SECOND:
        return True
    value, more = first.words[0], cells[0].words[0] if cells else None
    return more is not None and (more.bold, more.size, more.colour) == (value.bold, value.size, value.colour)


def _parted(rows: list[Held], edge: float) -> Filled:
    cells: list[GridCell] = []
    held: list[list[Printed]] = []
    for at, (whole, words) in enumerate(rows):
        cell = replace(whole, row=at, rows=1)
        if not _parts(words, edge):
            cells.append(replace(cell, columns=2))
            held.append(words)
            continue
        left, right = replace(cell.box, x1=edge - EDGE), replace(cell.box, x0=edge - EDGE)
        cells += [replace(cell, box=left), replace(cell, column=1, box=right)]
        held += [_left(words, edge), [w for w in words if w.x0 >= edge - EDGE]]
    return Filled(Grid(hull([c.box for c in cells]), tuple(cells)), held)
