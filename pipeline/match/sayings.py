"""The sentences of many acts, each looked at once however many acts say it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.match.figures import figures
from pipeline.match.words import folded_lines
from pipeline.records.lexicon import load_table

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

    def learn(self, printed: Iterable[str]) -> None:
        """Look at those of these sentences that are not known yet, all in one go."""
        if len(self) > _MOST:
            self.clear()
        strange = [one for one in dict.fromkeys(printed) if one not in self]
        texts = list(map(cleaned, strange))
        for one, text, letters, words in zip(strange, texts, *folded_lines(texts), strict=True):
            enough, key = says_enough(text), key_of(text)
            known_as = key_of(_OBJECT.sub("", text)) if text[:1] in _OBJECT_BEGINS else key
            formula, said = enough and is_formula(text, letters), words.split()
            self[one] = Saying(text, enough, formula, key, known_as, " ".join(said), frozenset() if formula else figures(key, said))


def is_formula(text: str, letters: str) -> bool:
    """Whether a piece, given its `plain` letters too, only orders execution, signature, imputation or publication:
    `data/lexicon/formulas.csv`."""
    return _formulas().match(letters[:_FORMULA]) is not None or (text.count("M") >= _ROLL and len(_PEOPLE.findall(text)) >= _ROLL)


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


@functools.cache
def _formulas() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load_table("formulas")))
