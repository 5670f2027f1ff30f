"""Letters that a font names wrongly: a ligature that comes as another character ("collec1fs", "Me:re"), told from the document's own words.

A font that joins letters ("ti", "tt", "fi") may give the joined glyph any character. One such character stands for one ligature as a rule;
which, is settled by words that the same document prints whole elsewhere. What cannot be settled stays as printed, and is told.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.records.run import Issue, Severity

LIGATURES = ("ti", "tt", "tti", "ff", "fi", "fl", "ffi", "ffl", "ft", "fft", "fj", "st", "ct")
LETTERS = "a-zA-ZàâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆﬀ-ﬆ"
WITHIN = r"'’‘ʼ\-‐‑–—/·•‧∙⋅._@()&+*°\s\u00ad\u200b\u200c\u200d\ufeff\ufffe\x02"  # stand between letters in sound words, or in addresses
STRANGE = re.compile(rf"(?<=[{LETTERS}])[^{LETTERS}{WITHIN}](?=[a-zàâäçéèêëîïôöùûüÿœæ])")
CORE = re.compile(rf"^[(«\"“]*(?:[{LETTERS}]{{1,2}}['’])?(.*?)[)»\"”.,;:!?…]*$", re.DOTALL)
SOUND = re.compile(rf"^[{LETTERS}]+$")
WORD = re.compile(rf"^[{LETTERS}]+(?:[-‐‑][{LETTERS}]+)*$")
ENDINGS = frozenset("e s es x ne nes le les te tes ve ves se ses rice rices euse euses ère ères".split())  # noqa: SIM905 - étudiant:e:s
MOST = 2  # broken ligatures in one word
AGREE = 2  # different words that settle what a character stands for in words that the document does not print whole
TOLD = 3  # different words with the same strange character, at least one of their halves no word of the document, for it to be told
REMEDY = "Compare the passages quoted with the page."


@dataclass(frozen=True, slots=True)
class Letters:
    """What was found: words as printed with their repair, and words that stay as they are."""

    repaired: Mapping[str, str]
    left: tuple[str, ...]


def mend_letters(printed: Iterable[str]) -> Letters:
    """Words of one document as printed to their repair by its own words."""
    words = set(printed)
    strange = {w: parts for w in words if (parts := _core(w)) is not None}
    if not strange:
        return Letters({}, ())
    known = _known(words - strange.keys())
    repaired: dict[str, str] = {}
    meanings: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for word, core in strange.items():
        fits = [c for c in _choices(core) if _filled(core, c).lower() in known] if not _two_words(core, known) else []
        if len(fits) == 1:
            repaired[word] = word.replace(core, _filled(core, fits[0]), 1)
            for sign, meaning in zip(STRANGE.findall(core), fits[0], strict=True):
                meanings[sign][meaning].add(core.lower())
    settled = {sign: next(iter(found)) for sign, found in meanings.items() if len(found) == 1 and len(*found.values()) >= AGREE}
    for word, core in strange.items():
        signs = STRANGE.findall(core)
        if word not in repaired and all(sign in settled for sign in signs) and not _two_words(core, known):
            repaired[word] = word.replace(core, _filled(core, tuple(settled[sign] for sign in signs)), 1)
    return Letters(repaired, _left(strange, repaired, meanings, known))


def letters_issues(letters: Letters, doc: str, sha256: str) -> list[Issue]:
    """What a person should know: nothing when the document has no such letters."""
    if not letters.repaired and not letters.left:
        return []
    message = (
        f"The file's font names some letters wrongly: {len(letters.repaired)} different words were repaired from the document's own words"
    )
    if not letters.left:
        return [Issue("broken-letters", f"{message}.", REMEDY, doc, sha256, severity=Severity.NOTE)]
    shown = ", ".join(f'"{word}"' for word in letters.left[:3])
    return [Issue("broken-letters", f"{message}, {len(letters.left)} stay as they are ({shown}).", REMEDY, doc, sha256)]


def _core(word: str) -> str | None:
    """The part of a word without elision and punctuation that holds a strange character between letters; None when there is none."""
    if not STRANGE.search(word):
        return None
    found = CORE.match(word)
    core = found.group(1) if found else word
    signs = STRANGE.findall(core)
    rest = STRANGE.sub("", core)
    if not 1 <= len(signs) <= MOST or not WORD.match(rest) or not rest[1:].islower():
        return None
    return core


def _choices(core: str) -> Iterable[tuple[str, ...]]:
    return itertools.product(LIGATURES, repeat=len(STRANGE.findall(core)))


def _filled(core: str, ligatures: tuple[str, ...]) -> str:
    """The core with its strange characters replaced in order."""
    rest = iter(ligatures)
    return STRANGE.sub(lambda _: next(rest), core)


def _known(words: Iterable[str]) -> frozenset[str]:
    """Words that the document prints whole, in lower case, without elision and punctuation."""
    cores = [found.group(1) for word in words if (found := CORE.match(word))]
    return frozenset(unicodedata.normalize("NFKC", core).lower() for core in cores if SOUND.match(core))


def _two_words(core: str, known: Collection[str]) -> bool:
    """Whether both sides are words of the document ("objet:vote" lacks a space, no letter), or a word and its endings ("élu:e:s")."""
    first, *rest = (part.lower() for part in STRANGE.split(core))
    inclusive = ":" in core and all(part in ENDINGS for part in rest)
    return first in known and (inclusive or all(part in known for part in rest))


def _left(
    strange: Mapping[str, str], repaired: Mapping[str, str], meanings: Mapping[str, object], known: Collection[str]
) -> tuple[str, ...]:
    """Words that stay broken: of characters that stand for a ligature elsewhere, or that come in several words that are none.

    Punctuation may lack its space: there neither side may be a word of the document.
    """
    by_sign: dict[str, set[str]] = defaultdict(set)
    for word, core in strange.items():
        if word not in repaired and not _two_words(core, known):
            halves = [part.lower() in known for part in STRANGE.split(core)]
            for sign in STRANGE.findall(core):
                if sign in meanings or not unicodedata.category(sign).startswith("P") or not any(halves):
                    by_sign[sign].add(word)
    told = [words for sign, words in by_sign.items() if sign in meanings or len({strange[w].lower() for w in words}) >= TOLD]
    return tuple(sorted(set().union(*told)))
