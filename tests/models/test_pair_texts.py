from __future__ import annotations

import pytest

from models.encoder.pieces import FIRST, START, STOP, Pieces
from models.matcher.pair_texts import MOST, PASSAGE, QUESTION, SUBJECT, cut_pair

A, B, C = FIRST, FIRST + 1, FIRST + 2
LETTERS = Pieces(["▁a", "▁b", "▁c"], [-1.0, -1.0, -1.0])


@pytest.mark.parametrize(
    ("question", "passages", "expected", "reason"),
    [
        ("a", ["b", "c"], [START, A, STOP, STOP, B, C, STOP], "both sides, passages one behind the other"),
        ("a", ["b"], [START, A, STOP, STOP, B, STOP], "a subject alone"),
        ("", ["b"], [START, STOP, STOP, B, STOP], "a measure without letters"),
        ("a", [], [START, A, STOP, STOP, STOP], "an act without a text"),
        ("a " * 99, [], [START, *[A] * QUESTION, STOP, STOP, STOP], "the end of a long question is not read"),
        ("a", ["b " * 99, "c " * 99], [START, A, STOP, STOP, *[B] * SUBJECT, *[C] * PASSAGE, STOP], "nor those of long passages"),
    ],
)
def test_cut_pair(question: str, passages: list[str], expected: list[int], reason: str) -> None:
    side = expected.index(STOP) + 1
    assert cut_pair(LETTERS, question, passages) == (expected, side), reason


def test_the_last_passages_give_way() -> None:
    ids, side = cut_pair(LETTERS, "a " * 99, ["b " * 99, *["c " * 99] * 4])
    assert len(ids) == MOST
    assert side == QUESTION + 2
    assert ids == [START, *[A] * QUESTION, STOP, STOP, *[B] * SUBJECT, *[C] * (MOST - QUESTION - SUBJECT - 4), STOP]
