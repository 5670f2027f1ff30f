"""Tables whose rows alone are ruled, of three columns or more or of numbers and titles, with cells of several lines.

Read line by line, a number or a sum that stands between the two lines of its title parts them, and the rest of a title is a row of its
own. What two level rules enclose is one row.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from pipeline.read.grids import SNAP, Grid, GridCell, stacks_of
from pipeline.read.gutters import Held, overlap, rows_between, with_bar
from pipeline.read.hanging import NUMBER
from pipeline.read.printed import Ground, Printed, Row, Rule, rows_of
from pipeline.read.tables import LAYOUT_WORDS, Filled, fill
from pipeline.read.unruled import GUTTER, NEAR_APART, split_row
from pipeline.records.words import hull

COLUMNS = 3
LEAST = 3  # rows, the head among them
BEYOND = 6.0  # times the font size: a head above the first rule, or the last row below the last one, is looked for no further
GAP = 0.9  # of the font size: lines of one row stand no further apart

Span = tuple[float, float]


def level_rows(rules: tuple[Rule, ...], grounds: tuple[Ground, ...], words: list[Printed]) -> list[Filled]:
    """The tables between level rules of one width that have a cell of several lines; what rules of two widths cut otherwise is none.

    No rule need be above the head or below the last row.
    """
    found = [table for grid in stacks_of(rules) for table in _tables(list(_rows(with_bar(grid, grounds), grounds, words)))]
    return [f for f in found if not any(g is not f and overlap(f.grid.box, g.grid.box) for g in found)]


def _tables(rows: list[Held]) -> Iterator[Filled]:
    """The tables among these rows; parts of one, under a title each, are told from chance together."""
    runs = list(_runs(rows))
    for columns, run in runs:
        kin = [held for alike, other in runs if _same(alike, columns) for _, held in other]
        if len(kin) >= LEAST and any(len(rows_of(cell)) > 1 for held in kin for cell in _cells(columns, held)):
            yield _table(columns, run)


def _runs(rows: list[Held]) -> Iterator[tuple[list[Span], list[Held]]]:
    """Rows below each other that keep their columns."""
    at = 0
    while at < len(rows):
        columns, end = _grow(rows, at)
        run = rows[at:end]
        if run and all(_is_row(columns, held) for _, held in run):
            yield columns, run
            at = end
        else:
            at += 1


def _same(one: list[Span], other: list[Span]) -> bool:
    """Whether columns are those of one table: as many, with the same left ends but for the last, which may be set to the right."""
    return len(one) == len(other) and all(abs(a - b) <= SNAP for (a, _), (b, _) in zip(one[:-1], other[:-1], strict=True))


def _rows(grid: Grid, grounds: tuple[Ground, ...], words: list[Printed]) -> Iterator[Held]:
    """What the rules enclose and what is right above and below them; at wide gaps parted, where that is no row of one table."""
    box = grid.box
    level = [w for w in words if box.x0 - SNAP <= w.x0 and w.x1 <= box.x1 + SNAP]
    above = [w for w in level if box.top - BEYOND * w.size < w.top and (w.top + w.bottom) / 2 < box.top]
    below = [w for w in level if box.bottom < (w.top + w.bottom) / 2 and w.bottom < box.bottom + BEYOND * w.size]
    yield from _parted(grid.cells[0], above)
    for cell, held in rows_between(fill(grid, words), grounds):
        groups = list(_parted(cell, held))
        if _has_title(groups):
            yield from groups
        elif held:
            row = [w for _, words in groups[:-1] for w in words]
            titled = _ends_in_title(row, groups[-1][1])
            yield from [(replace(cell, box=replace(cell.box, bottom=groups[-1][0].box.top)), row), groups[-1]] if titled else [(cell, held)]
    yield from _parted(grid.cells[0], below)


def _has_title(groups: list[Held]) -> bool:
    """Whether one of several groups of lines stands alone over the first row of a table: no rule parts the two."""
    return any(
        all(len(line) == 1 for line in _pieces(title)) and (columns := _with([], row)) is not None and _is_row(columns, row)
        for (_, title), (_, row) in itertools.pairwise(groups)
    )


def _ends_in_title(row: list[Printed], last: list[Printed]) -> bool:
    """Whether a row of a table is followed, before the next rule, by lines in larger print that are no cell of it."""
    columns = _with([], row)
    larger = bool(row) and min(w.size for w in last) > median(w.size for w in row)
    return larger and columns is not None and _is_row(columns, row) and all(len(line) == 1 for line in _pieces(last))


def _parted(cell: GridCell, words: list[Printed]) -> Iterator[Held]:
    """Words of a band in groups of lines that stand near each other, each as a row of its own."""
    group: list[Row] = []
    for row in [*rows_of(words), None]:
        if group and (row is None or row.top - max(r.bottom for r in group) > GAP * row.size):
            box = hull([r.box for r in group])
            yield replace(cell, box=replace(cell.box, top=box.top, bottom=box.bottom)), [w for r in group for w in r.words]
            group = []
        if row is not None:
            group.append(row)


def _grow(rows: list[Held], start: int) -> tuple[list[Span], int]:
    """The columns of the rows from one on that keep its columns, and where they end."""
    columns: list[Span] = []
    for at in range(start, len(rows)):
        words = rows[at][1]
        grown = _with(columns, words) if len(words) <= LAYOUT_WORDS else None
        if grown is None or (at == start and not _is_row(grown, words)):
            return columns, at
        columns = grown
    return columns, len(rows)


def _with(columns: list[Span], words: list[Printed]) -> list[Span] | None:
    """The columns after one more row; None when a piece of it lies across two of them."""
    for piece in itertools.chain.from_iterable(_pieces(words)):
        touched = [c for c in columns if piece.x0 < c[1] + GUTTER * piece.size and piece.x1 > c[0] - GUTTER * piece.size]
        if len(touched) > 1:
            return None
        span = (min([piece.x0, *(a for a, _ in touched)]), max([piece.x1, *(b for _, b in touched)]))
        columns = sorted([c for c in columns if c not in touched] + [span])
    return columns


def _pieces(words: list[Printed]) -> list[list[Row]]:
    return [split_row(line, NEAR_APART) for line in rows_of(words)]


def _cells(columns: list[Span], words: list[Printed]) -> list[list[Printed]]:
    """The words of one row in each column."""
    return [[w for w in words if a - SNAP / 2 <= (w.x0 + w.x1) / 2 <= b + SNAP / 2] for a, b in columns]


def _is_row(columns: list[Span], words: list[Printed]) -> bool:
    """Whether there are enough columns for a table; two are where the first holds a number."""
    first = _cells(columns, words)[0]
    return len(columns) >= COLUMNS or (len(columns) > 1 and len(first) == 1 and NUMBER.match(first[0].text) is not None)


def _table(columns: list[Span], rows: list[Held]) -> Filled:
    whole = hull([cell.box for cell, _ in rows])
    edges = [whole.x0, *(a - SNAP / 2 for a, _ in columns[1:]), whole.x1]
    cells: list[GridCell] = []
    held: list[list[Printed]] = []
    for at, (band, words) in enumerate(rows):
        for column, (own, (x0, x1)) in enumerate(zip(_cells(columns, words), itertools.pairwise(edges), strict=True)):
            cells.append(GridCell(at, column, 1, 1, replace(band.box, x0=x0, x1=x1)))
            held.append(own)
    return Filled(Grid(whole, tuple(cells)), held)
