"""A picture of what was read, for people who debug: blocks in reading order, removed furniture, stamps, cells and words."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.read.picture import render
from pipeline.records.source import Block, BlockKind, Box, Page

COLOURS = {
    BlockKind.HEADING: (200, 30, 30),
    BlockKind.PARAGRAPH: (30, 90, 200),
    BlockKind.LIST_ITEM: (0, 140, 90),
    BlockKind.TABLE: (150, 60, 180),
    BlockKind.SIDE: (210, 120, 0),
    BlockKind.HEADER: (130, 130, 130),
    BlockKind.FOOTER: (130, 130, 130),
    BlockKind.STAMP: (230, 0, 140),
}
PATH = (0, 0, 0)
WORD = (190, 200, 230)
DEFAULT_DPI = 110
LETTER = 13  # pixels


def draw_boxes(path: Path, page: Page, *, dpi: int = DEFAULT_DPI) -> Image.Image:
    """The page as an RGB picture with its blocks framed and numbered in reading order. Raises Unreadable when it cannot be drawn."""
    picture = render(path, page.number, dpi)
    scale = float(picture.info["scale"])
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(LETTER)
    for word in page.words:
        pen.rectangle(_scaled(word.box, scale), outline=WORD)
    before: tuple[float, float] | None = None
    for number, block in enumerate(page.blocks, 1):
        colour = COLOURS[block.kind]
        for cell in block.cells:
            pen.rectangle(_scaled(cell.box, scale), outline=colour)
        corners = _scaled(block.box, scale)
        pen.rectangle(corners, outline=colour, width=2)
        label = _label(number, block)
        left, top = corners[0], max(corners[1] - LETTER, 0)
        pen.rectangle(pen.textbbox((left, top), label, font=font), fill=(255, 255, 255))
        pen.text((left, top), label, fill=colour, font=font)
        if block.start < page.body_end:
            here = (corners[0] + 4, (corners[1] + corners[3]) / 2)
            if before is not None:
                pen.line((*before, *here), fill=PATH)
            before = here
    return picture


def _label(number: int, block: Block) -> str:
    kind = block.kind.value + (str(block.level) if block.level else "")
    marks = [f"<{block.bullet}>"] if block.bullet else []
    return " ".join([str(number), kind, *marks, *(["shaded"] if block.shaded else [])]).encode("latin-1", "replace").decode("latin-1")


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    x0, x1 = sorted((box.x0 * scale, box.x1 * scale))
    top, bottom = sorted((box.top * scale, box.bottom * scale))
    return x0, top, x1, bottom
