"""Documents as they were read: pages, words, blocks, and the evidence that points back into them.

Coordinates are PDF points with the origin at the top left of the page as a person sees it. Pages count from 1.
Spans are half-open offsets in Python characters into `Page.text`.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pipeline.records.words import Box, Word, Words, sides_between

__all__ = [
    "BODY_KINDS",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Document",
    "Evidence",
    "Line",
    "Page",
    "Passage",
    "RowEvidence",
    "RunningText",
    "Span",
    "Stamp",
    "Word",
    "line_boxes",
    "page_evidence",
    "placed",
    "running_text",
]

Span = tuple[int, int]  # half-open


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line inside a block. `start:end` into `Page.text`."""

    start: int
    end: int
    box: Box
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. Rows and columns count from 0; a cell that spans several stands at its first."""

    start: int
    end: int
    row: int
    column: int
    box: Box


class BlockKind(StrEnum):
    """What a block is on the page. `side` is a box kept apart from the running text; the last three stand outside the body."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    SIDE = "side"
    HEADER = "header"
    FOOTER = "footer"
    STAMP = "stamp"


# The kinds of block that hold the text itself, without titles of pages, stamps and notes.
BODY_KINDS = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.SIDE})


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together, in reading order.

    In `Page.text` the lines of a block are joined by one space (hyphens at line ends resolved) and blocks by one line break; in
    a table, cells are joined by a tab and rows by a line break. `level` is the depth of a heading (1 = largest), 0 elsewhere.
    `bullet` is the printed mark of a list item ("-", "•", "1.", "a)") and is no part of the text. `shaded`: on a coloured ground.
    `continues`: a table that goes on from the last table of the page before, its columns counted as there; its first `repeated` rows
    print that table's header again, and when `cut`, the row behind them is the rest of that table's last row (see `tables_of`).
    """

    kind: BlockKind
    start: int
    end: int
    box: Box
    size: float
    bold: bool = False
    level: int = 0
    bullet: str = ""
    shaded: bool = False
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()
    continues: bool = False
    repeated: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The transmission stamp of the contrôle de légalité, as data. `start:end` into `Page.text`, behind the body.

    `transmission_id` has the shape département-SIREN-yyyymmdd-number-nature. `shape` is one of A to E.
    """

    shape: str
    start: int
    end: int
    transmission_id: str | None = None
    siren: str | None = None
    act_date: date | None = None
    number: str | None = None
    nature: str | None = None
    received: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `text[:body_end]` is the body in reading order; behind it stand stamps, running headers and footers.

    `engine` says what read it ("pdfium", "pdfplumber", "tesseract"); `confidence` is 0..1 for a page read by OCR, else None.
    """

    number: int
    width: float
    height: float
    rotation: int
    text: str
    body_end: int
    words: tuple[Word, ...] | Words
    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...] = ()
    engine: str = "pdfium"
    confidence: float | None = None

    @property
    def by_ocr(self) -> bool:
        """Whether the words are OCR's reading and not the file's own."""
        return self.confidence is not None

    def text_of(self, cell: Cell) -> str:
        """What a cell says, without the blanks around it."""
        return self.text[cell.start : cell.end].strip()

    def said(self, words: Iterable[Word]) -> str:
        """Printed words, one space between two."""
        return " ".join(self.text[word.start : word.end] for word in words)


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. `doc` is its path relative to the territory file, as a reader would name it."""

    sha256: str
    doc: str
    pages: tuple[Page, ...]
    reader: str  # name and version of the reading stage
    title: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: a span of one page and the exact words. `page.text[start:end] == quote` always."""

    document: str  # sha256
    page: int
    start: int
    end: int
    quote: str
    boxes: tuple[Box, ...] = ()

    def part(self, start: int, end: int) -> Evidence:
        """The words `quote[start:end]`, white space trimmed. Its boxes are the printed lines where they should stand, by the lengths of the
        lines; whole lines, so that a reader finds the words inside."""
        quote = self.quote[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        end = start + len(quote)
        boxes = _lines_between(self.boxes, start / len(self.quote), end / len(self.quote))
        return Evidence(self.document, self.page, self.start + start, self.start + end, quote, boxes)


def _lines_between(boxes: tuple[Box, ...], first: float, last: float) -> tuple[Box, ...]:
    total = sum(b.x1 - b.x0 for b in boxes)
    kept: list[Box] = []
    seen = 0.0
    for box in boxes:
        width = (box.x1 - box.x0) / total if total else 0.0
        if seen < last and seen + width > first:
            kept.append(box)
        seen += width
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """Where a fact stands in a table file: the line (1-based, header is line 1) and its exact content."""

    document: str  # sha256
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, possibly running over pages. Never empty."""

    evidence: tuple[Evidence, ...]

    @property
    def text(self) -> str:
        """The words as one line, white space folded."""
        return " ".join(" ".join([e.quote for e in self.evidence]).split())

    @property
    def page(self) -> int:
        """The page where it begins."""
        return self.evidence[0].page


