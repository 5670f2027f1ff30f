"""Printed words and their places; the words of a page in columns, which take a tenth of the memory of as many records."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, overload

BOLD = 1
ITALIC = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box around boxes; never empty."""
    return Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))


@dataclass(frozen=True, slots=True)
class Word:
    """One printed piece of text and its place.

    `start:end` is where it stands in `Page.text`; `printed` is what the page shows before cleaning. A word cut at a line end
    ("collec-" / "tif") is two pieces whose spans touch, so every cleaned character leads back to a place on the page.
    """

    start: int
    end: int
    printed: str
    box: Box
    size: float  # font size in points
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Words(Sequence[Word]):
    """Words in their order. Each `Word` is made when it is asked for: a run holds hundreds of thousands and looks at few of them.

    `text` is the page's text; `sides` holds x0, top, x1 and bottom of each word in turn, in points; `styles` are sums of BOLD and ITALIC;
    `printed` has the forms that differ from `text[start:end]`, by the word's index.
    """

    text: str
    starts: array[int]
    ends: array[int]
    sides: array[float]
    sizes: array[float]
    styles: bytes
    printed: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(map(self._word, range(*index.indices(len(self.starts)))))
        size = len(self.starts)
        if not -size <= index < size:
            raise IndexError(index)
        return self._word(index % size)

    def __iter__(self) -> Iterator[Word]:
        return map(self._word, range(len(self.starts)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str) or len(other) != len(self):
            return False
        return all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _word(self, index: int) -> Word:
        start, end, style = self.starts[index], self.ends[index], self.styles[index]
        printed = self.printed.get(index)
        return Word(
            start,
            end,
            self.text[start:end] if printed is None else printed,
            Box(*self.sides[4 * index : 4 * index + 4]),
            self.sizes[index],
            bool(style & BOLD),
            bool(style & ITALIC),
        )


def in_columns(words: Sequence[Word], text: str) -> Words:
    """Words of the page text `text`, given as records or in columns already, in columns."""
    if isinstance(words, Words):
        return words
    sides: Any = chain.from_iterable((w.box.x0, w.box.top, w.box.x1, w.box.bottom) for w in words)
    return Words(
        text,
        array("I", (w.start for w in words)),
        array("I", (w.end for w in words)),
        array("d", sides),
        array("d", (w.size for w in words)),
        bytes(BOLD * w.bold + ITALIC * w.italic for w in words),
        {i: w.printed for i, w in enumerate(words) if w.printed != text[w.start : w.end]},
    )


def words_between(words: tuple[Word, ...] | Words, start: int, end: int) -> tuple[Word, ...]:
    """The words that the span `start:end` of the page's text touches."""
    return words[slice(*_touched(words, start, end))]


def sides_between(words: tuple[Word, ...] | Words, start: int, end: int) -> Iterator[tuple[float, float, float, float]]:
    """The sides (x0, top, x1, bottom) of the words that the span `start:end` of the page's text touches."""
    first, last = _touched(words, start, end)
    if isinstance(words, Words):
        sides = iter(words.sides[4 * first : 4 * last])
        return zip(sides, sides, sides, sides, strict=True)
    return ((w.box.x0, w.box.top, w.box.x1, w.box.bottom) for w in words[first:last])


def _touched(words: tuple[Word, ...] | Words, start: int, end: int) -> tuple[int, int]:
    if isinstance(words, Words):
        return bisect.bisect_right(words.ends, start), bisect.bisect_left(words.starts, end)
    return bisect.bisect_right(words, start, key=lambda w: w.end), bisect.bisect_left(words, end, key=lambda w: w.start)
