"""Sums in the rows of tables: which column holds them, what the heading says, whether the row is a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.extract.money import Sum, find_sums
from pipeline.records.source import Span


@dataclass(frozen=True, slots=True)
class RowSum:
    """A sum at `start:end` of the running text, in `column` of its row."""

    sum: Sum
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row with sums. `label` is its first cell with letters, `heading` the flat heading cells of its table ("" where it has none), `part`
    the flat line above it, of one cell or between the tables, that parts the rows ("recettes"; "" without)."""

    piece: Piece
    sums: tuple[RowSum, ...]
    label: Span
    heading: tuple[str, ...]
    part: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it adds up other rows."""
        return _TOTAL.search(flat_label(self)) is not None

    @property
    def cells(self) -> tuple[str, ...]:
        """Its flat cells."""
        begins = self.piece.start
        return tuple(self.piece.flat[start - begins : end - begins] for start, end in self.piece.cells)

    def under(self, named: re.Pattern[str], unless: re.Pattern[str]) -> list[RowSum]:
        """The sums in columns whose heading names one thing and not the other."""
        return [s for s in self.sums if named.search(self.head(s.column)) and not unless.search(self.head(s.column))]

    def head(self, column: int) -> str:
        """The flat heading of a column; "" without."""
        return self.heading[column] if column < len(self.heading) else ""


SHORT_LINE = 60  # characters: a line of its own that may name the rows below it
_TOTAL = re.compile(r"^\W*(?:sous[- ])?(?:total|totaux|ensemble(?= (?:des?|du)\b|\W*$)|cumul)\b|\btotal(?:\s+(?:general|section|des))?\b")
_LETTERS = re.compile(r"[^\W\d_]{2}|(?:[^\W\d_]\.){2}")
_RANKED = re.compile(r"\W*(?:lot )?(?:n[°o] ?)?\d{1,3}\W*")  # the number of a row
_NO_SUM = re.compile(r"\W*(?:gratuit(?:e|s|es|ement)?|neant|inchangee?s?|sans objet|offert)\W*")  # in place of a sum
_IN_EUROS = re.compile(r"€|\beuros?\b")  # a column headed "Voté (€)" prints bare figures
_OPERATION = re.compile(r"\b[oO]p(?:ération|\.)?\s*(?:n°\s*)?\d+")  # its number is no account
_CODE = re.compile(r"(?<![\d.,])\d{2,7}(?![\d.,€])")


def flat_label(row: Row) -> str:
    """The flat words of the row's label."""
    start = row.label[0] - row.piece.start
    return row.piece.flat[start : start + row.label[1] - row.label[0]]


def rows_of(text: str, pieces: Sequence[Piece], *, bare: bool) -> tuple[Row, ...]:
    """The rows with sums among `pieces`, with the heading of their table (rows before them with words and no sum). A table that goes on
    over a page break without a heading keeps the one before it."""
    found: list[Row] = []
    heading: tuple[str, ...] = ()
    open_heading = False
    part = above = ""
    table: int | None = None
    for piece in pieces:
        if not piece.is_row:
            above = piece.flat if len(piece.text) <= SHORT_LINE else ""
            if not above:
                heading = ()
            continue
        if piece.table != table:
            part, above = above, ""
        sums = _sums(text, piece, bare)
        if not bare and heading and piece.table == table:
            taken = {s.column for s in sums}
            sums = (*sums, *(s for s in _sums(text, piece, True) if s.column not in taken and _IN_EUROS.search(_at(heading, s.column))))
            sums = tuple(sorted(sums, key=lambda s: s.start))
        if not sums:
            cells = _spread(text, piece)
            alone = [cell for cell in cells if cell]
            part = alone[0] if len(alone) == 1 else part
            few = len(alone) == 1 or 2 * len(alone) <= len(heading)
            free = any(_NO_SUM.fullmatch(cell) for cell in cells)
            if piece.table == table and not open_heading and (few or free or _RANKED.fullmatch(cells[0])):
                continue  # a line that parts the rows, the rest of one, or one without a sum: the columns keep their heading
            if piece.table != table or not open_heading:
                heading = cells
            else:
                width = max(len(heading), len(cells))
                heading = tuple(f"{_at(heading, i)} {_at(cells, i)}".strip() for i in range(width))
            open_heading, table = True, piece.table
            continue
        open_heading, table = False, piece.table
        found.append(Row(piece, sums, _label(text, piece), heading, part))
    return tuple(found)


def _at(cells: Sequence[str], index: int) -> str:
    """The cell of a heading row over column `index`: its last cell reaches to the edge."""
    return cells[min(index, len(cells) - 1)] if cells else ""


def _spread(text: str, piece: Piece) -> tuple[str, ...]:
    """The flat cells of a heading row by column; a cell that spans several columns is said for each of them."""
    found: list[str] = []
    for (start, end), column in zip(piece.cells, piece.columns, strict=True):
        if found and column > len(found):
            found.extend([found[-1]] * (column - len(found)))
        found.append(flat(text[start:end]).strip())
    return tuple(found)


def label_before(text: str, row: Row, one: RowSum) -> Span:
    """The nearest cell with letters left of a sum, else the row's label."""
    for (start, end), column in zip(reversed(row.piece.cells), reversed(row.piece.columns), strict=True):
        if column < one.column and _LETTERS.search(text[start:end]):
            return start, end
    return row.label


def codes_beside(text: str, row: Row, one: RowSum) -> list[str]:
    """Account and chapter codes in the cells left of a sum, up to the next sum on that side."""
    found: list[str] = []
    taken = {s.column for s in row.sums}
    for (start, end), column in zip(reversed(row.piece.cells), reversed(row.piece.columns), strict=True):
        if column >= one.column:
            continue
        if column in taken:
            break
        found.extend(_CODE.findall(_OPERATION.sub("", text[start:end])))
    if not found and len(row.piece.cells) == 1:
        found = _CODE.findall(text[row.piece.start : one.start])
    return found


def _sums(text: str, piece: Piece, bare: bool) -> tuple[RowSum, ...]:
    found: list[RowSum] = []
    for column, (start, end) in zip(piece.columns, piece.cells, strict=True):
        for s in find_sums("\t" + text[start:end], bare=bare):  # a dash that opens a cell is a sign
            own = replace(s, start=s.start - 1, end=s.end - 1, figure_start=s.figure_start - 1, figure_end=s.figure_end - 1)
            found.append(RowSum(own, start + own.start, start + own.end, column))
    return tuple(found)


def _label(text: str, piece: Piece) -> Span:
    for start, end in piece.cells:
        if _LETTERS.search(text[start:end]):
            return start, end
    return piece.cells[0]
