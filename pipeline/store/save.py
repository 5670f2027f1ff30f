"""Results into the database: what is new is added, what differs is changed, what is no longer found is marked. One transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.records.run import Results
from pipeline.store.collector import collector_paused
from pipeline.store.connect import reader, trouble_told, work_path, writer
from pipeline.store.history import write_history
from pipeline.store.lock import writer_lock
from pipeline.store.merge import Change, merge
from pipeline.store.migrate import migrate, refuse_foreign
from pipeline.store.prepare import ORDER, Prepared, prepared, stored_layouts, tables_of_schema
from pipeline.store.publish import publish, replace_by_copy

# Table, column, key to name a row by, and where what the column names must stand. DuckDB refuses to update a row that a foreign key
# points at, and every table here is updated: so references are checked in the transaction instead of declared.
REFERENCES = (
    ("measures", "sha256", "id", (("documents", "sha256"),)),
    ("acts", "sha256", "id", (("documents", "sha256"),)),
    ("links", "measure", "id", (("measures", "id"),)),
    ("links", "act", "id", (("acts", "id"),)),
    ("money_links", "measure", "id", (("measures", "id"),)),
    ("money_links", "via", "id", (("acts", "id"),)),
    ("money_links", "money_row", "id", (("budget_lines", "id"), ("grants", "id"))),
    ("verdicts", "measure", "measure", (("measures", "id"),)),
    ("verdict_decisions", "act", "measure", (("acts", "id"),)),
)


@dataclass(frozen=True, slots=True)
class SaveSummary:
    """What a save did. `unproven` names facts (id, role) whose quote does not stand on its stored page, `orphans` rows (table,
    id) that name a measure, act, document or row that the run does not know: none of either, unless a stage is wrong."""

    db: Path
    run: str
    tables: dict[str, Change] = field(default_factory=dict)
    verdicts_changed: int = 0
    unproven: tuple[tuple[str, str], ...] = ()
    orphans: tuple[tuple[str, str], ...] = ()

    @property
    def added(self) -> int:
        """Rows added in all tables."""
        return sum(change.added for change in self.tables.values())

    @property
    def changed(self) -> int:
        """Rows changed in all tables."""
        return sum(change.changed for change in self.tables.values())

    @property
    def gone(self) -> int:
        """Rows marked as gone in all tables."""
        return sum(change.gone for change in self.tables.values())


def save(results: Results, db: Path, *, wait: float = 600.0, told: Callable[[str], None] | None = None) -> SaveSummary:
    """Store what a run knows about its territory and publish the database at `db`.

    What other territories stored stays. Waits up to `wait` seconds for another writer, calling `told` with who that is. When it returns,
    the results are on disk and published; when it raises (EcartError: what went wrong and what to do), nothing of the run is stored.
    """
    prepare_folder(db)
    with writer_lock(db, wait, told):
        open_work(db)
        with collector_paused(), writer(work_path(db)) as connection:
            summary = write(connection, prepared(results, stored_layouts(connection, results.territory.siren)), db)
        publish(db)
    return summary


def save_prepared(many: Sequence[Prepared], db: Path, *, wait: float = 600.0) -> tuple[SaveSummary | EcartError, ...]:
    """Store what several runs know, each of another territory, and publish once: half the time of a save for each.

    What cannot be stored is told in its place and stops no other. Raises EcartError when the database can be used for none of them.
    """
    prepare_folder(db)
    found: list[SaveSummary | EcartError] = []
    with writer_lock(db, wait):
        open_work(db)
        with collector_paused(), writer(work_path(db)) as connection:
            for one in many:
                try:
                    with trouble_told(db):
                        found.append(write(connection, one, db))
                except EcartError as error:
                    connection.execute("ROLLBACK")
                    found.append(error)
        publish(db)
    return tuple(found)


def prepare_folder(db: Path) -> None:
    """Make the folder of `db`. Raises ConfigurationError when `db` is a folder or its folder cannot be made."""
    if db.is_dir():
        raise ConfigurationError(f"{db} is a folder. Give --db the path of a file, for example {db / 'ecart.duckdb'}.")
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"The folder {db.parent} cannot be made ({error.strerror}). Choose another --db.") from error


def open_work(db: Path) -> None:
    """See that the file to write exists at the newest schema: made from the published copy when only that one is there."""
    work = work_path(db)
    if not work.exists() and db.exists():
        with reader(db) as connection:
            refuse_foreign(connection, db)
        replace_by_copy(db, work)
    migrate(work)


def write(connection: duckdb.DuckDBPyConnection, found: Prepared, db: Path) -> SaveSummary:
    """Write the rows of a run through an open writer, in one transaction."""
    siren, run = found.siren, found.run.id
    connection.execute("BEGIN")
    tables: dict[str, Change] = {}
    history = 0
    for name in ORDER:
        connection.register("incoming", found.tables[name])
        if name == "verdicts":
            history = write_history(connection, siren, run)
        tables[name] = merge(connection, tables_of_schema()[name], siren, run)
        connection.unregister("incoming")
    _write_layouts(connection, found)
    _write_search_words(connection, siren, run)
    unproven = _unproven(connection, siren, run)
    summary = SaveSummary(db, run, tables, history, unproven, _orphans(connection, siren))
    _write_run(connection, found, summary)
    connection.execute("COMMIT")
    return summary


def _write_layouts(connection: duckdb.DuckDBPyConnection, found: Prepared) -> None:
    """Store the layouts that came, and see that no other lacks: rows may have been prepared beside another state of the database."""
    if found.layouts.num_rows:
        connection.register("incoming", found.layouts)
        connection.execute("INSERT OR REPLACE INTO layouts BY NAME SELECT * FROM incoming")
        connection.unregister("incoming")
    connection.register("incoming", found.expected)
    ((lacking,),) = connection.execute(
        "SELECT count(*) FROM (FROM incoming EXCEPT SELECT siren, sha256, page, text_hash FROM layouts WHERE siren = ?)", [found.siren]
    ).fetchall()
    connection.unregister("incoming")
    if lacking:
        raise EcartError("The database was replaced while this run was going on, so nothing of the run was stored. Run again.")


def _write_search_words(connection: duckdb.DuckDBPyConnection, siren: str, run: str) -> None:
    """Fold the words of acts that this run changed, and of measures whose words differ (their steps may have changed alone)."""
    connection.execute(
        """
        CREATE TEMP TABLE refolded AS
        SELECT n.siren, n.fact, n.kind, n.words FROM searchable n WHERE n.siren = $siren AND n.kind = 'act' AND n.changed_run = $run
        UNION ALL
        SELECT n.siren, n.fact, n.kind, n.words
        FROM searchable n LEFT JOIN search_words s ON s.siren = n.siren AND s.fact = n.fact
        WHERE n.siren = $siren AND n.kind = 'measure' AND s.words IS DISTINCT FROM n.words
        """,
        {"siren": siren, "run": run},
    )
    connection.execute("DELETE FROM search_words WHERE siren = ? AND fact IN (SELECT fact FROM refolded)", [siren])
    connection.execute("INSERT INTO search_words FROM refolded")
    connection.execute("DROP TABLE refolded")


def _unproven(connection: duckdb.DuckDBPyConnection, siren: str, run: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        connection.execute(
            """
            SELECT DISTINCT e.fact, e.role FROM evidence e
            LEFT JOIN pages p ON p.siren = e.siren AND p.sha256 = e.sha256 AND p.number = e.page
            WHERE e.siren = $siren AND e.changed_run = $run AND e.gone_since IS NULL AND e.page IS NOT NULL
                AND substring(p.text, e.span_start + 1, e.span_end - e.span_start) IS DISTINCT FROM e.quote
            ORDER BY ALL
            """,
            {"siren": siren, "run": run},
        ).fetchall()
    )


def _orphans(connection: duckdb.DuckDBPyConnection, siren: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for table, column, key, parents in REFERENCES:
        named = " UNION ALL ".join(f'SELECT "{k}" AS id FROM "{p}" WHERE siren = $siren AND gone_since IS NULL' for p, k in parents)
        found += connection.execute(
            f'SELECT DISTINCT $child, "{key}" FROM "{table}" WHERE siren = $siren AND gone_since IS NULL'
            f' AND "{column}" IS NOT NULL AND "{column}" NOT IN ({named}) ORDER BY 2',
            {"siren": siren, "child": table},
        ).fetchall()
    return tuple(found)


def _write_run(connection: duckdb.DuckDBPyConnection, found: Prepared, summary: SaveSummary) -> None:
    run = found.run
    connection.execute(
        """
        INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET finished = excluded.finished, saved = excluded.saved, rows_added = rows_added + excluded.rows_added,
            rows_changed = rows_changed + excluded.rows_changed, rows_gone = rows_gone + excluded.rows_gone
        """,
        [
            run.id,
            found.siren,
            _utc(run.started),
            _utc(run.finished) if run.finished else None,
            _utc(datetime.now(UTC)),
            json.dumps(run.versions, ensure_ascii=False),
            *found.counts,
            summary.added,
            summary.changed,
            summary.gone,
            run.judged_on,
            run.holds_until,
            run.reviews,
        ],
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
