"""The marks of lists as the page sets them: bullets further right are steps, bold ones are of their list, letters run on behind "h"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.pieces import Piece, printed_lines
from pipeline.records.source import RunningText

# Bounds set on two plans of associations and two made for the tests; the other plans of the tests keep their measures.
_LEVEL = 1.5  # points between the left edges of one list's bullets
_DEEPER = (0.5, 4.0)  # of the font size: bullets so much further right are set below the one before
_LEAST = 2  # bullets that show a style
_HEAD = 4  # words of a line over a list
_SIZE = 0.3  # points


def with_list_marks(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces with their bullets and letters as a reader takes them."""
    return list(_with_depth(_lettered(_heads_apart(running, _titles_in_lists(running, pieces)))))


def _heads_apart(running: RunningText, pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, each paragraph whose last line is a few words over a list of numbers cut before these ("... le 2 avril. / La rue")."""
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        at = _last_line(running, piece) if after is not None and after.kind == "item" and after.mark else None
        if at is None:
            yield piece
            continue
        text, head = running.text[piece.start : at].rstrip(), running.text[at : piece.end]
        yield replace(piece, end=piece.start + len(text), text=text, bold_end=min(piece.bold_end, len(text)))
        yield replace(piece, start=at, text=head, bold_end=0, value=0)


def _last_line(running: RunningText, piece: Piece) -> int | None:
    """Where the last printed line of a paragraph begins, when it is a few words behind a sentence that has ended and ends none."""
    if piece.kind != "text" or piece.field or piece.mark or piece.bold or piece.table is not None:
        return None
    base = running.starts[piece.page]
    lines = printed_lines(running.document.pages[piece.page], piece.start - base, piece.end - base)
    if len(lines) < _LEAST:
        return None
    at = base + lines[-1][0]
    before, head = running.text[piece.start : at].rstrip(), running.text[at : piece.end].rstrip()
    few = head[:1].isupper() and len(head.split()) <= _HEAD and head[-1:].isalnum()
    return at if few and before.endswith((".", ":", "!", "?")) else None


def _titles_in_lists(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces with the bold lines read as headings that stand among bullets of their mark, size and left edge as bullets too, each with
    the line in other letters that goes on right below it."""
    items = [p for p in pieces if p.kind == "item" and p.bullet and not p.field]
    found: list[Piece] = []
    title: Piece | None = None
    for piece in pieces:
        if title is not None and _goes_on(title, piece):
            text = running.text[title.start : piece.end]
            found[-1] = replace(title, end=piece.end, text=text, bold=False)
            title = None
            continue
        title = replace(piece, kind="item", level=0) if piece.kind == "heading" and piece.bullet and _stands_among(piece, items) else None
        found.append(title or piece)
    return found


def _goes_on(title: Piece, piece: Piece) -> bool:
    hangs = piece.page == title.page and abs(piece.x0 - title.x0) < _LEVEL and piece.start - title.end <= 1
    return hangs and piece.kind == "text" and not (piece.mark or piece.field or piece.bullet or piece.bold_end)


def _stands_among(title: Piece, items: list[Piece]) -> bool:
    alike = [i for i in items if _is_alike(title, i)]
    return len(alike) >= _LEAST and any(i.page == title.page and abs(title.x0 - i.x0) < _LEVEL for i in alike)


def _is_alike(title: Piece, item: Piece) -> bool:
    same = title.bullet == item.bullet and (title.bold_end > 0) == (item.bold_end > 0) and not title.mark and not item.mark
    return same and abs(title.size - item.size) < _SIZE


def _lettered(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, those numbered "i" behind "h" by a letter and not by a Roman figure."""
    last = ""
    for piece in pieces:
        mark = piece.mark
        if mark is None or mark.meaning or len(mark.value) != 1 or not mark.value.isalpha():
            yield piece
            continue
        follows = bool(last) and ord(mark.value) == ord(last) + 1
        last = mark.value if mark.shape == "A" or follows else ""
        yield replace(piece, mark=replace(mark, shape="A")) if follows else piece


def _with_depth(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, bullets that stand further right under others of the same mark with a mark of their own."""
    for _, group in itertools.groupby(pieces, key=lambda p: (p.page, p.kind == "item" or (p.kind != "heading" and p.field is not None))):
        run = list(group)
        deep = {id(p) for mark in {p.bullet for p in run if p.bullet} for p in _deeper([p for p in run if p.bullet == mark])}
        yield from (replace(p, bullet=p.bullet * 2) if id(p) in deep else p for p in run)


def _deeper(members: list[Piece]) -> list[Piece]:
    """The bullets of one mark further right than the first, where they stand on two left edges only and two of them on the second."""
    own = [p for p in members if p.kind == "item" and not p.mark and not p.field]
    if len(own) <= _LEAST:
        return []
    first = own[0]
    low, high = (ratio * first.size for ratio in _DEEPER)
    level = [p for p in own if abs(p.x0 - first.x0) < _LEVEL]
    deep = [p for p in own if low < p.x0 - first.x0 < high]
    straight = deep and all(abs(p.x0 - deep[0].x0) < _LEVEL for p in deep)
    return deep if straight and len(deep) >= _LEAST and len(level) + len(deep) == len(own) else []
