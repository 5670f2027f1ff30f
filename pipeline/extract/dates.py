"""Dates and periods in French text, in figures and in words. Pure functions over one text."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pipeline.extract.numerals import NUMBER_WORDS, number_of
from pipeline.records.folding import fold
from pipeline.records.french import FOLDED_MONTHS


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One day named at `text[start:end]`. `in_words`: the year or the day is written out."""

    start: int
    end: int
    value: date
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named at `text[start:end]`, both ends inclusive; None where the words leave it open ("dès 2024", "d'ici 2026")."""

    start: int
    end: int
    first: date | None
    last: date | None


MONTHS = {month: number for number, month in enumerate(FOLDED_MONTHS, 1)} | {
    "janv": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = (
    r"(?:janvier|janv\.?|f[ée]vrier|f[ée]vr?\.?|mars|avril|avr\.|mai|juin|juillet|juil\.?|ao[ûu]t|septembre|sept\.?|octobre|oct\.|novembre|nov\.|"
    r"d[ée]cembre|d[ée]c\.)(?![a-zé])"
)
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_FIGURES = re.compile(r"(?<![\d/])(?<!\d[-.])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d|-\d)")
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\s?er)?\s*(?:du mois d(?:e\s+|['’]\s?))?({_MONTH})\s*(?:de l['’]an(?:née)?\s+)?({_YEAR})", re.IGNORECASE
)
_DAY_IN_WORDS = re.compile(
    rf"\b({NUMBER_WORDS}|\d{{1,2}}(?:\s?er)?)\s+(?:du mois d(?:e\s+|['’]\s?))?({_MONTH})"
    rf"(?:[\s,]+(?:de l['’]an(?:née)?\s+)?((?:deux\s+mil(?:le)?|mil(?:le)?)(?:[\s-]+(?:et[\s-]+)?{NUMBER_WORDS})?|{_YEAR}))?",
    re.IGNORECASE,
)
_YEAR_OPENING = re.compile(
    rf"l['’]\s?an(?:née)?\s+((?:deux\s+mil(?:le)?s?|mil(?:le)?)(?:[\s-]+(?:et[\s-]+)?{NUMBER_WORDS})?|{_YEAR})", re.IGNORECASE
)
_REACH = 160  # characters between "L'an deux mille ..." and its day: longest seen 95, with the hour and the place between


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day. Two-digit years are of this century."""
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def month_of(name: str) -> int | None:
    """Number of a French month name or abbreviation; None for another word."""
    return MONTHS.get(fold(name).strip(" ."))


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """The days named in `text`, in order, without overlap."""
    found = [*_opening_dates(text), *_named_dates(text), *_figure_dates(text), *_worded_dates(text)]
    kept: list[FoundDate] = []
    for one in found:
        if all(one.end <= k.start or k.end <= one.start for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda d: d.start))


def _figure_dates(text: str) -> list[FoundDate]:
    found: list[FoundDate] = []
    for m in _FIGURES.finditer(text):
        if m[2] == "." and len(m[4]) == 2:  # "12.50.30" is no date
            value = make_date(int(m[4]), int(m[3]), int(m[1])) if len(m[1]) == len(m[3]) == 2 else None
        else:
            value = make_date(int(m[4]), int(m[3]), int(m[1]))
        if value:
            found.append(FoundDate(m.start(), m.end(), value))
    for m in _ISO.finditer(text):
        value = make_date(int(m[1]), int(m[2]), int(m[3]))
        if value:
            found.append(FoundDate(m.start(), m.end(), value))
    return found


def _named_dates(text: str) -> list[FoundDate]:
    found: list[FoundDate] = []
    for m in _NAMED.finditer(text):
        month = month_of(m[2])
        value = make_date(int(m[3]), month, int(m[1])) if month else None
        if value:
            found.append(FoundDate(m.start(), m.end(), value))
    return found


