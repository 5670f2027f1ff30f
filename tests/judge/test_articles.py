"""Articles that stand apart from their clause, in the passive, or on money alone; drafts amended; what is left out. All invented."""

import pytest

from pipeline.judge.parts import take_apart
from pipeline.judge.topics import proper_names
from tests.judge.made import asked, verdict_on, voted

TWO_SCHEMES = (
    "Article 1er. Le règlement du dispositif A « Ateliers de village » est approuvé. "
    "Les aides seront attribuées dans la limite des crédits inscrits au budget de chaque exercice.\n"
    "Article 2. Le règlement du dispositif B « Chaleur des locaux associatifs » est approuvé.\n"
    "Article 3. Une autorisation de programme n° 4107, d'un montant de 90 000 €, est ouverte pour le dispositif B ;\n"
    "elle est imputée au chapitre 204.\n"
    "Article 4. La présidente est autorisée à publier les appels à projets."
)


def heads(operative):
    return [topic.segments[0].text.split()[:2] for topic in take_apart(voted(operative)).topics.found]


@pytest.mark.parametrize(
    ("operative", "found", "reason"),
    [
        (
            TWO_SCHEMES,
            [["Article", "1er."], ["Article", "2."], ["Article", "3."]],
            "a marker and its clause are one; a mandate is no topic",
        ),
        (
            "Article 1er.\nLe plan des mares est adopté.\nArticle 2.\nLe curage du lavoir est confié à la régie.",
            [["Article", "1er."], ["Article", "2."]],
            "also where the marker has a line of its own",
        ),
        (
            "Le volet des abreuvoirs est approuvé ;\nson engagement est subordonné à l'aide du Département.\n"
            "Le marché des mousseurs est attribué.",
            [["Le", "volet"], ["Le", "marché"]],
            "a clause that begins with a possessive speaks of the one before",
        ),
        (
            "Est institué le parcours des valoristes.\nEst ouverte une permanence numérique dans les mairies.\n"
            "Les moyens humains et financiers feront l'objet de délibérations ultérieures.",
            [["Est", "institué"], ["Est", "ouverte"]],
            "a clause that only puts money off concerns all",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) and len(v) < 80 else "",
)
def test_what_an_article_decides(operative, found, reason):
    assert heads(operative) == found, reason


@pytest.mark.parametrize(
    ("measure", "act", "status", "reason"),
    [
        (
            asked("Un fonds de 150 000 € pour la chaleur des locaux associatifs", euros=150000),
            voted(
                TWO_SCHEMES,
                sums=[("90 000 €", 90000, "budgeted", {"credit": "AP"})],
                condition="dans la limite des crédits inscrits au budget de chaque exercice",
            ),
            "underfunded",
            "the condition holds back the other scheme",
        ),
        (
            asked("Équiper les alpages d'abreuvoirs sobres", euros=80000),
            voted(
                "Le marché des mousseurs est attribué à la société Onde pour 31 000 € TTC.\n"
                "Le volet des abreuvoirs d'alpage, d'un coût de 80 000 €, est approuvé ;\n"
                "son engagement est subordonné à l'aide de l'agence de l'eau.",
                sums=[("31 000 € TTC", 31000, "granted"), ("80 000 €", 80000, "estimated")],
                condition="subordonné à l'aide de l'agence de l'eau",
            ),
            "conditional",
            "what holds back stands in the clause behind",
        ),
        (
            asked("Poser des bancs sur le chemin du marché"),
            voted(
                "APPROUVE le plan d'accessibilité de vingt rues.\n"
                "OUVRE l'autorisation de programme n° 7, d'un montant de 800 000 €, pour ces rues.\n"
                "DÉCIDE de poser des bancs le long du chemin du marché ;\n"
                "PRÉCISE que cette action n'est pas comprise dans l'autorisation de programme et que son financement sera recherché.",
                sums=[("800 000 €", 800000, "budgeted", {"credit": "AP"})],
            ),
            "unfunded",
            "the sum opened for the streets is not for what is left outside",
        ),
        (
            asked("Payer une partie de la réparation des vélos", euros=50000),
            voted(
                "APPROUVE, tel qu'amendé, le règlement de l'aide à la réparation des vélos.\n"
                "ARRÊTE à 30 000 € l'enveloppe de ce dispositif.",
                statement="Le projet soumis à la commission prévoyait une enveloppe de 50 000 €. Un amendement la ramène à 30 000 €.",
                sums=[("50 000 €", 50000, "budgeted"), ("30 000 €", 30000, "budgeted")],
            ),
            "underfunded",
            "what the draft said before it was amended pays nothing",
        ),
        (
            asked("Créer un atelier de tri du textile"),
            voted(
                "ATTRIBUE le lot 2 au cabinet Sillage pour un montant de 30 000 € HT.",
                subject="Étude d'opportunité d'une unité textile – Attribution du marché",
                sums=[("30 000 € HT", 30000, "granted")],
            ),
            "weakened",
            "what is bought stands in the subject: a study",
        ),
        (
            asked("Créer un atelier de tri du textile"),
            voted(
                "ATTRIBUE le marché à l'entreprise Sillage pour un montant de 90 000 € HT.",
                subject="Aménagement d'un atelier textile – Attribution du marché de travaux",
                sums=[("90 000 € HT", 90000, "granted")],
            ),
            "funded",
            "works are the thing itself",
        ),
        (
            asked("Créer un atelier de tri du textile"),
            voted(
                "ATTRIBUE le marché au cabinet Sillage pour un montant de 60 000 € HT.",
                subject="Atelier textile – Mission de maîtrise d'œuvre – Études et suivi du chantier",
                sums=[("60 000 € HT", 60000, "granted")],
            ),
            "funded",
            "who draws and follows the works begins them",
        ),
        (
            asked("Ouvrir dans chaque quartier des heures de sport, avec une garde d'enfants"),
            voted(
                "CRÉE deux plages de sport pour les habitantes, financées sur 4 000 €.",
                statement="Aucun accueil des jeunes enfants n'est prévu à ce stade.",
                sums=[("4 000 €", 4000, "granted")],
            ),
            "weakened",
            "a part of what is asked is left out",
        ),
        (
            asked("Créer une assemblée des jeunes dotée d'un budget propre", euros=20000),
            voted("CRÉE l'assemblée des jeunes.", statement="Aucun budget propre n'est prévu."),
            "unfunded",
            "money not foreseen is a lack of money",
        ),
        (
            asked("Ouvrir un refuge de nuit de vingt places, toute l'année"),
            voted(
                "ATTRIBUE aux organismes figurant au tableau les subventions qui y sont portées.",
                statement="Bénéficiaire\tObjet\tMontant\nLe Relais\tRefuge de nuit, du 1er décembre au 31 mars\t40 000 €\n"
                "Club de voile\tRégate\t3 000 €\nLa Plume\tSalon du livre\t2 000 €",
                sums=[("40 000 €", 40000, "granted"), ("3 000 €", 3000, "granted"), ("2 000 €", 2000, "granted")],
            ),
            "weakened",
            "the row says for which months",
        ),
        (
            asked("Nous demandons deux postes de médiation auprès des familles", euros=60000),
            voted("ALLOUE à l'association 60 000 € pour l'emploi de deux intervenants.", sums=[("60 000 €", 60000, "granted")]),
            "funded",
            "the employment of two is not one employment",
        ),
        (
            asked("Nous demandons que la Métropole cesse de payer la neige de culture du col de Var"),
            voted(
                "OUVRE l'opération 21 (400 000 €) ;\nOUVRE l'opération 22 (900 000 €).",
                statement="Opération 21 – Participation au syndicat du domaine de Var. Le syndicat renouvelle ses enneigeurs.\n"
                "Opération 22 – Ouvrages d'art. Réfection du viaduc.",
                sums=[("400 000 €", 400000, "budgeted"), ("900 000 €", 900000, "budgeted")],
            ),
            "weakened",
            "who asks that a payment ends, and is answered by one, gets the contrary",
        ),
        (
            asked("Ouvrir aux associations les locaux vides"),
            voted(
                "ADOPTE le règlement d'occupation des biens sans affectation, à titre gratuit.\n"
                "ATTRIBUE à l'association Le Panier la boutique de la place.",
                beneficiaries=("association Le Panier",),
            ),
            "funded",
            "rules for all, and a first one served, are no reduction",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) and len(v) > 14 else "",
)
def test_the_verdict_on_what_an_article_decides(measure, act, status, reason):
    assert verdict_on(measure, act).status == status, reason


def test_a_proper_name_stands_inside_a_sentence():
    assert proper_names("Le domaine de l'Ars et la Ville de Pont") == {"ars", "pont"}
