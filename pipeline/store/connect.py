"""Opening database files: one way for the writer, one for readers, and plain words for what goes wrong."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError, EcartError

# 1.4 is the oldest DuckDB that is still maintained: files are written so that it can read them.
STORAGE_VERSION = "v1.4.0"
# Every table and index begins with blocks of its own: at DuckDB's default of 262144 bytes an empty ecart database takes 20 MB, at this 1.4.
BLOCK_SIZE = 16384
# Closing the file writes the last group of rows of each table anew. At DuckDB's default of 122880 rows that is whole tables, and storing
# one territory of 50 documents beside 59 others took 3.3 s, at this 0.8. It is told each time: DuckDB does not keep it in the file.
ROW_GROUP_SIZE = 4096
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def work_path(db: Path) -> Path:
    """The file that is written, beside the published `db`: `ecart.work.duckdb` for `ecart.duckdb`."""
    return db.with_name(f"{db.stem}.work{db.suffix}")


@contextmanager
def writer(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file at `path` opened for writing (made when absent). Closing it writes its log into the file. Raises EcartError."""
    with trouble_told(path):
        connection = _connected()
        try:
            new = "" if path.exists() else f", STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}"
            connection.execute(f"ATTACH '{_quoted(path)}' AS store (ROW_GROUP_SIZE {ROW_GROUP_SIZE}{new})")
            connection.execute("USE store")
            yield connection
            connection.execute("USE memory")
            connection.execute("DETACH store")
        finally:
            connection.close()


@contextmanager
def reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published copy at `path` opened read-only. Raises ConfigurationError when there is none, EcartError when it cannot be read."""
    with trouble_told(path):
        connection = connect_reader(path)
        try:
            yield connection
        finally:
            connection.close()


def connect_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published copy at `path`, to be closed by the caller.

    The file is attached and not connected to: DuckDB keeps one instance a path and process, and would go on showing a replaced file.
    """
    if not path.is_file():
        raise ConfigurationError(f"No database at {path}. Run `ecart run TERRITORY.toml --db {path}` first, or give another --db.")
    connection = _connected()
    try:
        connection.execute(f"ATTACH '{_quoted(path)}' AS store (READ_ONLY)")
        connection.execute("USE store")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _connected() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config=_CONFIG)
    connection.execute("SET enable_progress_bar = false")  # it is drawn on standard output even when that is a file
    return connection


@contextmanager
def trouble_told(path: Path) -> Iterator[None]:
    """Turn what DuckDB and the file system raise about `path` into an EcartError that says what to do."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise EcartError(_explained(path, error)) from error


def _explained(path: Path, error: Exception) -> str:
    text = str(error).split("\n\n")[0].strip()
    number = error.errno if isinstance(error, OSError) else None
    low = text.lower()
    if (
        number in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
        or "no space left" in low
        or "file too large" in low
        or "could not write all bytes" in low
    ):
        return f"No room left to write {path}. What was stored before is unchanged; free some space on that disk and run again. ({text})"
    if "conflicting lock" in low or "could not set lock" in low:
        return f"{path} is open in another program. Close it there (notebooks should open the published copy) and run again. ({text})"
    if number in {errno.EACCES, errno.EPERM, errno.EROFS} or "permission denied" in low or "read-only file system" in low:
        return (
            f"{path} cannot be written or read with the rights of this user. "
            f"Choose another --db, or change the rights of {path.parent}. ({text})"
        )
    if isinstance(error, NotADirectoryError | FileExistsError):
        return f"A file stands where a folder is needed for {path}. Choose another place. ({text})"
    if isinstance(error, duckdb.ConstraintException):
        return f"A result does not fit the tables of {path}, so nothing of this run was stored: {text}"
    if _damaged(error, low):
        return (
            f"{path} is damaged or no DuckDB database. Move it away and run again: documents are read anew, "
            f"or put a copy from your backups in its place. ({text})"
        )
    return f"{path}: {text}"


def _damaged(error: Exception, low: str) -> bool:
    words = (
        "not a valid duckdb database",
        "checksum",
        "corrupt",
        "serialization error",
        "failed to deserialize",
        "magic bytes",
        "read enough bytes",
    )
    return isinstance(error, (duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)) or any(
        w in low for w in words
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
