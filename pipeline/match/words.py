"""The words of a text as stems, so that two wordings can share them: folded, without inclusive endings, plurals and suffixes."""

from __future__ import annotations

import codecs
import functools
import itertools
import re
from collections.abc import Callable, Container, Iterable, Mapping
from encodings.cp1252 import decoding_table, encoding_table

from pipeline.records.folding import fold
from pipeline.records.lexicon import words_of

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
    if text.isascii():
        return text.lower()
    folded = _translated(text, _FOLDED)
    return _by_letter(text) if folded is None else codecs.charmap_decode(folded, "strict", decoding_table)[0]


def _by_letter(text: str) -> str:
    quick = text.translate(_PLAIN)
    return quick.lower() if _ODD.search(quick) is None else fold(quick)


def _folded_byte(byte: int) -> int:
    """What a byte folds to, 0 when that is no single letter."""
    folded = _by_letter(bytes([byte]).decode(_CODE, "replace"))
    return 0 if len(folded) != 1 or _ODD.search(folded) else folded.encode(_CODE)[0]


def _word_byte(byte: int) -> int:
    """The same for letters and figures, a blank for all else but ends of lines; 0 for the marks of inclusive endings, which need a closer
    look."""
    folded = _folded_byte(byte)
    if byte in "·•".encode(_CODE):
        return 0
    if byte == ord("\n"):
        return byte
    return folded if folded == 0 or bytes([folded]).isalnum() else ord(" ")


# What most French texts can be written in, a byte for each letter: bytes are translated many times as fast as letters.
_CODE = "cp1252"
_FOLDED = bytes(map(_folded_byte, range(256)))
_WORDS_ALONE = bytes(map(_word_byte, range(256)))


def _translated(text: str, table: bytes) -> bytes | None:
    """None when the text has a letter without a byte, or one that the table gives as 0."""
    coded = _coded(text)
    folded = None if coded is None else coded.translate(table)
    return None if folded is None or b"\0" in folded else folded


def _coded(text: str) -> bytes | None:
    """None when the text has a letter without a byte."""
    try:
        return codecs.charmap_encode(text.replace("œ", "oe"), "strict", encoding_table)[0]
    except UnicodeEncodeError:
        return None


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
    if len(word) < 2 or word[0].isdigit() or not word.isascii() or word in words_of("function_words"):
        return ""
    return stem(word)


def content_words(texts: Iterable[str], wanted: Container[str] | None = None) -> dict[str, str]:
    """The stems of some texts, or those of them that are wanted, with a word of each, as it stands there first."""
    found: dict[str, str] = {}
    for text in texts:
        said = _content_words(text)
        for root in said if wanted is None else filter(wanted.__contains__, said):
            if root not in found:
                found[root] = said[root]
    return found


@functools.lru_cache(maxsize=4096)
def printed_words(text: str) -> dict[str, str]:
    """The stems of a text, each with the word that says it first, in no order."""
    tokens = _TOKEN.findall(text)[::-1]
    return dict(zip(map(_roots.__getitem__, tokens), tokens, strict=True))


@functools.lru_cache(maxsize=4096)
def _content_words(text: str) -> dict[str, str]:
    tokens = _TOKEN.findall(text)
    roots = [_roots[token] for token in tokens]
    found: dict[str, str] = dict.fromkeys(roots, "")
    found.update(zip(reversed(roots), reversed(tokens), strict=True))  # the first word of each stem is written last
    found.pop("", None)
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
    return [root for root in map(_roots.__getitem__, folded_tokens(text)) if root]


def folded_tokens(text: str) -> list[str]:
    """The printed words of a text, figures too, folded, in order."""
    return folded_words(text).split()


def folded_words(text: str) -> str:
    """The same with blanks between them, one or several, or ends of lines."""
    folded = _translated(text, _WORDS_ALONE)
    return " ".join([_folded[token] for token in _TOKEN.findall(text)]) if folded is None else folded.decode("ascii")


def root_of(word: str) -> str:
    """The stem of a word as it stands in a text or in `folded_words`, "" for a function word, a figure or a single letter."""
    return _roots[word]


def letters_and_words(text: str) -> tuple[str, str]:
    """The letters of a text as `plain` gives them, and its `folded_words`: both in one go."""
    coded = _coded(text)
    if coded is not None:
        letters, words = coded.translate(_FOLDED), coded.translate(_WORDS_ALONE)
        if b"\0" not in letters and b"\0" not in words:
            return codecs.charmap_decode(letters, "strict", decoding_table)[0], words.decode("ascii")
    return plain(text), folded_words(text)


class Vocabulary:
    """Numbers of stems, given when first asked for; 0 for words that have none (function words, figures).

    `numbers` are the stems with their numbers, `words` one word for each, the first in alphabetical order of those asked for.
    """

    def __init__(self) -> None:
        self.numbers = {"": 0}
        self.words = [""]

    def number(self, word: str) -> int:
        """The number of a folded word's stem."""
        found = self.numbers.setdefault(_roots[word], len(self.words))
        if found == len(self.words):
            self.words.append(word)
        elif found and word < self.words[found]:
            self.words[found] = word
        return found


def surface(said: Mapping[str, str], wanted: Container[str], most: int = 12) -> str:
    """Of the words that `content_words` found, those whose stems are wanted."""
    return ", ".join(map(said.__getitem__, itertools.islice(filter(wanted.__contains__, said), most)))
