"""The words of many texts as numbers, all at once: no word becomes a string of its own but the first time it is met."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Marks = NDArray[np.uint64]
_AT_ONCE = 8  # letters that one number of 64 bits holds
_LETTERS: Marks = np.array([(1 << 8 * size) - 1 for size in range(_AT_ONCE + 1)], np.uint64)  # the bits of so many letters
_MIX, _SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)  # odd, without a pattern in their bits
_SLOTS = 18  # bits: places of words that are found at once
_REST = np.uint64(64 - _SLOTS)


class Numbering:
    """Numbers folded words as `number_of` does, which is asked once for each word, in the order in which the words come.

    A word is told by a mark of 64 bits: its letters, when they are no more than eight, and a mix of these for longer ones, which two of a
    million words share with a chance of one in thirty million.
    """

    def __init__(self, number_of: Callable[[str], int]) -> None:
        self._number_of = number_of
        self._known: dict[int, int] = {}
        self._marks: Marks = np.zeros(1 << _SLOTS, np.uint64)
        self._numbers: Numbers = np.zeros(1 << _SLOTS, np.int32)

    def numbers(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The number of each word of each text, and the place of its text; `texts` are folded words with blanks between them."""
        coded = [text.encode() for text in texts]
        joined = b" %s%s" % (b" ".join(coded), b" " * _AT_ONCE)
        edges = np.flatnonzero(np.diff(np.frombuffer(joined, np.uint8) > ord(" "))) + 1
        starts, ends = edges[::2], edges[1::2]
        behind = np.cumsum([0, *(len(text) + 1 for text in coded)])[1:]
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(np.searchsorted(starts, behind), prepend=0))
        marks = _marks(joined, starts, ends)
        slots = (marks * _SPREAD) >> _REST
        found = self._numbers[slots]
        other = np.flatnonzero(self._marks[slots] != marks)
        if len(other):
            several, first, which = np.unique(marks[other], return_index=True, return_inverse=True)
            of_each = np.zeros(len(several), np.int32)
            for place in np.argsort(first).tolist():
                at = other[first[place]]
                of_each[place] = self._number(int(several[place]), int(slots[at]), joined[starts[at] : ends[at]])
            found[other] = of_each[which]
        return found, owners

    def _number(self, mark: int, slot: int, word: bytes) -> int:
        number = self._known.get(mark)
        if number is None:
            number = self._known[mark] = self._number_of(word.decode())
            if not self._marks[slot]:
                self._marks[slot], self._numbers[slot] = mark, number
        return number


def _marks(joined: bytes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Marks:
    eight = np.ndarray(len(joined) - _AT_ONCE + 1, "<u8", joined, strides=(1,))  # the eight letters from each place on
    lengths = ends - starts
    marks: Marks = eight[starts] & _LETTERS[np.minimum(lengths, _AT_ONCE)]
    longer, done = np.flatnonzero(lengths > _AT_ONCE), _AT_ONCE
    while len(longer):
        more = eight[starts[longer] + done] & _LETTERS[np.minimum(lengths[longer] - done, _AT_ONCE)]
        marks[longer] = marks[longer] * _MIX + more
        done += _AT_ONCE
        longer = longer[lengths[longer] > done]
    return marks
