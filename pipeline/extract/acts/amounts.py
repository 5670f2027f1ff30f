"""The sums that matter to an act, with their roles: one reader for each kind of act."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.acts import budgets
from pipeline.extract.acts.anatomy import Anatomy
from pipeline.extract.acts.contracts import market
from pipeline.extract.acts.financing import financing
from pipeline.extract.acts.found import Found
from pipeline.extract.acts.grants import grants
from pipeline.extract.acts.marks import AMENDMENT
from pipeline.extract.acts.modifications import amendment
from pipeline.extract.acts.payeelines import line_payees
from pipeline.extract.acts.payees import BODY, payee_of
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.prices import tariff
from pipeline.extract.acts.programmes import programme
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import general
from pipeline.extract.acts.subjects import ActKind, act_kind
from pipeline.extract.acts.tables import credit_of
from pipeline.extract.acts.telling import moved_by_amendment, prices_put, put_to_vote
from pipeline.extract.acts.unspent import assets, guarantee, nothing, write_off
from pipeline.extract.acts.zones import Zones, zones_of
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import Amount, AmountRole, Outcome
from pipeline.records.lexicon import pattern_of
from pipeline.records.source import BlockKind, Passage, RunningText, Span

_FAILED = {
    (Outcome.REJECTED, AmountRole.GRANTED): AmountRole.OTHER,
    (Outcome.REJECTED, AmountRole.BUDGETED): AmountRole.OTHER,
    (Outcome.REJECTED, AmountRole.RECEIVED): AmountRole.OTHER,
    (Outcome.POSTPONED, AmountRole.GRANTED): AmountRole.ESTIMATED,
    (Outcome.POSTPONED, AmountRole.BUDGETED): AmountRole.ESTIMATED,
    (Outcome.WITHDRAWN, AmountRole.GRANTED): AmountRole.ESTIMATED,
    (Outcome.WITHDRAWN, AmountRole.BUDGETED): AmountRole.ESTIMATED,
    (Outcome.UNSTATED, AmountRole.GRANTED): AmountRole.ESTIMATED,
    (Outcome.NOTED, AmountRole.GRANTED): AmountRole.OTHER,
    (Outcome.OPINION, AmountRole.GRANTED): AmountRole.OTHER,
    (Outcome.OPINION, AmountRole.BUDGETED): AmountRole.OTHER,  # a wish commits to nothing
}
_SET_ASIDE = frozenset({Outcome.POSTPONED, Outcome.WITHDRAWN, Outcome.REJECTED})
_READERS: dict[ActKind, Callable[[Zones], list[Found]]] = {
    ActKind.REPORT: nothing,
    ActKind.ACCOUNTS: budgets.accounts,
    ActKind.ALLOCATION: budgets.allocation,
    ActKind.AMENDMENT: amendment,
    ActKind.OPENING: budgets.opening,
    ActKind.PROGRAMME: programme,
    ActKind.ORIENTATION: budgets.orientation,
    ActKind.BUDGET: budgets.budget,
    ActKind.RATES: budgets.rates,
    ActKind.ASSETS: assets,
    ActKind.GUARANTEE: guarantee,
    ActKind.WRITE_OFF: write_off,
    ActKind.FINANCING: financing,
    ActKind.TARIFF: tariff,
    ActKind.GRANTS: grants,
    ActKind.MARKET: market,
}
# The account of a row, by chapter and article: of income (M57, class 7 and grants of equipment received), and among it rents and fees.
_ENTERED = re.compile(
    r"(?<![\d/,.])(?:chap(?:itre|\.)? ?)?(?:7[0-7]|13|10) ?[/-] ?(?:art(?:icle|\.)? ?)?(?P<account>7\d{2,5}|13\d{1,3}|10251?)(?!\d)"
)
_RENT = re.compile(r"70|752")
# "Location au comité des fêtes d'un local de stockage": the payee of the row pays
_LETS = re.compile(
    r"^\W*(?:locations?|baux|bail)\b(?=[^.;]*\b(?:loca(?:l|ux)|bureaux?|logements?|immeubles?|batiments?|parcelles?|terrains?|salles?|garages?"
    rf"|appartements?|cellules?|ateliers?)\b)[^.;]{{0,80}}?\b(?:aux?|a) (?:la |l')?{BODY}"
    r"|^\W*(?:bail|baux) (?:commercia|professionnel|precaire|derogatoire|d'habitation)"
)
_OF_CREDITS = re.compile(r"\s?(?:d'|d[eu] |en )(?:autorisation|credit|ap\b|ae\b|cp\b)")


def amounts_of(running: RunningText, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy, outcome: Outcome) -> tuple[Amount, ...]:
    """The amounts of an act, in reading order; `pieces` are its own, from the title on. An act that was not adopted grants nothing."""
    title = flat(running.text[subject[0] : subject[1]])
    kind = act_kind(title)
    zones = zones_of(running.text, title, pieces, subject, anatomy)
    found = _READERS.get(kind, general)(zones)
    if outcome in _SET_ASIDE and kind is ActKind.TARIFF and not any(f.role is AmountRole.TARIFF for f in found):
        prices = prices_put(zones)
        found = [*prices, *(f for f in found if f.start not in {p.start for p in prices})]
    if outcome in _SET_ASIDE and not any(f.sum.cents for f in found):
        found = put_to_vote(zones)
    if not found and AMENDMENT.match(title):
        found = moved_by_amendment(zones)
    given_up = outcome is Outcome.REJECTED and AMENDMENT.match(title) is not None
    roles = _FAILED if kind is not ActKind.GUARANTEE else {}
    found = [replace(f, role=AmountRole.OTHER if given_up else roles.get((outcome, f.role), f.role)) for f in found]
    if outcome in _SET_ASIDE and kind is ActKind.GUARANTEE:
        found = [replace(f, role=AmountRole.OTHER) for f in found]
    elif pattern_of("title_words", "prices_in").search(title):
        found = [replace(f, role=AmountRole.TARIFF) if f.role is AmountRole.GRANTED else f for f in found]
    elif pattern_of("title_words", "gift").search(title):  # "d'une valeur estimée à 8 600 €": what is given to the authority
        found = [replace(f, role=AmountRole.RECEIVED) if f.role in {AmountRole.ESTIMATED, AmountRole.GRANTED} else f for f in found]
    elif outcome in {Outcome.POSTPONED, Outcome.WITHDRAWN} and not (
        kind is ActKind.FINANCING or pattern_of("title_words", "receives").search(title)
    ):
        found = [replace(f, role=AmountRole.ESTIMATED) if f.role is AmountRole.RECEIVED else f for f in found]
    found = line_payees(running.text, pieces, sorted(found, key=lambda f: f.start))
    return tuple(a for one in found if one.sum.cents and (a := _amount(running, one)))


def listed_amounts(running: RunningText, subject: Span, outcome: Outcome) -> tuple[Amount, ...]:
    """The sums that a list of deliberations names in the subject of an act."""
    words = running.text[slice(*subject)]
    page = running.page_number(subject[0])
    title = Piece(*subject, page, BlockKind.PARAGRAPH, words, flat(words), bold=False, size=0.0, level=0)
    return amounts_of(running, [title], subject, Anatomy(subject, None, None), outcome)


def set_aside_amounts(running: RunningText, start: int, end: int, subject: Span) -> tuple[Amount, ...]:
    """What an item cost that the opening of the sitting takes off, where `start:end` tells it; its title `subject` tells guarantees."""
    text = running.text[start:end]
    role = AmountRole.OTHER if act_kind(flat(running.text[slice(*subject)])) is ActKind.GUARANTEE else AmountRole.ESTIMATED
    found = [Found(s, start + s.start, start + s.end, role, (start + s.start, start + s.end)) for s in find_sums(text)]
    return tuple(a for one in found if one.sum.cents and (a := _amount(running, one)))


def row_amount(running: RunningText, cell: Span, subject: Span, payee: Passage | None) -> Amount | None:
    """The sum of a row of delegated decisions; its subject tells whether it is spent or received."""
    sums = find_sums(running.text[slice(*cell)], bare=True)
    quote = running.passage(*cell)
    if not sums or quote is None:
        return None
    row = _row_around(running.text, cell)
    entered = _ENTERED.search(row)
    received = entered is not None or pattern_of("title_words", "receives").search(flat(running.text[slice(*subject)])) is not None
    page = running.document.pages[running.page_index(cell[0])]
    role = AmountRole.RECEIVED if received else AmountRole.GRANTED
    priced = sum_words("per_one").match(flat(running.text[cell[0] + sums[-1].end : cell[1]]))  # "53 € / visite"
    if priced or (entered is not None and _RENT.match(entered["account"])) or _LETS.search(flat(running.text[slice(*subject)])):
        role = AmountRole.TARIFF
    return Amount(sums[-1].cents, role, quote, payee=payee, tax=sums[-1].tax, by_ocr=page.by_ocr)


def _row_around(text: str, cell: Span) -> str:
    """The flat words of the row that holds `cell`."""
    end = text.find("\n", cell[1])
    return flat(text[text.rfind("\n", 0, cell[0]) + 1 : end if end >= 0 else len(text)])


def _amount(running: RunningText, one: Found) -> Amount | None:
    quote = running.passage(*one.quote)
    if quote is None:
        return None
    page = running.document.pages[running.page_index(one.start)]
    named = one.payee or (payee_of(running.text, one.start, one.end) if one.role is AmountRole.GRANTED else None)
    return Amount(
        one.sum.cents,
        one.role,
        quote,
        payee=running.passage(*named) if named else None,
        tax=one.sum.tax,
        credit=(one.credit or _credit(running.text, one.start, one.end)) if one.role is AmountRole.BUDGETED else None,
        per_year=one.sum.per_year,
        year=one.year,
        by_ocr=page.by_ocr,
    )


def _credit(text: str, start: int, end: int) -> str | None:
    """The credit of which a sum is one ("120 000 € d'autorisations d'engagement"), else that which the line names before it or behind."""
    left = max(text.rfind("\n", 0, start), start - 160, 0)
    behind = flat(text[end : end + 40]).split("€")[0]
    own = credit_of(behind) if _OF_CREDITS.match(behind) else None
    return own or credit_of(flat(text[left:start])) or credit_of(behind)
