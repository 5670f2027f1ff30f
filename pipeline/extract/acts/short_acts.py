"""Acts that stand in a row or a line: rows of lists, delegated decisions, items taken off the agenda."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.acts.amounts import listed_amounts, row_amount, set_aside_amounts
from pipeline.extract.acts.asides import Aside
from pipeline.extract.acts.delegations import DelegatedRow
from pipeline.extract.acts.lists import ListedAct
from pipeline.extract.acts.outcomes import misread_result, outcome_of, removal_of, result_of
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.prepared import Reading
from pipeline.extract.acts.stamps import transmission_for
from pipeline.extract.acts.votes import read_vote, read_vote_table
from pipeline.extract.dates import find_dates
from pipeline.extract.flat import flat
from pipeline.records.council import Act, Body, Outcome, SessionDate, Vote
from pipeline.records.ids import fact_id
from pipeline.records.source import Span

_CLAUSE_END = re.compile(r"\s?[,;:](?:\s|$)")


def delegated_act(reading: Reading, row: DelegatedRow) -> Act | None:
    """A decision that the executive took by delegation and reports."""
    act = _short(reading, row.subject, row.row, Outcome.ADOPTED, body=Body.DELEGATION, number=row.number)
    if act is None:
        return None
    payee = reading.running.passage(*row.payee) if row.payee else None
    amount = row_amount(reading.running, row.amount, row.subject, payee) if row.amount else None
    return replace(act, amounts=(amount,) if amount else (), beneficiaries=(payee,) if payee else ())


def reporting_act(reading: Reading, piece: Piece) -> Act | None:
    """The report of delegated decisions that a line without a number opens; of a sentence what stands before its first comma."""
    ends = _CLAUSE_END.search(piece.text)
    words = piece.text[: ends.start() if ends else len(piece.text)].rstrip()
    return _short(reading, (piece.start, piece.start + len(words)), (piece.start, piece.end), Outcome.NOTED)


def registered_act(reading: Reading, row: DelegatedRow) -> Act | None:
    """A row of a register of delegated decisions that stands alone: its sitting is the day on which it was taken."""
    act = delegated_act(reading, row)
    day = next((d.value for d in find_dates(reading.running.text[slice(*row.date)])), None) if row.date else None
    if act is None or day is None or row.date is None:
        return act
    return replace(act, session=SessionDate(day, "text", reading.running.passage(*row.date)))


def listed_act(reading: Reading, row: ListedAct) -> Act | None:
    """A row of a list of deliberations, with the result that it prints, else that of its figures."""
    running, text = reading.running, reading.running.text
    result = running.passage(*row.result) if row.result else None
    counts, unanimous, named = read_vote(result.text if result else "")
    ballot = read_vote_table([list(cells) for cells in row.ballot]) if row.ballot else None
    counts = ballot or counts
    outcome = result_of(flat(result.text) if result else "", flat(text[slice(*row.subject)]))
    if outcome is Outcome.UNSTATED and result and running.document.pages[running.page_index(row.row[0])].by_ocr:
        outcome = misread_result(flat(result.text))
    if outcome is Outcome.UNSTATED and counts["for"] is not None:
        outcome = Outcome.ADOPTED if counts["for"] > (counts["against"] or 0) else Outcome.REJECTED
    act = _short(reading, row.subject, row.row, outcome, number=row.number)
    if act is None:
        return None
    cast = running.passage(*row.row) if ballot else result
    day = next((d.value for d in find_dates(text[slice(*row.date)])), None) if row.date else None
    stamp = transmission_for(act.number, (act.whole.page, act.whole.page), reading.stamps)
    told = row.amount[1] if row.amount and row.amount[0] >= row.subject[1] else row.subject[1]
    amounts = listed_amounts(running, (row.subject[0], told), act.outcome)
    return replace(
        act,
        session=SessionDate(day, "text", running.passage(*row.date)) if day and row.date else reading.session,
        votes=Vote(counts["for"], counts["against"], counts["abstention"], counts["not_voting"], unanimous, cast, named),
        operative=result,
        amounts=amounts,
        beneficiaries=tuple({a.payee.text: a.payee for a in amounts if a.payee}.values()),
        transmission_id=stamp.id if stamp else None,
    )


def aside_act(reading: Reading, aside: Aside) -> Act | None:
    """An item taken off or put off while the agenda is settled, or news on which the council speaks."""
    words = flat(reading.running.text[slice(*aside.operative)])
    outcome = removal_of(words) if aside.removed else outcome_of("", words, words, words, {})
    act = _short(reading, aside.subject, aside.whole, outcome, number=aside.number, at=aside.subject[0])
    if act is None:
        return None
    amounts = set_aside_amounts(reading.running, *aside.told, aside.subject) if aside.told and aside.told[1] > aside.told[0] else ()
    return replace(act, operative=reading.running.passage(*aside.operative), amounts=amounts)


def _short(
    reading: Reading,
    subject: Span,
    whole: Span,
    outcome: Outcome,
    *,
    body: Body = Body.COUNCIL,
    number: Span | None = None,
    at: int | None = None,
) -> Act | None:
    """What all short acts share; `at` tells several of one passage apart. None where the page holds no words for it."""
    running, document = reading.running, reading.running.document
    named, words = running.passage(*subject), running.passage(*whole)
    if named is None or words is None:
        return None
    printed = running.passage(*_without_rule(running.text, number)) if number else None
    return Act(
        id=fact_id("a", document.sha256, f"{printed.text if printed else ''}@{whole[0] if at is None else at}"),
        document=document.sha256,
        doc=document.doc,
        page=named.page,
        subject=named,
        whole=words,
        body=body,
        outcome=outcome,
        number=printed.text if printed else None,
        number_source="text" if printed else None,
        session=reading.session,
        by_ocr=document.pages[running.page_index(subject[0])].by_ocr,
    )


def _without_rule(text: str, span: Span) -> Span:
    """A number without the rule of the table that OCR reads behind it."""
    return span[0], span[0] + len(text[slice(*span)].rstrip(" |!]:;,.-–_"))
