"""Registers of acts known to exist: SCDL Délibérations and its relatives (CSV)."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract.rows.budget import no_columns
from pipeline.extract.rows.source import read_source
from pipeline.extract.rows.table import Row, read_table
from pipeline.extract.rows.unread import UnreadRows
from pipeline.extract.rows.values import read_date
from pipeline.records.money import RegisterEntry
from pipeline.records.run import Extraction, Issue
from pipeline.records.source import RowEvidence


def read_register(path: Path, doc: str, sha256: str) -> Extraction[RegisterEntry]:
    """The acts a register names, in its order. A row with neither number nor transmission id is an issue; a repeated row counts once."""
    content = read_source(path, doc, sha256)
    if isinstance(content, Issue):
        return Extraction((), (content,))
    table = read_table(content, "register", doc, sha256)
    if table is None or not (table.columns.has("number") or table.columns.has("transmission")):
        return Extraction((), (no_columns(doc, sha256, "number and subject (DELIB_ID, DELIB_OBJET)"),))
    unread = UnreadRows(doc, sha256)
    found: list[RegisterEntry] = []
    seen: set[tuple[str, object, str]] = set()
    for row in table.rows:
        entry = _entry(row, doc, sha256, unread)
        if entry is None:
            continue
        key = (entry.number, entry.date, entry.subject)
        if key in seen:
            unread.add(row.line, "row-value", "the same act stands twice and counts once", entry.number)
            continue
        seen.add(key)
        found.append(entry)
    return Extraction(tuple(found), table.issues + unread.issues())


def _entry(row: Row, doc: str, sha256: str, unread: UnreadRows) -> RegisterEntry | None:
    transmission = row.get("transmission") or None
    number = row.get("number") or (transmission.split("-")[3] if transmission and transmission.count("-") >= 4 else "")
    if not number:
        unread.add(row.line, "row-unread", "no number of an act")
        return None
    day = read_date(row.get("date"))
    if day is None and row.get("date"):
        unread.add(row.line, "row-value", "the date is not understood and was left out", row.get("date"))
    return RegisterEntry(
        doc,
        RowEvidence(sha256, row.line, row.quote),
        number,
        day,
        row.get("subject"),
        row.get("matter") or None,
        transmission,
        row.get("url") or None,
        row.get("outcome") or None,
    )
