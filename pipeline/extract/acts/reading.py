"""From a document to its acts: the order of the steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.acts.agenda import Agenda, find_agenda
from pipeline.extract.acts.delegations import delegated_rows
from pipeline.extract.acts.doubts import loose_votes, missing_numbers, unanswered_agenda, without_acts
from pipeline.extract.acts.extracts import acts_of_extracts
from pipeline.extract.acts.headers import numbered_by_foot, numbered_by_head
from pipeline.extract.acts.kinds import OF_EXTRACTS, WITHOUT_ACTS, Kind
from pipeline.extract.acts.lists import listed_acts
from pipeline.extract.acts.minutes import acts_of_minutes
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.prepared import Reading, prepare
from pipeline.extract.acts.short_acts import listed_act, registered_act
from pipeline.records.council import Act
from pipeline.records.run import Extraction, Issue
from pipeline.records.source import Document

_REGISTER = re.compile(
    r"\b(?:registre|releve|liste|tableau|recapitulatif|etat) (?:chronologique )?des decisions\b[^.;]{0,60}"
    r"\b(?:maire|presidente?|delegation|executif)\b"
)


def extract_acts(document: Document) -> Extraction[Act]:
    """Every act of a council document, in reading order, with what was met on the way."""
    reading = prepare(document)
    agenda = Agenda()
    if reading.kind in WITHOUT_ACTS:
        return Extraction((), without_acts(document, reading.kind))
    if reading.kind is Kind.LIST:
        found = _acts_of_list(reading)
    elif reading.kind in OF_EXTRACTS:
        found = acts_of_extracts(reading)
    else:
        agenda = find_agenda(reading.pieces)
        found = acts_of_minutes(reading, agenda)
    acts = tuple(a for a in found if a)
    if not acts and reading.kind is Kind.MINUTES:  # some minutes are but a table of items and votes
        acts = tuple(a for row in listed_acts(reading.running.text, reading.pieces) if row.result and (a := listed_act(reading, row)))
    if reading.kind is Kind.MINUTES:
        acts = numbered_by_head(acts, document, reading.stamps)
    acts = numbered_by_foot(acts, document)
    return Extraction(acts, _doubts(reading, agenda, acts))


def _acts_of_list(reading: Reading) -> list[Act | None]:
    rows = delegated_rows(reading.running.text, reading.pieces) if _registers_decisions(reading.pieces) else ()
    registered = [registered_act(reading, row) for row in rows]
    return registered or [listed_act(reading, row) for row in listed_acts(reading.running.text, reading.pieces)]


def _registers_decisions(pieces: Sequence[Piece]) -> bool:
    """Whether the head says that the table lists what the executive decided by delegation."""
    return any(_REGISTER.search(p.flat) for p in pieces[:8] if not p.is_row)


def _doubts(reading: Reading, agenda: Agenda, acts: tuple[Act, ...]) -> tuple[Issue, ...]:
    document = reading.running.document
    if not acts:
        return without_acts(document, reading.kind)
    return (
        *missing_numbers(document, acts),
        *loose_votes(reading.running, reading.pieces, reading.marks, acts),
        *unanswered_agenda(document, agenda, reading.pieces, acts),
    )
