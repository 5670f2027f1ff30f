"""Content-derived ids: the same file gives the same ids in every run, so that reviews survive."""

from __future__ import annotations

import hashlib

DIGITS = 16  # 64 bits: fewer than one clash expected in 100 million facts


def fact_id(kind: str, document: str, key: str) -> str:
    """Id of a fact: `kind` ("m" measure, "a" act, "b" budget line, "g" grant), the document's sha256, and what tells it apart there
    (printed number and start offset, or a row's line)."""
    digest = hashlib.sha256(f"{kind}\x1f{document}\x1f{key}".encode()).hexdigest()
    return f"{kind}{digest[:DIGITS]}"
