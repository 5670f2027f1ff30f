"""Thresholds, delays, speeds and days a week: fewer served, later or faster than the measure asks."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.counting import NUMBER, whole_number
from pipeline.judge.hours import WEEK, shorter_hours
from pipeline.judge.topics import own_words
from pipeline.judge.wording import flat, says, stems
from pipeline.records.lexicon import alternatives_of, load_table
from pipeline.records.plan import Measure

MARGIN = 1.05  # a limit moved by less is rounding
_FIGURES = rf"(?:\d{{1,3}}(?:[ .]\d{{3}})+|\d+|{NUMBER.replace('(', '(?:', 1)})"
_DAYS = {"heure": 1 / 24, "jour": 1.0, "semai": 7.0, "mois": 30.0}  # by the first five letters
_ALL_THINGS = re.compile(r"\b(?:les|toutes les|tous les|aux) ([a-z]{4,}[sx])\b(?: (?:de |d')([a-z]{4,}[sx])\b)?")
_AID = re.compile(
    rf"\b(?:aide|prime|bourse|cheque|bonus|allocation|forfait)s? (?:\w+ ){{0,3}}?(?:de|d'|a|fixee? a) ?({_FIGURES}) ?(?:€|euros?)"
)
_AID_BEHIND = re.compile(
    rf"\b(?:port|fix|relev|arret)\w* a ({_FIGURES})(?:,\d\d)? ?(?:€|euros?)[^.;,]{{0,40}}? "
    r"(?:l'|la |une |cette )(?:aide|prime|bourse|allocation)\b"
)
_SPEED = re.compile(r"\b(\d{2,3}) ?(?:km ?/ ?h|kilometres?[ -]heure)")
_FROM_TO = re.compile(rf"\b(?:du|de) ({'|'.join(WEEK)}) au ({'|'.join(WEEK)})\b")
_TIMES = r"(?:jours?|demi-journees?|matinees?|matins?|apres-midis?|soirs?|soirees?|fois|permanences?)"
_AWEEK = re.compile(rf"\b{NUMBER} ?(?:jours?|j) ?(?:sur|/) ?(?:sept|7|semaine)\b|\b{NUMBER} ?{_TIMES} (?:par|de la|chaque) semaine\b")


def moved_limits(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    """Reasons in French why what is decided reaches fewer, comes later or goes less far; a limit counts only in words about the same."""
    title = measure.text.text
    clauses = [c for a in answers for c in main_clauses(a.clauses) if stems(c) & stems(title)]
    found = (
        _threshold(title, clauses),
        _delay(title, clauses),
        faster(title, clauses),
        _days_a_week(title, answers),
        *shorter_hours(title, clauses),
        _unit_aid(measure, clauses),
        _only_above(title, clauses),
    )
    return [reason for reason in found if reason]


def faster(title: str, clauses: Sequence[str]) -> str | None:
    """A speed asked and only higher ones decided."""
    asked, decided = _speeds(title), [n for c in clauses for n in _speeds(c)]
    if asked and decided and min(decided) > max(asked):
        return f"la mesure demande {max(asked)} km/h, l'acte retient {min(decided)} km/h"
    return None


def limits_of(text: str) -> list[tuple[str, str, int]]:
    """Thresholds in a text: ("from", "euro", 23000) for "supérieures à 23 000 €", ("up_to", ...) for "inférieur à"."""
    folded = flat(text)
    found: list[tuple[str, str, int]] = []
    for way in ("from", "up_to"):
        for match in _limit(way).finditer(folded):
            found += _limit_of(way, match)
    for match in _or_more().finditer(folded):
        found += _limit_of("from", match)
    for way in ("from", "up_to"):
        for match in _set_as(way).finditer(folded):
            found += _limit_of(way, match)
    return found


def _limit_of(way: str, match: re.Match[str]) -> list[tuple[str, str, int]]:
    number = _number(match["number"])
    unit = _unit_of(match["unit"])
    return [(way, unit, number)] if number and unit not in _DAYS else []


def _threshold(title: str, clauses: Sequence[str]) -> str | None:
    """Served from a number on, and a larger one decided; or up to a number, and a smaller one."""
    decided = [limit for c in clauses for limit in limits_of(c)]
    for way, unit, asked in limits_of(title):
        numbers = [n for other, kind, n in decided if (other, kind) == (way, unit)]
        if way == "from" and numbers and min(numbers) > asked * MARGIN:
            return f"la mesure vise à partir de {asked} {unit}, l'acte à partir de {min(numbers)}"
        if way == "up_to" and numbers and max(numbers) * MARGIN < asked:
            return f"la mesure vise jusqu'à {asked} {unit}, l'acte jusqu'à {max(numbers)}"
    return None


def _only_above(title: str, clauses: Sequence[str]) -> str | None:
    """Things asked without a limit ("les subventions"), and only those from a number on decided."""
    if limits_of(title):
        return None
    asked = {name for m in _ALL_THINGS.finditer(flat(title)) for name in m.groups() if name}
    for clause in clauses:
        for match in _things_above().finditer(flat(clause)):
            if match["thing"] in asked:
                return f"la mesure vise « les {match['thing']} », l'acte s'en tient à « {match[0]} »"
    return None


def _unit_aid(measure: Measure, clauses: Sequence[str]) -> str | None:
    """An aid of so much for each asked, and a smaller one decided; a sum that is all the measure's money is weighed elsewhere."""
    whole = measure.budget.cents if measure.budget else None
    asked = [n for n in _aids(measure.text.text) if n * 100 != whole]
    decided = [n for c in clauses for n in _aids(c)]
    if asked and decided and max(decided) < min(asked):
        return f"la mesure demande une aide de {min(asked)} €, l'acte retient {max(decided)} €"
    return None


