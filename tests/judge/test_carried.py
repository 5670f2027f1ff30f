"""Money that stands in other acts than the one that answers: later acts that cite it, budgets that open its operation. All invented."""

from datetime import date

import pytest

from pipeline.judge import judge
from pipeline.records.link import Band, Link
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

GARDEN = asked("Des jardins partagés au Clos-Vert", euros=35000)
TERMS = voted(
    "APPROUVE la convention mettant à disposition le terrain du Clos-Vert pour des jardins partagés.\n"
    "DIT que les aménagements sont suivis à l'opération 2321.",
    subject="Terrain du Clos-Vert – Convention",
)
OPENED = (
    "En investissement, il ouvre 510 000 € à l'opération 2302 (gymnase), 245 000 € à l'opération 2311 (éclairage) et crée l'opération 2321 "
    "« Ancienne pépinière », dotée de 38 000 €."
)
SHOP = asked("Ouvrir une deuxième épicerie solidaire sur la place du Cèdre", euros=80000)
LEASE = voted(
    "ATTRIBUE à l'association Le Panier la boutique communale de la place du Cèdre.",
    subject="Boutique communale – Attribution",
    number="2024-033",
    statement="La Ville y réalise la mise aux normes.",
)


def judged(measure, answering, *others):
    link = Link(measure.id, answering.id, 0.97, Band.LINKED, ())
    return judge(TERRITORY, [measure], [answering, *others], [link], [], [], [], f.coverage(), TODAY)[0]


def budget(statement, *, subject="Budget supplémentaire de l'exercice 2024 – Budget principal", outcome="adopted"):
    return voted(
        "ADOPTE le budget supplémentaire 2024.",
        subject=subject,
        number="2024-068",
        day=date(2024, 7, 1),
        statement=statement,
        outcome=outcome,
    )


def works(
    subject="Mise aux normes d'une boutique communale, place du Cèdre – Marché de travaux", visa="Vu la délibération n° 2024-033 ;", day=8
):
    return voted(
        "CONCLUT le marché de travaux pour 86 400 € HT.",
        subject=subject,
        number="DEC-2024-117",
        day=date(2024, day, 22),
        recitals=visa,
        sums=[("86 400 € HT", 86400, "granted")],
    )


@pytest.mark.parametrize(
    ("found", "money", "reason"),
    [
        (judged(GARDEN, TERMS, budget(OPENED)), [38000], "the sum behind the operation's name, up to the next"),
        (
            judged(GARDEN, TERMS, budget("Il ouvre 40 000 € à l'opération 2321, 9 000 € à l'opération 2322.")),
            [40000],
            "the sum right before the operation",
        ),
        (
            judged(
                GARDEN,
                voted(
                    "APPROUVE la convention du Clos-Vert.",
                    subject="Jardins partagés",
                    statement="L'achat des outils relève de l'opération 2321.",
                ),
                budget("Il ouvre 40 000 € à l'opération 2321, 9 000 € à l'opération 2322."),
            ),
            [40000],
            "named in the exposé alone",
        ),
        (
            judged(
                GARDEN, TERMS, budget("Article\tOp.\tLibellé\tMontant\n2128\t2321\tPépinière\t+ 36 000 €\n2315\t2330\tVoirie\t+ 9 000 €")
            ),
            [36000],
            "its code in another cell than the first",
        ),
        (
            judged(GARDEN, TERMS, budget("N°\tOpération\tMontant\n2321\tPépinière\t36 000 €\n2330\tVoirie\t90 000 €")),
            [36000],
            "a row of the budget",
        ),
        (judged(GARDEN, TERMS, budget("Il diminue de 38 000 € les crédits de l'opération 2321.")), [], "credits taken back"),
        (judged(GARDEN, TERMS, budget("Il ouvre 90 000 € à l'opération 23210.")), [], "another operation"),
        (judged(GARDEN, TERMS, budget(OPENED, outcome="rejected")), [], "a budget that was not adopted opens nothing"),
        (judged(GARDEN, TERMS, budget(OPENED, subject="Rapport sur les équipements")), [], "nor does a report"),
        (judged(SHOP, LEASE, works()), [86400], "a later decision that cites the act and pays for the same thing"),
        (judged(SHOP, LEASE, works(visa="Vu le code général des collectivités territoriales ;")), [], "one that cites it not"),
        (judged(SHOP, LEASE, works(subject="Vérification des ascenseurs du parc Rosa-Bonheur")), [], "one for something else"),
        (judged(SHOP, LEASE, works(day=1)), [], "one taken before"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_other_acts_open_for_the_thing_decided(found, money, reason):
    assert [e.cents for e in found.ledger if e.kind in ("voted", "budgeted")] == [m * 100 for m in money], reason
    assert (found.status == "funded") == bool(money), reason


def test_the_act_that_opens_the_money_is_named():
    found = judged(SHOP, LEASE, works())
    assert any("DEC-2024-117" in reason for reason in found.reasons)


def test_an_act_with_money_of_its_own_takes_none_from_others():
    paid = voted("ALLOUE 20 000 € aux jardins, suivis à l'opération 2321.", sums=[("20 000 €", 20000, "granted")])
    assert [e.cents for e in judged(GARDEN, paid, budget(OPENED)).ledger if e.kind != "asked"] == [2000000]
    assert verdict_on(GARDEN, paid).status == "underfunded"


def test_an_act_that_pays_the_other_thing_decided_carries_nothing_on():
    dune = asked("Fixer la dune de la Grande Anse", euros=45000)
    act = voted(
        "APPROUVE la restauration du cordon sableux de la Grande Anse.\nAPPROUVE l'implantation de huit collecteurs de déchets échoués.",
        subject="Littoral – Cordon sableux et collecteurs de déchets",
        number="2024-033",
    )
    bought = works(subject="Acquisition de collecteurs de déchets échoués")
    collectors = asked("Poser des collecteurs de déchets échoués", euros=45000)
    assert not [e for e in judged(dune, act, bought).ledger if e.kind != "asked"]
    assert [e.cents for e in judged(collectors, act, bought).ledger if e.kind != "asked"] == [8640000]
