"""Whether anything is new: each thing that can differ is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.records.run import Results
from pipeline.store import same_inputs, save
from tests import factories as make
from tests.store.territories import RUN_2, brevaux


def asked(db: Path, results: Results) -> bool:
    return same_inputs(db, results.territory, results.files, results.run.versions)


def test_the_same_inputs_are_the_same(saved: Path) -> None:
    assert asked(saved, brevaux(RUN_2))
    save(brevaux(RUN_2), saved)
    assert asked(saved, brevaux(RUN_2))


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
    assert not asked(saved, change(brevaux()))
