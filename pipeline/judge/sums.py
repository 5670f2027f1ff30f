"""The sums that an act spends on a measure, each once, told apart from prices, income and sums for each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pipeline.judge.answers import SPENDING, Answer
from pipeline.judge.counting import SUM
from pipeline.judge.nature import charged_in
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.segments import overlaps
from pipeline.judge.shares import is_total
from pipeline.judge.thresholds import limits_of
from pipeline.judge.wording import mentions_sum, says, sets_price, sum_match
from pipeline.judge.yearly import years_in
from pipeline.records.council import Amount, AmountRole
from pipeline.records.folding import fold
from pipeline.records.plan import Measure

PAIR = 2
TINY = 200  # a sum below this part of what was asked is a price, not the money
_TO_COME = re.compile(r"\bser(?:a|ont|ait|aient)\b")
_ENVELOPE = re.compile(r"\b(?:enveloppe|credit)s? (?:\w+ ){0,2}(?:de|d'|fixee? a|limitee? a|plafonnee? a)\s*$")


def spent(measure: Measure, answer: Answer) -> list[Amount]:
    """Sums that the act grants or budgets for this, each once: repeats, parts of a total and payment credits of a programme left out, and
    so are prices that others pay and prices for each."""
    asked = measure.budget.cents if measure.budget else None
    about_prices = says("spending", "drops_price", measure.text.text) or says("spending", "no_price", measure.text.text)
    given_up = about_prices or any(says("free_by_nature", "lets", c) for c in answer.clauses)  # a rent is aid to who is let in
    spending = [a for a in answer.amounts if a.role in SPENDING and a.cents > 0 and not is_price(answer, a, asked)]
    if not given_up:
        spending = [a for a in spending if not _is_waived(answer, a)]
    spending = spending or (_waived(answer) if given_up else []) or [a for a in _committed(answer) if not is_price(answer, a, asked)]
    spending = [a for a in spending if not _is_draft(answer, a)] or spending
    found: list[Amount] = []
    for amount in spending:
        if not any(_is_repeated(answer, a, amount) for a in found):
            found.append(amount)
    found = [a for a in found if not any(_is_yearly_part(answer, a, total) for total in found)]
    if any(a.credit in ("AP", "AE") for a in found):
        found = [a for a in found if a.credit != "CP"]
    for total in sorted(found, key=lambda a: -a.cents):
        parts = [a for a in found if a is not total]
        sums = {sum(a.cents for a in parts if a.cents < total.cents), sum(a.cents for a in spending if a.cents < total.cents)}
        repeated = any(n * cents == total.cents for cents, n in Counter(a.cents for a in spending).items() if n > 1)
        smaller = bool(parts) and all(a.cents < total.cents for a in parts)
        if parts and (total.cents in sums or repeated or (smaller and is_total(answer.segments, total))):
            return [total]
    return found


def is_price(answer: Answer, amount: Amount, asked: int | None) -> bool:
    """Whether a sum is a price: fixed by a clause that spends nothing, what others still have to pay, or for each of something and less
    than was asked."""
    if asked is not None and amount.cents * TINY < asked:
        return True
    places = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    if places and all((sets_price(p) and not _is_paid(p)) or says("spending", "left_to_pay", p) or _is_limit(p, amount) for p in places):
        return True
    return asked is not None and amount.cents < asked * TOLERANCE and bool(places) and all(for_each(p, amount) for p in places)


def _is_limit(text: str, amount: Amount) -> bool:
    """Whether a sum is one from which or up to which something holds: "les marchés supérieurs à 500 000 €"."""
    return any(unit.startswith("euro") and number * 100 == amount.cents for _, unit, number in limits_of(text))


def _is_paid(clause: str) -> bool:
    """Whether a clause on a price spends it: it says so, or enters it as a cost."""
    return bool(says("spending", "spends", clause)) or _only_spends(clause)


def for_each(text: str, amount: Amount) -> bool:
    """Whether the words behind a sum, or those of its clause where it is the only one, say that it is for each."""
    after = sum_match(text, amount.cents)
    if after is None:
        return False
    rest = text[after.end() :]
    return bool(says("spending", "each", " ".join(rest.split()[:5]))) or (
        len(SUM.findall(text)) == 1 and bool(says("spending", "each", rest))
    )


def _is_draft(answer: Answer, amount: Amount) -> bool:
    """Whether a sum is only told as what a draft said before it was amended, or what a new sum replaces."""
    places = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    return bool(places) and all(_left_behind(text, amount) for text in places)


def _left_behind(text: str, amount: Amount) -> bool:
    at = sum_match(text, amount.cents)
    before = text[: at.start()] if at else ""
    return bool(says("spending", "draft_before", before)) or (len(SUM.findall(text)) == 1 and bool(says("spending", "draft", text)))


def _waived(answer: Answer) -> list[Amount]:
    """Income that the authority gives up: as good as granted (GUIDE, 8)."""
    found = [a for a in answer.amounts if _is_waived(answer, a)]
    return [replace(max(found, key=lambda a: a.cents), role=AmountRole.GRANTED)] if found else []


def _is_waived(answer: Answer, amount: Amount) -> bool:
    """Whether the only words about a sum are those of income given up."""
    places = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    return bool(places) and all(says("spending", "waived", text) for text in places)


def _committed(answer: Answer) -> list[Amount]:
    """The largest sum of a deciding clause that spends or is entered in the budget, where extraction was sure of no role."""
    doubtful = [a for a in answer.amounts if a.role in (AmountRole.ESTIMATED, AmountRole.OTHER, AmountRole.TARIFF)]
    entered = says("spending", "entered", " ; ".join(answer.clauses))
    awarded = any(says("spending", "spends", c) for c in answer.clauses)
    found = [
        a
        for a in doubtful
        for c in answer.clauses
        if mentions_sum(c, a.cents)
        and not says("spending", "guarantees", c)
        and (
            entered
            or says("spending", "spends", c)
            or says("spending", "opens", c)
            or _is_envelope(c, a)
            or (awarded and says("spending", "sum_of_contract", c))
        )
    ]
    received = [a for a in answer.amounts if a.role is AmountRole.RECEIVED]
    found += [
        a for a in received for c in answer.clauses if mentions_sum(c, a.cents) and (_only_spends(c) or says("spending", "gives_it", c))
    ]
    found = found or _only_cost(answer)
    return [replace(max(found, key=lambda a: a.cents), role=AmountRole.BUDGETED)] if found else []


def _only_cost(answer: Answer) -> list[Amount]:
    """The one cost that an act tells, where it charges the expense to the budget without repeating it: "le surcoût est évalué à 27 500 €
    par an ... DIT que la dépense est inscrite à l'article 60623"."""
    costs = [a for a in answer.amounts if a.role is AmountRole.ESTIMATED and a.cents > 0]
    alone = len({a.cents for a in costs}) == 1 and not any(a.role in SPENDING for a in answer.amounts)
    charged = charged_in([answer]) if alone else None
    return costs[:1] if charged and not _TO_COME.search(fold(charged)) else []


