"""Pictures of pages for the report: joins the reading stage, which can draw pages, with the report, which shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.read.picture import page_picture
from pipeline.records.source import Box, Document
from pipeline.records.territory import SourceFile

Pictures = Callable[[str, int, tuple[Box, ...]], bytes | None]

DPI = 96  # legible on a screen


def page_pictures(files: Sequence[SourceFile], documents: Sequence[Document] = ()) -> Pictures:
    """A function from (document sha256, page from 1, boxes in points) to the page's picture with the boxes marked, as BMP: it is cut up.

    None when the file is no longer where the run found it, so that a report can be written again without the documents; and for pages
    of `documents` that pdfplumber read, since pdfium, which draws, failed on them and may end the process.
    """
    paths = {file.sha256: file.path for file in files}
    undrawn = {(d.sha256, page.number) for d in documents for page in d.pages if page.engine == "pdfplumber"}

    def picture(document: str, page: int, boxes: tuple[Box, ...]) -> bytes | None:
        path = paths.get(document)
        if path is None or not path.is_file() or (document, page) in undrawn:
            return None
        return page_picture(path, page, boxes, dpi=DPI, form="BMP")

    return picture
