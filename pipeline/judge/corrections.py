"""One field of a measure or act as a person says it is. The fact keeps its evidence, so that the review stays tied to the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipeline.records.council import Act, AmountRole, Body, Outcome, SessionDate
from pipeline.records.plan import Measure
from pipeline.records.review import Choice, Review, written_day
from pipeline.records.run import Issue, Severity


def corrected_measure(measure: Measure, review: Review) -> Measure:
    """The measure with one field corrected, or emptied when rejected. Raises ValueError with the reason it cannot be."""
    change = _MEASURE.get(review.field or "")
    if change is None:
        raise ValueError(f"a measure's {review.field} cannot be corrected ({', '.join(_MEASURE)} can)")
    return change(measure, _value(review))


def corrected_act(act: Act, review: Review) -> Act:
    """The act with one field corrected, or emptied when rejected. Raises ValueError with the reason it cannot be."""
    name, _, key = (review.field or "").partition(":")
    if name == "amount":
        return _amount(act, key, _value(review))
    change = _ACT.get(name)
    if change is None:
        raise ValueError(f"an act's {review.field} cannot be corrected ({', '.join(_ACT)} and amount:CENTS can)")
    return change(act, _value(review))


def unusable(review: Review, why: str, severity: Severity = Severity.NOTE, doc: str = "") -> Issue:
    """What is said of a review that a run could not use."""
    what = " and ".join(fact for fact in (review.measure, review.act) if fact)
    message = f"The review of {review.kind} {review.field or ''} {what} by {review.reviewer} was not used: {why}."
    return Issue("review-due", " ".join(message.split()), "Look at it again with `ecart review`.", doc, severity=severity)


def _value(review: Review) -> str | None:
    return None if review.choice is Choice.REJECTED else review.value


def _deadline(measure: Measure, value: str | None) -> Measure:
    if measure.deadline is None:
        raise ValueError("no deadline was read on the page")
    day = written_day(value) if value else None
    return replace(measure, deadline=replace(measure.deadline, start=None, end=day))


def _budget(measure: Measure, value: str | None) -> Measure:
    if measure.budget is None:
        raise ValueError("no budget was read on the page")
    return replace(measure, budget=replace(measure.budget, cents=_cents(value), by_year=()))


def _session(act: Act, value: str | None) -> Act:
    if value is None:
        raise ValueError("a date can be corrected, not rejected: say which is right")
    return replace(act, session=replace(act.session or SessionDate(date.min, "text"), value=written_day(value)))


def _amount(act: Act, key: str, value: str | None) -> Act:
    """A sum's cents, or its role; a rejected one stays as a quote that counts for nothing."""
    cents = _cents(key)
    if not any(a.cents == cents for a in act.amounts):
        raise ValueError(f"the act has no sum of {key} cents")
    if value is None or value in set(AmountRole):
        role = AmountRole(value) if value else AmountRole.OTHER
        return replace(act, amounts=tuple(replace(a, role=role) if a.cents == cents else a for a in act.amounts))
    right = _cents(value) or 0
    return replace(act, amounts=tuple(replace(a, cents=right, by_ocr=False) if a.cents == cents else a for a in act.amounts))


def _cents(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal():
        raise ValueError(f"{value!r} is no number of cents")
    return int(value)


_MEASURE: Mapping[str, Callable[[Measure, str | None], Measure]] = {
    "number": lambda measure, value: replace(measure, number=value),
    "deadline": _deadline,
    "budget": _budget,
}
_ACT: Mapping[str, Callable[[Act, str | None], Act]] = {
    "number": lambda act, value: replace(act, number=value, number_source=(act.number_source or "text") if value else None),
    "session": _session,
    "outcome": lambda act, value: replace(act, outcome=Outcome(value) if value else Outcome.UNSTATED),
    "body": lambda act, value: replace(act, body=Body(value or act.body)),
}
