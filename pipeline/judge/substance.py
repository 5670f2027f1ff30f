"""The content decided against the content asked: strength of the verbs, numbers, limits, contradiction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.answers import SPENDING, Answer, main_clauses, opening
from pipeline.judge.contrary import contradiction
from pipeline.judge.counting import NUMBER, ages, counts, listed, number_of, number_words, over_years, percents, singular, thing
from pipeline.judge.limits import below
from pipeline.judge.segments import Zone, deciding_words, segments_of
from pipeline.judge.table_rows import posts_created
from pipeline.judge.thresholds import days_a_week, moved_limits
from pipeline.judge.times import shorter
from pipeline.judge.topics import named_alike, own_words
from pipeline.judge.wording import find, flat, mentions_sum, says, shortened
from pipeline.records.folding import fold
from pipeline.records.plan import Measure
from pipeline.records.verdict import Substance

ALL_DAYS = 7
TRIAL, URGED, DONE = 2, 3, 4  # of the four strengths
HEAD_WORDS = 14  # of a sentence that opens with the name of its part ("Le volet 2 porte sur une expérimentation")
FEW_ENOUGH = 0.5  # a number in a step counts as reduced at half or less, as steps are indications; one in the title below what was asked
_EXTENT = "surface"  # how large a thing is, and not how many
_ONE_BY_ONE = ("marche",)  # contracts are awarded one by one: an act on one says nothing of the others
_FOR_SEVERAL = re.compile(rf"\b(?:l'emploi|l'embauche|le recrutement|la remuneration) (?:de |d')(?!une?\b){NUMBER}")
_ALL_OF = re.compile(r"\b(?:aux|a chaque|a (?:tous|toutes) les|(?:tous|toutes) les) ([a-z]{4,}[sx])\b")
_AFTERWARDS = re.compile(r"\b(?:conclusions?|resultats?|suites?|bilan|rapport) (?:de |d'|du |des |a )")
_EVERY_DAY = re.compile(r"\btous les jours\b|\bchaque jour\b|\btoute la semaine\b|\b7 jours sur 7\b|\bquotidien\w*\b")
_WEEKDAYS = "lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|week-?ends?"
_SOME_DAYS = re.compile(rf"\b(?:le |les )?(?:{_WEEKDAYS}|jours feries|vacances scolaires|periode estivale)\b")


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
    one, numbers = _one_of_many(measure, answers), _numbers(measure, answers)
    found = (
        _weaker(measure, answers),
        _softened(measure, answers),
        *below(measure, answers),
        *shorter(measure, answers),
        *moved_limits(measure, answers),
        *numbers,
        _fewer_for_less(measure, answers) if short and not numbers else None,
        _fewer_and_no_other(measure, answers) if not numbers else None,
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
    clauses = [c for c in main_clauses(answer.clauses) if own_words(c)]
    if not clauses:
        return _strength(answer.act.subject.text, whole=False), answer.act.subject.text
    title = own_words(measure.text.text)
    own = {deciding_words(s.text) for s in answer.nearest}
    nearest = max(clauses, key=lambda c: (len(own_words(c) & title), not says("act_boilerplate", "frame", c), c in own))
    if says("substance", "awards", nearest) and not says(
        "substance", "works", answer.act.subject.text
    ):  # what is bought stands in the subject
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
        if says("substance", meaning, words):
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


def _numbers(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    title = measure.text.text
    steps = (_fewer(s.text, answers, FEW_ENOUGH, title) for s in measure.steps)
    return [r for r in (_fewer(title, answers, 1.0), *steps) if r][:1] + [
        r for r in (_less_share(title, answers), _other_age(title, answers)) if r
    ]


def _fewer(asked_text: str, answers: Sequence[Answer], enough: float, title: str = "") -> str | None:
    """Things counted in the measure against those that all acts together decide. Not told means not reduced; nor does a step count
    that looks at several ("repérer trois terrains") where the title asks for one."""
    for group, asked in counts(asked_text).items():
        wanted = max(asked)
        if wanted < 2 or singular(title, group):
            continue
        decided = [_decided(answer, group) for answer in answers]
        if not decided or any(number is None for number in decided):
            continue
        total = sum(number for number in decided if number is not None)
        if total < wanted and total <= wanted * enough:
            return f"nombre demandé : {wanted} ({group}) ; nombre décidé : {total}"
    return None


def _fewer_for_less(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, and fewer that the acts name ("dans les collèges Ravel et Satie"), or that each act counts alone,
    whatever it calls them ("douze salles", "six cellules"), where none tells the number asked. Sure only with less money than asked."""
    asked = next(((group, max(numbers)) for group, numbers in counts(measure.text.text).items() if max(numbers) > 1), None)
    decided = [_only_count(answer) or _named(answer, asked[0] if asked else "") for answer in answers]
    told = [found for found in decided if found is not None]
    if asked is None or not told or len(told) < len(decided):
        return None
    if any(asked[1] in numbers for answer in answers for numbers in counts(answer.text).values()):
        return None
    total = sum(number for _, number in told)
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {total} ({told[0][0]})" if total < asked[1] else None


