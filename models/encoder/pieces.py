"""Text to pieces of words, by the likeliest cut (unigram model), for the transformer.

Training and use must cut alike: what changes here asks for new weights.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence

START, STOP, UNKNOWN = 0, 1, 2
"""Places of the piece before a text, the one after it, and of a letter no piece holds."""
FIRST = 3
"""Place of the first piece of letters."""
RULES = 1
"""Raised with every change of this file that cuts a text differently; a mismatch with the weights is an error at loading."""
_MARK = "▁"  # stands before the first piece of a word, as in SentencePiece
_INCLUSIVE = re.compile(r"(?<=\w{2})[·•‧⋅](?:[a-zà-ÿ]{1,6})(?:[·•‧⋅]s)?\b")
_MOST_WORDS = 500_000  # cuts remembered


class Pieces:
    """Cuts texts. `encode` is pure; cuts of words are kept from call to call."""

    __slots__ = ("_cuts", "_longest", "_places", "_scores", "_unknown")

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._places: Mapping[str, int] = {piece: place for place, piece in enumerate(pieces, FIRST)}
        self._scores = dict(zip(pieces, scores, strict=True))
        self._longest = max((len(piece) for piece in pieces), default=1)
        self._unknown = min(self._scores.values(), default=0.0) - 10
        self._cuts: dict[str, tuple[int, ...]] = {}

    def encode(self, text: str, most: int) -> list[int]:
        """Places of the text's pieces between `START` and `STOP`, at most `most` in all; what is beyond is not read."""
        out = [START]
        for word in normalise(text).split():
            if len(out) >= most:
                break
            out.extend(self.cut(word))
        return [*out[: most - 1], STOP]

    def cut(self, word: str) -> tuple[int, ...]:
        """Places of the pieces of one normalised word."""
        found = self._cuts.get(word)
        if found is None:
            if len(self._cuts) > _MOST_WORDS:
                self._cuts.clear()
            found = self._cuts[word] = tuple(self._places.get(piece, UNKNOWN) for piece in self.best(word))
        return found

    def best(self, word: str) -> list[str]:
        """The likeliest pieces of a word (Viterbi); a letter that no piece holds stands alone."""
        letters = _MARK + word
        reached = [0.0] + [-math.inf] * len(letters)
        came = [0] * (len(letters) + 1)
        for start in range(len(letters)):
            for end in range(start + 1, min(len(letters), start + self._longest) + 1):
                score = self._scores.get(letters[start:end], self._unknown if end == start + 1 else -math.inf)
                if reached[start] + score > reached[end]:
                    reached[end], came[end] = reached[start] + score, start
        out, end = [], len(letters)
        while end:
            out.append(letters[came[end] : end])
            end = came[end]
        return out[::-1]


def normalise(text: str) -> str:
    """Compatible letters, lower case (acts shout their verbs), typographic apostrophes made plain, inclusive endings cut off."""
    return _INCLUSIVE.sub("", unicodedata.normalize("NFKC", text).lower().replace("’", "'"))
