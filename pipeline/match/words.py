"""The words of a text as stems, so that two wordings can share them: folded, without inclusive endings, plurals and suffixes."""

from __future__ import annotations

import functools
import re

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table

_PLAIN = {ord(c): fold(c) for c in map(chr, range(0xA0, 0x180)) if fold(c) != c} | {ord(c): fold(c) for c in "’ʼ‘œŒæÆ"}
# Letters that the table does not know.
_ODD = re.compile("[^\x00-\x7f\u00a0-\u00bf\u2010-\u203a\u202f\u20ac\u2190-\u27bf\ue000-\uf8ff]")
_INCLUSIVE = re.compile(
    r"(?<=[a-z]{3})(?:[·•∙⋅]\s?[a-z]+(?:[·•∙⋅]s)?|\.(?:e|ne|le|rice|trice|se|ere)\.?s?\b|\((?:e|ne|le)?s?\)"
    r"|-(?:e|es|se|ses|trice|trices|rice|rices)\b)"
)
_WORD = re.compile(r"[a-z][a-z0-9]*")
# Endings that French hangs on one root (coopér-ation, -atif, -atrice ...), longest first; tuned for sharing, not for beauty.
_ENDINGS = (
    "issement", "isation", "ication", "atrice", "ateur", "ation", "ition", "ement", "ative", "itive", "ance", "ence", "atif", "itif",
    "euse", "ment", "able", "ible", "ique", "isme", "iste", "aire", "tion", "sion", "iere", "age", "eur", "ite", "ier", "ive", "ure",
    "if", "er", "ir", "ee", "re", "al", "el", "e", "i",
)  # fmt: skip
_SHORTEST = 4  # letters that a root keeps
_PRINTED = re.compile(r"[\w·]+")


def plain(text: str) -> str:
    """`fold` for the Latin letters of French, many times faster: lower case, no accents, ligatures written out."""
    quick = text.translate(_PLAIN)
    return quick.lower() if _ODD.search(quick) is None else fold(quick)


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The root of a folded word: plural and ending off, at least four letters kept."""
    if len(word) >= _SHORTEST and word[-1] in "sx":
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text's content words, in order, repeats kept. Function words, figures and single letters are left out."""
    folded = _INCLUSIVE.sub("", plain(text))
    left_out = words_of_table("function_words")
    return [stem(w) for w in _WORD.findall(folded) if len(w) > 1 and w not in left_out]


@functools.cache
def words_of_table(name: str) -> frozenset[str]:
    """All words of a lexicon table whose patterns are lists of folded words ("le|la|les")."""
    return frozenset(word for row in load_table(name) for word in row["pattern"].split("|"))


def surface(text: str, wanted: frozenset[str], most: int = 12) -> str:
    """The words of a text, as a reader knows them, whose stems are wanted; each stem once."""
    found: dict[str, str] = {}
    for match in _PRINTED.finditer(text):
        for root in stems(match[0]):
            if root in wanted:
                found.setdefault(root, match[0])
    return ", ".join(list(found.values())[:most])
