"""The schema: described, documented, migrated, and in the words of the records."""

from __future__ import annotations

import re
import shutil
from enum import StrEnum
from pathlib import Path

import duckdb
import pytest

from pipeline.records import council, link, review, run, territory, verdict
from pipeline.records.errors import ConfigurationError
from pipeline.store import load_results, migrate, query, save
from pipeline.store.connect import ROW_GROUP_SIZE, STORAGE_VERSION, work_path, writer
from pipeline.store.describe import UNDECLARED_KEYS
from pipeline.store.dictionary import data_dictionary
from pipeline.store.migrate import SchemaFile, schema_files
from pipeline.store.prepare import ORDER
from tests.shared import ROOT
from tests.store.scale import fill
from tests.store.territories import RUN_2, brevaux


def test_the_data_dictionary_is_the_schema() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text("utf-8") == data_dictionary(), (
        "run: python -m pipeline.store.dictionary docs/data-dictionary.md"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''",
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''",
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''",
        "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND coalesce(comment, '') = ''",
    ],
)
def test_everything_has_a_comment(saved: Path, sql: str) -> None:
    assert query(saved, sql)[1] == []


def test_every_table_has_a_key(saved: Path) -> None:
    undeclared = {name for (name,) in query(saved, "SELECT table_name FROM duckdb_tables() t WHERE NOT has_primary_key")[1]}
    assert undeclared == set(UNDECLARED_KEYS)
    for table, keys in UNDECLARED_KEYS.items():
        sql = f"SELECT {', '.join(keys)} FROM {table} GROUP BY ALL HAVING count(*) > 1 OR {' OR '.join(f'{k} IS NULL' for k in keys)}"
        assert query(saved, sql)[1] == []


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("territories", "kind", territory.Kind),
        ("sources", "role", territory.Role),
        ("files", "role", territory.Role),
        ("acts", "body", council.Body),
        ("acts", "outcome", council.Outcome),
        ("amounts", "role", council.AmountRole),
        ("links", "band", link.Band),
        ("verdicts", "decision", verdict.Decision),
        ("verdicts", "substance", verdict.Substance),
        ("verdicts", "money", verdict.Money),
        ("verdicts", "status", verdict.Status),
        ("verdict_history", "status", verdict.Status),
        ("verdict_history", "previous_status", verdict.Status),
        ("verdict_history", "decision", verdict.Decision),
        ("issues", "severity", run.Severity),
        ("reviews", "kind", review.ReviewKind),
        ("reviews", "choice", review.Choice),
    ],
)
def test_closed_vocabularies_are_those_of_the_records(saved: Path, table: str, column: str, words: type[StrEnum]) -> None:
    checks = query(saved, f"SELECT constraint_text FROM duckdb_constraints() WHERE table_name = '{table}' AND constraint_type = 'CHECK'")[1]
    (text,) = [text for (text,) in checks if re.match(rf'CHECK\(\("?{column}"? IN ', text)]
    assert re.findall(r"'(\w+)'", text) == [str(word) for word in words]


def test_files_can_be_read_by_duckdb_1_4(saved: Path) -> None:
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{saved}' AS store (READ_ONLY)")
    (tags,) = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'store'").fetchall()[0]
    assert STORAGE_VERSION == "v1.4.0"
    assert tags["storage_version"].startswith("v1.4.0")


