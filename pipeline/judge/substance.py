"""The content decided against the content asked: strength of the verbs, numbers, limits, contradiction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.answers import SPENDING, Answer, main_clauses, opening
from pipeline.judge.contrary import contradiction
from pipeline.judge.counting import percents
from pipeline.judge.fewer import fewer, one_of_many
from pipeline.judge.limits import below
from pipeline.judge.narrowed import left_over, narrowed, tried
from pipeline.judge.segments import Zone, deciding_words
from pipeline.judge.thresholds import days_a_week, moved_limits
from pipeline.judge.times import shorter
from pipeline.judge.topics import own_words
from pipeline.judge.wording import find, mentions_sum, says, shortened
from pipeline.records.folding import fold
from pipeline.records.plan import Measure
from pipeline.records.verdict import Substance

ALL_DAYS = 7
TRIAL, URGED, DONE = 2, 3, 4  # of the four strengths
HEAD_WORDS = 14  # of a sentence that opens with the name of its part ("Le volet 2 porte sur une expérimentation")
_AFTERWARDS = re.compile(r"\b(?:conclusions?|resultats?|suites?|bilan|rapport) (?:de |d'|du |des |a )")
_EVERY_DAY = re.compile(r"\btous les jours\b|\bchaque jour\b|\btoute la semaine\b|\b7 jours sur 7\b|\bquotidien\w*\b")
_WEEKDAYS = "lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|week-?ends?"
_SOME_DAYS = re.compile(rf"\b(?:le |les )?(?:{_WEEKDAYS}|jours feries|vacances scolaires|periode estivale)\b")
_SOME_TIMES = re.compile(
    r"\b(?:une?|deux|trois|quatre|cinq|six|\d) (?:seule )?[a-z]{4,} (?:gratuit|offert)e?s? "
    r"(?:par|chaque) (?:ans?|annee|semestre|trimestre|mois)\b"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The substance and, in French, why it is not the same. `thin`: the only reason is that one is served of whom several may be meant."""

    substance: Substance
    reasons: tuple[str, ...] = ()
    thin: bool = False


def compare(measure: Measure, answers: Sequence[Answer], *, short: bool = False) -> Compared:
    """Compare what the adopted acts decide together with what the measure asks. The strongest act counts for the verbs. `short`: they
    bring less money than was asked."""
    against = contradiction(measure, answers)
    if against:
        return Compared(Substance.CONTRADICTED, (against,))
    one = one_of_many(measure, answers)
    found = (
        _weaker(measure, answers),
        _softened(measure, answers),
        *below(measure, answers),
        *shorter(measure, answers),
        *moved_limits(measure, answers),
        *fewer(measure, answers, short=short),
        narrowed(measure, answers),
        left_over(measure, answers),
        None if _paid_in_full(measure, answers) else tried(measure, answers),
        _only_called(measure, answers),
        one,
        _not_begun(measure, answers),
        _days(measure, answers),
    )
    reasons = [r for r in found if r]
    return Compared(Substance.REDUCED, tuple(reasons), thin=reasons == [one]) if reasons else Compared(Substance.SAME)


