"""Words compared without their endings, and the tables of wording that judging reads."""

from __future__ import annotations

import bisect
import functools
import re
from itertools import accumulate

from pipeline.records import french
from pipeline.records.folding import fold, folded_words
from pipeline.records.lexicon import load_table, words_of

STEM = 5  # letters: "planter" and "plantations" meet, "commune" and "communication" do too, which rarity then weighs down


def stems(text: str) -> set[str]:
    """What a text speaks of: its words and numbers of four characters and more, without endings and empty words."""
    return {w[:STEM] for w in folded_words(text) if w not in words_of("empty_words") and len(w) >= 4}


def says(table: str, meaning: str, text: str) -> str | None:
    """The first words of `text`, as they stand there, that a row of the table with this meaning matches folded; None when none does.

    Raises ConfigurationError when the table has no such meaning."""
    return next((found for pattern in _patterns(table, meaning) if (found := find(pattern, text))), None)


def demand(title: str) -> str:
    """What a measure's title asks to do, without the words that ask it and of whom: "Que la commune garde le four" is "garde le four"."""
    asking = says("substance", "asking", title)
    return title.partition(asking)[2].strip() if asking else title


def find(pattern: re.Pattern[str], text: str) -> str | None:
    """The words of `text`, as they stand there, in which the folded pattern is found."""
    folded, ends = _folded(text)
    match = pattern.search(folded)
    if match is None:
        return None
    words = text.split()
    first, last = bisect.bisect_right(ends, match.start()), bisect.bisect_right(ends, max(match.end() - 1, match.start()))
    return " ".join(words[first : last + 1]).strip(" ,;:.()«»–-") or match[0]


@functools.lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """A text folded, its words one space apart."""
    return " ".join(fold(text).split())


@functools.lru_cache(maxsize=2048)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """A text folded, its words one space apart, and where each word ends in it (the space counted in)."""
    words = [fold(word) for word in text.split()]
    return " ".join(words), tuple(accumulate(len(word) + 1 for word in words))


@functools.cache
def _patterns(table: str, meaning: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in load_table(table, meaning))


def sets_price(clause: str) -> str | None:
    """The words by which a clause sets what others pay; None where what it sets is an aid ("FIXE l'aide à 30 % du prix")."""
    return None if says("spending", "aid", clause) else says("spending", "price", clause)


def mentions_sum(text: str, cents: int) -> bool:
    """Whether the words name this sum in figures, whatever separates its thousands ("12 000", "12.000", "12000,00")."""
    return sum_match(text, cents) is not None


def sum_match(text: str, cents: int) -> re.Match[str] | None:
    """Where the words name this sum in figures, first."""
    euros, rest = divmod(cents, 100)
    gap = r"[\s\u00a0\u202f.,']?"
    figures = f"{euros:,}".replace(",", gap)
    decimals = rf"(?:[.,]{rest:02d})" + ("?" if rest == 0 else "")
    return re.search(rf"(?<![\d.,]){figures}{decimals}(?![.,]?\d)(?!{gap}\d{{3}}\b)", text)


def euros(cents: int | None) -> str:
    """A sum as French prints it, or that none is told."""
    return "une somme non précisée" if cents is None else french.euros(cents)


def shortened(text: str | None, length: int = 90) -> str:
    """The first words of a clause, with dots where some are left out."""
    words = text or ""
    return words if len(words) <= length else words[: length - 3].rsplit(" ", 1)[0] + " ..."
