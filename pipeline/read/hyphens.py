"""What to do with a word cut at a line end: join it, keep its hyphen, or leave both words apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from pipeline.records.folding import fold

HYPHEN = re.compile("[-\u2010\u2011\u00ad]$")
WORD_END = re.compile(r"[^\W_]+(?:['’][^\W_]+)*$")
WORD_START = re.compile(r"^[^\W_]+")


class Join(StrEnum):
    """How two pieces meet: `space` between them, `whole` (the hyphen goes), `hyphen` (it stays)."""

    SPACE = "space"
    WHOLE = "whole"
    HYPHEN = "hyphen"


def join_of(left: str, right: str, known: Collection[str]) -> Join:
    """How `left`, the last word of a line, meets `right`, the first of the next. `known` are folded words of the document itself."""
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
    head, tail = fold(before.group()), fold(after.group())
    whole, kept = head + tail in known, f"{head}-{tail}" in known
    if kept and not whole:
        return Join.HYPHEN
    return Join.WHOLE
