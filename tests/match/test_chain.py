from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.match import link_acts
from pipeline.match.chain import carries_on
from pipeline.match.pieces import cut_act
from pipeline.match.sides import ActSide, act_sides
from pipeline.records.council import Act
from pipeline.records.link import Band
from tests.match.made import PLANS, WEIGHTS, Letters, act, measure

STUDY = act("Bains de la rue Haute – Étude", "APPROUVE l’étude, opération n° 3318 ;", key="study", number="B-2024-087")


def side(taken: Act) -> ActSide:
    return act_sides([taken], [0], Letters()).sides[0]


@pytest.mark.parametrize(
    ("later", "shown", "why"),
    [
        (
            act("Attribution des lots", "ATTRIBUE", statement="Vu la délibération n° B-2024-087 du 3 mai"),
            "B-2024-087",
            "names the act before",
        ),
        (act("Attribution des lots", "ATTRIBUE", statement="Vu la délibération n° B-2024-0871"), None, "another number"),
        (act("Attribution des lots", "OUVRE les crédits de l’opération 3318"), "3318", "the same operation"),
        (act("Attribution des lots", "OUVRE les crédits de l’opération 3319"), None, "another operation"),
        (
            act("Décision modificative n° 2", "ADOPTE", statement="Vu la délibération n° B-2024-087"),
            None,
            "the budget goes on with nothing",
        ),
        (act("Attribution des lots", "ATTRIBUE"), None, "nothing in common"),
    ],
)
def test_what_shows_that_an_act_goes_on_with_another(later: Act, shown: str | None, why: str) -> None:
    found = carries_on(side(later), cut_act(later).pieces[-1], side(STUDY), cut_act(STUDY).pieces[1])
    assert (found[0] if found else None) == shown, why


def test_of_a_table_of_programmes_only_the_row_that_answers_counts() -> None:
    programmes = act(
        "Autorisations de programme",
        "OUVRE les opérations 3318, 4100, 4101 et 4102 ;",
        annex="N°\tObjet\tMontant\n3318\tBains et hygiène\t900 000 €\n4100\tVerger public du parc\t10 000 €",
    )
    rows = {p.text.split()[0]: p for p in cut_act(programmes).pieces if p.text[:1].isdigit()}
    first = cut_act(STUDY).pieces[1]
    assert carries_on(side(programmes), rows["3318"], side(STUDY), first) is not None
    assert carries_on(side(programmes), rows["4100"], side(STUDY), first) is None


def test_an_act_that_carries_on_a_linked_one_is_likelier() -> None:
    asked = measure("Ouvrir une légumerie coopérative à Brindejonc", partners=["Les Carottes unies"], cents=90_000_00)
    first = act(
        "Légumerie coopérative de Brindejonc – Les Carottes unies", "ATTRIBUE 90 000 € à la légumerie coopérative de Brindejonc",
        key="first", number="D-2024-031", granted=[90_000_00], payees=["Les Carottes unies"],
    )  # fmt: skip
    works = act("Légumerie de Brindejonc – Lots de travaux de la légumerie", "ATTRIBUE les quatre lots", key="works", number="D-2024-077")
    visa = act("Vu la délibération n° D-2024-031 du 2 mai 2024").whole.evidence
    others = [act(f"Marché du service {chr(97 + i)}", key=f"x{i}") for i in range(4)]
    before, after = (
        {f.act: f for f in link_acts([asked], [first, one, *others], PLANS, False, Letters(), replace(WEIGHTS, review=0.02))}["works"]
        for one in (works, replace(works, whole=replace(works.whole, evidence=(*works.whole.evidence, *visa))))
    )
    assert after.probability > before.probability
    assert [s.left for s in after.signals if s.name == "carries_on"] == ["D-2024-031"]
    assert before.band is not Band.LINKED
