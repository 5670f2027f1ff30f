"""Labels side by side over their values ("Pilote      Partenaires" over "La commune      Le Département") that no rule parts."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.measures.abreast import Row
from pipeline.extract.measures.labels import VALUE_FIELDS, field_of
from pipeline.records.source import Page, Word

_BESIDE = frozenset({"context", "objective", "steps"})  # what may stand beside one of them
_CLOSE = 1.7  # of the font size: the lines of a value are no further apart
_EDGE = 2.0  # points that a value may stand left of its label


def label_row(page: Page, lines: list[list[Word]], split: Callable[[list[Word]], list[list[Word]]]) -> list[Row] | None:
    """The labels on the first of `lines` and the values under them as two rows; None where the line is no such row.

    `split` parts the words of a line at wide gaps.
    """
    labels = split(lines[0])
    fields = [field_of(page.said(cell)) for cell in labels]
    known = set(fields) <= VALUE_FIELDS | _BESIDE and not VALUE_FIELDS.isdisjoint(fields)
    if len(labels) < 2 or not known or len(set(fields)) < len(fields):
        return None
    edges = [cell[0].box.x0 for cell in labels]
    values: list[list[Word]] = [[] for _ in labels]
    before = lines[0]
    for line in lines[1:]:
        close = line[0].box.top - before[0].box.top <= _CLOSE * max(line[0].size, before[0].size, 6)
        cells = split(line)
        placed = [max((i for i, edge in enumerate(edges) if cell[0].box.x0 >= edge - _EDGE), default=None) for cell in cells]
        if not close or None in placed or len(set(placed)) < len(placed) or _alike(line[0], lines[0][0]):
            break
        for column, cell in zip(placed, cells, strict=True):
            values[column or 0].extend(cell)
        before = line
    return [tuple(map(tuple, labels)), tuple(map(tuple, values))] if all(values) else None


def _alike(word: Word, label: Word) -> bool:
    """Whether a word is set like the labels, which are not set like their values."""
    return word.bold == label.bold and abs(word.size - label.size) < 0.2