def test_a_save_writes_small_groups_of_rows_anew(saved: Path) -> None:
    with writer(work_path(saved)) as connection:
        connection.execute("CREATE TABLE many AS SELECT range AS n FROM range(10000)")
    with writer(work_path(saved)) as connection:
        connection.execute("INSERT INTO many SELECT range FROM range(10000)")
    with writer(work_path(saved)) as connection:
        ((groups,),) = connection.execute("SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('many')").fetchall()
    assert groups == -(-20000 // ROW_GROUP_SIZE)


def test_no_extension_is_fetched(saved: Path) -> None:
    settings = query(saved, "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions' ORDER BY name")[1]
    assert settings == [("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false")]


def _with_file(monkeypatch: pytest.MonkeyPatch, *files: SchemaFile) -> None:
    monkeypatch.setattr(migrate, "schema_files", lambda: files)


def test_an_older_database_is_migrated_after_a_copy_is_put_aside(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = schema_files()
    later = SchemaFile(
        known[-1].version + 1, "later.sql", "ALTER TABLE acts ADD COLUMN later VARCHAR; COMMENT ON COLUMN acts.later IS 'x';"
    )
    before = work_path(saved).read_bytes()
    with monkeypatch.context() as context:
        _with_file(context, *known, later)
        with pytest.raises(ConfigurationError, match=r"Run `ecart run` once: it migrates it"):
            load_results(saved)
        migrate.migrate(work_path(saved))
    aside = saved.with_name(f"ecart.work.schema{known[-1].version}.duckdb")
    assert aside.read_bytes() == before
    connection = duckdb.connect(str(work_path(saved)))
    assert connection.execute("SELECT count(*), count(later) FROM acts").fetchall() == [(2, 0)]
    assert connection.execute("SELECT max(version) FROM schema_versions").fetchall() == [(later.version,)]
    connection.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = schema_files()
    broken = SchemaFile(known[-1].version + 1, "broken.sql", "CREATE TABLE half (x INTEGER); SELECT nothing_such;")
    with monkeypatch.context() as context:
        _with_file(context, *known, broken)
        with pytest.raises(Exception, match="nothing_such"):
            save(brevaux(RUN_2), saved)
    save(brevaux(RUN_2), saved)
    assert query(saved, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'")[1] == [(0,)]


def test_a_newer_database_is_refused_and_untouched(saved: Path) -> None:
    query(saved, "INSERT INTO schema_versions VALUES (99, '0099_future.sql', '', now()::TIMESTAMP)", read_only=False)
    before = work_path(saved).read_bytes()
    with pytest.raises(ConfigurationError, match="written by a newer ecart"):
        save(brevaux(RUN_2), saved)
    with pytest.raises(ConfigurationError, match="written by a newer ecart"):
        load_results(saved)
    assert work_path(saved).read_bytes() == before


def test_a_database_of_something_else_is_refused(db: Path) -> None:
    connection = duckdb.connect(str(db))
    connection.execute("CREATE TABLE customers (id INTEGER)")
    connection.close()
    with pytest.raises(ConfigurationError, match="holds other tables"):
        save(brevaux(), db)
    assert not work_path(db).exists()
    with pytest.raises(ConfigurationError, match="holds other tables"):
        load_results(db)


def test_a_schema_file_that_was_altered_is_noticed(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = schema_files()
    _with_file(monkeypatch, SchemaFile(first.version, first.name, first.sql + " "), *others)
    with pytest.raises(ConfigurationError, match=r"made with another 0001_tables\.sql"):
        save(brevaux(RUN_2), saved)


def test_the_order_of_writing_names_every_table_of_facts(saved: Path) -> None:
    tables = query(saved, "SELECT DISTINCT table_name FROM duckdb_columns() WHERE column_name = 'gone_since' AND NOT internal")[1]
    with_run_columns = {name for (name,) in tables} & {name for (name,) in query(saved, "SELECT table_name FROM duckdb_tables()")[1]}
    assert with_run_columns == set(ORDER)


def test_only_the_published_copy_is_enough_to_go_on(saved: Path) -> None:
    work_path(saved).unlink()
    assert save(brevaux(RUN_2), saved).added == 0
    shutil.copy(saved, saved.with_name("elsewhere.duckdb"))
    assert load_results(saved.with_name("elsewhere.duckdb")).territory == brevaux().territory


def test_synthetic_territories_are_consistent(tmp_path: Path) -> None:
    fill(tmp_path / "scale.duckdb", territories=2, acts=30, measures=5)
    assert query(tmp_path / "scale.duckdb", "SELECT count(*) FILTER (stands), count(*) FILTER (NOT stands) FROM evidence_check")[1] == [
        (360, 0)
    ]
    assert query(tmp_path / "scale.duckdb", "SELECT territory, measures FROM territory_comparison")[1] == [
        ("Commune 0", 5),
        ("Commune 1", 5),
    ]


def test_schema_files_are_numbered_without_gap_or_double() -> None:
    assert [file.version for file in schema_files()] == list(range(1, len(schema_files()) + 1))
