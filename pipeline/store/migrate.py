"""The schema: numbered SQL files, applied in order, each in a transaction with its record."""

from __future__ import annotations

import functools
import hashlib
import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.store.connect import writer

_RECORD = """
CREATE TABLE IF NOT EXISTS schema_versions (
    version INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    checksum VARCHAR NOT NULL,
    applied TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_versions IS 'Schema files that were applied to this database.';
COMMENT ON COLUMN schema_versions.version IS 'Number of the file.';
COMMENT ON COLUMN schema_versions.name IS 'Name of the file.';
COMMENT ON COLUMN schema_versions.checksum IS 'SHA-256 of the file, hexadecimal.';
COMMENT ON COLUMN schema_versions.applied IS 'When it was applied, UTC.';
"""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One numbered SQL file."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of its text, hexadecimal."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@functools.cache
def schema_files() -> tuple[SchemaFile, ...]:
    """The schema files of this version of the program, in order."""
    folder = resources.files("pipeline.store") / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(SchemaFile(int(name[:4]), name, (folder / name).read_text("utf-8")) for name in names)


def applied_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of the last schema file applied, 0 for an empty database. Raises ConfigurationError for a database of something else."""
    tables = {
        name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
    }
    if "schema_versions" not in tables:
        if tables:
            raise ConfigurationError(
                f"This database holds other tables ({', '.join(sorted(tables)[:3])} ...) and none of ecart. Give another --db."
            )
        return 0
    ((version,),) = connection.execute("SELECT coalesce(max(version), 0) FROM schema_versions").fetchall()
    return int(version)


def refuse_foreign(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Number of the last schema file applied to the database at `path`.

    Raises ConfigurationError for a database of something else or of a newer program.
    """
    found, known = applied_version(connection), schema_files()[-1].version
    if found > known:
        raise ConfigurationError(
            f"{path} was written by a newer ecart (schema {found}, this program knows {known}). Update ecart, or give another --db."
        )
    return found


def check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise ConfigurationError when the database at `path` was written by a newer or older program."""
    found, known = refuse_foreign(connection, path), schema_files()[-1].version
    if found < known:
        raise ConfigurationError(
            f"{path} has schema {found}, this program reads schema {known}. Run `ecart run` once: it migrates it, keeping a copy."
        )


def migrate(path: Path) -> None:
    """Bring the database file at `path` to the newest schema, making it when absent; before an older one is changed, a copy is put aside.

    Raises ConfigurationError for a database of a newer program, EcartError when it cannot be written.
    """
    known = schema_files()[-1].version
    fresh = not path.exists()
    with writer(path) as connection:
        found = refuse_foreign(connection, path)
        if found < known and (fresh or found == 0):
            apply_files(connection, found)
            return
        _check_unaltered(connection, path)
    if found < known:
        _put_aside(path, found)
        with writer(path) as connection:
            apply_files(connection, found)


def apply_files(connection: duckdb.DuckDBPyConnection, after: int) -> None:
    """Apply the schema files numbered above `after`, each in a transaction with its record."""
    connection.execute(_RECORD)
    for file in schema_files():
        if file.version <= after:
            continue
        connection.execute("BEGIN")
        connection.execute(file.sql)
        connection.execute(
            "INSERT INTO schema_versions VALUES (?, ?, ?, get_current_timestamp() AT TIME ZONE 'UTC')",
            [file.version, file.name, file.checksum],
        )
        connection.execute("COMMIT")


def _check_unaltered(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    known = {file.version: file.checksum for file in schema_files()}
    for version, name, checksum in connection.execute("SELECT version, name, checksum FROM schema_versions ORDER BY version").fetchall():
        if known.get(version) != checksum:
            raise ConfigurationError(
                f"{path} was made with another {name} than this program's (a development version?). Move it away and run again."
            )


def _put_aside(path: Path, version: int) -> None:
    aside = path.with_name(f"{path.stem}.schema{version}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}.schema{version}-{number}{path.suffix}")
    shutil.copy2(path, aside)
