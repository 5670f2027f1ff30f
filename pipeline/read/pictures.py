"""Pages that are pictures of text, or whose text is no French: OCR page by page, the better reading taken, and said so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import mean
from typing import Any

from pipeline.read.bullets import readable
from pipeline.read.ocr import Lack, missing, ocr_sheet
from pipeline.read.picture import can_draw
from pipeline.read.printed import Sheet
from pipeline.read.quality import foreign_share, quality_of
from pipeline.read.settings import ReadSettings
from pipeline.records.run import Issue, Severity

FEW_WORDS = 8  # a page with fewer words and a large picture is a scan
PICTURE = 0.3  # share of a page that a picture covers, at least, for a scan
POOR = 0.5  # quality below which a page's own text is compared with OCR (good minutes and plans: .85 to 1)
DOUBTFUL = 0.7  # mean confidence below which OCR's reading is told as doubtful
LAYER = 0.7  # share of a page that a picture covers, at least, for its text to be an earlier OCR
FOREIGN = 0.15  # share of signs that French does not use
ENOUGH = 20  # words, to judge their quality
REPAIR = "Repair the file (for instance with `qpdf in.pdf out.pdf`), or ask the authority for one with text."


def is_scan(sheet: Sheet) -> bool:
    """Whether a page is a picture of text: hardly a word, and a picture over much of the page."""
    return len(sheet.words) < FEW_WORDS and sheet.picture_share > PICTURE


def has_poor_text(sheet: Sheet) -> bool:
    """Whether a page's words do not look like French: over a picture (an earlier OCR), or in signs foreign to it (a broken font).

    A table of names and figures in a sound font is left alone.
    """
    if len(sheet.words) < ENOUGH:
        return False
    words = [readable(w.text) for w in sheet.words]
    if sheet.picture_share < LAYER and foreign_share(words) < FOREIGN:
        return False
    return quality_of(words) < POOR


def read_pictures(
    document: Any, sheets: Sequence[Sheet], doc: str, sha256: str, settings: ReadSettings, tick: Callable[[], None]
) -> tuple[list[Sheet], list[Issue]]:
    """The sheets with OCR's words where they are better, and what a person should know about it.

    `document` is the open pdfium document that draws the pages; None when pdfium cannot open it.
    """
    wanted = [s.number for s in sheets if is_scan(s) or has_poor_text(s)]
    if not wanted:
        return list(sheets), []
    lack = missing(settings) or (Lack("pdfium cannot draw its pages for OCR", REPAIR) if document is None else None)
    if lack is not None:
        return list(sheets), _unread(sheets, lack, doc, sha256)
    result: list[Sheet] = []
    undrawn: list[Issue] = []
    for sheet in sheets:
        if sheet.number in wanted and not can_draw(document, sheet.number - 1):
            result.append(sheet)
            undrawn += _unread_page(sheet, Lack("pdfium cannot draw it for OCR", REPAIR), doc, sha256)
        elif sheet.number in wanted:
            result.append(_better(sheet, ocr_sheet(document, sheet, settings)))
            tick()
        else:
            result.append(sheet)
    return result, undrawn + _told(result, doc, sha256)


def _better(own: Sheet, seen: Sheet) -> Sheet:
    """The file's own words or OCR's, whichever look more like French; a scan's few own words never win."""
    if is_scan(own):
        return seen
    return seen if quality_of(w.text for w in seen.words) > quality_of(w.text for w in own.words) else own


def _unread(sheets: Sequence[Sheet], lack: Lack, doc: str, sha256: str) -> list[Issue]:
    scans = [s for s in sheets if is_scan(s)]
    issues: list[Issue] = []
    if scans and all(len(s.words) < FEW_WORDS for s in sheets):
        message = f"The file is a scan: none of its {len(sheets)} pages has text, and {lack.why}."
        return [Issue("unread-scan", message, lack.remedy, doc, sha256, severity=Severity.ERROR, unread=True)]
    for sheet in sheets:
        issues += _unread_page(sheet, lack, doc, sha256)
    return issues


def _unread_page(sheet: Sheet, lack: Lack, doc: str, sha256: str) -> list[Issue]:
    if is_scan(sheet):
        message = f"Page {sheet.number} is a scan without text, and {lack.why}."
        return [Issue("unread-scan", message, lack.remedy, doc, sha256, sheet.number)]
    if has_poor_text(sheet):
        message = f"The text of page {sheet.number} does not look like French (a broken font, or poor OCR), and {lack.why}."
        return [Issue("poor-text", message, lack.remedy, doc, sha256, sheet.number)]
    return []


def _told(sheets: Sequence[Sheet], doc: str, sha256: str) -> list[Issue]:
    seen = [s for s in sheets if s.confidence is not None]
    issues = []
    if seen:
        sure = mean(s.confidence or 0.0 for s in seen)
        message = f"{len(seen)} of {len(sheets)} pages were read by OCR, {sure:.0%} sure on average: check amounts and dates."
        issues.append(
            Issue("read-by-ocr", message, "Compare with the page before relying on a figure.", doc, sha256, severity=Severity.NOTE)
        )
    for sheet in seen:
        if (sheet.confidence or 0.0) < DOUBTFUL:
            message = f"OCR is only {sheet.confidence or 0.0:.0%} sure of page {sheet.number}."
            issues.append(
                Issue("doubtful-ocr", message, "Ask the authority for a file with text, or read the page.", doc, sha256, sheet.number)
            )
    return issues
