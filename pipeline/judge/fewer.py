"""Fewer things, a smaller share, other ages, or one of a kind, where the measure asks for more. Reasons are in French."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.counting import (
    NUMBER,
    ages,
    counts,
    listed,
    number_of,
    number_words,
    numbers,
    over_years,
    percents,
    singular,
    thing,
    whole_number,
)
from pipeline.judge.segments import segments_of
from pipeline.judge.table_rows import posts_created
from pipeline.judge.thresholds import limits_of
from pipeline.judge.topics import named_alike
from pipeline.judge.wording import flat, says
from pipeline.records.folding import fold
from pipeline.records.plan import Measure

ALL = 100.0  # per cent
FEW_ENOUGH = 0.5  # a number in a step counts as reduced at half or less, as steps are indications; one in the title below what was asked
_EXTENT = "surface"  # how large a thing is, and not how many
_ONE_BY_ONE = ("marche",)  # contracts are awarded one by one: an act on one says nothing of the others
_RISE = re.compile(rf"\bde {NUMBER} ?a {NUMBER}\b(?! ?(?:€|euros?|%|ans|heures?|h|km|pour cent|janvier|fevrier|mars|avril|mai|juin))")
_MEANS = re.compile(rf"\b(?:par|en|avec|entre|pendant|durant|sous|a raison de|aupres de) {NUMBER} ?[a-z]+")
_SO_MANY = re.compile(
    rf"\b{NUMBER} ?(?:sessions?|seances?|groupes?|journees?|ateliers?|promotions?|classes?|cycles?|sites?|communes?|quartiers?|ans)\b"
    rf"[^.;,\d]{{0,40}}? (?:de|pour|d') ?{NUMBER} ?(?P<thing>[a-z]{{4,}})"
)
_FOR_SEVERAL = re.compile(rf"\b(?:l'emploi|l'embauche|le recrutement|la remuneration) (?:de |d')(?!une?\b){NUMBER}")
_ALL_OF = re.compile(r"\b(?:aux|a chaque|a (?:tous|toutes) les|(?:tous|toutes) les) ([a-z]{4,}[sx])\b")
_CAPACITY = re.compile(  # how large each of several things is: "deux fourgons de neuf places"
    r"(\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|\d+) [^,;.\d]{3,40}?) (?:de|à|pour) [\w-]+ "
    r"(?:places|personnes|lits|couverts|couchages|pièces|m2|m²|mètres carrés|litres)\b",
    re.I,
)


def fewer(measure: Measure, answers: Sequence[Answer], *, short: bool) -> list[str]:
    """All reasons of number why the acts decide less than the measure asks. `short`: they bring less money than was asked."""
    told = _numbers(measure, answers)
    if told:
        return told
    found = (
        _fewer_for_less(measure, answers) if short else None,
        _only_fewer(measure, answers),
        _fewer_and_no_other(measure, answers),
        _part_of_rise(measure, answers),
    )
    return [r for r in found if r]


def _numbers(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    title = measure.text.text
    steps = (_fewer(s.text, answers, FEW_ENOUGH, title) for s in measure.steps)
    return [r for r in (_fewer(title, answers, 1.0), *steps) if r][:1] + [
        r for r in (_less_share(title, answers), _other_age(title, answers)) if r
    ]


def _fewer(asked_text: str, answers: Sequence[Answer], enough: float, title: str = "") -> str | None:
    """Things counted in the measure against those that all acts together decide. Not told means not reduced; nor does a step count
    that looks at several ("repérer trois terrains") where the title asks for one."""
    things = [(own, group, max(asked)) for own in (False, True) for group, asked in counts(asked_text, own=own).items()]
    for own, group, wanted in things:
        if wanted < 2 or singular(title, group):
            continue
        decided = [_decided(answer, group, own=own) for answer in answers]
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


def _only_fewer(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, a number that the only act tells nowhere, and fewer that it decides on, whatever it calls them.
    Not where the number is a limit ("les villages de plus de deux cents habitants")."""
    asked = next(((group, max(found)) for group, found in counts(measure.text.text).items() if max(found) > 1), None)
    if asked is None or len(answers) != 1 or limits_of(measure.text.text):
        return None
    answer = answers[0]
    texts = (answer.act.subject.text, *main_clauses(answer.clauses))
    decided, every = ({n for text in texts for n in found(text)} for found in (_counted, numbers))
    repeated = any(_SO_MANY.search(flat(text)) for text in texts)
    if not decided or repeated or asked[1] in numbers(answer.text) or sum(every) >= asked[1]:
        return None
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {max(decided)}"


