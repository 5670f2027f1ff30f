"""Lines of values side by side under the title of a measure, some with their label ("Porteur : la Ville    2027    30 000 €")."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.abreast import Row
from pipeline.extract.measures.labels import OWN_FIELDS, announced_field
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.money import find_sums
from pipeline.records.source import Page, Word

_CELLS = 3  # values of such a line
_CLOSE = 1.9  # of the font size: the lines of a value are no further apart
_EDGE = 2.0  # points between the left edges of a value's lines
_BESIDE = 12  # characters beside the sum of a value ("par an")
_CODE = re.compile(r"[A-Z]{0,2}[ .-]?\d{1,2}(?:[.-]\d{1,2})?")


def value_row(page: Page, lines: list[list[Word]], split: Callable[[list[Word]], list[list[Word]]]) -> list[Row] | None:
    """The values on the first of `lines`, with what goes on below each, as one row; None where the line is no such row.

    One of them has its label, another is a bare sum or date. `split` parts the words of a line at wide gaps.
    """
    cells = split(lines[0])
    cells = cells[1:] if _is_number(page.said(cells[0])) else cells
    label = announced_field(page.said(cells[0])) if len(cells) >= _CELLS else None
    if label is None or label[0] not in OWN_FIELDS or not any(_is_value(page.said(cell)) for cell in cells[1:]):
        return None
    edges = [cell[0].box.x0 for cell in cells]
    before = lines[0]
    for line in lines[1:]:
        runs = split(line)
        places = [next((i for i, edge in enumerate(edges) if abs(run[0].box.x0 - edge) < _EDGE), None) for run in runs]
        close = line[0].box.top - before[0].box.top <= _CLOSE * max(line[0].size, 6)
        if not close or None in places or any(word.bold for word in line):
            break
        for place, run in zip(places, runs, strict=True):
            cells[place or 0].extend(run)
        before = line
    return [tuple(map(tuple, cells))]


def _is_number(text: str) -> bool:
    return is_only_number(text) or _CODE.fullmatch(text) is not None


def _is_value(text: str) -> bool:
    """Whether a text without a label is nothing but a sum or says only when."""
    if announced_field(text) is not None:
        return False
    for found in (find_sums(text), find_periods(text)):
        if len(found) == 1 and len(text) - (found[0].end - found[0].start) <= _BESIDE:
            return True
    return False
