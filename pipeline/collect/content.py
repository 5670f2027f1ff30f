"""What a file is, by its bytes. Neither its name nor what the server says of it counts."""

from __future__ import annotations

import re
from enum import StrEnum

HEAD = 4096  # bytes looked at
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|meta|title|div)\b", re.I)
_FOREIGN = (  # begins of formats that are often put online where a PDF was meant
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF text"),
)


class Content(StrEnum):
    """Kinds of content that are taken; the value is the ending of a kept file."""

    PDF = "pdf"
    ZIP = "zip"
    HTML = "html"
    XML = "xml"
    TEXT = "csv"


def content_of(head: bytes) -> tuple[Content | None, str]:
    """The kind of a file from its first `HEAD` bytes, None when it is nothing that can be used; and what it is in words."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare:
        return None, "an empty file"
    for magic, words in _FOREIGN:
        if head.startswith(magic):
            return None, words
    if head.startswith(b"PK\x03\x04"):
        return (None, "an Office file") if _is_office(head) else (Content.ZIP, "a zip archive")
    if b"%PDF-" in head[:1024] and not _MARKUP.match(bare):  # some writers put a few bytes before it
        return Content.PDF, "a PDF"
    if _MARKUP.search(bare[:1024]):
        return Content.HTML, "a web page (perhaps an error or a login page)"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Content.TEXT, "a text"
    if b"\0" in head:
        return None, "a file of unknown kind"
    if bare.startswith(b"<"):
        return Content.XML, "an XML file"
    return Content.TEXT, "a text"


def _is_office(head: bytes) -> bool:
    return b"[Content_Types].xml" in head or b"mimetypeapplication/vnd.oasis" in head
