"""What the store knows of a territory beyond one run: how its verdicts changed, and acts beside the measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.records.council import Body
from pipeline.records.past import Added, Cause, Delay, Month, Past, PlanWord
from pipeline.records.review import NO_MEASURE, Choice, ReviewKind, standing
from pipeline.records.verdict import Status
from pipeline.store.notebook import open_results
from pipeline.store.reviews import load_reviews

_VAGUE = "other acts or day"  # says no more than that time passed or acts came


def stored_changes(db: Path, siren: str, deadlines: Mapping[str, date]) -> tuple[Past, ...]:
    """The changes of a territory's verdicts and flags since its first run, with what was seen beside them; what that run found is no
    change, nor is what is no longer found. `deadlines` are the days by which measures were due, by id: one that passed is a cause."""
    with open_results(db) as stored:
        rows = stored.rows(_CHANGES, *[siren] * _CHANGES.count("?"))
    found: dict[tuple[str, str], Past] = {}
    for run, measure, before, after, day, raised, lowered, judged_before, judged, *cause in rows:
        past = found.get((run, measure)) or Past(
            measure, Status(before) if before else None, Status(after), day, (), tuple(raised.split()), tuple(lowered.split())
        )
        found[run, measure] = _with(past, Cause(*cause))
        due = deadlines.get(measure)
        if due and judged_before and judged and judged_before <= due < judged and "dropped" in raised and after == Status.NO_TRACE:
            found[run, measure] = _with_deadline(found[run, measure], due)
    return tuple(found.values())


def _with(past: Past, cause: Cause) -> Past:
    """With one more cause; a vague one gives way to what says which."""
    told = tuple(c for c in past.causes if c.kind != _VAGUE)
    return past if cause.kind == _VAGUE and told else replace(past, causes=(*told, cause))


def _with_deadline(past: Past, due: date) -> Past:
    """With the deadline that passed between the two runs, beside the other acts without which no absence is stated."""
    told = tuple(c for c in past.causes if c.kind not in ("deadline", "other acts", _VAGUE))
    others = () if told else (Cause("other acts"),)
    return replace(past, causes=(Cause("deadline", "", due), *told, *others))


def added_acts(db: Path, siren: str) -> tuple[Added, ...]:
    """The acts on the plans' subjects that answer no measure, nearest first."""
    with open_results(db) as stored:
        return tuple(
            Added(*row) for row in stored.rows("SELECT act, nearest_measure, nearness FROM added_by_council WHERE siren = ?", siren)
        )


def plan_words(db: Path, siren: str) -> tuple[PlanWord, ...]:
    """What people said of the measures of the plans, the last word on each thing."""
    with open_results(db) as stored:
        known = {row[0]: row[1:] for row in stored.rows("SELECT id, doc, page, text FROM measures WHERE siren = ?", siren)}
    found = []
    for review in standing(load_reviews(db, siren)):
        place = known.get(review.measure or "")
        if place and review.kind is ReviewKind.FIELD and review.choice is not Choice.CONFIRMED:
            field, (doc, page, text) = (review.field or "").partition(":")[0], place
            words = (review.value or text) if field == NO_MEASURE else text
            at = (f"{doc}, page {page}", review.reviewer, review.at.date(), review.reason)
            found.append(PlanWord(review.measure or "", field, words, *at))
    return tuple(found)


def acts_by_month(db: Path, siren: str) -> tuple[Month, ...]:
    """The acts known and read month by month, and how long they took to be received and published."""
    with open_results(db) as stored:
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
    return tuple(months.values())


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
