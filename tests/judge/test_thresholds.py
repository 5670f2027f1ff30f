"""Thresholds, delays, speeds, days and seasons, sums by year, whole tables: a measure, an act, the status, the reason. All invented."""

from dataclasses import replace

import pytest

from pipeline.judge.counting import listed, percents
from pipeline.judge.thresholds import days_a_week, limits_of
from pipeline.judge.wording import says
from pipeline.records.lexicon import load_table
from tests.judge.made import asked, verdict_on, voted

ROWS = [(name, row) for name in ("thresholds", "rhythms", "act_parts") for row in load_table(name)]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda v: v if isinstance(v, str) else v["meaning"])
def test_each_row_finds_its_example(table, row):
    assert says(table, row["meaning"], row["example"])


@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        ("Toute aide de plus de 5 000 €", [("from", "euros", 5000)], "a noun before it"),
        ("les aides annuelles supérieures à 23 000 €", [("from", "euros", 23000)], "another wording"),
        ("les programmes de trente logements et plus", [("from", "logements", 30)], "words behind the number"),
        ("aider les communes de moins de 2 000 habitants", [("up_to", "habitant", 2000)], "up to a number"),
        ("Planter plus de 1 000 arbres", [], "a quantity is no threshold"),
        ("une enveloppe de plus de 3 000 €", [], "nor is a sum that is asked"),
        ("de plus de trois mois", [], "time is no threshold"),
    ],
)
def test_limits(text, limits, reason):
    assert limits_of(text) == limits, reason


@pytest.mark.parametrize(
    ("text", "days", "reason"),
    [
        ("tous les jours", 7, "each day"),
        ("six jours sur sept", 6, "days of seven"),
        ("du lundi au samedi", 6, "a span"),
        ("les mardis, jeudis et samedis", 3, "days by name"),
        ("le jeudi 4 avril 2024", None, "a date"),
        ("ouvrir le dimanche", None, "a single day may be a date"),
    ],
)
def test_days_a_week(text, days, reason):
    assert days_a_week(text) == days, reason


@pytest.mark.parametrize(
    ("text", "group", "number", "reason"),
    [
        ("des toitures du gymnase et de l'école", "toit", 2, "places of which the thing is a part"),
        ("les communes de Brive-le-Sec, Alby et La Roche", "commune", 3, "names"),
        ("les communes de la vallée et le syndicat", "commune", None, "no names"),
    ],
)
def test_listed(text, group, number, reason):
    assert listed(text, group) == number, reason


@pytest.mark.parametrize(
    ("text", "shares"), [("les quatre cinquièmes des aides", [80.0]), ("la moitié des sièges", [50.0]), ("un quart d'heure", [])]
)
def test_shares_in_words(text, shares):
    assert percents(text) == shares


