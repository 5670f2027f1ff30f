"""From a document to its acts: the order of the steps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from pipeline.extract.acts.agenda import Agenda, find_agenda
from pipeline.extract.acts.amounts import amounts_of
from pipeline.extract.acts.anatomy import UNFINISHED_NAMES, Anatomy, anatomy_of
from pipeline.extract.acts.annexes import annexed_payees
from pipeline.extract.acts.asides import removed_items, spoken_news
from pipeline.extract.acts.cutting import Segment, cut_extracts, cut_minutes, in_margin
from pipeline.extract.acts.delegations import DelegatedRow, delegated_rows, names_foreign_rows, reports_decisions
from pipeline.extract.acts.doubts import loose_votes, missing_numbers, unanswered_agenda, without_acts
from pipeline.extract.acts.headers import numbered_by_foot, numbered_by_head
from pipeline.extract.acts.heads import Title
from pipeline.extract.acts.kinds import WITHOUT_ACTS, Kind, segment_kind
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
from pipeline.extract.acts.lists import listed_acts
from pipeline.extract.acts.marks import Mark
from pipeline.extract.acts.matters import matter_of
from pipeline.extract.acts.numbers import compact, formal_number
from pipeline.extract.acts.outcomes import outcome_of
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.prepared import Reading, prepare
from pipeline.extract.acts.sessions import session_of
from pipeline.extract.acts.short_acts import aside_act, delegated_act, listed_act, registered_act, reporting_act
from pipeline.extract.acts.stamps import transmission_for
from pipeline.extract.acts.subjects import ON_BUDGET, money_kind
from pipeline.extract.acts.tails import numbered_by_tail
from pipeline.extract.acts.terms import beneficiaries, condition, entered, imputations
from pipeline.extract.acts.titles import candidates
from pipeline.extract.acts.votes import read_vote, read_vote_lines, read_vote_table, ticked_unanimous
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, Vote
from pipeline.records.ids import fact_id
from pipeline.records.run import Extraction, Issue
from pipeline.records.source import Document, Passage, RunningText

_OF_EXTRACTS = frozenset({Kind.EXTRACT, Kind.DECISION, Kind.RECUEIL})


def extract_acts(document: Document) -> Extraction[Act]:
    """Every act of a council document, in reading order, with what was met on the way."""
    reading = prepare(document)
    agenda = Agenda()
    found: list[Act | None] = []
    if reading.kind in WITHOUT_ACTS:
        return Extraction((), without_acts(document, reading.kind))
    if reading.kind is Kind.LIST:
        rows = delegated_rows(reading.running.text, reading.pieces) if _registers_decisions(reading.pieces) else ()
        found = [registered_act(reading, row) for row in rows]
        found = found or [listed_act(reading, row) for row in listed_acts(reading.running.text, reading.pieces)]
    elif reading.kind in _OF_EXTRACTS:
        segments = cut_extracts(reading.pieces, reading.marks)
        found = [a for s in segments for a in _extract_acts(reading, s)]
    else:
        agenda = find_agenda(reading.pieces)
        segments = numbered_by_tail(reading.running.text, cut_minutes(reading.running.text, reading.pieces, reading.marks, agenda))
        reported = _reported(reading, segments)
        found = []
        for segment, following in itertools.zip_longest(segments, segments[1:]):
            found += [_delegated_segment(reading, segment)] if segment in reported else _minutes_acts(reading, segment)
            if following in reported and segment not in reported:
                found += _reporting(reading, segment, found)
    acts = tuple(a for a in found if a)
    if not acts and reading.kind is Kind.MINUTES:  # some minutes are but a table of items and votes
        acts = tuple(a for row in listed_acts(reading.running.text, reading.pieces) if row.result and (a := listed_act(reading, row)))
    if reading.kind is Kind.MINUTES:
        acts = numbered_by_head(acts, document, reading.stamps)
    acts = numbered_by_foot(acts, document)
    return Extraction(acts, _doubts(reading, agenda, acts))


_REGISTER = re.compile(
    r"\b(?:registre|releve|liste|tableau|recapitulatif|etat) (?:chronologique )?des decisions\b[^.;]{0,60}"
    r"\b(?:maire|presidente?|delegation|executif)\b"
)


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


_SECRETARY = re.compile(r"\b(?:designation|nomination|election) d(?:u|'une?|e la) secretaire\b")  # orders the sitting and is no act
_LAST_MINUTES = re.compile(
    r"\W*(?:approbation du )?(?:compte[- ]rendu|proces[- ]verbal|pv) d(?:e|u)\b"
)  # the opening of the sitting goes on below
_OWN_NAME = re.compile(r"\W*(?:proces[- ]verbal|compte[- ]rendu)(?: (?:integral|sommaire|analytique|des? debats))*\W*")  # of the document


def _minutes_acts(reading: Reading, segment: Segment) -> list[Act | None]:
    """The act of a segment, and those reported or dealt with inside it."""
    text = reading.running.text
    if segment.title is not None and _OWN_NAME.fullmatch(flat(text[segment.title.start : segment.title.end])):
        segment = replace(segment, title=None)
    own = [_minutes_act(reading, segment)]
    pieces = [reading.pieces[i] for i in segment.indices(segment.first if segment.title is None else segment.title.last + 1)]
    title = flat(text[segment.title.start : segment.title.end]) if segment.title else ""
    if reports_decisions(title, pieces):
        rows = delegated_rows(text, pieces)
        if rows and own[0] is not None:
            own = [replace(own[0], amounts=())]
        own += [delegated_act(reading, row) for row in rows]
    if segment.title is None or _LAST_MINUTES.match(title):
        own += [aside_act(reading, aside) for aside in removed_items(pieces)]
    elif own == [None]:
        own += [aside_act(reading, aside) for aside in spoken_news(pieces)]
    return own


def _reported(reading: Reading, segments: Sequence[Segment]) -> frozenset[Segment]:
    """Numbered lines that stand under a report of delegated decisions and decide nothing themselves."""
    found: set[Segment] = set()
    numbered = sum(s.title is not None and s.title.formal for s in segments) > 1  # then mere ordinals number chapters
    under_report = False
    for segment in segments:
        own = segment.indices(segment.first)
        if segment.title is None or not (segment.title.formal or (segment.title.ordinal and not numbered)):
            under_report = _ends_in_report(reading, own)
            continue
        decides = any(reading.marks[i] in _DECIDED for i in segment.indices(segment.title.last + 1))
        if under_report and not decides:
            found.add(segment)
        under_report = _ends_in_report(reading, own) if decides or not under_report else True
    return frozenset(found)


def _reporting(reading: Reading, segment: Segment, before: Sequence[Act | None]) -> list[Act | None]:
    """The report that the last lines of a segment open, where none of the acts `before` is that report."""
    if before and before[-1] is not None and reports_decisions(flat(before[-1].subject.text), ()):
        return []
    own = [reading.pieces[i] for i in segment.indices(segment.first)[-3:]]
    return [reporting_act(reading, piece) for piece in own if reports_decisions(piece.flat, ())][:1]


def _ends_in_report(reading: Reading, own: Sequence[int]) -> bool:
    return any(reading.marks[i] is not Mark.DECISION and reports_decisions(reading.pieces[i].flat, ()) for i in own[-3:])


def _delegated_segment(reading: Reading, segment: Segment) -> Act | None:
    title = segment.title
    if title is None:
        return None
    last = reading.pieces[segment.last - 1]
    return delegated_act(
        reading, DelegatedRow((reading.pieces[segment.first].start, last.end), (title.start, title.end), number=title.number_at)
    )


def _minutes_act(reading: Reading, segment: Segment) -> Act | None:
    title = segment.title
    if title is None:
        return None
    anatomy = anatomy_of(reading.pieces, reading.marks, segment)
    if anatomy.operative is None and not title.formal:
        body = flat(reading.running.text[anatomy.whole[0] : anatomy.whole[1]])
        if outcome_of("", "", "", body, {}) in {Outcome.UNSTATED, Outcome.NOTED}:
            return None
    if title.news or _SECRETARY.search(flat(reading.running.text[title.start : title.end])):
        return None
    bare = title.formal and not reading.running.text[title.start : title.end].strip(" :.–-\n")
    named = lines_below(reading.pieces, reading.marks, title) if bare else None
    return _act(reading, segment, anatomy, _subject(reading.running.text, named or title, title), title.number, title.number_at)


def _subject(text: str, named: Title | None, numbered: Title | None) -> tuple[int, int]:
    """The span of the subject; that of the number where the page names no subject."""
    for title in (named, numbered):
        if title is not None and (words := text[title.start : title.end].rstrip(" :\n")):
            return title.start, title.start + len(words)
    at = numbered.number_at if numbered else None
    return at or (0, 0)


def _extract_acts(reading: Reading, segment: Segment) -> list[Act | None]:
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
    decided = next((i for i in range(segment.first, segment.last) if reading.marks[i] in _DECIDED), segment.first)
    told = [p for p in reading.pieces[segment.first : decided] if _OFF_AGENDA.search(p.flat)]
    return [aside_act(reading, aside) for aside in removed_items(told)]


_DECIDED = frozenset({Mark.DECISION, Mark.VERB, Mark.VOTE})
_OFF_AGENDA = re.compile(
    r"\bordre du jour\b[^.;]{0,240}\b(?:retire|reporte|ajourne)e?s?\b|\b(?:retire|reporte|ajourne)e?s?\b[^.;]{0,60}\bordre du jour\b"
)


def _extract_act(reading: Reading, segment: Segment) -> Act | None:
    pieces = reading.pieces[segment.first : segment.last]
    marks = reading.marks[segment.first : segment.last]
    titles = candidates(pieces, marks, Agenda())
    decided = next((i for i, m in enumerate(marks) if m in _DECIDED and not in_margin(pieces, marks, 0, i)), len(marks))
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
    subject = _subject(reading.running.text, named, numbered) if named or numbered or cell is None else cell
    kind = segment_kind(pieces) or reading.kind
    if kind is Kind.ORDER:
        return None
    body = Body.DELEGATION if kind is Kind.DECISION else Body.COUNCIL
    if numbered is not None:
        return _act(reading, segment, anatomy, subject, numbered.number, numbered.number_at, body)
    number = " ".join(reading.running.text[slice(*cell)].split()) if cell else None
    return _act(reading, segment, anatomy, subject, number, cell, body)


def _stamped_cell(reading: Reading, head: Sequence[Piece]) -> tuple[int, int] | None:
    """The number at the head of an act as printed there, known by the stamp of transmission on its page."""
    stamp = transmission_for(None, (head[0].page, head[-1].page), reading.stamps) if head else None
    return stamped_number(head, stamp.number) if stamp else None


BARE = 110  # characters of operative words that only say yes ("adopte cette délibération à l'unanimité")
_PROPOSAL = re.compile(r"\b(?:il (?:vous )?est (?:donc |ainsi )?propose|propose\w*|demande (?:donc )?(?:au conseil|a l'assemblee))\b")


def _proposed_condition(reading: Reading, segment: Segment, anatomy: Anatomy) -> tuple[int, int] | None:
    """The condition of the proposal, where the operative words say nothing but that it is adopted."""
    text = reading.running.text
    if anatomy.operative is None or anatomy.operative[1] - anatomy.operative[0] > BARE or find_sums(text[slice(*anatomy.operative)]):
        return None
    for index in reversed([i for i in segment.indices(segment.first) if reading.pieces[i].end <= anatomy.operative[0]]):
        piece = reading.pieces[index]
        proposal = None if piece.is_row else _PROPOSAL.search(piece.flat)
        if proposal is not None:
            lists = piece.text.rstrip().endswith(":")  # what is proposed stands in the lines below
            return condition(text, piece.start + proposal.start(), anatomy.operative[0] if lists else piece.end)
    return None


def _act(
    reading: Reading,
    segment: Segment,
    anatomy: Anatomy,
    subject: tuple[int, int],
    number: str | None,
    number_at: tuple[int, int] | None,
    body: Body = Body.COUNCIL,
) -> Act | None:
    running, text = reading.running, reading.running.text
    whole, named = running.passage(*anatomy.whole), running.passage(*subject)
    if whole is None or named is None:
        return None
    vote, counts = _vote(running, anatomy)
    operative = flat(text[slice(*anatomy.operative)]) if anatomy.operative else ""
    votes = " \n".join(flat(text[a:b]) for a, b in anatomy.votes)
    said = operative if _LAST_MINUTES.match(flat(text[slice(*subject)])) else _without_debate(text, anatomy)
    outcome = outcome_of(flat(text[slice(*subject)]), operative, votes, said, counts)
    pages = (whole.page, running.page_number(anatomy.whole[1] - 1))
    # In minutes a stamp near an item without a number is that of another item, or of the whole sitting.
    stamp = transmission_for(number, pages, reading.stamps) if number or reading.kind in _OF_EXTRACTS else None
    session = reading.session
    if session is None or reading.kind in _OF_EXTRACTS:
        session = session_of(running, *anatomy.whole, stamp.act_date if stamp else None, signed=body is Body.DELEGATION)
    decision = anatomy.decision or anatomy.whole
    held = condition(text, *decision) or _proposed_condition(reading, segment, anatomy)
    amounts = amounts_of(running, [reading.pieces[i] for i in segment.indices(segment.first)], subject, anatomy, outcome)
    filed = _filed_number(reading, number, number_at) if reading.kind in _OF_EXTRACTS else None
    printed = filed or number or (stamp.number if stamp else None)
    page = running.document.pages[running.page_index(subject[0])]
    return Act(
        id=fact_id("a", running.document.sha256, f"{number or ''}@{anatomy.whole[0]}"),
        document=running.document.sha256,
        doc=running.document.doc,
        page=named.page,
        subject=named,
        whole=whole,
        body=body,
        outcome=outcome,
        number=printed,
        number_source="file name" if filed else "text" if number else "stamp" if stamp else None,
        session=session,
        votes=vote,
        operative=running.passage(*anatomy.operative) if anatomy.operative else None,
        recitals=_passages(running, anatomy.recitals),
        statement=running.passage(*anatomy.statement) if anatomy.statement else None,
        debate=running.passage(*anatomy.debate) if anatomy.debate else None,
        annexes=_passages(running, anatomy.annexes),
        beneficiaries=_beneficiaries(reading, segment, anatomy, named, amounts),
        amounts=amounts,
        imputation=_passages(running, imputations(text, *decision) or _entered(text, subject, anatomy)),
        condition=running.passage(*held) if held else None,
        matter=matter_of(text, *anatomy.whole) if reading.kind in _OF_EXTRACTS else None,
        transmission_id=stamp.id if stamp else None,
        received=stamp.received if stamp else None,
        by_ocr=page.by_ocr,
    )


def _entered(text: str, subject: tuple[int, int], anatomy: Anatomy) -> tuple[tuple[int, int], ...]:
    """Budget lines of the statement, where the decision names none; acts on the budget itself name many that are not theirs."""
    if anatomy.statement is None or money_kind(flat(text[slice(*subject)])) in ON_BUDGET:
        return ()
    return entered(text, *anatomy.statement)


def _filed_number(reading: Reading, number: str | None, number_at: tuple[int, int] | None) -> str | None:
    """The number in the name of a scanned file that holds one act, when OCR read none on the page or another one; None otherwise."""
    filed = formal_number(PurePath(reading.running.document.doc).stem)
    if filed is None or reading.stamps:
        return None
    if number is None or number_at is None:
        return filed.number if any(p.by_ocr for p in reading.running.document.pages) else None
    page = reading.running.document.pages[reading.running.page_index(number_at[0])]
    same_series = compact(number)[:4] == compact(filed.number)[:4]
    return filed.number if page.by_ocr and same_series and compact(number) != compact(filed.number) else None


def _beneficiaries(
    reading: Reading, segment: Segment, anatomy: Anatomy, subject: Passage, amounts: Sequence[Amount]
) -> tuple[Passage, ...]:
    """Payees of the sums (rows, sentences) and of annexed tables; a short line of its own names its payee; else the bodies that the
    operative part names."""
    running = reading.running
    own = [reading.pieces[i] for i in segment.indices(segment.first)]
    annexed = annexed_payees(running.text, own, anatomy.operative) if anatomy.operative else []
    paid = (*(a.payee for a in amounts if a.payee is not None), *_passages(running, annexed))
    if paid:
        return tuple({p.text: p for p in paid}.values())
    if segment.parent is not None and any(a.role is AmountRole.GRANTED for a in amounts):
        return (subject,)
    return _passages(running, beneficiaries(running.text, *anatomy.operative)) if anatomy.operative else ()


def _without_debate(text: str, anatomy: Anatomy) -> str:
    start, end = anatomy.whole
    if anatomy.debate:
        return flat(text[start : anatomy.debate[0]])
    return flat(text[start:end])


def _joined(lines: Sequence[str]) -> str:
    """Vote lines as one text; a list of names that goes on below is one line."""
    text = ""
    for line in lines:
        text += (" " if UNFINISHED_NAMES.search(flat(text)) else "\n") + line
    return text


def _vote(running: RunningText, anatomy: Anatomy) -> tuple[Vote, dict[str, int | None]]:
    if not anatomy.votes:
        return Vote(), {}
    text = _joined([running.text[a:b] for a, b in anatomy.votes])
    if anatomy.operative and not re.search(r"\b(?:unanimite|majorite|voix|pour|contre)\b", flat(text)):
        text += "\n" + running.text[anatomy.operative[0] : anatomy.operative[1]]
    counts, unanimous, named = read_vote(text)
    rows = [[flat(cell) for cell in running.text[a:b].split("\t")] for a, b in anatomy.votes]
    counts = read_vote_table(rows) or read_vote_lines(flat(text)) or counts
    unanimous = False if counts["against"] else unanimous
    if unanimous is None:
        unanimous = ticked_unanimous(flat(running.text[anatomy.votes[0][0] : anatomy.votes[-1][1]]), counts)
    quote = running.passage(*anatomy.votes[-1])
    vote = Vote(counts["for"], counts["against"], counts["abstention"], counts["not_voting"], unanimous, quote, named)
    return vote, counts


def _passages(running: RunningText, spans: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    return tuple(p for start, end in spans if (p := running.passage(start, end)))
