"""Bringing the rows of a table to what a run found: only what differs is touched, and what is gone is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipeline.records.errors import EcartError
from pipeline.store.describe import keys_of
from pipeline.store.rows import RUN_COLUMNS

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one table that a run added, changed, or marked as gone."""

    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts as the database describes it: `keys` is its primary key, `others` all other columns without the run columns."""

    name: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    schema: pa.Schema


def described(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> tuple[Table, ...]:
    """What the database says of its tables."""
    keys = keys_of(connection)
    found: list[Table] = []
    for name in names:
        fields = [f for f in connection.sql(f'FROM "{name}" LIMIT 0').to_arrow_table().schema if f.name not in RUN_COLUMNS]
        found.append(Table(name, keys[name], tuple(f.name for f in fields if f.name not in keys[name]), pa.schema(fields)))
    return tuple(found)


def arrow(table: Table, rows: Sequence[tuple[object, ...]], siren: str) -> pa.Table:
    """Rows of a territory as Arrow, typed as the table is. Raises EcartError for a value that does not fit."""
    columns: list[Sequence[object]] = [[siren] * len(rows), *(zip(*rows, strict=True) if rows else [[] for _ in table.schema.names[1:]])]
    if len(columns) != len(table.schema):
        raise EcartError(
            f"Table {table.name} takes {len(table.schema)} values a row, {len(columns)} came: program and schema do not agree."
        )
    return pa.table([_array(table.name, values, f) for values, f in zip(columns, table.schema, strict=True)], schema=table.schema)


def _array(table: str, values: Sequence[object], f: pa.Field) -> pa.Array:
    try:
        return pa.array(values, f.type)
    except UnicodeEncodeError:  # half a character out of a broken PDF: as long as before, so that spans hold
        return pa.array([_SURROGATE.sub("\ufffd", v) if isinstance(v, str) else v for v in values], f.type)
    except (pa.ArrowException, OverflowError) as error:
        raise EcartError(f"A value of {table}.{f.name} cannot be stored, so nothing of this run was: {error}") from error


def _refuse_doubles(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    names = ", ".join(table.keys)
    rows = connection.execute(f"SELECT {names} FROM incoming GROUP BY {names} HAVING count(*) > 1 LIMIT 1").fetchall()
    for row in rows:
        told = ", ".join(f"{name} {value}" for name, value in zip(table.keys[1:], row[1:], strict=True))
        raise EcartError(
            f"Two rows of {table.name} have one key ({told}), so nothing of this run was stored: a stage gives one id to two facts."
        )


def merge(connection: duckdb.DuckDBPyConnection, table: Table, siren: str, run: str) -> Change:
    """Bring the territory's rows of a table to what `incoming` holds. Only rows that differ are touched.

    Raises EcartError when two incoming rows have one key.
    """
    name, others = f'"{table.name}"', table.others
    same = " AND ".join(f't."{k}" = i."{k}"' for k in table.keys)
    differs = " OR ".join([*(f't."{c}" IS DISTINCT FROM i."{c}"' for c in others), "t.gone_since IS NOT NULL"])
    (counts,) = connection.execute(
        f"SELECT count(*) FILTER (t.siren IS NULL), count(*) FILTER (t.siren IS NOT NULL AND i.siren IS NOT NULL AND ({differs})),"
        f" count(*) FILTER (i.siren IS NULL AND t.gone_since IS NULL)"
        f" FROM incoming i FULL JOIN (FROM {name} WHERE siren = $siren) t ON {same}",
        {"siren": siren},
    ).fetchall()
    change = Change(*counts)
    if change.added or change.changed:
        _refuse_doubles(connection, table)
    if change.added:
        listed = ", ".join(f'"{c}"' for c in table.keys + others)
        count(
            connection,
            f"INSERT INTO {name} ({listed}, first_run, changed_run) SELECT {listed}, $run, $run FROM incoming i"
            f" WHERE NOT EXISTS (FROM {name} t WHERE t.siren = $siren AND {same})",
            siren,
            run,
        )
    if change.changed:
        setting = ", ".join([*(f'"{c}" = i."{c}"' for c in others), "changed_run = $run", "gone_since = NULL"])
        count(connection, f"UPDATE {name} t SET {setting} FROM incoming i WHERE t.siren = $siren AND {same} AND ({differs})", siren, run)
    if change.gone:
        count(
            connection,
            f"UPDATE {name} t SET gone_since = $run WHERE t.siren = $siren AND t.gone_since IS NULL"
            f" AND NOT EXISTS (FROM incoming i WHERE {same})",
            siren,
            run,
        )
    return change


def count(connection: duckdb.DuckDBPyConnection, sql: str, siren: str, run: str) -> int:
    """Run a statement that changes rows, and say how many it changed."""
    ((number,),) = connection.execute(sql, {"siren": siren, "run": run}).fetchall()
    return int(number)