def _weaker(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A study, a trial or an encouragement where more was asked. The strongest of several acts counts."""
    asked = _strength(measure.text.text, whole=True)
    found = [(strength, clause) for a in answers for strength, clause in [_decided_strength(measure, a)]]
    if not found:
        return None
    strength, clause = max(found, key=lambda f: f[0])
    if strength >= asked or (strength == TRIAL and _paid_in_full(measure, answers)):
        return None
    what = {1: "une étude ou une réflexion", 2: "une expérimentation", 3: "un encouragement"}[strength]
    return f"l'acte décide {what} là où la mesure demande la réalisation ({shortened(clause)})"


def _not_begun(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Works or a thing asked, and acts that all say that nothing of it is decided yet."""
    if _strength(measure.text.text, whole=True) < DONE:
        return None
    found = [_put_off(measure, answer) for answer in answers]
    return f"l'acte ne décide pas la réalisation (« {found[0]} »)" if all(found) and found else None


def _put_off(measure: Measure, answer: Answer) -> str | None:
    """The words that nothing is decided yet: in a clause, or told before where no clause on the measure decides to make the thing."""
    near = [c for c in answer.clauses if own_words(c) & own_words(measure.text.text)]
    texts = answer.clauses if any(says("substance", "makes_it", c) for c in near) else [answer.text]
    return next((words for text in texts if (words := says("substance", "not_begun", text))), None)


def _paid_in_full(measure: Measure, answers: Sequence[Answer]) -> bool:
    """Whether the acts spend or plan the sum asked: what is called a trial is then the thing itself."""
    asked = measure.budget.cents if measure.budget else None
    return asked is not None and sum(max((m.cents for m in a.amounts if m.role in SPENDING), default=0) for a in answers) >= asked


def _decided_strength(measure: Measure, answer: Answer) -> tuple[int, str]:
    """Of the first clause; of a part that the operative words only point to ("dans ses trois volets"), of the sentence that heads it."""
    head = next((s for s in answer.segments if s.heads and answer.part == s.label and s.zone is not Zone.OPERATIVE), None)
    pointing = [s for s in answer.segments if s.zone is Zone.OPERATIVE and s.label == answer.part and not s.cells]
    if head and not any(own_words(deciding_words(s.text)) & own_words(measure.text.text) for s in pointing):
        return _strength(" ".join(head.text.split()[:HEAD_WORDS]), whole=False), head.text
    own = [deciding_words(s.text) for s in answer.nearest if s.zone is Zone.OPERATIVE]
    clauses = [c for c in main_clauses(answer.clauses) if own_words(c)]
    if own and not {*own} & {*clauses}:
        clauses = own  # what comes nearest only has a contract signed
    if not clauses:
        return _strength(answer.act.subject.text, whole=False), answer.act.subject.text
    title = own_words(measure.text.text)
    if not any(own_words(c) & title for c in clauses):
        clauses = [c for c in clauses if not says("substance", "encourage", c)] or clauses
    nearest = max(clauses, key=lambda c: (len(own_words(c) & title), not says("act_boilerplate", "frame", c), c in own))
    bare = not own_words(nearest) & title  # what is bought or paid stands in the subject
    if (bare or says("substance", "awards", nearest)) and not says("substance", "works", answer.act.subject.text):
        return min(
            (_strength(opening(nearest), whole=False), nearest), (_strength(answer.act.subject.text, whole=True), answer.act.subject.text)
        )
    strength = _strength(opening(nearest), whole=False)
    paid = any(mentions_sum(nearest, m.cents) for m in answer.amounts if m.role in SPENDING)
    if says("substance", "backs", nearest) and not paid:
        strength = min(strength, URGED)
    return (min(strength, TRIAL) if says("substance", "as_trial", nearest) else strength), nearest


def _strength(words: str, whole: bool) -> int:
    """1 study, 2 trial, 3 encourage, 4 do."""
    if whole and says("substance", "and_works", words):
        return 4
    if not whole and find(_AFTERWARDS, words):
        return 4
    for strength, meaning in ((3, "encourage"), (2, "experiment"), (1, "study")):
        if says("substance", meaning, words) and not (meaning == "experiment" and says("substance", "tried_before", words)):
            return strength
    return 4


def _softened(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Words that promise an effort alone; where a share is asked in whatever clause, as an invitation may be all that is said of it."""
    if len(answers) != 1:
        return None
    firm = [c for c in main_clauses(answers[0].clauses) if not says("substance", "encourage", c)]
    clauses = answers[0].clauses if percents(measure.text.text) or not firm else firm
    found = says("substance", "softened", " . ".join(clauses))
    return f"l'acte ne s'engage pas fermement (« {found} »)" if found else None


def _only_called(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Something to be made, and acts that only call for somebody to make it, without money or with less than was asked."""
    title = measure.text.text
    spent = measure.budget is None and any(m.role in SPENDING for a in answers for m in a.amounts)
    if not says("substance", "makes_it", title) or says("substance", "call", title) or spent or _paid_in_full(measure, answers):
        return None
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    called = [w for c in clauses if (w := says("substance", "call", opening(c)))]
    only = called and len(called) == len(clauses)
    return f"l'acte lance un appel là où la mesure demande la réalisation (« {called[0]} »)" if only else None


def _days(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Every day asked, and some decided; free asked, on no day in particular, and free on some or so many times a year."""
    title = measure.text.text
    if says("substance", "free", title) and not find(_SOME_DAYS, title) and not find(_SOME_TIMES, title):
        free = [c for a in answers for c in main_clauses(a.clauses) if says("substance", "free", c)]
        some = [find(_SOME_DAYS, c) or find(_SOME_TIMES, c) for c in free]
        return f"la mesure demande la gratuité, l'acte la limite à « {some[0]} »" if some and all(some) else None
    if not _EVERY_DAY.search(fold(title)):
        return None
    for answer in answers:
        text = " ".join(answer.clauses)
        found = find(_SOME_DAYS, text)
        if found and (days_a_week(text) or 0) < ALL_DAYS:
            return f"la mesure vise tous les jours, l'acte se limite à « {found} »"
    return None
