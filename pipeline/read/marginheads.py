"""Titles of parts in a margin at the left, in larger letters than what stands beside them, with or without a note below each.

They are short: no gutter that asks for lines on both sides parts a title of one line from the first line beside it.
"""

from __future__ import annotations

import math

from pipeline.read.blocks import LARGER
from pipeline.read.columns import ALIGNED, Piece
from pipeline.read.hanging import NUMBER
from pipeline.read.printed import row_of

LEAST = 2  # titles of one print
GAP = 0.8  # of the font size, at least, between a title and the text beside it
NARROW = 0.45  # of the width of this text: a margin is no wider
BREAK = 0.6  # of the height of a line, at least, above the text beside a title: it opens there
STYLE = 0.5  # points between the sizes of one print
PITCH = 0.75  # of the height of a line, between two of one title


def beside_heads(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces in the reading order of their parts, each margin before the text beside it; one part where there are no such titles."""
    lines = sorted((p for p in pieces if p.words), key=lambda p: p.top)
    heads = _heads(lines, pieces)
    if len(heads) < LEAST:
        return [pieces]
    gutter = min(p.x0 for head in heads for p in _level(head, pieces))
    parts = [[p for p in pieces if p.middle < heads[0].top]]
    for head, below in zip(heads, [*(h.top for h in heads[1:]), math.inf], strict=True):
        band = [p for p in pieces if head.top <= p.middle < below]
        end = min((p.top for p in band if p.x0 < gutter - ALIGNED < p.x1), default=math.inf)
        left = [p for p in band if p.middle < end and p.x0 < gutter - ALIGNED]
        right = [p for p in band if p.middle < end and p.x0 >= gutter - ALIGNED]
        parts += [left, right, [p for p in band if p.middle >= end]]
    width = max(p.x1 for p in pieces) - gutter
    return [part for part in parts if part] if gutter - heads[0].x0 <= NARROW * width else [pieces]


def _heads(lines: list[Piece], pieces: list[Piece]) -> list[Piece]:
    """The first lines of titles at the left edge, all in the print of the first, each level with a line in smaller letters."""
    edge = min((p.x0 for p in lines), default=0.0)
    margin = [p for p in lines if p.x0 - edge <= ALIGNED]
    found: list[Piece] = []
    last: Piece | None = None
    for line in margin:
        goes_on = last is not None and _same_print(last, line) and line.top - last.bottom < PITCH * (last.bottom - last.top)
        alike = not found or _same_print(found[0], line)
        if not goes_on and alike and not NUMBER.match(line.words[-1].text) and _level(line, pieces):
            found.append(line)
        last = line
    return found


def _level(head: Piece, pieces: list[Piece]) -> list[Piece]:
    """What opens right of a title and level with it, in smaller letters."""
    size = row_of(head.words).size
    right = [p for p in pieces if p.x0 > head.x1 + GAP * size]
    level = [p for p in right if abs(p.middle - head.middle) < (head.bottom - head.top) / 2]
    if not level or any(LARGER * row_of(p.words).size > size for p in level if p.words):
        return []
    first = min(level, key=lambda p: p.top)
    above = max((p.bottom for p in right if p.middle < first.top), default=0.0)
    return level if first.top - above > BREAK * (first.bottom - first.top) else []


def _same_print(a: Piece, b: Piece) -> bool:
    return a.words[0].bold == b.words[0].bold and abs(a.words[0].size - b.words[0].size) < STYLE
