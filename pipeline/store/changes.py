"""What stored runs changed, as records: verdicts with what may have changed them, documents that were lost or read again, new acts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.records.verdict import Status
from pipeline.store.notebook import OpenResults, open_results

_OF_A_DOCUMENT = frozenset({"act changed", "act gone", "measure changed", "measure gone"})  # which may only be seen through it
_OF_ITS_OWN = frozenset({"review", "act found", "money found", "measure found"})  # which stand whatever became of other documents


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run of one authority; `first` when it was the first that the store holds of it. `saved` is UTC, without a zone."""

    siren: str
    id: str
    saved: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A document that was read in earlier runs and not in this one, or again in this one after it had not been.

    `code` is that of the issue that says why it is not read; empty for one that is read again.
    """

    run: str
    doc: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that a run changed, or a flag that it raised; `event` is new, changed, gone or back. `gap`: dropped or unfunded now.

    `readings` are the documents without which, as far as is seen, nothing would have changed: the authority has done nothing.
    """

    run: str
    measure: str
    number: str | None
    text: str
    theme: str
    before: Status | None
    after: Status | None
    gap: bool
    event: str
    readings: tuple[OtherReading, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act that a run read first, with the themes of the measures that it answers."""

    run: str
    id: str
    number: str | None
    subject: str
    session: date | None
    themes: frozenset[str]


def stored_runs(db: Path, since: datetime | None = None) -> list[StoredRun]:
    """The runs saved after a moment (UTC, without a zone), oldest first."""
    with open_results(db) as stored:
        return [StoredRun(*row) for row in stored.rows(_RUNS, since, since)]


def changed_verdicts(db: Path, runs: Collection[str]) -> list[VerdictChange]:
    """The verdicts that some runs changed, in the order of the plans."""
    listed = sorted(runs)
    with open_results(db) as stored:
        rows = stored.rows(_VERDICTS, listed)
        readings = _readings(stored, listed)
        causes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for run, measure, cause, doc in stored.rows(_CAUSES, listed) if readings else ():
            causes.setdefault((run, measure), []).append((cause, doc))
    return [
        VerdictChange(
            run, measure, number, text, theme, Status(before) if before else None, Status(after) if after else None, gap, event,
            _to_blame(causes.get((run, measure), ()), [r for r in readings if r.run == run]),
        )
        for run, measure, number, text, theme, before, after, gap, event in rows
    ]  # fmt: skip


def _readings(stored: OpenResults, runs: list[str]) -> list[OtherReading]:
    """One for each document: of several issues, or none, the first by its code."""
    found: dict[tuple[str, str], OtherReading] = {}
    for run, doc, code in stored.rows(_READINGS, runs, runs, runs, runs):
        found.setdefault((run, doc), OtherReading(run, doc, code))
    return list(found.values())


def _to_blame(causes: Sequence[tuple[str, str]], readings: Sequence[OtherReading]) -> tuple[OtherReading, ...]:
    """The readings that changed a verdict, when no cause of its own did: those of its own documents, else all of the run."""
    other = {reading.doc for reading in readings}
    if any(cause in _OF_ITS_OWN or (cause in _OF_A_DOCUMENT and doc not in other) for cause, doc in causes):
        return ()
    mine = {doc for _, doc in causes}
    return tuple(r for r in readings if r.doc in mine) or tuple(readings)


def new_acts(db: Path, runs: Collection[str]) -> list[NewAct]:
    """The acts that some runs read first and that are still there."""
    with open_results(db) as stored:
        rows = stored.rows(_ACTS, sorted(runs))
    return [
        NewAct(run, act, number, subject, session, frozenset(theme for theme in themes or () if theme))
        for run, act, number, subject, session, themes in rows
    ]


_RUNS = """
SELECT siren, id, saved, number = 1 FROM (
    SELECT siren, id, saved, row_number() OVER (PARTITION BY siren ORDER BY saved, id) AS number FROM runs
) WHERE ?::TIMESTAMP IS NULL OR saved > ?::TIMESTAMP ORDER BY saved, id
"""

_VERDICTS = """
SELECT h.run, h.measure, m.number, m.text, coalesce(m.theme, ''), h.previous_status, h.status,
    coalesce(h.dropped OR h.unfunded, FALSE), h.event
FROM verdict_history h JOIN measures m ON m.siren = h.siren AND m.id = h.measure
WHERE list_contains(?, h.run) AND (h.event <> 'changed' OR h.status IS DISTINCT FROM h.previous_status OR h.dropped OR h.unfunded)
ORDER BY h.siren, m.position, h.measure
"""

_CAUSES = """
SELECT c.run, c.measure, c.cause, coalesce(a.doc, m.doc, '')
FROM verdict_causes c
LEFT JOIN acts a ON a.siren = c.siren AND a.id = c.detail
LEFT JOIN measures m ON m.siren = c.siren AND m.id = c.measure AND c.cause IN ('measure changed', 'measure gone')
WHERE list_contains(?, c.run)
"""

# Lost: files of earlier runs that an issue of this one says are unread, or that are gone with their content. Read again: files whose
# issue, begun after they were first there, is over; or whose content is a document that comes back.
_READINGS = """
SELECT i.changed_run, i.doc, i.code FROM issues i JOIN files f ON f.siren = i.siren AND f.doc = i.doc
WHERE i.unread AND list_contains(?, i.changed_run) AND i.gone_since IS NULL AND f.first_run <> i.changed_run
UNION
SELECT f.gone_since, f.doc, 'missing-file' FROM files f
WHERE list_contains(?, f.gone_since) AND NOT EXISTS (FROM files o WHERE o.siren = f.siren AND o.sha256 = f.sha256 AND o.gone_since IS NULL)
UNION
SELECT i.gone_since, i.doc, '' FROM issues i JOIN files f ON f.siren = i.siren AND f.doc = i.doc AND f.gone_since IS NULL
WHERE i.unread AND list_contains(?, i.gone_since) AND f.first_run <> i.first_run
    AND NOT EXISTS (FROM issues o WHERE o.siren = i.siren AND o.doc = i.doc AND o.unread AND o.gone_since IS NULL)
UNION
SELECT f.changed_run, f.doc, '' FROM files f JOIN documents d ON d.siren = f.siren AND d.sha256 = f.sha256 AND d.changed_run = f.changed_run
WHERE list_contains(?, f.changed_run) AND f.gone_since IS NULL AND f.first_run <> f.changed_run AND d.first_run <> f.changed_run
ORDER BY ALL
"""

_ACTS = """
SELECT a.first_run, a.id, a.number, a.subject, a.session,
    (SELECT list(DISTINCT m.theme) FROM links l JOIN measures m ON m.siren = l.siren AND m.id = l.measure
     WHERE l.siren = a.siren AND l.act = a.id AND l.band = 'linked' AND l.gone_since IS NULL)
FROM acts a WHERE list_contains(?, a.first_run) AND a.gone_since IS NULL ORDER BY a.siren, a.session, a.position
"""
