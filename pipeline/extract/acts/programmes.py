"""Sums of acts on credits of several years: authorisations of programme or engagement, and what is paid of them each year."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.acts.financing import bought
from pipeline.extract.acts.found import Found, beside, cents, clause_before, sum_of, unique, words_above
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.sums import statement_sums
from pipeline.extract.acts.tables import rows_with_sums, schedule_parts
from pipeline.extract.acts.telling import announced, capped, decided
from pipeline.extract.acts.zones import HEAD, Zones
from pipeline.records.council import AmountRole

_ASKS = re.compile(r"\bsollicit\w+\b")
_YEAR_LABEL = re.compile(r"[(;,]\s?(?:(?:en|cp) )?(20\d\d)\s?:\s?$")


def programme(zones: Zones) -> list[Found]:
    """Authorisations of programme, from the decision and the statement's list."""
    prose = decided(zones, tables=False)
    tables = parts_by_year(zones)
    known = cents(prose)
    found = prose + ([f for f in tables if f.credit == "CP" or f.sum.cents not in known] or [f for f in decided(zones) if f not in prose])
    costs = _whole_costs(zones, cents(found))
    lines = _authorised(zones, cents([*found, *costs]))
    opened = [f for f in tables if f.credit in {"AP", "AE"}]
    if len(opened) > 1:  # the authorisations of several operations, not their total
        found = [f for f in found if f in opened or f.sum.cents != sum_of(opened)]
    told = [
        f if bought(zones.text, f) or _asked_of_others(zones.text, f) else replace(f, role=AmountRole.BUDGETED)
        for f in (*found, *unique(lines))
    ]
    return told + costs


def _authorised(zones: Zones, known: set[int]) -> list[Found]:
    """The credits that the statement tells, those of a year as its payments."""
    lines = (f for f in beside(known, statement_sums(zones)) if f.role is AmountRole.BUDGETED and not capped(zones.text, f))
    return [_payment(zones.text, f) for f in lines if not sum_words("aid_of_others").search(words_above(zones.text, f))]


def _asked_of_others(text: str, found: Found) -> bool:
    """Whether the clause of a sum asks others for it ("SOLLICITE auprès du Département une aide de 150 000 €")."""
    return found.role is AmountRole.RECEIVED and _ASKS.search(clause_before(text, found)) is not None


def _payment(text: str, found: Found) -> Found:
    """A sum behind its year in a list ("(2024 : 90 000 € ; 2025 : 470 000 €)") is what is paid in that year of an authorisation."""
    year = _YEAR_LABEL.search(words_above(text, found))
    return replace(found, credit="CP", year=int(year[1])) if year else found


def _whole_costs(zones: Zones, known: set[int]) -> list[Found]:
    """What an operation costs in all, and what others are asked for it, told beside the share of it that is authorised."""
    told = (announced(zones, f) for f in beside(known, statement_sums(zones)))
    return unique(f for f in told if f is not None and f.role in {AmountRole.ESTIMATED, AmountRole.RECEIVED})


def parts_by_year(zones: Zones) -> list[Found]:
    """Authorisations and payments in the rows of a schedule; those behind the decision where it points there for its authorisations."""
    rows = rows_with_sums(zones, zones.pieces, bare=True)
    told = any(sum_words("spread_told").search(p.flat) for p in zones.operative if not p.is_row)
    found = [part for row in rows if not row.is_total for part in schedule_parts(row, told=told)]
    clauses = [clause for p in zones.operative[:HEAD] for clause in p.flat.split(";") if sum_words("annexed").search(clause)]
    if found or all(sum_words("spread").search(clause) for clause in clauses):
        return found
    parts = [part for row in rows_with_sums(zones, zones.behind, bare=True) if not row.is_total for part in schedule_parts(row)]
    return [part for part in parts if part.credit in {"AP", "AE"}] or parts  # how an authorisation is spread stays in the annex