FREE = ", sans dépense nouvelle"


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        (
            "Toute aide de plus de 5 000 € doit être garantie par une convention",
            "DÉCIDE que les aides supérieures à 23 000 € donnent lieu à une convention de trois ans",
            "weakened",
            "fewer are served",
        ),
        (
            "Toute aide de plus de 5 000 € doit être garantie par une convention",
            "DÉCIDE que les aides supérieures à 3 000 € donnent lieu à une convention de trois ans",
            "funded",
            "more are served",
        ),
        (
            "Recevoir chaque allocataire dans les trente jours",
            "FIXE à quarante-cinq jours le délai maximal du rendez-vous d'un allocataire",
            "weakened",
            "a longer delay",
        ),
        (
            "Recevoir chaque allocataire dans les trente jours",
            "FIXE à trois semaines le délai maximal du rendez-vous d'un allocataire",
            "funded",
            "a shorter delay in another unit",
        ),
        (
            "Recevoir chaque allocataire dans les trente jours",
            "ADOPTE le règlement de l'accueil des allocataires, susceptible de recours dans un délai de deux mois",
            "funded",
            "the delay of an appeal",
        ),
        ("Garder les 70 km/h sur la rocade", "FIXE à 90 km/h la vitesse autorisée sur la rocade", "weakened", "faster"),
        ("Limiter la rocade à 70 km/h", "FIXE à 50 km/h la vitesse sur la rocade", "funded", "slower"),
        (
            "Que la navette roule six jours sur sept",
            "AUTORISE la navette à rouler les mardis, jeudis et samedis",
            "weakened",
            "three days of six",
        ),
        (
            "Que la navette roule toute l'année",
            "AUTORISE l'extension de la navette à la période estivale",
            "weakened",
            "a season",
        ),
        (
            "Ouvrir la ludothèque toute la journée du samedi",
            "FIXE les heures de la ludothèque : mercredi de 9 h à 18 h, samedi de 10 h à 13 h",
            "weakened",
            "three hours of that day",
        ),
        (
            "Faire rouler un train tous les soirs",
            "COMMANDE un train supplémentaire les vendredis et dimanches",
            "weakened",
            "two evenings of seven",
        ),
        (
            "Réserver des lots aux entreprises d'insertion",
            "ADOPTE le schéma des achats ;\nENCOURAGE les directions à examiner les lots réservés",
            "weakened",
            "the clause that speaks of the measure encourages, whatever is adopted before it",
        ),
        (
            "Ouvrir la ludothèque 30 heures par semaine",
            "FIXE à 22 heures par semaine l'ouverture de la ludothèque",
            "weakened",
            "in figures",
        ),
        ("Éteindre les rues après 23 heures", "DÉCIDE d'éteindre les rues de minuit à 5 heures", "weakened", "an hour later"),
        ("Éteindre les rues après 23 heures", "DÉCIDE d'éteindre les rues de 22 h 30 à 6 heures", "funded", "earlier"),
        (
            "Garder le bus jusqu'à 1 heure du matin",
            "FIXE à 23 h 30 le dernier bus, qui circule jusqu'à 23 h 30",
            "weakened",
            "ends earlier",
        ),
        (
            "Rendre les salles gratuites pour les clubs",
            "ACCORDE à chaque club une soirée gratuite par an ; FIXE à 40 € la soirée suivante",
            "weakened",
            "once a year",
        ),
        (
            "Offrir à chaque club une soirée gratuite par an",
            "ACCORDE à chaque club une soirée gratuite par an ; FIXE à 40 € la soirée suivante",
            "funded",
            "as often as asked",
        ),
        ("Rendre le parking gratuit pendant deux heures", "INSTITUE une gratuité du parking de trente minutes", "weakened", "minutes"),
        ("Donner une aide de 300 € par vélo", "INSTITUE une aide de 150 € par vélo", "weakened", "half of the aid for each"),
        ("Publier les subventions", "DÉCIDE de publier les subventions supérieures à 23 000 €", "weakened", "only large ones"),
        ("Publier les subventions", "DÉCIDE de publier les subventions, y compris celles de moins de 500 €", "funded", "all"),
        (
            "Mettre une clause sociale dans tous les marchés de travaux",
            "PRÉVOIT une clause sociale dans les travaux dont le montant estimé excède 40 000 € HT",
            "weakened",
            "only large ones, in other words",
        ),
        (
            "Ouvrir vingt places de plus à la crèche",
            "PORTE de 60 à 68 le nombre de places de la crèche",
            "weakened",
            "eight more of twenty",
        ),
        ("Ouvrir huit places de plus à la crèche", "PORTE de 60 à 68 le nombre de places de la crèche", "funded", "eight of eight"),
        ("Publier chaque trimestre les comptes rendus", "DÉCIDE la publication annuelle des comptes rendus", "weakened", "once a year"),
        ("Créer un conseil de sages tirés au sort", "CRÉE un conseil de sages désignés par le maire", "weakened", "named, not drawn"),
        ("Garder la poste ouverte le samedi", "APPROUVE la convention réduisant l'ouverture de la poste", "weakened", "cut"),
        (
            "Rembourser la garde des élus et des habitants du comité",
            "DÉCIDE le remboursement de la garde des seuls élus",
            "weakened",
            "one kind of two",
        ),
        ("Verser les quatre cinquièmes des aides en janvier", "FIXE à 50 % l'acompte des aides", "weakened", "a share in words"),
    ],
)
def test_limits_moved(measure, operative, status, reason):
    assert verdict_on(asked(measure), voted(operative + FREE)).status == status, reason


