"""Cards abreast, each opened by a labelled number ("Action 5"), whose blocks the reading stage took row by row amid each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pipeline.extract.measures.numbering import mark_of
from pipeline.records.source import Block, BlockKind, Page

_BODY = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SIDE})
_LEAST = 3  # cards of a page
_APART = 60.0  # points between the left edges of two columns
_EDGE = 8.0  # points that the words of a card stand left of its number, and between the tops of cards of one row
_WIDER = 1.1  # times the size of the titles of cards: larger headings end the cards above them


def in_cards(page: Page) -> list[Block] | None:
    """The blocks of a page card by card; None where no card is read amid another."""
    blocks = sorted((b for b in page.blocks if b.kind in _BODY and b.start < page.body_end), key=lambda b: b.start)
    openers = [b for b in blocks if _opens(page, b)]
    columns = sorted(_columns(openers))
    tables = any(b.kind is BlockKind.TABLE and b.start < page.body_end for b in page.blocks)
    if tables or len(openers) < _LEAST or len(columns) < 2:
        return None
    size = max((_title_size(blocks, o) for o in openers), default=0.0)
    walls = [b.box.top for b in blocks if b.kind is BlockKind.HEADING and b.size > _WIDER * size]
    cards = {b.start: own for b in blocks if (own := _card_of(b, openers, columns, walls)) is not None}
    runs = [own for own, _ in itertools.groupby(blocks, key=lambda b: cards.get(b.start))]
    met = [own for own in runs if own is not None]
    if len(met) == len(set(met)):
        return None
    return list(_in_order(blocks, openers, cards, walls))


def _opens(page: Page, block: Block) -> bool:
    mark = mark_of(page.text[block.start : block.end])
    return mark is not None and mark.meaning == "measure"


def _columns(openers: list[Block]) -> Iterator[float]:
    """The left edges of the columns that the openers stand in."""
    last: float | None = None
    for x in sorted(b.box.x0 for b in openers):
        if last is None or x - last > _APART:
            yield x
            last = x


def _title_size(blocks: list[Block], opener: Block) -> float:
    """The size of the heading that is an opener or stands nearest below it."""
    below = [b for b in blocks if b.kind is BlockKind.HEADING and b.box.top >= opener.box.top and abs(b.box.x0 - opener.box.x0) <= _EDGE]
    return min(below, key=lambda b: b.box.top).size if below else opener.size


def _card_of(block: Block, openers: list[Block], columns: list[float], walls: list[float]) -> int | None:
    """Where the opener starts that a block stands below in its column, with no wall between them; None for what stands in no card."""
    left = max((x for x in columns if x <= block.box.x0 + _EDGE), default=None)
    right = min((x for x in columns if x > block.box.x0 + _EDGE), default=float("inf"))
    if left is None or block.box.x1 > right:
        return None
    above = [o for o in openers if left - _EDGE <= o.box.x0 < right - _EDGE and (o.box.top <= block.box.top + 1 or _is_beside(block, o))]
    opener = max(above, key=lambda o: o.box.top, default=None)
    parted = opener is None or any(opener.box.top < wall <= block.box.top for wall in walls)
    return None if opener is None or parted else opener.start


def _is_beside(block: Block, opener: Block) -> bool:
    """Whether a title of several lines stands right of its label, and begins above it."""
    return block.box.x0 >= opener.box.x1 and block.box.top < opener.box.top < block.box.bottom


def _in_order(blocks: list[Block], openers: list[Block], cards: dict[int, int], walls: list[float]) -> Iterator[Block]:
    """The blocks in reading order; the cards between two walls follow each other row by row where the first of them is read."""
    band = {o.start: sum(wall <= o.box.top for wall in walls) for o in openers}
    done: set[int] = set()
    for block in blocks:
        own = cards.get(block.start)
        if own is None:
            yield block
            continue
        if band[own] in done:
            continue
        done.add(band[own])
        for opener in sorted((o for o in openers if band[o.start] == band[own]), key=lambda o: (round(o.box.top / _EDGE), o.box.x0)):
            yield from (b for b in blocks if cards.get(b.start) == opener.start)
