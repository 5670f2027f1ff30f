"""Blocks to the page's text: offsets given out, line-end hyphens settled, furniture and stamps behind the body."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.read.bullets import readable
from pipeline.read.drafts import Draft
from pipeline.read.hyphens import Join, join_of
from pipeline.read.printed import Printed, Row, Sheet, Tilt
from pipeline.read.stamps import FoundStamp
from pipeline.records.source import Block, BlockKind, Box, Cell, Line, Page, Stamp
from pipeline.records.words import BOLD, ITALIC, Words, hull

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffd\ufffe\uffff"}
CONTROL = dict.fromkeys([*range(32), *range(0x7F, 0xA0)])
CLEAN = {**INVISIBLE, **CONTROL, **LIGATURES}
PLAIN = set(map(chr, range(33, 127))) | set("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ’‘“”«»…–—•°€·")


def cleaned(printed: str) -> str:
    """A word as it stands in the text: ligatures written out, private-use glyphs replaced, invisible characters gone."""
    if printed.isascii() or PLAIN.issuperset(printed):
        return printed if printed.isprintable() else printed.translate(CLEAN)
    return readable(printed).translate(CLEAN)


@dataclass(slots=True)
class Columns:
    """The words of a page as they are written (see `Words`)."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    sides: array[float] = field(default_factory=lambda: array("d"))
    sizes: array[float] = field(default_factory=lambda: array("d"))
    styles: bytearray = field(default_factory=bytearray)
    printed: dict[int, str] = field(default_factory=dict)

    def cut(self, size: int) -> None:
        """Keep the first `size` words."""
        del self.starts[size:], self.ends[size:], self.sides[4 * size :], self.sizes[size:], self.styles[size:]
        self.printed = {index: form for index, form in self.printed.items() if index < size}

    def shorten(self, text: str) -> None:
        """Take the last character off the last word, whose text is `text`."""
        self.printed.setdefault(len(self.ends) - 1, text)
        self.ends[-1] -= 1

    def words(self, text: str) -> Words:
        """The words of the page text `text`, their sides to a hundredth of a point."""
        sides = array("d", np.round(np.frombuffer(self.sides), 2).tobytes()) if self.sides else self.sides
        return Words(text, self.starts, self.ends, sides, self.sizes, bytes(self.styles), self.printed)


