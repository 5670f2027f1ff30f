"""The words of a text as stems, so that two wordings can share them: folded, without inclusive endings, plurals and suffixes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table

_PLAIN = {ord(c): fold(c) for c in map(chr, range(0xA0, 0x180)) if fold(c) != c} | {ord(c): fold(c) for c in "’ʼ‘œŒæÆ"}
# Letters that the table does not know.
_ODD = re.compile("[^\x00-\x7f\u00a0-\u00bf\u2010-\u203a\u202f\u20ac\u2190-\u27bf\ue000-\uf8ff]")
# A printed word with its inclusive endings ("élu·es"); those after other marks ("agent(e)s", "élu.e.s", "porteur-ses") are words of
# the table of function words.
_TOKEN = re.compile(r"[^\W_]+(?:[·•∙⋅][^\W\d_]+)*")
_INCLUSIVE = re.compile(r"[·•∙⋅].*")
# Endings that French hangs on one root (coopér-ation, -atif, -atrice ...), longest first; tuned for sharing, not for beauty.
_ENDINGS = (
    "issement", "isation", "ication", "atrice", "ateur", "ation", "ition", "ement", "ative", "itive", "ance", "ence", "atif", "itif",
    "euse", "ment", "able", "ible", "ique", "isme", "iste", "aire", "tion", "sion", "iere", "age", "eur", "ite", "ier", "ive", "ure",
    "if", "er", "ir", "ee", "re", "al", "el", "e", "i",
)  # fmt: skip
_SHORTEST = 4  # letters that a root keeps


def plain(text: str) -> str:
    """`fold` for the Latin letters of French, many times faster: lower case, no accents, ligatures written out."""
    quick = text if text.isascii() else text.translate(_PLAIN)
    return quick.lower() if _ODD.search(quick) is None else fold(quick)


class _Remembered(dict[str, str]):
    """Folded words or roots of printed words, each worked out once: a corpus has few different words."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str) -> str:
        found = self[word] = self.make(word)
        return found


def _root(token: str) -> str:
    word = plain(_INCLUSIVE.sub("", token))
    if len(word) < 2 or word[0].isdigit() or not word.isascii() or word in words_of_table("function_words"):
        return ""
    return stem(word)


def content_words(text: str) -> dict[str, str]:
    """The stems of a text with a word of each, as it stands there first."""
    found: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        if root := _roots[token]:
            found.setdefault(root, token)
    return found


def stem(word: str) -> str:
    """The root of a folded word: plural and ending off, at least four letters kept."""
    if len(word) >= _SHORTEST and word[-1] in "sx":
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


_folded = _Remembered(plain)
_roots = _Remembered(_root)


def stems(text: str) -> list[str]:
    """The stems of a text's content words, in order, repeats kept. Function words, figures and single letters are left out."""
    roots = _roots
    return [root for token in _TOKEN.findall(text) if (root := roots[token])]


def folded_tokens(text: str) -> list[str]:
    """The printed words of a text, figures too, folded, in order."""
    folded = _folded
    return [folded[token] for token in _TOKEN.findall(text)]


def stems_and_tokens(text: str) -> tuple[list[str], list[str]]:
    """`folded_tokens`, and beside each its stem, "" for what has none. The text is cut once."""
    tokens = _TOKEN.findall(text)
    return list(map(_roots.__getitem__, tokens)), list(map(_folded.__getitem__, tokens))


@functools.cache
def words_of_table(name: str) -> frozenset[str]:
    """All words of a lexicon table whose patterns are lists of folded words ("le|la|les")."""
    return frozenset(word for row in load_table(name) for word in row["pattern"].split("|"))


def surface(texts: Iterable[str], wanted: frozenset[str], most: int = 12) -> str:
    """The words of some texts, as a reader knows them, whose stems are wanted; each stem once."""
    found: dict[str, str] = {}
    for text in texts:
        for token in _TOKEN.findall(text):
            root = _roots[token]
            if root in wanted:
                found.setdefault(root, token)
        if len(found) >= min(len(wanted), most):
            break
    return ", ".join(list(found.values())[:most])
