"""A document with tables set again, and the way back from its words to those of the document as it was read."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.extract.measures.headrows import FoundTable, tables_of
from pipeline.extract.measures.labelcards import in_cards
from pipeline.extract.measures.numbercards import Card, number_cards
from pipeline.extract.measures.pieces import page_words
from pipeline.extract.measures.sidevalues import SideValue, side_values
from pipeline.records.source import Block, BlockKind, Cell, Document, Evidence, Page, Passage, Word, page_evidence
from pipeline.records.words import hull

_CARD_LEVEL = 3  # of the title of a card that the reading stage took for no heading


@dataclass(frozen=True, slots=True)
class Move:
    """Where a run of characters of a page laid out anew stood before: `start:end` there is `start:end` here shifted to `old`."""

    start: int
    end: int
    old: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A document with its tables set again, and for each changed page (by its number) where its words come from."""

    document: Document
    moves: dict[int, tuple[Move, ...]]
    original: Document

    def home(self, passage: Passage) -> Passage:
        """The same words with evidence in the original document."""
        if not self.moves:
            return passage
        return Passage(tuple(e for evidence in passage.evidence for e in self._home(evidence)))

    def _home(self, evidence: Evidence) -> Iterator[Evidence]:
        moves = self.moves.get(evidence.page)
        if moves is None:
            yield evidence
            return
        page = next(p for p in self.original.pages if p.number == evidence.page)
        first = bisect.bisect_right(moves, evidence.start, key=lambda m: m.end)
        spans: list[list[int]] = []
        for move in itertools.takewhile(lambda m: m.start < evidence.end, moves[first:]):
            a, b = (move.old + max(evidence.start, move.start) - move.start, move.old + min(evidence.end, move.end) - move.start)
            if spans and a >= spans[-1][1] and not page.text[spans[-1][1] : a].strip():
                spans[-1][1] = b
            else:
                spans.append([a, b])
        for a, b in spans:
            found = page_evidence(self.original, page, a, b)
            if found is not None:
                yield found


def laid_out(document: Document) -> Laid:
    """The document with tables of head rows set again, and values amid titles behind them; the document itself where none is found."""
    pages: list[Page] = []
    moves: dict[int, tuple[Move, ...]] = {}
    for page in document.pages:
        order = in_cards(page)
        if order is not None:
            made, places = _set_in_order(page, order)
            pages.append(made)
            moves[page.number] = places
            continue
        cards = number_cards(page)
        tables = [] if cards else tables_of(page)
        beside = {} if cards else side_values(page)
        if not tables and not beside and not cards:
            pages.append(page)
            continue
        made, places = _set_cards(page, cards) if cards else _set_again(page, tables, beside)
        pages.append(made)
        moves[page.number] = places
    return Laid(replace(document, pages=tuple(pages)) if moves else document, moves, document)


@dataclass(slots=True)
class _Sheet:
    """A page being set again: its text so far, and what stands in it."""

    page: Page
    text: list[str] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    length: int = 0

    def gap(self, mark: str) -> None:
        """Add characters that stand nowhere on the page."""
        self.text.append(mark)
        self.length += len(mark)

    def put(self, run: tuple[Word, ...], bullets: dict[int, str]) -> tuple[int, int]:
        """Add words, one space between them, and give the span they take."""
        start = self.length
        for at, word in enumerate(run):
            if at and word.start != run[at - 1].end:  # the parts of a word cut at a line end touch
                self.gap(" ")
            if bullets.get(word.start):  # its mark stands on the page and is no word: here it opens a line as one
                mark, left = bullets[word.start], word.box.x0 - word.size
                place = replace(word.box, x0=left, x1=left + 1)
                self.words.append(replace(word, start=self.length, end=self.length + len(mark), box=place))
                self.gap(f"{mark} ")
            piece = self.page.text[word.start : word.end]
            self.moves.append(Move(self.length, self.length + len(piece), word.start))
            self.words.append(replace(word, start=self.length, end=self.length + len(piece)))
            self.gap(piece)
        return start, self.length

    def part(self, block: Block, run: tuple[Word, ...]) -> None:
        """Add some words of a block."""
        if run:
            start, end = self.put(run, {})
            self.blocks.append(replace(block, start=start, end=end, lines=(), cells=()))
            self.gap("\n")

    def titled(self, block: Block, run: tuple[Word, ...], value: SideValue) -> None:
        """Add a title and behind it the value that stood amid it: in a bullet behind a mark, else as a line of its own; a number before."""
        if value.number is not None:
            self.part(replace(block, kind=BlockKind.PARAGRAPH, bullet=""), value.words)
            self.part(block, run)
            return
        if block.kind is not BlockKind.LIST_ITEM or value.labelled:
            self.part(block, run)
            self.part(replace(block, kind=BlockKind.PARAGRAPH, bullet=""), value.words)
            return
        start, _ = self.put(run, {})
        self.gap(" • ")
        _, end = self.put(value.words, {})
        self.blocks.append(replace(block, start=start, end=end, lines=(), cells=()))
        self.gap("\n")

    def card(self, card: Card, level: int) -> None:
        """Add a card: its number and title as a heading in the print of the title, below it what is said of it, then its badge."""
        first = card.title[0]
        start, _ = self.put((replace(card.number, size=first.size, box=first.box),), {})
        self.gap(". ")
        _, end = self.put(card.title, {})
        self.blocks.append(Block(BlockKind.HEADING, start, end, hull([w.box for w in card.title]), first.size, first.bold, level))
        self.gap("\n")
        for run in (card.rest, card.badge):
            if run:
                start, end = self.put(run, {})
                self.blocks.append(Block(BlockKind.PARAGRAPH, start, end, hull([w.box for w in run]), run[0].size))
                self.gap("\n")

    def keep(self, start: int, end: int, blocks: list[Block], words: tuple[Word, ...]) -> None:
        """Add a stretch of the page as it stands."""
        by = self.length - start
        self.moves.append(Move(self.length, self.length + end - start, start))
        self.words.extend(replace(w, start=w.start + by, end=w.end + by) for w in words)
        self.blocks.extend(_shifted(b, by) for b in blocks)
        self.gap(self.page.text[start:end])

    def table(self, table: FoundTable, size: float, bullets: dict[int, str]) -> None:
        """Add a table, cells joined by tabs and rows by line breaks."""
        start = self.length
        cells: list[Cell] = []
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                a, b = self.put(cell, bullets)
                alone = len(row) == 1 < len(table.rows[0])  # it stands over all columns
                cells.append(Cell(a, b, r, c, hull(list(table.boxes) if alone or not cell else [w.box for w in cell])))
                self.gap("\n" if c == len(row) - 1 else "\t")
        made = Block(BlockKind.TABLE, start, self.length - 1, hull(list(table.boxes)), size, cells=tuple(cells))
        joins = table.grid  # a table that goes on over the page still does
        self.blocks.append(replace(made, continues=joins.continues, repeated=joins.repeated, cut=joins.cut) if joins else made)


