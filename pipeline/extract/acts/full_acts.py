"""One act in full, made of a segment and its anatomy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from pipeline.extract.acts.amounts import amounts_of
from pipeline.extract.acts.anatomy import UNFINISHED_NAMES, Anatomy
from pipeline.extract.acts.annexes import annexed_payees
from pipeline.extract.acts.heads import Title
from pipeline.extract.acts.kinds import OF_EXTRACTS
from pipeline.extract.acts.matters import matter_of
from pipeline.extract.acts.numbers import compact, formal_number
from pipeline.extract.acts.outcomes import outcome_of
from pipeline.extract.acts.prepared import Reading
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.sessions import session_of
from pipeline.extract.acts.stamps import transmission_for
from pipeline.extract.acts.subjects import ON_BUDGET, act_kind
from pipeline.extract.acts.terms import beneficiaries, condition, entered, imputations
from pipeline.extract.acts.votes import read_vote, read_vote_lines, read_vote_table, ticked_unanimous
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import Act, Amount, AmountRole, Body, Vote
from pipeline.records.ids import fact_id
from pipeline.records.source import Passage, RunningText, Span

LAST_MINUTES = re.compile(
    r"\W*(?:approbation du )?(?:compte[- ]rendu|proces[- ]verbal|pv) d(?:e|u)\b"
)  # the opening of the sitting goes on below
BARE = 110  # characters of operative words that only say yes ("adopte cette délibération à l'unanimité")
_PROPOSAL = re.compile(r"\b(?:il (?:vous )?est (?:donc |ainsi )?propose|propose\w*|demande (?:donc )?(?:au conseil|a l'assemblee))\b")


def _proposed_condition(reading: Reading, segment: Segment, anatomy: Anatomy) -> Span | None:
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


def act_of(
    reading: Reading,
    segment: Segment,
    anatomy: Anatomy,
    subject: Span,
    number: str | None,
    number_at: Span | None,
    body: Body = Body.COUNCIL,
) -> Act | None:
    """The act of a segment under its subject and number; None where the text leads to no page."""
    running, text = reading.running, reading.running.text
    whole, named = running.passage(*anatomy.whole), running.passage(*subject)
    if whole is None or named is None:
        return None
    vote, counts = _vote(running, anatomy)
    operative = flat(text[slice(*anatomy.operative)]) if anatomy.operative else ""
    votes = " \n".join(flat(text[a:b]) for a, b in anatomy.votes)
    said = operative if LAST_MINUTES.match(flat(text[slice(*subject)])) else _without_debate(text, anatomy)
    outcome = outcome_of(flat(text[slice(*subject)]), operative, votes, said, counts)
    pages = (whole.page, running.page_number(anatomy.whole[1] - 1))
    # In minutes a stamp near an item without a number is that of another item, or of the whole sitting.
    stamp = transmission_for(number, pages, reading.stamps) if number or reading.kind in OF_EXTRACTS else None
    session = reading.session
    if session is None or reading.kind in OF_EXTRACTS:
        session = session_of(running, *anatomy.whole, stamp.act_date if stamp else None, signed=body is Body.DELEGATION)
    decision = anatomy.decision or anatomy.whole
    held = condition(text, *decision) or _proposed_condition(reading, segment, anatomy)
    amounts = amounts_of(running, [reading.pieces[i] for i in segment.indices(segment.first)], subject, anatomy, outcome)
    filed = _filed_number(reading, number, number_at) if reading.kind in OF_EXTRACTS else None
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
        matter=matter_of(text, *anatomy.whole) if reading.kind in OF_EXTRACTS else None,
        transmission_id=stamp.id if stamp else None,
        received=stamp.received if stamp else None,
        by_ocr=page.by_ocr,
    )


def _entered(text: str, subject: Span, anatomy: Anatomy) -> tuple[Span, ...]:
    """Budget lines of the statement, where the decision names none; acts on the budget itself name many that are not theirs."""
    if anatomy.statement is None or act_kind(flat(text[slice(*subject)])) in ON_BUDGET:
        return ()
    return entered(text, *anatomy.statement)


def _filed_number(reading: Reading, number: str | None, number_at: Span | None) -> str | None:
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


def _passages(running: RunningText, spans: Sequence[Span]) -> tuple[Passage, ...]:
    return tuple(p for start, end in spans if (p := running.passage(start, end)))


def subject_of(text: str, named: Title | None, numbered: Title | None) -> Span:
    """The span of the subject; that of the number where the page names no subject."""
    for title in (named, numbered):
        if title is not None and (words := text[title.start : title.end].rstrip(" :\n")):
            return title.start, title.start + len(words)
    at = numbered.number_at if numbered else None
    return at or (0, 0)
