"""Numbers of a shape of the house ("23-02/001", "24.117", "C 3/12"): no list of shapes holds them all, but a run of them proves itself."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.numbers import DATE, SIGN, Printed, formal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.records.source import BlockKind, Span

_HEAD = re.compile(
    rf"[-–•▪➢>* ]{{0,3}}{SIGN}?(?P<number>(?:[A-Z]{{1,8}}[-_./ ]?)?\d{{1,4}}"
    r"(?:\s?[-–_/.]\s?[A-Z]{1,6}(?=[-–_/.]))?(?:\s?[-–_/.]\s?\d{1,4}){1,3})"
    r"(?![^\W_]|[€%°,])(?P<sep>[\s_]*[-–—:|)]+[\s\-–—:]*|\s+|\s*$)"
)
_PARTS = re.compile(r"\d+|[A-Z]+|[^\dA-Z\s]")
LONGEST_STEP = 25  # from one number of a series to the next; more is chance
LONGEST = 450  # characters of a line that carries such a number at its head
SHORTEST_TITLE = 8  # characters


def in_series(pieces: Sequence[Piece], year: int | None) -> tuple[Piece, ...]:
    """The pieces, those that open with a number of the document's own series carrying it.

    A shape counts when it is more than an ordinal of two levels ("1.2") and comes back with the next serials behind the same beginning, or
    when it stands once, with three parts of unlike signs ("20-11/092 :"). `year` is the year of the sitting, for "24-117".
    """
    heads = {
        i: found for i, piece in enumerate(pieces) if not piece.is_row and len(piece.text) <= LONGEST and (found := _head(piece, year))
    }
    runs: dict[str, list[Span]] = defaultdict(list)
    for index, printed in heads.items():
        parts = _PARTS.findall(printed.number)
        runs["".join(parts[:-1])].append((index, int(parts[-1])))
    kept: dict[int, Printed] = {}
    for beginning, run in runs.items():
        if _own(beginning, [heads[i].number for i, _ in run], year) and (_climbs(run) or _stands_alone(pieces, heads, run, year)):
            kept |= {index: heads[index] for index, _ in run}
    return tuple(replace(piece, number=kept[i]) if i in kept else piece for i, piece in enumerate(pieces))


def _head(piece: Piece, year: int | None) -> Printed | None:
    match = _HEAD.match(piece.text)
    if match is None or formal_number(piece.text, match.start("number")):
        return None
    if DATE.match(piece.text, match.start("number")) and not _of_month(match["number"], year):
        return None
    words = piece.text[match.end() :]
    if match["sep"].strip(" _") == "" and words and not words[:1].isupper():
        return None
    return Printed(match["number"], match.start("number"), match.end("number"), match.end(), formal=True)


def _of_month(number: str, year: int | None) -> bool:
    """Whether a number is the year and the month of the sitting and a serial ("23.12.01"), which looks like a date."""
    found = re.fullmatch(r"(\d{2})[-–_/.](?:0[1-9]|1[0-2])[-–_/.]\d{2}", number)
    return found is not None and year is not None and int(found[1]) == year % 100


def _own(beginning: str, numbers: Sequence[str], year: int | None) -> bool:
    """Whether a beginning can be that of numbers of acts: letters, a year, or three parts; never "1." of an ordinal of two levels."""
    digits = re.findall(r"\d+", beginning)
    if re.search(r"[A-Z]", beginning) and not re.match(r"[A-Z]{1,2}\.$", beginning):
        return any(len(re.findall(r"\d+", n)[-1]) > 1 for n in numbers)
    if len(digits) > 1:
        return any(n[-3:].isdigit() or n[-2:].startswith("0") for n in numbers)
    padded = all(len(re.findall(r"\d+", n)[-1]) > 1 for n in numbers)
    return padded and year is not None and bool(digits) and int(digits[0]) in {year, year % 100}


def _climbs(run: Sequence[Span]) -> bool:
    """Several serials, each a little higher than the one before; repeats stand still."""
    serials = [s for _, s in run]
    steps = [b - a for a, b in itertools.pairwise(serials)]
    return bool(steps) and any(steps) and sum(0 <= s <= LONGEST_STEP for s in steps) >= 0.8 * len(steps)


def _stands_alone(pieces: Sequence[Piece], heads: dict[int, Printed], run: Sequence[Span], year: int | None) -> bool:
    if len(run) != 1:
        return False
    index = run[0][0]
    number = heads[index].number
    of_year = re.match(r"(\d{2,4})\W[A-Z]{1,6}\W\d", number)  # "22-DCM-148"
    if of_year and year is not None and int(of_year[1]) in {year, year % 100}:
        return True
    of_month = re.fullmatch(r"[A-Z]{1,4}[-_ ]?(\d{2})[-–_/.](0[1-9]|1[0-2])[-–_/.]\d{2,3}", number)  # "D25.03.06"
    if of_month and year is not None and int(of_month[1]) == year % 100 and _heads_words(pieces[index], heads[index]):
        return True
    short = re.fullmatch(r"(\d{2})[-–_/.]\d{3,4}", number)  # "24/068 – Achat d'un banc": no day of a month
    if short and year is not None and int(short[1]) == year % 100 and _heads_words(pieces[index], heads[index]):
        return True
    signs = set(re.findall(r"[-–_/.]", number))
    return len(signs) > 1 and ":" in pieces[index].text[heads[index].end : heads[index].rest]


def _heads_words(piece: Piece, printed: Printed) -> bool:
    """Whether a dash or a colon parts the number from a title in prominent print."""
    parted = any(sign in piece.text[printed.end : printed.rest] for sign in ("-", "–", "—", ":", "|"))
    return parted and (piece.bold or piece.kind is BlockKind.HEADING) and len(piece.text) - printed.rest > SHORTEST_TITLE
