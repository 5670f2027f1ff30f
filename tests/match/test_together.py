from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.matcher import load_matcher
from models.matcher.reading import READING
from models.matcher.together import MOST, TOGETHER, together_values, worth_reading_together
from pipeline.match import link_acts
from pipeline.records.link import Band, Link
from tests.match.made import PLANS, WEIGHTS, Letters, Same, act, measure

ASKED = measure("Créer un atelier de lavage des bocaux à Brindejonc", partners=["Le Panier Commun"], cents=1_200_000)
ANSWER = act(
    "Atelier de lavage des bocaux à Brindejonc – Le Panier Commun",
    "ATTRIBUE 12 000 € pour les machines",
    key="answer",
    granted=[1_200_000],
)
OTHER = act("Bocaux et verrines – rapport de la régie", "PREND ACTE du rapport", key="other")
LOOKING = replace(
    WEIGHTS,
    reading=dict.fromkeys(READING, 0.0) | {"odds": 1.0},
    together=dict.fromkeys(TOGETHER, 0.2) | {"odds": 0.8, "together": 0.3},
    together_bias=-0.1,
)


class Heard:
    """A reader of both texts that finds the acts of some words likely, and tells which pairs it was shown."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.shown: list[tuple[str, Sequence[str]]] = []

    def log_odds(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.float64]:
        self.shown += pairs
        return np.array([4.0 if self.words in passages[0] else -4.0 for _, passages in pairs])


def link(reader: Heard | None) -> dict[str, Link]:
    return {f.act: f for f in link_acts([ASKED], [ANSWER, OTHER], PLANS, False, Letters(), LOOKING, Letters(), reader)}


def test_acts_in_doubt_are_read_and_neither_a_third_nor_a_hopeless_one() -> None:
    odds, measures = np.array([2.0, -9.0, 1.0, 0.0, -4.0]), np.array([0, 0, 0, 0, 1], np.int32)
    assert worth_reading_together(odds, measures).tolist() == [0, 2]


def test_in_a_large_territory_those_most_in_doubt_are_read() -> None:
    odds = np.linspace(0, 6, 2 * MOST)
    assert worth_reading_together(odds, np.arange(2 * MOST, dtype=np.int32)).tolist() == list(range(MOST))


def test_a_reading_leads_over_the_others() -> None:
    measures, acts = np.array([0, 0, 1], np.int32), np.array([4, 5, 4], np.int32)
    values = together_values(np.zeros(3), np.array([3.0, 1.0, 90.0]), measures, acts)
    assert values[:, 1].tolist() == [3, 1, 8], "no surer than it can be"
    assert values[:, 2].tolist() == [2, -2, 4], "over the measure's other acts; an act alone against a usual rival, within bounds"
    assert values[:, 3].tolist() == [-4, 3, 4], "over the act's other measures"


def test_the_reader_of_both_texts_sees_the_measure_beside_the_act_and_moves_the_link() -> None:
    reader = Heard("Atelier")
    found, before = link(reader), link(None)
    question, passages = reader.shown[0]
    assert question.startswith("Créer un atelier")
    assert passages[0].startswith("Atelier de lavage")
    assert any("machines" in passage for passage in passages[1:])
    assert found["answer"].probability > before["answer"].probability
    assert link(Heard("nothing"))["answer"].probability < before["answer"].probability


@pytest.mark.parametrize("key", ["answer", "other"])
def test_the_signals_of_a_pair_add_up_to_its_probability(key: str) -> None:
    found = link(Heard("Atelier"))[key]
    odds = sum(s.value * s.weight for s in found.signals)
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(found.probability, abs=1e-4)


def test_the_signals_of_a_pair_read_together_name_it() -> None:
    assert "together" in {s.name for s in link(Heard("Atelier"))["answer"].signals}


def test_shipped_weights_read_together() -> None:
    assert set(load_matcher().together) == set(TOGETHER)


@pytest.mark.parametrize(("bias", "asked_about"), [(-9.0, None), (-1.0, "answer")])
def test_an_act_that_was_read_and_is_hopeless_still_is_not_asked_about_as_a_passage_is_near(bias: float, asked_about: str | None) -> None:
    doubting = replace(LOOKING, review=0.99, linked=0.999, together=dict.fromkeys(TOGETHER, 0.0), together_bias=bias)
    found = link_acts([ASKED], [ANSWER, OTHER], PLANS, False, Letters(), doubting, Same(), Heard("Atelier"))
    assert next((f.act for f in found if f.band is Band.REVIEW), None) == asked_about


@pytest.mark.parametrize(
    ("reader", "asked_about", "why"),
    [
        (Heard("Atelier"), "answer", "what it reads may answer"),
        (Heard("nothing"), None, "it is hopeless when read beside the measure"),
        (None, "answer", "nobody read it beside the measure"),
    ],
)
def test_an_act_of_which_a_passage_is_near_is_read_beside_the_measure_however_faint_it_was(
    reader: Heard | None, asked_about: str | None, why: str
) -> None:
    faint = replace(LOOKING, review=0.99, linked=0.999, reading_bias=-9.0, together=dict.fromkeys(TOGETHER, 0.0) | {"together": 1.0})
    found = {f.act: f for f in link_acts([ASKED], [ANSWER, OTHER], PLANS, False, Letters(), faint, Same(), reader)}
    assert next((f.act for f in found.values() if f.band is Band.REVIEW), None) == asked_about, why
    assert {f.act for f in found.values() if "nearest_of_all" in {s.name for s in f.signals}} == ({asked_about} - {None}), why
    odds = sum(s.value * s.weight for s in found["answer"].signals)
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(found["answer"].probability, abs=1e-4), "its signals add up"
