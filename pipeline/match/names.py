"""Proper names of a measure: organisations, places, programmes. Found by capitals and quotation marks, never by a list of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.match.pieces import Piece, measure_pieces
from pipeline.match.words import folded_tokens, plain
from pipeline.records.lexicon import words_of
from pipeline.records.plan import Measure

QUOTED = re.compile(r"[«“\"]\s*([^»”\"]{3,60}?)\s*[»”\"]")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'·-]*"
_LINK = r"(?:de la|de l[’']|des|du|de|d[’']|en|et|&|à|aux|au|sur|sous|lès|le|la|les)"
_NAME = re.compile(rf"{_CAPITAL}(?:\s?(?:{_LINK}\s?)?{_CAPITAL}|\s&\s{_CAPITAL}|\s\d{{1,3}}\b)*")
_OPENS = re.compile(r"(?:^|[.;:!?•–—\n]\s*|[«“\"(]\s*)$")
_INFINITIVE = re.compile(r"(?:er|ir|tre|dre|oir)$")  # "Repérer" opens a step, wherever the reader put it
_OWN = "the authority's own people and departments"
_LOWER = re.compile(r"(?<![\w'’·-])[a-zà-ÿœæ]{2,}(?!\w)")


def spaced(text: str) -> str:
    """The folded words of a text with one space around each, so that a name can be looked up in it whole."""
    return f" {' '.join(folded_tokens(text))} "


def names_of(measure: Measure, ordinary: frozenset[str], pieces: Sequence[Piece] = ()) -> tuple[str, ...]:
    """Proper names that the measure carries, as `spaced` text: its partners and owner, quoted names and capitals amid its sentences.

    `ordinary` are folded words that also stand without a capital: a capital proves nothing for them, unless the name is a partner's.
    `pieces` are the measure's, cut here when they are not given.
    """
    found: dict[str, None] = {}
    people = [p.text for p in (*((measure.owner,) if measure.owner else ()), *measure.partners)]
    for name in people:
        for part in re.split(r"[,;/]| et (?=[A-ZÀ-Þ])", name):
            if (part[:1].isupper() or part[:1].isdigit()) and not ordinary.issuperset(_one_word(part)):
                _keep(found, part)
    for piece in pieces or measure_pieces(measure):
        for name in _in_text(piece.text):
            if not ordinary.issuperset(folded_tokens(name)):
                _keep(found, name)
    return tuple(found)


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand somewhere in these texts without a capital, folded."""
    return frozenset(plain(w) for text in texts for w in _LOWER.findall(text))


def _one_word(name: str) -> list[str]:
    """The word of a name of one word; a name of several may well be made of ordinary ones."""
    words = folded_tokens(name)
    return words if len(words) == 1 else [""]


def _in_text(text: str) -> Iterable[str]:
    for match in QUOTED.finditer(text):
        yield match[1]
    text = QUOTED.sub(". ", text)
    for match in _NAME.finditer(text):
        name = match[0]
        if _OPENS.search(text[: match.start()]):  # a capital that opens a sentence proves nothing
            name = re.sub(rf"^{_CAPITAL}\s?(?:{_LINK}\s?)?", "", name)
        yield name


def _keep(found: dict[str, None], name: str) -> None:
    words = folded_tokens(name)
    generic = words_of("generic_names")  # capitals that name no one
    if not words or words[0] in words_of("generic_names", _OWN) or (len(words) == 1 and _INFINITIVE.search(words[0])):
        return
    if any(len(w) > 3 and w not in generic for w in words) and sum(map(len, words)) >= 4:
        found.setdefault(f" {' '.join(words)} ")
