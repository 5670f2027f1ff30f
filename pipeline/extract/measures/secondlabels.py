"""Fiches with two labels side by side in a row that no upright rule parts ("Pilote  la Ville   Échéance  2026").

The reading stage sees a label and one value there; the words of the second label tell where a further pair of columns begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extract.measures.abreast import Row
from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.pieces import page_words
from pipeline.records.source import Block, Cell, Page, Word

Lines = Callable[[list[Word]], list[list[Word]]]

_EDGE = 3.0  # points between the left edges of the second labels
_LEAST = 2  # rows with one
_FIRST = 2  # columns of the grid: labels and their values


@dataclass(frozen=True, slots=True)
class _Second:
    """A label amid a row: its words and the cell of values that they stand in."""

    words: tuple[Word, ...]
    cell: Cell


def second_labels(page: Page, grids: list[Block], lines: Lines, split: Lines) -> list[tuple[Block, list[Row]]]:
    """The grids of labels and values that have second labels, with their rows: the second label and its value in cells of their
    own.

    Of a fiche that the page cuts one row with a second label tells, where those of another stand at the same edge. `lines` parts words
    into lines, `split` a line at wide gaps.
    """
    found = [(grid, _seconds(page, grid, lines, split)) for grid in grids]
    edges = [seconds[0].words[0].box.x0 for _, seconds in found if len(seconds) >= _LEAST]
    return [(grid, _rows(page, grid, seconds)) for grid, seconds in found if seconds and any(_is_near(seconds, edge) for edge in edges)]


def _seconds(page: Page, grid: Block, lines: Lines, split: Lines) -> list[_Second]:
    """The second labels of a grid, all at one edge; none for a grid that is no fiche of labels and values."""
    if any(c.column >= _FIRST for c in grid.cells):
        return []
    left = {c.row: c for c in grid.cells if c.column == 0 and field_of(page.text[c.start : c.end])}
    values = [c for c in grid.cells if c.column and c.row in left]
    seconds = [s for c in values if (s := _second(page, c, left[c.row], lines, split)) is not None]
    edge = min((s.words[0].box.x0 for s in seconds), default=0.0)
    return seconds if all(s.words[0].box.x0 - edge <= _EDGE for s in seconds) else []


def _is_near(seconds: list[_Second], edge: float) -> bool:
    return abs(seconds[0].words[0].box.x0 - edge) <= _EDGE


def _rows(page: Page, grid: Block, seconds: list[_Second]) -> list[Row]:
    edge = min(s.words[0].box.x0 for s in seconds)
    found = {s.cell.row: s for s in seconds}
    rows = sorted({c.row for c in grid.cells})
    return [_row(page, [c for c in grid.cells if c.row == row], found.get(row), edge - _EDGE) for row in rows]


def _second(page: Page, cell: Cell, label: Cell, lines: Lines, split: Lines) -> _Second | None:
    """The label that a wide gap sets apart on the first line of a value, in the weight of the first label."""
    first = next(iter(page_words(page, label.start, label.end)), None)
    words = list(page_words(page, cell.start, cell.end))
    if first is None or not words:
        return None
    runs = split(lines(words)[0])[1:-1]
    named = (tuple(run) for run in runs if run[0].bold == first.bold and field_of(page.said(run)))
    return next((_Second(run, cell) for run in named), None)


def _row(page: Page, cells: list[Cell], second: _Second | None, edge: float) -> Row:
    words = [tuple(page_words(page, c.start, c.end)) for c in sorted(cells, key=lambda c: c.column)]
    if second is None:
        return (*words, *[()] * (2 * _FIRST - len(words)))
    value = words[-1]
    right = tuple(w for w in value if w.box.x0 >= edge and w not in second.words)
    return (*words[:-1], tuple(w for w in value if w.box.x0 < edge), second.words, right)
