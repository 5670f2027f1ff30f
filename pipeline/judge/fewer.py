"""Fewer things, a smaller share, other ages, or one of a kind, where the measure asks for more. Reasons are in French."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer
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
from pipeline.judge.othernames import ONE_BY_ONE, SO_MANY, fewer_by_any_name
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.rates import rate_decided
from pipeline.judge.segments import segments_of
from pipeline.judge.table_rows import posts_created
from pipeline.judge.topics import own_words
from pipeline.judge.wording import flat, says
from pipeline.records.folding import fold
from pipeline.records.plan import Measure

ALL = 100.0  # per cent
STEP_SHARE = 0.75  # of a share that a step asks, below which less is decided
FEW_ENOUGH = 0.5  # a number in a step counts as reduced at half or less, as steps are indications; one in the title below what was asked
_WITH = re.compile(rf"\b{NUMBER} ?[a-z]{{4,}}s\b[^.;]{{0,40}}?\bdont {NUMBER} ?(?P<of>[^,;.]{{3,80}})")
_WITHIN = re.compile(
    rf"\b(?:dont|parmi|au lieu|contre|soit|port\w+|existant\w*)\b|\bde {NUMBER} ?(?:[a-z]{{4,}} )?a {NUMBER}\b"
)  # no parts
_PLACE = r"(?:de la |du |des |de l'|la |le |les |l'|a la |au |aux |a l')[\w' -]{2,40}?"
_SEVERAL_PLACES = re.compile(rf"\b{_PLACE}, {_PLACE}(?:, {_PLACE})*,? et {_PLACE}(?= |$)")  # "de la crèche, du gymnase et de la mairie"
_FOR_SEVERAL = re.compile(rf"\b(?:l'emploi|l'embauche|le recrutement|la remuneration) (?:de |d')(?!une?\b){NUMBER}")
_ALL_OF = re.compile(r"\b(?:aux|a chaque|a (?:tous|toutes) les|(?:tous|toutes) les) ([a-z]{4,}[sx])\b")


def fewer(measure: Measure, answers: Sequence[Answer], *, short: bool) -> list[str]:
    """All reasons of number why the acts decide less than the measure asks. `short`: they bring less money than was asked."""
    rate = rate_decided(measure.text.text, answers)
    if rate is None:
        return _numbers(measure, answers) or fewer_by_any_name(measure, answers, short=short)
    wanted = max(n for found in counts(measure.text.text).values() for n in found)
    if rate.total is None or rate.total >= wanted:
        return _shares(measure, answers)
    return [f"nombre demandé : {wanted} ; nombre décidé : {rate.total} ({rate.number} par {rate.unit})", *_shares(measure, answers)]


def _numbers(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    title = measure.text.text
    steps = [s.text for s in measure.steps]
    found = [_fewer(title, answers, 1.0), *(_fewer(step, answers, FEW_ENOUGH, title) for step in steps)]
    return [r for r in found if r][:1] + _shares(measure, answers)


def _shares(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    title = measure.text.text
    shares = [_less_share(title, answers), *(_less_share(s.text, answers, STEP_SHARE) for s in measure.steps)]
    return [r for r in (*shares, _other_age(title, answers)) if r]


def _fewer(asked_text: str, answers: Sequence[Answer], enough: float, title: str = "") -> str | None:
    """Things counted in the measure against those that all acts together decide. Not told means not reduced; nor does a step count
    that looks at several ("repérer trois terrains") where the title asks for one, or as many as which the act tells of somewhere."""
    things = [(own, group, max(asked)) for own in (False, True) for group, asked in counts(asked_text, own=own).items()]
    for own, group, wanted in things:
        if wanted < 2 or singular(title, group):
            continue
        if title and any(n >= wanted for a in answers for n in counts(a.text, own=own).get(group, ())):
            continue
        decided = [_decided(answer, group, wanted if title else 0, own=own) for answer in answers]
        if not decided or any(number is None for number in decided):
            continue
        total = sum(number for number in decided if number is not None)
        if total < wanted and total <= wanted * enough and not _in_parts(answers, group, wanted):
            return f"nombre demandé : {wanted} ({group}) ; nombre décidé : {total}"
    return None


def _in_parts(answers: Sequence[Answer], group: str, wanted: int) -> bool:
    """Whether the subject or a clause tells at least the number asked in parts: "150 aides des communes et 30 du syndicat" are 180."""
    texts = [text for a in answers for text in (a.act.subject.text, *a.clauses)]
    parts = [sum(counts(text, own=own).get(group, ())) for text in texts if not _WITHIN.search(flat(text)) for own in (False, True)]
    return any(total >= wanted for total in parts)


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


def _decided(answer: Answer, group: str, wanted: int, *, own: bool) -> int | None:
    """How many an act decides on; of a thing named once, one, unless the act tells the number that a step asks, under whatever name."""
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
    alone = group not in ONE_BY_ONE and singular(text, group) and not any(_SEVERAL_PLACES.search(flat(c)) for c in answer.clauses)
    return 1 if alone and wanted not in numbers(answer.text) else None


def _times(text: str, group: str) -> list[int]:
    """So many of a thing, so many times: "dix sessions de formation de vingt bénévoles" are two hundred."""
    found = [(whole_number(m[1]), whole_number(m[2])) for m in SO_MANY.finditer(flat(text)) if thing(m["thing"]) == group]
    return [times * each for times, each in found]


def _less_share(title: str, answers: Sequence[Answer], enough: float = TOLERANCE) -> str | None:
    entire = says("substance", "entire", title)
    asked = percents(title) or ([ALL] if entire else [])
    decided = [p for a in answers for p in percents(" ".join(a.clauses))]
    decided = decided or [p for a in answers for c in a.clauses for p in _shares_told(title, c)]
    capped = next((w for a in answers for c in a.clauses if (w := says("substance", "capped", c))), None) if entire else None
    if capped and not decided:
        return f"la mesure demande « {entire} », l'acte « {capped} »"
    if asked and decided and max(decided) < enough * max(asked):
        return f"la mesure demande {max(asked):g} %, l'acte retient {max(decided):g} %"
    told = [s.text for a in answers for s in a.segments] if asked and not decided else []
    left = next((w for text in told if max(asked) in percents(text) and (w := says("substance", "set_aside", text))), None)
    return f"la mesure demande {max(asked):g} %, l'acte l'écarte (« {left} »)" if left else None


def _shares_told(title: str, clause: str) -> list[float]:
    """Shares in per cent that a clause tells as numbers, of people or things that the title names: "soixante membres, dont six de moins de
    trente ans" are ten."""
    told = [(whole_number(m[1]), whole_number(m[2]), m["of"]) for m in _WITH.finditer(flat(clause))]
    return [100 * some / every for every, some, of in told if some < every and own_words(of) & own_words(title)]


def _other_age(title: str, answers: Sequence[Answer]) -> str | None:
    for way, asked in ages(title):
        decided = [limit for a in answers for other, limit in ages(" ".join(a.clauses)) if other == way]
        if decided and (max(decided) < asked if way == "moins" else min(decided) > asked):
            limit = max(decided) if way == "moins" else min(decided)
            return f"la mesure vise les {way} de {asked} ans, l'acte les {way} de {limit} ans"
    return None
