"""The shipped weights on groups they never saw: a floor below the figures of the card, so that a broken file or cut is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.encoder import load_encoder, load_reader
from models.encoder.wordings import ranking, read_groups, split_groups
from pipeline.match import text_scores
from tests.evaluation.encoder_ranking import GROUPS, character_scores, first_ranks, tasks

NOWHERE = Path("/nowhere")


@pytest.mark.parametrize(("name", "floor"), [("development groups", 0.55), ("test groups", 0.5)])
def test_mean_reciprocal_rank(name: str, floor: float) -> None:
    task = tasks(NOWHERE)[name]
    reached = (1 / first_ranks(task, load_encoder().similarity(task.queries, task.candidates))).mean()
    plain = (1 / first_ranks(task, character_scores(task.queries, task.candidates))).mean()
    assert reached > floor
    assert reached > plain + 0.15


def test_the_reader_adds_to_the_table() -> None:
    _, development, _ = split_groups(read_groups(GROUPS), GROUPS)
    task = ranking(development[::8])
    table = load_encoder()
    plain = (1 / first_ranks(task, text_scores(task.queries, task.candidates, table))).mean()
    both = (1 / first_ranks(task, text_scores(task.queries, task.candidates, table, load_reader()))).mean()
    assert both > plain + 0.08
