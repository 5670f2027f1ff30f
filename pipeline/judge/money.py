"""The money behind a measure: what acts, budgets and grant lists say, added up without counting a sum twice."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.bounds import bound
from pipeline.judge.carried import is_budget
from pipeline.judge.conditions import condition_of, held_back
from pipeline.judge.paid import TOLERANCE, Paid
from pipeline.judge.paid_rows import Rows, budgeted, year_of
from pipeline.judge.shortfall import Shortfall, below_asked, time_of, total_of
from pipeline.judge.sums import spent
from pipeline.judge.unpaid import without_sums
from pipeline.judge.wording import euros, says
from pipeline.records.council import Amount, AmountRole
from pipeline.records.plan import Measure
from pipeline.records.verdict import LedgerEntry, Money


def weigh(measure: Measure, answers: Sequence[Answer], rows: Rows) -> Paid:
    """Money of an adopted measure, from the acts that carry the decision and the rows that belong to it."""
    asked = measure.budget.cents if measure.budget else None
    sums = _each_once(answers, [spent(measure, answer) for answer in answers])
    ledger = ledger_of(measure, answers, sums, rows)
    by_ocr = any(a.by_ocr for found in sums for a in found)
    conditions = [c for answer in answers if (c := condition_of(answer))]
    if not (any(sums) or budgeted(rows.budget) or rows.grants):
        if conditions:
            return Paid(Money.CONDITIONAL, ledger, None, (f"condition : « {conditions[0]} »",))
        return without_sums(measure, answers, ledger)
    if conditions and held_back(answers, sums, rows, asked):
        held, time = (f"condition : « {conditions[0]} »",), time_of(answers, sums, rows)
        return Paid(Money.CONDITIONAL, ledger, total_of(answers, sums, rows), held, by_ocr, voted_time=time)
    voted, time = total_of(answers, sums, rows), time_of(answers, sums, rows)
    less = below_asked(measure, answers, sums, rows, asked, voted) if asked is not None and voted is not None else None
    if less is not None:
        reasons = _unclear(answers, less)
        return Paid(
            Money.SHORT, ledger, less.voted, reasons, by_ocr,
            unclear=bool(reasons), voted_time=less.voted_time, asked=less.asked, asked_time=less.asked_time,
        )  # fmt: skip
    granted = rows.grants or any(a.role is AmountRole.GRANTED for found in sums for a in found)
    return Paid(Money.GRANTED if granted else Money.BUDGETED, ledger, voted, (), by_ocr, voted_time=time)


def _unclear(answers: Sequence[Answer], less: Shortfall) -> tuple[str, ...]:
    """Why money that is less than was asked may not be all of it, or not the measure's."""
    compared = f"{euros(less.voted)} pour {euros(less.asked)} demandés"
    more = next((w for answer in answers for s in answer.segments if (w := says("spending", "more_to_come", s.text))), None)
    if more:
        return (f"{compared}, et l'acte annonce d'autres crédits : « {more} »",)
    if less.voted < less.asked * bound("far_below") and all(answer.row for answer in answers):
        return (f"{compared} : la ligne du tableau peut payer autre chose",)
    elsewhere = sum(a.cents for answer in answers for a in answer.elsewhere)
    if elsewhere and less.voted + elsewhere >= less.asked * TOLERANCE:
        return (f"le même acte porte d'autres sommes ({euros(elsewhere)}) pour un objet différent",)
    return ()


def _each_once(answers: Sequence[Answer], sums: list[list[Amount]]) -> list[list[Amount]]:
    """The sums of several acts without what a row of a list or a budget repeats: the credit that another act opens."""
    repeats = [answer.row or is_budget(answer.act) for answer in answers]
    opened = {a.cents for again, found in zip(repeats, sums, strict=True) if not again for a in found if a.role is AmountRole.BUDGETED}
    return [
        [a for a in found if not (again and a.role is AmountRole.BUDGETED and a.cents in opened)]
        for again, found in zip(repeats, sums, strict=True)
    ]


def ledger_of(measure: Measure, answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> tuple[LedgerEntry, ...]:
    """Asked (by year where the plan tells it), voted, budgeted, conditional and paid, each figure with its evidence. `sums` are those of
    each answer."""
    entries: list[LedgerEntry] = []
    if measure.budget and measure.budget.cents is not None:
        by_year = measure.budget.by_year if sum(cents for _, cents in measure.budget.by_year) == measure.budget.cents else ()
        asked = by_year or ((None, measure.budget.cents),)
        entries += [LedgerEntry("asked", cents, year, measure.id, measure.budget.printed) for year, cents in asked]
    for answer, found in zip(answers, sums, strict=True):
        held = condition_of(answer) is not None
        for amount in found:
            kind = "conditional" if held else "voted" if amount.role is AmountRole.GRANTED else "budgeted"
            entries.append(LedgerEntry(kind, amount.cents, amount.year, answer.act.id, amount.quote))
    for line in rows.budget:
        if line.voted:
            entries.append(LedgerEntry("budgeted", line.voted, line.year, line.id, line.evidence))
        if line.realised:
            entries.append(LedgerEntry("paid", line.realised, line.year, line.id, line.evidence))
    entries += [LedgerEntry("paid", g.cents, year_of(g), g.id, g.evidence) for g in rows.grants]
    return tuple(entries)
