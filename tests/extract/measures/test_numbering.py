"""Numbers and labels at the head of a text, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.extract.measures.labels import announced_field, field_of
from pipeline.extract.measures.numbering import is_only_number, mark_of, shape_of


@pytest.mark.parametrize(
    ("text", "meaning", "value", "rest"),
    [
        ("Fiche action 1.1 – Ouvrir un lieu", "measure", "1.1", "Ouvrir un lieu"),
        ("Recommandation n° 3 : Planter", "measure", "3", "Planter"),
        ("n° 14 – Une aire de jeux", "", "14", "Une aire de jeux"),
        ("Levier 2 – Partager la voiture", "axis", "2", "Partager la voiture"),
        ("PROPOSITION 12", "measure", "12", ""),
        ("Article 1er. La Ville", "other", "1", "La Ville"),
        ("Réserve n°2 : La commune devra", "measure", "2", "La commune devra"),
        ("AXE 1 – SOBRIÉTÉ", "axis", "1", "SOBRIÉTÉ"),
        ("Objectif 1.2 – Accompagner", "axis", "1.2", "Accompagner"),
        ("Observation n° 12 : une riveraine", "other", "12", "une riveraine"),
        ("2.4 Créer un fonds", "", "2.4", "Créer un fonds"),
        ("A1 Équiper les studios", "", "A1", "Équiper les studios"),
        ("IV. L'eau", "", "IV", "L'eau"),
        ("7) Planter", "", "7", "Planter"),
        ("F1.2 – Louer des vélos", "", "F1.2", "Louer des vélos"),
        ("1.a Louer des vélos", "", "1.a", "Louer des vélos"),
        ("2.c – Louer des vélos", "", "2.c", "Louer des vélos"),
        ("III.2 Louer des vélos", "", "III.2", "Louer des vélos"),
        ("B-1. Louer des vélos", "", "B-1", "Louer des vélos"),
        ("4b) Louer des vélos", "", "4b", "Louer des vélos"),
        ("i) Louer des vélos", "", "i", "Louer des vélos"),
        ("b. Louer des vélos", "", "b", "Louer des vélos"),
        ("Troisièmement, que la halte rouvre", "", "", "que la halte rouvre"),
        ("Sixièmement enfin, qu'un abri soit posé", "", "", "qu'un abri soit posé"),
        ("Ensuite, louer des vélos", "", "", "louer des vélos"),
        ("Action 2-b. Louer des vélos", "measure", "2-b", "Louer des vélos"),
    ],
)
def test_marks(text, meaning, value, rest):
    mark = mark_of(text)
    assert mark is not None
    assert (mark.meaning, mark.value, text[mark.rest :]) == (meaning, value, rest)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 mars 2023", "a date"),
        ("2025 : commencer", "a year"),
        ("4 200 ménages attendent", "a quantity"),
        ("68 % de femmes", "a percentage"),
        ("19 °C garantis", "a temperature"),
        ("24 jeunes de 12 à 17 ans", "a count before a small letter"),
        ("A la gare", "a word"),
        ("Action culturelle", "a label without a number"),
    ],
)
def test_no_marks(text, reason):
    assert mark_of(text) is None, reason


def test_shapes_tell_styles_apart():
    assert [shape_of(v) for v in ("1", "1.2", "1.1.2.3", "A", "A1", "IV", "F1.2")] == ["d", "d.d", "d.d.d.d", "A", "Ad", "i", "Ad.d"]


def test_a_number_alone():
    assert is_only_number("Fiche n° 3")
    assert is_only_number("1.2.1")
    assert not is_only_number("Fiche n° 3 – Ouvrir")


@pytest.mark.parametrize(
    ("text", "bold_until", "field", "value"),
    [
        ("Qui ? Direction des achats", 0, "owner", "Direction des achats"),
        ("Budget prévisionnel : 40 000 €", 0, "budget", "40 000 €"),
        ("Constat. Les locaux manquent.", 8, "context", "Les locaux manquent."),
        ("Pour quand : 2024", 0, "deadline", "2024"),
        ("Coût estimé : 85 000 €", 0, "budget", "85 000 €"),
    ],
)
def test_announced_fields(text, bold_until, field, value):
    announced = announced_field(text, bold_until)
    assert announced is not None
    assert (announced[0], text[announced[1] :]) == (field, value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Constat. Les locaux manquent.", "a full stop announces only behind a bold label"),
        ("Comment rompre l'isolement ?", "a question is no label"),
        ("Avec les écoles", "no colon"),
        ("Le budget de la ville", "a sentence"),
    ],
)
def test_unannounced(text, reason):
    assert announced_field(text) is None, reason


def test_a_label_may_be_long_but_is_whole():
    assert field_of("Partenaires associés :") == "partners"
    assert field_of("Les partenaires associés au projet depuis longtemps") is None


def test_a_hyphen_in_a_number_is_a_style_of_its_own() -> None:
    hyphened, dotted = mark_of("1-2"), mark_of("1.2 Ouvrir un lieu")
    assert hyphened is not None and dotted is not None
    assert (hyphened.value, hyphened.depth, hyphened.shape != dotted.shape) == ("1-2", 2, True)
