"""Money under the name of what an act decides: in accounts of the budget, in sentences of its changes, in rows. All invented."""

from datetime import date

import pytest

from pipeline.judge import judge
from pipeline.records.link import Band, Link
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

POSTS = asked("Embaucher un animateur pour la forêt", euros=40000)
STAFF = voted(
    "DÉCIDE la création de neuf emplois d'agent d'entretien et d'un emploi d'animateur nature chargé de la charte forestière.",
    subject="Personnel – Modification du tableau des effectifs",
)
ASSEMBLY = asked("Élire une assemblée des jeunes dotée de moyens", euros=10000)
YOUNG = voted("INSTITUE une assemblée municipale des 13-20 ans.", subject="Institution d'une assemblée municipale des 13-20 ans")


def found(measure, act, *others, line=None):
    links = (Link(measure.id, act.id, 0.97, Band.LINKED, ()),)
    return judge(TERRITORY, (measure,), (act, *others), links, (), (line,) if line else (), (), f.coverage(), TODAY)[0]


@pytest.mark.parametrize(
    ("line", "rule", "why"),
    [
        (
            f.budget_line("Rémunérations – un emploi d'animateur nature", 4100000),
            "budgeted",
            "its words, and about the sum asked",
        ),
        (f.budget_line("Rémunérations – un emploi d'animateur nature", 900000), "money_nearby", "another sum: a person looks"),
        (
            f.budget_line("Rémunérations – un emploi d'animateur nature", 4100000, year=2022),
            "money_nearby",
            "a budget of before the vote pays nothing of it",
        ),
        (f.budget_line("Rémunérations du personnel titulaire", 4100000), "not_budgeted", "an account has no name of its own"),
        (f.budget_line("Animation nature et forêt", 4100000), "not_budgeted", "words in another order name nothing"),
    ],
)
def test_an_account_printed_under_the_name_of_the_thing(line, rule, why):
    assert found(POSTS, STAFF, line=line).rule == rule, why


def test_an_operation_known_by_its_number_is_named_by_its_account():
    act = voted("APPROUVE le programme.", subject="Crèche des Tilleuls – Cour fraîche")
    measure = asked("Rafraîchir la crèche", euros=30000)
    line = f.budget_line("Cour fraîche des Tilleuls", 3000000, operation="417", nature_label="Cour fraîche des Tilleuls")
    verdict = found(measure, act, line=line)
    assert (verdict.status, [e.cents for e in verdict.ledger if e.kind == "budgeted"]) == ("funded", [3000000])


@pytest.mark.parametrize(
    ("statement", "rule", "why"),
    [
        ("Assemblée municipale des 13-20 ans, réalisation de projets, + 10 000 €.", "budgeted", "the sum asked, though it was not read"),
        ("Assemblée municipale des 13-20 ans : 10 000 €, puis 4 000 € et 6 000 €.", "budgeted", "a total and its parts"),
        ("Assemblée municipale des 13-20 ans : 10 000 €, 7 000 €.", "money_nearby", "which of the two?"),
        ("Assemblée municipale des 13-20 ans, réalisation de projets, + 2 000 €.", "money_nearby", "another sum: a person looks"),
        ("Assemblée municipale des 13-20 ans : recettes de 10 000 €.", "not_budgeted", "income pays nothing"),
        ("Fournitures scolaires de l'assemblée générale, + 10 000 €.", "not_budgeted", "one word in common"),
    ],
)
def test_sentences_of_a_change_of_the_budget(statement, rule, why):
    change = voted(
        "ADOPTE la décision modificative n° 1.",
        subject="Décision modificative n° 1",
        number="2024-031",
        day=date(2024, 6, 20),
        statement=f"Énergie, + 22 000 €.\n{statement}",
    )
    assert found(ASSEMBLY, YOUNG, change).rule == rule, why


