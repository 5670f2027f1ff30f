"""Where what is decided is shorter, rarer or later than what is asked, or done once. Each function gives the reason in French, or None."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.counting import NUMBER, number_of, whole_number
from pipeline.judge.topics import own_words
from pipeline.judge.wording import flat, says
from pipeline.records.french import ANY_FOLDED_MONTH, FOLDED_MONTHS
from pipeline.records.lexicon import load_table
from pipeline.records.plan import Measure

A_YEAR = {"jours": 365, "semaines": 52, "mois": 12, "ans": 1}  # how often a year such a time passes
LATE = 2  # years later than the title says, from which a date is another promise
OFTEN = 1.5  # times rarer, from which a rhythm is another one
_WHOLE_TIME = re.compile(r"\b(?:a )?(?:plein[- ]temps|temps (?:plein|complet))\b")
FULL_TIME = 35  # hours a week
_PART_TIME = re.compile(
    rf"\b(?:a )?(?:mi-temps|temps partiel|temps non complet)\b|\b{NUMBER} ?(?:demi-journees?|matinees?|apres-midis?|(?P<hours>heures?|h))"
    r" (?:(?:par|chaque) semaine|hebdomadaires?)\b"
)
_DURATION = re.compile(
    rf"\b(?:(?:duree (?:maximale )?|conventions? |contrats? )?d(?:e |')|pour |sur |pendant |durant )"
    rf"(?:les? |leurs? |ses )?{NUMBER} ?(?:premieres? )?(ans?|annees?|mois)\b"
)
_LASTS = re.compile(
    r"\b(?:conventions?|contrats?|soutien|souten\w+|aider|accompagn\w+|financer|subventionner|aide|financement|engagement|bail|baux|visibilite|subventions?|exoner\w+|degrev\w+"
    r"|confi(?:er|ons|ee?s?)|(?:mise|mettre) (?:[\w'-]+ ){0,3}?a disposition|(?:pre|lou)(?:t|ter|er|ons))\b"
)
_BY = (
    r"d'ici(?: a)?(?: la fin(?: de)?| fin)?|avant(?: la fin(?: de)?| fin)?|a l'horizon|horizon|a l'echeance(?: de)?"
    r"|au plus tard(?: en| fin)?|a atteindre(?: au| en| fin| a la fin de)?|a la rentree|fin"
)
_DUE = r"(?:prevu|acheve|livre|termine|programme|attendu|envisage|repousse|reporte)e?s? (?:en|pour|a|fin)"
_TARGET = re.compile(rf"\b(?:{_BY}|{_DUE}) ?(?:le )?(?:\d{{1,2}}(?:er)? \w+ )?(?:de )?(20\d\d)\b")
_WANTED = re.compile(rf"\b(?:{_BY}|en|des) ?(?:le )?(?:\d{{1,2}}(?:er)? \w+ )?(?:de )?(20\d\d)\b")

_EVERY = re.compile(rf"\btou(?:s|tes) les {NUMBER} ?(jours|semaines|mois|ans)\b")
_ONE_YEAR = re.compile(r"\bpour (?:l'|la (?:seule )?)(?:annee|exercice|saison) 20\d\d\b")
_SOLE_YEAR = re.compile(r"\b(?:pour|sur|au titre d[eu]|au cours d[eu]) (?:la seule annee|le seul exercice|seul exercice)\b")
WHOLE_YEAR = 11  # months open, from which nobody would say that it closes for a season
SEASON = 10  # days earlier, from which a day of the year is another one
_DAY = rf"(?:(?P<part>mi|fin|debut)[- ](?:de |d')?|(?P<day>\d{{1,2}})(?:er)? )(?P<month>{ANY_FOLDED_MONTH})\b(?! ?(?:19|20)\d\d)"
_DAY_OF_YEAR = re.compile(rf"\b{_DAY}")
_PART_OF_MONTH = r"(?:(?:la )?(?:debut|mi|fin)[- ](?:de |d')?)?"
_SPAN = re.compile(
    rf"\b(?:(?:du|entre le) \d{{1,2}}(?:er)? |d'|de |entre ){_PART_OF_MONTH}(?P<first>{ANY_FOLDED_MONTH})(?: (?P<begin>20\d\d))? "
    rf"(?:(?:a|et) {_PART_OF_MONTH}|(?:au|et le) \d{{1,2}}(?:er)? )(?P<last>{ANY_FOLDED_MONTH})\b(?: (?P<end>20\d\d))?"
)
_SEASONAL = re.compile(
    rf"\b(?:ete|estival\w*|hiver\w*|printemps|automne|saison\w*|vacances|nuits?|soirs?|week-?ends?|dimanches?|{ANY_FOLDED_MONTH})\b"
)
_NOT_BEFORE = re.compile(rf"\b(?:ne (?:plus|pas|jamais) [^.;]{{3,60}} avant|(?:jamais|pas) avant|jusqu'(?:a|au|en)) (?:la |le |l')?{_DAY}")


def shorter(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    """All reasons of time why the acts decide less than the measure asks."""
    found = (
        _for_less_time(measure, answers),
        _less_often(measure, answers),
        _only_once(measure, answers),
        _later(measure, answers),
        _other_season(measure, answers),
        _part_time(measure, answers),
    )
    return [reason for reason in found if reason]


def _for_less_time(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Three years asked and one decided; for good asked and for a time decided."""
    all_year = says("substance", "all_year", measure.text.text)
    for_some_time = says("substance", "not_stopping", measure.text.text) or _SEASONAL.search(flat(measure.text.text))
    stops = None if for_some_time else says("substance", "stop", measure.text.text)
    lasting = all_year or says("substance", "lasting", measure.text.text) or stops
    rows = [a.text for a in answers if a.row]  # the row says what is paid, the clauses that there is a table
    clauses = [*(c for a in answers for c in main_clauses(a.clauses)), *rows]
    passing = next((w for c in clauses if (w := says("substance", "passing", c) or _season(c, dated=bool(all_year)))), None)
    if lasting and passing:
        return f"la mesure demande une action durable (« {lasting} »), l'acte la limite (« {passing} »)"
    title = flat(measure.text.text)
    frozen = says("substance", "freeze", title)
    asked = _months(title) if _LASTS.search(title) or frozen else []
    decided = [m for a in answers for c in main_clauses(a.clauses) if own_words(c) & own_words(title) for m in _months(flat(c))]
    if frozen and not decided and len(answers) == 1:  # a price that is kept from year to year has an act for each
        decided = [12 for c in answers[0].clauses if _ONE_YEAR.search(flat(c))]
    if not decided and len(answers) == 1:
        decided = [12 for c in answers[0].clauses if _SOLE_YEAR.search(flat(c))]
    if asked and decided and max(decided) < max(asked):
        return f"la mesure demande une durée de {_time(max(asked))}, l'acte retient {_time(max(decided))}"
    return None


