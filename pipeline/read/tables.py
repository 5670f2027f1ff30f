"""Ruled tables: words into the cells of a grid. Frames and coloured grounds become areas laid out by themselves."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from pipeline.read.drafts import Draft, DraftCell
from pipeline.read.grids import SNAP, Grid, GridCell
from pipeline.read.printed import Printed, Row, rows_of
from pipeline.read.stamps import stream_rows
from pipeline.records.source import BlockKind, Box
from pipeline.records.words import hull

ASTRAY = 0.1  # share of a grid's words without a cell or across the lines of theirs (538 grids of real pages: none)
OVERLAP = 1.05  # area of all cells over that of the grid (the same grids: none above)
LAYOUT_WORDS = 140  # a cell with more words than this in a grid of few cells is page layout, not a table (tuned on fiches and minutes)


@dataclass(slots=True)
class Filled:
    """A grid with the words of each cell, in the file's order."""

    grid: Grid
    words: list[list[Printed]]


def fill(grid: Grid, words: list[Printed]) -> Filled:
    """Give each word whose centre is inside the grid to its cell."""
    inside: list[list[Printed]] = [[] for _ in grid.cells]
    levels = sorted({c.box.top for c in grid.cells} | {c.box.bottom for c in grid.cells})
    bands: list[list[int]] = [[] for _ in levels]
    for index, cell in enumerate(grid.cells):
        for band in range(bisect.bisect_left(levels, cell.box.top), bisect.bisect_left(levels, cell.box.bottom)):
            bands[band].append(index)
    outer = grid.box
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom):
            continue
        for index in bands[bisect.bisect_right(levels, y) - 1]:
            b = grid.cells[index].box
            if b.x0 <= x <= b.x1:
                inside[index].append(word)
                break
    return Filled(grid, inside)


def is_sound(filled: Filled, words: list[Printed]) -> bool:
    """Whether a grid's cells lie beside each other and hold its words. `words` are all those of the page, turned ones too."""
    outer = filled.grid.box
    inside = sum(outer.x0 <= (w.x0 + w.x1) / 2 <= outer.x1 and outer.top <= (w.top + w.bottom) / 2 <= outer.bottom for w in words)
    pairs = zip(filled.grid.cells, filled.words, strict=True)
    across = sum(w.x0 < c.box.x0 - SNAP or w.x1 > c.box.x1 + SNAP for c, held in pairs for w in held)
    lost = inside - sum(map(len, filled.words))
    covered = sum((c.box.x1 - c.box.x0) * (c.box.bottom - c.box.top) for c in filled.grid.cells)
    whole = (outer.x1 - outer.x0) * (outer.bottom - outer.top)
    return lost + across <= ASTRAY * inside and covered <= OVERLAP * whole


def apart(filled: Filled) -> list[Filled]:
    """A grid without its layout cells (frames around running text across all columns): what stands above, between and below them."""
    grid = filled.grid
    full = [c for c, w in zip(grid.cells, filled.words, strict=True) if c.columns == grid.columns and len(w) > LAYOUT_WORDS // 4]
    cuts = sorted((c.row, c.row + c.rows) for c in full)
    parts: list[Filled] = []
    start = 0
    for top, bottom in [*cuts, (10**9, 0)]:
        pairs = [(c, w) for c, w in zip(grid.cells, filled.words, strict=True) if start <= c.row and c.row + c.rows <= top]
        if pairs:
            boxes = hull([c.box for c, _ in pairs])
            parts.append(Filled(Grid(boxes, tuple(c for c, _ in pairs)), [w for _, w in pairs]))
        start = bottom
    return parts if cuts else []


def is_table(filled: Filled) -> bool:
    """Whether a grid is a table: several filled columns, and no cell that holds a page's running text."""
    used = [c for c, w in zip(filled.grid.cells, filled.words, strict=True) if w]
    if len(used) < 2 or len({c.column for c in used}) < 2:
        return False
    if not _side_by_side(used):
        return False
    most = max(len(w) for w in filled.words)
    total = sum(len(w) for w in filled.words)
    return not (most > LAYOUT_WORDS and most > 0.6 * total)


def _side_by_side(cells: list[GridCell]) -> bool:
    rows: dict[int, int] = {}
    for cell in cells:
        rows[cell.row] = rows.get(cell.row, 0) + 1
    return max(rows.values()) >= 2


def cell_rows(words: list[Printed]) -> list[Row]:
    """The lines of a cell; text written up or down comes after the rest, in the file's order."""
    turned = [w for w in words if not w.upright]
    return rows_of([w for w in words if w.upright]) + (stream_rows(turned) if turned else [])


def table_draft(filled: Filled) -> Draft:
    """The table as one block. Rows and columns without any word are left out of the count."""
    used = [(c, w) for c, w in zip(filled.grid.cells, filled.words, strict=True)]
    rows = {r: i for i, r in enumerate(sorted({c.row for c, w in used if w}))}
    columns = {c: i for i, c in enumerate(sorted({c.column for c, w in used if w}))}
    kept = [(c, w) for c, w in used if w or (c.row in rows and c.column in columns)]
    cells = [DraftCell(rows[c.row], columns[c.column], cell_rows(w), c.box) for c, w in kept]
    cells.sort(key=lambda c: (c.row, c.column))
    everything = [w for _, words in used for w in words]
    sizes = sorted(w.size for w in everything)
    b = filled.grid.box
    edges = tuple(sorted({c.box.x0 for c in filled.grid.cells}))
    return Draft(BlockKind.TABLE, [], Box(b.x0, b.top, b.x1, b.bottom), sizes[len(sizes) // 2], cells=cells, edges=edges)
