from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.match.bands import any_of_several
from pipeline.match.pairs import Pairs
from pipeline.records.link import Band
from tests.match.made import WEIGHTS


@pytest.mark.parametrize(
    ("chances", "bands", "asked_about", "why"),
    [
        ((0.2, 0.21, 0.02), ("unlinked",) * 3, [1], "two at .2 are as doubtful as one at .37"),
        ((0.2, 0.1, 0.02), ("unlinked",) * 3, [], "one of the two is answered in a quarter of such cases"),
        ((0.2, 0.21, 0.6), ("unlinked", "unlinked", "linked"), [], "it is answered already"),
        ((0.04,) * 12, ("unlinked",) * 12, [], "many faint ones are many, not likely"),
    ],
)
def test_acts_that_are_likely_together_wait_for_a_person(
    chances: tuple[float, ...], bands: tuple[str, ...], asked_about: list[int], why: str
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
    assert any_of_several(pairs, odds, [Band(b) for b in bands], replace(WEIGHTS, review=0.33)) == asked_about, why
