"""Open a file with pdfium and read its sheets one at a time, each page closed again at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.read.annotations import draw_annotations
from pipeline.read.bullets import drawn_bullets
from pipeline.read.drawings import read_drawings
from pipeline.read.frame import frame_of
from pipeline.read.printed import Sheet
from pipeline.read.words import TextReader

SEARCHED = 50_000_000  # bytes looked through for the reason why a file cannot be opened


class Unreadable(Exception):
    """The file cannot be opened as a PDF. `code` is a stable word, `str()` the plain reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The open pdfium document. Raises Unreadable with the reason when it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _reason(path, error.err_code) from error
    except (OSError, ValueError) as error:
        raise Unreadable("missing-file", f"The file cannot be opened ({error}).") from error
    try:
        yield document
    finally:
        document.close()


def _reason(path: Path, code: int | None) -> Unreadable:
    with path.open("rb") as file:
        content = file.read(SEARCHED)
    head = content[:2048]
    if b"/Encrypt" not in content:
        code = None  # pdfium keeps the error of an earlier file
    if not head.strip(b"\x00"):
        return Unreadable("empty-file", "The file is empty.")
    if code == pdfium.FPDF_ERR_PASSWORD:
        return Unreadable("encrypted", "The file is encrypted and asks for a password.")
    if code == pdfium.FPDF_ERR_SECURITY:
        return Unreadable("encrypted", "The file is encrypted in a way that is not supported.")
    if b"%PDF" not in head:
        start = head.lstrip()[:200].lower()
        kind = "a web page" if start.startswith((b"<!doctype", b"<html", b"<?xml")) else "another kind of file"
        return Unreadable("not-a-pdf", f"The file is no PDF but {kind}.")
    return Unreadable("damaged", "The file is damaged or cut off: its page tree cannot be read.")


def read_sheet(document: Any, index: int) -> Sheet | None:
    """Words and drawings of one page (index from 0); None when pdfium cannot load it or it has no size."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        if draw_annotations(page):
            page.close()
            page = document[index]
        frame = frame_of(page)
        if frame is None:
            return None
        textpage = page.get_textpage()
        try:
            reader = TextReader(page, textpage, frame)
            words = reader.words()
        finally:
            textpage.close()
        drawn = read_drawings(page, frame)
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()
    words = [w for w in words if w.x1 > 0 and w.bottom > 0 and w.x0 < frame.width and w.top < frame.height]
    words += drawn_bullets(drawn.marks, words)
    share = min(drawn.picture_area / (frame.width * frame.height), 1.0)
    return Sheet(
        index + 1,
        round(frame.width, 2),
        round(frame.height, 2),
        frame.rotation,
        tuple(words),
        tuple(drawn.rules),
        tuple(drawn.grounds),
        share,
        reader.broken,
        dashes=drawn.dashes,
    )
