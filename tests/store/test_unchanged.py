"""Whether anything is new: each thing that can differ is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.run import Results, Run
from pipeline.store import add_reviews, load_reviews, reviews_mark, same_inputs, save, withdraw_review
from tests import factories as make
from tests.store.territories import RUN_2, SIGHTINGS, brevaux

JUDGED = date(2025, 6, 30)
HOLDS = date(2025, 12, 31)


def judged(run: Run = make.RUN) -> Results:
    results = brevaux(run)
    return replace(results, run=replace(results.run, judged_on=JUDGED, holds_until=HOLDS))


@pytest.fixture
def saved(db: Path) -> Path:
    save(judged(), db)
    return db


def asked(db: Path, results: Results, today: date = JUDGED) -> bool:
    return same_inputs(db, results.territory, results.files, results.run.versions, load_reviews(db, make.SIREN), today)


def test_the_same_inputs_are_the_same(saved: Path) -> None:
    assert asked(saved, judged(RUN_2))
    save(judged(RUN_2), saved)
    assert asked(saved, judged(RUN_2))


def test_no_database_and_another_territory_are_new(saved: Path) -> None:
    assert not asked(saved.with_name("none.duckdb"), brevaux())
    assert not asked(saved, brevaux(siren="999999992"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: replace(r, files=r.files[1:]), id="a file is gone"),
        pytest.param(lambda r: replace(r, files=(replace(r.files[0], sha256=make.sha("other")), *r.files[1:])), id="a file changed"),
        pytest.param(lambda r: replace(r, files=(replace(r.files[0], doc="plans/autre.pdf"), *r.files[1:])), id="a file moved"),
        pytest.param(lambda r: replace(r, files=(replace(r.files[0], source=make.ACTS), *r.files[1:])), id="a file has another role"),
        pytest.param(
            lambda r: replace(r, files=(replace(r.files[0], sightings=SIGHTINGS), *r.files[1:])), id="a file seen at another address"
        ),
        pytest.param(lambda r: replace(r, territory=replace(r.territory, look_back=True)), id="a setting of the territory"),
        pytest.param(lambda r: replace(r, territory=replace(r.territory, sources=r.territory.sources[:4])), id="a source left out"),
        pytest.param(
            lambda r: replace(
                r, territory=replace(r.territory, sources=(replace(make.PLAN, until=date(2027, 1, 1)), *r.territory.sources[1:]))
            ),
            id="a plan's period",
        ),
        pytest.param(lambda r: replace(r, run=replace(r.run, versions=(("ecart", "0.2.0"), ("reader", "1")))), id="a newer program"),
    ],
)
def test_what_differs_is_noticed(saved: Path, change: Callable[[Results], Results]) -> None:
    assert not asked(saved, change(judged()))


@pytest.mark.parametrize(
    ("today", "same"),
    [
        pytest.param(date(2025, 6, 29), False, id="judged for a day that is still to come"),
        pytest.param(date(2025, 12, 30), True, id="the last day on which no other deadline has passed"),
        pytest.param(date(2025, 12, 31), False, id="a deadline has passed since"),
    ],
)
def test_a_deadline_that_passes_is_new(saved: Path, today: date, same: bool) -> None:
    assert asked(saved, judged(), today) is same


def test_a_review_is_new(saved: Path) -> None:
    measure = judged().measures[0].id
    review = Review(make.SIREN, ReviewKind.VERDICT, Choice.CONFIRMED, "A. Relectrice", datetime.now(UTC), measure)
    add_reviews(saved, [review])
    assert not asked(saved, judged())
    again = judged(RUN_2)
    save(replace(again, run=replace(again.run, reviews=reviews_mark([review]))), saved)
    assert asked(saved, judged())
    withdraw_review(saved, review)
    assert not asked(saved, judged())


def test_a_run_that_did_not_say_its_day_is_done_again(db: Path) -> None:
    save(brevaux(), db)
    assert not asked(db, brevaux())
