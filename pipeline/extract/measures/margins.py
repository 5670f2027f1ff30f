"""Labels that a margin repeats beside the parts of each theme ("Ce qu'on propose"): each heads what stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.extract.measures.pieces import Piece, printed_lines
from pipeline.extract.measures.wording import plain
from pipeline.extract.measures.zones import zone_of
from pipeline.records.source import RunningText

# Bounds set on one notebook of a quarter and one made for the tests; the other plans of the tests keep their measures.
_LEAST = 3  # labels of one margin
_LONGEST = 45  # characters of a label
_GAP = 20.0  # points between the left edges of a label and of what it stands beside
_LEVEL = 0.6  # of the font size, between the tops of both
_SIZE = 0.3  # points
_DEPTH = 14  # of a heading in a margin: below the axes, above a bold line


def with_margin_labels(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces with the labels of a margin as headings before what they stand beside; where they were read apart, moved there."""
    split = [line for piece in pieces for line in _lines(running, pieces, piece)]
    labels = _margin(split)
    places = {at: target for at in labels if (target := _beside(split, split[at])) is not None}
    if len(places) < _LEAST:
        return pieces
    over: dict[int, list[Piece]] = {}
    for at, target in places.items():
        over.setdefault(target, []).append(replace(split[at], kind="heading", level=_DEPTH, table=None))
    return [one for at, piece in enumerate(split) for one in (*over.get(at, ()), piece) if one is not piece or at not in places]


def _margin(pieces: list[Piece]) -> list[int]:
    """The places of the labels set like those that come back, where one of these announces what is proposed."""
    own = {at: p for at, p in enumerate(pieces) if _can_be_label(p)}
    counts = Counter(plain(p.text) for p in own.values())
    announcing = [p for p in own.values() if counts[plain(p.text)] > 1 and zone_of(p.text) == "measures"]
    return [at for at, p in own.items() if any(p.kind == a.kind and abs(p.size - a.size) < _SIZE for a in announcing)]


def _can_be_label(piece: Piece) -> bool:
    set_apart = piece.kind == "heading" or (piece.kind == "cell" and piece.bold)
    return set_apart and len(piece.text) <= _LONGEST and not (piece.mark or piece.bullet or piece.field)


def _lines(running: RunningText, pieces: list[Piece], piece: Piece) -> list[Piece]:
    """A heading of several printed lines cut where each is a label that stands elsewhere too."""
    if not _can_be_label(piece):
        return [piece]
    page, base = running.document.pages[piece.page], running.starts[piece.page]
    spans = printed_lines(page, piece.start - base, piece.end - base)
    texts = [page.text[a:b].strip() for a, b in spans]
    known = {plain(p.text) for p in pieces if p is not piece and _can_be_label(p)}
    if len(spans) < 2 or any(plain(text) not in known for text in texts):
        return [piece]
    tops = [next(w.box.top for w in page.words if w.start >= a) for a, _ in spans]
    return [
        replace(piece, start=base + a, end=base + a + len(text), text=text, top=top, bold_end=len(text) if piece.bold else 0)
        for (a, _), text, top in zip(spans, texts, tops, strict=True)
    ]


def _beside(pieces: list[Piece], label: Piece) -> int | None:
    """The place of the first piece that opens right of a label and level with it."""
    level = (
        at
        for at, p in enumerate(pieces)
        if p.page == label.page and abs(p.top - label.top) < _LEVEL * label.size and p.x0 > label.x0 + _GAP and p.kind != "heading"
    )
    return next(level, None)
