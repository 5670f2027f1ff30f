"""Sums that are due each year, asked or decided, and for how many years."""

from __future__ import annotations

import re

from pipeline.judge.counting import NUMBER, number_of, number_words
from pipeline.judge.parts import Answer
from pipeline.judge.wording import flat, mentions_sum, says, sum_match
from pipeline.records.council import Amount
from pipeline.records.plan import Measure

NEAR = 6  # words before or behind a sum that say how often it is due
MOST_YEARS = 10  # a longer time is a lease or a loan, not a promise of money
_FOR_YEARS = re.compile(rf"\b(?:pour|sur|pendant|durant)(?: une (?:duree|periode) de)? {NUMBER} ?(?:ans|annees|exercices)\b")


def asks_per_year(measure: Measure) -> bool:
    """Whether the sum asked is due each year, as read, or by the words around it in the plan."""
    budget = measure.budget
    if budget is None or budget.cents is None:
        return False
    texts = (budget.printed.text, measure.text.text, *(s.text for s in measure.steps))
    return budget.per_year or any(_yearly(text, budget.cents) for text in texts)


def pays_per_year(answer: Answer, amount: Amount) -> bool:
    """Whether an amount is due each year, as read, or by the words around it in the act."""
    return amount.per_year or any(_yearly(text, amount.cents) for text in (amount.quote.text, *(s.text for s in answer.segments)))


def years_of(answer: Answer, amount: Amount) -> int | None:
    """For how many years the words of the act give an amount, at once or each year; None where they do not say."""
    near = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    for text in (*near, *answer.clauses):
        match = _FOR_YEARS.search(flat(text))
        words = number_words(match[1]) if match else []
        number = number_of(words, 0) if words else None
        if number and 2 <= number[0] <= MOST_YEARS:
            return number[0]
    return None


def _yearly(text: str, cents: int) -> bool:
    at = sum_match(text, cents)
    if at is None:
        return False
    before, after = " ".join(text[: at.start()].split()[-NEAR:]), " ".join(text[at.end() :].split()[:NEAR])
    return bool(says("spending", "yearly_before", before) or says("spending", "yearly_after", after))
