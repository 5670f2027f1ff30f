"""Content to PDF with Typst, the same bytes each time; one act is turned into a scan."""

from __future__ import annotations

import io
import json
import random
import time
from pathlib import Path

import pypdfium2 as pdfium
import typst
from content import SOURCES, Table, typeset
from PIL import Image

STAMPED = 1735689600  # 1 January 2025, written into every file so that a rebuild changes nothing
SCAN_DPI = 150


def pdf(template: str, content: Table) -> bytes:
    """One document; only the fonts that Typst carries are used."""
    made = typst.compile(
        str(SOURCES / template),
        root=str(SOURCES),
        format="pdf",
        ignore_system_fonts=True,
        timestamp=STAMPED,
        pdf_tags=False,
        sys_inputs={"content": json.dumps(typeset(content), ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: Typst gave {type(made).__name__} where one PDF was expected")
    return made


def page_texts(document: bytes | Path) -> list[str]:
    """Text of each page as pdfium reads it."""
    opened = pdfium.PdfDocument(document)
    texts = []
    for page in opened:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_bounded())
        textpage.close()
        page.close()
    opened.close()
    return texts


def scan(document: bytes, tilt: float, seed: int) -> bytes:
    """An image-only PDF as an office copier makes it: grey, a little tilted and speckled, no text layer."""
    rng = random.Random(seed)  # noqa: S311 - specks, not secrets
    opened = pdfium.PdfDocument(document)
    sheets = []
    for page in opened:
        sheet = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
        page.close()
        sheet = sheet.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
        for _ in range(220):
            x, y = rng.randrange(sheet.width), rng.randrange(sheet.height)
            sheet.putpixel((x, y), rng.randrange(60, 190))
        sheets.append(sheet.point(lambda level: min(250, level // 16 * 16 + 6)))
    opened.close()
    out = io.BytesIO()
    dated = time.gmtime(STAMPED)
    sheets[0].save(
        out,
        format="PDF",
        save_all=True,
        append_images=sheets[1:],
        resolution=SCAN_DPI,
        quality=32,
        creationDate=dated,
        modDate=dated,
        producer="",
    )
    return out.getvalue()
