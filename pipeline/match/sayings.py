"""The sentences of many acts, each looked at once however many acts say it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.match.figures import figures
from pipeline.match.words import letters_and_words
from pipeline.records.lexicon import pattern_of

_MOST = 50_000  # sentences kept, some 25 MB: then all are forgotten, so that a large corpus does not fill the memory
_SHORTEST = 12  # letters: shorter sentences ("Recruter", a table's cell) say too little alone
_ENOUGH = re.compile(rf"(?:[\W\d_]*+[^\W\d_]){{{_SHORTEST}}}")
_LEADING = re.compile(r"^[\s•■➜●–—\-*·°)»]+|^(?:article|art\.)\s*\d+(?:er)?\s*[-–—:.]?\s*|^\d{1,2}\s?[°)][°)]?\s*", re.IGNORECASE)
_LEADING_BEGINS = "•■➜●–—-*·°)»aA0123456789"
_OBJECT = re.compile(r"^(?:objet|affaire)\s*[:–-]?\s*", re.IGNORECASE)  # the subject printed once more
_OBJECT_BEGINS = "oOaA"
_PEOPLE = re.compile(r"\b(?:M|Mme|MM|Mmes)\b\.? ?(?=[A-ZÀ-Þ])")
_FORMULA = 160  # letters in which a formula shows
_ROLL = 4  # people named in a sentence that is a list of those present, represented or voting


class Saying(NamedTuple):
    """A sentence, cleaned. `enough` is whether it says something alone, `formula` whether it only orders what every act orders. `key` is
    the same for sentences that say the same, `known_as` too, whether or not they begin with "Objet :". `words` are its folded words with
    one blank between them, `figures` its quantities."""

    text: str
    enough: bool
    formula: bool
    key: str
    known_as: str
    words: str
    figures: frozenset[str]


class Sayings(dict[str, Saying]):
    """Sentences as they are printed, and what they say. In collections of real acts a third of the sentences, a fifth of their letters,
    stand there more than once: formulas, renewals, an exposé in several acts."""

    def __missing__(self, printed: str) -> Saying:
        if len(self) >= _MOST:
            self.clear()
        text = cleaned(printed)
        letters, words = letters_and_words(text)
        enough, key, said = says_enough(text), key_of(text), words.split()
        known_as = key_of(_OBJECT.sub("", text)) if text[:1] in _OBJECT_BEGINS else key
        formula = enough and is_formula(text, letters)
        found = frozenset() if formula else figures(key, said)
        saying = self[printed] = Saying(text, enough, formula, key, known_as, " ".join(said), found)
        return saying


def is_formula(text: str, letters: str) -> bool:
    """Whether a piece, given its `plain` letters too, only orders execution, signature, imputation or publication:
    `data/lexicon/formulas.csv`."""
    return pattern_of("formulas").match(letters[:_FORMULA]) is not None or (
        text.count("M") >= _ROLL and len(_PEOPLE.findall(text)) >= _ROLL
    )


def says_enough(text: str) -> bool:
    """Whether a sentence has so many letters that it can be compared alone."""
    return _ENOUGH.match(text) is not None


def cleaned(printed: str) -> str:
    """A sentence in one line, without bullet or number of an article before it."""
    text = " ".join(printed.split())
    leading = _LEADING.match(text) if text[:1] in _LEADING_BEGINS else None
    return text[leading.end() :] if leading else text


def key_of(text: str) -> str:
    """Letters that two texts share when they say the same."""
    return text.lower().strip(" .;:,–-")
