"""What the running header of a page says of the measure below it: its number ("Fiche n° 3")."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.numbering import is_only_number, mark_of
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.standalone import title_of_fiche
from pipeline.records.source import BlockKind, Page


def _can_be_numbered(piece: Piece) -> bool:
    return piece.field == "title" or (not piece.field and (piece.kind in {"heading", "fiche"} or piece.bold))


def number_from_header(page: Page, found: list[Piece], first: int) -> None:
    """Give the number of a measure that stands in the running header ("Fiche n° 3") to the piece right below it."""
    for block in page.blocks:
        text = page.text[block.start : block.end]
        mark = mark_of(text) if block.kind is BlockKind.HEADER else None
        if mark is None or mark.meaning != "measure" or not is_only_number(text):
            continue
        below = [i for i in range(first, len(found)) if found[i].top >= block.box.top]
        nearest = min(below, key=lambda i: found[i].top, default=None)
        titled = title_of_fiche(found, first)
        nearest = titled if titled is not None else nearest
        if nearest is not None and not found[nearest].mark and _can_be_numbered(found[nearest]):
            found[nearest] = replace(found[nearest], mark=replace(mark, rest=0, printed_end=0, value=text.strip()))
