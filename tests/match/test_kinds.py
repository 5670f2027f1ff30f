from __future__ import annotations

import pytest

from pipeline.match.kinds import asks_for, audiences, purpose_weight, purposes
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize("row", load_table("audiences"), ids=lambda row: row["meaning"])
def test_each_audience_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["meaning"] in audiences(row["example"])


@pytest.mark.parametrize("row", load_table("act_purposes"), ids=lambda row: row["meaning"])
def test_each_purpose_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["meaning"] in purposes(row["example"])


@pytest.mark.parametrize(
    ("measure", "subject", "other", "why"),
    [
        ("Supprimer les panneaux lumineux", "Taxe locale sur les enseignes – tarifs 2026", True, "a tax removes nothing"),
        ("Faire payer le car selon les revenus", "Réseau de cars – nouvelle gamme tarifaire", False, "a price is asked for"),
        ("Se porter caution pour les ateliers", "Garantie d’emprunt – réhabilitation", False, "a guarantee is asked for"),
        ("Ouvrir la bibliothèque le dimanche", "Bibliothèque – retrait de documents", True, "books given away open no door"),
        (
            "Une mutuelle ouverte aux habitants",
            "Protection sociale complémentaire des agents",
            True,
            "the staff's cover covers nobody else",
        ),
        (
            "Former les encadrants des chantiers",
            "Ressources humaines – plan de formation des agents",
            True,
            "the staff is trained, not theirs",
        ),
        ("Former les agents de l'accueil", "Ressources humaines – plan de formation des agents", False, "the staff is what is meant"),
        ("Une camionnette des démarches", "Ressources humaines – Création de deux emplois de conseiller", False, "posts serve inhabitants"),
        ("Recruter un animateur", "Création d'emplois saisonniers", False, "a post is asked for"),
    ],
)
def test_an_act_of_another_purpose(measure: str, subject: str, other: bool, why: str) -> None:
    assert any(not asks_for(measure, purpose) for purpose in purposes(subject)) is other, why


def test_the_conditions_of_the_staff_weigh_most() -> None:
    heavy = {row["meaning"] for row in load_table("act_purposes") if purpose_weight(row["meaning"]) > 1}
    assert heavy == {"conditions of the authority's own staff"}


def test_young_and_old_are_other_people() -> None:
    assert audiences("Créer une assemblée des jeunes").isdisjoint(audiences("Assemblée des aînés"))


def test_a_place_is_no_audience() -> None:
    assert audiences("Poser des arceaux près de la gare et des commerces") == frozenset()
    assert "shopkeepers" in audiences("Aider les commerces du centre")


def test_a_low_price_beside_a_thing_sets_no_price() -> None:
    assert "a price or tax is set" not in purposes("Réparation de vélos à tarif social – Aide à l’association Roue Libre")