@pytest.mark.parametrize(
    ("told", "rule", "why"),
    [
        ("Les crédits figurent au projet de budget primitif 2024.", "sum_unclear", "the credits are there, the sum is not told"),
        ("Les crédits sont retracés dans les états annexés au budget.", "sum_unclear", "in other words"),
        ("Aucun crédit n'est inscrit au budget à ce jour.", "not_budgeted", "it denies them"),
        ("Les crédits seront proposés au budget lors d'une prochaine séance.", "not_budgeted", "it puts them off"),
        ("Les dossiers sont inscrits au registre du service.", "not_budgeted", "no credits"),
    ],
)
def test_credits_told_without_their_sum(told, rule, why):
    act = voted("APPROUVE l'acquisition d'un véhicule partagé.", subject="Sports – Véhicule partagé", statement=told)
    assert verdict_on(asked("Acheter un minibus pour les clubs", euros=35000), act).rule == rule, why


@pytest.mark.parametrize(
    ("clause", "rule", "why"),
    [
        ("les crédits sont inscrits au budget, opération 31", "budgeted", "an operation of its own"),
        ("la dépense est inscrite au budget sur la ligne dédiée au partage des véhicules", "budgeted", "a line of its own"),
        ("les crédits sont inscrits au chapitre 21", "sum_unclear", "a chapter names nothing"),
        ("les crédits seront inscrits au budget, opération 31", "sum_unclear", "they are still to come"),
        ("aucun crédit n'est inscrit au budget, opération 31", "not_budgeted", "it denies them"),
    ],
)
def test_credits_told_on_a_line_of_their_own(clause, rule, why):
    act = voted(f"APPROUVE l'acquisition d'un véhicule partagé ; DIT que {clause}.", subject="Sports – Véhicule partagé")
    assert verdict_on(asked("Acheter un minibus pour les clubs", euros=35000), act).rule == rule, why


def test_a_line_told_by_its_name_in_the_expose():
    told = "Le coût est couvert par la ligne « Véhicule partagé » du budget 2024."
    act = voted("APPROUVE l'acquisition d'un véhicule partagé.", subject="Sports – Véhicule partagé", statement=told)
    assert verdict_on(asked("Acheter un minibus pour les clubs", euros=35000), act).rule == "budgeted"


def test_a_line_that_one_sentence_tells_in_another_order():
    measure = asked("Former les cuisiniers aux plats sans viande", euros=8000)
    told = "Le plan comprend six journées de cuisine végétale et de travail du poisson pour l'équipe du restaurant scolaire."
    act = voted("ADOPTE le plan de formation.", subject="Personnel – Plan de formation", statement=told)
    line = f.budget_line("Restaurant scolaire – journées poisson et cuisine végétale", 900000)
    other = f.budget_line("Restaurant scolaire – gaz, eau et vaisselle", 900000)
    assert (found(measure, act, line=line).rule, found(measure, act, line=other).rule) == ("budgeted", "not_budgeted")


def test_what_the_act_denies_is_not_opened_by_a_line_of_a_like_name():
    measure = asked("Ouvrir l'accueil du matin plus tôt", euros=9000)
    line = f.budget_line("Groupe scolaire du Pont – accueil", 6200000, operation="207")
    acts = [
        voted("DÉCIDE l'ouverture à 7 heures.", subject="Groupe scolaire du Pont – Accueil du matin", statement=told)
        for told in ("Ce surcroît n'est pas chiffré.", "Les familles l'attendaient.")
    ]
    assert [found(measure, act, line=line).rule for act in acts] == ["not_budgeted", "money_nearby"]


@pytest.mark.parametrize(
    ("statement", "rule", "why"),
    [
        ("Opération 214 – Pôle associatif des Tilleuls : l'enveloppe est arrêtée à 540 000 €.", "budgeted", "a name and a second word"),
        ("Opération 214 – Pôle associatif des Tilleuls : l'enveloppe est arrêtée à 90 000 €.", "money_nearby", "less than was asked"),
        ("Opération 209 – École des Garennes : l'enveloppe est portée à 540 000 €.", "not_budgeted", "another school"),
    ],
)
def test_sentences_of_a_schedule_of_programmes(statement, rule, why):
    home = asked("Ouvrir une maison des associations", euros=480000)
    school = voted("APPROUVE le programme.", subject="Ancien groupe scolaire des Tilleuls – Transformation en pôle associatif")
    schedule = voted("OUVRE l'autorisation.", subject="Autorisations de programme", number="2024-031", statement=statement)
    assert found(home, school, schedule).rule == rule, why


