"""The acts of an extract of the register: its own, and those that it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.agenda import Agenda
from pipeline.extract.acts.anatomy import anatomy_of
from pipeline.extract.acts.asides import removed_items
from pipeline.extract.acts.bundles import cut_extracts, in_margin
from pipeline.extract.acts.delegations import delegated_rows, names_foreign_rows, reports_decisions
from pipeline.extract.acts.full_acts import act_of, subject_of
from pipeline.extract.acts.kinds import Kind, segment_kind
from pipeline.extract.acts.letterheads import (
    HEAD_LINES,
    below_number,
    beside_number,
    heading,
    letterhead_number,
    lines_above,
    lines_below,
    lines_below_cell,
    names_authority,
    number_above,
    number_cell,
    object_inside,
    signed_number,
    stamped_number,
)
from pipeline.extract.acts.marks import DECIDING
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.prepared import Reading
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.short_acts import aside_act, delegated_act
from pipeline.extract.acts.stamps import transmission_for
from pipeline.extract.acts.titles import candidates
from pipeline.extract.flat import flat
from pipeline.records.council import Act, Body, Outcome
from pipeline.records.source import Span

_OFF_AGENDA = re.compile(
    r"\bordre du jour\b[^.;]{0,240}\b(?:retire|reporte|ajourne)e?s?\b|\b(?:retire|reporte|ajourne)e?s?\b[^.;]{0,60}\bordre du jour\b"
)


def acts_of_extracts(reading: Reading) -> list[Act | None]:
    """The acts of a bundle of extracts, in reading order; None where a segment holds none."""
    return [act for segment in cut_extracts(reading.pieces, reading.marks) for act in _acts_of(reading, segment)]


def _acts_of(reading: Reading, segment: Segment) -> list[Act | None]:
    """The act of an extract; where it reports decisions taken by delegation in a table, these too."""
    own = _extract_act(reading, segment)
    own_pieces = reading.pieces[segment.first : segment.last]
    pieces = [p for p in own_pieces if p.is_row or names_foreign_rows(p)]
    rows = delegated_rows(reading.running.text, pieces) if own and reports_decisions(flat(own.subject.text), ()) else ()
    if own is None or not rows:
        return [own, *_told_before(reading, segment, own)]
    return [replace(own, amounts=()), *(delegated_act(reading, row) for row in rows)]


def _told_before(reading: Reading, segment: Segment, own: Act | None) -> list[Act | None]:
    """Other items of the agenda that an extract says were taken off it, before its own matter."""
    if own is None or own.outcome in {Outcome.WITHDRAWN, Outcome.POSTPONED}:
        return []
    decided = next((i for i in range(segment.first, segment.last) if reading.marks[i] in DECIDING), segment.first)
    told = [p for p in reading.pieces[segment.first : decided] if _OFF_AGENDA.search(p.flat)]
    return [aside_act(reading, aside) for aside in removed_items(told)]


def _extract_act(reading: Reading, segment: Segment) -> Act | None:
    pieces = reading.pieces[segment.first : segment.last]
    marks = reading.marks[segment.first : segment.last]
    titles = candidates(pieces, marks, Agenda())
    decided = next((i for i, m in enumerate(marks) if m in DECIDING and not in_margin(pieces, marks, 0, i)), len(marks))
    numbered = next((t for t in titles if t.formal and t.first < decided), None)
    headed = letterhead_number(pieces[:decided])
    if headed and numbered and not numbered.labelled and pieces[numbered.first].text.rstrip().endswith((".", ";")):
        numbered = None  # "AP 24-01. La halle serait ...": a sentence on a programme, below the number of the act itself
    if numbered is None and not headed and number_cell(pieces[:decided]) is None:
        numbered = signed_number(pieces[:decided])
    named = (
        next((t for t in titles if t.object_line and t.first < decided), None)
        or object_inside(pieces[: min(decided, 2 * HEAD_LINES)])
        or below_number(titles, pieces, numbered)
        or beside_number(pieces, numbered)
        or (lines_below(pieces, marks, numbered) if names_authority(titles, pieces, numbered) else None)
        or heading(titles, pieces, decided)
        or lines_below(pieces, marks, numbered)
        or lines_above(pieces, marks, numbered)
    )
    cell = number_cell(pieces[:decided]) or headed or _stamped_cell(reading, pieces[:decided])
    cell = cell or (number_above(pieces, named) if numbered is None else None)
    if named is None and numbered is None:
        named = lines_below_cell(pieces, marks, cell)
    anatomy = anatomy_of(reading.pieces, reading.marks, segment)
    if named is None and numbered is None and (cell is None or anatomy.operative is None):
        return None
    subject = subject_of(reading.running.text, named, numbered) if named or numbered or cell is None else cell
    kind = segment_kind(pieces) or reading.kind
    if kind is Kind.ORDER:
        return None
    body = Body.DELEGATION if kind is Kind.DECISION else Body.COUNCIL
    if numbered is not None:
        return act_of(reading, segment, anatomy, subject, numbered.number, numbered.number_at, body)
    number = " ".join(reading.running.text[slice(*cell)].split()) if cell else None
    return act_of(reading, segment, anatomy, subject, number, cell, body)


def _stamped_cell(reading: Reading, head: Sequence[Piece]) -> Span | None:
    """The number at the head of an act as printed there, known by the stamp of transmission on its page."""
    stamp = transmission_for(None, (head[0].page, head[-1].page), reading.stamps) if head else None
    return stamped_number(head, stamp.number) if stamp else None
