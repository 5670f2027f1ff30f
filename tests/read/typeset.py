"""Small PDFs for the tests, set with Typst from a few lines of source, once for each source."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import typst

from pipeline.read import ReadResult, ReadSettings, read_document
from pipeline.records.source import Document

PAGE = """#set page(paper: "a4", margin: 2cm)
#set text(size: 11pt, lang: "fr", hyphenate: false)
#set smartquote(enabled: false)
#set par(leading: 0.6em, spacing: 1.3em)
"""
SHA = "0" * 64


@functools.cache
def pdf(source: str, *, head: str = PAGE) -> bytes:
    """The PDF of a Typst source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source.typ"
        path.write_text(head + source, "utf-8")
        return typst.compile(path)


@functools.cache
def read_bytes(content: bytes, settings: ReadSettings | None = None) -> ReadResult:
    """What reading gives for the bytes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        return read_document(path, "file.pdf", SHA, settings)


def typeset(source: str, *, head: str = PAGE) -> Document:
    """The document read from a Typst source."""
    result = read_bytes(pdf(source, head=head))
    assert result.document is not None, result.issues
    return result.document


def body(document: Document) -> str:
    """All body text, one line break between pages."""
    return "\n".join(page.text[: page.body_end] for page in document.pages)


def blocks(document: Document) -> list[tuple[str, str]]:
    """Kind and text of all blocks of the body, in order."""
    return [(b.kind.value, p.text[b.start : b.end]) for p in document.pages for b in p.blocks if b.start < p.body_end]
