"""The list of measures in three orders, so that sorting and grouping need no script."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.report.views import MeasureView, ReportView
from pipeline.report.wording import STATUS

ORDERS: tuple[tuple[str, str], ...] = (
    ("mesures.html", "dans l'ordre des plans"),
    ("mesures-par-statut.html", "par statut"),
    ("mesures-par-somme.html", "par somme demandée"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Measures under one heading. `id` is the heading's anchor."""

    id: str
    title: str
    measures: tuple[MeasureView, ...]


def groups(view: ReportView, address: str) -> tuple[Group, ...]:
    """The groups of one of the three lists, empty ones left out."""
    if address == ORDERS[0][0]:
        return _by_axis(view)
    if address == ORDERS[1][0]:
        found = [Group(s.value, STATUS[s].label, tuple(m for m in view.measures if m.status is s)) for s in STATUS]
    else:
        asked = sorted((m for m in view.measures if m.asked is not None), key=lambda m: -(m.asked or 0))
        rest = tuple(m for m in view.measures if m.asked is None)
        found = [Group("chiffrees", "Mesures avec une somme demandée", tuple(asked)), Group("sans-somme", "Mesures sans somme", rest)]
    return tuple(g for g in found if g.measures)


def _by_axis(view: ReportView) -> tuple[Group, ...]:
    found: list[Group] = []
    for number, plan in enumerate(view.plans, 1):
        axes: dict[str, list[MeasureView]] = {}
        for measure in plan.measures:
            axes.setdefault(measure.group, []).append(measure)
        for place, (axis, measures) in enumerate(axes.items(), 1):
            title = " – ".join(filter(None, (plan.title if len(view.plans) > 1 or not axis else "", axis)))
            found.append(Group(f"p{number}-{place}", title, tuple(measures)))
    return tuple(found)
