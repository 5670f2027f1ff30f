"""What changed since the report before: told by the store, or, without one, by the report that stood in the same folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pipeline.records.past import Cause, Past
from pipeline.records.verdict import Status
from pipeline.report import french
from pipeline.report.privacy import Discretion
from pipeline.report.sentences import CAUSES_INTRO, FLAG_LOWERED, FLAG_RAISED, cause_words
from pipeline.report.views import Change, MeasureView, ReportView
from pipeline.report.wording import STATUS

NAME = "historique.json"
KEPT = 500  # changes kept, newest first
NAMED = 3  # acts or rows named for one cause
STATUS_OF = {"dropped": Status.DROPPED, "unfunded": Status.UNFUNDED}  # what a flag says beside its own status is no news


def told_changes(view: ReportView, past: Iterable[Past], discretion: Discretion) -> tuple[Change, ...]:
    """The stored changes of the measures that the report shows, newest first, with what may explain them, names masked."""
    shown = {m.id: m for m in view.measures}
    newest = sorted((p for p in past if p.measure in shown), key=lambda p: p.day, reverse=True)[:KEPT]
    return tuple(_told(p, shown[p.measure], discretion) for p in newest)


def _told(past: Past, measure: MeasureView, discretion: Discretion) -> Change:
    same = past.before is past.after
    flags = [FLAG_RAISED[f] for f in past.raised if same or STATUS_OF[f] is not past.after] + [
        FLAG_LOWERED[f] for f in past.lowered if same
    ]
    return Change(measure.slug, measure.name, past.before, past.after, past.day, tuple(flags), _causes(past.causes, discretion))


def _causes(causes: Sequence[Cause], discretion: Discretion) -> tuple[str, ...]:
    """One sentence for each kind of cause; of many acts or rows the first few are named."""
    kinds: dict[str, list[str]] = {}
    for cause in causes:
        named = kinds.setdefault(cause.kind, [])
        who = french.harmless(cause.words) if cause.kind == "review" else discretion.text(cause.words)  # a reviewer chose that name
        words = ", ".join(filter(None, (who, french.day(cause.day) if cause.day else "")))
        if words and words not in named:
            named.append(words)
    return tuple(
        cause_words(kind, " ; ".join(named[:NAMED]) + (f" ; et {len(named) - NAMED} de plus" if len(named) > NAMED else ""))
        for kind, named in kinds.items()
    )


def change_words(change: Change) -> str:
    """A change with what may explain it, in one or two sentences."""
    after = STATUS[change.after].label
    if change.before is None:
        said = f"Nouvelle mesure : {after}"
    elif change.before is change.after:
        said = after
    else:
        said = f"{STATUS[change.before].label} → {after}"
    said = " ; ".join((said, *change.flags))
    return f"{said}. {CAUSES_INTRO} {' ; '.join(change.causes)}." if change.causes else said


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
