"""Whether a measure costs by its nature: acts without a sum that decide a rule, make something, charge an expense or say that nothing is
paid. A measure, the act's subject, clauses and exposé, the status, the reason."""

import pytest

from pipeline.judge import judge
from pipeline.records.link import Band, Link
from pipeline.records.verdict import Money, Status
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted


@pytest.mark.parametrize(
    ("measure", "subject", "operative", "statement", "status", "reason"),
    [
        (
            "Ouvrir un débat dès que deux cents habitants le demandent",
            "Règlement intérieur – Article 31 ter",
            "APPROUVE l'insertion au règlement intérieur d'un article 31 ter.",
            "",
            "funded",
            "a rule of the assembly, though something opens",
        ),
        (
            "Accorder un quart d'heure de parole au public avant chaque séance",
            "Fonctionnement de l'assemblée – Parole du public",
            "MODIFIE l'article 12 du règlement intérieur de l'assemblée.",
            "",
            "funded",
            "another one",
        ),
        (
            "Organiser un achat groupé d'électricité pour les habitants",
            "Énergie – Achat groupé – Convention",
            "APPROUVE la convention avec l'association Watt Commun.",
            "La convention n'emporte aucune dépense pour la commune.",
            "funded",
            "the act says that nothing is paid",
        ),
        (
            "Servir un plat sans viande chaque jour",
            "Restauration – Menus",
            "DÉCIDE qu'un plat sans viande est servi chaque jour.",
            "Le coût du repas reste inchangé.",
            "funded",
            "at the same cost",
        ),
        ("Se doter d'une stratégie de l'arbre", "Arbres – Stratégie", "ADOPTE la stratégie de l'arbre.", "", "funded", "a plan alone"),
        (
            "Remettre des bancs sur le chemin du cimetière",
            "Mobilier de repos – Schéma",
            "ADOPTE le schéma ; DÉCIDE la pose de neuf bancs sur le chemin du cimetière.",
            "",
            "unfunded",
            "a plan, and a clause that makes something",
        ),
        (
            "Créer une brigade des espaces naturels",
            "Tableau des emplois",
            "CRÉE trois emplois de garde pour les espaces naturels.",
            "",
            "unfunded",
            "posts cost",
        ),
        (
            "Aménager un passage sûr devant le collège de Mirande",
            "Voirie",
            "APPROUVE l'aménagement d'un passage.",
            "",
            "unfunded",
            "a school is no body of people",
        ),
        (
            "Rouvrir le lavoir au public",
            "Lavoir",
            "DÉCIDE la réouverture du lavoir au public.",
            "Le chiffrage des travaux n'est pas encore établi.",
            "unfunded",
            "the money is put off",
        ),
        (
            "Tester la qualité de l'eau des puits privés",
            "Puits privés – Convention-cadre",
            "APPROUVE la convention-cadre avec le laboratoire.",
            "Les conditions financières seront fixées par un avenant.",
            "unfunded",
            "left to another agreement",
        ),
        (
            "Rouvrir le lavoir au public",
            "Lavoir",
            "DÉCIDE la réouverture du lavoir au public.",
            "Le coût de l'eau n'est pas connu des usagers.",
            "unsure",
            "another cost",
        ),
        (
            "Autoriser les agents à se former sur leur temps de travail",
            "Agents – Secourisme",
            "AUTORISE les agents à se former au secourisme ; DIT que les frais de formation sont imputés au chapitre 011.",
            "",
            "unsure",
            "a right, and an expense charged without its sum",
        ),
        (
            "Fixer des critères publics d'attribution des subventions",
            "Vie associative",
            "ADOPTE le règlement.",
            "",
            "funded",
            "a rule on money is none",
        ),
        (
            "Installer une instance de co-construction avec les associations",
            "Instance",
            "DÉCIDE la création de l'instance.",
            "",
            "funded",
            "nothing is built",
        ),
        (
            "Laisser une partie de la forêt en libre évolution",
            "Forêt communale – Aménagement forestier",
            "ADOPTE l'aménagement forestier.",
            "",
            "funded",
            "left as it is",
        ),
        (
            "Construire des petits logements pour les aînés",
            "Clos de la cure – Bail emphytéotique",
            "CONSENT à l'office un bail pour l'édification de sept pavillons.",
            "",
            "unsure",
            "others build",
        ),
        (
            "Ouvrir les cours d'école le week-end",
            "Cours d'école",
            "CRÉE deux emplois de médiateur à mi-temps.",
            "",
            "unsure",
            "a rule, and posts",
        ),
        (
            "Rembourser les trajets des bénévoles de la réserve citoyenne",
            "Réserve citoyenne – Bénévoles",
            "DÉCIDE que les frais de déplacement des membres bénévoles leur sont remboursés.",
            "",
            "unfunded",
            "they serve for nothing, and are paid back",
        ),
        (
            "Indemniser les habitants tirés au sort pour les jurys",
            "Jurys d'habitants",
            "DÉCIDE que les membres bénévoles des jurys sont indemnisés.",
            "Le barème et les crédits correspondants seront soumis à l'assemblée après une année de pratique.",
            "unfunded",
            "and the credits come later",
        ),
        (
            "Constituer une équipe de médiateurs de voisinage",
            "Médiation de voisinage",
            "CRÉE l'équipe de médiation, composée de membres bénévoles.",
            "",
            "funded",
            "who serves is not paid",
        ),
        (
            "Donner un nom de résistante aux nouveaux équipements",
            "Édifices communaux",
            "DÉCIDE que tout nouvel édifice portera un nom de résistante.",
            "",
            "funded",
            "a name costs nothing, whatever bears it",
        ),
        (
            "Donner un nouvel équipement au quartier des Forges",
            "Quartier des Forges",
            "DÉCIDE la création d'un équipement dénommé « Le Creuset ».",
            "",
            "unfunded",
            "what is made has a name too",
        ),
        (
            "Poser des boîtes à livres dans les hameaux",
            "Boîtes à livres",
            "APPROUVE la pose de huit boîtes à livres.",
            "Le comité des fêtes les offre, sans dépense pour la commune.",
            "funded",
            "at no cost to the town",
        ),
        (
            "Poser des boîtes à livres dans les hameaux",
            "Boîtes à livres",
            "APPROUVE la pose de huit boîtes à livres.",
            "Les livres y sont pris sans dépense pour les familles.",
            "unfunded",
            "at no cost to others",
        ),
        (
            "Taxer les bureaux laissés vides",
            "Fiscalité – Taxe annuelle sur les friches",
            "DÉCIDE d'instituer la taxe annuelle sur les friches.",
            "",
            "funded",
            "a tax brings money",
        ),
        (
            "Accueillir les nouveaux habitants autour d'un repas",
            "Nouveaux habitants",
            "DÉCIDE d'accueillir chaque année les nouveaux habitants autour d'un repas.",
            "",
            "unsure",
            "it may cost or not",
        ),
    ],
)
def test_costs_by_nature(measure, subject, operative, statement, status, reason):
    verdict = verdict_on(asked(measure), voted(operative, subject=subject, statement=statement))
    assert verdict.status == Status(status), (reason, verdict.statement, verdict.reasons)


