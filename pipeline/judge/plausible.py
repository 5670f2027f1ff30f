"""What cannot be right in what a run was given: a mistake in the territory file or in a table would else look like a finding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.judge.authority import of_another, siren_of
from pipeline.records.council import Act
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.run import Issue
from pipeline.records.territory import Role, Territory

AHEAD = timedelta(days=366)  # a register may list the next sittings, a budget is voted for the next year; nothing lies further ahead
FEW = 3  # stamped acts: fewer may be those of partners alone


def implausible(
    territory: Territory,
    acts: Sequence[Act],
    register: Sequence[RegisterEntry],
    budget_lines: Sequence[BudgetLine],
    grants: Sequence[Grant],
    today: date,
) -> tuple[Issue, ...]:
    """Plans adopted after all acts, acts that most often bear the SIREN of somebody else, and days that have not come yet."""
    dated = [(act.doc, act.session.value) for act in acts if act.session]
    dated += [(entry.doc, entry.date) for entry in register if entry.date]
    dated += [(grant.doc, grant.date) for grant in grants if grant.date]
    dated += [(line.doc, date(line.year, 1, 1)) for line in budget_lines]
    return (*_late_plans(territory, acts), *_other_siren(territory, acts), *_to_come(dated, today))


def _late_plans(territory: Territory, acts: Sequence[Act]) -> Iterator[Issue]:
    days = [a.session.value for a in acts if a.session]
    if territory.look_back or not days:
        return
    for plan in territory.sources:
        if plan.role is Role.PLAN and plan.adopted and plan.adopted > max(days):
            message = (
                f"The plan was adopted on {plan.adopted}, after the last of the {len(days)} dated acts ({max(days)}): none can answer it."
            )
            remedy = "Correct adopted in the territory file, add later acts, or count earlier ones: look_back = true."
            yield Issue("plan-after-acts", message, remedy, plan.path)


def _other_siren(territory: Territory, acts: Sequence[Act]) -> Iterator[Issue]:
    stamped = [act for act in acts if siren_of(act)]
    others = Counter(siren_of(act) for act in stamped if of_another(act, territory))
    if len(stamped) >= FEW and 2 * others.total() > len(stamped):
        siren, times = others.most_common(1)[0]
        message = f"{times} of {len(stamped)} stamped acts are of the authority {siren}, the territory file says {territory.siren}."
        named = next((source.path for source in territory.sources if source.role is Role.ACTS), "")
        yield Issue("other-siren", message, "Correct siren in the territory file, or name the acts of this authority.", named)


def _to_come(dated: Sequence[tuple[str, date]], today: date) -> Iterator[Issue]:
    by_document: dict[str, list[date]] = defaultdict(list)
    for doc, day in dated:
        by_document[doc].append(day)
    for doc, days in by_document.items():
        if late := [day for day in days if day > today + AHEAD]:
            message = f"{len(late)} of {len(days)} dates are more than a year from now, such as {max(late)}."
            yield Issue("days-to-come", message, "Compare them with the document, and correct the table where it is wrong.", doc)
