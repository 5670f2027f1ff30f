"""The acts of a segment of minutes: its own, and those that it reports or takes off the agenda."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.agenda import Agenda
from pipeline.extract.acts.anatomy import anatomy_of
from pipeline.extract.acts.asides import removed_items, spoken_news
from pipeline.extract.acts.cutting import cut_minutes
from pipeline.extract.acts.delegations import DelegatedRow, delegated_rows, reports_decisions
from pipeline.extract.acts.full_acts import LAST_MINUTES, act_of, subject_of
from pipeline.extract.acts.letterheads import (
    lines_below,
)
from pipeline.extract.acts.marks import DECIDING, Mark
from pipeline.extract.acts.outcomes import outcome_of
from pipeline.extract.acts.prepared import Reading
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.short_acts import aside_act, delegated_act, reporting_act
from pipeline.extract.acts.tails import numbered_by_tail
from pipeline.extract.flat import flat
from pipeline.records.council import Act, Outcome

_SECRETARY = re.compile(r"\b(?:designation|nomination|election) d(?:u|'une?|e la) secretaire\b")  # orders the sitting and is no act
_OWN_NAME = re.compile(r"\W*(?:proces[- ]verbal|compte[- ]rendu)(?: (?:integral|sommaire|analytique|des? debats))*\W*")  # of the document


def acts_of_minutes(reading: Reading, agenda: Agenda) -> list[Act | None]:
    """The acts of minutes, in reading order; None where a segment holds none."""
    segments = numbered_by_tail(reading.running.text, cut_minutes(reading.running.text, reading.pieces, reading.marks, agenda))
    reported = _reported(reading, segments)
    found: list[Act | None] = []
    for segment, following in itertools.zip_longest(segments, segments[1:]):
        found += [_delegated_segment(reading, segment)] if segment in reported else _minutes_acts(reading, segment)
        if following in reported and segment not in reported:
            found += _reporting(reading, segment, found)
    return found


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
    if segment.title is None or LAST_MINUTES.match(title):
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
        decides = any(reading.marks[i] in DECIDING for i in segment.indices(segment.title.last + 1))
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
    return act_of(reading, segment, anatomy, subject_of(reading.running.text, named or title, title), title.number, title.number_at)
