"""The report of what is stored: its history, and several territories below one front page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.report import write_stored
from pipeline.records.run import Results
from pipeline.records.verdict import Decision, Status
from pipeline.store import save, stored_changes
from tests.store.territories import RUN_2, brevaux


def later() -> Results:
    """The second run: the foire is decided now."""
    results = brevaux(RUN_2)
    found = [
        v if v.status is not Status.NO_TRACE else replace(v, status=Status.FUNDED, decision=Decision.ADOPTED) for v in results.verdicts
    ]
    return replace(results, verdicts=tuple(found))


def test_history_comes_from_the_store_and_begins_with_the_second_run(tmp_path: Path) -> None:
    db = tmp_path / "ecart.duckdb"
    first = brevaux()
    changed = [v.measure for v in first.verdicts if v.status is Status.NO_TRACE]
    save(first, db)
    assert stored_changes(db, first.territory.siren, {}) == ()
    save(later(), db)
    told = stored_changes(db, first.territory.siren, {})
    assert {(p.measure, p.before, p.after, p.day) for p in told} == {
        (m, Status.NO_TRACE, Status.FUNDED, date(2026, 1, 12)) for m in changed
    }
    index = write_stored(db, tmp_path / "rapport")
    page = (index.parent / "mesures" / f"m-{changed[0]}.html").read_text("utf-8")
    assert "Historique" in page and "12\u00a0janvier 2026" in page, "a report in a new folder knows what happened before"


def test_several_territories_stand_below_a_front_page(tmp_path: Path) -> None:
    db = tmp_path / "ecart.duckdb"
    save(brevaux(), db)
    other = brevaux(siren="999999992")
    save(replace(other, territory=replace(other.territory, name="Ville d'Orvanne")), db)
    front = write_stored(db, tmp_path / "rapport")
    text = front.read_text("utf-8")
    assert "Brévaux" in text and "Orvanne" in text and "pas un classement" in text
    assert sorted(p.parent.name for p in front.parent.glob("*/index.html")) == [
        "communaute-de-communes-de-brevaux-999999991",
        "ville-d-orvanne-999999992",
    ]
    assert write_stored(db, tmp_path / "un", "999999992").read_text("utf-8").count("Orvanne") > 0
