"""What the council did about a measure, from the outcomes of the acts that answer it, in time order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.bounds import bound
from pipeline.judge.topics import own_words
from pipeline.judge.wording import says, stems
from pipeline.records.council import Outcome
from pipeline.records.plan import Measure
from pipeline.records.verdict import Decision

_OF_OUTCOME = {
    Outcome.ADOPTED: Decision.ADOPTED,
    Outcome.REJECTED: Decision.REJECTED,
    Outcome.POSTPONED: Decision.POSTPONED,
    Outcome.WITHDRAWN: Decision.WITHDRAWN,
}


_ALSO = re.compile(r",? (?:et|puis) (?=[A-ZÀÉÈÊÎÔÇ]{4,}\b)")  # where a clause goes on to another decision


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision, the answers that carry it, and the answer that undid an adopted one."""

    decision: Decision
    by: tuple[Answer, ...]
    undone_by: Answer | None = None


def in_time(answers: Sequence[Answer]) -> list[Answer]:
    """Answers by date of the sitting, then by number; those without a date last."""
    return sorted(answers, key=lambda a: (a.act.session.value if a.act.session else date.max, a.act.number or "", a.act.id))


def decide(measure: Measure, answers: Sequence[Answer]) -> Decided:
    """One decision for all acts: an adoption holds unless a later act undoes it, or one that is likelier to answer was put to the vote
    no earlier and lost; without one the last decision counts; else noted.

    An act that repeats the measure in its visas, considérants or debate and does not decide on it counts as noted (GUIDE, 11).
    """
    ordered = in_time(answers)
    carried = [a for a in ordered if not only_restated(measure, a)]
    undoing = [a for a in carried if _undoes(measure, a) and (_only_repeals(a) or any(_later(a, b) for b in carried if _is_adopted(b)))]
    adopted = [a for a in carried if (a.act.outcome is Outcome.ADOPTED or _refuses_as_asked(measure, a)) and a not in undoing]
    for answer in reversed(carried):
        if answer.act.outcome is Outcome.ADOPTED and answer in undoing and not any(_later(a, answer) for a in adopted):
            return Decided(Decision.WITHDRAWN, tuple(adopted), answer)
    lost = [a for a in carried if is_lost(a) and a not in adopted]
    adopted = [a for a in adopted if not _outdone(a, lost)]
    if adopted:
        return Decided(Decision.ADOPTED, tuple(adopted))
    others = [a for a in carried if a.act.outcome in _OF_OUTCOME and a.act.outcome is not Outcome.ADOPTED]
    if others:
        return Decided(_OF_OUTCOME[others[-1].act.outcome], (others[-1],))
    return Decided(Decision.NOTED if ordered else Decision.NONE, tuple(ordered))


def is_lost(answer: Answer) -> bool:
    """Whether an act that almost surely answers was put to the vote and not adopted."""
    lost = answer.act.outcome in _OF_OUTCOME and answer.act.outcome is not Outcome.ADOPTED
    return lost and answer.link.probability >= bound("outdone")


def _outdone(answer: Answer, lost: Sequence[Answer]) -> bool:
    """Whether the measure itself was put to the vote no earlier than this act that may answer it, and lost: it would not have been, had it
    been adopted before."""
    days = [a.act.session.value for a in lost if a.act.session]
    session = answer.act.session
    return bool(days) and session is not None and max(days) >= session.value and answer.link.probability < bound("outdone")


def _refuses_as_asked(measure: Measure, answer: Answer) -> bool:
    """Whether an act refuses what the measure asks to refuse ("Refuser les antennes", "REFUSE de consentir un bail ...")."""
    title = measure.text.text
    stops = says("substance", "stop", title) and not says("substance", "not_stopping", title)
    if answer.act.outcome is not Outcome.REJECTED or not stops:
        return False
    refused = [c for c in answer.clauses if (w := says("substance", "refuses", c)) and not says("substance", "stops", c.partition(w)[2])]
    return any(own_words(c) & own_words(title) for c in refused)


def only_restated(measure: Measure, answer: Answer) -> bool:
    """Whether the words that matching found stand in recitals or debate, and the deciding ones share nothing with the measure."""
    passage, act = answer.link.passage, answer.act
    if passage is None or act.operative is None:
        return False
    apart = [*act.recitals, *([act.debate] if act.debate else [])]
    spans = [(e.page, e.start, e.end) for p in apart for e in p.evidence]
    if not all(any(page == e.page and start <= e.start and e.end <= end for page, start, end in spans) for e in passage.evidence):
        return False
    decided = stems(f"{act.subject.text} {act.operative.text}")
    asked = stems(" ".join(p.text for p in (measure.text, *measure.steps, *measure.partners)))
    return not decided & asked


def _is_adopted(answer: Answer) -> bool:
    return answer.act.outcome is Outcome.ADOPTED


def _only_repeals(answer: Answer) -> bool:
    """Whether all that an act decides is to repeal another one. One that decides something beside repeals what stood in its way ("SUPPRIME
    les droits d'inscription ; ABROGE la délibération du 28 mai 2015"), unless it is known what it undoes."""
    return all(says("substance", "undo", c) for c in main_clauses(answer.clauses))


def _undoes(measure: Measure, answer: Answer) -> bool:
    """Whether an act repeals another one and puts nothing in its place: it replaces nothing, adopts nothing beside, and decides nothing
    that speaks more of the measure than what it repeals."""
    repealing = [c for c in answer.clauses if says("substance", "undo", c)]
    if not repealing or says("substance", "replace", " ".join(answer.clauses)):
        return False
    title = own_words(measure.text.text)
    most = max(len(own_words(_ALSO.split(c, maxsplit=1)[0]) & title) for c in repealing)
    further = [_ALSO.split(c, maxsplit=1)[1] for c in repealing if _ALSO.search(c)]  # "RAPPORTE la délibération et DÉCIDE d'acquérir ..."
    beside = [c for c in (*main_clauses(answer.clauses), *further) if c not in repealing and not says("substance", "stops", c)]
    return not any(says("substance", "puts_in_force", c) or len(own_words(c) & title) > most for c in beside)


def _later(one: Answer, other: Answer) -> bool:
    ordered = in_time([one, other])
    return ordered[1] is one and one is not other
