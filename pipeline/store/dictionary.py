"""The data dictionary, made from the schema's own comments: `python -m pipeline.store.dictionary docs/data-dictionary.md` writes it."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import duckdb

from pipeline.store.migrate import apply_files

_INTRODUCTION = """# Data dictionary

Made from the comments of `pipeline/store/schema/*.sql` by `python -m pipeline.store.dictionary docs/data-dictionary.md`;
do not edit by hand.

- Money is in euro cents, pages count from 1, spans are half-open and count characters,
  boxes are PDF points with the origin at the top left.
- `siren` tells the territory apart and is part of every key. Ids come from content: the same file gives the same ids in every run.
- Rows of facts are never erased: `gone_since` names the run that no longer found one. The views show current rows only.
- Columns that name a measure, an act, a document or a row hold the id that the table of that name lists; every save checks that they do.
"""


def data_dictionary() -> str:
    """The dictionary as Markdown: tables, views and functions with their columns, types, keys, values and comments."""
    connection = duckdb.connect()
    try:
        apply_files(connection, 0)
        parts = [_INTRODUCTION, _overview(connection)]
        parts += ["# Tables\n", *_sections(connection, "duckdb_tables()", "table_name")]
        parts += ["# Views\n", *_sections(connection, "duckdb_views()", "view_name")]
        parts += ["# Functions\n", _functions(connection)]
    finally:
        connection.close()
    return "\n".join(parts)


def _overview(connection: duckdb.DuckDBPyConnection) -> str:
    views = connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    lines = ["Begin with the views:\n", *(f"- [`{name}`](#{name}): {_first_sentence(comment)}" for name, comment in views)]
    return "\n".join(lines) + "\n"


def _sections(connection: duckdb.DuckDBPyConnection, kind: str, name: str) -> list[str]:
    keys, values = _keys(connection), _values(connection)
    found: list[str] = []
    for table, comment in connection.execute(f"SELECT {name}, comment FROM {kind} WHERE NOT internal ORDER BY 1").fetchall():
        rows = connection.execute(
            "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        ).fetchall()
        lines = [f"## {table}\n", f"{comment}\n", "| column | type | meaning |", "|---|---|---|"]
        for column, kind_of, nullable, meaning in rows:
            marks = " (key)" if column in keys[table] else "" if nullable or kind.startswith("duckdb_views") else " (always given)"
            allowed = f" One of: {', '.join(f'`{v}`' for v in values[table][column])}." if values[table][column] else ""
            lines.append(f"| `{column}` | {kind_of}{marks} | {_cell(meaning + allowed)} |")
        found.append("\n".join(lines) + "\n")
    return found


def _functions(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(
        "SELECT function_name, parameters, function_type, comment FROM duckdb_functions() WHERE NOT internal ORDER BY 1"
    ).fetchall()
    lines = ["| function | gives | meaning |", "|---|---|---|"]
    for name, parameters, kind, comment in rows:
        gives = "a table" if kind == "table_macro" else "a value"
        lines.append(f"| `{name}({', '.join(parameters)})` | {gives} | {_cell(comment)} |")
    return "\n".join(lines) + "\n"


def _keys(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    rows = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    return defaultdict(list, rows)


def _values(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, list[str]]]:
    """The closed vocabularies, from the CHECKs of the form `column IN (...)`."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, text in connection.execute(
        "SELECT table_name, constraint_text FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    ).fetchall():
        match = re.fullmatch(r'CHECK\(\("?(\w+)"? IN \((.*)\)\)\)', text)
        if match:
            found[table][match[1]] = re.findall(r"'((?:[^']|'')*)'", match[2])
    return found


def _first_sentence(comment: str) -> str:
    return comment.split(". ", 1)[0].rstrip(".") + "."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(data_dictionary(), "utf-8")
