"""Signs that an act was missed: gaps in the numbers, votes outside any act, announced items without an act, a document without any."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.extract.acts.agenda import Agenda, AgendaItem, likeness, title_words
from pipeline.extract.acts.kinds import WITHOUT_ACTS, Kind
from pipeline.extract.acts.marks import Mark
from pipeline.extract.acts.numbers import compact, serial
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.records.council import Act, Body
from pipeline.records.run import Issue, Severity
from pipeline.records.source import Document, Passage, RunningText, Span

WORDS = 100  # words of text from which a council document without acts is worth an issue
_TOLD = 0.6  # share of the words of an announced item that stand in the subject of the act that takes it up
LONGEST_GAP = 25  # numbers missing in a row; more than that are two sequences
_COUNCIL = re.compile(
    r"\b(?:conseil (?:municipal|communautaire|metropolitain|departemental|regional|syndical)|deliberation"
    r"|deliberer|assemblee|seance)"
)
_NEWS = re.compile(
    r"\b(?:informations?|questions?|divers|compte[- ]rendu|proces[- ]verbal|appel|secretaire|quorum"
    r"|designation d'un secretaire|decisions?|communications?)\b"
)
_SETTLED = re.compile(
    r"\b(?:main levee|secretaire|huis clos|ordre du jour|ajouter|urgence|compte[- ]rendu|proces[- ]verbal"
    r"|observations?)\b"
)


def without_acts(document: Document, kind: Kind) -> tuple[Issue, ...]:
    """The issue of a document that speaks of a council and gave no act; none for a text that does not."""
    text = " ".join(p.text[: p.body_end] for p in document.pages)
    plain = flat(text)
    if len(plain.split()) < WORDS or not _COUNCIL.search(plain):
        return ()
    if kind in WITHOUT_ACTS:
        message = f"{document.doc} is a {kind.value}: it announces decisions and holds none."
        return (
            _issue(
                document,
                "no-decision-by-nature",
                message,
                "Nothing to do; add the minutes or the deliberations themselves.",
                severity=Severity.NOTE,
            ),
        )
    message = f"{document.doc} reads like a council document, but no act was found in it."
    return (_issue(document, "no-acts", message, "Look at what was read (`ecart show`); report the layout if acts are there."),)


def missing_numbers(document: Document, acts: Sequence[Act]) -> tuple[Issue, ...]:
    """One issue for each run of numbers missing between two acts of the same series in the document."""
    series: dict[str, dict[int, Act]] = defaultdict(dict)
    for act in acts:
        parsed = serial(act.number) if act.number and act.body is Body.COUNCIL else None
        if parsed and parsed[0]:
            year = re.sub(r"\D", "", parsed[0])  # "DE-2012/24" and "2012/25" are one series
            series[year or parsed[0]].setdefault(parsed[1], act)
    issues: list[Issue] = []
    for numbers in series.values():
        ordered = sorted(numbers)
        for low, high in itertools.pairwise(ordered):
            if 1 < high - low <= LONGEST_GAP:
                missing = f"{low + 1}" if high - low == 2 else f"{low + 1} to {high - 1}"
                message = (
                    f"Between acts {numbers[low].number} and {numbers[high].number} of {document.doc}, number {missing} was not found."
                )
                issues.append(_issue(document, "missing-number", message, "Look for the missing act or its file.", page=numbers[low].page))
    return tuple(issues)


def loose_votes(running: RunningText, pieces: Sequence[Piece], marks: Sequence[Mark], acts: Sequence[Act]) -> tuple[Issue, ...]:
    """Vote lines and decisions that stand in no act. Votes on the order of the sitting (show of hands, secretary, minutes) are none."""
    document = running.document
    covered = [span for act in acts for span in _spans(running, act.whole)]
    issues: list[Issue] = []
    for index, piece in enumerate(pieces):
        if marks[index] not in {Mark.VOTE, Mark.DECISION} or any(start <= piece.start < end for start, end in covered):
            continue
        around = " ".join(p.flat for p in pieces[max(index - 2, 0) : index + 1])
        if marks[max(index - 1, 0)] is Mark.VOTE or _SETTLED.search(around):
            continue
        message = f"A vote on page {piece.page} of {document.doc} belongs to no act that was found: {piece.text[:80]!r}."
        issues.append(_issue(document, "vote-outside-act", message, "Look at the page: an act may be missing.", page=piece.page))
    return tuple(issues)


def unanswered_agenda(document: Document, agenda: Agenda, pieces: Sequence[Piece], acts: Sequence[Act]) -> tuple[Issue, ...]:
    """Announced items that no act takes up, by its number or its subject, where there are fewer acts than items. Headings of the agenda and
    items of news are left out."""
    subjects = [title_words(act.subject.text) for act in acts]
    numbers = {compact(act.number) for act in acts if act.number}
    announced = [item for at, item in enumerate(agenda.items) if not _is_aside(agenda, at, pieces)]
    if len(announced) <= sum(act.body is Body.COUNCIL for act in acts):
        return ()  # each may be told in other words
    issues: list[Issue] = []
    for item in announced:
        piece = pieces[item.piece]
        told = item.number is not None and compact(item.number) in numbers
        if not told and not any(likeness(item.words, words, math.inf) >= _TOLD for words in subjects):
            message = f"The agenda of {document.doc} announces {piece.text[:90]!r}; no act has that subject."
            issues.append(
                _issue(
                    document,
                    "agenda-item-without-act",
                    message,
                    "See whether it was decided or put off.",
                    page=piece.page,
                    severity=Severity.NOTE,
                )
            )
    return tuple(issues)


def _is_aside(agenda: Agenda, at: int, pieces: Sequence[Piece]) -> bool:
    """Whether a line of the agenda announces nothing to decide: one word, a heading over items, news."""
    item = agenda.items[at]
    piece = pieces[item.piece]
    following = agenda.items[at + 1] if at + 1 < len(agenda.items) else None
    heading = following is not None and _is_marked(item, pieces) != _is_marked(following, pieces)
    return len(item.words) < 2 or heading or _NEWS.search(piece.flat) is not None or piece.text.isupper() or piece.bold


def _is_marked(item: AgendaItem, pieces: Sequence[Piece]) -> bool:
    return item.number is not None or bool(pieces[item.piece].bullet)


def _spans(running: RunningText, whole: Passage) -> list[Span]:
    """Where a passage stands in the running text."""
    starts = {page.number: start for page, start in zip(running.document.pages, running.starts, strict=True)}
    return [(starts[e.page] + e.start, starts[e.page] + e.end) for e in whole.evidence]


def _issue(
    document: Document, code: str, message: str, remedy: str, *, page: int | None = None, severity: Severity = Severity.WARNING
) -> Issue:
    return Issue(code, message, remedy, doc=document.doc, document=document.sha256, page=page, severity=severity)
