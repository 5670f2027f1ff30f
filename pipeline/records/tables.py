"""The tables of a document, each as one table however many pages it stands on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records.source import Block, BlockKind, Cell, Document, Page, Passage, page_evidence


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table. It has several pieces where the page break cuts its row. `text` is in one line."""

    column: int
    text: str
    pieces: tuple[tuple[Page, Cell], ...]

    def passage(self, document: Document) -> Passage | None:
        """The words of the cell with their evidence; None for an empty cell."""
        found = [page_evidence(document, page, cell.start, cell.end) for page, cell in self.pieces]
        evidence = tuple(e for e in found if e is not None)
        return Passage(evidence) if evidence else None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the blocks that it is printed in, and its rows, without the headers that are printed again on later pages."""

    blocks: tuple[tuple[Page, Block], ...]
    rows: tuple[tuple[TableCell, ...], ...]


def tables_of(document: Document) -> Iterator[Table]:
    """The tables of the body in reading order."""
    run: list[tuple[Page, Block]] = []
    for page in document.pages:
        for block in page.blocks:
            if block.kind is not BlockKind.TABLE or not block.cells:
                continue
            if run and not block.continues:
                yield _table(run)
                run = []
            run.append((page, block))
    if run:
        yield _table(run)


def _table(blocks: list[tuple[Page, Block]]) -> Table:
    rows: list[list[TableCell]] = []
    for page, block in blocks:
        own = [list(cells) for _, cells in itertools.groupby(block.cells, key=lambda c: c.row)]
        fresh = [[TableCell(c.column, _line(page, c), ((page, c),)) for c in cells] for cells in own[block.repeated :]]
        if block.cut and rows and fresh:
            rows[-1] = _whole(rows[-1], fresh.pop(0))
        rows += fresh
    return Table(tuple(blocks), tuple(map(tuple, rows)))


def _line(page: Page, cell: Cell) -> str:
    return " ".join(page.text[cell.start : cell.end].split())


def _whole(above: list[TableCell], below: list[TableCell]) -> list[TableCell]:
    """A row whose cells the page break cut in two."""
    joined = {c.column: c for c in above}
    for cell in below:
        first = joined.get(cell.column)
        if first is None:
            joined[cell.column] = cell
        elif cell.text:
            text = f"{first.text} {cell.text}".strip()
            joined[cell.column] = TableCell(cell.column, text, (*first.pieces, *cell.pieces))
    return [joined[column] for column in sorted(joined)]