def test_an_end_of_a_trouble_is_no_end_of_what_is_done_about_it():
    measure = asked("Ne plus avoir froid au gymnase : changer le chauffage", euros=900)
    act = voted("ATTRIBUE le marché de chauffage du gymnase pour 900 €.", sums=[("900 €", 900, "granted")])
    assert verdict_on(measure, act).status == "funded"


def test_a_study_given_to_a_company_is_a_study():
    act = voted("DÉCIDE de confier à la société Trajectoires Conseil l'étude du parc de bus, pour 900 €.", sums=[("900 €", 900, "granted")])
    assert verdict_on(asked("Remplacer les bus du parc", euros=90_000), act).status == "weakened"


LOTS = "Lot\tAttributaire\tMontant HT\n1 – Enveloppe\tMurs et Toits\t60 000 €\n2 – Chauffage\tThermo\t40 000 €\nTotal\t\t100 000 €"
ROWS = (
    "Commune\tOpération\tAide votée\nBrive\tMairie\t10 000 €\nAlby\tÉcole\t20 000 €\nOrme\tSalle\t15 000 €\nVaud\tPréau\t5 000 €\n"
    "Total\t\t50 000 €"
)
NAMES = (
    "Association\tObjet\tMontant voté\nComité des fêtes\tFête\t8 000 €\nLa Feuille\tBacs de compost au pied des immeubles\t3 000 €\n"
    "Judo club\tFonctionnement\t2 000 €"
)
PROGRAMMES = (
    "AP\tLibellé\tAP votée\tAP révisée\n2021-03\tAire d'accueil\t400 000 €\t500 000 €\n2022-05\tPiscine – chauffage\t300 000 €\t350 000 €"
)
ASKED = "RÉVISE les autorisations de programme n° 2021-03 et 2022-05 conformément au tableau ci-après."


@pytest.mark.parametrize(
    ("measure", "act", "status", "voted_cents", "reason"),
    [
        (
            asked("Refaire le chauffage de la piscine", euros=100_000),
            voted("AUTORISE la signature des marchés de travaux.", annex=LOTS),
            "funded",
            10_000_000,
            "lots are trades of one works",
        ),
        (
            asked("Aider les communes à rénover mairies, écoles et salles", euros=50_000),
            voted("ATTRIBUE les aides figurant au tableau, pour un total de 50 000 €.", annex=ROWS, sums=[("50 000 €", 50_000, "granted")]),
            "funded",
            5_000_000,
            "most rows speak of the measure: the whole table",
        ),
        (
            asked("Installer du compost au pied des immeubles", euros=8_000, partners=("La Feuille",)),
            voted("ATTRIBUE les subventions figurant au tableau.", annex=NAMES),
            "underfunded",
            300_000,
            "a row to another body with the sum asked",
        ),
        (
            asked("Refaire le chauffage de la piscine", euros=350_000),
            voted(ASKED, annex=PROGRAMMES),
            "funded",
            35_000_000,
            "a programme by its year and number, the revised sum",
        ),
    ],
)
def test_tables(measure, act, status, voted_cents, reason):
    verdict = verdict_on(measure, act)
    assert verdict.status == status, (reason, verdict.statement)
    assert sum(e.cents for e in verdict.ledger if e.kind in ("voted", "budgeted")) >= voted_cents, reason


@pytest.mark.parametrize(
    ("euros", "per_year", "operative", "status", "reason"),
    [
        (
            165_000,
            False,
            "CRÉE l'emploi pour trois ans ; DIT que les crédits, soit 57 000 € par an, sont inscrits.",
            "funded",
            "3 times 57 000",
        ),
        (265_000, False, "CRÉE l'emploi pour trois ans ; DIT que les crédits, soit 57 000 € par an, sont inscrits.", "underfunded", "less"),
        (50_000, True, "ATTRIBUE à l'emploi une subvention de 57 000 € pour trois ans.", "underfunded", "19 000 a year"),
        (50_000, True, "ATTRIBUE à l'emploi une subvention annuelle de 57 000 € pour trois ans.", "funded", "57 000 a year"),
    ],
)
def test_sums_by_year(euros, per_year, operative, status, reason):
    act = voted(operative, sums=[("57 000 €", 57_000, "granted")])
    assert verdict_on(asked("Créer un emploi d'animation", euros=euros, per_year=per_year), act).status == status, reason


