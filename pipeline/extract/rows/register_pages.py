"""A liste des délibérations examinées (PDF, CGCT L2121-25) as a register: what was examined, and approved or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pipeline.extract.rows.columns import column_key, header_columns
from pipeline.extract.rows.grid import GridRow, grids, row_passage
from pipeline.extract.rows.values import read_date
from pipeline.records.folding import fold
from pipeline.records.french import ANY_FOLDED_MONTH, FOLDED_MONTHS
from pipeline.records.money import RegisterEntry
from pipeline.records.run import Extraction, Issue
from pipeline.records.source import BlockKind, Document, Passage, page_evidence, running_text

_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)? ({ANY_FOLDED_MONTH}) (20\d\d)\b|\b(\d{{1,2}})[/.](\d{{1,2}})[/.](20\d\d)\b")
_NUMBER = r"(?:n[°o]\s*)?(?P<number>[A-Z]{0,6}[-_ ]?\d{2,4}[-_/.]\d{1,4}[A-Za-z]{0,3}|\d{7,10})"
_LINE = re.compile(rf"^{_NUMBER}\s*[-–:.)]*\s+(?P<subject>\S.{{8,}})$")
_OUTCOME = re.compile(r"(approuv|adopt|rejet|refus|ajourn|report|retir|pris acte|prend acte)[a-zé()]*\b", re.I)


def register_of(document: Document) -> Extraction[RegisterEntry]:
    """Acts that a list of deliberations names: rows of its tables, else lines that begin with a number. None found is an issue."""
    session = _session(document)
    found = _from_tables(document, session) or _from_lines(document, session)
    if found:
        return Extraction(tuple({entry.number: entry for entry in found}.values()))
    issue = Issue(
        "register-empty",
        f"{document.doc}: no row with the number of an act was found.",
        "Check that the file is a list of deliberations; name the acts themselves under [[acts]].",
        document.doc,
        document.sha256,
    )
    return Extraction((), (issue,))


def _session(document: Document) -> date | None:
    found = _DAY.search(" ".join(fold(running_text(document).text[:1500]).split()))
    if not found:
        return None
    try:
        if found[1]:
            return date(int(found[3]), FOLDED_MONTHS.index(found[2]) + 1, int(found[1]))
        return date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        return None


def _from_tables(document: Document, session: date | None) -> list[RegisterEntry]:
    found: list[RegisterEntry] = []
    fields: tuple[str | None, ...] = ()
    for grid in grids(document):
        begin = 0
        for index, row in enumerate(grid.rows[:3]):
            columns = header_columns(row.cells, "register")
            if columns.known >= 2 and columns.has("subject"):
                fields, begin = columns.fields, index + 1
                break
        if len(fields) != len(grid.rows[0].cells):
            continue
        for row in grid.rows[begin:]:
            values = _values(fields, row)
            passage = row_passage(document, grid.page, row)
            if passage and _is_subject(values.get("subject", "")) and re.search(r"\d", values.get("number", "")):
                found.append(_entry(document, passage, values, session))
    return found


def _is_subject(text: str) -> bool:
    """Whether words name what an act is about, and not its outcome alone ("Approuvée")."""
    return len(re.findall(r"\w{3,}", _OUTCOME.sub("", text, count=1))) >= 1


def _values(fields: tuple[str | None, ...], row: GridRow) -> Mapping[str, str]:
    return {field: cell for field, cell in zip(fields, row.cells, strict=True) if field and column_key(cell)}


def _from_lines(document: Document, session: date | None) -> list[RegisterEntry]:
    found: list[RegisterEntry] = []
    for page in document.pages:
        for block in page.blocks:
            if block.kind in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.STAMP) or block.end > page.body_end:
                continue
            text = f"{block.bullet} {page.text[block.start : block.end]}".strip() if block.bullet else page.text[block.start : block.end]
            match = _LINE.match(" ".join(text.split()))
            evidence = page_evidence(document, page, block.start, block.end)
            if match and evidence and _is_subject(match["subject"]):
                outcome = _OUTCOME.search(match["subject"])
                values = {"number": match["number"], "subject": match["subject"], "outcome": outcome[0] if outcome else ""}
                found.append(_entry(document, Passage((evidence,)), values, session))
    return found


def _entry(document: Document, passage: Passage, values: Mapping[str, str], session: date | None) -> RegisterEntry:
    return RegisterEntry(
        document.doc,
        passage,
        values["number"].strip(),
        read_date(values.get("date", "")) or session,
        values["subject"],
        values.get("matter") or None,
        values.get("transmission") or None,
        None,
        values.get("outcome") or None,
    )
