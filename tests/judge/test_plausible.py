"""Mistakes of the territory file or of a table that would else look like findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.judge import implausible
from pipeline.records.council import Act
from pipeline.records.territory import Kind, Territory
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, voted

OTHER = "229800107"


def stamped(*sirens: str, statement: str = "") -> tuple[Act, ...]:
    """Acts with the SIREN that their stamp bears; without a stamp where it is empty."""
    return tuple(
        voted("ADOPTE.", statement=statement, transmission_id=f"{s[2:5]}-{s}-20240404-2024{n:03}-DE" if s else None)
        for n, s in enumerate(sirens)
    )


@pytest.mark.parametrize(
    ("sirens", "said"),
    [
        pytest.param((OTHER,) * 4, f"4 of 4 stamped acts are of the authority {OTHER}", id="a wrong SIREN in the territory file"),
        pytest.param((OTHER, OTHER, OTHER, "", "", f.SIREN), f"3 of 4 stamped acts are of the authority {OTHER}", id="most of the stamped"),
        pytest.param((OTHER, OTHER, f.SIREN, f.SIREN), "", id="half of them: partners' acts are among them"),
        pytest.param((OTHER, OTHER), "", id="two say nothing"),
        pytest.param(("",) * 5, "", id="no stamps"),
    ],
)
def test_a_wrong_siren_is_told(sirens: tuple[str, ...], said: str) -> None:
    issues = implausible(TERRITORY, stamped(*sirens), (), (), (), TODAY)
    assert [i.code for i in issues] == (["other-siren"] if said else [])
    assert all(said in i.message and TERRITORY.siren in i.message and i.remedy and i.doc == f.ACTS.path for i in issues)


def test_the_acts_of_its_own_centre_are_no_others() -> None:
    centre = "260000011"
    words = f"Le conseil d'administration du centre communal d'action sociale de {TERRITORY.name.partition(' de ')[2]}, ADOPTE."
    acts = stamped(centre, centre, centre, statement=words)
    assert TERRITORY.kind is Kind.COMMUNE and implausible(TERRITORY, acts, (), (), (), TODAY) == ()


@pytest.mark.parametrize(
    ("adopted", "look_back", "told"),
    [
        pytest.param(date(2099, 1, 19), False, True, id="a slip of the pen"),
        pytest.param(date(2099, 1, 19), True, False, id="earlier acts count"),
        pytest.param(date(2024, 4, 4), False, False, id="on the day of the last act"),
        pytest.param(None, False, False, id="not said"),
    ],
)
def test_a_plan_adopted_after_all_acts_is_told(adopted: date | None, look_back: bool, told: bool) -> None:
    plan = replace(f.PLAN, adopted=adopted, until=None)
    territory: Territory = replace(TERRITORY, sources=(plan, f.ACTS), look_back=look_back)
    issues = implausible(territory, stamped("", ""), (), (), (), TODAY)
    assert [(i.code, i.doc) for i in issues] == ([("plan-after-acts", plan.path)] if told else [])


@pytest.mark.parametrize("year", [2026, 2027, 2094])
def test_days_that_have_not_come_are_told_by_document(year: int) -> None:
    entries = (replace(f.register_entry("2024-001", "Une affaire"), date=date(year, 2, 1)), f.register_entry("2024-002", "Une autre"))
    grants = (f.grant("Les Amis", "projet", 500_00, date=date(year, 2, 1)),)
    lines = (replace(f.budget_line("Voirie", 500_00), year=year),)
    told = {i.doc: i.message for i in implausible(TERRITORY, (), entries, lines, grants, TODAY) if i.code == "days-to-come"}
    assert set(told) == ({entries[0].doc, grants[0].doc, lines[0].doc} if year == 2094 else set())
    assert all("2094" in message for message in told.values())
    assert year != 2094 or told[entries[0].doc].startswith("1 of ")
