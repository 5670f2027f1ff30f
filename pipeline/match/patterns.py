"""Patterns of a lexicon table, all looked for at once at the beginnings of a text's words."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_PART = re.compile(r"\\.|\[[^\]]*\]|\(\?<[=!][^()]*\)|\(\?:|.")  # of a pattern
_NO_LETTERS = re.compile(r"\^|\\b|\(\?<")  # parts that stand for no letter
_LETTER = re.compile(r"[\w '-]")
_BLANKED = bytes(byte if bytes([byte]).isalnum() else ord(" ") for byte in range(256))


class _Choice(NamedTuple):
    """One of the alternatives of a pattern: the letters that it begins with, their longest word, and whether that is a whole word."""

    name: str
    letters: str
    word: bytes
    whole: bool
    pattern: re.Pattern[str]

    def may_have(self, word: bytes) -> bool:
        """Whether a word of a text may be its longest."""
        return word == self.word if self.whole else word.startswith(self.word)

    def stands_in(self, text: str) -> bool:
        """Whether a text holds it at the beginning of a word."""
        place = text.find(self.letters)
        while place >= 0:
            if not (place and text[place - 1].isalnum()) and self.pattern.match(text, place):
                return True
            place = text.find(self.letters, place + 1)
        return False


def at_words(patterns: Mapping[str, str], behind: str = "") -> Callable[[str], tuple[str, ...]]:
    r"""Which of these patterns a folded text holds at the beginning of one of its words, followed by the pattern `behind`: their names, in
    the order given.

    What a word may be part of is worked out once for each word, and most texts have no word that counts: many times faster than one
    alternative after the other behind a `\b`.
    """
    choices = [
        _choice(name, letters, re.compile("".join(parts) + behind))
        for name, pattern in patterns.items()
        for parts in _choices(_PART.findall(pattern))
        for letters, _ in _beginnings(parts)
    ]

    beginnings = tuple({choice.word for choice in choices})

    @functools.cache
    def likely(word: bytes) -> list[_Choice]:
        return [choice for choice in choices if choice.may_have(word)] if word.startswith(beginnings) else []

    def held(text: str) -> tuple[str, ...]:
        found = {choice.name for choice in itertools.chain.from_iterable(map(likely, _words(text))) if choice.stands_in(text)}
        return tuple(filter(found.__contains__, patterns)) if found else ()

    return held


def _choice(name: str, letters: str, pattern: re.Pattern[str]) -> _Choice:
    words = _words(letters)
    longest = max(words, key=len, default=b"")
    return _Choice(name, letters, longest, longest in words[:-1], pattern)


def _words(text: str) -> list[bytes]:
    return text.encode().translate(_BLANKED).split()


def _beginnings(parts: Sequence[str]) -> list[tuple[str, bool]]:
    """The letters that a match of a pattern may begin with, as far as they are sure, and whether they are all of it."""
    found, place = [""], 0
    while place < len(parts):
        end = _closing(parts, place)
        after = parts[end + 1] if end + 1 < len(parts) else ""
        if parts[place] == "(?:" and after not in ("*", "+", "{"):
            inner = [spelled for choice in _choices(parts[place + 1 : end]) for spelled in _beginnings(choice)]
            if after == "?":
                inner.append(("", True))
                end += 1
            found = [before + letters for before in found for letters, _ in inner]
            if not all(whole for _, whole in inner):
                return [(letters, False) for letters in found]
        elif _LETTER.fullmatch(parts[place]) and after not in ("?", "*", "+", "{"):
            found = [before + parts[place] for before in found]
        elif not _NO_LETTERS.match(parts[place]):
            return [(letters, False) for letters in found]
        place = end + 1
    return [(letters, True) for letters in found]


def _closing(parts: Sequence[str], place: int) -> int:
    """Where the bracket at a place ends; the place itself when there is none."""
    depth = 0
    for end in range(place, len(parts)):
        depth += (parts[end] in ("(", "(?:")) - (parts[end] == ")")
        if depth == 0:
            return end
    return place


def _choices(parts: Sequence[str]) -> list[list[str]]:
    """What stands between the bars of a pattern that are in no bracket."""
    depth = 0
    found: list[list[str]] = [[]]
    for part in parts:
        depth += (part in ("(", "(?:")) - (part == ")")
        if part == "|" and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found
