"""What read a document: kept with it, so that it is read again when any of this changes."""

from __future__ import annotations

import functools
from importlib import metadata

from pipeline.read.ocr import missing
from pipeline.read.settings import ReadSettings
from pipeline.records.fingerprint import fingerprint


def reader_version(settings: ReadSettings) -> str:
    """The code of this stage, its libraries, and what OCR could be used; not the engine, which each page names, and not the limits."""
    ocr = (
        f"tesserocr {metadata.version('tesserocr')} {settings.ocr_language} {settings.ocr_dpi} dpi"
        if missing(settings) is None
        else "no OCR"
    )
    return f"{_program()}, {ocr}"


@functools.cache
def _program() -> str:
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in ("pypdfium2", "pdfplumber"))
    return f"ecart-read {fingerprint('pipeline.read')}, {libraries}"