def _season(clause: str, *, dated: bool) -> str | None:
    """The words that tell some months of the year alone, not all in parts; of a certain year ("du 6 juillet au 31 août 2024") only where
    `dated`, as a contract may begin amid a year."""
    spans = list(_SPAN.finditer(flat(clause)))
    if sum((FOLDED_MONTHS.index(m["last"]) - FOLDED_MONTHS.index(m["first"])) % 12 + 1 for m in spans if not m["end"]) >= WHOLE_YEAR:
        return None
    for match in spans:
        begin, end = match["begin"] or match["end"], match["end"]
        years = int(end) - int(begin) if begin and end else 0
        months = 12 * years + FOLDED_MONTHS.index(match["last"]) - FOLDED_MONTHS.index(match["first"])
        if (months if years else months % 12) + 1 < WHOLE_YEAR and (dated or not end):
            return match[0]
    return None


def _months(folded: str) -> list[int]:
    return [number * (1 if m[2] == "mois" else 12) for m in _DURATION.finditer(folded) if (number := whole_number(m[1]))]


def _time(months: int) -> str:
    return f"{months // 12} an{'s' if months >= 24 else ''}" if months % 12 == 0 else f"{months} mois"


def _less_often(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A rhythm asked, and a rarer one decided in words about the same thing."""
    asked = _rhythm(flat(measure.text.text))
    if asked is None:
        return None
    about = own_words(measure.text.text)
    main = [(a, c) for a in answers for c in main_clauses(a.clauses)]
    near = [c for a, c in main if own_words(c) & about or _is_found(a, c) or len(main) == 1]
    decided = [r for c in near if (r := _rhythm(flat(c))) is not None]
    if decided and max(decided) * OFTEN <= asked:
        return f"la mesure demande {_often(asked)}, l'acte {_often(max(decided))}"
    return None


def _often(times: float) -> str:
    return f"{times:g} fois par an" if times >= 1 else f"une fois en {1 / times:g} ans"


def _is_found(answer: Answer, clause: str) -> bool:
    """Whether a clause holds the words that matching found, whatever it calls the thing."""
    return answer.link.passage is not None and flat(clause) in flat(answer.link.passage.text)


def _only_once(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Something asked each year or season, and done once, by the words on the measure's own part. What comes back by the acts' own
    words, or was voted in several years, is not done once: it is given once to each."""
    often = says("substance", "recurrent", measure.text.text)
    years = {a.act.session.value.year for a in answers if a.act.session}
    if len(years) > 1 or any(says("substance", "recurrent", c) for a in answers for c in a.clauses):
        return None
    told = [s.text for a in answers for s in a.segments if s not in a.common or a.part is None]
    once = next((w for text in told if (w := says("substance", "once", text))), None)
    return f"la mesure demande « {often} », l'acte « {once} »" if often and once else None


def _rhythm(folded: str) -> float | None:
    """Times a year, the most frequent that the words tell."""
    every = [m for m in _EVERY.finditer(folded) if not says("rhythms", "no_rhythm", folded[: m.start()])]
    found: list[float] = [A_YEAR[m[2]] / n for m in every if (n := whole_number(m[1])) > 1]
    for pattern, times in _rhythms():
        for match in pattern.finditer(folded):
            before = folded[: match.start()]
            if says("rhythms", "no_rhythm", before):
                continue
            number = re.search(r"([a-z]+|\d+) fois $", before)
            value = number_of([number[1]], 0) if number else None
            if number is None and match[0] == "par an":
                continue
            found.append(times * (value[0] if value else 1))
    return max(found, default=None)


@functools.cache
def _rhythms() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(row["pattern"]), int(row["times"])) for row in load_table("rhythms", "rhythm"))


