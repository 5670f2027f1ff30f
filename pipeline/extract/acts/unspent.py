"""Sums of acts that spend nothing themselves: sales and purchases told of, loans guaranteed, debts given up."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.acts.found import Found, beside, cents, sum_of, unique, words_above
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.sums import prose_sums, statement_sums
from pipeline.extract.acts.tables import (
    as_found,
    each,
    rows_with_sums,
)
from pipeline.extract.acts.telling import announced, decided
from pipeline.extract.acts.zones import Zones
from pipeline.records.council import AmountRole


def nothing(zones: Zones) -> list[Found]:
    """Kinds of act whose figures only state what was done."""
    return []


def assets(zones: Zones) -> list[Found]:
    """Sales and purchases of the year before: prices and costs, each once."""
    rows = [f for row in rows_with_sums(zones, zones.pieces, bare=False) for f in each(row, AmountRole.OTHER, None)]
    return rows + [replace(f, role=AmountRole.OTHER) for f in beside(cents(rows), unique(prose_sums(zones.pieces, zones.title)))]


def guarantee(zones: Zones) -> list[Found]:
    """The loan that is guaranteed, the part of it where the statement counts it, and what the thing costs in all that it pays for."""
    found = [replace(f, role=AmountRole.OTHER) for f in decided(zones)]
    lines = beside(cents(found), statement_sums(zones))
    parts = [replace(f, role=AmountRole.OTHER) for f in lines if sum_words("guaranteed_part").search(words_above(zones.text, f))]
    told = (announced(zones, f) for f in lines if f.start not in {p.start for p in parts})
    return found + unique((*parts, *(f for f in told if f is not None and f.role is AmountRole.ESTIMATED)))


def write_off(zones: Zones) -> list[Found]:
    """Debts given up."""
    found = decided(zones) or unique(statement_sums(zones))
    rows = rows_with_sums(zones, zones.pieces, bare=False)
    totals = [as_found(row, row.sums[-1], AmountRole.OTHER) for row in rows if row.is_total]
    parts = sum_of(found)
    found = next(([t] for t in totals if len(found) > 1 and t.sum.cents == parts), found)
    whole = [f for f in found if sum_words("in_all").search(words_above(zones.text, f))]
    if len(whole) == 1 and all(f.sum.cents <= whole[0].sum.cents for f in found):  # not the debts that it comes to
        found = whole
    return [replace(f, role=AmountRole.OTHER) for f in found]
