"""Sums that are due each year, asked or decided, and for how many years."""

from __future__ import annotations

import re

from pipeline.judge.answers import Answer
from pipeline.judge.counting import NUMBER, number_of, number_words
from pipeline.judge.wording import flat, mentions_sum, says, sum_match
from pipeline.records.council import Amount
from pipeline.records.plan import Measure

NEAR = 6  # words before or behind a sum that say how often it is due
MOST_YEARS = 10  # a longer time is a lease or a loan, not a promise of money
_FOR_YEARS = re.compile(rf"\b(?:pour|sur|pendant|durant)(?: une (?:duree|periode) de)? {NUMBER} ?(?:ans|annees|exercices)\b")
_PART = re.compile(r"\bsoit (?:[^\W\d]+ ){0,4}?(\d{1,3}(?:[\s\u00a0\u202f.]?\d{3})*)(?=[\s\u00a0\u202f]?(?:€|euros?\b))", re.I)


def asks_per_year(measure: Measure) -> bool:
    """Whether the sum asked is due each year, as read, or by the words around it in the plan."""
    budget = measure.budget
    if budget is None or budget.cents is None:
        return False
    texts = (budget.printed.text, measure.text.text, measure.whole.text, *(s.text for s in measure.steps))
    return budget.per_year or any(_yearly(text, budget.cents) for text in texts)


def pays_per_year(answer: Answer, amount: Amount) -> bool:
    """Whether an amount is due each year, as read, or by the words around it in the act."""
    return amount.per_year or any(_yearly(text, amount.cents) for text in (amount.quote.text, *(s.text for s in answer.segments)))


def years_of(answer: Answer, amount: Amount) -> int | None:
    """For how many years the words of the act give an amount, at once or each year; None where they do not say."""
    near = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    if parts := next((n for text in near if (n := years_in(text, amount.cents))), None):
        return parts
    for text in (*near, *answer.clauses):
        match = _FOR_YEARS.search(flat(text))
        words = number_words(match[1]) if match else []
        number = number_of(words, 0) if words else None
        if number and 2 <= number[0] <= MOST_YEARS:
            return number[0]
    return None


def years_in(text: str, cents: int) -> int | None:
    """How many yearly parts a sum has, as its sentence says: "180 000 € pour la période, soit 60 000 € par exercice" has three."""
    for match in _PART.finditer(text):
        part = int(re.sub(r"\D", "", match[1])) * 100
        if part and cents % part == 0 and 2 <= cents // part <= MOST_YEARS and says("spending", "yearly_after", text[match.end(1) :]):
            return cents // part
    return None


def _yearly(text: str, cents: int) -> bool:
    at = sum_match(text, cents)
    if at is None:
        return False
    before, after = " ".join(text[: at.start()].split()[-NEAR:]), " ".join(text[at.end() :].split()[:NEAR])
    return bool(says("spending", "yearly_before", before) or says("spending", "yearly_after", after))
