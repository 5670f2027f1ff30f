"""What a title is; boxes of a table that hold one, and the lines above and below that complete one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from pipeline.extract.acts.numbers import POINT, formal_number, ordinal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import head_field
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.source import BlockKind, Span


class Worth(IntEnum):
    """How sure a title is. A weak one opens an act only after the act before it was decided."""

    WEAK = 1  # a heading or bold line, a short line before a vote
    LIKELY = 2  # an ordinal of a run, an item of the agenda
    SURE = 3  # a number of the act's own, "Objet :"


@dataclass(frozen=True, slots=True)
class Title:
    """A title: piece `first` to `last` (inclusive); the subject stands at `start:end` of the running text, the number at `number_at`."""

    first: int
    last: int
    worth: Worth
    start: int
    end: int
    number: str | None = None
    number_at: Span | None = None
    formal: bool = False
    ordinal: str | None = None
    labelled: bool = False
    on_agenda: bool = False
    object_line: bool = False
    listed: bool = False  # printed as a line of a list
    news: bool = False  # announces information and questions: ends the act before, is none itself


# "Fonds de concours (délibération n° 2024-11-02)", "... - Délibération 2024-031": a number in brackets or behind a dash.
_BEHIND = re.compile(
    r"(?:\s*\(\s*(?:d[ée]lib(?:[ée]ration)?\.?\s*|acte\s*|del\.?\s*)?(?:n[°ºo]\s?)?|\s[-–—]\s(?:d[ée]lib[ée]ration\s*)(?:n[°ºo]\s?)?)"
    r"(?P<number>[A-Z]{0,8}[-_. ]?\d[\w./_–-]{2,20})\s*\)?\s*$",
    re.IGNORECASE,
)
_CUT_SENTENCE = re.compile(r"\.\s+[A-ZÀ-Ý][\w’']{0,12}(?:\s[\w’']{1,12})?$")
_FIRST_SENTENCE = re.compile(r"[^.;:!?]{2,100}(?=\.\s+[A-ZÀ-Ý])")
_BRACKETED = re.compile(r"\(\s*(?:[dD][ée]lib(?:[ée]ration)?\.?\s*)?(?:[nN][°º]\s?)?(?P<number>[\w./_ –-]{4,24}?)\s*\)")
_LABELLED = re.compile(r"^(?:[^.;]{0,70}\s)?D[ée]lib[ée]ration\s+(?=n°|n°|N°|no\s|numéro)", re.IGNORECASE)
_LEAST_SUBJECT = 12  # letters behind the number in its cell
_COLUMN = re.compile(r"\W*(?:montants?|dates?|titulaires?|attributaires?|beneficiaires?|prestataires?|durees?)(?: (?:ttc|ht|en euros))?\W*")
_REPORTER_CELL = re.compile(r"\W*rapporteu?r(?:e|euse|ice)?s?\b")


def numbered_behind(piece: Piece, title: Title) -> Title:
    """The title with the number printed behind its words, when it has the shape of an act's."""
    behind = _BEHIND.search(piece.text)
    printed = formal_number(behind["number"]) if behind else None
    if behind is None or printed is None or piece.start + behind.start() <= title.start + 3 or title.news or title.end < piece.end:
        return title
    number_at = (piece.start + behind.start("number"), piece.start + behind.end("number"))
    return replace(title, end=piece.start + behind.start(), number=behind["number"], number_at=number_at, formal=True)


def run_in(pieces: Sequence[Piece], title: Title) -> Title:
    """The title printed bold at the head of its paragraph, up to the end of its sentence, which may stand on the next line."""
    piece = pieces[title.last]
    below = pieces[title.last + 1] if title.last + 1 < len(pieces) else None
    if below is None or not piece.bold or piece.kind is BlockKind.HEADING or below.bold or below.is_row or below.page != piece.page:
        return title
    wrapped = below.text[:1].islower()
    cut = _CUT_SENTENCE.search(piece.text) if wrapped else None
    if cut and piece.start + cut.start() > title.start:  # "Four à pain. La / demande est de ..."
        return replace(title, end=piece.start + cut.start())
    rest = _FIRST_SENTENCE.match(below.text) if wrapped and not piece.text.rstrip().endswith((".", ";")) else None
    if rest:
        return replace(title, end=below.start + rest.end())
    return replace(title, end=piece.end - 1) if title.end == piece.end and piece.text.endswith(".") else title


