"""Columns of text that stand abreast under heads of their own and look like a table: leaflets of three columns and more."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.read.bullets import bullet_of
from pipeline.read.printed import Row

LOOSE = 0.3  # of the font size: lines of one column further apart than this are two paragraphs
AGAINST = 0.3  # share of the paragraphs that begin beside lines that run on: in a table, rows begin in all columns
LEAST = 2  # of these
OFTEN = 0.15  # share of a column's lines that are in bold
HUNG = 3.0  # points that the words of a bullet stand in at least
WIDE = 4  # columns of a leaflet one of which may be its cover
MOST = 0.5  # of the cells of each column open with a bullet

Cells = Sequence[Sequence[tuple[int, Row]]]  # for each printed row its cells with their column


def are_abreast(rows: Cells, columns: int, size: float) -> bool:
    """Whether the cells below a header are columns of text: bold leads, paragraphs or bullets that keep no common rows.

    `rows` are those below the header, `size` the font size in points.
    """
    return has_leads(rows) or _paragraphs_cross(rows, columns, size) or _all_bulleted(rows, columns)


def has_leads(rows: Cells) -> bool:
    """Whether the bold words are heads inside columns of text, and not those of rows or columns."""
    return _bold_crosses(rows) or _bold_returns(rows)


def _bold_crosses(rows: Cells) -> bool:
    """Whether one column is bold beside another that is not, and elsewhere the other way round: leads of paragraphs."""
    seen = {(a, b) for row in rows for (a, left), (b, right) in itertools.permutations(row, 2) if left.bold and not right.bold}
    return any((b, a) in seen for a, b in seen)


def _bold_returns(rows: Cells) -> bool:
    """Whether bold words come again and again in every column among words that are not: leads of paragraphs (subtotals are figures)."""
    columns = {column for row in rows for column, _ in row}
    for one in columns:
        cells = [cell for row in rows for column, cell in row if column == one]
        leads = sum(cell.bold and any(map(str.isalpha, cell.text)) for cell in cells)
        if leads < LEAST or leads < OFTEN * len(cells) or len(cells) - leads < LEAST:
            return False
    return bool(columns)


def _paragraphs_cross(rows: Cells, columns: int, size: float) -> bool:
    """Whether paragraphs begin in one column where the lines of another run on."""
    lines = [[cell for row in rows for column, cell in row if column == one] for one in range(columns)]
    starts = [(one, b.top) for one, some in enumerate(lines) for a, b in itertools.pairwise(some) if b.top - a.bottom > LOOSE * size]
    tight = [
        (one, (a.top + a.bottom) / 2, (b.top + b.bottom) / 2)
        for one, some in enumerate(lines)
        for a, b in itertools.pairwise(some)
        if b.top - a.bottom <= LOOSE * size
    ]
    crossed = sum(any(other != one and above < top < below for other, above, below in tight) for one, top in starts)
    return crossed >= LEAST and crossed >= AGAINST * len(starts)


def _all_bulleted(rows: Cells, columns: int) -> bool:
    """Whether most cells of every column open with a bullet, or of all but one (a leaflet's cover) of four or more."""
    bulleted = 0
    for one in range(columns):
        cells = [cell for row in rows for column, cell in row if column == one]
        marks = [cell.x0 for cell in cells if bullet_of(cell.words[0].text) is not None and not cell.words[0].text[:1].isalnum()]
        hung = sum(cell.x0 > min(marks) + HUNG for cell in cells) if len(marks) >= LEAST else 0  # second lines of a bullet's words
        bulleted += len(marks) + hung > MOST * len(cells) or not cells
    return bulleted == columns or bulleted >= max(columns - 1, WIDE - 1)
