from __future__ import annotations

import pytest

from pipeline.match import link_acts
from pipeline.match.emptied import is_emptied
from pipeline.records.lexicon import load_table
from tests.match.made import PLANS, WEIGHTS, Letters, act, measure


@pytest.mark.parametrize("row", load_table("emptied_words"), ids=lambda row: row["meaning"])
def test_each_row_empties_its_example(row: dict[str, str]) -> None:
    assert is_emptied(measure(row["example"]))


@pytest.mark.parametrize("text", ["Planter", "Voter un budget participatif", "Donner une voix aux jeunes", "Une place pour les vélos"])
def test_what_asks_for_something_is_not_emptied(text: str) -> None:
    assert not is_emptied(measure(text))


def test_an_emptied_measure_is_linked_with_nothing() -> None:
    """Not even with an act in the same words."""
    voted = act("Vote : 94 % des voix", "ADOPTE à 94 % des voix")
    assert link_acts([measure("94 % des voix")], [voted], PLANS, False, Letters(), WEIGHTS) == ()
