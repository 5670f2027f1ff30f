"""French sentences and the words that give them their sense: spaCy's tokens under our own splitter, norms and phrase rules.

`french()` builds the pipeline once, on first use. Norms are what makes phrases of a lexicon table match inflected words: lower case, no
accents, inclusive endings and the endings of plurals and verb forms cut, so that the capitals of a dispositif ("ATTRIBUE") are read
like any verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.extract.flat import flat

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Span

ABBREVIATIONS = frozenset(
    re.split(
        " ",
        "art al ch chap cf ex etc p pp n no m mm mme mmes mlle mr dr me st ste av bd op env min max tel ref resp suiv sqq adm coll dep hab "
        "fonct nat janv fevr fev avr juil sept oct nov dec inv bis ht ttc h.t t.t.c",
    )
)
_ENDINGS = re.compile(r"(?:aient|erait|eront|erons|antes?|ants?|ements?|ees?|era|ait|ent|er|es|ez|e|s|x)$")
_INCLUSIVE = re.compile(r"[.·-](?:e|ice|trice|euse|ne|le|es|s|e[.·-]s)+$")
_ELIDED = r"(?:[dlnDLN]['’])(?=\w)"
_ELISION = r"(?<=[^\W\d_]['’])(?=\w)"
_BREAK = frozenset({".", "!", "?", "…", ";"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of a table found in a sentence, at `start:end` of the text. `label` is the table's word for its sense."""

    start: int
    end: int
    label: str
    row: int


class French:
    """spaCy's tokeniser with French elision, with sentences and phrase rules. Holds compiled matchers; build it with `french()`."""

    def __init__(self) -> None:
        import spacy  # noqa: PLC0415 - a second to import: only documents with something to read pay for it
        from spacy.attrs import NORM  # noqa: PLC0415
        from spacy.tokenizer import Tokenizer  # noqa: PLC0415
        from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex  # noqa: PLC0415

        # spaCy's own French adds 16,000 exceptions (abbreviations, hyphenated words) that take four CPU-seconds to compile. Our splitter
        # and norms make them needless: the neutral tokeniser with French elision ("l'", "qu'") cuts the words that rules look for alike.
        self.nlp = spacy.blank("xx")
        defaults = self.nlp.Defaults
        self.nlp.tokenizer = Tokenizer(
            self.nlp.vocab,
            rules=defaults.tokenizer_exceptions,
            prefix_search=compile_prefix_regex([*(defaults.prefixes or ()), _ELIDED]).search,
            suffix_search=compile_suffix_regex(list(defaults.suffixes or ())).search,
            infix_finditer=compile_infix_regex([*(defaults.infixes or ()), _ELISION]).finditer,
            url_match=defaults.url_match,
        )
        self.nlp.vocab.lex_attr_getters[NORM] = norm  # type: ignore[attr-defined]

    def read(self, text: str) -> Doc:
        """Tokens of `text` with sentence starts set; their NORM is that of `norm`."""
        doc = self.nlp.make_doc(text)
        starts = True
        for index, token in enumerate(doc):
            token.is_sent_start = starts
            starts = _ends_sentence(doc, index)
        return doc

    def matcher(self, phrases: Iterable[tuple[str, str]]) -> Matcher:
        """A matcher for (label, phrase) rows; its match ids are "label|row". "_" in a phrase stands for up to three words."""
        from spacy.matcher import Matcher  # noqa: PLC0415

        matcher = Matcher(self.nlp.vocab)
        for row, (label, phrase) in enumerate(phrases):
            matcher.add(f"{label}|{row}", [self._pattern(phrase)])
        return matcher

    def _pattern(self, phrase: str) -> list[dict[str, Any]]:
        pattern: list[dict[str, Any]] = []
        for part in phrase.split():
            if part == "_":
                pattern.extend([{"IS_PUNCT": False, "OP": "?"}] * 3)
            else:
                pattern.extend({"NORM": norm(token.text)} for token in self.nlp.make_doc(part))
        return pattern


@lru_cache(maxsize=200_000)
def norm(word: str) -> str:
    """The word without case, accents, inclusive and inflected endings. Words of four letters and less only lose their plural."""
    plain = _INCLUSIVE.sub("", flat(word))
    if len(plain) <= 4:
        return plain[:-1] if len(plain) == 4 and plain.endswith("s") else plain
    return _ENDINGS.sub("", plain)


@cache
def french() -> French:
    """The one French pipeline of this process."""
    return French()


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of `text`. Abbreviations of French law ("art. 3", "L. 2121-29", "M. X") end none."""
    return tuple((s.start_char, s.end_char) for s in french().read(text).sents)


def cues(matcher: Matcher, span: Doc | Span) -> tuple[Cue, ...]:
    """The phrases found, the longest where several overlap, in order."""
    strings = span.vocab.strings
    found: list[Cue] = []
    for key, first, last in matcher(span):
        label, row = str(strings[key]).rsplit("|", 1)
        piece = span[first:last]
        found.append(Cue(piece.start_char, piece.end_char, label, int(row)))
    found.sort(key=lambda c: (c.start - c.end, c.start, c.row))
    kept: list[Cue] = []
    for cue in found:
        if all(cue.end <= k.start or k.end <= cue.start for k in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda c: c.start))


def _ends_sentence(doc: Doc, index: int) -> bool:
    token = doc[index]
    if "\n" in token.text:
        return True
    if token.text not in _BREAK and not token.text.endswith("."):
        return False
    following = doc[index + 1] if index + 1 < len(doc) else None
    if following is None or token.text == ";":
        return True
    before = doc[index - 1].text if token.text == "." and index else token.text.rstrip(".")
    if token.text.endswith(".") and (flat(before) in ABBREVIATIONS or (len(before) == 1 and before.isalpha())):
        return False
    return not (following.text[:1].islower() or following.text[:1].isdigit())
