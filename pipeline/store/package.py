"""The description of exported tables as a Frictionless data package (specs.frictionlessdata.io, version 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.store.describe import Column, columns_of
from pipeline.store.save import REFERENCES

_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_CHILDREN_OF = {"act": "acts", "measure": "measures"}


def write_package(connection: duckdb.DuckDBPyConnection, folder: Path, kind: str, files: Mapping[str, Sequence[Path]]) -> Path:
    """Write `datapackage.json` about the `files` of each table or view, all inside `folder`; `kind` is "csv" or "parquet"."""
    ((created,),) = connection.execute("SELECT max(saved) FROM runs").fetchall()
    package = {
        "profile": "tabular-data-package" if kind == "csv" else "data-package",
        "name": "ecart",
        "title": "Écart entre plans coconstruits et décisions votées",
        "description": "Measures of plans, acts of councils, links, verdicts and their evidence. Money is in euro cents.",
        "created": f"{created:%Y-%m-%dT%H:%M:%SZ}" if created else None,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(connection, folder, kind, table, found) for table, found in files.items()],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps({k: v for k, v in package.items() if v is not None}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def _resource(connection: duckdb.DuckDBPyConnection, folder: Path, kind: str, table: str, files: Sequence[Path]) -> dict[str, Any]:
    paths = [file.relative_to(folder).as_posix() for file in files]
    ((comment,),) = connection.execute(
        "SELECT comment FROM duckdb_tables() WHERE table_name = $name UNION ALL SELECT comment FROM duckdb_views() WHERE view_name = $name",
        {"name": table},
    ).fetchall()
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "name": table.replace("_", "-"),
        "title": table,
        "description": comment,
        "path": paths[0] if kind == "csv" else paths,
        "format": kind,
        "mediatype": _FORMATS[kind],
        "schema": _schema(columns_of(connection, table), table),
    }
    if kind == "csv":
        resource["encoding"] = "utf-8"
    return resource


def _schema(columns: Sequence[Column], table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
    if any(column.key for column in columns):
        schema["primaryKey"] = [column.name for column in columns if column.key]
    empty = {column.name for column in columns if column.nullable}  # Frictionless asks a parent of every row, also of those that name none
    keys = [
        _reference(column, parents[0]) for of, column, _, parents in REFERENCES if of == table and len(parents) == 1 and column not in empty
    ]
    named = {of_column for of, of_column, *_ in REFERENCES if of == table}
    keys += [_reference(c.name, (_CHILDREN_OF[c.name], "id")) for c in columns if c.key and c.name in _CHILDREN_OF and c.name not in named]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _reference(column: str, parent: tuple[str, str]) -> dict[str, Any]:
    table, key = parent
    return {"fields": ["siren", column], "reference": {"resource": table.replace("_", "-"), "fields": ["siren", key]}}


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "array"), "description": column.comment}
    limits: dict[str, Any] = {}
    if column.key:
        limits["required"] = True
    if column.values:
        limits["enum"] = list(column.values)
    if limits:
        found["constraints"] = limits
    return found
