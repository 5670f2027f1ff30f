"""Cards in several columns, each opened by a number in large type left of its title (a poster of ten things to do).

Their columns stand too near each other for the reading stage, which reads some rows across. They are found by their numbers, which go
from 1 on, and set again card by card. So are cards one below the other that each have a badge left of their number ("Mars 2025"), which
is read amid the lines of the title.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.measures.pieces import SMALLER, page_words
from pipeline.records.source import BODY_KINDS, Page, Word

_NUMBER = re.compile(r"\d{1,2}")
_LARGE = 1.6  # times the size of its title
_LEAST = 4  # cards of a page
_LEVEL = 0.4  # of the size of a number: numbers of one row or one column stand no further apart
_BESIDE = 0.5  # of the size of a number: the middle of its badge stands no further from its own
_OVER = 0.4  # of the size of a number: a title may open above its top
_PITCH = 2.6  # of its size, from a line of a card to the next


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card: its number, its title, what is said of it, and the badge left of its number."""

    number: Word
    title: tuple[Word, ...]
    rest: tuple[Word, ...]
    badge: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All of them, the number first."""
        return (self.number, *self.title, *self.rest, *self.badge)


def number_cards(page: Page) -> tuple[Card, ...]:
    """The cards of a page by their numbers; () where it has none, or only one column of them without badges."""
    blocks = [b for b in page.blocks if b.kind in BODY_KINDS and b.start < page.body_end]
    words = [w for b in blocks for w in page_words(page, b.start, b.end)]
    numbers = sorted((w for w in words if _opens_card(page, w, words)), key=lambda w: int(page.text[w.start : w.end]))
    in_order = [int(page.text[w.start : w.end]) for w in numbers] == list(range(1, len(numbers) + 1))
    if len(numbers) < _LEAST or not in_order:
        return ()
    abreast = all(_has_row(w, numbers) and _has_column(w, numbers) for w in numbers)
    if not abreast and not all(_in_column(w, numbers[0]) and _badge(w, words) for w in numbers):
        return ()
    cards = [_card(number, numbers, words) for number in numbers]
    return tuple(c for c in cards if c is not None) if all(cards) else ()


def _opens_card(page: Page, number: Word, words: list[Word]) -> bool:
    """Whether a word is a number right of which, and level with it, the nearest word is set in much smaller letters."""
    if not _NUMBER.fullmatch(page.text, number.start, number.end):
        return False
    beside = [w for w in words if w.box.x0 > number.box.x1 and w.box.top < number.box.bottom and w.box.bottom > number.box.top]
    nearest = min(beside, key=lambda w: w.box.x0, default=None)
    return nearest is not None and number.size >= _LARGE * nearest.size


def _badge(number: Word, words: list[Word]) -> tuple[Word, ...]:
    """The words left of a number and level with it."""
    middle = (number.box.top + number.box.bottom) / 2
    beside = (w for w in words if w.box.x1 < number.box.x0 and abs((w.box.top + w.box.bottom) / 2 - middle) < _BESIDE * number.size)
    return tuple(sorted(beside, key=lambda w: (round(w.box.top), w.box.x0)))


def _has_row(number: Word, numbers: list[Word]) -> bool:
    return any(_in_row(w, number) for w in numbers if w is not number) or number is numbers[-1]


def _has_column(number: Word, numbers: list[Word]) -> bool:
    return any(_in_column(w, number) for w in numbers if w is not number)


def _in_row(a: Word, b: Word) -> bool:
    return abs(a.box.top - b.box.top) < _LEVEL * b.size


def _in_column(a: Word, b: Word) -> bool:
    return min(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) < _LEVEL * b.size


def _card(number: Word, numbers: list[Word], words: list[Word]) -> Card | None:
    """The card that a number opens: what stands right of it, down to the next number, and left of the next column."""
    right = min((w.box.x0 for w in numbers if w.box.x0 > number.box.x1), default=float("inf"))
    top = number.box.top - _OVER * number.size
    below = min((w.box.top for w in numbers if w.box.top > number.box.bottom), default=float("inf")) - _OVER * number.size
    lines = list(_lines([w for w in words if number.box.x1 <= w.box.x0 < right and top <= w.box.top < below]))
    if not lines or lines[0][0].box.top > number.box.bottom:
        return None
    pitches = itertools.takewhile(
        lambda pair: pair[1][0].box.top - pair[0][0].box.top <= _PITCH * pair[0][0].size, itertools.pairwise(lines)
    )
    own = [lines[0], *(line for _, line in pitches)]
    title = list(itertools.takewhile(lambda line: line[0].size >= SMALLER * own[0][0].size, own))
    alone = all(_in_column(w, number) for w in numbers)
    badge = _badge(number, words) if alone else ()
    return Card(number, tuple(w for line in title for w in line), tuple(w for line in own[len(title) :] for w in line), badge)


def _lines(words: list[Word]) -> Iterator[list[Word]]:
    """Words line by line, each from left to right."""
    line: list[Word] = []
    for word in sorted(words, key=lambda w: ((w.box.top + w.box.bottom) / 2, w.box.x0)):
        if line and (word.box.top + word.box.bottom) / 2 - (line[0].box.top + line[0].box.bottom) / 2 > 0.4 * max(word.size, 6):
            yield sorted(line, key=lambda w: w.box.x0)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda w: w.box.x0)