@pytest.mark.parametrize(
    ("name", "nature", "year", "status", "reason"),
    [
        ("Cotisation à l'union Seuils", "6281", 2025, "funded", "under a proper name of the subject, the year after"),
        ("Cotisations diverses", "6281", 2025, "unsure", "no name"),
        ("Cotisation à l'union Seuils", "6574", 2025, "unsure", "another account"),
        ("Cotisation à l'union Seuils", "6281", 2021, "unsure", "another year"),
    ],
)
def test_line_of_the_account_charged(name, nature, year, status, reason):
    act = voted(
        "DÉCIDE d'adhérer à l'union Seuils ; DIT que la cotisation est réglée sur l'article 6281.",
        subject="Adhésion de la commune à l'union Seuils",
    )
    measure = asked("Rejoindre un réseau de villes accueillantes")
    line = f.budget_line(name, 133_000, year=year, nature=nature, nature_label=name)
    links = (Link(measure.id, act.id, 0.97, Band.LINKED, ()),)
    verdict = judge(TERRITORY, (measure,), (act,), links, (), (line,), (), f.coverage(), TODAY)[0]
    assert (verdict.status, verdict.money is Money.BUDGETED) == (Status(status), status == "funded"), reason


@pytest.mark.parametrize(
    ("name", "nature", "euros", "status", "reason"),
    [
        ("Transports collectifs - sorties des classes au musée", "6247", 25000, "funded", "two words of the subject"),
        ("Transports collectifs", "6247", 25000, "unsure", "an account alone"),
        ("Transports collectifs - cantine des classes", "6247", 25000, "unsure", "one word"),
        ("Boutique du musée pour les sorties", "6068", 25000, "unsure", "another account"),
        ("Transports collectifs - sorties des classes au musée", "6247", 9000, "unsure", "less than was asked"),
    ],
)
def test_line_of_the_account_charged_with_what_was_asked(name, nature, euros, status, reason):
    act = voted(
        "DÉCIDE de prendre en charge les entrées et les trajets.\nDIT que la dépense est imputée à l'article 6247 du budget.",
        subject="Sorties des classes au musée",
    )
    measure = asked("Emmener chaque élève voir des tableaux", euros=24000)
    line = f.budget_line(name, euros * 100, nature=nature, nature_label=name)
    links = (Link(measure.id, act.id, 0.97, Band.LINKED, ()),)
    assert judge(TERRITORY, (measure,), (act,), links, (), (line,), (), f.coverage(), TODAY)[0].status == status, reason
