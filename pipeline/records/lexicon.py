"""Rules as tables: `data/lexicon/*.csv`, read once each and checked on reading.

Every table has at least the columns `pattern`, `meaning`, `source` and `example`; further columns are the table's own.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from pipeline.records.errors import ConfigurationError

REQUIRED = ("pattern", "meaning", "source", "example")


@functools.cache
def load_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `data/lexicon/<name>.csv` in order, as read-only mappings.

    Raises ConfigurationError when the table is missing, lacks a required column, or a row is incomplete.
    """
    path = resources.files("data") / "lexicon" / f"{name}.csv"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigurationError(f"Lexicon table {name}.csv cannot be read ({error}); reinstall ecart.") from error
    reader = csv.DictReader(text.splitlines())
    missing = [c for c in REQUIRED if c not in (reader.fieldnames or ())]
    if missing:
        raise ConfigurationError(f"Lexicon table {name}.csv lacks the columns {', '.join(missing)}.")
    rows: list[Mapping[str, str]] = []
    for row in reader:
        if None in row or any(value is None for value in row.values()) or not row["pattern"]:
            raise ConfigurationError(f"Lexicon table {name}.csv, line {reader.line_num}: incomplete row {row}.")
        rows.append(MappingProxyType(row))
    return tuple(rows)
