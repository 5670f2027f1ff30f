"""Which column of a table file holds what: names met in the wild, as a table in `data/lexicon/scdl_columns.csv`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.records.folding import folded_words
from pipeline.records.lexicon import load_table
from pipeline.records.run import Issue, Severity

IGNORED = "ignored"  # meaning of a column that is known and of no use here


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a file: its cells, the field that each stands for (None: not understood), and the columns in order of trust."""

    header: list[str]
    fields: tuple[str | None, ...]
    order: tuple[int, ...]

    @property
    def known(self) -> int:
        """How many different fields the header gives, ignored ones left out."""
        return len({f for f in self.fields if f and f != IGNORED})

    def has(self, field: str) -> bool:
        """Whether the file has a column for the field."""
        return field in self.fields

    def values(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Cells by field. Of two columns for one field the one that the table names first counts, if it is not empty."""
        found: dict[str, str] = {}
        for index in self.order:
            field = self.fields[index]
            if field and field != IGNORED and index < len(cells) and not found.get(field):
                found[field] = cells[index].strip()
        return found

    def issues(self, doc: str, sha256: str) -> list[Issue]:
        """One issue that names the columns nobody understood."""
        unknown = [name for name, field in zip(self.header, self.fields, strict=True) if field is None and name]
        if not unknown:
            return []
        return [
            Issue(
                "column-unknown",
                f"{doc}: columns not understood and left out: {', '.join(unknown)}.",
                "Nothing to do if they do not matter; otherwise add their names to data/lexicon/scdl_columns.csv.",
                doc,
                sha256,
                severity=Severity.NOTE,
            )
        ]


def header_columns(cells: Sequence[str], kind: str) -> Columns:
    """Reads a row as the header of a `kind` of file (budget, grants, register)."""
    names = _names(kind)
    ranks = {key: rank for rank, key in enumerate(names)}
    keys = [column_key(cell) for cell in cells]
    order = sorted(range(len(keys)), key=lambda i: ranks.get(keys[i], len(ranks)))
    return Columns([c.strip() for c in cells], tuple(names.get(key) for key in keys), tuple(order))


def column_key(name: str) -> str:
    """A column's name without case, accents, spaces and marks: "Nom du bénéficiaire" and "nom_du_beneficiaire" are one."""
    return "".join(folded_words(name))


@functools.cache
def _names(kind: str) -> Mapping[str, str]:
    return {column_key(row["pattern"]): row["meaning"] for row in load_table("scdl_columns") if row["file"] in (kind, "any")}
