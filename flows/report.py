"""The report of what is stored: with the history that the store keeps, and a front page where there are several territories."""

from __future__ import annotations

from pathlib import Path

from flows.pictures import page_pictures
from flows.publish import folder_of
from pipeline.judge import deadlines
from pipeline.records.run import Results
from pipeline.report import Known, read_summary, write_front, write_report
from pipeline.store import acts_by_month, added_acts, load_results, plan_words, stored_changes, stored_territories


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
    siren, pictures = results.territory.siren, page_pictures(results.files, results.documents)
    past = stored_changes(db, siren, deadlines(results.territory, results.measures))
    return write_report(results, folder, pictures, past=past, known=known_beyond(db, siren))


def known_beyond(db: Path, siren: str) -> Known:
    """What the store knows beyond a run."""
    return Known(added_acts(db, siren), acts_by_month(db, siren), plan_words(db, siren))
