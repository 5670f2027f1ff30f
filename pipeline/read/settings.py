"""How to read, and what reading gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.records.run import Issue
from pipeline.records.source import Document


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits and choices of the reading stage, the one place of each default.

    `engine`: "pdfium" (pdfplumber where pdfium fails or is in doubt) or "pdfplumber" (pdfium is never called, as after a crash of it).
    `ocr`: "auto" (pages without usable text, when Tesseract is there) or "never". `ocr_cache` is a folder for what OCR read, kept by
    page content; None keeps nothing. Sizes are bytes, times seconds; all limits hold for one document.
    """

    engine: str = "pdfium"
    ocr: str = "auto"
    ocr_language: str = "fra"
    ocr_dpi: int = 200
    ocr_cache: Path | None = None
    max_pages: int = 3000
    max_file: int = 400_000_000
    memory: int = 1_500_000_000
    cpu_seconds: int = 300
    wall_seconds: int = 900


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A document, or None with the reason among the issues. `trace` is the traceback of an error of the program, if it met one."""

    document: Document | None
    issues: tuple[Issue, ...] = ()
    trace: str = ""
