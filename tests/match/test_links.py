from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pipeline.match import link_acts, link_early, text_scores
from pipeline.records.council import Body
from pipeline.records.link import Band, Link
from tests.match.made import PLANS, WEIGHTS, Deaf, Letters, act, measure

ASKED = measure(
    "Ouvrir une légumerie coopérative à Brindejonc",
    steps=["Choisir un site", "Acheter la laveuse"],
    partners=["Les Carottes unies"],
    cents=90_000_00,
)
ANSWER = act(
    "Création d'une légumerie coopérative à Brindejonc – Association Les Carottes unies",
    "ATTRIBUE à l'association Les Carottes unies une subvention de 90 000 € pour ouvrir une légumerie coopérative et acheter une laveuse ;",
    key="yes",
    granted=[90_000_00],
    payees=["Les Carottes unies"],
)
OTHERS = [
    act("Réfection de la chaussée du chemin des Tilleuls", "ATTRIBUE le marché de voirie à la société Routexemple", key="road"),
    act("Tarifs de la piscine", "FIXE le tarif d'entrée à 3 €", key="pool"),
    act("Convention avec l'office de tourisme", "APPROUVE la convention annuelle", key="tourism"),
]


def links(*acts: object, look_back: bool = False, measures: object = None) -> dict[str, Link]:
    return {f.act: f for f in link_acts(measures or [ASKED], acts, PLANS, look_back, Letters(), WEIGHTS)}  # type: ignore[arg-type]


def test_the_act_that_does_the_thing_is_linked_and_the_others_are_not() -> None:
    found = links(ANSWER, *OTHERS)
    assert found["yes"].band is Band.LINKED
    assert all(found[o.id].band is Band.UNLINKED for o in OTHERS), "kept for the report, as set aside"
    assert found["yes"].probability > 0.5 > found["road"].probability


def test_signals_add_up_to_the_log_odds() -> None:
    for found in links(ANSWER, *OTHERS).values():
        odds = sum(s.weight * s.value for s in found.signals)
        assert odds == pytest.approx(np.log(found.probability / (1 - found.probability)), abs=1e-3)


def test_signals_carry_the_words_of_both_sides() -> None:
    named = {s.name: s for s in links(ANSWER, *OTHERS)["yes"].signals}
    assert "carottes unies" in named["names"].left
    assert named["sum"].left == "90000 €"
    assert "légumerie" in named["words"].right
    assert named["meaning"].right in ANSWER.whole.text


def test_the_passage_is_the_acts_and_the_step_is_told() -> None:
    found = links(ANSWER, *OTHERS)["yes"]
    assert found.passage is not None
    assert found.passage.text in ANSWER.whole.text


@pytest.mark.parametrize(
    ("day", "look_back", "kept", "why"),
    [
        (date(2022, 12, 1), False, False, "before the plan"),
        (date(2022, 12, 1), True, True, "the territory looks back"),
        (date(2023, 1, 10), False, True, "the day of the plan"),
        (date(2024, 1, 1), False, True, "after"),
    ],
)
def test_only_acts_after_the_plan(day: date, look_back: bool, kept: bool, why: str) -> None:
    assert ANSWER.session is not None
    dated = replace(ANSWER, session=replace(ANSWER.session, value=day))
    assert ("yes" in links(dated, *OTHERS, look_back=look_back)) is kept, why


def test_no_act_at_all_after_the_plan() -> None:
    assert ANSWER.session is not None
    assert links(replace(ANSWER, session=replace(ANSWER.session, value=date(2022, 12, 1)))) == {}


def test_an_act_without_a_date_waits_for_a_person() -> None:
    assert links(replace(ANSWER, session=None), *OTHERS)["yes"].band is Band.REVIEW


def test_an_act_without_a_date_makes_no_other_a_further_one() -> None:
    second = act("Légumerie coopérative de Brindejonc", "APPROUVE l'ouverture de la légumerie coopérative de Brindejonc", key="second")
    choosy = replace(WEIGHTS, further=0.9999, without_words=-99.0)
    bands = []
    for first in (ANSWER, replace(ANSWER, session=None)):
        found = {f.act: f for f in link_acts([ASKED], [first, second, *OTHERS], PLANS, False, Letters(), choosy)}
        assert found["yes"].probability > found["second"].probability
        bands.append(found["second"].band)
    assert bands == [Band.REVIEW, Band.LINKED]