@dataclass(frozen=True, slots=True)
class RunningText:
    """The bodies of a document's pages as one text, with the way back. Made by `running_text`."""

    document: Document
    text: str
    starts: tuple[int, ...]  # offset in `text` of each page's first character

    def page_index(self, offset: int) -> int:
        """Index (from 0) of the page that holds `offset`."""
        return max(bisect.bisect_right(self.starts, offset) - 1, 0)

    def page_number(self, offset: int) -> int:
        """Number (from 1) of the page that holds `offset`."""
        return self.document.pages[self.page_index(offset)].number

    def passage(self, start: int, end: int) -> Passage | None:
        """The words of `text[start:end]` with evidence, white space at both ends left out; None when nothing is left."""
        found: list[Evidence] = []
        for index in range(self.page_index(start), len(self.starts)):
            base = self.starts[index]
            if base >= end:
                break
            page = self.document.pages[index]
            piece = page_evidence(self.document, page, max(start - base, 0), min(end - base, page.body_end))
            if piece is not None:
                found.append(piece)
        return Passage(tuple(found)) if found else None


def running_text(document: Document) -> RunningText:
    """Join the bodies of all pages, one line break between pages."""
    starts: list[int] = []
    parts: list[str] = []
    offset = 0
    for page in document.pages:
        starts.append(offset)
        body = page.text[: page.body_end]
        parts.append(body)
        offset += len(body) + 1
    return RunningText(document, "\n".join(parts), tuple(starts))


def page_evidence(document: Document, page: Page, start: int, end: int) -> Evidence | None:
    """Evidence for `page.text[start:end]`, trimmed of white space; None when nothing is left."""
    quote = page.text[start:end]
    stripped = quote.strip()
    if not stripped:
        return None
    start += len(quote) - len(quote.lstrip())
    end = start + len(stripped)
    return Evidence(document.sha256, page.number, start, end, stripped, line_boxes(page, start, end))


def line_boxes(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """The boxes of the words that `start:end` touches, one box for each printed line."""
    lines: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in sides_between(page.words, start, end):
        if lines:
            left, upper, right, lower = lines[-1]
            overlap = min(lower, bottom) - max(upper, top)
            if overlap > 0.5 * min(lower - upper, bottom - top) and x0 >= left - 1:
                lines[-1] = (min(left, x0), min(upper, top), max(right, x1), max(lower, bottom))
                continue
        lines.append((x0, top, x1, bottom))
    return tuple(Box(*sides) for sides in lines)


def placed(passage: Passage, pages: Mapping[tuple[str, int], Page]) -> Passage:
    """A passage with the boxes of its own words. A stage that has no words on its table cuts a passage and guesses which lines are left."""
    found = ((e, pages.get((e.document, e.page))) for e in passage.evidence)
    return Passage(tuple(replace(e, boxes=line_boxes(page, e.start, e.end)) if page and page.words else e for e, page in found))