@pytest.mark.parametrize(
    ("by_year", "said", "reason"),
    [
        (((2024, 15_000), (2025, 15_000), (2026, 15_000)), " : 15 000 €.", "the sum of the year of the vote; the others are to come"),
        (((2024, 20_000), (2025, 20_000)), "15 000 € en 2024 pour 20 000 € demandés en 2024.", "less than that year's"),
        (((2025, 15_000), (2026, 30_000)), "15 000 € pour 45 000 € demandés.", "nothing for the years planned"),
        ((), "15 000 € pour 45 000 € demandés.", "one sum for all years"),
    ],
)
def test_a_plan_that_tells_the_sum_of_each_year_got_it_when_that_year_is_paid(by_year, said, reason):
    measure = asked("Tenir un observatoire de l'emploi associatif", euros=45_000)
    planned = tuple((year, euros * 100) for year, euros in by_year)
    act = voted("CONFIE l'observatoire à la Chambre et lui ATTRIBUE 15 000 €.", sums=[("15 000 €", 15_000, "granted")])
    verdict = verdict_on(replace(measure, budget=replace(measure.budget, by_year=planned)), act)
    assert verdict.statement.endswith(said), reason
    assert (verdict.status == "underfunded") == ("demandés" in said), reason


@pytest.mark.parametrize(
    ("each", "operative", "said", "reason"),
    [
        (
            135_000,
            "ATTRIBUE au site de Vaux une contribution de 45 000 € par an.",
            "45 000 € par an pour 135 000 € demandés par an.",
            "a year beside a year, not a year beside all of them",
        ),
        (135_000, "ATTRIBUE au site de Vaux 45 000 €.", "45 000 € en 2024 pour 135 000 € demandés par an.", "the year of the vote"),
        (45_000, "ATTRIBUE au site de Vaux une contribution de 45 000 € par an.", "(p. 1) : 45 000 € par an.", "all of it"),
    ],
)
def test_sums_for_a_year_are_said_to_be_for_a_year(each, operative, said, reason):
    act = voted(operative, sums=[("45 000 €", 45_000, "granted")])
    assert verdict_on(asked("Porter le site de Vaux", euros=each, per_year=True), act).statement.endswith(said), reason


def test_a_measure_without_money_says_what_it_asked_each_year():
    measure = asked("Embaucher une animatrice du site de Vaux", euros=90_000)
    planned = ((2024, 3_000_000), (2025, 3_000_000), (2026, 3_000_000))
    act = voted("DÉCIDE de recruter une animatrice du site de Vaux.")
    verdict = verdict_on(replace(measure, budget=replace(measure.budget, by_year=planned)), act)
    assert (verdict.status, "La mesure demandait 30 000 € par an de 2024 à 2026, soit 90 000 € en tout." in verdict.statement) == (
        "unfunded",
        True,
    )


@pytest.mark.parametrize(
    ("measure", "operative", "amounts", "status", "reason"),
    [
        (
            asked("Racheter la halle pour y ouvrir une recyclerie", euros=90_000),
            "DÉCIDE d'acquérir l'immeuble AB 12 pour 50 000 €. Les travaux seront inscrits au budget 2025.",
            [("50 000 €", 50_000, "granted")],
            "unsure",
            "the act announces more",
        ),
        (
            asked("Aider les foyers à acheter un vélo", euros=9_000),
            "FIXE l'aide à 30 % du prix d'achat du vélo, dans la limite d'une enveloppe de 9 000 €.",
            [("9 000 €", 9_000, "budgeted")],
            "funded",
            "an aid in part of a price is no price",
        ),
        (
            asked("Créer une foncière des commerces", euros=90_000),
            "CRÉE la foncière, appelée à solliciter un agrément, et lui affecte une dotation de 40 000 €.",
            [("40 000 €", 40_000, "received")],
            "underfunded",
            "given by the authority, whatever else is asked for in the clause",
        ),
    ],
)
def test_money(measure, operative, amounts, status, reason):
    verdict = verdict_on(measure, voted(operative, sums=amounts))
    assert verdict.status == status, (reason, verdict.statement)


