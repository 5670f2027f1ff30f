"""What the views say caused a verdict to change, what the council added, and when acts came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.records.run import Results
from pipeline.records.verdict import Status
from pipeline.store import query, save
from tests.store.territories import RUN_2, brevaux


def _dropped(results: Results) -> Results:
    return replace(results, verdicts=(replace(results.verdicts[0], status=Status.DROPPED), *results.verdicts[1:]))


@pytest.mark.parametrize(
    ("later", "causes"),
    [
        pytest.param(_dropped(brevaux(RUN_2)), ["other acts or day"], id="nothing of its own changed"),
        pytest.param(_dropped(brevaux(replace(RUN_2, versions=(("ecart", "9"),)))), ["program"], id="another program"),
        pytest.param(
            _dropped(replace(brevaux(RUN_2), acts=(replace(brevaux().acts[0], condition=None), brevaux().acts[1]))),
            ["act changed"],
            id="its act reads otherwise",
        ),
        pytest.param(
            replace(brevaux(RUN_2), verdicts=(replace(brevaux().verdicts[0], reviewed_by="B. Lectrice"), *brevaux().verdicts[1:])),
            ["review"],
            id="a person spoke",
        ),
    ],
)
def test_causes_of_a_change(saved: Path, later: Results, causes: list[str]) -> None:
    save(later, saved)
    assert [cause for (cause,) in query(saved, "SELECT DISTINCT cause FROM verdict_causes WHERE run = 'r2'")[1]] == causes


def test_the_first_run_has_no_causes(saved: Path) -> None:
    assert query(saved, "SELECT count(*) FROM verdict_causes")[1] == [(0,)]


def test_acts_by_month_and_body_with_days_until_reception(saved: Path) -> None:
    rows = query(saved, "SELECT month, body, acts, received, longest_days FROM acts_by_month WHERE received > 0")[1]
    assert [(str(month), *rest) for month, *rest in rows] == [("2024-03-01", "council", 2, 1, 4)]


def test_what_the_council_added_is_near_a_measure_and_answers_none(saved: Path) -> None:
    columns, rows = query(saved, "FROM added_by_council")
    assert "nearest_measure" in columns
    answering = {act for (act,) in query(saved, "SELECT act FROM links WHERE band = 'linked'")[1]}
    assert not answering & {row[columns.index("act")] for row in rows}
