"""Tables that are a fiche, or several under each other: a label and its value in each row."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from pipeline.extract.measures.labels import TITLE_FIELDS, announced_field, field_of, row_field
from pipeline.extract.measures.numbering import Mark, is_only_number, mark_of
from pipeline.extract.measures.pieces import bold_run, label_above
from pipeline.records.source import Cell, Page

_LEAST_LABELS = 3  # rows of each of several fiches in one table
_HEAD_ROWS = 4  # rows between the number of a fiche and its title
_LEAST_NAMED = 2  # labels that name a field below the number of a fiche
_LONGEST_LABEL = 45  # characters
UNKNOWN = "unknown"  # what a label announces whose words no table holds: never a measure


def is_fiche(page: Page, rows: list[list[Cell]]) -> bool:
    """Whether at least two rows say label and value, in two cells or in one ("Pilote : la commune")."""
    labelled = sum(label_above(page, c.start, c.end) is not None for row in rows[1:] for c in row)
    return sum(says_field(page, row) for row in rows) >= 2 or (len(rows[0]) == 1 and labelled >= 2)


def says_field(page: Page, row: list[Cell]) -> bool:
    """Whether a row holds a label and its value."""
    if any(row_field(page.text[a.start : a.end]) for a in row[:-1]):
        return True
    said = any(announced_field(page.text[c.start : c.end], bold_run(page, c.start, c.end) - c.start) for c in row)
    return said or any(label_above(page, c.start, c.end) for c in row)


def title_row(page: Page, row: list[Cell], below: list[list[Cell]]) -> tuple[Cell, Mark] | None:
    """The title in the first row of a fiche, beside the number of the fiche in a cell of its own, with that number: a bare one where the
    rows right below it are labels in its column."""
    marks = [mark_of(page.text_of(c)) if is_only_number(page.text_of(c)) else None for c in row]
    numbered = [
        (at, mark)
        for at, mark in enumerate(marks)
        if mark is not None and (mark.meaning == "measure" or (not mark.meaning and at == 0 and _labels_below(page, row[0].column, below)))
    ]
    if len(row) != 2 or len(numbered) != 1:
        return None
    at, mark = numbered[0]
    text = page.text[row[1 - at].start : row[1 - at].end]
    printed = page.text[row[at].start : row[at].end].strip()
    names = field_of(text) or announced_field(text) or is_only_number(text.strip())
    return None if names else (row[1 - at], replace(mark, value=printed))


def _labels_below(page: Page, column: int, rows: list[list[Cell]]) -> bool:
    """Whether several of the rows right below a number have labels in its column."""
    first = [row[0] for row in rows[:_HEAD_ROWS] if len(row) > 1 and row[0].column == column]
    return sum(field_of(page.text[c.start : c.end]) is not None for c in first) >= _LEAST_NAMED


def several_fiches(page: Page, rows: list[list[Cell]]) -> list[list[list[Cell]]]:
    """The rows of each fiche in a table that joins several: each begins at a row that is its numbered title, or at a row over the one label
    that names its title or number."""
    titles = [at for at, row in enumerate(rows) if _is_numbered_title(page, row, rows[at + 1 :])]
    if titles and titles != [0] and all(b - a > _LEAST_LABELS for a, b in itertools.pairwise([*titles, len(rows)])):
        cuts = [*([0] if titles[0] else []), *titles]
        return [rows[a:b] for a, b in itertools.pairwise([*cuts, len(rows)])]
    labels = label_columns(page, rows)
    named = [next((row_field(page.text[c.start : c.end]) for c in row[:-1] if c.column in labels), None) for row in rows]
    opener = next((f for f in named if f in TITLE_FIELDS), None)
    first = named.index(opener) if opener else 0
    before = named[first - 1] if first else None  # "Axe" over "Intitulé"
    starts = [at for at, field in enumerate(named) if field == opener]
    led = before is not None and all(named[at - 1] == before for at in starts)
    starts = [at - led for at in starts]
    apart = len(starts) > 1 and all(b - a >= _LEAST_LABELS for a, b in itertools.pairwise([*starts, len(rows)]))
    if opener is None or not apart:
        return [rows]
    cuts = [0, *starts] if starts[0] else starts
    return [rows[a:b] for a, b in itertools.pairwise([*cuts, len(rows)])]


def _is_numbered_title(page: Page, row: list[Cell], below: list[list[Cell]]) -> bool:
    """Whether a row is nothing but the number and the words of a measure ("Fiche 1.2 Ouvrir un guichet"), in one cell or two."""
    if title_row(page, row, below) is not None:
        return True
    text = page.text[row[0].start : row[0].end].strip() if len(row) == 1 else ""
    mark = mark_of(text) if text else None
    return mark is not None and mark.meaning == "measure" and not is_only_number(text)


def opens_anew(page: Page, rows: list[list[Cell]]) -> bool:
    """Whether the rows at the head of a page are another fiche, and no rest of the one before: they open with a number or a row in bold,
    or name a title or a number."""
    first = rows[0][0]
    bold = len(rows[0]) == 1 and bold_run(page, first.start, first.end) >= first.end
    if bold or mark_of(page.text_of(first)) is not None:
        return True
    return any(row_field(page.text[c.start : c.end]) in TITLE_FIELDS for row in rows for c in row[:-1])


def number_over(page: Page, row: list[Cell], below: list[list[Cell]]) -> Mark | None:
    """The number that fills a row over the labels of a fiche ("FICHE ACTION N° 1.2"), when one of these labels is that of its title."""
    text = page.text[row[0].start : row[0].end].strip() if len(row) == 1 else ""
    mark = mark_of(text) if text and is_only_number(text) else None
    titled = any(row_field(page.text[c.start : c.end]) == "title" for r in below[:_HEAD_ROWS] for c in r[:-1])
    return replace(mark, value=text, rest=0, printed_end=0) if mark and mark.meaning == "measure" and titled else None


def axis_row(page: Page, row: list[Cell]) -> tuple[Cell, Mark] | None:
    """The words of an axis in a row that is nothing but its number and these ("AXE 2 | Manger"), with that number."""
    text = page.text_of(row[0])
    mark = mark_of(text) if len(row) == 2 and is_only_number(text) else None
    return (row[1], replace(mark, value=text, rest=0, printed_end=0)) if mark is not None and mark.meaning == "axis" else None


def label_columns(page: Page, rows: list[list[Cell]]) -> frozenset[int]:
    """The columns of a fiche that hold labels: most of their cells name a field, or several do below the number beside its title."""
    named, filled = Counter[int](), Counter[int]()
    titled = title_row(page, rows[0], rows[1:])
    for cell in (c for row in rows if len(row) > 1 for c in row):
        filled[cell.column] += 1
        named[cell.column] += row_field(page.text[cell.start : cell.end]) is not None
    below = {c.column for c in rows[0] if titled is not None and c is not titled[0]}
    return frozenset(c for c, count in filled.items() if named[c] * 2 > count or (c in below and named[c] >= _LEAST_NAMED))


def is_label(page: Page, row: list[Cell], cell: Cell) -> bool:
    """Whether a cell before another is short enough for a label, and no number of a measure."""
    text = page.text_of(cell)
    mark = mark_of(text)
    return cell is not row[-1] and len(text) <= _LONGEST_LABEL and (mark is None or mark.meaning != "measure") and text[:1].isalpha()
