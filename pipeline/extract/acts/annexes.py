"""Sums in tables annexed behind the decision: whom it pays, what its posts cost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.acts.found import PARAGRAPH, Found, beside, cents, sum_of, words_before
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, rows_of
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.tables import (
    PLAN_HEADING,
    as_found,
    credit_of,
    has_payee_column,
    named_payee,
    plan_parts,
    refused,
    rows_with_sums,
    voted,
)
from pipeline.extract.acts.zones import HEAD, Zones
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole
from pipeline.records.source import Span

_COST_COLUMN = re.compile(r"\b(?:couts?|charges?|depenses?)\b")


def annexed_payees(text: str, pieces: Sequence[Piece], operative: Span) -> list[Span]:
    """Who the tables behind the operative part pay, where it gives by an annexed table; `pieces` are those of the act."""
    said = flat(text[slice(*operative)])
    if not (sum_words("annexed").search(said) and sum_words("shares_out").search(said)):
        return []
    rows = rows_of(text, [p for p in pieces if p.is_row and p.start >= operative[1]], bare=False)
    return [named_payee(row) for row in rows if not row.is_total and not refused(row) and has_payee_column(row)]


def annexed(zones: Zones, found: list[Found]) -> list[Found]:
    """The rows of annexed tables of payees to which the decision points: where it does not say their total itself, or says just what
    they add up to, all of them or those of each table. Of credits that it opens or assigns (AP, AE) the total alone counts."""
    if not any(sum_words("annexed").search(p.flat) and sum_words("shares_out").search(p.flat) for p in zones.operative[:HEAD]):
        return []
    rows = [r for r in rows_with_sums(zones, zones.behind, bare=False) if not r.is_total and not refused(r)]
    apart = any(gives_apart(p) for p in zones.operative[:HEAD])
    granted = {f.sum.cents for f in found if f.role is AmountRole.GRANTED and (apart or not of_credits(zones, f))}
    by_table = [parts for _, own in itertools.groupby(rows, key=lambda r: r.piece.table) if (parts := _parts_of(own, granted))]
    if by_table:
        return [f for parts in by_table for f in parts]
    parts = [voted(row, AmountRole.GRANTED) for row in rows if has_payee_column(row)]
    whole = sum_of(parts)
    told = [f for f in found if f.role in {AmountRole.GRANTED, AmountRole.BUDGETED} and 0.5 * whole < f.sum.cents <= 2 * whole]
    if len(parts) > 1 and [f.sum.cents for f in told] == [whole] and whole in granted:
        return parts
    return [] if told else beside(cents(found), parts)


def gives_apart(piece: Piece) -> bool:
    """Whether an article of its own, without a sum, gives by the annexed table ("Article 2 : ATTRIBUE les aides du tableau annexé")."""
    return (
        sum_words("annexed").search(piece.flat) is not None
        and sum_words("pays_out").search(piece.flat) is not None
        and not find_sums(piece.text)
    )


def _parts_of(rows: Iterable[Row], granted: set[int]) -> list[Found]:
    """The voted sums of the rows of one table when they add up to a sum that is granted, whatever its first column is called."""
    parts = [voted(row, AmountRole.GRANTED) for row in rows]
    return parts if len(parts) > 1 and sum_of(parts) in granted else []


def annexed_costs(zones: Zones, found: list[Found]) -> list[Found]:
    """The costs in an annexed table to which the decision points, where it says that their credits are in the budget; of a cost given up
    ("– 37 900 €") the sum without its sign."""
    if found or not zones.decision_says(sum_words("credits_are_in")):
        return []
    if not zones.decision_says(sum_words("annexed")):
        return []
    parts: list[Found] = []
    for row in rows_with_sums(zones, zones.behind, bare=False):
        own = [s for s in row.sums if _COST_COLUMN.search(row.head(s.column))]
        if own and not row.is_total:
            one = as_found(row, own[-1], AmountRole.BUDGETED)
            parts.append(replace(one, sum=replace(one.sum, cents=-one.sum.cents), role=AmountRole.OTHER) if one.sum.cents < 0 else one)
    return parts


def annexed_plan(zones: Zones, known: set[int]) -> list[Found]:
    """The plan of financing in an annexed table, of an act that asks others for money; none of `known`."""
    if not zones.decision_says(sum_words("asks_others")):
        return []
    rows = [row for row in rows_with_sums(zones, zones.behind, bare=False) if not row.is_total and _is_plan(row)]
    return beside(known, (part for row in rows for part in plan_parts(zones.text, row)))


def _is_plan(row: Row) -> bool:
    heading = " ".join(row.heading)
    return PLAN_HEADING.search(heading) is not None or ("depenses" in heading and "recettes" in heading)


def of_credits(zones: Zones, found: Found) -> bool:
    """Whether the words of its line before a sum name an authorisation ("INDIVIDUALISE ... une autorisation de programme de 240 000 €")."""
    return credit_of(words_before(zones.text, found, PARAGRAPH)) is not None
