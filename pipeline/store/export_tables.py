"""All tables as files that other programs open: CSV for spreadsheets, Parquet for analysis, each with its description."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.store.connect import reader, trouble_told
from pipeline.store.describe import Column, columns_of, exported_tables, exported_views
from pipeline.store.migrate import check_version
from pipeline.store.package import write_package

# A cell that begins so is run as a formula by spreadsheets (also behind spaces, and in full-width form).
FORMULA = r"^(\s*[=+\-@＝＋－＠]|[\t\r\n])"


def export_csv(db: Path, folder: Path) -> tuple[Path, ...]:
    """Write each view and table of `db` as `<name>.csv` (UTF-8, comma) into `folder`, with `datapackage.json`.

    Text cells that a spreadsheet would run as a formula get an apostrophe in front; lists are JSON. Raises EcartError.
    """
    with reader(db) as connection, trouble_told(folder):
        check_version(connection, db)
        folder.mkdir(parents=True, exist_ok=True)
        names = (*exported_views(connection), *exported_tables(connection))
        files = {name: [_write_csv(connection, name, folder)] for name in names}
        package = write_package(connection, folder, "csv", files)
    return (*(path for paths in files.values() for path in paths), package)


def export_parquet(db: Path, folder: Path) -> tuple[Path, ...]:
    """Write each table of `db` into a folder of its own, one zstd-compressed file for each territory, with `datapackage.json`.

    `acts/200000174.parquet` holds the acts of that SIREN: read all with `acts/*.parquet`. Raises EcartError, and ConfigurationError where
    files of other territories stand there: they are neither removed nor left to be read as if they were of this database.
    """
    with reader(db) as connection, trouble_told(folder):
        check_version(connection, db)
        folder.mkdir(parents=True, exist_ok=True)
        sirens = [siren for (siren,) in connection.execute("SELECT siren FROM territories ORDER BY siren").fetchall()]
        _check_alone(folder, exported_tables(connection), sirens)
        files = {table: _write_parquet(connection, table, folder / table, sirens) for table in exported_tables(connection)}
        package = write_package(connection, folder, "parquet", files)
    return (*(path for paths in files.values() for path in paths), package)


def _check_alone(folder: Path, tables: Sequence[str], sirens: Sequence[str]) -> None:
    """Raise ConfigurationError where a folder of a table holds other Parquet files, of another database or of no export at all."""
    others = [old for table in tables for old in sorted((folder / table).glob("*.parquet")) if old.stem not in sirens]
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise ConfigurationError(
            f"{others[0]}{more}: not of a territory that the database holds, and whoever reads {others[0].parent}/*.parquet would read it "
            "as well; nothing was written. Remove what is there, or export to another folder."
        )


def _write_csv(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> Path:
    columns = columns_of(connection, table)
    path = folder / f"{table}.csv"
    order = ", ".join(f'"{column.name}"' for column in columns if column.key)
    ordered = f"ORDER BY {order}" if order else ""  # views have an order of their own
    connection.execute(
        f'COPY (SELECT {", ".join(map(_cell, columns))} FROM "{table}" {ordered}) TO {_literal(path)}'
        " (FORMAT csv, HEADER true, DATEFORMAT '%Y-%m-%d', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')"
    )
    return path


def _cell(column: Column) -> str:
    name = f'"{column.name}"'
    if column.type.endswith("[]"):
        return f"to_json({name}) AS {name}"
    if column.type == "VARCHAR" and not column.values:
        return f"CASE WHEN regexp_matches({name}, '{FORMULA}') THEN '''' || {name} ELSE {name} END AS {name}"
    return name


def _write_parquet(connection: duckdb.DuckDBPyConnection, table: str, folder: Path, sirens: list[str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    columns = columns_of(connection, table)
    names, order = (", ".join(f'"{c.name}"' for c in columns if c.key or not only_keys) for only_keys in (False, True))
    files: list[Path] = []
    for siren in sirens:
        files.append(folder / f"{siren}.parquet")
        connection.execute(
            f'COPY (SELECT {names} FROM "{table}" WHERE siren = {_literal(siren)} ORDER BY {order}) TO {_literal(files[-1])}'
            " (FORMAT parquet, COMPRESSION zstd)"
        )
    return files


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
