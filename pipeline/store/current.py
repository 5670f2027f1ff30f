"""Current rows of a territory, and the evidence of its facts as passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.records.source import Box, Evidence, Passage, RowEvidence
from pipeline.store.rows import RUN_COLUMNS

Row = tuple[Any, ...]


class Quotes:
    """The evidence of a territory's facts, by fact and role."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._found: dict[tuple[str, str], dict[int, list[Evidence] | RowEvidence]] = defaultdict(dict)
        for fact, role, item, _, sha256, page, start, end, line, quote, sides in rows:
            items = self._found[fact, role]
            if line is not None:
                items[item] = RowEvidence(sha256, line, quote)
                continue
            boxes = tuple(Box(*sides[i : i + 4]) for i in range(0, len(sides), 4))
            pieces = items.setdefault(item, [])
            if isinstance(pieces, list):
                pieces.append(Evidence(sha256, page, start, end, quote, boxes))

    def each(self, fact: str, role: str) -> dict[int, Passage | RowEvidence]:
        """The passages of a role by their number."""
        found = self._found.get((fact, role), {})
        return {item: Passage(tuple(pieces)) if isinstance(pieces, list) else pieces for item, pieces in found.items()}

    def passages(self, fact: str, role: str) -> tuple[Passage, ...]:
        """The passages of a role that may have several."""
        return tuple(found for found in self.each(fact, role).values() if isinstance(found, Passage))

    def passage(self, fact: str, role: str, item: int = 0) -> Passage | None:
        """The passage of a role that has one, or none."""
        found = self.each(fact, role).get(item)
        return found if isinstance(found, Passage) else None

    def needed(self, fact: str, role: str) -> Passage:
        """The passage of a role that every such fact has."""
        found = self.passage(fact, role)
        if found is None:
            raise ConfigurationError(f"Fact {fact} has no evidence for its {role}: the database is not one that ecart wrote.")
        return found

    def any_one(self, fact: str, role: str, item: int = 0) -> Passage | RowEvidence:
        """The passage or table line of a role."""
        return self.each(fact, role)[item]


def current_rows(connection: duckdb.DuckDBPyConnection, table: str, siren: str, order: str) -> list[Row]:
    """Current rows of a table, without siren and run columns."""
    left_out = ", ".join(("siren", *RUN_COLUMNS))
    return connection.execute(
        f'SELECT * EXCLUDE ({left_out}) FROM "{table}" WHERE siren = ? AND gone_since IS NULL ORDER BY {order}', [siren]
    ).fetchall()


def grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their first column, which is left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found
