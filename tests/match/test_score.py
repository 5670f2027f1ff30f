from __future__ import annotations

import numpy as np
import pytest

from models.matcher import load_matcher, matcher_of
from models.matcher.choice import choice_values, crowding
from models.matcher.fit import fit_signed
from pipeline.match import index
from pipeline.match.acts import make_sides
from pipeline.match.kinds import general_or_special
from pipeline.match.rarity import rarity_of
from pipeline.match.score import passage_leads
from pipeline.match.signals import SIGNALS, Compared
from pipeline.match.words import plain
from pipeline.records.lexicon import load_table
from tests.match.made import PLANS, Deaf, Letters, act, measure


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    found = rarity_of([frozenset({"commun", "ritourn"}), *[frozenset({"commun"})] * 9], {})
    assert found.weight("ritourn") > found.weight("commun") > 0


def test_what_is_common_in_french_weighs_little_even_in_a_tiny_territory() -> None:
    found = rarity_of([frozenset({"conven", "legumer"})], {"conven": 0.4})
    assert found.weight("conven") < 0.3 < found.weight("legumer")


def test_leads_compare_with_the_best_rival() -> None:
    scores = np.array([3.0, 1.0, 2.5])
    measures, acts = np.array([0, 0, 1], np.int32), np.array([0, 1, 0], np.int32)
    chosen = choice_values(scores, measures, acts, np.zeros(3, np.int32), -1.0)
    assert chosen[:, 1].tolist() == pytest.approx([2.0, -2.0, 3.0]), "the measure's other acts; alone against a usual rival, within 3"
    assert chosen[:, 2].tolist() == pytest.approx([0.5, 2.0, -0.5]), "the act's other measures"
    apart = choice_values(scores, measures, acts, np.array([4, 0, 7], np.int32), -1.0)
    assert apart[:, 2].tolist() == pytest.approx([3.0, 2.0, 3.0]), "measures answered by different passages of one act are no rivals"


@pytest.mark.parametrize(
    ("scores", "crowd", "why"),
    [
        ([3.0, -4.0, -4.5, -5.0, -5.0], 0.0, "one act stands out"),
        ([3.0, 2.0, 1.0, -4.0, -5.0], 0.0, "three acts answer"),
        ([0.2, -0.5, -1.0, -1.2, -1.5], 1.0, "every act comes near"),
        ([0.2, -0.5, -1.0, -1.2], 0.0, "too few acts to tell"),
        ([], 0.0, "none"),
    ],
)
def test_where_every_act_comes_near_none_is_likelier_for_it(scores: list[float], crowd: float, why: str) -> None:
    assert crowding(np.array(scores), np.zeros(len(scores), np.int32), -2.5) == pytest.approx(crowd), why


def test_parts_of_an_act_go_each_to_its_own_measure() -> None:
    one, two, three, four = [[0.6, 0.2]], [[0.1, 0.5]], [[0.5, 0.1]], [[0.6, 0.3]]
    assert leads(one, two, three) == pytest.approx([0.1, 0.3, -0.1], abs=1e-6)
    assert leads([*one, *two], three) == pytest.approx([0.1, 0.3, -0.1], abs=1e-6), "two measures compared at once"
    assert leads(one, two, four) == pytest.approx([0.0, 0.2, 0.0], abs=1e-6), "two measures that the passage is as near to"


def leads(*blocks: list[list[float]]) -> list[float]:
    """Leads of measures that are so near to the two passages of one act."""
    none, values = np.zeros(0, np.intp), np.zeros((0, 0), np.float32)
    compared = []
    for block in blocks:
        near = np.array(block, np.float32).ravel()
        compared.append(Compared(values, none, none, near, np.arange(len(near), dtype=np.int32) % 2, np.arange(0, len(near), 2)))
    return passage_leads(compared, 2).tolist()


