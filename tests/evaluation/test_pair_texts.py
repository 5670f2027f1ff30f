from __future__ import annotations

import numpy as np
import pytest

from pipeline.match.labels import Gold
from tests.evaluation.pair_texts import LEAST, LIKELIEST, pair_texts, worth_training
from tests.match.made import PLANS, WEIGHTS, Letters, act, measure

LIKELY, HOPELESS = 2.0, -20.0


@pytest.mark.parametrize(
    ("odds", "answers", "kept", "reason"),
    [
        ([LIKELY] * (LIKELIEST + 5), [], LIKELIEST, "the likeliest"),
        ([HOPELESS] * (LEAST + 5), [], LEAST, "hopeless ones too, fewer"),
        ([LIKELY] * 3, [], 3, "all where there are few"),
        ([LIKELY] * LIKELIEST + [HOPELESS] * 3, [LIKELIEST + 1], LIKELIEST + 1, "an answer that the first look does not see"),
    ],
)
def test_which_acts_of_a_measure(odds: list[float], answers: list[int], kept: int, reason: str) -> None:
    right = np.isin(np.arange(len(odds)), answers)
    rows = worth_training(np.array(odds), np.zeros(len(odds), np.int32), right)
    assert len(rows) == kept, reason
    assert set(answers) <= set(rows)
    both = worth_training(np.array(odds * 2), np.repeat(np.arange(2, dtype=np.int32), len(odds)), np.tile(right, 2))
    assert both == [*rows, *(row + len(odds) for row in rows)], "each measure by itself"


def test_texts_of_a_territory() -> None:
    asked = measure("Planter des haies à Brindejonc", steps=["Choisir les essences avec les riverains"])
    answer = act(
        "Plantation de haies à Brindejonc", "DÉCIDE de planter 300 mètres de haies.", key="answer", statement="Les haies manquent."
    )
    beside = act("Haies de la gare", "APPROUVE le plan de taille des haies.", key="beside")
    other = act("Tarifs de la piscine", "FIXE les tarifs de la piscine.", key="other")
    gold = Gold("brindejonc", (asked,), (answer, beside, other), PLANS, frozenset({("m1", "answer")}), frozenset({("m1", "beside")}))
    pairs = {pair.act: pair for pair in pair_texts(gold, Letters(), WEIGHTS)}
    assert "beside" not in pairs, "neither right nor wrong"
    assert {key: pair.answers for key, pair in pairs.items()} == {"answer": True, "other": False}
    found = pairs["answer"]
    assert (found.territory, found.measure) == ("brindejonc", "m1")
    assert found.passages[0] == "Plantation de haies à Brindejonc"
    assert any("300 mètres" in passage for passage in found.passages[1:])
    assert "Planter des haies" in found.question and "essences" in found.question
