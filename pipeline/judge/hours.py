"""Hours of a day and of a week: later, shorter or fewer than the measure asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.counting import NUMBER, whole_number
from pipeline.judge.wording import flat, says
from pipeline.records.folding import fold

WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WHOLE_DAY = 5  # hours from which on a day may be called whole
NIGHT = 5  # an hour before this one belongs to the evening before
LATER = 0.25  # of an hour: less is rounding
_HOUR = rf"(?:minuit|midi|(?:\d{{1,2}}|{NUMBER.replace('(', '(?:', 1)}) ?h(?:eures?)?(?: ?(?:\d\d|trente|quinze))?(?: du matin)?)"
_SPAN = re.compile(rf"\b(?:de|entre) ({_HOUR}) (?:a|et) ({_HOUR})\b")
_FROM = re.compile(rf"\b(?:apres|des|a partir de|a compter de|de|entre) ({_HOUR})\b")
_UNTIL = re.compile(rf"\b(?:jusqu'a|avant) ({_HOUR})\b")
_LAST = re.compile(rf"\b(?:jusqu'a|derni\w+ [^.;]{{0,40}}?\ba|ferm\w+ a|fin a|entre {_HOUR} et|de {_HOUR} a) ({_HOUR})\b")
_A_WEEK = re.compile(rf"\b{NUMBER} ?(?:h|heures?) (?:par|de la|chaque) semaine\b|\b{NUMBER} ?(?:h|heures?) hebdomadaires?\b")
_EVERY = re.compile(rf"\btou(?:te)?s les (?:{NUMBER} )?(heures?|minutes?)\b")
_LASTS = re.compile(
    rf"\b(?:pendant|durant|gratuite?s?(?: \w+)?(?: \w+)? (?:de|d'|limitee? a)|duree (?:de|d')|premieres?) ?{NUMBER} ?(minutes?|heures?)\b"
)


def shorter_hours(title: str, clauses: Sequence[str]) -> list[str]:
    """Reasons in French why what is decided begins later, ends earlier, or is for fewer hours than asked."""
    found = (
        _begins_later(title, clauses),
        _ends_earlier(title, clauses),
        _fewer_a_week(title, clauses),
        _shorter(title, clauses),
        _rarer(title, clauses),
    )
    return [reason for reason in (*found, _part_of_day(title, clauses)) if reason]


def _begins_later(title: str, clauses: Sequence[str]) -> str | None:
    asked = [h for m in _FROM.finditer(flat(title)) if (h := _hour(m[1])) is not None]
    decided = [h for c in clauses for m in _FROM.finditer(flat(c)) if (h := _hour(m[1])) is not None]
    if asked and decided and min(decided) > min(asked) + LATER:
        return f"la mesure demande à partir de {_told(min(asked))}, l'acte retient {_told(min(decided))}"
    return None


def _ends_earlier(title: str, clauses: Sequence[str]) -> str | None:
    ends = [*(m[1] for m in _UNTIL.finditer(flat(title))), *(m[2] for m in _SPAN.finditer(flat(title)))]
    asked = [h for end in ends if (h := _hour(end)) is not None]
    decided = [h for c in clauses for m in _LAST.finditer(flat(c)) if (h := _hour(m[1])) is not None]
    if asked and decided and max(decided) + LATER < max(asked):
        return f"la mesure demande jusqu'à {_told(max(asked))}, l'acte retient {_told(max(decided))}"
    return None


def _fewer_a_week(title: str, clauses: Sequence[str]) -> str | None:
    asked = [n for m in _A_WEEK.finditer(flat(title)) if (n := whole_number(m[1] or m[2]))]
    decided = [n for c in clauses for m in _A_WEEK.finditer(flat(c)) if (n := whole_number(m[1] or m[2]))]
    if asked and decided and max(decided) < max(asked):
        return f"la mesure demande {max(asked)} heures par semaine, l'acte en retient {max(decided)}"
    return None


def _shorter(title: str, clauses: Sequence[str]) -> str | None:
    asked, decided = _minutes(title), [n for c in clauses for n in _minutes(c)]
    if asked and decided and max(decided) < max(asked):
        return f"la mesure demande {max(asked)} minutes, l'acte en retient {max(decided)}"
    return None


def _rarer(title: str, clauses: Sequence[str]) -> str | None:
    asked, decided = _every(title), [n for c in clauses for n in _every(c)]
    if asked and decided and min(decided) > min(asked):
        return f"la mesure demande un passage toutes les {min(asked)} minutes, l'acte toutes les {min(decided)}"
    return None


def _every(text: str) -> list[int]:
    return [(whole_number(m[1]) if m[1] else 1) * (60 if m[2].startswith("h") else 1) for m in _EVERY.finditer(flat(text))]


def _part_of_day(title: str, clauses: Sequence[str]) -> str | None:
    """A whole day asked, or each day, and a few hours of one day decided."""
    day = next((d for d in WEEK if re.search(rf"\b{d}s?\b", fold(title))), None)
    if day is None or not says("thresholds", "whole_day", title):
        return None
    hours = [n for c in clauses if (n := _hours_of(day, flat(c)))]
    if hours and max(hours) < WHOLE_DAY:
        return f"la mesure demande toute la journée du {day}, l'acte retient {max(hours):g} heures"
    return None


def _hours_of(day: str, folded: str) -> float:
    """Hours told for a day, up to the next day named: "samedi de 10 h à 13 h"."""
    spot = re.search(rf"\b{day}s?\b", folded)
    after = re.split(rf"\b(?:{'|'.join(WEEK)})s?\b", folded[spot.end() :])[0] if spot else ""
    spans = ((_hour(m[1]), _hour(m[2])) for m in _SPAN.finditer(after))
    return sum(last - first for first, last in spans if first is not None and last is not None)


def _minutes(text: str) -> list[int]:
    return [n * (60 if m[2].startswith("h") else 1) for m in _LASTS.finditer(flat(text)) if (n := whole_number(m[1]))]


def _hour(text: str) -> float | None:
    """Hours of the day, those after midnight counted on: "1 heure" is 25."""
    if text.startswith(("minuit", "midi")):
        return 24.0 if text.startswith("minuit") else 12.0
    number, _, rest = text.partition("h")
    value = whole_number(number)
    if not value and "zero" not in number and "0" not in number:
        return None
    minutes = re.search(r"\d\d|trente|quinze", rest)
    part = {"trente": 30, "quinze": 15}.get(minutes[0], 0) or int(minutes[0] if minutes[0].isdigit() else 0) if minutes else 0
    return (value + 24 if value < NIGHT else value) + part / 60


def _told(hour: float) -> str:
    whole, minutes = divmod(round(hour * 60), 60)
    return f"{whole % 24} h{f' {minutes:02d}' if minutes else ''}"
