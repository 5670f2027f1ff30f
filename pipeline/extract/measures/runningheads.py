"""What the running lines of a page say of the measures on it: their number ("Fiche n° 3") and their axis ("Axe 2 – L'emploi")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.numbering import is_only_number, mark_of
from pipeline.extract.measures.pieces import Piece, after_gaps
from pipeline.extract.measures.standalone import title_of_fiche
from pipeline.extract.measures.zones import PARTS, zone_of
from pipeline.records.source import Block, BlockKind, Document, Page, Passage, page_evidence

EDGE = 0.09  # of the height of a page: what is above or below is set at its edge
_BAR = re.compile(r"\s+\|\s+")
_SIGN = re.compile(r"\s[·•–—-]\s+")
_RUNNING = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_LONGEST = 120  # characters of an axis


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


def running_axes(document: Document, index: int) -> tuple[Passage, ...]:
    """The axes that the lines at the edges of a page name by number and words, in reading order."""
    page = document.pages[index]
    edges = sorted((b for b in page.blocks if _at_edge(page, b)), key=lambda b: b.box.top)
    spans = [span for block in edges if (span := _axis_in(page, block)) is not None]
    return tuple(Passage((said,)) for a, b in spans if (said := page_evidence(document, page, a, b)) is not None)


def _at_edge(page: Page, block: Block) -> bool:
    inside = EDGE * page.height < block.box.top < (1 - EDGE) * page.height
    return block.kind in _RUNNING or (block.kind is not BlockKind.TABLE and not inside)


def _axis_in(page: Page, block: Block) -> tuple[int, int] | None:
    """Where a line names an axis, at its head or behind a gap or a sign ("PCAET 2025-2030 | Axe 2 – Les bâtiments    Fiche 4")."""
    for start, end in _parts(page, block):
        signs = [start, *(m.end() for m in _SIGN.finditer(page.text, start, end))]
        named = next((at for at in signs if _names_axis(page.text[at:end].strip())), None)
        if named is not None:
            return named, end
    return None


def _parts(page: Page, block: Block) -> Iterator[tuple[int, int]]:
    bars = [m.span() for m in _BAR.finditer(page.text, block.start, block.end)]
    cuts = sorted({*((at, at) for at in after_gaps(page, block.start, block.end)), *bars})
    edges = [(block.start, block.start), *cuts, (block.end, block.end)]
    yield from ((a, b) for (_, a), (b, _) in itertools.pairwise(edges) if page.text[a:b].strip())


def _names_axis(text: str) -> bool:
    mark = mark_of(text)
    named = mark is not None and mark.meaning == "axis" and (mark.label not in PARTS or zone_of(text[mark.rest :]) == "")
    return named and len(text) <= _LONGEST and not is_only_number(text)
