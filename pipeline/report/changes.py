"""What changed since the report before: told by the store, or, without one, by the report that stood in the same folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.records.verdict import Status
from pipeline.report.views import Change, ReportView

NAME = "historique.json"
KEPT = 500  # changes kept, newest first


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a verdict as the store knows it. `before` is None for a measure that came later than the first run."""

    measure: str
    before: Status | None
    after: Status
    day: date


def told_changes(view: ReportView, past: Iterable[Past]) -> tuple[Change, ...]:
    """The stored changes of the measures that the report shows, newest first."""
    shown = {m.id: m for m in view.measures}
    found = [Change(shown[p.measure].slug, shown[p.measure].name, p.before, p.after, p.day) for p in past if p.measure in shown]
    return tuple(sorted(found, key=lambda c: c.day, reverse=True)[:KEPT])


def changes_of(view: ReportView, older: str | None) -> tuple[tuple[Change, ...], str]:
    """The changes, newest first, and the text of the file that keeps them, from the older text of that file (None: a first report).

    A first report has no change. A file that is not ours counts as a first report.
    """
    statuses, kept = _parsed(older)
    fresh = [
        Change(m.slug, m.name, statuses.get(m.slug), m.status, view.day)
        for m in view.measures
        if statuses and statuses.get(m.slug) is not m.status
    ]
    known = set(fresh)
    changes = tuple([*fresh, *(c for c in kept if c not in known)][:KEPT])
    text = {
        "statuses": {m.slug: m.status.value for m in view.measures},
        "changes": [
            {
                "slug": c.slug,
                "name": c.name,
                "before": c.before.value if c.before else None,
                "after": c.after.value,
                "day": c.day.isoformat(),
            }
            for c in changes
        ],
    }
    return changes, json.dumps(text, ensure_ascii=False, indent=1)


def _parsed(older: str | None) -> tuple[dict[str, Status], list[Change]]:
    try:
        stored: Any = json.loads(older) if older else {}
        statuses = {str(slug): Status(value) for slug, value in stored.get("statuses", {}).items()}
        changes = [
            Change(
                str(c["slug"]),
                str(c["name"]),
                Status(c["before"]) if c["before"] else None,
                Status(c["after"]),
                date.fromisoformat(c["day"]),
            )
            for c in stored.get("changes", [])
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}, []
    return statuses, changes
