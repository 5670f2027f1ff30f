"""Tables of a read PDF as grids of cells, with the way back to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records.source import Block, BlockKind, Document, Page, Passage, page_evidence


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table: cell texts by column, and the span of the row in `page.text`."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. `heading` are the nearest blocks above it on the page, or its predecessor's when it goes on from the page before."""

    page: Page
    heading: str
    rows: tuple[GridRow, ...]


def grids(document: Document) -> Iterator[Grid]:
    """The tables of a document in reading order."""
    for page in document.pages:
        above: list[str] = []
        for block in page.blocks:
            if block.kind is BlockKind.TABLE and block.cells:
                yield Grid(page, "\n".join(above[-4:]), _rows(page, block))
                above = []
            elif block.kind not in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.STAMP):
                above.append(page.text[block.start : block.end])


def _rows(page: Page, block: Block) -> tuple[GridRow, ...]:
    width = max(cell.column for cell in block.cells) + 1
    by_row: dict[int, list[str]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for cell in block.cells:
        row = by_row.setdefault(cell.row, [""] * width)
        row[cell.column] = " ".join(page.text[cell.start : cell.end].split())
        start, end = spans.get(cell.row, (cell.start, cell.end))
        spans[cell.row] = (min(start, cell.start), max(end, cell.end))
    return tuple(GridRow(tuple(by_row[r]), *spans[r]) for r in sorted(by_row))


def row_passage(document: Document, page: Page, row: GridRow) -> Passage | None:
    """The row's words with evidence; None for an empty row."""
    evidence = page_evidence(document, page, row.start, row.end)
    return Passage((evidence,)) if evidence else None
