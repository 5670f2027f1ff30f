"""Actions listed inside one paragraph ("Actions prévues : ouvrir un lieu ; former des guides ; créer un fonds")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import TO_DO, opening_of

_CUT = re.compile(r"\s*;\s+(?:et\s+|puis\s+|enfin\s+)?(?=\S)|\s*,?\s+(?=(?:\(?[2-9]°?\)|[2-9]°|\(?[b-h]\))\s)")
_ORDINAL = re.compile(r"(?:\(?[1-9]°?\)|[1-9]°|\(?[a-h]\))\s*")
_LEAD = re.compile(r":\s+(?=\S)")


def enumerated(pieces: list[Piece]) -> list[Piece]:
    """The pieces, lists of actions inside a paragraph cut into their parts: items, or titles behind a label of titles."""
    return [part for piece in pieces for part in _parts(piece)]


def _parts(piece: Piece) -> Iterator[Piece]:
    lead = piece.value if piece.field == "title" else _lead_end(piece)
    if lead is None or piece.kind not in {"text", "item"} or piece.table is not None:
        yield piece
        return
    spans = _spans(piece.text, lead)
    if len(spans) < 2 or any(opening_of(piece.text[a:b]).shape not in {*TO_DO, "noun"} for a, b in spans):
        yield piece
        return
    if piece.field == "title":
        yield replace(piece, end=piece.start + spans[0][1], text=piece.text[: spans[0][1]])
        spans = spans[1:]
    else:
        yield replace(piece, end=piece.start + lead, text=piece.text[:lead].rstrip())
    for a, b in spans:
        made = replace(piece, start=piece.start + a, end=piece.start + b, text=piece.text[a:b], bold=False, bold_end=0, mark=None, value=0)
        yield made if piece.field else replace(made, kind="item", bullet=";")


def _lead_end(piece: Piece) -> int | None:
    """Offset behind the colon that opens a list in running text; None without one."""
    if piece.field or piece.mark or piece.text.count(";") + len(_ORDINAL.findall(piece.text)) < 1:
        return None
    colon = _LEAD.search(piece.text)
    return colon.end() if colon else None


def _spans(text: str, start: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for cut in _CUT.finditer(text, start):
        spans.append((at, cut.start()))
        at = cut.end()
    spans.append((at, len(text)))
    return [(_behind_ordinal(text, a, b), b) for a, b in spans if text[a:b].strip()]


def _behind_ordinal(text: str, start: int, end: int) -> int:
    ordinal = _ORDINAL.match(text, start, end)
    return ordinal.end() if ordinal else start
