"""What to ask people, most useful first.

A measure is one question. It is asked when the machine is unsure of its verdict, when a link waits in the review band, when a flag is about
to be published, when people differ, or when the evidence of an answer has changed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.link import Band, Link
from pipeline.records.review import Choice, ReviewKind
from pipeline.records.run import Results
from pipeline.records.verdict import Status, Verdict
from pipeline.review.listing import removed_by
from pipeline.review.opinions import Opinions, Subject, fresh, parted, stale


class Why(StrEnum):
    """Why a measure is asked, the most useful first: what was settled and no longer is, then what would harm if it were wrong."""

    CHANGED = "changed"
    PARTED = "parted"
    FLAG = "flag"
    UNSURE = "unsure"
    LINK = "link"
    SECOND = "second"


ORDER = tuple(Why)


@dataclass(frozen=True, slots=True)
class Question:
    """A measure to look at. `asked` are the links and the verdict to say something of; `doubt` is 0 (sure) to 1 (a coin)."""

    measure: str
    why: Why
    asked: tuple[Subject, ...]
    doubt: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is. `mine` counts the measures that the person has answered, `done` those that somebody has."""

    total: int
    done: int
    mine: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of each measure of a run, whoever looks at it; measures of which nothing is asked are left out."""

    subjects: Mapping[str, tuple[Subject, ...]]
    reasons: Mapping[str, Why]
    doubts: Mapping[str, float]


def asked_of(results: Results, opinions: Opinions) -> Asked:
    """What the machine is unsure of, or is about to accuse somebody of, and what was said before its evidence changed."""
    links: dict[str, list[Link]] = defaultdict(list)
    for link in results.links:
        links[link.measure].append(link)
    measures, acts = {m.id for m in results.measures}, {a.id for a in results.acts}
    subjects: dict[str, list[Subject]] = {}
    reasons: dict[str, Why] = {}
    doubts: dict[str, float] = {}
    removed = removed_by(opinions)
    for verdict in (v for v in results.verdicts if v.measure not in removed):
        why, found = _asked(verdict, links[verdict.measure], opinions)
        if why:
            subjects[verdict.measure], reasons[verdict.measure] = list(found), why
            doubts[verdict.measure] = _doubt(verdict, links[verdict.measure])
    for subject, said in opinions.items():
        known = subject.measure in measures and subject.measure not in removed and (subject.act is None or subject.act in acts)
        if subject.measure and known and stale(said) and subject.kind is not ReviewKind.FIELD:
            entry = subjects.setdefault(subject.measure, [])
            entry += [subject] if subject not in entry else []
            reasons.setdefault(subject.measure, Why.CHANGED)
    return Asked({m: tuple(found) for m, found in subjects.items()}, reasons, doubts)


def queue(results: Results, opinions: Opinions, reviewer: str, asked: Asked | None = None) -> tuple[Question, ...]:
    """The measures that `reviewer` has something to say of, most useful first; a second look at what others settled comes last."""
    asked = asked or asked_of(results, opinions)
    found = []
    for measure in results.measures:
        wanted = asked.subjects.get(measure.id, ())
        mine = [s for s in wanted if reviewer in fresh(opinions.get(s, {}))]
        why = None if not wanted or len(mine) == len(wanted) else _why(wanted, opinions, asked.reasons[measure.id])
        if why:
            found.append(Question(measure.id, why, wanted, asked.doubts.get(measure.id, 1.0)))
    return tuple(sorted(found, key=lambda q: (ORDER.index(q.why), -q.doubt)))


# Conclusions that the machine is sure of, in the order in which a person had better look at them: what says that something lacks first.
_SURE = (
    Status.DROPPED,
    Status.NO_TRACE,
    Status.WEAKENED,
    Status.UNDERFUNDED,
    Status.UNFUNDED,
    Status.CONDITIONAL,
    Status.POSTPONED,
    Status.FUNDED,
    Status.UNSURE,
)


def further(results: Results, opinions: Opinions, reviewer: str, asked: Asked | None = None) -> tuple[str, ...]:
    """The measures of which nothing is asked, since the machine is sure of them, and whose conclusion `reviewer` has not judged. It is
    wrong of some."""
    asked = asked or asked_of(results, opinions)
    removed = removed_by(opinions)
    open_ = [v for v in results.verdicts if v.measure not in asked.subjects and v.measure not in removed]
    mine = {s.measure for s, said in opinions.items() if s.kind is ReviewKind.VERDICT and reviewer in fresh(said)}
    return tuple(v.measure for v in sorted(open_, key=lambda v: _SURE.index(v.status)) if v.measure not in mine)


def progress(results: Results, opinions: Opinions, reviewer: str, asked: Asked | None = None) -> Progress:
    """How many measures were or are asked, how many somebody has answered, and how many `reviewer` has."""
    asked = asked or asked_of(results, opinions)
    known = {m.id for m in results.measures}
    spoken = {s.measure for s, said in opinions.items() if s.measure in known and fresh(said)}
    open_ = {m for m, wanted in asked.subjects.items() if any(not fresh(opinions.get(s, {})) for s in wanted)}
    everything = spoken | set(asked.subjects)
    by_me = {s.measure for s, said in opinions.items() if s.measure in known and reviewer in fresh(said)}
    unanswered = {m for m, wanted in asked.subjects.items() if any(reviewer not in fresh(opinions.get(s, {})) for s in wanted)}
    return Progress(len(everything), len(everything - open_), len(by_me - unanswered))


def _asked(verdict: Verdict, links: Iterable[Link], opinions: Opinions) -> tuple[Why | None, tuple[Subject, ...]]:
    """Why a measure is asked, and what of it. A conclusion whose act somebody has taken away falls with it and is asked no more."""
    waiting = tuple(Subject(ReviewKind.LINK, link.measure, link.act) for link in links if link.band is Band.REVIEW)
    conclusion = Subject(ReviewKind.VERDICT, verdict.measure)
    if verdict.dropped or verdict.unfunded:
        answering = tuple(Subject(ReviewKind.LINK, verdict.measure, act) for act in verdict.decisions)
        taken = any(r.choice is Choice.REJECTED for s in answering for r in fresh(opinions.get(s, {})).values())
        return Why.FLAG, (*dict.fromkeys((*answering, *waiting)), *(() if taken else (conclusion,)))
    if verdict.status is Status.UNSURE:
        return Why.UNSURE, waiting or (conclusion,)
    return (Why.LINK, waiting) if waiting else (None, ())


def _why(wanted: Iterable[Subject], opinions: Opinions, machine: Why) -> Why:
    said = [opinions.get(subject, {}) for subject in wanted]
    if any(stale(s) for s in said):
        return Why.CHANGED
    if any(parted(s) for s in said):
        return Why.PARTED
    return Why.SECOND if all(fresh(s) for s in said) else machine


def _doubt(verdict: Verdict, links: Iterable[Link]) -> float:
    """How unsure the machine is: the entropy of its most doubtful waiting link, in bits, or what it lacks to be sure of its verdict."""
    waiting = [link.probability for link in links if link.band is Band.REVIEW]
    return max(map(_entropy, waiting)) if waiting else 1.0 - verdict.confidence


def _entropy(p: float) -> float:
    return -(p * math.log2(p) + (1 - p) * math.log2(1 - p)) if 0.0 < p < 1.0 else 0.0