def test_a_row_under_the_words_of_the_measure():
    trips = asked("Indemniser les conducteurs qui covoiturent", euros=40000)
    scheme = voted("DÉCIDE de mettre en place un dispositif d'incitation.", subject="Trajets partagés – Dispositif d'incitation")
    row = "Covoiturage, indemnités aux conducteurs 45 000 €"
    change = voted(
        "ADOPTE le tableau.", subject="Décision modificative n° 3", number="2024-031", annex=row, sums=[(row, 45000, "budgeted")]
    )
    assert found(trips, scheme, change).rule == "budgeted"


def test_lines_of_a_vote_alone_are_no_dispositif():
    act = voted("Votants : 41 Odile Cassandre, Bertrand Lescop", subject="Navette entre les bourgs")
    assert verdict_on(asked("Faire rouler une navette entre les bourgs", euros=60000), act).rule == "sum_unclear"


@pytest.mark.parametrize(
    ("row", "sums", "day", "rule", "why"),
    [
        (
            "Lieux rafraîchis pour l'accueil – équipement : 26 000 €",
            (26000,),
            date(2024, 9, 26),
            "budgeted",
            "kindred words, the sum asked",
        ),
        ("Lieux rafraîchis pour l'accueil – équipement : 40 000 €", (40000,), date(2024, 9, 26), "money_nearby", "another sum"),
        (
            "Lieux rafraîchis pour l'accueil – équipement + 26 000",
            (26000,),
            date(2024, 9, 26),
            "budgeted",
            "a sum without its sign, as read",
        ),
        ("Lieux rafraîchis pour l'accueil – équipement : 900 000 €", (900000,), date(2024, 9, 26), "not_budgeted", "of another size"),
        ("Lieux rafraîchis pour l'accueil – équipement : 26 000 €", (26000,), date(2024, 1, 26), "not_budgeted", "before the vote"),
        ("Lieux de mémoire – équipement : 26 000 €", (26000,), date(2024, 9, 26), "not_budgeted", "too few words"),
    ],
)
def test_an_amendment_of_the_budget_in_kindred_words(row, sums, day, rule, why):
    act = voted(
        "APPROUVE la désignation de quatre lieux d'accueil rafraîchis.",
        subject="Fortes chaleurs – Mise à l'abri",
        statement="La dépense sera inscrite à l'occasion de la prochaine décision modificative.",
    )
    amendment = voted(
        f"ADOPTE la décision modificative n° 2 du budget principal. {row}",
        subject="Budget principal – Décision modificative n° 2",
        number="2024-020",
        day=day,
        sums=[(f"{n:,}".replace(",", " "), n, "budgeted") for n in sums],
    )
    assert found(asked("Ouvrir une salle fraîche par quartier", euros=25000), act, amendment).rule == rule, why


@pytest.mark.parametrize(
    ("line", "asks", "rule", "why"),
    [
        ({}, None, "budgeted", "each word of its name stands in the act"),
        ({}, 30000, "budgeted", "about the sum asked, twice at most"),
        ({}, 9000, "money_nearby", "for so little it may be a larger thing of that name"),
        ({}, 90000, "money_nearby", "less than was asked"),
        ({"year": 2022}, None, "money_nearby", "opened before the vote"),
        ({"label": "Bornes d'eau potable, square Viala"}, None, "money_nearby", "somewhere else"),
        ({"label": "Bornes d'eau potable - travaux et mobilier"}, None, "budgeted", "what kind of cost it is names nothing"),
    ],
)
def test_an_operation_every_word_of_whose_name_the_act_tells(line, asks, rule, why):
    measure = asked("Installer des fontaines à boire", euros=asks)
    act = voted("APPROUVE le programme d'équipement.", subject="Espace public – Équipement en bornes d'eau potable – Programme")
    made = {"label": "Bornes d'eau potable", **line}
    opened = f.budget_line(made.pop("label"), 4000000, operation="62", **made)
    assert found(measure, act, line=opened).rule == rule, why


