"""The list of measures in three orders and, where it is long, in pages, so that sorting and grouping need no script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records.verdict import Status
from pipeline.report.views import MeasureView, ReportView
from pipeline.report.wording import STATUS

ORDERS: tuple[tuple[str, str], ...] = (
    ("mesures.html", "dans l'ordre des plans"),
    ("mesures-par-statut.html", "par statut"),
    ("mesures-par-somme.html", "par somme demandée"),
)

PAGE = 600  # measures on a page: some 250 kB


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


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `address` is its file."""

    address: str
    groups: tuple[Group, ...]

    @property
    def measures(self) -> tuple[MeasureView, ...]:
        """Its measures, in order."""
        return tuple(m for group in self.groups for m in group.measures)


def list_pages(view: ReportView, address: str, most: int = PAGE) -> tuple[ListPage, ...]:
    """One of the three lists, cut into pages of at most `most` measures; a group that is cut goes on under its heading."""
    parts = list(_cut(groups(view, address), most)) or [()]
    return tuple(ListPage(page_address(address, number), part) for number, part in enumerate(parts, 1))


def page_address(address: str, number: int) -> str:
    """The file of a page (from 1) of a list."""
    return address if number == 1 else address.replace(".html", f"-page-{number}.html")


def status_addresses(view: ReportView, most: int = PAGE) -> dict[Status, str]:
    """Where the list by status begins with each status: file and anchor."""
    found: dict[Status, str] = {}
    for part in list_pages(view, ORDERS[1][0], most):
        for group in part.groups:
            found.setdefault(Status(group.measures[0].status), f"{part.address}#{group.id}")
    return found


def search_index(view: ReportView) -> str:
    """A script that holds what the search needs of every measure: address, name, status and its label."""
    rows = [[m.slug, m.name, m.status.value, m.label] for m in view.measures]
    return f"var ECART_MESURES = {json.dumps(rows, separators=(',', ':'))};\n"


def _cut(whole: Sequence[Group], most: int) -> Iterator[tuple[Group, ...]]:
    part: list[Group] = []
    room = most
    for group in whole:
        left = group
        while left.measures:
            part.append(replace(left, measures=left.measures[:room]))
            room -= len(part[-1].measures)
            left = replace(left, measures=left.measures[len(part[-1].measures) :], title=_on(left.title))
            if room == 0:
                yield tuple(part)
                part, room = [], most
    if part:
        yield tuple(part)


def _on(title: str) -> str:
    return title if title.endswith(" (suite)") else f"{title} (suite)"


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
