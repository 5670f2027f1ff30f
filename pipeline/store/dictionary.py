"""The data dictionary, made from the schema's own comments: `python -m pipeline.store.dictionary docs/data-dictionary.md` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from pipeline.store.describe import columns_of
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
    found: list[str] = []
    for table, comment in connection.execute(f"SELECT {name}, comment FROM {kind} WHERE NOT internal ORDER BY 1").fetchall():
        lines = [f"## {table}\n", f"{comment}\n", "| column | type | meaning |", "|---|---|---|"]
        for column in columns_of(connection, table, exported=False):
            marks = " (key)" if column.key else "" if column.nullable or kind.startswith("duckdb_views") else " (always given)"
            allowed = f" One of: {', '.join(f'`{v}`' for v in column.values)}." if column.values else ""
            lines.append(f"| `{column.name}` | {column.type}{marks} | {_cell(column.comment + allowed)} |")
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


def _first_sentence(comment: str) -> str:
    return comment.split(". ", 1)[0].rstrip(".") + "."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(data_dictionary(), "utf-8")
