"""Documents as they were read, from their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipeline.records.run import Issue, Severity
from pipeline.records.source import Document, Page, Stamp
from pipeline.store.collector import collector_paused
from pipeline.store.connect import reader
from pipeline.store.layout import unpack_blocks, unpack_words
from pipeline.store.migrate import refuse_foreign, schema_files

_READ_ISSUES = """
SELECT i.sha256, i.code, i.message, i.remedy, i.doc, i.page, i.severity
FROM issues i JOIN documents d ON d.siren = i.siren AND d.sha256 = i.sha256
WHERE i.siren = ? AND list_contains(?::VARCHAR[], i.sha256) AND i.stage = 'read' AND i.gone_since IS NOT DISTINCT FROM d.gone_since
ORDER BY i.sha256, i.position
"""


def stored_readings(db: Path, siren: str, sha256s: Iterable[str], reader_version: str) -> dict[str, tuple[Document, tuple[Issue, ...]]]:
    """Documents of a territory that this reader version already read, with the issues it met, by sha256, from the published `db`.

    Empty when there is no database yet, or one of an older program. `doc` is the path under which each was stored; a document that
    could not be read is not among them.
    """
    if not db.is_file():
        return {}
    with reader(db) as connection, collector_paused():
        if refuse_foreign(connection, db) < schema_files()[-1].version:
            return {}
        rows = connection.execute(
            "SELECT sha256 FROM documents WHERE siren = ? AND reader = ? AND list_contains(?::VARCHAR[], sha256)",
            [siren, reader_version, sorted(set(sha256s))],
        ).fetchall()
        some = [sha256 for (sha256,) in rows]
        issues: dict[str, list[Issue]] = defaultdict(list)
        for sha256, code, message, remedy, doc, page, severity in connection.execute(_READ_ISSUES, [siren, some]).fetchall():
            issues[sha256].append(Issue(code, message, remedy, doc, sha256, page, Severity(severity), stage="read"))
        return {d.sha256: (d, tuple(issues[d.sha256])) for d in (documents_of(connection, siren, some) if some else ())}


def documents_of(
    connection: duckdb.DuckDBPyConnection, siren: str, sha256s: Sequence[str] | None, *, layouts: bool = True
) -> tuple[Document, ...]:
    """The documents named, or all current ones."""
    chosen = "siren = $siren AND " + ("gone_since IS NULL" if sha256s is None else "list_contains($some::VARCHAR[], sha256)")
    values: dict[str, object] = {"siren": siren} if sha256s is None else {"siren": siren, "some": list(sha256s)}
    heads = connection.execute(f"SELECT sha256, doc, reader, title FROM documents WHERE {chosen} ORDER BY doc, sha256", values).fetchall()
    stamps: dict[tuple[str, int], list[Stamp]] = defaultdict(list)
    for sha256, page, _, *columns in connection.execute(
        f"SELECT * EXCLUDE (siren, first_run, changed_run, gone_since) FROM stamps WHERE {chosen} ORDER BY sha256, page, position", values
    ).fetchall():
        stamps[sha256, page].append(Stamp(*columns))
    pages: dict[str, list[Page]] = defaultdict(list)
    packed_columns = "l.words, l.blocks" if layouts else "NULL, NULL"
    rows = connection.execute(
        f"""
        SELECT p.* EXCLUDE (siren, first_run, changed_run, gone_since), {packed_columns}
        FROM (FROM pages WHERE {chosen}) p
        JOIN (FROM layouts WHERE siren = $siren) l ON l.sha256 = p.sha256 AND l.page = p.number
        WHERE p.gone_since IS NULL OR NOT EXISTS (FROM pages q WHERE q.siren = $siren AND q.sha256 = p.sha256 AND q.gone_since IS NULL)
        ORDER BY p.sha256, p.number
        """,
        values,
    ).fetchall()
    for sha256, number, width, height, rotation, text, body_end, engine, confidence, words, blocks in rows:
        marks = tuple(stamps.get((sha256, number), ()))
        placed = unpack_words(words, text) if layouts else ()
        parts = unpack_blocks(blocks) if layouts else ()
        pages[sha256].append(Page(number, width, height, rotation, text, body_end, placed, parts, marks, engine, confidence))
    return tuple(Document(sha256, doc, tuple(pages[sha256]), version, title) for sha256, doc, version, title in heads)