def test_aid_to_what_should_have_none_is_the_contrary_whatever_the_thing_is_called():
    act = voted("ATTRIBUE au syndicat une subvention de 900 € pour trois réserves.", sums=[("900 €", 900, "granted")])
    assert verdict_on(asked("Ne plus aider la construction de retenues d'eau"), act).substance == "contradicted"


RULES = voted(
    "APPROUVE le règlement n° 1 « Jardins » annexé à la présente\ndélibération ;\n"
    "APPROUVE le règlement n° 2 « Commerces », volets A et B ;\n"
    "APPROUVE le règlement n° 3 « Reprise », sous réserve de l'inscription des crédits au budget 2025.",
    subject="Trois règlements d'aide",
    statement="Le volet A porte sur les ateliers. Le volet B porte sur les épiceries.\nIII.\n"
    "Le règlement n° 3 institue une prime par emploi, avec un diagnostic, quand les salariés rachètent l'entreprise.",
    condition="sous réserve de l'inscription des crédits au budget 2025",
)


@pytest.mark.parametrize(
    ("measure", "money", "reason"),
    [
        (asked("Aider les épiceries des villages", euros=9_000), "none", "the condition stands in another clause"),
        (asked("Aider les salariés à racheter leur entreprise", euros=9_000), "conditional", "its clause, told by the number of its rules"),
    ],
)
def test_which_clause_a_condition_holds_back(measure, money, reason):
    assert verdict_on(measure, RULES).money == money, reason


@pytest.mark.parametrize(
    ("measure", "operative", "statement", "status", "reason"),
    [
        (
            asked("Aider les ateliers", euros=9_000),
            "APPROUVE l'appel. DIT que les aides aux ateliers seront attribuées sur les crédits du programme P42.",
            "",
            "unsure",
            "credits of a programme that was not read",
        ),
        (
            asked("Créer un conseil municipal des jeunes"),
            "INSTITUE une assemblée des jeunes de douze membres.",
            "Les fonctions sont bénévoles.",
            "funded",
            "nobody is paid",
        ),
        (
            asked("Dix places de plus à la crèche"),
            "DÉCIDE de porter à vingt-huit enfants la capacité de la crèche.",
            "Le coût et les cofinancements restent à déterminer.",
            "unfunded",
            "the cost is left open",
        ),
        (
            asked("Prêter les gymnases aux associations le soir"),
            "APPROUVE l'utilisation des gymnases par les associations.",
            "Les fluides et le gardiennage demeurent à la charge de l'utilisateur.",
            "funded",
            "others pay",
        ),
    ],
)
def test_what_costs_nothing_and_what_is_left_open(measure, operative, statement, status, reason):
    verdict = verdict_on(measure, voted(operative, statement=statement))
    assert verdict.status == status, (reason, verdict.statement)


def test_the_account_keeps_what_was_asked_for_each_year():
    measure = asked("Tenir un observatoire", euros=45_000)
    planned = ((2024, 1_500_000), (2025, 3_000_000))
    verdict = verdict_on(replace(measure, budget=replace(measure.budget, by_year=planned)), voted("CRÉE l'observatoire."))
    assert [(e.year, e.cents) for e in verdict.ledger if e.kind == "asked"] == list(planned)


@pytest.mark.parametrize(
    ("told", "clause", "rule", "why"),
    [
        ("Le surcoût est évalué à 27 500 € par an.", "DIT que la dépense est inscrite à l'article 60623 du budget", "budgeted", "one cost"),
        ("Le surcoût est évalué à 27 500 € par an.", "DIT que la dépense sera inscrite au budget", "sum_unclear", "still to come"),
        (
            "Le surcoût, 27 500 €, serait de 41 000 € en 2026.",
            "DIT que la dépense est inscrite à l'article 60623",
            "sum_unclear",
            "two costs",
        ),
    ],
)
def test_the_one_cost_that_an_act_tells_is_what_it_charges(told, clause, rule, why):
    costs = [(f"{n} €", int(n.replace(" ", "")), "estimated") for n in ("27 500", "41 000") if n in told]
    act = voted(f"FIXE à 42 % la part du bio à la cantine ; {clause}.", subject="Cantine – Part du bio", statement=told, sums=costs)
    assert verdict_on(asked("Passer la cantine à 40 % de bio"), act).rule == rule, why
