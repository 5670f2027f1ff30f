from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.match import link_acts
from pipeline.match.bands import any_of_several
from pipeline.match.pairs import Pairs
from pipeline.records.council import Act
from pipeline.records.link import Band
from tests.match.made import PLANS, WEIGHTS, Letters, act, measure

FUND = measure("Réserver chaque année une part du budget à un fonds citoyen pour la nature")
AMENDMENT = act(
    "Amendement n° 2 : fonds citoyen pour la nature", "L'amendement qui réserve une part du budget au fonds est rejeté", key="amendment"
)
BUDGET = act("Budget primitif 2024", "Un amendement réserve une part à un fonds citoyen pour la nature. ADOPTE le budget", key="budget")
GRANT = act("Fonds citoyen pour la nature : règlement", "APPROUVE le règlement du fonds citoyen pour la nature", key="grant")


@pytest.mark.parametrize(
    ("chances", "bands", "noted", "asked_about", "why"),
    [
        ((0.2, 0.21, 0.02), ("unlinked",) * 3, (), [1], "two at .2 are as doubtful as one at .37"),
        ((0.2, 0.1, 0.02), ("unlinked",) * 3, (), [], "one of the two is answered in a quarter of such cases"),
        ((0.2, 0.21, 0.6), ("unlinked", "unlinked", "linked"), (), [], "it is answered already"),
        ((0.04,) * 12, ("unlinked",) * 12, (), [], "many faint ones are many, not likely"),
        ((0.2, 0.21, 0.99), ("unlinked", "unlinked", "linked"), (2,), [1], "an act that only takes note answers nothing"),
        ((0.2, 0.21, 0.02), ("unlinked",) * 3, (0,), [], "nor does it make an absence doubtful"),
    ],
)
def test_acts_that_are_likely_together_wait_for_a_person(
    chances: tuple[float, ...], bands: tuple[str, ...], noted: tuple[int, ...], asked_about: list[int], why: str
) -> None:
    count = len(chances)
    pairs = Pairs(
        np.zeros(count, np.int32),
        np.arange(count, dtype=np.int32),
        np.zeros((count, 1), np.float32),
        np.zeros(0, np.int32),
        np.zeros(0, np.int32),
    )
    odds = np.log(np.array(chances) / (1 - np.array(chances)))
    assert (
        any_of_several(pairs, odds, [Band(b) for b in bands], ~np.isin(np.arange(len(odds)), noted), replace(WEIGHTS, review=0.33))
        == asked_about
    ), why


@pytest.mark.parametrize(
    ("acts", "waiting", "why"),
    [
        ([BUDGET, AMENDMENT], {"budget"}, "the amendment is an act of its own: what the budget tells of it decides nothing"),
        ([BUDGET, replace(AMENDMENT, document="b" * 64)], set(), "an amendment to another budget"),
        ([BUDGET], set(), "no amendment"),
        ([GRANT, AMENDMENT], set(), "an act of its own subject answers beside it"),
    ],
)
def test_a_budget_waits_where_an_amendment_to_it_answers(acts: list[Act], waiting: set[str], why: str) -> None:
    found = link_acts([FUND], acts, PLANS, False, Letters(), replace(WEIGHTS, linked=0.0, review=0.0, without_words=-99.0, further=0.0))
    assert {f.act for f in found if f.band is Band.REVIEW} == waiting, why
    assert len(found) == len(acts)
