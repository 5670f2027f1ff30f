"""A picture of a page with a passage marked, for reports."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from pipeline.read.sheets import Unreadable, opened
from pipeline.records.source import Box

MARK = (255, 213, 64)
EDGE = (196, 120, 0)
MARGIN = 1.5  # points around a marked box
MAX_SIDE = 6000  # pixels
DEFAULT_DPI = 110


def page_picture(path: Path, page_number: int, boxes: tuple[Box, ...], *, dpi: int = DEFAULT_DPI, form: str = "WEBP") -> bytes:
    """Picture of one page (from 1) with `boxes` (points, as on the page) marked: WebP, or "BMP" for a caller that cuts it up, which costs
    a hundredth. Raises Unreadable when it cannot be drawn."""
    picture = render(path, page_number, dpi)
    if boxes:
        layer = Image.new("RGB", picture.size, (255, 255, 255))
        pen = ImageDraw.Draw(layer)
        scale = picture.info["scale"]
        for box in boxes:
            corners = (
                (box.x0 - MARGIN) * scale,
                (box.top - MARGIN) * scale,
                (box.x1 + MARGIN) * scale,
                (box.bottom + MARGIN) * scale,
            )
            pen.rectangle(corners, fill=MARK, outline=EDGE)

        picture = ImageChops.multiply(picture, layer)
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 70, "method": 4} if form == "WEBP" else {}))
    return out.getvalue()


def render(path: Path, page_number: int, dpi: int) -> Image.Image:
    """The page as an RGB picture; `info["scale"]` is pixels for one point. Raises Unreadable."""
    with opened(path) as document:
        if not 1 <= page_number <= len(document):
            raise Unreadable("no-pages", f"The file has no page {page_number}.")
        if not can_draw(document, page_number - 1):
            raise Unreadable("damaged", f"Page {page_number} cannot be drawn.")
        return render_page(document, page_number - 1, dpi)


def can_draw(document: Any, index: int) -> bool:
    """Whether pdfium can load a page (index from 0) of an open document."""
    try:
        document[index].close()
    except (pypdfium2.PdfiumError, IndexError):
        return False
    return True


def render_page(document: Any, index: int, dpi: int) -> Image.Image:
    """As `render`, from an open document and a page index from 0."""
    page = document[index]
    try:
        longest = max(page.get_size())
        scale = min(dpi / 72, MAX_SIDE / max(longest, 1))
        bitmap = page.render(scale=scale)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    picture.info["scale"] = scale
    return picture
