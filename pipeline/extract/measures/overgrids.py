"""Tables whose head row is drawn apart from their grid, on a ground of its own, and those that bands on a ground cut into several grids.

The reading stage sees headings over a grid, or several grids with headings between them; here the words of the head row are known, and
each stands over a column of every grid below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.measures.abreast import Row
from pipeline.extract.measures.pieces import page_words
from pipeline.records.source import Block, BlockKind, Cell, Page, Word

_NEAR = 2.6  # of the font size of what stands over it: a grid begins no further below
_EDGE = 2.0  # points between the sides of two grids of one table
_LEAST = 3  # columns


def rows_over_grids(page: Page, blocks: list[Block], heads: list[list[Word]]) -> list[Row] | None:
    """The rows of the grids that stand one below the other under a head row, bands between them as rows of one cell; None where the head
    row and all rows are in one grid, or where none stands over its columns."""
    words = {w.start for head in heads for w in head}
    own = next((b for b in blocks if b.kind is BlockKind.TABLE and any(b.start <= start < b.end for start in words)), None)
    if own is not None and not _is_under(heads, own):
        return None
    bottom = max(w.box.bottom for head in heads for w in head)
    below = sorted((b for b in blocks if b is not own and b.box.top >= bottom - _EDGE), key=lambda b: b.box.top)
    rows: list[Row] = [_row_of(page, own, words), *_of_grid(page, own, words)] if own is not None else [tuple(map(tuple, heads))]
    last = own
    band: Block | None = None
    grids = 0
    for block in below:
        over = band or last
        near = block.box.top - (over.box.bottom if over else bottom) <= _NEAR * max((over or block).size, 6)
        if not near:
            break
        if block.kind is BlockKind.TABLE and _is_under(heads, block) and (last is None or _same_sides(last, block)):
            rows += [(tuple(page_words(page, band.start, band.end)),)] if band else []
            rows += _of_grid(page, block, frozenset())
            last, band, grids = block, None, grids + 1
        elif grids == 0 and own is None and (column := _column_of(block, heads)) is not None:  # the second line of a name
            rows[0] = tuple((*head, *page_words(page, block.start, block.end)) if at == column else head for at, head in enumerate(rows[0]))
            bottom = max(bottom, block.box.bottom)
        elif band is None and block.kind is not BlockKind.TABLE and len(block.lines) == 1:
            band = block
        else:
            break
    return rows if grids else None


def _column_of(block: Block, heads: list[list[Word]]) -> int | None:
    """The name right below which a block stands in its print, None where it stands below none."""
    alike = (at for at, head in enumerate(heads) if abs(head[0].box.x0 - block.box.x0) <= _EDGE and abs(head[0].size - block.size) <= 0.2)
    return next(alike, None) if block.kind is not BlockKind.TABLE and block.bold == heads[0][0].bold else None


def _is_under(heads: list[list[Word]], grid: Block) -> bool:
    """Whether each of the names stands over a column of its own of a grid."""
    columns: dict[int, Cell] = {}
    wide = max(c.column for c in grid.cells) + 1
    for cell in grid.cells:
        if sum(c.row == cell.row for c in grid.cells) == wide:
            columns.setdefault(cell.column, cell)
    sides = [columns[k].box for k in sorted(columns)]
    over = all(box.x0 - _EDGE <= head[0].box.x0 and head[-1].box.x1 <= box.x1 + _EDGE for box, head in zip(sides, heads, strict=False))
    return len(sides) == len(heads) >= _LEAST and over


def _same_sides(a: Block, b: Block) -> bool:
    return abs(a.box.x0 - b.box.x0) <= _EDGE and abs(a.box.x1 - b.box.x1) <= _EDGE


def _of_grid(page: Page, grid: Block, heads: set[int] | frozenset[int]) -> Iterator[Row]:
    """The rows of a grid below the one that `heads` stand in, each its cells' words; a row of one cell as one."""
    first = max((c.row for c in grid.cells if any(c.start <= start < c.end for start in heads)), default=-1)
    for row in sorted({c.row for c in grid.cells if c.row > first}):
        yield _cells(page, grid, row)


def _row_of(page: Page, grid: Block, heads: set[int]) -> Row:
    """The row of a grid that `heads` stand in, each cell whole."""
    return _cells(page, grid, next(c.row for c in grid.cells if any(c.start <= start < c.end for start in heads)))


def _cells(page: Page, grid: Block, row: int) -> Row:
    cells = {c.column: tuple(page_words(page, c.start, c.end)) for c in grid.cells if c.row == row}
    wide = max(c.column for c in grid.cells) + 1
    return tuple(cells.values()) if len(cells) == 1 else tuple(cells.get(k, ()) for k in range(wide))
