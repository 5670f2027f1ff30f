"""A PDF file to a Document, in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.read.compose import compose, furniture_draft
from pipeline.read.continued import edge_table, join_tables
from pipeline.read.drafts import Draft
from pipeline.read.furniture import Furniture, find_furniture
from pipeline.read.headings import give_levels
from pipeline.read.highlights import without_highlights
from pipeline.read.hyphens import HYPHEN
from pipeline.read.layout import lay_out
from pipeline.read.letters import letters_issues, mend_letters
from pipeline.read.pictures import read_pictures
from pipeline.read.plumber import ENGINE, plumb_sheet, plumbed
from pipeline.read.printed import Printed, Sheet
from pipeline.read.second import SecondEngine
from pipeline.read.settings import ReadResult, ReadSettings
from pipeline.read.sheets import Unreadable, opened, read_sheet
from pipeline.read.stamps import FoundStamp, find_stamps
from pipeline.read.version import reader_version
from pipeline.records.run import Issue, Severity
from pipeline.records.source import BlockKind, Document, Page

PLUMBED = frozenset({"damaged", "no-pages", "not-a-pdf"})  # reasons of pdfium's after which pdfplumber is asked
COMPARE = "Compare passages and amounts with the page before relying on them."
SPLIT = "Split the file into several (for instance with `qpdf --split-pages=100 in.pdf out.pdf`)"
REMEDIES = {
    "missing-file": "Check the path and that the file may be read.",
    "empty-file": "Download the file again.",
    "encrypted": "Remove the password (for instance with `qpdf --decrypt`) or ask the authority for an open file.",
    "not-a-pdf": "Download the file again: the link gave something else.",
    "damaged": "Download the file again, or repair it (for instance with `qpdf in.pdf out.pdf`).",
    "no-pages": "Download the file again, or repair it (for instance with `qpdf in.pdf out.pdf`).",
    "crashed": "Repair the file (for instance with `qpdf in.pdf out.pdf`) and run again.",
    "timed-out": f"{SPLIT}, or repair it (`qpdf in.pdf out.pdf`).",
    "too-large": f"{SPLIT}.",
}


def read_document(
    path: Path, doc: str, sha256: str, settings: ReadSettings | None = None, *, tick: Callable[[], None] = lambda: None
) -> ReadResult:
    """Read one PDF in this process. Expected trouble comes back as issues; a crash of the PDF library does not (see `read_documents`).

    `tick` is called after each page that OCR has read: such pages take seconds each.
    """
    settings = settings or ReadSettings()
    try:
        _check_size(path.stat().st_size, settings.max_file)
        if settings.engine == ENGINE:
            return _read_by_pdfplumber(path, doc, sha256, settings)
        try:
            with opened(path) as document:
                return _read(path, document, doc, sha256, settings, tick)
        except Unreadable as error:
            if error.code not in PLUMBED:
                raise
            return _or_by_pdfplumber(error, path, doc, sha256, settings)
    except OSError as error:
        return failed("missing-file", f"The file cannot be read ({error.strerror}).", doc, sha256)
    except Unreadable as error:
        return failed(error.code, str(error), doc, sha256)


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Unreadable("too-large", f"The file has {size:,} bytes, more than the limit of {most:,}.")


def failed(code: str, reason: str, doc: str, sha256: str, remedy: str = "") -> ReadResult:
    """A result without a document: the whole file stays unread."""
    issue = Issue(code, reason, remedy or REMEDIES[code], doc, sha256, severity=Severity.ERROR, unread=True)
    return ReadResult(None, (issue,))


def _check_count(count: int, most: int) -> None:
    if count == 0:
        raise Unreadable("no-pages", "The file has no page that can be found.")
    if count > most:
        raise Unreadable("too-large", f"The file has {count:,} pages, more than the limit of {most:,}.")


def _read(path: Path, document: Any, doc: str, sha256: str, settings: ReadSettings, tick: Callable[[], None]) -> ReadResult:
    count = len(document)
    _check_count(count, settings.max_pages)
    title = document.get_metadata_value("Title").strip()
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    with ExitStack() as stack:
        second = SecondEngine(path, count, stack)
        for index in range(count):
            own = read_sheet(document, index)
            sheet, reason = second.better(own, index)
            if sheet is None:
                issues.append(Issue("damaged-page", f"Page {index + 1} cannot be read.", REMEDIES["damaged"], doc, sha256, index + 1))
                continue
            ruled = sheet if reason else second.ruled(sheet)
            sheets.append(ruled)
            if ruled is not sheet:
                message = f"Page {index + 1}: the cells of its ruled table were found by pdfplumber: its lines are dashed or in doubt."
                issues.append(Issue("read-by-pdfplumber", message, COMPARE, doc, sha256, index + 1, Severity.NOTE))
            if reason:
                issues.append(Issue("read-by-pdfplumber", f"Page {index + 1}: {reason}.", COMPARE, doc, sha256, index + 1))
    if not sheets:
        raise Unreadable("damaged", "No page of the file can be read.")
    return _finished(document, sheets, issues, title, doc, sha256, settings, tick)


def _or_by_pdfplumber(error: Unreadable, path: Path, doc: str, sha256: str, settings: ReadSettings) -> ReadResult:
    """The file as pdfplumber reads it; what pdfium said when pdfplumber finds no word in it either."""
    try:
        result = _read_by_pdfplumber(path, doc, sha256, settings)
    except Unreadable as second:
        raise second if second.code == "too-large" else error from error
    if result.document is None or not any(page.words for page in result.document.pages):
        raise error
    told = [replace(i, message=f"{error} {i.message}") if i.code == "read-by-pdfplumber" else i for i in result.issues]
    return replace(result, issues=tuple(told))


def _read_by_pdfplumber(path: Path, doc: str, sha256: str, settings: ReadSettings) -> ReadResult:
    """Read all pages with pdfplumber alone: pdfium is not called, so no page can be drawn for OCR."""
    sheets: list[Sheet] = []
    message = "All pages were read by pdfplumber, the slower engine, without pdfium."
    issues = [Issue("read-by-pdfplumber", message, COMPARE, doc, sha256)]
    with plumbed(path) as document:
        if document is None:
            raise Unreadable("damaged", "The file is damaged or cut off: neither pdfium nor pdfplumber can open it.")
        count = len(document.pages)
        _check_count(count, settings.max_pages)
        title = str((document.metadata or {}).get("Title") or "").strip()
        for index in range(count):
            sheet = plumb_sheet(document, index)
            if sheet is None:
                issues.append(Issue("damaged-page", f"Page {index + 1} cannot be read.", REMEDIES["damaged"], doc, sha256, index + 1))
            else:
                sheets.append(sheet)
    if not sheets:
        raise Unreadable("damaged", "No page of the file can be read.")
    return _finished(None, sheets, issues, title, doc, sha256, settings, lambda: None)


def _finished(
    document: Any,
    sheets: list[Sheet],
    issues: list[Issue],
    title: str,
    doc: str,
    sha256: str,
    settings: ReadSettings,
    tick: Callable[[], None],
) -> ReadResult:
    """The document of all sheets, after OCR of those that need it; `document` is pdfium's, None when it cannot draw the file."""
    sheets, told = read_pictures(document, sheets, doc, sha256, settings, tick)
    issues = issues + told
    if any(issue.unread for issue in told):
        return ReadResult(None, tuple(issues))
    letters = mend_letters(w.text for s in sheets if s.confidence is None for w in s.words)
    issues += letters_issues(letters, doc, sha256)
    return ReadResult(Document(sha256, doc, pages_of(sheets, letters.repaired), reader_version(settings), title), tuple(issues))


