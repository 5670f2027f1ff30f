"""Small tables at the foot of a measure: a row of labels over their values, or a row of years over the sums of each."""

from __future__ import annotations

import re

from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.wording import plain
from pipeline.extract.money import cents_of, find_sums
from pipeline.records.source import Cell, Page

_YEAR = re.compile(r"(?:annee |exercice |budget )?(?P<year>20\d\d)(?: \(?(?:€|euros|k€|ht|ttc)\)?)?\Z")
_TOTAL = re.compile(r"(?:cout |montant |budget )?total(?: general)?(?: \(?(?:€|euros|k€|ht|ttc)\)?)?\Z")
_OTHERS = re.compile(r"(?:recettes?|financements?|aides?|subventions?|dont|reste)\b")  # rows of what others pay
_LEAST_YEARS = 2
_DASHES = " –—-/\u00a0\u202f"


def labels_over_values(page: Page, rows: list[list[Cell]]) -> dict[int, str] | None:
    """The field of each column of a table that is a row of labels over a row of their values ("Porteur | Coût | Échéance")."""
    if len(rows) != 2 or len(rows[0]) < 2:
        return None
    fields = {c.column: field for c in rows[0] if (field := field_of(_text(page, c)))}
    labelled = len(fields) == len(rows[0]) and not {"title", "number"} & set(fields.values())
    return fields if labelled and not any(field_of(_text(page, c)) for c in rows[1]) else None


def titled_strips(page: Page, rows: list[list[Cell]]) -> list[tuple[Cell, list[Cell], dict[int, str]]] | None:
    """The titles of a table in which each fills a row over a row of labels and one of their values, with these; None for another."""
    if len(rows) % 3 or any(len(row) != 1 for row in rows[::3]):
        return None
    strips = [(rows[at][0], rows[at + 2], labels_over_values(page, rows[at + 1 : at + 3])) for at in range(0, len(rows), 3)]
    return [(title, values, fields) for title, values, fields in strips if fields] if all(s[2] for s in strips) else None


def years_over_sums(page: Page, rows: list[list[Cell]]) -> list[tuple[Cell, int | None]] | None:
    """The cells with the sums of a table whose heads are years, each with its year (None for a total); None for another table."""
    if not 2 <= len(rows) <= 4 or len(rows[0]) < _LEAST_YEARS:
        return None
    years = {c.column: int(y["year"]) for c in rows[0] if (y := _YEAR.match(plain(_text(page, c))))}
    totals = {c.column for c in rows[0] if _TOTAL.match(plain(_text(page, c)))}
    labels = [c for c in rows[0] if c.column not in years and c.column not in totals]
    if len(years) < _LEAST_YEARS or any(c.column != 0 for c in labels):
        return None
    for row in rows[1:]:
        if row[0].column == 0 and 0 not in years and _OTHERS.match(plain(_text(page, row[0]))):
            continue
        cells = [(c, years.get(c.column)) for c in row if c.column in years or c.column in totals]
        if cells and all(_is_sum(_text(page, c)) for c, _ in cells) and any(_text(page, c).strip(_DASHES) for c, _ in cells):
            return [(c, year) for c, year in cells if _text(page, c).strip(_DASHES)]
    return None


def _text(page: Page, cell: Cell) -> str:
    return page.text[cell.start : cell.end].strip()


def _is_sum(text: str) -> bool:
    return not text.strip(_DASHES) or bool(find_sums(text)) or cents_of(text) is not None