def counted_above(pieces: Sequence[Piece], title: Title, taken: int) -> Title:
    """The title with the count alone on the line above it ("Rapport n° 1.01"); `taken` is the last piece of the title before."""
    above = pieces[title.first - 1] if title.first - 1 > taken else None
    counted = POINT.fullmatch(above.text.strip()) if above and not above.is_row else None
    if above is None or counted is None:
        return title
    start = above.start + len(above.text) - len(above.text.lstrip()) + counted.start("ordinal")
    number = counted["ordinal"]
    worth = max(title.worth, Worth.LIKELY)
    return replace(
        title, first=title.first - 1, worth=worth, number=number, number_at=(start, start + len(number)), ordinal=number, labelled=True
    )


def numbered_below(pieces: Sequence[Piece], title: Title) -> Title:
    """The title with the number that stands in brackets alone on the line below, where its words fill the line above."""
    below = pieces[title.last + 1] if title.last + 1 < len(pieces) else None
    alone = _BRACKETED.fullmatch(below.text) if below and not below.is_row and not title.news else None
    if below is None or alone is None or formal_number(alone["number"]) is None:
        return title
    number_at = (below.start + alone.start("number"), below.start + alone.end("number"))
    return replace(title, last=title.last + 1, number=alone["number"], number_at=number_at, formal=True)


def _numbered_cell(piece: Piece, index: int) -> Title | None:
    """A cell of the heading that holds the number and the subject: "CONSEIL ... DU 28 MARS 2024 Délibération n° D2024-018 Plan climat"."""
    for start, end in piece.cells:
        words = piece.text[start - piece.start : end - piece.start]
        label = _LABELLED.match(words)
        printed = formal_number(words, label.end()) if label else None
        if printed is None or len(words[printed.rest :].strip()) < _LEAST_SUBJECT or find_sums(words):
            continue
        first = next((i for i, letter in enumerate(words) if i >= printed.rest and letter.isalpha()), None)
        if first is not None and words[first].isupper() and not head_field().fullmatch(flat(words[first:])):
            at = (start + printed.start, start + printed.end)
            return Title(index, index, Worth.SURE, start + first, end, printed.number, at, formal=True, object_line=True)
    return None


def row_title(piece: Piece, index: int) -> Title | None:
    """Two cells of a heading table: "Objet" and the subject."""
    if len(piece.cells) >= 2 and (numbered := _numbered_cell(piece, index)):
        return numbered
    if len(piece.cells) < 2 or not re.fullmatch(r"(?:.{0,8}\W)?objet\W*", piece.flat[: piece.cells[0][1] - piece.cells[0][0]]):
        return None
    start, end = next(((a, b) for a, b in piece.cells[1:] if b - a > 8), piece.cells[1])
    if _COLUMN.fullmatch(piece.flat, start - piece.start, end - piece.start):
        return None  # the heading of a table
    start += len(piece.text[start - piece.start : end - piece.start]) - len(
        piece.text[start - piece.start : end - piece.start].lstrip(" |")
    )
    return Title(index, index, Worth.SURE, start, end, object_line=True)


def item_box(pieces: Sequence[Piece], index: int) -> Title | None:
    """The box at the head of an item: its number in one cell, its subject in the next, who reports on the row below or nothing else."""
    piece = pieces[index]
    filled = [(a, b) for a, b in piece.cells if piece.text[a - piece.start : b - piece.start].strip()]
    if len(filled) == 3 and _REPORTER_CELL.match(piece.flat, filled[2][0] - piece.start):
        filled.pop()  # "2024-041 | Tarifs | Rapporteur : M. Blanc"
    if len(filled) != 2 or (index and pieces[index - 1].table == piece.table):
        return None
    words = [piece.text[a - piece.start : b - piece.start] for a, b in filled]
    printed = formal_number(words[0].strip()) or ordinal_number(words[0].strip(" .") + ". x")
    if printed is None or len(words[0].strip()) > printed.end + 2 or len(words[1].strip()) < _LEAST_SUBJECT or find_sums(words[1]):
        return None
    last = index
    while last + 1 < len(pieces) and pieces[last + 1].table == piece.table:
        last += 1
    reported = last > index and _REPORTER_CELL.match(pieces[index + 1].flat) is not None
    if last > index + 2 or (last > index and not reported) or (last == index and not printed.formal):
        return None
    number = words[0].strip()[printed.start : printed.end]
    at = filled[0][0] + words[0].index(number)
    start = filled[1][0] + len(words[1]) - len(words[1].lstrip())
    ordinal = None if printed.formal else number
    return Title(index, last, Worth.SURE, start, filled[1][1], number, (at, at + len(number)), printed.formal, ordinal)
