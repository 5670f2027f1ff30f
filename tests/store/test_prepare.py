"""Rows made elsewhere: what travels as Parquet is stored as if it had been saved here, several territories at once."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.records.errors import EcartError
from pipeline.records.run import Results
from pipeline.store import SaveSummary, load_results, prepare, save_prepared
from pipeline.store.prepare import LAYOUTS, ORDER, Prepared, prepared, tables_of_schema
from tests.store.territories import RUN_2, brevaux, every_field


def sent(results: Results, db: Path) -> Prepared:
    """What another process receives."""
    received = pickle.loads(pickle.dumps(prepare(results, db)))
    assert isinstance(received, Prepared)
    return received


def elsewhere(results: Results, siren: str) -> Results:
    """The same of another authority."""
    return replace(results, territory=replace(results.territory, siren=siren), run=replace(results.run, id=f"r{siren}", territory=siren))


@pytest.mark.parametrize("results", [brevaux(), every_field()], ids=["usual", "every field"])
def test_what_travelled_is_stored_as_it_was(db: Path, results: Results) -> None:
    (told,) = save_prepared([sent(results, db)], db)
    assert isinstance(told, SaveSummary) and (told.unproven, told.orphans) == ((), ())
    assert load_results(db) == results


def test_rows_travel_as_parquet() -> None:
    _, (_, _, _, tables, layouts, _) = prepared(brevaux(), {}).__reduce__()
    assert set(tables) == set(ORDER)
    assert pq.read_table(io.BytesIO(tables["acts"])).num_rows == len(brevaux().acts)
    assert pq.read_table(io.BytesIO(layouts)).schema.names == list(tables_of_schema()[LAYOUTS].schema.names)


def test_several_are_stored_at_once_and_one_that_cannot_be_stops_no_other(db: Path) -> None:
    good, bad, other = (elsewhere(brevaux(), siren) for siren in ("219900001", "219900002", "219900003"))
    double = replace(bad.acts[0], number="another")  # of one id: refused
    told = save_prepared([sent(one, db) for one in (good, replace(bad, acts=(*bad.acts, double)), other)], db)
    assert [type(one) for one in told] == [SaveSummary, EcartError, SaveSummary]
    assert "one key" in str(told[1])
    assert load_results(db, "219900001") == good and load_results(db, "219900003") == other
    with pytest.raises(EcartError, match="does not know the territory 219900002"):
        load_results(db, "219900002")


def test_layouts_that_are_stored_do_not_travel_again(saved: Path) -> None:
    again = sent(brevaux(RUN_2), saved)
    assert (again.layouts.num_rows, again.expected.num_rows) == (0, sum(len(d.pages) for d in brevaux().documents))
    (told,) = save_prepared([again], saved)
    assert isinstance(told, SaveSummary) and load_results(saved).run.id == "r2"


def test_rows_made_beside_a_database_that_was_replaced_are_refused(saved: Path, tmp_path: Path) -> None:
    again = sent(brevaux(RUN_2), saved)
    (told,) = save_prepared([again], tmp_path / "new.duckdb")
    assert isinstance(told, EcartError) and "was replaced while this run was going on" in str(told)
