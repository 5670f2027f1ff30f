"""What the store knows beyond one run: causes of changes, acts month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.records.past import Cause, Delay
from pipeline.records.verdict import Status
from pipeline.store import acts_by_month, last_run, save, stored_changes
from tests.store.territories import RUN_2, brevaux


def test_a_deadline_that_passed_between_two_runs_is_told_as_what_may_explain_a_flag(tmp_path: Path) -> None:
    db = tmp_path / "ecart.duckdb"
    first = brevaux()
    bus = next(m for m in first.measures if m.number == "Action 2.1")
    for run, today, dropped in ((first.run, date(2026, 12, 1), False), (RUN_2, date(2027, 1, 5), True)):
        results = brevaux(replace(run, judged_on=today))
        verdicts = tuple(replace(v, dropped=dropped) if v.measure == bus.id else v for v in results.verdicts)
        save(results := replace(results, verdicts=verdicts), db)
    (told,) = stored_changes(db, results.territory.siren, {bus.id: date(2026, 12, 31)})
    assert (told.measure, told.before, told.after, told.raised) == (bus.id, Status.NO_TRACE, Status.NO_TRACE, ("dropped",))
    assert told.causes == (Cause("deadline", "", date(2026, 12, 31)), Cause("other acts"))


def test_acts_by_month_come_from_the_store(tmp_path: Path) -> None:
    db = tmp_path / "ecart.duckdb"
    results = brevaux()
    deed = results.documents[0]
    stamp = replace(deed.pages[0].stamps[0], published=date(2024, 3, 20))
    deed = replace(deed, pages=(replace(deed.pages[0], stamps=(stamp,)), *deed.pages[1:]))
    save(results := replace(results, documents=(deed, *results.documents[1:])), db)
    march, april = acts_by_month(db, results.territory.siren)
    assert (march.day, march.known, march.read, march.council) == (date(2024, 3, 1), 1, 1, 2)
    assert (march.council_delay, march.published) == (Delay(1, 4.0, 4), Delay(1, 6.0, 6))
    assert (april.day, april.known, april.read, april.council) == (date(2024, 4, 1), 1, 0, 0)


def test_the_last_run_is_the_newest_of_its_territory(tmp_path: Path) -> None:
    db = tmp_path / "ecart.duckdb"
    save(brevaux(), db)
    save(brevaux(RUN_2), db)
    save(brevaux(siren="999999992"), db)
    assert last_run(db, "999999991") == RUN_2.id
    assert last_run(db, "000000000") == ""