def test_the_fit_finds_the_weights_and_keeps_their_signs() -> None:
    random = np.random.default_rng(7)
    values = random.normal(size=(4000, 3))
    chance = 1 / (1 + np.exp(-(2 * values[:, 0] - 1.5 * values[:, 1] - 1)))
    answers = (random.random(4000) < chance).astype(float)
    weights, bias = fit_signed(values, answers, [1, 1, 1], strength=0.01)
    assert weights[0] > 1 and weights[1] == 0, "a weight of the wrong sign becomes 0"
    weights, bias = fit_signed(values, answers, [1, -1, 1], strength=0.01)
    assert weights == pytest.approx([2, -1.5, 0], abs=0.2)
    assert bias == pytest.approx(-1, abs=0.15)


def test_shipped_weights_have_the_signs_that_sense_gives_them() -> None:
    matcher = load_matcher()
    assert set(matcher.signals) == {name for name, _ in SIGNALS}
    assert all(matcher.signals[name] * sign >= 0 for name, sign in SIGNALS)
    assert all(w >= 0 for w in matcher.choice.values())
    assert 0 < matcher.review < matcher.linked < 1


def test_a_broken_weights_file_is_refused() -> None:
    with pytest.raises((KeyError, TypeError)):
        matcher_of({"version": "1", "encoder": "x", "signals": {"meaning": "many"}})


@pytest.mark.parametrize("row", load_table("general_acts"), ids=lambda row: row["meaning"])
def test_each_kind_of_general_act_is_known_by_its_example(row: dict[str, str]) -> None:
    assert general_or_special(plain(row["example"]))[0]


def test_a_yearly_report_is_general_in_either_wording() -> None:
    assert general_or_special(plain("Rapport sur le prix et la qualité de service du service public de l’eau"))[0]
    assert general_or_special(plain("Rapport sur le prix et la qualité du service d’assainissement"))[0]


@pytest.mark.parametrize(
    "subject",
    [
        "Budget participatif – Règlement de la deuxième édition",
        "Fonds de concours à la commune de Brindejonc",
        "Attribution de subventions aux associations",
        "Garantie d’emprunt pour douze logements",
        "Maison de services – Qualité du service rendu",
    ],
)
def test_other_acts_are_not_general(subject: str) -> None:
    assert not general_or_special(plain(subject))[0]


def test_blocking_keeps_the_act_that_shares_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEW_PAIRS", 10), ("PAIRS", 1), ("FEWEST", 3)):
        monkeypatch.setattr(index, name, value)
    acts = [act(f"Marché de fournitures numéro {i} pour le service {chr(97 + i % 26)}{i}", key=f"a{i}") for i in range(60)]
    acts[41] = act("Monnaie locale : la Ritournelle acceptée à la piscine", key="a41")
    sides, (found,) = make_sides([measure("Accepter la Ritournelle, monnaie locale")], acts, PLANS, False, Letters(), {})
    assert 41 in found
    assert len(found) <= 6
    assert sorted(sides.acts.sides) == found.tolist(), "only candidates are looked at closely"


@pytest.mark.parametrize(
    ("subject", "kept", "why"),
    [
        ("Monnaie locale – Subvention", True, "the sum and a word"),
        ("Emprunt garanti", False, "the sum alone is a coincidence"),
    ],
)
def test_a_sum_alone_makes_no_candidate(monkeypatch: pytest.MonkeyPatch, subject: str, kept: bool, why: str) -> None:
    for name, value in (("FEW_PAIRS", 10), ("PAIRS", 1), ("FEWEST", 3)):
        monkeypatch.setattr(index, name, value)
    near = [f"Accepter la monnaie Ritournelle à la piscine, lot {chr(97 + i)}" for i in range(6)]
    far = [f"Marché de fournitures numéro {i} pour le service {chr(97 + i % 26)}{i}" for i in range(90)]
    acts = [act(text, key=f"a{i}") for i, text in enumerate((*near, *far))]
    acts.append(act(subject, key="same", granted=[12_345_00]))
    asked = measure("Accepter la Ritournelle, monnaie de la piscine", cents=12_345_00)
    _, (found,) = make_sides([asked], acts, PLANS, False, Deaf(), {})
    assert (len(acts) - 1 in found) is kept, why