def _set_in_order(page: Page, blocks: list[Block]) -> tuple[Page, tuple[Move, ...]]:
    """The page with its blocks in another order, and where each word stood."""
    sheet = _Sheet(page)
    for block in blocks:
        sheet.keep(block.start, block.end, [block], tuple(page_words(page, block.start, block.end)))
        sheet.gap("\n")
    return _made(sheet)


def _set_cards(page: Page, cards: tuple[Card, ...]) -> tuple[Page, tuple[Move, ...]]:
    """The page with its cards one after the other, and where each word stood."""
    sheet = _Sheet(page)
    taken = {w.start for c in cards for w in c.words}
    first = min(taken)
    titles = {c.title[0].start for c in cards}
    levels = [b.level for b in page.blocks if b.kind is BlockKind.HEADING and any(b.start <= at < b.end for at in titles)]
    for block in sorted((b for b in page.blocks if b.start < page.body_end), key=lambda b: b.start):
        own = tuple(page_words(page, block.start, block.end))
        if any(w.start == first for w in own):
            for card in cards:
                sheet.card(card, max(levels, default=_CARD_LEVEL))
        left = tuple(w for w in own if w.start not in taken)
        if own and len(left) == len(own):
            sheet.keep(block.start, block.end, [block], own)
            sheet.gap("\n")
        else:
            sheet.part(replace(block, kind=BlockKind.PARAGRAPH), left)
    return _made(sheet)


def _set_again(page: Page, tables: list[FoundTable], beside: dict[int, SideValue]) -> tuple[Page, tuple[Move, ...]]:
    """The page with its tables as table blocks and values behind their titles, and where each word stood."""
    sheet = _Sheet(page)
    bullets = {b.start: b.bullet for b in page.blocks if b.kind is BlockKind.LIST_ITEM}
    taken = frozenset(start for t in tables for start in t.words)
    done: set[int] = set()
    body = sorted((b for b in page.blocks if b.start < page.body_end), key=lambda b: b.start)
    ends = {b.start: b.end for b in body}
    in_tables = {b.start for b in body if any(w.start in taken for w in page_words(page, b.start, b.end))}
    beside = {start: v for start, v in beside.items() if not in_tables & {start, v.goes_on, v.number}}
    joined = {at for v in beside.values() for at in (v.goes_on, v.number) if at is not None}
    for block in body:
        if block.start in joined:
            continue
        own = tuple(page_words(page, block.start, block.end))
        left = tuple(w for w in own if w.start not in taken)
        value = beside.get(block.start)
        if value is not None:
            more = page_words(page, value.goes_on, ends[value.goes_on]) if value.goes_on is not None else ()
            sheet.titled(block, (*(w for w in own if w not in value.words), *more), value)
            continue
        for at, table in enumerate(tables):
            if at not in done and any(w.start in table.words for w in own):
                done.add(at)
                top = min(b.top for b in table.boxes)
                sheet.part(block, tuple(w for w in left if w.box.bottom < top + 1))
                left = tuple(w for w in left if w.box.bottom >= top + 1)
                sheet.table(table, block.size, bullets)
        if own and len(left) == len(own):
            sheet.keep(block.start, block.end, [block], own)
            sheet.gap("\n")
        else:
            sheet.part(block, left)
    return _made(sheet)


def _made(sheet: _Sheet) -> tuple[Page, tuple[Move, ...]]:
    """The page that was set, with what stands behind its body, and where each word stood."""
    page = sheet.page
    body_end = sheet.length
    behind = [b for b in page.blocks if b.start >= page.body_end]
    sheet.keep(page.body_end, len(page.text), behind, tuple(w for w in page.words if w.start >= page.body_end))
    words = tuple(sorted(sheet.words, key=lambda w: w.start))
    made = replace(page, text="".join(sheet.text), body_end=body_end, words=words, blocks=tuple(sheet.blocks), stamps=())
    return made, tuple(sorted(sheet.moves, key=lambda m: m.start))


def _shifted(block: Block, by: int) -> Block:
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        lines=tuple(replace(line, start=line.start + by, end=line.end + by) for line in block.lines),
        cells=tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in block.cells),
    )
