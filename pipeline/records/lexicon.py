"""Rules as tables: `data/lexicon/*.csv`, read once each and checked on reading.

Every table has at least the columns `pattern`, `meaning`, `source` and `example`; further columns are the table's own.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from pipeline.records.errors import ConfigurationError

REQUIRED = ("pattern", "meaning", "source", "example")


@functools.cache
def load_table(name: str, *meanings: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `data/lexicon/<name>.csv` in order, as read-only mappings; with meanings, only the rows that have one of them.

    Raises ConfigurationError when the table is missing or empty, lacks a required column, a row is incomplete, or a meaning has no row: a
    meaning misspelt in the code would else be found in no text, or in every text.
    """
    rows = _read(name)
    unknown = set(meanings) - {row["meaning"] for row in rows}
    if unknown or not rows:
        told = f"no row of meaning {', '.join(sorted(unknown))}" if unknown else "no row"
        raise ConfigurationError(f"Lexicon table {name}.csv has {told}; add one, or correct the name where the table is read.")
    return tuple(row for row in rows if row["meaning"] in meanings) if meanings else rows


@functools.cache
def alternatives_of(name: str, *meanings: str) -> str:
    """The patterns of `load_table` as alternatives of one pattern, in the table's order; to be put between brackets in a longer one."""
    return "|".join(f"(?:{row['pattern']})" for row in load_table(name, *meanings))


@functools.cache
def pattern_of(name: str, *meanings: str) -> re.Pattern[str]:
    """The rows of `load_table` as one pattern."""
    return re.compile(alternatives_of(name, *meanings))


@functools.cache
def words_of(name: str, *meanings: str) -> frozenset[str]:
    """The words of `load_table`, whose patterns are lists of folded words ("le|la|les")."""
    return frozenset(word for row in load_table(name, *meanings) for word in row["pattern"].split("|"))


@functools.cache
def _read(name: str) -> tuple[Mapping[str, str], ...]:
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
