"""Columns of short lines to do that the reading stage took for one text, because nothing but their words tells them from a table."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.measures.wording import is_action
from pipeline.records.source import Block, Page, Word

Row = tuple[tuple[Word, ...], ...]  # a cell for each column, empty where the row has none

_EDGE = 4.0  # points between the left ends of one column's lines
_LEAST = 3  # rows of things to do
_MOST = 0.8  # of the cells of each column that open like something to do
_CLOSE = 1.6  # of the font size: a line no further below goes on with the cell above it


def rows_abreast(
    page: Page, blocks: list[Block], lines: list[list[Word]], split: Callable[[list[Word]], list[list[Word]]]
) -> list[Row] | None:
    """The rows under the first of `lines`, its cells as heads, when they are columns of things to do that blocks run across; else None.

    `split` parts the words of a line at wide gaps.
    """
    heads = split(lines[0])
    edges = [cell[0].box.x0 for cell in heads]
    if len(heads) < 2 or all(is_action(page.said(cell)) for cell in heads):
        return None
    rows: list[list[list[Word]]] = [heads]
    crossed = 0
    for line in lines[1:]:
        cells = split(line)
        columns = [_column(edges, cell) for cell in cells]
        if None in columns or line[0].size > heads[0][0].size + 0.5:
            break
        placed: list[list[Word]] = [[] for _ in edges]
        for column, cell in zip(columns, cells, strict=True):
            placed[column or 0] = cell
        crossed += _is_crossed(blocks, cells)
        if len(rows) == 1 or not _goes_on(page, rows[-1], placed):
            rows.append(placed)
        else:
            for above, cell in zip(rows[-1], placed, strict=True):
                above.extend(cell)
    body = rows[1:]
    if len(body) < _LEAST or 2 * crossed < len(body) or not all(_speaks(page, body, column) for column in range(len(edges))):
        return None
    return [tuple(tuple(cell) for cell in row) for row in rows]


def _column(edges: list[float], cell: list[Word]) -> int | None:
    return next((at for at, edge in enumerate(edges) if abs(cell[0].box.x0 - edge) <= _EDGE), None)


def _is_crossed(blocks: list[Block], cells: list[list[Word]]) -> bool:
    """Whether one block holds words of two cells of a line."""
    return any(sum(block.start <= cell[0].start < block.end for cell in cells) > 1 for block in blocks)


def _goes_on(page: Page, above: list[list[Word]], cells: list[list[Word]]) -> bool:
    """Whether all cells of a line are second lines of those above them."""
    filled = [(a, c) for a, c in zip(above, cells, strict=True) if c]
    return all(a and page.text[c[0].start].islower() and c[0].box.top - a[-1].box.top <= _CLOSE * max(c[0].size, 6) for a, c in filled)


def _speaks(page: Page, body: list[list[list[Word]]], column: int) -> bool:
    texts = [page.said(row[column]) for row in body if row[column]]
    return len(texts) >= 2 and sum(map(is_action, texts)) >= _MOST * len(texts)