def _is_envelope(clause: str, amount: Amount) -> bool:
    """Whether a clause calls a sum the envelope that it opens."""
    at = sum_match(clause, amount.cents)
    return at is not None and _ENVELOPE.search(fold(clause[: at.start()])) is not None


def _is_yearly_part(answer: Answer, part: Amount, total: Amount) -> bool:
    """Whether a sentence says that a sum is a year's part of another: "180 000 € pour la période, soit 60 000 € par exercice"."""
    texts = (s.text for s in answer.segments if mentions_sum(s.text, total.cents) and mentions_sum(s.text, part.cents))
    return any((n := years_in(text, total.cents)) is not None and n * part.cents == total.cents for text in texts)


def _is_repeated(answer: Answer, one: Amount, other: Amount) -> bool:
    """Whether two amounts are one told twice. Of two rows of a table each has its own."""
    rows = {row for a in (one, other) if (row := _row_of(answer, a))}
    return one.cents == other.cents and _same_payee(one, other) and _same_year(one, other) and len(rows) < PAIR


def _row_of(answer: Answer, amount: Amount) -> str | None:
    rows = (s for s in answer.segments if s.cells)
    return next((s.text for s in rows for e in amount.quote.evidence if overlaps(s, e.page, e.start, e.end)), None)


def _same_year(one: Amount, other: Amount) -> bool:
    return one.year is None or other.year is None or one.year == other.year


def _only_spends(clause: str) -> bool:
    return bool(says("spending", "entered", clause)) and not says("spending", "income", clause)


def _same_payee(one: Amount, other: Amount) -> bool:
    if one.payee is None or other.payee is None:
        return True
    return fold(one.payee.text) == fold(other.payee.text)
