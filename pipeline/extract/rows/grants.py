"""Grant lists: SCDL Subventions and its relatives (CSV), or the annex of subventions in a budget's XML."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract.rows.budget import no_columns
from pipeline.extract.rows.source import read_source
from pipeline.extract.rows.table import Row, read_table
from pipeline.extract.rows.totem import is_xml, totem_grants
from pipeline.extract.rows.unread import UnreadRows
from pipeline.extract.rows.values import read_cents, read_date, read_siret
from pipeline.records.ids import fact_id
from pipeline.records.money import Grant
from pipeline.records.run import Extraction, Issue
from pipeline.records.source import RowEvidence


def read_grants(path: Path, doc: str, sha256: str) -> Extraction[Grant]:
    """The rows of a grant list, each with its line as evidence. A row without beneficiary or sum is an issue."""
    content = read_source(path, doc, sha256)
    if isinstance(content, Issue):
        return Extraction((), (content,))
    if is_xml(content):
        return totem_grants(content, doc, sha256)
    table = read_table(content, "grants", doc, sha256)
    if table is None or not (table.columns.has("beneficiary") and table.columns.has("cents")):
        return Extraction((), (no_columns(doc, sha256, "beneficiary and sum (nomBeneficiaire, montant)"),))
    unread = UnreadRows(doc, sha256)
    found = [grant for row in table.rows if (grant := _grant(row, doc, sha256, unread)) is not None]
    return Extraction(tuple(found), table.issues + unread.issues())


def _grant(row: Row, doc: str, sha256: str, unread: UnreadRows) -> Grant | None:
    beneficiary = row.get("beneficiary")
    cents = read_cents(row.get("cents"))
    if not beneficiary:
        unread.add(row.line, "row-unread", "no beneficiary")
        return None
    if cents is None:
        unread.add(row.line, "row-unread", "the sum is no number", row.get("cents"))
        return None
    day = read_date(row.get("date")) or read_date(row.get("year"))
    if day is None and row.get("date"):
        unread.add(row.line, "row-value", "the date is not understood and was left out", row.get("date"))
    siret = read_siret(row.get("siret"))
    if siret is None and row.get("siret"):
        unread.add(row.line, "row-value", "the company number has not 14 digits and was left out", row.get("siret"))
    return Grant(
        fact_id("g", sha256, f"line {row.line}"),
        doc,
        RowEvidence(sha256, row.line, row.quote),
        beneficiary,
        row.get("purpose"),
        cents,
        day,
        row.get("reference") or None,
        siret,
        row.get("conditions") or None,
    )