def pages_of(sheets: Sequence[Sheet], repaired: Mapping[str, str]) -> tuple[Page, ...]:
    """Lay out and compose all sheets of one document. `repaired` are words as printed whose letters the font names wrongly."""
    stamps = [find_stamps(sheet.words) for sheet in sheets]
    sheets = [without_highlights(_without(sheet, found)) for sheet, found in zip(sheets, stamps, strict=True)]
    furniture = find_furniture(sheets)
    body_size = _body_size(sheets)
    laid: list[list[Draft]] = []
    for sheet, f in zip(sheets, furniture, strict=True):
        laid.append(lay_out(sheet, _body(sheet, f), body_size, edge_table(laid[-1], -1) if laid else None))
    give_levels(laid)
    join_tables(sheets, laid)
    known = _known_words(sheets)
    return tuple(
        compose(
            sheet,
            drafts,
            [furniture_draft(BlockKind.HEADER, r) for r in f.header] + [furniture_draft(BlockKind.FOOTER, r) for r in f.footer],
            found,
            known,
            repaired if sheet.confidence is None else {},
        )
        for sheet, drafts, f, found in zip(sheets, laid, furniture, stamps, strict=True)
    )


def _without(sheet: Sheet, stamps: list[FoundStamp]) -> Sheet:
    """The sheet without the words of its stamps."""
    if not stamps:
        return sheet
    gone = {w.order for stamp in stamps for row in stamp.rows for w in row.words}
    return replace(sheet, words=tuple(w for w in sheet.words if w.order not in gone))


def _body(sheet: Sheet, furniture: Furniture) -> list[Printed]:
    orders = furniture.orders
    return [w for w in sheet.words if w.order not in orders]


def _body_size(sheets: Sequence[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=lambda s: (sizes[s], s), default=11.0)


def _known_words(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Words that the document itself prints whole, in lower case, hyphenated ones with their hyphens."""
    printed = {w.text for s in sheets for w in s.words if not w.cut and not HYPHEN.search(w.text)}
    return frozenset([text.strip(".,;:!?()«»\"'’").lower() for text in printed])
