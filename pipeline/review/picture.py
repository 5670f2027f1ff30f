"""The part of a page's picture that shows a passage, over the whole width of the page."""

from __future__ import annotations

import io

from PIL import Image

from pipeline.records.source import Box

AROUND = 70.0  # points above and below the passage
LEAST = 220.0  # points: less gives no idea of the page
MOST = 420.0  # points: a passage over a whole page is cut, its head stays


def extract(picture: bytes, height: float, boxes: tuple[Box, ...]) -> bytes:
    """Cut the picture of a page `height` points high to what lies around `boxes`; the whole picture without boxes. WebP out."""
    if not boxes:
        return as_webp(Image.open(io.BytesIO(picture)))
    top, bottom = min(b.top for b in boxes) - AROUND, max(b.bottom for b in boxes) + AROUND
    bottom = min(max(bottom, top + LEAST), top + MOST)
    top, bottom = max(0.0, top - max(0.0, bottom - height)), min(height, bottom)
    image = Image.open(io.BytesIO(picture))
    scale = image.height / height
    return as_webp(image.crop((0, round(top * scale), image.width, round(bottom * scale))))


def as_webp(image: Image.Image) -> bytes:
    """A picture as browsers take it."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()
