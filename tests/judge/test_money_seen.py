"""Money that a hurried reader misses, and acts that repeal what came before them. All invented."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.judge import judge
from pipeline.records.link import Band, Link
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

SCHEDULE = voted(
    "OUVRE les autorisations de programme n° 3401, 3402 et 3403 selon le tableau ci-dessus.",
    subject="Autorisations de programme",
    statement="Opération 3401 – Halle du Lavoir. Aménagement d'ateliers partagés.\n"
    "Opération 3402 – Trame verte. Plantation de haies en limite de parcelles.\n"
    "Opération 3403 – Piscine. Réfection des bassins.\n"
    "N°\tOpération\tMontant AP\tCP 2024\n3401\tHalle du Lavoir\t940 000 €\t120 000 €\n"
    "3402\tTrame verte\t160 000 €\t32 000 €\n3403\tPiscine\t6 750 000 €\t900 000 €",
    sums=[
        ("940 000 €", 940000, "budgeted", {"credit": "AP"}),
        ("160 000 €", 160000, "budgeted", {"credit": "AP"}),
        ("32 000 €", 32000, "budgeted", {"credit": "CP", "year": 2024}),
        ("6 750 000 €", 6750000, "budgeted", {"credit": "AP"}),
    ],
)
MARKET = asked("Bannir le plastique jetable du marché")


@pytest.mark.parametrize(
    ("measure", "voted_for", "reason"),
    [
        (
            asked("Planter vingt kilomètres de haies", euros=150000),
            160000,
            "the row of its operation, not of the last one named above the table",
        ),
        (asked("Ouvrir des ateliers partagés dans la halle", euros=900000), 940000, "each row belongs to its own operation"),
        (asked("Refaire les bassins de la piscine", euros=6000000), 6750000, "and so does the last one's"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_row_of_a_schedule_belongs_to_the_part_that_its_code_names(measure, voted_for, reason):
    found = verdict_on(measure, SCHEDULE)
    assert (found.status, [e.cents for e in found.ledger if e.kind == "budgeted"][:1]) == ("funded", [voted_for * 100]), reason


def test_the_clause_that_answers_pays_whomever_it_names():
    team = asked("Stabiliser l'équipe d'animation du pôle", euros=60000, per_year=True, partners=("Le Maillon",))
    desk = asked("Monter un guichet d'avances pour les projets qui démarrent", euros=90000, partners=("Le Maillon",))
    act = voted(
        "APPROUVE la convention triennale avec l'association Le Maillon ;\n"
        "FIXE la participation au fonctionnement de l'équipe d'animation à 180 000 € pour la période, soit 60 000 € par exercice ;\n"
        "ATTRIBUE à l'association Le Maillon une dotation de 40 000 € destinée au guichet d'avances.",
        sums=[("180 000 €", 180000, "granted"), ("60 000 €", 60000, "granted"), ("40 000 €", 40000, "granted")],
    )
    payees = ("association", None, "Le Maillon")
    texts = f.document("association\nLe Maillon")
    act = replace(
        act,
        amounts=tuple(replace(a, payee=f.passage(texts, name) if name else None) for a, name in zip(act.amounts, payees, strict=True)),
    )
    links = tuple(Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (team, desk))
    found = judge(TERRITORY, (team, desk), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == ["funded", "underfunded"]
    assert [sum(e.cents for e in v.ledger if e.kind == "voted") for v in found] == [18000000, 4000000], "so much a year is in the whole"


@pytest.mark.parametrize(
    ("operative", "status", "reason"),
    [
        (
            "ADOPTE le règlement des marchés, qui proscrit le plastique jetable ;\nABROGE la délibération du 26 novembre 2009.",
            "funded",
            "a text put in force repeals the one before it",
        ),
        ("ABROGE la délibération du 26 novembre 2024 sur le plastique au marché.", "dropped", "nothing is put in its place"),
        (
            "ABROGE la délibération du 26 novembre 2024 sur le plastique au marché ;\nAUTORISE le maire à signer tout document.",
            "dropped",
            "signing puts nothing in its place",
        ),
    ],
)
def test_a_text_that_repeals_the_one_before_undoes_nothing(operative, status, reason):
    assert verdict_on(MARKET, voted(operative, day=date(2024, 10, 10))).status == status, reason


def test_a_row_of_which_only_the_sum_is_the_one_asked_is_not_the_measures():
    measure = asked("Confier aux habitants le choix d'un budget participatif", euros=150000, per_year=True)
    rules = voted(
        "APPROUVE le règlement du budget participatif ;\nFIXE à 60 000 € l'enveloppe ouverte, inscrite à l'opération 1150.",
        sums=[("60 000 €", 60000, "budgeted")],
    )
    budget = voted(
        "ADOPTE le budget primitif, avec l'état des opérations.",
        number="2024-001",
        annex="1150 – Budget participatif\t60 000 €\n1160 – Acquisitions foncières\t150 000 €\n1170 – Voirie\t900 000 €",
        sums=[("60 000 €", 60000, "budgeted"), ("150 000 €", 150000, "budgeted"), ("900 000 €", 900000, "budgeted")],
    )
    found = verdict_on(measure, rules, budget)
    assert (found.status, sum(e.cents for e in found.ledger if e.kind == "budgeted")) == ("underfunded", 6000000)
