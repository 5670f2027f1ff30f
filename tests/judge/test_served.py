"""Who is served by what is decided: all of a kind asked, some left out, conditions that were not to be. All invented."""

import pytest

from tests.judge.made import asked, verdict_on, voted

BUS = asked("Rendre le bus gratuit pour tous les jeunes, apprentis compris")
BOARDS = asked("Payer ceux qui siègent", steps=("Le faire dans toutes les instances : culture, sport, logement",))


@pytest.mark.parametrize(
    ("measure", "told", "status", "reason"),
    [
        (BUS, "Les apprentis n'en bénéficient pas.", "weakened", "some of those named are left out"),
        (BUS, "Le transport est ouvert aux jeunes, à l'exclusion des apprentis.", "weakened", "in other words"),
        (BUS, "Les chauffeurs ne sont pas concernés.", "funded", "others of whom the measure says nothing"),
        (BUS, "À ce jour, les apprentis ne sont pas couverts.", "funded", "what was before the act"),
        (
            asked("Rendre le bus gratuit pour les jeunes"),
            "Les jeunes de plus de vingt ans ne sont pas visés.",
            "funded",
            "not all were asked for",
        ),
        (
            BOARDS,
            "Les autres instances, qu'elles traitent du sport ou du logement, ne sont pas visées.",
            "weakened",
            "all asked for in a step",
        ),
    ],
)
def test_some_of_all_are_left_out(measure, told, status, reason):
    act = voted(
        "DÉCIDE la gratuité du bus pour les jeunes et le paiement de qui siège ; OUVRE 40 000 €.",
        statement=told,
        sums=[("40 000 €", 40000, "budgeted")],
    )
    assert verdict_on(measure, act).status == status, reason


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        (asked("Aider à passer le permis bateau, sans limite d'âge"), "aux habitants de moins de trente ans", "weakened", "an age"),
        (
            asked("Aider à passer le permis bateau", steps=("Aucun critère d'âge",)),
            "aux habitants de 18 à 25 ans",
            "weakened",
            "an age, in a step",
        ),
        (asked("Aider à passer le permis bateau"), "aux habitants de moins de trente ans", "funded", "nobody asked for all ages"),
        (
            asked("Aider à passer le permis bateau, sans condition de ressources"),
            "aux foyers dont le revenu n'excède pas 15 000 €",
            "weakened",
            "income",
        ),
        (
            asked("Aider à passer le permis bateau, sans condition de ressources"),
            "aux habitants de moins de trente ans",
            "funded",
            "another limit",
        ),
    ],
)
def test_a_limit_that_was_not_to_be(measure, operative, status, reason):
    act = voted(f"INSTITUE une aide au permis bateau {operative} ; AFFECTE 9 000 € à cette aide.", sums=[("9 000 €", 9000, "budgeted")])
    assert verdict_on(measure, act).status == status, reason
