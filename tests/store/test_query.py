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