def _worded_dates(text: str) -> list[FoundDate]:
    """Day and year together, one of them in words ("le neuf février deux mil vingt-trois")."""
    found: list[FoundDate] = []
    for m in _DAY_IN_WORDS.finditer(text):
        value = _spelled(m[1], m[2], m[3])
        if value:
            found.append(FoundDate(m.start(), m.end(), value, in_words=True))
    return found


def _opening_dates(text: str) -> list[FoundDate]:
    """The year first, the day within reach ("L'an deux mil vingt-trois, le neuf février")."""
    found: list[FoundDate] = []
    for m in _YEAR_OPENING.finditer(text):
        day = _DAY_IN_WORDS.search(text, m.end(), min(m.end() + _REACH, len(text)))
        if not day:
            continue
        value = _spelled(day[1], day[2], m[1])
        if value:
            end = day.end() if day[3] else day.end(2)
            found.append(FoundDate(m.start(), end, value, in_words=not (m[1].isdigit() and day[1][:1].isdigit())))
    return found


def _spelled(day: str, month_name: str, year: str | None) -> date | None:
    month, number, of_year = month_of(month_name), _number(day), _number(year or "")
    return make_date(of_year, month, number) if month and number and of_year else None


def _number(printed: str) -> int | None:
    digits = re.match(r"\d+", printed)
    return int(digits[0]) if digits else number_of(printed)


# Periods ---------------------------------------------------------------------------------------------------------------------------------

