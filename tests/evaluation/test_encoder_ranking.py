"""The shipped weights on groups they never saw: a floor below the figures of the card, so that a broken file or cut is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.encoder import load_encoder
from tests.evaluation.encoder_ranking import character_scores, first_ranks, tasks

NOWHERE = Path("/nowhere")


@pytest.mark.parametrize(("name", "floor"), [("development groups", 0.5), ("test groups", 0.47)])
def test_mean_reciprocal_rank(name: str, floor: float) -> None:
    task = tasks(NOWHERE)[name]
    reached = (1 / first_ranks(task, load_encoder().similarity(task.queries, task.candidates))).mean()
    plain = (1 / first_ranks(task, character_scores(task.queries, task.candidates))).mean()
    assert reached > floor
    assert reached > plain + 0.15
