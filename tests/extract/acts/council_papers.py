"""Council documents made of lines, for tests.

A line is a paragraph; "# " makes it a bold heading, "- " a list item, "> " bold text; a line with tabs is a row of a table (rows in a row
make one table); "=====" begins a page.
"""

from __future__ import annotations

import itertools

from pipeline.records.source import Block, BlockKind, Box, Cell, Document, Page

BOX = Box(50, 50, 500, 60)


def paper(text: str, *, doc: str = "pv.pdf", confidence: float | None = None) -> Document:
    pages = tuple(_page(i, part.strip("\n").split("\n"), confidence) for i, part in enumerate(text.split("====="), 1))
    return Document("f" * 64, doc, pages, "test")


def _page(number: int, lines: list[str], confidence: float | None) -> Page:
    text, blocks = "", []
    for is_table, group in itertools.groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line):
        if is_table:
            text, block = _table(text, list(group))
            blocks.append(block)
            continue
        for line in group:
            kind, bold, bullet, body = _shape(line)
            blocks.append(Block(kind, len(text), len(text) + len(body), BOX, 10, bold, 1 if kind is BlockKind.HEADING else 0, bullet))
            text += body + "\n"
    return Page(number, 600, 800, 0, text, len(text), (), tuple(blocks), confidence=confidence)


def _shape(line: str) -> tuple[BlockKind, bool, str, str]:
    if line.startswith("# "):
        return BlockKind.HEADING, True, "", line[2:]
    if line.startswith("> "):
        return BlockKind.PARAGRAPH, True, "", line[2:]
    if line.startswith("- "):
        return BlockKind.LIST_ITEM, False, "-", line[2:]
    return BlockKind.PARAGRAPH, False, "", line


def _table(text: str, rows: list[str]) -> tuple[str, Block]:
    start, cells = len(text), []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.split("\t")):
            cells.append(Cell(len(text), len(text) + len(cell), r, c, BOX))
            text += cell + "\t"
        text = text[:-1] + "\n"
    return text, Block(BlockKind.TABLE, start, len(text) - 1, BOX, 10, cells=tuple(cells))
