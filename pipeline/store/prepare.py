"""What a run found as rows, typed as the tables are: made without the database, so that any process can, and small to send."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records.run import Results, Run
from pipeline.store.collector import collector_paused
from pipeline.store.connect import reader
from pipeline.store.layout import layout_hash, pack_blocks, pack_words
from pipeline.store.merge import Table, arrow, described
from pipeline.store.migrate import applied_version, apply_files, schema_files
from pipeline.store.rows import rows_of, unique_documents

ORDER = (
    "territories", "sources", "files", "sightings", "documents", "pages", "stamps", "measures", "measure_budget_years", "acts", "amounts",
    "votes", "named_votes", "register", "budget_lines", "grants", "links", "money_links", "signals", "verdicts", "verdict_decisions",
    "verdict_reasons", "ledger", "coverage", "coverage_missing", "issues", "evidence",
)  # fmt: skip
LAYOUTS = "layouts"

Layouts = Mapping[tuple[str, int], str]  # (sha256, page) -> what tells a stored layout from another


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run's rows by table, for `save_prepared`. `layouts` are those not stored yet; `expected` tells all that there must be.

    Travels as Parquet: pickled, its tables are as many small files in that format.
    """

    siren: str
    run: Run
    counts: tuple[int, ...]  # documents, measures, acts, verdicts, issues
    tables: Mapping[str, pa.Table]
    layouts: pa.Table
    expected: pa.Table

    def __reduce__(self) -> tuple[object, ...]:
        tables = {name: _packed(table) for name, table in self.tables.items()}
        return _received, (self.siren, self.run, self.counts, tables, _packed(self.layouts), _packed(self.expected))


def prepare(results: Results, db: Path) -> Prepared:
    """The rows of `results`, with the layouts that the published `db` does not hold. Raises EcartError for a value that does not fit."""
    return prepared(results, _published_layouts(db, results.territory.siren))


def prepared(results: Results, stored: Layouts) -> Prepared:
    """The rows of `results`; packing layouts is dear, so those `stored` are left out. Raises EcartError for a value that does not fit."""
    siren = results.territory.siren
    with collector_paused():
        rows = rows_of(results)
        tables = {name: arrow(table, rows[name], siren) for name, table in tables_of_schema().items() if name != LAYOUTS}
        expected: list[tuple[object, ...]] = []
        fresh: list[tuple[object, ...]] = []
        for document in unique_documents(results.documents):
            for page in document.pages:
                told = layout_hash(page, document.reader)
                expected.append((document.sha256, page.number, told))
                if stored.get((document.sha256, page.number)) != told:
                    fresh.append((document.sha256, page.number, told, pack_words(page), pack_blocks(page)))
        table = tables_of_schema()[LAYOUTS]
        head = Table(table.name, table.keys, ("text_hash",), pa.schema([table.schema.field(n) for n in (*table.keys, "text_hash")]))
        counts = tuple(map(len, (results.documents, results.measures, results.acts, results.verdicts, results.issues)))
        return Prepared(siren, results.run, counts, tables, arrow(table, fresh, siren), arrow(head, expected, siren))


def stored_layouts(connection: duckdb.DuckDBPyConnection, siren: str) -> Layouts:
    """The layouts that an open database holds of a territory."""
    found = connection.execute("SELECT sha256, page, text_hash FROM layouts WHERE siren = ?", [siren]).fetchall()
    return {(sha256, page): told for sha256, page, told in found}


@functools.cache
def tables_of_schema() -> Mapping[str, Table]:
    """The tables of facts, in the order in which they are written, and that of layouts, as this program's schema makes them."""
    with duckdb.connect() as connection:
        apply_files(connection, 0)
        return {table.name: table for table in described(connection, (*ORDER, LAYOUTS))}


def _published_layouts(db: Path, siren: str) -> Layouts:
    if not db.is_file():
        return {}
    with reader(db) as connection:
        return stored_layouts(connection, siren) if applied_version(connection) == schema_files()[-1].version else {}


def _packed(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _received(siren: str, run: Run, counts: tuple[int, ...], tables: Mapping[str, bytes], layouts: bytes, expected: bytes) -> Prepared:
    unpacked = {name: _unpacked(content) for name, content in tables.items()}
    return Prepared(siren, run, counts, unpacked, _unpacked(layouts), _unpacked(expected))


def _unpacked(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content), use_threads=False)
