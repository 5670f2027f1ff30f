"""The cells and columns of a row with sums."""

from __future__ import annotations

import re

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, rows_of
from pipeline.extract.flat import flat
from pipeline.records.source import BlockKind

LINES = ("Chapitre\tDépenses\tRecettes\tSolde des dépenses et recettes", "Énergie\t1 200 €\t300 €\t900 €")


def _row() -> Row:
    pieces, start = [], 0
    for line in LINES:
        cells, at = [], start
        for cell in line.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        end = start + len(line)
        columns = tuple(range(len(cells)))
        pieces.append(Piece(start, end, 1, BlockKind.TABLE, line, flat(line), False, 10.0, 0, table=1, cells=tuple(cells), columns=columns))
        start = end + 1
    (row,) = rows_of("\n".join(LINES), pieces, bare=False)
    return row


def test_cells_are_flat() -> None:
    assert _row().cells == ("energie", "1 200 €", "300 €", "900 €")


def test_a_column_without_a_heading_is_headed_by_nothing() -> None:
    assert [_row().head(column) for column in (0, 1, 9)] == ["chapitre", "depenses", ""]


def test_sums_are_found_under_what_their_column_names() -> None:
    spent = _row().under(re.compile("depenses"), re.compile("recettes"))
    assert [one.sum.cents for one in spent] == [120_000], "not the column that names both"
