"""What a page prints, before layout: pieces of text, ruled lines and coloured grounds, in points from the top left."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records.source import Box

LIST_MARKS = frozenset("•●■▪➜➤❖✓✔◦►▶→◆◇○□➢")  # bullets that are nothing else where they stand alone


class Printed(NamedTuple):
    """One run of characters without white space. `upright` is False when it is written up or down the page.

    `cut`: it ends in a hyphen that the file itself marks as a line-end hyphen. `order` is its place in the file's own order.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    upright: bool = True
    cut: bool = False
    order: int = 0
    colour: int = 0  # 0xRRGGBB of the fill


class Rule(NamedTuple):
    """A straight ruled line, horizontal (top == bottom) or vertical (x0 == x1)."""

    x0: float
    top: float
    x1: float
    bottom: float


PAPER = 0xFFFFFF  # the colour of a frame that has no ground


class Ground(NamedTuple):
    """A filled rectangle under or beside text, or a frame with rounded corners (white). `colour` is 0xRRGGBB."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int


@dataclass(frozen=True, slots=True)
class Tilt:
    """How a scan was straightened: turned by `turn` (0, 90, 180, 270) and then by `angle` degrees, both counter-clockwise.

    `width` and `height` are those of the turned, not yet straightened picture, in points.
    """

    angle: float
    turn: int
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """A box of the straightened picture as a box of the page as it is in the file; its sides stay as long as they are."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        half_width, half_height = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        dx, dy = x - self.width / 2, y - self.height / 2
        x, y = self.width / 2 + dx * cos - dy * sin, self.height / 2 + dx * sin + dy * cos
        if self.turn == 90:
            x, y = self.height - y, x
        elif self.turn == 180:
            x, y = self.width - x, self.height - y
        elif self.turn == 270:
            x, y = y, self.width - x
        if self.turn in (90, 270):
            half_width, half_height = half_height, half_width
        return Box(x - half_width, y - half_height, x + half_width, y + half_height)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as printed. `picture_share` is the part of the page that pictures cover, 0..1.

    `tilt` is there when the words stand on a straightened scan.
    """

    number: int
    width: float
    height: float
    rotation: int
    words: tuple[Printed, ...]
    rules: tuple[Rule, ...] = ()
    grounds: tuple[Ground, ...] = ()
    picture_share: float = 0.0
    broken: int = 0  # characters without a Unicode value
    engine: str = "pdfium"
    confidence: float | None = None
    tilt: Tilt | None = None
    dashes: int = 0  # strokes too short to be lines by themselves


@dataclass(slots=True)
class Row:
    """Words on one baseline, left to right. `size` is the font size of most of its characters, in points."""

    words: list[Printed]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def bold(self) -> bool:
        """Whether most of the row's letters are bold."""
        heavy = sum(len(w.text) for w in self.words if w.bold)
        return 2 * heavy > sum(len(w.text) for w in self.words)

    @property
    def text(self) -> str:
        """The row as printed, one space between words."""
        return " ".join([w.text for w in self.words])

    @property
    def box(self) -> Box:
        """The place of the row."""
        return Box(self.x0, self.top, self.x1, self.bottom)


def row_of(words: list[Printed]) -> Row:
    """A row of words given left to right; never empty."""
    first = words[0]
    if len(words) == 1:
        return Row(words, first.x0, first.top, first.x1, first.bottom, first.size)
    size = first.size
    if any(w.size != size for w in words):
        weights: dict[float, int] = {}
        for word in words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        size = max(weights, key=lambda s: (weights[s], s))
    top, bottom = min([w.top for w in words]), max([w.bottom for w in words])
    return Row(words, min([w.x0 for w in words]), top, max([w.x1 for w in words]), bottom, size)


def rows_of(words: list[Printed]) -> list[Row]:
    """Gather words into rows by vertical overlap, top to bottom."""
    if len(words) < 2:
        return [row_of(words)] if words else []
    groups: list[list[Printed]] = []
    bands: list[tuple[float, float]] = []
    marks = [w for w in words if w.text in LIST_MARKS]
    for word in sorted((w for w in words if w.text not in LIST_MARKS) if marks else words, key=lambda w: w.top + w.bottom):
        height = word.bottom - word.top
        placed = False
        for index in range(len(groups) - 1, max(len(groups) - 4, -1), -1):
            top, bottom = bands[index]
            overlap = min(bottom, word.bottom) - max(top, word.top)
            if overlap > 0.55 * min(height, bottom - top):
                groups[index].append(word)
                if height > bottom - top and height < 1.6 * (bottom - top):
                    bands[index] = (word.top, word.bottom)
                placed = True
                break
        if not placed:
            groups.append([word])
            bands.append((word.top, word.bottom))
    for mark in marks:
        _add_mark(mark, groups, bands)
    ordered = sorted(zip(bands, groups, strict=True), key=lambda g: sum(g[0])) if marks else zip(bands, groups, strict=True)
    return [row_of(sorted(group, key=lambda w: w.x0)) for _, group in ordered]


def _add_mark(mark: Printed, groups: list[list[Printed]], bands: list[tuple[float, float]]) -> None:
    """Put a bullet, which may be lower than letters, into the row that it overlaps most."""
    overlaps = [min(bottom, mark.bottom) - max(top, mark.top) for top, bottom in bands]
    best = max(range(len(bands)), key=lambda i: overlaps[i], default=None)
    if best is not None and overlaps[best] > 0.55 * min(mark.bottom - mark.top, bands[best][1] - bands[best][0]):
        groups[best].append(mark)
    else:
        groups.append([mark])
        bands.append((mark.top, mark.bottom))