_DASH = r"\s?(?:[-–—/]|à|au|et)\s?"
_NO_SUM = r"(?![\d/%]|[ \u00a0\u202f.]\d{3}|\s?(?:€|euros?\b|[kKM]€))"  # "2026 – 84 000 €" is a year and a sum
_ORDINAL = r"(?P<ordinal>[1-4]\s?(?:er|[eè]me|nd|e|è)|premier|second|deuxi[eè]me|troisi[eè]me|quatri[eè]me|dernier)"
_PERIODS = re.compile(
    rf"(?P<schoolyear>(?:ann[ée]e\s+scolaire|saison|rentr[ée]e\s+scolaire|rentr[ée]e)\s+(?P<sy>{_YEAR})(?:\s?[-–/]\s?(?P<sy2>{_YEAR}|\d{{2}}{_NO_SUM}))?)"
    rf"|(?P<half>(?:{_ORDINAL}\s+(?P<part>semestre|trimestre|quadrimestre)|\b(?P<short>[ST])\s?(?P<index>[1-4]))(?:\s+(?:de\s+(?:l['’]année\s+)?)?|\s?[-/]\s?)(?P<hy>{_YEAR}))"
    rf"|(?P<season>\b(?:printemps|[ée]t[ée]|automne|hiver)\s+(?P<zy>{_YEAR})(?:\s?[-–/]\s?(?P<zy2>{_YEAR}))?)"
    rf"|(?P<months>(?P<m1>{_MONTH})(?:\s+(?P<m1y>{_YEAR}))?{_DASH}(?P<m2>{_MONTH})\s+(?P<m2y>{_YEAR}))"
    rf"|(?P<month>(?P<m>{_MONTH})\s+(?P<my>{_YEAR}))"
    rf"|(?P<years>(?P<y1>{_YEAR})\s*(?:{_DASH})\s*(?P<y2>{_YEAR}|\d{{2}}{_NO_SUM}))"
    rf"|(?P<year>(?P<stage>\b(?:d[ée]but|mi|fin|courant)[\s-]+(?:de\s+l['’]ann[ée]e\s+|d['’]ann[ée]e\s+|ann[ée]e\s+)?)?(?P<y>(?<![\d.,])(?<!\d{{3}}\s){_YEAR}))",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:d['’]\s?ici(?:\s+(?:à|au|la|le|l['’]))?|avant(?:\s+(?:le|la|l['’]))?|jusqu['’](?:en|au|à)|(?:à\s+l['’])?horizon|"
    r"au plus tard(?:\s+(?:en|le|fin))?)\s*(?:de\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:à\s+(?:partir|compter)\s+d(?:e|u|['’])|d[èe]s(?:\s+(?:le|la|l['’]))?|depuis(?:\s+(?:le|la|l['’]))?|apr[èe]s)\s*$", re.IGNORECASE
)

_SEASONS = {"printemps": (3, 5), "ete": (6, 8), "automne": (9, 11), "hiver": (12, 2)}
_ORDINALS = {"premier": 1, "second": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4}
_LENGTHS = {"semestre": 6, "trimestre": 3, "quadrimestre": 4, "s": 6, "t": 3}
_STAGES = {"debut": (1, 4), "mi": (5, 8), "fin": (9, 12), "courant": (1, 12)}


def find_periods(text: str) -> tuple[Period, ...]:
    """The stretches of time named in `text`, in order: days, months, seasons, terms, school years, years and ranges of them.

    "d'ici", "avant", "jusqu'en" leave the first day open, "dès", "à partir de" the last one. Amounts may hold four digits that look like
    a year: a figure beside a currency is none.
    """
    days = find_dates(text)
    found = [_opened(text, Period(d.start, d.end, d.value, d.value)) for d in days]
    for m in _PERIODS.finditer(text):
        if any(d.start < m.end() and m.start() < d.end for d in days) or _is_sum(text, m.end()):
            continue
        span = _stretch(m)
        if span:
            found.append(_opened(text, Period(m.start(), m.end(), *span)))
    return tuple(sorted(found, key=lambda p: p.start))


def _is_sum(text: str, end: int) -> bool:
    return re.match(r"\s?(?:€|euros?\b|[kKM]€|%|m²|habitants\b)", text[end : end + 12]) is not None


def _opened(text: str, period: Period) -> Period:
    before = text[max(period.start - 24, 0) : period.start]
    until, since = _UNTIL.search(before), _SINCE.search(before)
    opener = until or since
    if opener is None:
        return period
    start = period.start - (len(before) - opener.start())
    return Period(start, period.end, None, period.last) if until else Period(start, period.end, period.first, None)


def _months(year: int, first: int, last: int, last_year: int | None = None) -> tuple[date, date]:
    end_year = last_year or (year + 1 if last < first else year)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def _stretch(m: re.Match[str]) -> tuple[date, date] | None:
    if m["schoolyear"]:
        return _school_year(m)
    if m["half"]:
        return _term(m)
    if m["season"]:
        first, last = _SEASONS[fold(m["season"].split()[0])]
        return _months(int(m["zy"]), first, last)
    if m["months"]:
        return _month_range(m)
    if m["month"]:
        month = month_of(m["m"])
        return _months(int(m["my"]), month, month) if month else None
    if m["years"]:
        return _year_range(int(m["y1"]), m["y2"])
    first, last = _STAGES[fold(re.split(r"[\s-]", m["stage"])[0])] if m["stage"] else (1, 12)
    return _months(int(m["y"]), first, last)


def _school_year(m: re.Match[str]) -> tuple[date, date]:
    year = int(m["sy"])
    if fold(m["schoolyear"]).startswith("rentree") and not m["sy2"]:
        return _months(year, 9, 10)
    return _months(year, 9, 8)


def _term(m: re.Match[str]) -> tuple[date, date] | None:
    length = _LENGTHS[fold(m["part"] or m["short"])]
    printed = fold(m["ordinal"] or m["index"])
    index = 12 // length if printed == "dernier" else _ORDINALS.get(printed) or int(printed[0])
    if index * length > 12:
        return None
    return _months(int(m["hy"]), (index - 1) * length + 1, index * length)


def _month_range(m: re.Match[str]) -> tuple[date, date] | None:
    first, last = month_of(m["m1"]), month_of(m["m2"])
    if not first or not last:
        return None
    end = int(m["m2y"])
    start = int(m["m1y"]) if m["m1y"] else end - (1 if last < first else 0)
    return _months(start, first, last, end) if (start, first) <= (end, last) else None


def _year_range(first: int, printed: str) -> tuple[date, date] | None:
    last = int(printed) if len(printed) == 4 else first // 100 * 100 + int(printed)
    return (date(first, 1, 1), date(last, 12, 31)) if first < last <= first + 40 else None
