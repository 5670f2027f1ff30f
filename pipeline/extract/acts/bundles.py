"""Extracts of the register cut into segments, one for each act of the bundle."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.extract.acts.agenda import Agenda
from pipeline.extract.acts.letterheads import SITTING_END
from pipeline.extract.acts.marks import Mark
from pipeline.extract.acts.numbers import compact
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.titles import candidates

_OPENS_ACT = re.compile(
    r"\bextrait (?:certifie conforme )?du (?:registre|proces-verbal|recueil)|^\W*l'an (?:deux|20)"
    r"|^\W*(?:projet de )?deliberation\b(?! (?:\w+ ){0,2}?(?:adopt|approuv|rejet|vote|retir|ajourn|report|publi|affich|transmis|rendu"
    r"|executoire|certifi))\w*.{0,40}$|^\W*decision\b.{0,40}$|^\W*arrete (?:du|de la|n°|municipal|permanent|temporaire)\b.{0,60}$"
)
MARGIN_LINE = 100  # characters of a line of a margin: a sentence that tells a matter is longer
HEAD_LINE, HEAD_PIECES = 200, 6  # characters and number of the lines of a head above its number
_LABEL_ALONE = re.compile(  # "Délibération 23-05", "Décision D-23-006 du 3 février 2023"
    r"(?:D[ée]lib[ée]ration|D[ée]cision|DÉLIBÉRATION|DÉCISION)\s+(?:[Nn][°ºo]\s?)?\S*\d\S*(?:\s+du\s+\d{1,2}(?:er)?\s\w+\s\d{4})?"
)
# A line that holds the number of an act and nothing of its matter: "Délibération n° 2024-12 du 3 mars 2024", "2024-12 En exercice : 15".
_NUMBER_ALONE = re.compile(
    r"\W*(?:(?:D[ée]lib[ée]ration|D[ée]cision|DÉLIBÉRATION|DÉCISION|Acte)\s+)?(?:[Nn][°ºo]\s?)?[A-Z]{0,4}[ -]?\d[\w./-]*"
    r"(?:\s+du\s+\d{1,2}(?:er)?\s\w+\s\d{4}|(?:\s+(?:[Ee]n exercice|[Pp]résents|[Vv]otants|[Pp]ouvoirs)\s?:?\s?\d+)+)?\W*"
)
_NUMBERED = re.compile(r"[Dd]élibération\s+[Nn][°ºo]\s?(\S*\d\S*)")


def cut_extracts(pieces: Sequence[Piece], marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Segments of extracts of the register: a new act opens where the heading words come back after a decision, under another number."""
    starts = [0]
    decided, number = False, None
    for index, piece in enumerate(pieces):
        if marks[index] in {Mark.DECISION, Mark.VOTE}:
            decided = decided or not in_margin(pieces, marks, starts[-1], index)
        title = _heading_number(pieces, marks, index)
        opens = (marks[index] is not Mark.VOTE and _OPENS_ACT.search(piece.flat) is not None) or title is not None
        opens = opens or SITTING_END.search(piece.text) is not None
        anew = title is not None and number is not None and _LABEL_ALONE.fullmatch(piece.text) is not None
        if (decided or anew) and opens and not piece.is_row:
            if number and compact(number) in (compact(title) if title else "", *map(compact, _NUMBERED.findall(piece.text))):
                continue  # a running head, an annex: "Suite de la délibération n° 2023-12"
            starts.append(_with_head(pieces, marks, index))
            decided, number = False, title
        elif number is None:  # named in its heading, or in a cell of its letterhead
            number = title or (next(iter(_NUMBERED.findall(piece.text)), None) if piece.is_row and not decided else None)
    bounds = [*starts, len(pieces)]
    return tuple(Segment(a, b, None) for a, b in itertools.pairwise(bounds))


def in_margin(pieces: Sequence[Piece], marks: Sequence[Mark], start: int, index: int) -> bool:
    """Whether a vote is told in a letterhead, in the margin beside the act: all before it is short lines that say nothing of the matter."""
    told = {Mark.VISA, Mark.RECITAL, Mark.DECISION, Mark.VERB, Mark.SPEECH}
    return marks[index] is Mark.VOTE and all(
        marks[i] not in told
        and len(pieces[i].text) < MARGIN_LINE
        and (_heading_number(pieces, marks, i) is None or _NUMBER_ALONE.fullmatch(pieces[i].text) is not None)
        for i in range(start, index)
    )


def _with_head(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> int:
    """Where the head of the act begins whose number or heading words stand at `index`: with the short lines above them on its page."""
    first = index
    while first and pieces[first - 1].page == pieces[index].page:
        first -= 1
    above = range(first, index)
    head = all(
        marks[i] in {Mark.OTHER, Mark.OPENING}
        and not pieces[i].is_row  # of a table that goes on from the page before
        and len(pieces[i].text) < HEAD_LINE
        and not pieces[i].text.rstrip().endswith((".", ";"))
        for i in above
    )
    return first if head and len(above) <= HEAD_PIECES else index


def _heading_number(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> str | None:
    found = candidates(pieces[index : index + 1], marks[index : index + 1], Agenda())
    return found[0].number if found and found[0].formal and len(pieces[index].text) < 200 else None
