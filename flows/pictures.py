"""Pictures of pages for the report: joins the reading stage, which can draw pages, with the report, which shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.read.picture import page_picture
from pipeline.records.source import Box
from pipeline.records.territory import SourceFile

Pictures = Callable[[str, int, tuple[Box, ...]], bytes | None]

DPI = 96  # legible on a screen


def page_pictures(files: Sequence[SourceFile]) -> Pictures:
    """A function from (document sha256, page from 1, boxes in points) to the page's picture with the boxes marked.

    None when the file is no longer where the run found it, so that a report can be written again without the documents.
    """
    paths = {file.sha256: file.path for file in files}

    def picture(document: str, page: int, boxes: tuple[Box, ...]) -> bytes | None:
        path = paths.get(document)
        if path is None or not path.is_file():
            return None
        return page_picture(path, page, boxes, dpi=DPI)

    return picture
