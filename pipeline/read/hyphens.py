"""What to do with a word cut at a line end: join it, keep its hyphen, or leave both words apart.

The document's own words decide first, then the table of compounds, then the way French syllables begin.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from enum import StrEnum

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table

HYPHEN = re.compile("[-\u2010\u2011\u00ad]$")
WORD_END = re.compile(r"(?:[^\W_]+-)*[^\W_]+(?:['’][^\W_]+)*$")
WORD_START = re.compile(r"^[^\W_]+(?:-[^\W_]+)*")
ELISION = re.compile(r"^.*['’]")
NUMBER = re.compile(
    r"^(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante"
    r"|soixante|cents?|mille)$"
)
PREFIX = re.compile(r"^(?:in|im|des|mes|mal|trans|inter|sub|sur|ex|hyper|super|bis|circons|cis|en|ad|ab|ob|per|pos|pres|dis|cons?|ins)$")
LINKS = frozenset(["à", "au", "aux", "d", "de", "des", "du", "en", "et", "la", "le", "les", "lez", "sous", "sur"])  # inside compounds
VOWELS = "aeiouyœæ"


class Join(StrEnum):
    """How two pieces meet: `space` between them, `whole` (the hyphen goes), `hyphen` (it stays)."""

    SPACE = "space"
    WHOLE = "whole"
    HYPHEN = "hyphen"


@functools.cache
def _compounds() -> dict[str, re.Pattern[str]]:
    """One pattern for each role of hyphens.csv, matched on folded "left-right"."""
    roles: dict[str, list[str]] = {"first": [], "last": [], "second": []}
    for row in load_table("hyphens"):
        roles[row["role"]].append(row["pattern"])
    return {
        "first": re.compile(rf"^(?:{'|'.join(roles['first'])})-"),
        "last": re.compile(rf"^(?:{'|'.join(roles['last'])})$"),
        "second": re.compile(rf"^[a-z]{{4,}}-(?:{'|'.join(roles['second'])})$"),
    }


def join_of(left: str, right: str, known: Collection[str]) -> Join:
    """How the last word of a line meets the first of the next. `known` are words of the document itself, in lower case."""
    if not HYPHEN.search(left) or len(left) < 2:
        return Join.SPACE
    stem = left[:-1]
    before, after = WORD_END.search(stem), WORD_START.match(right)
    if before is None or after is None:
        return Join.HYPHEN if before and right[:1].isdigit() else Join.SPACE
    if after.group()[0].isupper() and not stem[-1:].isupper():
        return Join.HYPHEN
    if before.group()[-1].isdigit() or after.group()[0].isdigit():
        return Join.HYPHEN
    head, tail = ELISION.sub("", before.group().lower()), after.group().lower()
    whole, kept = head + tail in known, f"{head}-{tail}" in known
    if whole == kept:
        kept = _linked(head, tail) or _keeps(fold(head), fold(tail), known)
    return Join.HYPHEN if kept else Join.WHOLE


def _linked(head: str, tail: str) -> bool:
    """Whether a small word inside a compound stands on one side ("rez-de-" / "chaussée"); "ci-des-" / "sus" has none."""
    before, after = head.split("-"), tail.split("-")
    return (len(before) > 1 and before[-1] in LINKS and tail not in ("sus", "sous")) or (len(after) > 1 and after[0] in LINKS)


def _keeps(head: str, tail: str, known: Collection[str]) -> bool:
    """Whether folded `head` and `tail` are a compound that is written with its hyphen."""
    compounds = _compounds()
    last = head.rsplit("-", 1)[-1]
    joined = f"{last}-{tail}"
    if compounds["first"].search(joined) or compounds["last"].search(tail):
        return True
    if NUMBER.match(last) and NUMBER.match(tail.split("-", 1)[0]):
        return True
    if compounds["second"].search(joined) and (last in known or last.endswith(("s", "e"))):
        return True
    # A syllable begins with a consonant: a vowel after a consonant is the start of a word of its own.
    return tail[0] in VOWELS and last[-1] not in VOWELS and len(last) > 2 and len(tail) > 2 and not PREFIX.match(last)
