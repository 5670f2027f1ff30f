"""A document made ready for cutting: its pieces, what each of them is, its kind, its stamps, its sitting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.acts.kinds import Kind, kind_of
from pipeline.extract.acts.marks import ASSEMBLY_ALONE, Mark, mark_of
from pipeline.extract.acts.pieces import Piece, pieces_of
from pipeline.extract.acts.rules import deciding_verb
from pipeline.extract.acts.series import in_series
from pipeline.extract.acts.sessions import session_of
from pipeline.extract.acts.spoken import votes_apart
from pipeline.extract.acts.stamps import STAMP_LINE, Transmission, transmissions_of
from pipeline.extract.flat import flat
from pipeline.records.council import SessionDate
from pipeline.records.source import Document, RunningText, running_text


@dataclass(frozen=True, slots=True)
class Reading:
    """A document prepared for cutting."""

    running: RunningText
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    kind: Kind
    stamps: tuple[Transmission, ...]
    session: SessionDate | None  # named at the head of the document


_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*(?:p(?:age|\.)\s*)?\d{1,4}\s*$")  # of a table of contents


def _council_and_verb(pieces: Sequence[Piece], marks: Sequence[Mark]) -> bool:
    """Whether the assembly stands alone on a line above a deciding verb ("LE CONSEIL MUNICIPAL, / PREND ACTE ...")."""
    return any(m is Mark.VERB and ASSEMBLY_ALONE.fullmatch(above.flat) for above, m in zip(pieces, marks[1:], strict=False))


def _formulas(marks: Sequence[Mark]) -> int:
    """How often something is decided; a formula and its verb on the next line ("Après en avoir délibéré, / DÉCIDE :") count once."""
    return sum(m is Mark.DECISION and above is not Mark.DECISION for above, m in zip((None, *marks), marks, strict=False))


def _votes(marks: Sequence[Mark]) -> int:
    """How often a vote is told; lines of one vote count once."""
    return sum(m is Mark.VOTE and above is not Mark.VOTE for above, m in zip((None, *marks), marks, strict=False))


def _over_its_list(pieces: Sequence[Piece], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, where the assembly alone on its line decides by the list below it ("Le conseil municipal / - retient ...")."""
    return tuple(
        Mark.DECISION
        if mark is Mark.OTHER
        and ASSEMBLY_ALONE.fullmatch(piece.flat)
        and below is not None
        and below.bullet
        and deciding_verb().match(below.flat)
        else mark
        for piece, mark, below in zip(pieces, marks, (*pieces[1:], None), strict=True)
    )


def prepare(document: Document) -> Reading:
    """The document with its pieces, their marks, its kind, stamps and sitting."""
    running = running_text(document)
    session = session_of(running, 0, len(running.text), None)
    printed = [p for p in pieces_of(running) if not STAMP_LINE.match(p.flat) and not _CONTENTS_LINE.search(p.text[-80:])]
    pieces = votes_apart(in_series(printed, session.value.year if session else None))
    marks = _over_its_list(pieces, tuple(mark_of(p) for p in pieces))
    outside = flat(" ".join(p.text[p.body_end :] for p in document.pages[:2]))
    decided = Mark.DECISION in marks or sum(m is Mark.VERB for m in marks) > 1 or _council_and_verb(pieces, marks)
    reasoned = decided and bool({Mark.VISA, Mark.RECITAL} & set(marks))
    return Reading(
        running,
        pieces,
        marks,
        kind_of(pieces, outside, decided, _votes(marks), reasoned, _formulas(marks)),
        transmissions_of(document),
        session,
    )
