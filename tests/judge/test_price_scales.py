"""Free for so many steps of a scale, or for several things, and acts that free fewer; fewer things than asked beside those that stand
already. All invented."""

import pytest

from tests.judge.made import asked, verdict_on, voted

MEALS = "La cantine gratuite pour les deux premières tranches"
BENCHES = "Installer douze bancs dans le parc"


@pytest.mark.parametrize(
    ("measure", "operative", "statement", "status", "reason"),
    [
        (MEALS, "FIXE : tranche 1, 0,00 € ; tranche 2, 0,70 € ; tranche 3, 1,10 €", "", "weakened", "one of two"),
        (MEALS, "FIXE : tranche A gratuite, tranche B à 0,70 €, tranche C à 1,10 €", "", "weakened", "by letters"),
        (MEALS, "FIXE : tranche 1, 0,00 € ; tranche 2, 0,00 € ; tranche 3, 1,10 €", "", "funded", "both, the third pays"),
        (
            MEALS,
            "ADOPTE la grille, gratuite pour la tranche A",
            "Il est proposé de réduire de moitié le prix de la tranche B.",
            "weakened",
            "half of it",
        ),
        (
            "Rendre gratuits le musée et la bibliothèque",
            "DÉCIDE la gratuité de la bibliothèque et RÉDUIT d'un tiers l'entrée du musée",
            "",
            "weakened",
            "one thing is only cheaper",
        ),
        (
            "Rendre gratuits le musée et la bibliothèque",
            "DÉCIDE la gratuité du musée et de la bibliothèque ; FIXE à moitié prix les visites guidées",
            "",
            "funded",
            "another thing is cheaper",
        ),
        (
            "Rendre la piscine gratuite aux enfants",
            "FIXE l'entrée de la piscine gratuite pour les enfants et à demi-tarif pour les étudiants",
            "",
            "funded",
            "cheaper for others",
        ),
    ],
)
def test_free_for_fewer(measure, operative, statement, status, reason):
    act = voted(f"{operative} ; RELÈVE de 9 000 € la participation.", statement=statement, sums=[("9 000 €", 9000, "budgeted")])
    assert verdict_on(asked(measure), act).status == status, reason


@pytest.mark.parametrize(
    ("operative", "statement", "status", "reason"),
    [
        ("APPROUVE la pose de cinq assises", "Le parc compte douze bancs très anciens.", "weakened", "twelve stand already"),
        ("APPROUVE la pose de cinq assises pour une durée de neuf ans", "", "weakened", "years add up to nothing"),
        ("APPROUVE la pose de cinq assises et de sept chaises", "", "funded", "twelve in all"),
        ("APPROUVE la pose d'assises", "Douze bancs seront posés.", "funded", "told of what is to come"),
        ("APPROUVE la pose de bancs au bâtiment 3", "", "funded", "a building's number counts nothing"),
    ],
)
def test_fewer_beside_what_stands_already(operative, statement, status, reason):
    act = voted(f"{operative}, pour 9 000 €.", statement=statement, sums=[("9 000 €", 9000, "budgeted")])
    assert verdict_on(asked(BENCHES), act).status == status, reason