def _counted(text: str) -> set[int]:
    """The numbers above one of the things that a text counts; how large each is, who does it and in how many steps are left out."""
    things = counts(_MEANS.sub(" , ", flat(_CAPACITY.sub(r"\1 , ", text))))
    return {n for group, found in things.items() if group not in (*_ONE_BY_ONE, _EXTENT) for n in found if n > 1}


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


def _part_of_rise(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A number to be raised ("de 150 à 300 par an"), and a clause that sets one between the two, whatever it counts."""
    rise = _RISE.search(flat(measure.text.text))
    before, wanted = (whole_number(rise[1]), whole_number(rise[2])) if rise else (0, 0)
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    decided = {n for c in clauses for n in numbers(c)}
    if rise is None or not before < wanted or wanted in decided or any(n > wanted for c in clauses for n in _counted(c)):
        return None
    less = max((n for n in decided if before < n < wanted), default=None)
    return f"nombre demandé : {wanted} ; nombre décidé : {less}" if less else None


def _only_count(answer: Answer) -> tuple[str, int] | None:
    """The one thing that the subject and the clauses of substance count, and its number; None where they count several or none."""
    texts = [_CAPACITY.sub(r"\1 , ", text) for text in (answer.act.subject.text, *main_clauses(answer.clauses))]
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


def one_of_many(measure: Measure, answers: Sequence[Answer]) -> str | None:
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


def _decided(answer: Answer, group: str, *, own: bool) -> int | None:
    if group == "emploi" and answer.row:
        created = posts_created(segments_of(answer.act))
        return sum(created.get(s, 0) for s in answer.segments) or None
    text = " ".join([answer.act.subject.text, *answer.clauses])
    if spread := over_years(text, group):
        return spread
    told = " ".join(s.text for s in answer.segments if s.label and s.label == answer.part)
    found = counts(text, own=own).get(group) or counts(told, own=own).get(group)
    if found:
        return max((*found, *_times(text, group)))
    if group == "emploi" and (several := _FOR_SEVERAL.search(flat(text))) and (words := number_words(several[1])):
        return (number_of(words, 0) or (1, 0))[0]
    named = None if group in counts(answer.text) else listed(f"{text} {answer.text}" if answer.part else text, group)
    if named and (answer.part or any(says("substance", "set_aside", s.text) for s in answer.segments)):
        return named
    return 1 if group not in _ONE_BY_ONE and singular(text, group) else None


def _times(text: str, group: str) -> list[int]:
    """So many of a thing, so many times: "dix sessions de formation de vingt bénévoles" are two hundred."""
    found = [(whole_number(m[1]), whole_number(m[2])) for m in _SO_MANY.finditer(flat(text)) if thing(m["thing"]) == group]
    return [times * each for times, each in found]


def _less_share(title: str, answers: Sequence[Answer]) -> str | None:
    entire = says("substance", "entire", title)
    asked = percents(title) or ([ALL] if entire else [])
    decided = [p for a in answers for p in percents(" ".join(a.clauses))]
    capped = next((w for a in answers for c in a.clauses if (w := says("substance", "capped", c))), None) if entire else None
    if capped and not decided:
        return f"la mesure demande « {entire} », l'acte « {capped} »"
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
