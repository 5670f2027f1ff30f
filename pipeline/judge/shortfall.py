"""All the money of a measure, and whether it is less than was asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.answers import Answer
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.paid_rows import Rows, budgeted, year_of
from pipeline.judge.yearly import asks_per_year, pays_per_year, years_of
from pipeline.records.council import Amount, AmountRole
from pipeline.records.money import Grant
from pipeline.records.plan import Measure

TAX = 1.2  # standard VAT rate: a sum before tax pays for that much after tax


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Money that is less than was asked (cents), and the time for which each of both is meant: "par an", "en 2024", empty where all of it
    is."""

    voted: int
    asked: int
    voted_time: str = ""
    asked_time: str = ""


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
) -> Shortfall | None:
    """The money that is less than was asked, None where it is not. Where the plan tells the sum of each year, those of the years for which
    money was voted are compared; where it asks by year, the best year; else all together, a sum for each year as often as the act says."""
    factor = TAX if any(a.tax == "HT" for found in sums for a in found) else 1.0
    each_year = [(answer, a) for answer, found in zip(answers, sums, strict=True) for a in found if pays_per_year(answer, a)]
    by_year = _by_year(answers, sums, rows)
    planned = dict(measure.budget.by_year) if measure.budget else {}
    known = sorted(year for year in planned if by_year.get(year))
    if len(planned) > 1 and known:
        time = f"en {' et '.join(map(str, known))}"
        less = Shortfall(sum(by_year[y] for y in known), sum(planned[y] for y in known), time, time)
    elif asks_per_year(measure):
        best = max(by_year, key=lambda year: by_year[year], default=0)
        less = Shortfall(by_year.get(best, voted), asked, time_of(answers, sums, rows) or (f"en {best}" if best else ""), "par an")
    elif each_year and voted < asked:
        years = [years_of(answer, amount) for answer, amount in each_year]
        if not all(years):
            return None  # so much each year, for a number of years that is not told
        less = Shortfall(voted + sum(a.cents * (n - 1) for (_, a), n in zip(each_year, years, strict=True) if n), asked)
    elif not any(sums) and not rows.grants and any(line.operation for line in rows.budget) and not _all_in(measure, answers, rows):
        return None  # an operation runs over years, and these are the credits of those whose budget was read
    else:
        less = Shortfall(voted, asked)
    return less if less.voted * factor < less.asked * TOLERANCE else None


def time_of(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> str:
    """Writes "par an" where all that was voted is due each year, else nothing."""
    pairs = [(answer, a) for answer, found in zip(answers, sums, strict=True) for a in found]
    return "par an" if pairs and not rows.grants and not rows.budget and all(pays_per_year(*pair) for pair in pairs) else ""


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