def test_of_an_act_that_puts_the_money_off_only_later_operations_count():
    measure = asked("Installer des fontaines à boire")
    told = "Les crédits nécessaires seront proposés au budget lors d'une prochaine séance."
    act = voted("APPROUVE le programme.", subject="Équipement en bornes d'eau potable – Programme", statement=told)
    year = act.session.value.year
    lines = [f.budget_line("Bornes d'eau potable", 4000000, year=y, operation="62") for y in (year, year + 1)]
    assert [found(measure, act, line=line).rule for line in lines] == ["not_budgeted", "budgeted"]
    assert [found(measure, act, line=line).status for line in lines] == ["unfunded", "funded"]


def test_an_act_to_confirm_keeps_nothing_open_once_the_money_is_found():
    """The amendment of the budget waits for a person; the operation that it opens bears the name of what was voted."""
    measure = asked("Installer des fontaines à boire", euros=40000)
    act = voted("APPROUVE le programme.", subject="Équipement en bornes d'eau potable – Programme")
    change = voted(
        "ADOPTE la décision modificative n° 1, qui ouvre 40 000 € pour l'équipement en bornes d'eau potable.",
        sums=[("40 000 €", 40000, "budgeted")],
        subject="Décision modificative n° 1",
        number="2024-031",
        day=date(2024, 6, 20),
    )
    links = (Link(measure.id, act.id, 0.97, Band.LINKED, ()), Link(measure.id, change.id, 0.3, Band.REVIEW, ()))
    verdict = judge(TERRITORY, (measure,), (act, change), links, (), (), (), f.coverage(), TODAY)[0]
    assert (verdict.status, verdict.rule) == ("funded", "budgeted")


@pytest.mark.parametrize(
    ("subject", "euros", "status", "why"),
    [
        ("Centre maternel La Vernaie des Tilleuls – Dotation de fonctionnement", 350000, "funded", "the sum asked, for the same house"),
        ("Centre maternel La Vernaie des Tilleuls – Dotation de fonctionnement", 90000, "underfunded", "another sum"),
        ("Foyer des jeunes Les Alisiers – Dotation de fonctionnement", 350000, "underfunded", "another house"),
    ],
)
def test_a_later_act_on_the_same_house_that_gives_the_sum_asked(subject, euros, status, why):
    measure = asked("Créer vingt places d'accueil des mères isolées", euros=350000)
    act = voted(
        "ATTRIBUE 210 000 € au centre maternel pour ses travaux d'extension.",
        subject="Familles – Centre maternel La Vernaie des Tilleuls – Extension",
        sums=[("210 000 €", 210000, "granted")],
    )
    words = f"{euros // 1000} 000 €"
    later = voted(
        f"FIXE à {words} la dotation.", subject=subject, number="2024-031", day=date(2024, 12, 5), sums=[(words, euros, "granted")]
    )
    assert found(measure, act, later).status == status, why


def test_fewer_for_less_money_is_looked_at_again_once_the_money_is_there():
    """Two rooms named where three were asked are less only beside less money; the sum asked is opened half a year later."""
    measure = asked("Équiper trois salles de la Vernaie des Tilleuls", euros=30000)
    act = voted(
        "ATTRIBUE 12 000 € pour équiper les salles Ravel et Satie.",
        subject="Maison La Vernaie des Tilleuls – Équipement des salles Ravel et Satie",
        sums=[("12 000 €", 12000, "granted")],
    )
    assert found(measure, act).status == "weakened"
    words = "30 000 €"
    later = voted(
        f"ATTRIBUE {words}.",
        subject="Maison La Vernaie des Tilleuls – Second équipement",
        number="2024-031",
        day=date(2024, 12, 5),
        sums=[(words, 30000, "granted")],
    )
    assert found(measure, act, later).status == "funded"
