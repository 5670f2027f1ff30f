"""Words that a person copied from a page, found again in what was read there."""

from __future__ import annotations

import re

from pipeline.records.source import Document, Passage, running_text

_ALIKE = ("'’‘ʼ", "-‐‑–—", '"«»“”')  # signs that a keyboard writes otherwise than a printer


def find_printed(document: Document, words: str, page: int | None = None) -> Passage | None:
    """Where `words` stand in a document, whatever the spaces, capitals and kinds of quotes and dashes; None when they do not.

    On `page` (from 1) where one is given; else the first place.
    """
    pattern = r"\s*".join(_sign(c) for c in words if not c.isspace())
    if not pattern:
        return None
    text = running_text(document)
    for match in re.finditer(pattern, text.text, re.IGNORECASE):
        passage = text.passage(match.start(), match.end())
        if passage is not None and page in (None, passage.page):
            return passage
    return None


def _sign(sign: str) -> str:
    return next((f"[{re.escape(alike)}]" for alike in _ALIKE if sign in alike), re.escape(sign))
