"""The bytes of a table file, or the reason why there are none."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.extract.rows.unread import unread_file
from pipeline.records.run import Issue

_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
LARGEST_FILE = 400_000_000  # bytes: the largest open budget file met is 90 MB


def read_source(path: Path, doc: str, sha256: str) -> bytes | Issue:
    """Read a file whole; an unreadable, empty, oversized or non-text one gives an issue."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= LARGEST_FILE else b""
    except OSError as error:
        return unread_file(
            "table-unreadable", f"{doc} cannot be read ({error.strerror or error}).", "Check path and permissions.", doc, sha256
        )
    if size > LARGEST_FILE:
        return unread_file("table-too-large", f"{doc} has {size} bytes, more than {LARGEST_FILE}.", "Split the file by year.", doc, sha256)
    if not content.strip():
        return unread_file("table-empty", f"{doc} is empty.", "Fetch the file again.", doc, sha256)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF")):
        return unread_file(
            "table-format", f"{doc} is a spreadsheet, an archive or a PDF, not a CSV or XML file.", "Save it as CSV (UTF-8).", doc, sha256
        )
    if _WEB_PAGE.match(content):
        remedy = "Download the file again: the link gave a page instead."
        return unread_file("table-format", f"{doc} is a web page, not a CSV or XML file.", remedy, doc, sha256)
    return content
