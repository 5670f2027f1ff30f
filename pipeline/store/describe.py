"""What the database says of its own tables and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

# Internal tables, and columns that tell about the machine that ran.
UNEXPORTED_TABLES = ("layouts", "schema_versions", "search_words")
UNEXPORTED_VIEWS = ("evidence_check", "searchable")
# Keys of the longest tables. Every save refuses doubles of them; declared, their indexes would be half of a large database.
UNDECLARED_KEYS = {
    "evidence": ("siren", "fact", "role", "item", "piece"),
    "signals": ("siren", "link", "position"),
    "search_words": ("siren", "fact"),
}
UNEXPORTED_COLUMNS = (("territories", "root"), ("files", "path"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table or view. `values` is its closed vocabulary, empty when it has none."""

    name: str
    type: str
    nullable: bool
    key: bool
    values: tuple[str, ...]
    comment: str


def exported_tables(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Names of the tables that exports hold."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1").fetchall()
    return tuple(name for (name,) in rows if name not in UNEXPORTED_TABLES)


def exported_views(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Names of the views that exports for spreadsheets hold."""
    rows = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database() ORDER BY 1"
    ).fetchall()
    return tuple(name for (name,) in rows if name not in UNEXPORTED_VIEWS)


def columns_of(connection: duckdb.DuckDBPyConnection, table: str, *, exported: bool = True) -> tuple[Column, ...]:
    """The columns of a table or view in order; `exported` leaves out those that exports do not hold."""
    keys, values = keys_of(connection).get(table, ()), _values(connection, table)
    rows = connection.execute(
        "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()"
        " WHERE database_name = current_database() AND table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    return tuple(
        Column(name, kind, nullable, name in keys, values.get(name, ()), comment or "")
        for name, kind, nullable, comment in rows
        if not exported or (table, name) not in UNEXPORTED_COLUMNS
    )


def keys_of(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """The columns that tell the rows of each table apart."""
    rows = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints()"
        " WHERE database_name = current_database() AND constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    return UNDECLARED_KEYS | {table: tuple(names) for table, names in rows}


def _values(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, tuple[str, ...]]:
    """The closed vocabularies, from the CHECKs of the form `column IN (...)`."""
    rows = connection.execute(
        "SELECT constraint_text FROM duckdb_constraints()"
        " WHERE database_name = current_database() AND table_name = ? AND constraint_type = 'CHECK'",
        [table],
    ).fetchall()
    found: dict[str, tuple[str, ...]] = {}
    for (text,) in rows:
        match = re.fullmatch(r'CHECK\(\("?(\w+)"? IN \((.*)\)\)\)', text)
        if match:
            found[match[1]] = tuple(word.replace("''", "'") for word in re.findall(r"'((?:[^']|'')*)'", match[2]))
    return found
