"""Fiches whose rows alone are ruled: labels at the left, each with its value beside it, and no upright rule between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from pipeline.read.grids import SNAP, Grid, GridCell
from pipeline.read.printed import Ground, Printed, rows_of
from pipeline.read.tables import Filled
from pipeline.records.source import Box

LEAST = 3  # rows of a label and its value
MOST = 0.8  # share of the rows that have both; the others are heads or notes over the whole width
LONGEST = 8  # words of a label
APART = 0.5  # of the font size between a label and its value
EDGE = 3.0  # points between the left ends of the labels, and of the values


def parted_at_gutter(filled: Filled, grounds: tuple[Ground, ...]) -> Filled:
    """A grid of one column as labels and values, where a white gutter runs down between them; as it is where none does.

    A label may stand at any height beside its value and be of more lines: both are what the rules of their row enclose, or a ground
    as wide as the grid (the bar of a title).
    """
    if filled.grid.columns != 1 or len(filled.grid.cells) < LEAST - 1:
        return filled
    rows = [row for cell, words in zip(filled.grid.cells, filled.words, strict=True) for row in _banded(cell, words, grounds)]
    held = [(cell, words) for cell, words in rows if words]
    if len(held) < LEAST:
        return filled
    edges = sorted({round(w.x0, 1) for _, words in held for w in words})
    counts = {x: sum(_parts(words, x) for _, words in held) for x in edges}
    edge = max(edges, key=lambda x: (counts[x], -x))
    labels = [_left(words, edge) for _, words in held if _parts(words, edge)]
    if counts[edge] < max(LEAST, MOST * len(held)) or not _are_labels(labels):
        return filled
    return _parted(filled.grid, rows, edge)


def _banded(cell: GridCell, words: list[Printed], grounds: tuple[Ground, ...]) -> Iterator[tuple[GridCell, list[Printed]]]:
    """A cell cut where a ground across it ends, in one piece or in several side by side, each part with its words."""
    box = cell.box
    edges = {y for g in grounds for y in (g.top, g.bottom) if box.top + SNAP < y < box.bottom - SNAP and _reaches_across(y, box, grounds)}
    for top, bottom in itertools.pairwise([box.top, *sorted(edges), box.bottom]):
        yield replace(cell, box=replace(box, top=top, bottom=bottom)), [w for w in words if top <= (w.top + w.bottom) / 2 < bottom]


def _reaches_across(y: float, box: Box, grounds: tuple[Ground, ...]) -> bool:
    """Whether grounds that end at one height leave no room of the box free beside or between them."""
    reached = box.x0
    for g in sorted(g for g in grounds if min(abs(g.top - y), abs(g.bottom - y)) <= SNAP):
        reached = max(reached, g.x1) if g.x0 <= reached + EDGE else reached
    return reached >= box.x1 - EDGE


def _left(words: list[Printed], edge: float) -> list[Printed]:
    return [w for w in words if w.x0 < edge - EDGE]


def _parts(words: list[Printed], edge: float) -> bool:
    """Whether a label of a few words ends well before the edge at which a value begins."""
    left = _left(words, edge)
    right = [w for w in words if w.x0 >= edge - EDGE]
    if not left or not right or len(left) > LONGEST or not any(w.text[:1].isalpha() for w in left):
        return False
    begins = sum(min(w.x0 for w in row.words) - edge <= EDGE for row in rows_of(right))
    return max(w.x1 for w in left) <= edge - APART * max(w.size for w in left) and begins > 0


def _are_labels(labels: list[list[Printed]]) -> bool:
    """Whether labels begin at one edge, and no two rows have the same."""
    starts = [min(w.x0 for w in words) for words in labels]
    return max(starts) - min(starts) <= EDGE and len({" ".join(w.text for w in words) for words in labels}) == len(labels)


def _parted(grid: Grid, rows: list[tuple[GridCell, list[Printed]]], edge: float) -> Filled:
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
    return Filled(Grid(grid.box, tuple(cells)), held)
