"""All the money of a measure, and whether it is less than was asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.paid_rows import Rows, budgeted, year_of
from pipeline.judge.yearly import asks_per_year, pays_per_year, years_of
from pipeline.records.council import Amount, AmountRole
from pipeline.records.money import Grant
from pipeline.records.plan import Measure

TAX = 1.2  # standard VAT rate: a sum before tax pays for that much after tax


def total_of(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> int | None:
    """All money for the measure. Envelopes and what was granted out of them, acts and their rows, programmes and their yearly
    credits are the same money seen twice: the largest of the views counts. What was paid through an act that tells no sum adds to what
    the other acts grant."""
    granted = sum(a.cents for found in sums for a in found if a.role is AmountRole.GRANTED)
    granted += sum(g.cents for g in _paid_beside(answers, sums, rows))
    opened = sum(a.cents for found in sums for a in found if a.role is AmountRole.BUDGETED)
    paid = sum(g.cents for g in rows.grants)
    return max(granted, opened, paid, sum(budgeted(rows.budget).values())) or None


def below_asked(
    measure: Measure, answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows, asked: int, voted: int
) -> int | None:
    """The money that is less than was asked, None where it is not: by year where the measure asks by year, else all together. A sum for
    each year counts as often as the act says; where the plan tells the sum of each year, those of the years voted so far are enough."""
    each_year = [(answer, a) for answer, found in zip(answers, sums, strict=True) for a in found if pays_per_year(answer, a)]
    if _keeps_to_years(measure, _by_year(answers, sums, rows)):
        return None
    if asks_per_year(measure):
        voted = max(_by_year(answers, sums, rows).values(), default=voted)
    elif each_year and voted < asked:
        years = [years_of(answer, amount) for answer, amount in each_year]
        if not all(years):
            return None  # so much each year, for a number of years that is not told
        voted += sum(a.cents * (n - 1) for (_, a), n in zip(each_year, years, strict=True) if n)
    elif not any(sums) and not rows.grants and any(line.operation for line in rows.budget) and not _all_in(measure, answers, rows):
        return None  # an operation runs over years, and these are the credits of those whose budget was read
    before_tax = any(a.tax == "HT" for found in sums for a in found)
    return voted if voted * (TAX if before_tax else 1.0) < asked * TOLERANCE else None


def _keeps_to_years(measure: Measure, voted: Mapping[int, int]) -> bool:
    """Whether a plan that tells the sum of each of several years got it in each of these years for which money was voted."""
    planned = dict(measure.budget.by_year) if measure.budget else {}
    known = [year for year in planned if voted.get(year)]
    return len(planned) > 1 and bool(known) and all(voted[year] >= planned[year] * TOLERANCE for year in known)


def _all_in(measure: Measure, answers: Sequence[Answer], rows: Rows) -> bool:
    """Whether one year's credits are all there is: the act decides for that year, speaks of no other, and the measure was due by then."""
    years = {line.year for line in rows.budget}
    due = measure.deadline.end if measure.deadline else None
    texts = " ".join(f"{a.act.subject.text} {' '.join(a.clauses)}" for a in answers)
    named = {int(y) for y in re.findall(r"\b20\d\d\b", texts)}
    several = re.search(r"\b20\d\d ?[-–/] ?(?:20)?\d\d\b|pluriannuel|autorisations? de programme|\btranches?\b|\bphases?\b|\bans\b", texts)
    return len(years) == 1 and named == years and not several and (due is None or due.year <= max(years))


def _paid_beside(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> list[Grant]:
    """The grants paid through acts that tell no sum of their own, and of a sum that no other act tells."""
    silent = {answer.act.id for answer, found in zip(answers, sums, strict=True) if not found}
    told = {a.cents for found in sums for a in found}
    return [g for g in rows.grants if rows.via[g.id] in silent and g.cents not in told]


def _by_year(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> dict[int, int]:
    views: list[dict[int, int]] = [budgeted(rows.budget)]
    acts: dict[int, int] = defaultdict(int)
    sessions = {a.act.id: a.act.session.value.year for a in answers if a.act.session}
    for answer, found in zip(answers, sums, strict=True):
        for amount in found:
            years = 1 if pays_per_year(answer, amount) else years_of(answer, amount) or 1
            acts[amount.year or sessions.get(answer.act.id, 0)] += amount.cents // years
    for grant in _paid_beside(answers, sums, rows):
        acts[year_of(grant) or sessions.get(rows.via[grant.id], 0)] += grant.cents
    paid: dict[int, int] = defaultdict(int)
    for grant in rows.grants:
        paid[year_of(grant) or sessions.get(rows.via[grant.id], 0)] += grant.cents
    views += [dict(acts), dict(paid)]
    every = {year for view in views for year in view}
    return {year: max(view.get(year, 0) for view in views) for year in every}