def test_shared_words_alone_do_not_link() -> None:
    asked = [measure("Ouvrir une légumerie coopérative")]
    decoy = act("Légumerie de Brindejonc : dénomination de la rue de la légumerie coopérative", key="decoy")
    wordy = replace(WEIGHTS, signals={**WEIGHTS.signals, "words": 9.0}, bias=-3.0)
    bands = []
    for guarded in (wordy, replace(wordy, without_words=-99.0)):
        (found, *_) = link_acts(asked, [decoy, *OTHERS], PLANS, False, Deaf(), guarded)
        assert found.act == "decoy"
        bands.append(found.band)
    assert bands == [Band.REVIEW, Band.LINKED], "words would have made the link, had they not been held back"


def test_a_general_act_answers_no_single_measure() -> None:
    adopted = act("Approbation de la feuille de route du goûter solidaire", "APPROUVE la feuille de route du goûter solidaire", key="plan")
    assert (
        links(adopted, *OTHERS, measures=[measure("Étendre le goûter solidaire à toutes les écoles", number="3")])["plan"].band
        is not Band.LINKED
    )


def test_one_act_may_answer_several_measures_and_one_measure_have_several_acts() -> None:
    second = measure("Rénover le gymnase des Aulnes", key="m2", cents=400_000_00)
    both = act(
        "Autorisations de programme – légumerie de Brindejonc et gymnase des Aulnes",
        "OUVRE 90 000 € pour la légumerie coopérative de Brindejonc avec Les Carottes unies, site et laveuse ;\n"
        "OUVRE 400 000 € pour rénover le gymnase des Aulnes ;",
        key="both",
        granted=[90_000_00, 400_000_00],
    )
    found = link_acts([ASKED, second], [both, ANSWER, *OTHERS], PLANS, False, Letters(), WEIGHTS)
    kept = {(f.measure, f.act) for f in found if f.band is not Band.UNLINKED}
    assert {("m1", "yes"), ("m1", "both"), ("m2", "both")} <= kept


@pytest.mark.parametrize(
    ("towns", "kept", "why"),
    [
        (("Ajonc", "Bruyère"), 2, "a passage may answer two measures"),
        (("Ajonc", "Bruyère", "Callune"), 1, "one that answers three says too much: the likeliest keeps it"),
        (("Ajonc", "Ajonc", "Ajonc"), 3, "the same measure of three plans is one"),
    ],
)
def test_a_passage_answers_few_measures(towns: tuple[str, ...], kept: int, why: str) -> None:
    asked = [measure(f"Ouvrir une légumerie coopérative à {town}", key=f"m{i}") for i, town in enumerate(towns)]
    everything = act("Légumeries", "OUVRE une légumerie coopérative partout où il en faut ouvrir une", key="all")
    eager = replace(WEIGHTS, bias=0.0, without_words=-99.0)
    found = [f for f in link_acts(asked, [everything, *OTHERS], PLANS, False, Letters(), eager) if f.act == "all"]
    assert sum(f.band is Band.LINKED for f in found) == kept, why
    assert all(f.band is not Band.UNLINKED for f in found), "the others wait for a person"


def test_at_most_five_are_set_aside() -> None:
    found = links(*(act(f"Marché numéro {i} du service {chr(97 + i)}", key=f"x{i}", body=Body.DELEGATION) for i in range(20)))
    assert len(found) == 5


@pytest.mark.parametrize(("measures", "acts"), [([], [ANSWER]), ([ASKED], [])])
def test_nothing_comes_of_nothing(measures: list[object], acts: list[object]) -> None:
    assert link_acts(measures, acts, PLANS, False, Letters(), WEIGHTS) == ()  # type: ignore[arg-type]


def test_order_of_the_acts_does_not_matter() -> None:
    assert links(ANSWER, *OTHERS) == links(*reversed(OTHERS), ANSWER)


def test_text_scores_are_rows_of_queries_and_prefer_the_same_thing() -> None:
    scores = text_scores(["Ouvrir une légumerie"], ["Objet : création de la légumerie", "Objet : tarifs de la piscine"], Letters())
    assert scores.dtype == np.float32
    assert scores.shape == (1, 2)
    assert scores[0, 0] > scores[0, 1]
    assert text_scores([], ["a"], Letters()).shape == (0, 1)


def test_acts_before_the_plan_are_linked_apart() -> None:
    asked = measure("Créer un atelier de lavage des bocaux à Brindejonc", partners=["Le Panier Commun"], cents=1_200_000)
    early = act(
        "Atelier de lavage des bocaux à Brindejonc – Le Panier Commun",
        "ATTRIBUE 12 000 €",
        key="old",
        day=date(2022, 5, 5),
        granted=[1_200_000],
    )
    later = act("Voirie rue Basse", "APPROUVE les travaux", key="new")
    assert {link.act for link in link_acts([asked], [early, later], PLANS, False, Letters(), WEIGHTS)} <= {"new"}
    assert [link.act for link in link_early([asked], [early, later], PLANS, Letters(), WEIGHTS)] == ["old"]
