"""Sums of acts that give to several: one for each payee of a table, else what the decision says."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.acts.found import Found, beside, cents, sum_of, unique, words_above
from pipeline.extract.acts.payeelines import listed_payees
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import general
from pipeline.extract.acts.sums import statement_sums
from pipeline.extract.acts.tables import (
    refused,
    rows_with_sums,
    voted,
)
from pipeline.extract.acts.telling import announced, asked, asked_by_payee, decided
from pipeline.extract.acts.zones import Zones
from pipeline.records.council import AmountRole


def grants(zones: Zones) -> list[Found]:
    """One sum for each payee of the table; else what the operative part says."""
    rows = [r for r in rows_with_sums(zones, zones.pieces, bare=True) if not r.is_total]
    parts = [voted(row, AmountRole.GRANTED) for row in rows if not refused(row)]
    if len(parts) < 2:
        listed = listed_payees(zones, general(zones))
        return listed or [_asked_of_us(zones, f) for f in general(zones)]
    known = cents(parts) | {sum_of(parts)} | {one.sum.cents for row in rows for one in row.sums}
    opened = [t for f in statement_sums(zones) if (t := _opened(zones, f))]
    return parts + beside(known, (*decided(zones), *unique(opened), *asked(zones, known)))


def _asked_of_us(zones: Zones, found: Found) -> Found:
    """What reads as asked for, in an act that grants, is given; what the payee had asked while the act gives another sum is not."""
    if found.role in {AmountRole.RECEIVED, AmountRole.ESTIMATED} and asked_by_payee(zones, found):
        return replace(found, role=AmountRole.OTHER)
    if found.role is AmountRole.RECEIVED and not sum_words("others_pay").search(words_above(zones.text, found)):
        return replace(found, role=AmountRole.GRANTED)
    return found


def _opened(zones: Zones, found: Found) -> Found | None:
    """The credits of which grants are a part ("Le crédit ouvert au budget s'élève à 128 000 €"), told in the statement."""
    told = announced(zones, found)
    if told and (told.role is AmountRole.BUDGETED or sum_words("credits_open").search(words_above(zones.text, told))):
        return replace(told, role=AmountRole.BUDGETED)
    return None
