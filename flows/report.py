"""The report of what is stored: with the history that the store keeps, and a front page where there are several territories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.pictures import page_pictures
from flows.publish import folder_of
from pipeline.judge.verdicts import deadline_of, plan_of
from pipeline.records.council import Body
from pipeline.records.run import Results
from pipeline.records.verdict import Status
from pipeline.report import Added, Cause, Delay, Known, Month, Past, read_summary, write_front, write_report
from pipeline.store import load_results, open_results, stored_territories


def write_stored(db: Path, out: Path, siren: str | None = None) -> Path:
    """Write the report of one territory, or of all that are stored, each in its folder below a front page. Gives the first page.

    Raises ConfigurationError when there is no database or no such territory, NothingToDo when the report cannot be written.
    """
    if siren is None and len(known := stored_territories(db)) > 1:
        summaries = []
        for number, _ in known:
            results = load_results(db, number)
            folder = out / folder_of(results.territory)
            write_with_history(results, db, folder)
            summaries.append(read_summary(folder, out))
        return write_front(summaries, out)
    return write_with_history(load_results(db, siren), db, out)


def write_with_history(results: Results, db: Path, folder: Path) -> Path:
    """Write the report of a run that is stored in `db`, with all earlier changes of its verdicts and what is known beyond the run."""
    pictures = page_pictures(results.files, results.documents)
    return write_report(results, folder, pictures, past=stored_changes(db, results), known=known_beyond(db, results))


def stored_changes(db: Path, results: Results) -> tuple[Past, ...]:
    """The changes of a territory's verdicts and flags since its first run, with what was seen beside them; what that run found is no
    change, nor is what is no longer found."""
    with open_results(db) as stored:
        rows = stored.rows(_CHANGES, *[results.territory.siren] * _CHANGES.count("?"))
    deadlines = {m.id: deadline_of(m, plan_of(results.territory, m)) for m in results.measures}
    found: dict[tuple[str, str], Past] = {}
    for run, measure, before, after, day, raised, lowered, judged_before, judged, *cause in rows:
        past = found.get((run, measure)) or Past(
            measure, Status(before) if before else None, Status(after), day, (), _flags(raised), _flags(lowered)
        )
        found[run, measure] = _with(past, Cause(*cause))
        due = deadlines.get(measure)
        if due and judged_before and judged and judged_before <= due < judged and "dropped" in raised and after == Status.NO_TRACE:
            found[run, measure] = _with_deadline(found[run, measure], due)
    return tuple(found.values())


def _with(past: Past, cause: Cause) -> Past:
    """With one more cause; what says no more than that time passed or acts came gives way to what says which."""
    told = tuple(c for c in past.causes if c.kind != "other acts or day")
    return past if cause.kind == "other acts or day" and told else replace(past, causes=(*told, cause))


def _flags(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _with_deadline(past: Past, due: date) -> Past:
    """With the deadline that passed between the two runs, beside the other acts without which no absence is stated."""
    told = tuple(c for c in past.causes if c.kind not in ("deadline", "other acts", "other acts or day"))
    others = () if told else (Cause("other acts"),)
    return replace(past, causes=(Cause("deadline", "", due), *told, *others))


# Causes with the printed number and day of the act, or the words of the row, behind them; flags against those of the change before.
_CHANGES = """
WITH ordered AS (
    SELECT id, started, saved, judged_on, lag(judged_on) OVER (ORDER BY started, saved) AS judged_before FROM runs WHERE siren = ?
), flags AS (
    SELECT h.measure, h.run, h.dropped, h.unfunded,
        lag(h.dropped) OVER w AS dropped_before, lag(h.unfunded) OVER w AS unfunded_before
    FROM verdict_history h JOIN ordered o ON o.id = h.run WHERE h.siren = ?
    WINDOW w AS (PARTITION BY h.measure ORDER BY o.started, o.saved)
), told AS (
    SELECT *, concat_ws(' ', CASE WHEN dropped AND NOT coalesce(dropped_before, FALSE) THEN 'dropped' END,
            CASE WHEN unfunded AND NOT coalesce(unfunded_before, FALSE) THEN 'unfunded' END) AS raised,
        concat_ws(' ', CASE WHEN dropped_before AND NOT dropped THEN 'dropped' END,
            CASE WHEN unfunded_before AND NOT unfunded THEN 'unfunded' END) AS lowered
    FROM flags
), causes AS (
    SELECT run, measure, started, previous_status, status, cause, detail FROM verdict_causes WHERE siren = ?
), doubts AS (
    SELECT DISTINCT c.run, c.measure, c.started, c.previous_status, c.status, 'act in doubt' AS cause, l.act AS detail
    FROM causes c JOIN links l ON l.siren = ? AND l.measure = c.measure AND l.changed_run = c.run AND l.band = 'review'
    WHERE c.status = 'unsure'
)
SELECT c.run, c.measure, c.previous_status, c.status, CAST(c.started AS DATE), f.raised, f.lowered, o.judged_before, o.judged_on,
    c.cause, coalesce(a.number, b.label, g.beneficiary, CASE WHEN c.cause = 'review' THEN c.detail END, ''), a.session
FROM (FROM causes UNION ALL FROM doubts) c
JOIN ordered o ON o.id = c.run
JOIN told f ON f.measure = c.measure AND f.run = c.run
LEFT JOIN acts a ON a.siren = ? AND a.id = c.detail
LEFT JOIN budget_lines b ON b.siren = ? AND b.id = c.detail
LEFT JOIN grants g ON g.siren = ? AND g.id = c.detail
WHERE c.status IS NOT NULL AND (c.status IS DISTINCT FROM c.previous_status OR f.raised <> '' OR f.lowered <> '')
ORDER BY o.started, o.saved, c.measure, c.cause, a.session, a.number
"""


# Acts whose stamp prints the day of publication, by month of the sitting, with the days between; of several stamps the first day.
_PUBLISHED = """
WITH printed AS (
    SELECT a.id, a.session, date_diff('day', a.session, min(s.published)) AS days
    FROM acts a JOIN stamps s ON s.siren = a.siren AND s.sha256 = a.sha256 AND s.transmission_id = a.transmission_id
    WHERE a.siren = ? AND a.gone_since IS NULL AND s.gone_since IS NULL AND s.published IS NOT NULL AND a.session IS NOT NULL
    GROUP BY a.id, a.session
)
SELECT date_trunc('month', session)::DATE AS month, count(*), median(days), max(days) FROM printed GROUP BY ALL ORDER BY month
"""


def known_beyond(db: Path, results: Results) -> Known:
    """What the store knows beyond a run."""
    siren = results.territory.siren
    with open_results(db) as stored:
        added = stored.rows("SELECT act, nearest_measure, nearness FROM added_by_council WHERE siren = ?", siren)
        known = stored.rows("SELECT month, known, read FROM coverage_by_month WHERE siren = ?", siren)
        published = stored.rows(_PUBLISHED, siren)
        bodies = stored.rows("SELECT month, body, acts, received, median_days, longest_days FROM acts_by_month WHERE siren = ?", siren)
    months = {day: Month(day, count, read) for day, count, read in known}
    for day, body, acts, received, median, longest in bodies:
        month = months.get(day) or Month(day)
        delay = Delay(received, median, longest) if received else None
        if body == Body.COUNCIL:
            months[day] = replace(month, council=acts, council_delay=delay)
        else:
            months[day] = replace(month, delegation=acts, delegation_delay=delay)
    for day, acts, median, longest in published:
        months[day] = replace(months.get(day) or Month(day), published=Delay(acts, median, longest))
    return Known(tuple(Added(*row) for row in added), tuple(months.values()))
