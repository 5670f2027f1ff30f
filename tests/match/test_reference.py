from __future__ import annotations

import pytest

from pipeline.match.reference import cited_numbers, names_plan, reference_strength

TITLE = "Feuille de route du goûter solidaire 2023-2026"


@pytest.mark.parametrize(
    ("number", "text", "strength", "why"),
    [
        ("Fiche action 2.3", "au titre de l'action 2.3 de la feuille de route du goûter solidaire", 1.0, "number beside the plan's name"),
        ("2.3", "en application de la fiche action n° 2.3", 0.5, "compound number, plan not named"),
        ("2.3", "l'action 2.31 est close", 0.0, "another number"),
        ("Recommandation 4", "la recommandation 4 de la chambre des comptes", 0.0, "a simple number proves nothing without the plan"),
        ("3", "l'orientation 3 du projet", 0.0, "an act's own orientation"),
        ("2.3", "l'article 2.3 du règlement", 0.0, "an article is no action"),
        (None, "l'action 2.3", 0.0, "a measure without number"),
    ],
)
def test_reference(number: str | None, text: str, strength: float, why: str) -> None:
    assert reference_strength(number, TITLE, cited_numbers(text)) == strength, why


def test_a_plan_is_named_by_most_of_its_title() -> None:
    assert names_plan(TITLE, "Approbation de la feuille de route « goûter solidaire »")
    assert not names_plan(TITLE, "Feuille de paie des agents")
