"""Tables on their side: a measure in each column, and in each row what the label at its left says of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.measures.labels import TITLE_FIELDS, row_field
from pipeline.extract.measures.wording import is_action
from pipeline.records.source import Cell, Page

_LEAST = 2  # measures, and rows with a known label
_KNOWN = 0.7  # of the rows below the titles
_WORDS = 3  # of a title that no verb opens
_SPEAK = 0.5  # of the titles that must open like something to do


@dataclass(frozen=True, slots=True)
class Sideways:
    """The title cells by column, and the field of each row below them."""

    titles: Mapping[int, Cell]
    fields: Mapping[int, str]


def sideways(page: Page, rows: list[list[Cell]]) -> Sideways | None:
    """The table on its side that the rows are, if they are one; its first row holds the titles, beside no label or that of a title."""
    heads = {c.column: c for c in rows[0]}
    corner = heads.pop(0, None)
    over = row_field(page.text_of(corner)) if corner is not None else None
    named = {
        row[0].row: field
        for row in rows[1:]
        if row[0].column == 0 and (field := row_field(page.text_of(row[0]))) not in {None, *TITLE_FIELDS}
    }
    titles = [page.text_of(c) for c in heads.values()]
    if (corner is not None and over != "title") or len(titles) < _LEAST or len(named) < max(_LEAST, _KNOWN * len(rows[1:])):
        return None
    speaking = sum(map(is_action, titles))
    long = all(len(t.split()) >= _WORDS or is_action(t) for t in titles)
    told = long and speaking >= _SPEAK * len(titles) and not any(row_field(t) for t in titles)
    return Sideways(heads, {row: field for row, field in named.items() if field}) if told else None
