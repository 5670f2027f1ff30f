"""Small tables at the foot of a measure: a row of labels over their values, or a row of years over the sums of each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.measures.fiches import title_row
from pipeline.extract.measures.labels import announced_field, field_of
from pipeline.extract.measures.numbering import Mark
from pipeline.extract.measures.wording import plain
from pipeline.extract.money import cents_of, find_sums
from pipeline.records.source import Cell, Page

_YEAR = re.compile(r"(?:annee |exercice |budget )?(?P<year>20\d\d)(?: \(?(?:€|euros|k€|ht|ttc)\)?)?\Z")
_TOTAL = re.compile(r"(?:cout |montant |budget )?total(?: general)?(?: \(?(?:€|euros|k€|ht|ttc)\)?)?\Z")
_OTHERS = re.compile(r"(?:recettes?|financements?|aides?|subventions?|dont|reste)\b")  # rows of what others pay
_LEAST_YEARS = 2
_WIDE = 3  # columns that no fiche of labels beside their values has
_DASHES = " –—-/\u00a0\u202f"


def labels_over_values(page: Page, rows: list[list[Cell]]) -> dict[int, str] | None:
    """The field of each column of a table that is a row of labels over a row of their values ("Porteur | Coût | Échéance")."""
    if len(rows) != 2 or len(rows[0]) < 2:
        return None
    fields = {c.column: field for c in rows[0] if (field := field_of(page.text_of(c)))}
    labelled = len(fields) == len(rows[0]) and not {"title", "number"} & set(fields.values())
    named = sum(field_of(page.text_of(c)) is not None for c in rows[1])  # "Commune" may be who does it
    few = named == 0 or (len(rows[0]) >= _WIDE and 2 * named < len(rows[1]))
    return fields if labelled and few else None


@dataclass(frozen=True, slots=True)
class TitledStrip:
    """A title over one or more rows of labels, each with one of their values; `number`: in a cell of its own; `more`: cells below with
    label and value."""

    title: Cell
    number: Mark | None
    values: list[tuple[list[Cell], dict[int, str]]]
    more: list[Cell]


def titled_strips(page: Page, rows: list[list[Cell]]) -> list[TitledStrip] | None:
    """The fiches of a table in which each title fills a row over rows of labels and of their values by turns; None for another table."""
    found: list[TitledStrip] = []
    at = 0
    while at < len(rows):
        titled = title_row(page, rows[at], rows[at + 1 :])
        values = list(_values_under_labels(page, rows[at + 1 :]))
        if not values or (titled is None and len(rows[at]) != 1):
            return None
        title, number = titled if titled else (rows[at][0], None)
        below = at + 1 + 2 * len(values)
        more = list(itertools.takewhile(lambda row: all(announced_field(page.text_of(c)) for c in row), rows[below:]))
        found.append(TitledStrip(title, number, values, [c for row in more for c in row]))
        at = below + len(more)
    return found or None


def _values_under_labels(page: Page, rows: list[list[Cell]]) -> Iterator[tuple[list[Cell], dict[int, str]]]:
    """The rows of values at the head of some rows, each under its row of labels, with the field of each column."""
    for labels, values in zip(rows[::2], rows[1::2], strict=False):
        fields = labels_over_values(page, [labels, values])
        if fields is None:
            return
        yield values, fields


def years_over_sums(page: Page, rows: list[list[Cell]]) -> list[tuple[Cell, int | None]] | None:
    """The cells with the sums of a table whose heads are years, each with its year (None for a total); None for another table."""
    if not 2 <= len(rows) <= 4 or len(rows[0]) < _LEAST_YEARS:
        return None
    years = {c.column: int(y["year"]) for c in rows[0] if (y := _YEAR.match(plain(page.text_of(c))))}
    totals = {c.column for c in rows[0] if _TOTAL.match(plain(page.text_of(c)))}
    labels = [c for c in rows[0] if c.column not in years and c.column not in totals]
    if len(years) < _LEAST_YEARS or any(c.column != 0 for c in labels):
        return None
    for row in rows[1:]:
        if row[0].column == 0 and 0 not in years and _OTHERS.match(plain(page.text_of(row[0]))):
            continue
        cells = [(c, years.get(c.column)) for c in row if c.column in years or c.column in totals]
        if cells and all(_is_sum(page.text_of(c)) for c, _ in cells) and any(page.text_of(c).strip(_DASHES) for c, _ in cells):
            return [(c, year) for c, year in cells if page.text_of(c).strip(_DASHES)]
    return None


def _is_sum(text: str) -> bool:
    return not text.strip(_DASHES) or bool(find_sums(text)) or cents_of(text) is not None
