"""Statements from people, and what they are told when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.store import query


def test_columns_and_rows(saved: Path) -> None:
    assert query(saved, "SELECT number AS n, outcome FROM acts ORDER BY n") == (
        ("n", "outcome"),
        [("2024-031", "adopted"), ("2024-032", "adopted")],
    )


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        pytest.param("SELECT nothing_such FROM acts", "nothing_such", id="an unknown column is named"),
        pytest.param("SELEC 1", "syntax error", id="bad SQL"),
        pytest.param("DELETE FROM acts", "read-only", id="readers cannot write"),
    ],
)
def test_bad_statements_are_told(saved: Path, sql: str, words: str) -> None:
    with pytest.raises(EcartError, match=words):
        query(saved, sql)


def test_no_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Run `ecart run TERRITORY\.toml"):
        query(tmp_path / "none.duckdb", "SELECT 1")


def test_a_statement_may_write_when_asked_for(saved: Path) -> None:
    query(saved, "UPDATE territories SET name = 'Autre nom'", read_only=False)
    assert query(saved, "SELECT name FROM territories")[1] == [("Autre nom",)]


@pytest.mark.parametrize(
    ("number", "transmission_id", "read"),
    [
        pytest.param("2024-031", None, 1, id="printed alike"),
        pytest.param("2024 / 031", None, 1, id="printed with other marks"),
        pytest.param("n.c.", "031-999999991-20240314-1-DE", 1, id="by its transmission"),
        pytest.param("2024-0310", "another", 0, id="another act"),
    ],
)
def test_coverage_by_month_knows_what_was_read(saved: Path, number: str, transmission_id: str | None, read: int) -> None:
    told = "NULL" if transmission_id is None else f"'{transmission_id}'"
    query(saved, "UPDATE acts SET transmission_id = '031-999999991-20240314-1-DE' WHERE number = '2024-031'", read_only=False)
    query(
        saved,
        "INSERT INTO register BY NAME SELECT siren, 'new' AS id, doc, 99 AS position, $$" + number + "$$ AS number,"
        f" DATE '2030-01-05' AS date, subject, {told} AS transmission_id, first_run, changed_run FROM register LIMIT 1",
        read_only=False,
    )
    assert query(saved, "SELECT known, read, acts FROM coverage_by_month WHERE month = DATE '2030-01-01'")[1] == [(1, read, 0)]
