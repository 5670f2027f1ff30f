"""The report of what is stored: with the history that the store keeps, and a front page where there are several territories."""

from __future__ import annotations

from pathlib import Path

from flows.pictures import page_pictures
from flows.publish import folder_of
from pipeline.records.run import Results
from pipeline.records.verdict import Status
from pipeline.report import Past, read_summary, write_front, write_report
from pipeline.store import load_results, query, stored_territories


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
    """Write the report of a run that is stored in `db`, with all earlier changes of its verdicts."""
    pictures = page_pictures(results.files, results.documents)
    return write_report(results, folder, pictures, past=stored_changes(db, results.territory.siren))


def stored_changes(db: Path, siren: str) -> tuple[Past, ...]:
    """The changes of a territory's verdicts since its first run; what that run found is no change, nor is what is no longer found."""
    asked = (
        "SELECT measure, previous_status, status, CAST(started AS DATE) FROM verdict_changes WHERE siren = '"
        + siren.replace("'", "''")
        + "'"
        " AND status IS NOT NULL AND status IS DISTINCT FROM previous_status"
        " AND run <> (SELECT arg_min(id, saved) FROM runs WHERE runs.siren = verdict_changes.siren) ORDER BY started"
    )
    return tuple(Past(m, Status(before) if before else None, Status(after), day) for m, before, after, day in query(db, asked)[1])
