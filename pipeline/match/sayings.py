"""The sentences of many acts, each looked at once however many acts say it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.match.words import folded_lines
from pipeline.records.lexicon import load_table

_MOST = 50_000  # sentences kept, some 25 MB: then all are forgotten, so that a large corpus does not fill the memory
_SHORTEST = 12  # letters: shorter sentences ("Recruter", a table's cell) say too little alone
_ENOUGH = re.compile(rf"(?:[\W\d_]*+[^\W\d_]){{{_SHORTEST}}}")
_LEADING = re.compile(r"^[\s•■➜●–—\-*·°)»]+|^(?:article|art\.)\s*\d+(?:er)?\s*[-–—:.]?\s*|^\d{1,2}\s?[°)][°)]?\s*", re.IGNORECASE)
_OBJECT = re.compile(r"^(?:objet|affaire)\s*[:–-]?\s*", re.IGNORECASE)  # the subject printed once more
_OBJECT_BEGINS = "oOaA"
_PEOPLE = re.compile(r"\b(?:M|Mme|MM|Mmes)\b\.? ?(?=[A-ZÀ-Þ])")
_FORMULA = 160  # letters in which a formula shows
_ROLL = 4  # people named in a sentence that is a list of those present, represented or voting


class Saying(NamedTuple):
    """A sentence, cleaned. `enough` is whether it says something alone; `key` is the same for sentences that say the same, `known_as` too,
    whether or not they begin with "Objet :". `letters` are its first ones as `plain` gives them, `words` its folded words with blanks
    between them."""

    text: str
    enough: bool
    key: str
    known_as: str
    letters: str
    words: str


class Sayings(dict[str, Saying]):
    """Sentences as they are printed, and what they say. In collections of real acts a third of the sentences, a fifth of their letters,
    stand there more than once: formulas, renewals, an exposé in several acts."""

    def __init__(self) -> None:
        super().__init__()
        self._formulas: dict[str, bool] = {}

    def learn(self, printed: Iterable[str]) -> None:
        """Look at those of these sentences that are not known yet, all in one go."""
        if len(self) > _MOST:
            self.clear()
            self._formulas.clear()
        strange = list(dict.fromkeys(one for one in printed if one not in self))
        texts = list(map(cleaned, strange))
        for one, text, letters, words in zip(strange, texts, *folded_lines(texts), strict=True):
            key = key_of(text)
            known_as = key_of(_OBJECT.sub("", text)) if text[:1] in _OBJECT_BEGINS else key
            self[one] = Saying(text, says_enough(text), key, known_as, letters[:_FORMULA], words)

    def is_formula(self, saying: Saying) -> bool:
        """See `is_formula`; asked once for each sentence."""
        found = self._formulas.get(saying.text)
        if found is None:
            found = self._formulas[saying.text] = is_formula(saying.text, saying.letters)
        return found


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
    leading = _LEADING.match(text)
    return text[leading.end() :] if leading else text


def without_mark(text: str) -> str:
    """A text in one line without what may stand before it: a bullet, a number of an article."""
    return _LEADING.sub("", text)


def key_of(text: str) -> str:
    """Letters that two texts share when they say the same."""
    return text.lower().strip(" .;:,–-")


@functools.cache
def _formulas() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load_table("formulas")))
