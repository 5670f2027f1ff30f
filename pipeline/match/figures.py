"""Figures of a text, written as digits or as French words: quantities that two wordings may share."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from pipeline.records.french import ANY_MONTH, ONES, TENS

_ARTICLE = ("un", "une")  # opens no figure: most nouns follow it
_SMALL = {w: n for w, n in (ONES | TENS).items() if w not in _ARTICLE} | {"cent": 100, "cents": 100, "mille": 1000}
_COLLECTIVE = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50, "centaine": 100, "moitie": 50,
}  # fmt: skip
_SCALE = {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "m": 10**6, "k": 10**3}
_LIKE_FIGURES = frozenset((*_SMALL, *_COLLECTIVE))
_WORDS_BEFORE = (
    "article", "articles", "art", "art.", "chapitre", "chapitres", "nature", "natures", "fonction", "fonctions", "compte", "comptes", "n°",
    "no", "numéro", "lot", "page", "p.",
)  # fmt: skip
# References to law, articles, accounts and dates are no quantities: what stands before the number, and what it begins. What stands before
# is read backwards from the number, so that it fails at once as a rule: "L. 2121-", "article 12." and "compte n° " the other way round.
_REFERRED = re.compile(
    rf"(?:(?:[\d.-]*\d)?(?:\*?\s?\.|\*?)[lrda]|[\d.]*\s*(?:°n\s*)?(?:{'|'.join(re.escape(word[::-1]) for word in _WORDS_BEFORE)}))\b"
)
_DATE = re.compile(
    rf"\d{{1,2}}(?:er)?\s(?:{ANY_MONTH})\b(?:\s\d{{4}})?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\b|(?:19|20)\d{2}\s?[-/]\s?(?:20)?\d{2}\b|\d{4}-\d{2,}\b"
)
_BEFORE = 24  # letters before a number that may say that it is no quantity
_DIGITS = re.compile(
    r"(\d(?<![\w.,]\d)(?:\d{0,2}(?:[ .\u00a0\u202f]\d{3})+|\d*))(?:,(\d{1,2}))?"  # a digit first: it is found fastest
    r"(?:\s?(millions?|milliards?|m|k)(?=\s?(?:€|euros?|d['’]euros?)))?(?![\w])(\s?(?:%|pour cent|p\. 100))?"
)


def figures(text: str, words: Sequence[str]) -> frozenset[str]:
    """The quantities of a text in small letters: two or more, and percentages, without years, dates, numbers of acts, articles, accounts.

    Written "10000", "1.2" or "25 %". `words` are its folded words.
    """
    found = set() if "".join(words).isalpha() else _in_digits(text)
    # Places of words like figures, found without a step of Python for each of the others.
    if places := list(itertools.compress(itertools.count(), map(_LIKE_FIGURES.__contains__, words))):
        found.update([f"{value:.10g}" for value in _in_words(words, places) if value >= 2])
    return frozenset(found)


def _in_digits(text: str) -> set[str]:
    """Those that are written in digits."""
    found: set[str] = set()
    done = 0
    for match in _DIGITS.finditer(text):
        start = match.start()
        if date := _DATE.match(text, start):
            done = date.end()
        if start < done or _REFERRED.match(text[max(start - _BEFORE, 0) : start][::-1]):
            continue
        value = _value(match)
        if match[4]:
            found.add(f"{value:.10g} %")
        elif value >= 2 and not (1900 <= value <= 2100 and value == int(value)):
            found.add(f"{value:.10g}")
    return found


def _value(match: re.Match[str]) -> float:
    whole = match[1]
    if whole.isdigit() and not (match[2] or match[3]):
        return float(whole)
    whole = "".join(whole.split()).replace(".", "")
    value = float(f"{whole}.{match[2] or 0}")
    return value * _SCALE.get(match[3] or "", 1)


def _in_words(words: Sequence[str], places: Iterable[int]) -> list[float]:
    """The figures that begin at these places, those of words like figures."""
    found: list[float] = []
    done = 0
    for place in places:
        if place >= done and words[place] in _SMALL:
            value, done = _from(words, place)
            found.append(value)
        elif words[place] in _COLLECTIVE:
            found.append(float(_COLLECTIVE[words[place]]))
    return found


def _from(words: Sequence[str], place: int) -> tuple[float, int]:
    """The figure that begins at a place, and where it ends."""
    total = run = 0
    for at in range(place, len(words)):
        word = words[at]
        if word in _SMALL:
            run, total = _grow(run, total, _SMALL[word])
        elif word in _ARTICLE:
            run += 1
        elif word in _SCALE and len(word) > 1:
            total += max(run, 1) * _SCALE[word]
            run = 0
        elif word != "et":
            return float(total + run), at
    return float(total + run), len(words)


def _grow(run: int, total: int, value: int) -> tuple[int, int]:
    if value == 1000:
        return 0, total + max(run, 1) * 1000
    if value == 100:
        return max(run, 1) * 100, total
    if value == 20 and run % 100 == 4:  # quatre-vingts
        return run + 76, total
    return run + value, total
