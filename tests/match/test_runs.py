from __future__ import annotations

import numpy as np
import pytest

from pipeline.match.runs import Runs, bounds_of, first_highest, joined

WORDS = Runs(np.array([7, 8, 5, 9, 4, 6], np.int32), bounds_of([2, 0, 3, 1]))


def lists(runs: Runs) -> list[list[int]]:
    return [runs.values[first:last].tolist() for first, last in zip(runs.bounds, runs.bounds[1:], strict=False)]


@pytest.mark.parametrize(
    ("places", "found", "why"),
    [
        ([2, 0], [[5, 9, 4], [7, 8]], "in the order asked for"),
        ([1, 3, 1], [[], [6], []], "empty ones stay, each as often as asked"),
        ([], [], "none"),
    ],
)
def test_runs_at_places(places: list[int], found: list[list[int]], why: str) -> None:
    assert lists(WORDS.of(np.array(places, np.intp))) == found, why


def test_owners_and_sizes() -> None:
    assert WORDS.owners.tolist() == [0, 0, 2, 2, 2, 3]
    assert WORDS.sizes.tolist() == [2, 0, 3, 1]
    assert len(WORDS) == 4


def test_runs_one_after_the_other() -> None:
    assert lists(joined([WORDS, WORDS.of(np.array([3]))])) == [*lists(WORDS), [6]]
    assert lists(joined([])) == []


def test_the_first_of_the_highest() -> None:
    assert first_highest(np.array([0.1, 0.7, 0.7, 0.2, -1.0]), np.array([0, 3, 4])).tolist() == [1, 3, 4]
