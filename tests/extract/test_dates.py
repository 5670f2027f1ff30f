from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import find_dates, find_periods, make_date

DAYS = [
    ("séance du 12 décembre 2012", [date(2012, 12, 12)], "month name"),
    ("le 1er janvier 2024", [date(2024, 1, 1)], "first of the month"),
    ("LE JEUDI 15 FÉVRIER 2024", [date(2024, 2, 15)], "capitals with accents"),
    ("12 déc. 2012", [date(2012, 12, 12)], "abbreviation"),
    ("le 15/09/2015 et le 3.4.2014", [date(2015, 9, 15), date(2014, 4, 3)], "figures"),
    ("du 19/12/12 au 18/12/13", [date(2012, 12, 19), date(2013, 12, 18)], "two-digit years"),
    ("export 2024-01-05", [date(2024, 1, 5)], "ISO"),
    ("L'an deux mil vingt-trois, le neuf février", [date(2023, 2, 9)], "all in words"),
    ("L’AN DEUX MILLE VINGT-QUATRE ET LE DOUZE DÉCEMBRE", [date(2024, 12, 12)], "capitals in words"),
    ("L'an deux mille quinze, le 15 du mois de septembre à 20 heures", [date(2015, 9, 15)], "mixed"),
    ("L'an 2023, le 9 février à dix-huit heures trente", [date(2023, 2, 9)], "year in figures first"),
    ("L’an deux mille dix-huit, le mardi dix avril, à vingt heures", [date(2018, 4, 10)], "with the weekday"),
    ("le neuf février deux mil vingt-trois", [date(2023, 2, 9)], "day first, in words"),
    ("le premier mars deux mille vingt et un", [date(2021, 3, 1)], "first, twenty-one"),
    ("le 31/02/2024", [], "no such day"),
    ("article L. 2121-29, 12.50 €, 2023-045", [], "references and sums"),
    ("Délibération n° 2024-06-12-03", [], "the number of an act"),
    ("le 10 avril", [], "no year, no day"),
]


@pytest.mark.parametrize(("text", "days", "reason"), DAYS, ids=[d[2] for d in DAYS])
def test_days(text: str, days: list[date], reason: str) -> None:
    assert [d.value for d in find_dates(text)] == days, reason


def test_words_are_told_from_figures() -> None:
    words, figures = find_dates("L'an deux mil vingt-trois, le neuf février ; le 3 mars 2023")
    assert (words.in_words, figures.in_words) == (True, False)


PERIODS = [
    ("en 2024", date(2024, 1, 1), date(2024, 12, 31), "a year"),
    ("2023-2026", date(2023, 1, 1), date(2026, 12, 31), "a range"),
    ("2024/25", date(2024, 1, 1), date(2025, 12, 31), "a short range"),
    ("de 2024 à 2026", date(2024, 1, 1), date(2026, 12, 31), "a range in words"),
    ("2026 – 84 000 €", date(2026, 1, 1), date(2026, 12, 31), "a year and a sum are no range"),
    ("Rentrée 2026 – 15 000 €", date(2026, 9, 1), date(2026, 10, 31), "a school year and a sum"),
    ("fin 2025", date(2025, 9, 1), date(2025, 12, 31), "end of a year"),
    ("mi-2025", date(2025, 5, 1), date(2025, 8, 31), "middle of a year"),
    ("printemps 2025", date(2025, 3, 1), date(2025, 5, 31), "a season"),
    ("hiver 2025", date(2025, 12, 1), date(2026, 2, 28), "winter goes over the year"),
    ("1er semestre 2024", date(2024, 1, 1), date(2024, 6, 30), "a half-year"),
    ("T3 2025", date(2025, 7, 1), date(2025, 9, 30), "a quarter"),
    ("dernier trimestre de 2025", date(2025, 10, 1), date(2025, 12, 31), "the last quarter"),
    ("septembre 2024", date(2024, 9, 1), date(2024, 9, 30), "a month"),
    ("octobre 2024 à mars 2025", date(2024, 10, 1), date(2025, 3, 31), "months over the year"),
    ("rentrée 2024", date(2024, 9, 1), date(2024, 10, 31), "school begins"),
    ("année scolaire 2024-2025", date(2024, 9, 1), date(2025, 8, 31), "a school year"),
    ("d'ici 2026", None, date(2026, 12, 31), "until"),
    ("avant le 30 juin 2025", None, date(2025, 6, 30), "before a day"),
    ("à partir de 2025", date(2025, 1, 1), None, "from"),
    ("à l’horizon 2030", None, date(2030, 12, 31), "horizon"),
    ("dès septembre 2025", date(2025, 9, 1), None, "as soon as"),
]


@pytest.mark.parametrize(("text", "first", "last", "reason"), PERIODS, ids=[p[3] for p in PERIODS])
def test_periods(text: str, first: date | None, last: date | None, reason: str) -> None:
    (period,) = find_periods(text)
    assert (period.first, period.last) == (first, last), reason


NO_PERIODS = [
    ("2000 €", "a sum"),
    ("2 024 €", "a sum with its thousands set apart"),
    ("2026-2023", "a range that runs backwards"),
    ("1998 habitants", "a count"),
    ("loi n° 12024", "a number that ends like a year"),
]


@pytest.mark.parametrize(("text", "reason"), NO_PERIODS, ids=[n[1] for n in NO_PERIODS])
def test_no_period(text: str, reason: str) -> None:
    assert not list(find_periods(text)), reason


def test_calendar_decides() -> None:
    assert make_date(2023, 2, 29) is None
    assert make_date(24, 2, 29) == date(2024, 2, 29)
