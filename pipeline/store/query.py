"""SQL from people: read-only on the published copy, or, when asked for, on the file that is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.store.connect import reader, work_path, writer
from pipeline.store.lock import writer_lock
from pipeline.store.publish import publish
from pipeline.store.save import open_work

Rows = list[tuple[Any, ...]]


def query(db: Path, sql: str, read_only: bool = True, *, wait: float = 60.0) -> tuple[tuple[str, ...], Rows]:
    """Column names and rows of a statement on the database `db`.

    `read_only` False runs it on the file that is written, and publishes after.
    Raises ConfigurationError with DuckDB's own words on bad SQL.
    """
    if read_only:
        with reader(db) as connection:
            # A question may neither write files nor open others: with this set, only the database itself can be read.
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
            try:
                done = connection.execute(sql)
                return tuple(name for name, *_ in done.description or ()), done.fetchall()
            except duckdb.Error as error:
                raise ConfigurationError(f"{db}: the question was not answered. {error}") from error
    with writer_lock(db, wait):
        open_work(db)
        with writer(work_path(db)) as connection:
            done = connection.execute(sql)
            found = tuple(name for name, *_ in done.description or ()), done.fetchall()
        publish(db)
    return found