@dataclass(slots=True)
class Writer:
    """Builds the text of one page and the words, lines and blocks that point into it."""

    known: Collection[str]
    repaired: Mapping[str, str] = field(default_factory=dict)  # words whose font names letters wrongly, as printed
    tilt: Tilt | None = None
    parts: list[str] = field(default_factory=list)
    at: int = 0
    words: Columns = field(default_factory=Columns)
    blocks: list[Block] = field(default_factory=list)
    apart: bool = False  # lines keep their hyphens: a stamp's identifier is no cut word
    inside: bool = False  # a word of the same run of rows stands before

    def place(self, b: Box | Row | Printed) -> tuple[float, float, float, float]:
        """The sides of a box on the page as it is in the file."""
        if self.tilt is None:
            return b.x0, b.top, b.x1, b.bottom
        back = self.tilt.back(Box(b.x0, b.top, b.x1, b.bottom))
        return back.x0, back.top, back.x1, back.bottom

    def box(self, b: Box | Row) -> Box:
        """A box as it goes into the record, to a hundredth of a point."""
        x0, top, x1, bottom = self.place(b)
        return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))

    def put(self, text: str) -> None:
        """Append text that is no word."""
        self.parts.append(text)
        self.at += len(text)

    def row(self, row: Row, first: bool) -> Line | None:
        """Append one line; None when nothing of it is left after cleaning."""
        begun: int | None = None
        for word in row.words:
            text = cleaned(self.repaired.get(word.text, word.text))
            if not text:
                continue
            if begun is None:
                if not first:
                    self._meet(text)
                begun = self.at
            else:
                self.put(" ")
            self._word(word, text)
        if begun is None:
            return None
        return Line(begun, self.at, self.box(row), row.size, row.bold)

    def _word(self, word: Printed, text: str) -> None:
        words = self.words
        if text != word.text:
            words.printed[len(words.starts)] = word.text
        words.starts.append(self.at)
        self.put(text)
        words.ends.append(self.at)
        words.sides.extend(self.place(word))
        words.sizes.append(word.size)
        words.styles.append(BOLD * word.bold + ITALIC * word.italic)
        self.inside = True

    def _meet(self, text: str) -> None:
        """Write what stands between the last line's end and the next line's first word."""
        if not self.inside:
            return
        soft = not self.apart and self._cut_softly()
        how = Join.SPACE if self.apart else join_of(self.parts[-1] + "-" * soft, text, self.known)
        if soft and how is not Join.SPACE:
            self.put("-" if how is Join.HYPHEN else "")
        elif how is Join.SPACE:
            self.put(" ")
        elif how is Join.WHOLE:
            self.words.shorten(self.parts[-1])
            self.parts[-1] = self.parts[-1][:-1]
            self.at -= 1

    def _cut_softly(self) -> bool:
        """Whether the last word ends on a soft hyphen, which the cleaning has taken off."""
        return self.words.printed.get(len(self.words.starts) - 1, "").endswith("\u00ad")

    def rows(self, rows: list[Row]) -> tuple[Line, ...]:
        """Append rows as one run of text."""
        self.inside = False
        lines: list[Line] = []
        for row in rows:
            line = self.row(row, first=not lines)
            if line is not None:
                if lines and lines[-1].end > line.start:
                    lines[-1] = replace(lines[-1], end=line.start)
                lines.append(line)
        return tuple(lines)

    def block(self, draft: Draft) -> None:
        """Append one block, after a line break when something stands before it."""
        here = len(self.parts), self.at, len(self.words.starts)
        if self.parts:
            self.put("\n")
        start = self.at
        cells: tuple[Cell, ...] = ()
        lines = self.rows(draft.rows) if not draft.cells else ()
        if draft.cells:
            cells, lines = self._cells(draft)
        if not lines:
            del self.parts[here[0] :]
            self.words.cut(here[2])
            self.at = here[1]
            return
        box, style = self.box(draft.box), (draft.size, draft.bold, draft.level, draft.bullet, draft.shaded)
        joins = draft.continues, draft.repeated, draft.cut
        self.blocks.append(Block(draft.kind, start, self.at, box, *style, lines, cells, *joins))

    def _cells(self, draft: Draft) -> tuple[tuple[Cell, ...], tuple[Line, ...]]:
        cells: list[Cell] = []
        lines: list[Line] = []
        row = draft.cells[0].row
        for index, cell in enumerate(draft.cells):
            if index:
                self.put("\t" if cell.row == row else "\n")
            row = cell.row
            start = self.at
            lines += self.rows(cell.rows)
            cells.append(Cell(start, self.at, cell.row, cell.column, self.box(cell.box)))
        return tuple(cells), tuple(lines)


def compose(
    sheet: Sheet,
    body: list[Draft],
    behind: list[Draft],
    stamps: list[FoundStamp],
    known: Collection[str],
    repaired: Mapping[str, str],
) -> Page:
    """The page: body first, then what stands behind it.

    `known` are the words of the whole document, in lower case; `repaired` those whose letters the font names wrongly (see letters.py).
    """
    writer = Writer(known, repaired, sheet.tilt)
    for draft in body:
        writer.block(draft)
    body_end = writer.at
    written = [stamp for stamp in (_write_stamp(writer, found) for found in stamps) if stamp is not None]
    for draft in behind:
        writer.block(draft)
    text = "".join(writer.parts)
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        sheet.rotation,
        text,
        body_end,
        writer.words.words(text),
        tuple(writer.blocks),
        tuple(written),
        engine=sheet.engine,
        confidence=sheet.confidence,
    )


def _write_stamp(writer: Writer, found: FoundStamp) -> Stamp | None:
    rows = list(found.rows)
    count = len(writer.blocks)
    writer.apart = True
    writer.block(Draft(BlockKind.STAMP, rows, hull([r.box for r in rows]), rows[0].size))
    writer.apart = False
    if len(writer.blocks) == count:
        return None
    block = writer.blocks[-1]
    return Stamp(
        found.shape,
        block.start,
        block.end,
        found.transmission_id,
        found.siren,
        found.act_date,
        found.number,
        found.nature,
        found.received,
        found.published,
    )


def furniture_draft(kind: BlockKind, row: Row) -> Draft:
    """A running row as a block of its own."""
    return Draft(kind, [row], row.box, row.size, row.bold)
