"""What was asked, in words, and where the sums of an account stand when no act prints them."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.records.account import asked_words, beside_acts
from pipeline.records.plan import PlannedBudget
from pipeline.records.source import RowEvidence
from pipeline.records.verdict import LedgerEntry
from tests import factories as make

ACT = make.document("APPROUVE la convention pour 15 000 €.")


def by_act(cents: int) -> LedgerEntry:
    return LedgerEntry("voted", cents, None, "a1", make.passage(ACT, "15 000 €"))


def grant(cents: int, line: int, file: str = "grants") -> LedgerEntry:
    return LedgerEntry("paid", cents, 2024, f"g{line}", RowEvidence(file, line, "x"))


def line(cents: int, number: int, year: int, kind: str = "budgeted") -> LedgerEntry:
    return LedgerEntry(kind, cents, year, f"b{number}", RowEvidence(f"budget {year}", number, "x"))


@pytest.mark.parametrize(
    ("entries", "cents", "words"),
    [
        ([by_act(15)], 15, ""),  # the act prints it
        ([by_act(15), grant(15, 9)], 15, ""),  # and the row repeats it
        ([grant(15, 9)], 15, "liste des subventions, ligne 9"),
        ([grant(15, 30), grant(15, 16)], 30, "liste des subventions, lignes 16 et 30"),
        ([grant(1, n) for n in range(2, 11)], 9, "liste des subventions, lignes 2, 3, 4, 5, 6, 7 et 3 autres"),
        ([grant(15, 9), grant(15, 9, "another")], 30, "liste des subventions"),  # a line of which of the two?
        ([line(64, 40, 2024)], 64, "budget 2024, ligne 40"),
        ([line(30, 40, 2024), line(30, 12, 2025)], 60, "budget 2024, ligne 40 ; budget 2025, ligne 12"),
        ([line(30, 8, 2023, "paid")], 30, "compte 2023, ligne 8"),
        ([by_act(10), line(64, 40, 2024)], 64, "budget 2024, ligne 40"),  # the larger view is the one that counts
        ([by_act(10), grant(20, 9)], 30, "actes, et liste des subventions, ligne 9"),  # each a part
    ],
)
def test_rows_are_named_where_the_acts_do_not_print_the_sum(entries: list[LedgerEntry], cents: int, words: str) -> None:
    asked = LedgerEntry("asked", 1_000, None, "m1", make.passage(ACT, "15 000 €"))
    assert beside_acts([asked, *entries], cents) == words


YEARS = ((2024, 7_500), (2025, 7_500), (2026, 7_500))


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        ({"cents": 7_500}, "75\u00a0€"),
        ({"cents": 7_500, "per_year": True}, "75\u00a0€ par an"),
        ({"cents": None, "undefined": True}, ""),
        ({"cents": 22_500, "by_year": YEARS}, "75\u00a0€ par an de 2024 à 2026, soit 225\u00a0€ en tout"),  # the years of the columns
        ({"cents": 20_000, "by_year": ((2025, 5_000), (2024, 15_000))}, "150\u00a0€ en 2024, 50\u00a0€ en 2025, soit 200\u00a0€ en tout"),
        (
            {"cents": 15_000, "by_year": (YEARS[0], YEARS[2])},
            "75\u00a0€ en 2024, 75\u00a0€ en 2026, soit 150\u00a0€ en tout",
        ),  # not in 2025
        ({"cents": 7_500, "by_year": YEARS[:1]}, "75\u00a0€ en 2024"),
    ],
)
def test_what_was_asked_in_words(budget: dict[str, Any], words: str) -> None:
    assert asked_words(PlannedBudget(make.passage(ACT, "15 000 €"), **budget)) == words


def test_other_words_may_say_that_a_sum_is_due_each_year() -> None:
    assert asked_words(PlannedBudget(make.passage(ACT, "15 000 €"), 1_500_000), yearly=True) == "15\u202f000\u00a0€ par an"
