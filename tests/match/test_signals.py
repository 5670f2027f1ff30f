"""What tells an answer from a near miss, one signal at a time."""

from __future__ import annotations

import pytest

from pipeline.match.acts import make_sides
from pipeline.match.score import compare
from pipeline.match.signals import NAMES
from pipeline.records.council import Act
from pipeline.records.plan import Measure
from tests.match.made import PLANS, Letters, act, measure

OTHERS = [act(f"Marché de fournitures du service {chr(97 + i)}", key=f"x{i}") for i in range(9)]
DAWN = measure("Garder les enfants dont les parents partent à l’aube", partners=["Les Petites Lunes"], cents=96_000_00)
RADIO = measure("Passer avec Radio Ajonc une convention d’émissions faites par les habitants", partners=["Radio Ajonc"])
RELAY = measure("Envoyer quelqu’un au domicile des aidants pour qu’ils puissent souffler")
BENCH = measure("Poser cent bancs dans les rues de Brindejonc")
PARENTS = measure("Créer un lieu de rencontre des parents et des enfants")


def signal(name: str, asked: Measure, taken: Act) -> float:
    sides, wanted = make_sides([asked], [taken, *OTHERS], PLANS, False, Letters(), {})
    pairs = compare(sides, wanted)
    (row,) = (pairs.acts == 0).nonzero()[0]
    return float(pairs.values[row, NAMES.index(name)])


def table(subject: str, *rows: str) -> Act:
    return act(subject, "ATTRIBUE les aides du tableau annexé ;", annex="Bénéficiaire\tObjet\tMontant\n" + "\n".join(rows))


@pytest.mark.parametrize(
    ("name", "asked", "taken", "counts", "why"),
    [
        (
            "names",
            DAWN,
            act("Aides 2024", "ATTRIBUE 5 000 € à l’association Les Petites Lunes"),
            True,
            "a name with an article of three letters",
        ),
        (
            "sum",
            DAWN,
            act("Aides 2024", statement="Les Petites Lunes, qui demandaient 96 000 €, auront moins."),
            True,
            "what was asked is told",
        ),
        ("sum", DAWN, act("Aides 2024", statement="Les Petites Lunes auront 9 600 €."), False, "another sum"),
        (
            "other_purpose",
            RADIO,
            table("Aides 2024", "Radio Ajonc\tRemplacement de l’antenne d’émission\t6 000 €"),
            True,
            "a row on repairs",
        ),
        (
            "other_purpose",
            RADIO,
            table("Aides 2024", "Radio Ajonc\tÉmissions faites par les habitants\t6 000 €"),
            False,
            "the thing itself",
        ),
        (
            "other_purpose",
            RELAY,
            act("Cadrage 2024", "ARRÊTE à 38 € le prix de la journée pendant laquelle les aidants peuvent souffler"),
            True,
            "a price among other clauses",
        ),
        ("other_purpose", RELAY, act("Cadrage 2024", "CRÉE un service au domicile des aidants, qui peuvent souffler"), False, "no price"),
        (
            "other_purpose",
            PARENTS,
            act("Avenant n° 1 à la convention – Lieu de rencontre des parents", "APPROUVE l’avenant"),
            False,
            "a changed agreement with an association brings new things",
        ),
        ("other_purpose", PARENTS, act("Denrées – Avenant n° 2 au marché", "APPROUVE l’avenant"), True, "a changed contract of supply"),
        (
            "general",
            BENCH,
            table("Budget principal – Décision modificative n° 2", "21\tBancs posés dans les rues\t20 000 €"),
            False,
            "a row of its own",
        ),
        (
            "general",
            BENCH,
            act("Budget principal – Décision modificative n° 2", "ADOPTE la décision modificative"),
            True,
            "the budget as a whole",
        ),
        (
            "other_people",
            PARENTS,
            act(
                "Association Lunes – Actions 2024",
                "ATTRIBUE 5 000 € pour un séjour des adolescents",
                statement="Un lieu de rencontre des parents et des enfants ouvre.",
            ),
            False,
            "one act, two publics, and the passage names the measure's",
        ),
        (
            "other_people",
            PARENTS,
            act("Assemblée des aînés", "CRÉE l’assemblée", statement="Comme le lieu de rencontre des parents et des enfants."),
            True,
            "the subject says for whom",
        ),
        (
            "other_people",
            PARENTS,
            table("Aides 2024", "Lunes\tLieu de rencontre des seniors\t9 €", "Soleils\tSortie des enfants\t9 €"),
            True,
            "the row's people",
        ),
    ],
)
def test_for_and_against(name: str, asked: Measure, taken: Act, counts: bool, why: str) -> None:
    assert (signal(name, asked, taken) > 0) is counts, why


def test_an_act_without_words_takes_nothing_from_the_others() -> None:
    asked, bench, wordless = measure("Poser des bancs dans les rues"), act("Bancs des rues – Achat"), act("2024-12", key="a2")
    assert signal("coverage", asked, bench) > 0
    sides, wanted = make_sides([asked], [bench, wordless], PLANS, False, Letters(), {})
    found = compare(sides, wanted).values[:, NAMES.index("coverage")]
    assert found[0] > 0
    assert found[1] == 0


def test_figures_do_not_run_on_from_one_sentence_to_the_next() -> None:
    taken = act("Terrain de la Ritournelle – Lot quatre", "Une haie est plantée sur trente mètres", statement="Deux riverains se plaignent")
    sides, _ = make_sides([BENCH], [taken], PLANS, False, Letters(), {})
    assert sides.acts.sides[0].figures == {"4", "30", "2"}
