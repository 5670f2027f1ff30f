"""Budget files: SCDL Budget (CSV) and its relatives, or the XML of the actes budgétaires (TOTEM)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.rows.source import read_source
from pipeline.extract.rows.stages import DONE, direction_of, direction_of_account, section_of, stage_of
from pipeline.extract.rows.table import Row, Table, read_table
from pipeline.extract.rows.totem import is_xml, totem_budget
from pipeline.extract.rows.unread import UnreadRows
from pipeline.extract.rows.values import read_cents, read_year
from pipeline.records.ids import fact_id
from pipeline.records.money import BudgetLine
from pipeline.records.run import Extraction, Issue, Severity
from pipeline.records.source import RowEvidence


def read_budget(path: Path, doc: str, sha256: str) -> Extraction[BudgetLine]:
    """The lines of a budget file, each with its line as evidence. What is not understood is an issue."""
    content = read_source(path, doc, sha256)
    if isinstance(content, Issue):
        return Extraction((), (content,))
    if is_xml(content):
        return totem_budget(content, doc, sha256)
    table = read_table(content, "budget", doc, sha256)
    if table is None or not any(table.columns.has(f) for f in ("voted", "opened", "proposed", "realised")):
        return Extraction((), (no_columns(doc, sha256, "year, nature, amount (BGT_ANNEE, BGT_NATURE, BGT_MTPREV)"),))
    return _lines(table, doc, sha256)


def no_columns(doc: str, sha256: str, wanted: str) -> Issue:
    """The issue of a table whose header holds none of the columns needed."""
    return Issue(
        "table-header",
        f"{doc}: no header with the columns needed was found ({wanted}).",
        "Check that the file is what territory.toml says it is; names of columns can be added to data/lexicon/scdl_columns.csv.",
        doc,
        sha256,
        severity=Severity.ERROR,
        unread=True,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    doc: str
    sha256: str


def _lines(table: Table, doc: str, sha256: str) -> Extraction[BudgetLine]:
    unread = UnreadRows(doc, sha256)
    place = _Place(doc, sha256)
    found = [line for row in table.rows if (line := _line(row, place, unread)) is not None]
    issues = table.issues + unread.issues()
    if not found and not issues:
        issues = (Issue("table-empty", f"{doc} holds a header and no row.", "Check the file.", doc, sha256),)
    return Extraction(tuple(found), issues)


def _line(row: Row, place: _Place, unread: UnreadRows) -> BudgetLine | None:
    year = read_year(row.get("year"))
    if year is None:
        unread.add(row.line, "row-unread", "no budget year", row.get("year"))
        return None
    stage = stage_of(row.get("stage")) if row.get("stage") else "BP"
    if stage is None:
        unread.add(row.line, "row-unread", "the budget document it belongs to is not known", row.get("stage"))
        return None
    nature = row.get("nature")
    direction = direction_of(row.get("direction")) or direction_of_account(nature)
    if direction is None:
        unread.add(row.line, "row-unread", "neither expense nor income", row.get("direction"))
        return None
    amounts = {field: _cents(row, field, unread) for field in ("voted", "opened", "proposed", "realised")}
    if all(value is None for value in amounts.values()):
        unread.add(row.line, "row-unread", "no sum", row.get("voted") or row.get("realised"))
        return None
    voted = next((amounts[f] for f in ("voted", "opened", "proposed") if amounts[f]), amounts["voted"])
    names = [row.get(f) for f in ("operation_label", "beneficiary", "nature_label", "function_label")]
    label = " – ".join(dict.fromkeys(n for n in names if n)) or row.get("chapter_label") or nature or row.get("chapter")
    return BudgetLine(
        fact_id("b", place.sha256, f"line {row.line}"),
        place.doc,
        RowEvidence(place.sha256, row.line, row.quote),
        year,
        stage,
        label,
        direction,
        voted,
        amounts["realised"] if stage in DONE else None,
        row.get("chapter") or None,
        nature or None,
        row.get("nature_label") or None,
        row.get("function") or None,
        row.get("function_label") or None,
        row.get("operation") or None,
        section_of(row.get("section")),
        order=row.get("order").lower().startswith(("ordre", "1", "o")),
    )


def _cents(row: Row, field: str, unread: UnreadRows) -> int | None:
    cell = row.get(field)
    if not cell:
        return None
    cents = read_cents(cell)
    if cents is None and cell not in ("-", "–", "/"):
        unread.add(row.line, "row-value", f"the {field} sum is no number and was left out", cell)
    return cents