def _fewer_and_no_other(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, and an act that says that no other is planned beside the fewer that a sentence or row on the
    measure counts alone, whatever it calls them."""
    asked = next(((group, max(numbers)) for group, numbers in counts(measure.text.text).items() if max(numbers) > 1), None)
    closed = next((w for a in answers for s in a.segments if (w := says("substance", "no_other", s.text))), None)
    if asked is None or closed is None or any(asked[1] in found for a in answers for found in counts(a.text).values()):
        return None
    near = [s.text for a in answers for s in a.segments if named_alike(s.text, measure.text.text)]
    told = {n for text in near for group, found in counts(text).items() if group not in _ONE_BY_ONE for n in found if n > 1}
    fewer = max(told, default=None)
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {fewer} (« {closed} »)" if fewer and fewer < asked[1] else None


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


def _only_count(answer: Answer) -> tuple[str, int] | None:
    """The one thing that the subject and the clauses of substance count, and its number; None where they count several or none."""
    texts = [answer.act.subject.text, *main_clauses(answer.clauses)]
    found = {
        (group, n)
        for text in texts
        for group, numbers in counts(text).items()
        if group not in (*_ONE_BY_ONE, _EXTENT)
        for n in numbers
        if n > 1
    }
    return found.pop() if len(found) == 1 else None


def _named(answer: Answer, group: str) -> tuple[str, int] | None:
    """The number of places of a thing that the subject and the deciding clauses name."""
    places = listed(" . ".join([answer.act.subject.text, *answer.clauses]), group)
    return (group, places) if places else None


def _one_of_many(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A measure for all of a kind ("aux compagnies"), and acts that name one of them and pay nobody else."""
    folded = flat(measure.text.text)
    payees = {fold(b.text) for a in answers for b in a.act.beneficiaries}
    if len(payees) != 1 or any(says("substance", "puts_in_force", c) for a in answers for c in a.clauses):
        return None
    for match in _ALL_OF.finditer(folded):
        group = thing(match[1])
        texts = [" ".join([a.act.subject.text, *a.clauses]) for a in answers]
        if all(singular(text, group) for text in texts):
            return f"la mesure vise plusieurs bénéficiaires (« {match[0]} »), l'acte un seul"
    return None


def _decided(answer: Answer, group: str) -> int | None:
    if group == "emploi" and answer.row:
        created = posts_created(segments_of(answer.act))
        return sum(created.get(s, 0) for s in answer.segments) or None
    text = " ".join([answer.act.subject.text, *answer.clauses])
    if spread := over_years(text, group):
        return spread
    numbers = counts(text).get(group)
    if numbers:
        return max(numbers)
    if group == "emploi" and (several := _FOR_SEVERAL.search(flat(text))) and (words := number_words(several[1])):
        return (number_of(words, 0) or (1, 0))[0]
    named = None if group in counts(answer.text) else listed(f"{text} {answer.text}" if answer.part else text, group)
    if named and (answer.part or any(says("substance", "set_aside", s.text) for s in answer.segments)):
        return named
    return 1 if group not in _ONE_BY_ONE and singular(text, group) else None


def _less_share(title: str, answers: Sequence[Answer]) -> str | None:
    asked = percents(title)
    decided = [p for a in answers for p in percents(" ".join(a.clauses))]
    if asked and decided and max(decided) < 0.95 * max(asked):
        return f"la mesure demande {max(asked):g} %, l'acte retient {max(decided):g} %"
    told = [s.text for a in answers for s in a.segments] if asked and not decided else []
    left = next((w for text in told if max(asked) in percents(text) and (w := says("substance", "set_aside", text))), None)
    return f"la mesure demande {max(asked):g} %, l'acte l'écarte (« {left} »)" if left else None


def _other_age(title: str, answers: Sequence[Answer]) -> str | None:
    for way, asked in ages(title):
        decided = [limit for a in answers for other, limit in ages(" ".join(a.clauses)) if other == way]
        if decided and (max(decided) < asked if way == "moins" else min(decided) > asked):
            limit = max(decided) if way == "moins" else min(decided)
            return f"la mesure vise les {way} de {asked} ans, l'acte les {way} de {limit} ans"
    return None


def _days(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Every day asked, and some decided; free asked, on no day in particular, and free on some."""
    title = measure.text.text
    if says("substance", "free", title) and not find(_SOME_DAYS, title):
        free = [c for a in answers for c in main_clauses(a.clauses) if says("substance", "free", c)]
        some = [find(_SOME_DAYS, c) for c in free]
        return f"la mesure demande la gratuité, l'acte la limite à « {some[0]} »" if some and all(some) else None
    if not _EVERY_DAY.search(fold(title)):
        return None
    for answer in answers:
        text = " ".join(answer.clauses)
        found = find(_SOME_DAYS, text)
        if found and (days_a_week(text) or 0) < ALL_DAYS:
            return f"la mesure vise tous les jours, l'acte se limite à « {found} »"
    return None