def _aids(text: str) -> list[int]:
    found = [m for pattern in (_AID, _AID_BEHIND) for m in pattern.finditer(flat(text))]
    return [] if limits_of(text) else [n for m in found if (n := _number(m[1]))]


def _delay(title: str, clauses: Sequence[str]) -> str | None:
    """A delay asked, and a longer one decided."""
    folded = flat(title)
    asked = [days for m in _limit("within").finditer(folded) if (days := _days_of(m))]
    told = [c for c in clauses if says("thresholds", "delay", c) and not says("thresholds", "not_a_delay", c)]
    decided = [days for c in told for m in _span().finditer(flat(c)) if (days := _days_of(m))]
    if asked and decided and min(decided) > max(asked) * MARGIN:
        return f"la mesure demande un délai de {max(asked):g} jours, l'acte retient {min(decided):g} jours"
    return None


def _days_of(match: re.Match[str]) -> float | None:
    number = _number(match["number"])
    factor = _DAYS.get(_unit_of(match["unit"]))
    return number * factor if number and factor else None


def _days_a_week(title: str, answers: Sequence[Answer]) -> str | None:
    """So many days a week asked, and fewer told in the clauses or in sentences about the same that do not tell of before."""
    asked = days_a_week(title)
    about = own_words(title)
    told_of = [s.text for a in answers for s in a.segments if a.part or own_words(s.text) & about]
    texts = [*(c for a in answers for c in main_clauses(a.clauses)), *told_of]
    told = [n for t in texts if not says("thresholds", "until_now", t) and (n := days_a_week(t))]
    if asked and told and max(told) < asked:
        return f"la mesure demande {asked} jours par semaine, l'acte en retient {max(told)}"
    return None


def days_a_week(text: str) -> int | None:
    """Days a week that a text tells of, None where it tells none: "six jours sur sept", "du lundi au vendredi", days by name."""
    folded = flat(text)
    if says("thresholds", "seven_days", text):
        return len(WEEK)
    match = _AWEEK.search(folded)
    if match:
        return _number(match[1] or match[2]) or None
    span = _FROM_TO.search(folded)
    if span:
        return max(WEEK.index(span[2]) - WEEK.index(span[1]) + 1, 0) or None
    named = {day for day in WEEK if re.search(rf"\b(?:les?|chaque|tous les|et|ou|au) {day}s?\b(?! \d)|\b{day}s\b", folded)}
    return len(named) if len(named) > 1 or any(f"{day}s" in folded for day in named) else None  # one alone may be a date


def _speeds(text: str) -> list[int]:
    return [int(m[1]) for m in _SPEED.finditer(flat(text))]


def _number(text: str) -> int:
    digits = re.sub(r"[ .]", "", text)
    return int(digits) if digits.isdigit() else whole_number(text)


def _unit_of(unit: str) -> str:
    """One name for a unit: "€" and "euros" are the same, time by its first letters."""
    for pattern in _units():
        if re.fullmatch(pattern, unit):
            name = pattern.split("|")[0].replace("?", "").replace("\\w*", "")
            return next((day for day in _DAYS if unit.startswith(day)), name)
    return unit


@functools.cache
def _units() -> tuple[str, ...]:
    return tuple(row["pattern"] for row in load_table("thresholds", "unit"))


@functools.cache
def _limit(way: str) -> re.Pattern[str]:
    before = alternatives_of("thresholds", way)
    return re.compile(rf"(?:{before}) ?(?P<number>{_FIGURES}) ?(?P<unit>{'|'.join(_units())})")


@functools.cache
def _things_above() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<thing>[a-z]{4,}[sx])(?: \w+)?(?: dont le (?:\w+ ){1,2}?(?:excede|depasse|atteint)"
        r"|(?: d'un montant| dont le (?:\w+ ){1,2}?est)? (?:superieure?s? a|de plus de|d'au moins|a partir de)) "
        rf"(?P<number>{_FIGURES}) ?"
        rf"(?P<unit>{'|'.join(_units())})"
    )


@functools.cache
def _or_more() -> re.Pattern[str]:
    after = alternatives_of("thresholds", "or_more")
    return re.compile(rf"\b(?P<number>{_FIGURES}) ?(?P<unit>{'|'.join(_units())}) (?:{after})\b")


@functools.cache
def _set_as(way: str) -> re.Pattern[str]:
    """A number set as the limit itself: "fixe à 500 000 € le montant au-delà duquel"."""
    after = alternatives_of("thresholds", f"set_{way}")
    return re.compile(rf"\b(?P<number>{_FIGURES}) ?(?P<unit>{'|'.join(_units())}) (?:ht |ttc )?(?:{after})")


@functools.cache
def _span() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<number>{_FIGURES}) ?(?P<unit>heures?|jours?|semaines?|mois)\b")
