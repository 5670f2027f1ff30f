"""Sums of acts on contracts: the price of the offer that is taken, its amendments, what the holder of a concession pays."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.acts.found import Found, beside, cents, sum_of, unique, words_above, words_behind
from pipeline.extract.acts.rows import Row, flat_label
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import table_meant
from pipeline.extract.acts.sums import statement_sums, sums_in
from pipeline.extract.acts.tables import (
    as_found,
    rows_with_sums,
)
from pipeline.extract.acts.telling import announced, decided, proposed
from pipeline.extract.acts.zones import HEAD, Zones
from pipeline.records.council import AmountRole
from pipeline.records.lexicon import pattern_of

SHORTEST_NAME = 3  # characters
_ADDRESS = re.compile(r"\s*\([^()]*\)?")
_PRICE_COLUMNS = (re.compile(r"\btotal\b"), re.compile(r"\b(?:montant|prix|offre|honoraires)\b"))
_BESIDE_PRICE = frozenset({AmountRole.OTHER, AmountRole.RECEIVED})  # the own share and the aids leave the price to the proposal


def market(zones: Zones) -> list[Found]:
    """The offer that was taken; the other bidders' figures stand in tables of the statement."""
    found = decided(zones)
    if all(f.role in _BESIDE_PRICE for f in found):
        found += beside(cents(found), unique(proposed(zones)))
    seen = cents(found)
    awarded = any(f.role is AmountRole.GRANTED and not sum_words("owed").search(words_above(zones.text, f)) for f in found)
    told = [t for f in beside(seen, unique(statement_sums(zones))) if (t := announced(zones, f))]
    # before the tender the cost announced is the estimate; once a firm is chosen only what runs on counts
    found += [
        t for t in told if sum_words("running").search(words_above(zones.text, t)) or (not awarded and t.role is AmountRole.ESTIMATED)
    ]
    found += table_meant(zones, found, seen) + _lots_told(zones, found)
    if not any(f.role is AmountRole.GRANTED for f in found):
        found += _chosen(zones)
    if len(found) > 1:
        found = [replace(f, role=AmountRole.OTHER) if sum_words("raised_to").search(words_above(zones.text, f)) else f for f in found]
    return [replace(f, role=_contract_role(zones, f)) for f in found]


def _chosen(zones: Zones) -> list[Found]:
    """The price in the row of the one whom the decision names, where it says none itself ("retenir l'offre du cabinet Ardoise")."""
    decision = " ".join(p.flat for p in zones.operative[:HEAD])
    rows = [row for row in rows_with_sums(zones, zones.statement, bare=False) if _names(decision, row)]
    if len(rows) != 1:
        return []
    row = rows[0]
    headed = [(row.head(one.column), one) for one in row.sums]
    priced = [one for column in _PRICE_COLUMNS for head, one in headed if column.search(head)]
    return [as_found(row, (priced or row.sums)[0], AmountRole.GRANTED)]


def _names(decision: str, row: Row) -> bool:
    """Whether the decision takes on the one at the head of a row, told without the address."""
    name = _ADDRESS.sub("", flat_label(row)).strip(" -–")
    taken = rf"\b(?:reten|choisi|confi|attribu)\w*\b[^;€]{{0,120}}\b{re.escape(name)}\b"
    return len(name) > SHORTEST_NAME and re.search(taken, decision) is not None


def _contract_role(zones: Zones, found: Found) -> AmountRole:
    """A price in an act on a contract is what the authority pays, save the fee that the holder of a concession owes and what users pay."""
    before = words_above(zones.text, found)
    if found.role is AmountRole.GRANTED and pattern_of("title_words", "conceded").search(zones.title) and sum_words("fee").search(before):
        return AmountRole.TARIFF
    owed = _owed(zones.text, found) or sum_words("fee").search(before) or sum_words("sets_price").search(before)
    if found.role is AmountRole.TARIFF and not owed:
        return AmountRole.GRANTED
    return found.role


def _owed(text: str, found: Found) -> bool:
    """Whether a sum is what the holder of a concession pays ("fixe à 6 200 € le montant de la redevance"), or a price that users pay."""
    behind = words_behind(text, found)
    return sum_words("fee_behind").match(behind) is not None or sum_words("price").match(behind) is not None


def _lots_told(zones: Zones, found: list[Found]) -> list[Found]:
    """The lots of one sentence of the statement that add up to what the decision spends in all."""
    spent = cents(found)
    for piece in zones.statement:
        lots = [] if piece.is_row else list(sums_in(piece, zones.title))
        if len(lots) > 1 and sum_of(lots) in spent:
            return [replace(f, role=AmountRole.GRANTED) for f in beside(spent, lots)]
    return []