def _later(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A year in the title, and a decided one at least two years later."""
    asked = [int(m[1]) for m in _WANTED.finditer(flat(measure.text.text))]
    decided = [
        int(m[1])
        for a in answers
        for c in main_clauses(a.clauses)
        if own_words(c) & own_words(measure.text.text)
        for m in _TARGET.finditer(flat(c))
    ]
    if asked and decided and min(decided) >= max(asked) + LATE:
        return f"la mesure demande {max(asked)}, l'acte retient {min(decided)}"
    return None


def _other_season(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A day of the year until which something is to hold ("ne pas tondre avant la mi-juillet"), and an earlier one decided."""
    title = flat(measure.text.text)
    asked = [(_day_of(m), m[0]) for m in _NOT_BEFORE.finditer(title)]
    near = [flat(c) for a in answers for c in main_clauses(a.clauses) if own_words(c) & own_words(title)]
    decided = [(_day_of(m), m[0]) for c in near for m in _DAY_OF_YEAR.finditer(c)]
    if asked and decided and max(decided)[0] + SEASON < min(asked)[0]:
        return f"la mesure demande « {min(asked)[1]} », l'acte retient « {max(decided)[1]} »"
    return None


def _day_of(match: re.Match[str]) -> int:
    """The day of the year, months counted as thirty days."""
    day = int(match["day"]) if match["day"] else {"mi": 15, "fin": 30, "debut": 1}[match["part"]]
    return 30 * FOLDED_MONTHS.index(match["month"]) + day


def _part_time(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Somebody there full time asked, and some half-days a week decided."""
    asked = _WHOLE_TIME.search(flat(measure.text.text))
    clauses = [flat(c) for a in answers for c in main_clauses(a.clauses)]
    told = (m for c in clauses for m in _PART_TIME.finditer(c))
    part = next((m[0] for m in told if not m["hours"] or whole_number(m[1]) < FULL_TIME), None)
    if asked is None or part is None or any(_WHOLE_TIME.search(c) for c in clauses):
        return None
    return f"la mesure demande « {asked[0]} », l'acte retient « {part} »"
