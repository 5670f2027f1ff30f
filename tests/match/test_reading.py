from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.matcher import load_matcher
from models.matcher.reading import AGAIN, READING, reading_values, worth_reading
from pipeline.match import link_acts
from pipeline.match.reading import MOST_READ, acts_to_read
from pipeline.match.sides import Encoder
from pipeline.records.council import Act, Outcome
from pipeline.records.link import Band
from tests.match.made import PLANS, WEIGHTS, Deaf, Letters, Same, act, measure

ASKED = measure("Créer un atelier de lavage des bocaux à Brindejonc", partners=["Le Panier Commun"], cents=1_200_000)
ANSWER = act("Atelier de lavage des bocaux à Brindejonc – Le Panier Commun", "ATTRIBUE 12 000 €", key="answer", granted=[1_200_000])
OTHER = act("Bocaux et verrines – rapport de la régie", "PREND ACTE du rapport", key="other")
NOTED = replace(OTHER, outcome=Outcome.NOTED)
FURTHER = act("Entretien des fossés", "APPROUVE le marché de curage", key="further")


def test_the_likeliest_acts_of_each_measure_are_read_and_no_hopeless_one() -> None:
    odds, measures = np.array([2.0, -9.0, 1.0, 0.0, 3.0]), np.array([0, 0, 0, 0, 1], np.int32)
    assert worth_reading(odds, measures, most=2).tolist() == [0, 2, 4]
    assert worth_reading(odds, measures).tolist() == [0, 2, 3, 4]


def test_a_reading_leads_over_the_other_acts_that_were_read() -> None:
    measures, acts = np.array([0, 0, 1], np.int32), np.array([4, 5, 4], np.int32)
    values = reading_values(np.zeros(3), np.array([0.6, 0.5, 0.9]), measures, acts, np.zeros((3, len(AGAIN))))
    assert values[:, READING.index("lead_in_likeness")].tolist() == pytest.approx([0.1, -0.1, 0.3])
    assert values[:, READING.index("lead_over_readings")].tolist() == pytest.approx([-0.3, 0.2, 0.3]), "over the act's other measures"


@pytest.mark.parametrize(("measures", "each"), [(10, 4), (MOST_READ // 3, 3), (MOST_READ, 0)])
def test_a_large_territory_is_read_less(measures: int, each: int) -> None:
    assert acts_to_read(measures, 4) == each


def test_the_signals_of_a_pair_that_was_read_add_up_to_its_probability() -> None:
    weights = replace(WEIGHTS, reading=dict.fromkeys(READING, 0.4) | {"odds": 0.9, "likeness": 1.5}, reading_bias=-0.7)
    found = {f.act: f for f in link_acts([ASKED], [ANSWER, OTHER], PLANS, False, Letters(), weights, Letters())}
    link = found["answer"]
    assert "likeness" in {s.name for s in link.signals}
    odds = sum(s.value * s.weight for s in link.signals)
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(link.probability, abs=1e-4)


def test_shipped_weights_read() -> None:
    assert set(load_matcher().reading) == set(READING)


@pytest.mark.parametrize(
    ("reader", "acts", "asked_about"),
    [
        (Same(), [NOTED, FURTHER], "further"),  # one that only takes note leaves an absence what it is
        (Same(), [NOTED], None),
        (Deaf(), [NOTED, FURTHER], None),
    ],
)
def test_a_measure_that_nothing_answers_is_asked_about_when_a_passage_comes_near(
    reader: Encoder, acts: list[Act], asked_about: str | None
) -> None:
    weights = replace(WEIGHTS, review=0.999, linked=0.999, reading=dict.fromkeys(READING, 0.0))
    found = link_acts([ASKED], acts, PLANS, False, Letters(), weights, reader)
    assert next((f.act for f in found if f.band is Band.REVIEW), None) == asked_about
    assert all(("nearest_of_all" in {s.name for s in f.signals}) == (f.act == asked_about) for f in found)
