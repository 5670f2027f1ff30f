"""What is an act and what is none: the traps of minutes, bundles and lists, each with a text of its own."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from pipeline.extract.acts import extract_acts
from pipeline.extract.acts.headers import numbered_by_head
from pipeline.extract.acts.outcomes import misread_result
from pipeline.records.council import Body, Outcome
from pipeline.records.source import Line, Page
from tests.extract.acts.council_papers import BOX, paper

HEAD = """# Procès-verbal du conseil municipal de Bourg-Neuf
L'an deux mille vingt-deux, le trois mars à vingt heures, le conseil municipal s'est réuni sous la présidence de Mme Roux, maire.
Présents : Mme Roux, M. Blanc, Mme Verte, M. Gris
"""


def titles(text: str, **kwargs: str) -> list[tuple[str | None, str]]:
    return [(a.number, a.subject.text) for a in extract_acts(paper(text, **kwargs)).found]


def test_an_agenda_is_no_list_of_acts() -> None:
    found = titles(
        HEAD
        + """# Ordre du jour
- Achat d'une tondeuse
- Réfection du lavoir communal
- Convention avec la chorale
# 1. Achat d'une tondeuse
Mme Roux présente les devis reçus pour la tondeuse des espaces verts.
Le conseil municipal, après en avoir délibéré, à l'unanimité, décide d'acheter la tondeuse pour 2 300 €.
# 2. Réfection du lavoir communal
M. Blanc rappelle l'état du lavoir et le besoin de travaux rapides.
Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve les travaux.
# 3. Convention avec la chorale
Mme Verte présente la convention.
Le conseil municipal, après en avoir délibéré, autorise Mme Roux à signer la convention.
"""
    )
    assert [n for n, _ in found] == ["1", "2", "3"]


def test_a_list_of_councillors_is_no_agenda() -> None:
    found = titles(
        HEAD
        + """- 1. Mme Roux
- 2. M. Blanc
- 3. Mme Verte
# DEL-2022-04 : Règlement du cimetière
Le conseil municipal, après en avoir délibéré, adopte le règlement.
# DEL-2022-05 : Nom du stade
Le conseil municipal, après en avoir délibéré, décide de donner au stade le nom de la rivière.
"""
    )
    assert [n for n, _ in found] == ["DEL-2022-04", "DEL-2022-05"]


def test_rows_of_a_table_are_no_titles() -> None:
    found = titles(
        HEAD
        + """# 2022-07 – Tarifs de la salle
1. Petite salle\t80 €
2. Grande salle\t140 €
Le conseil municipal, après en avoir délibéré, fixe les tarifs comme ci-dessus.
# 2022-08 – Horaires de la bibliothèque
Le conseil municipal, après en avoir délibéré, approuve les horaires.
"""
    )
    assert found == [("2022-07", "Tarifs de la salle"), ("2022-08", "Horaires de la bibliothèque")]


def test_the_word_deliberation_with_a_colon_separates_nothing() -> None:
    found = titles(
        HEAD
        + """# 2022-07 – Achat de chaises
Mme Roux expose le besoin.
> Délibération :
Le conseil municipal, après en avoir délibéré, décide d'acheter vingt chaises.
# 2022-08 – Achat de tables
> Délibération :
Le conseil municipal, après en avoir délibéré, décide d'acheter cinq tables.
"""
    )
    assert [n for n, _ in found] == ["2022-07", "2022-08"]


def test_points_of_a_list_inside_an_item_are_no_items() -> None:
    found = titles(
        HEAD
        + """# 2022-11 – Plan de mobilité
1. Constater les besoins de stationnement
2. Compter les passages
Le conseil municipal, après en avoir délibéré, approuve le plan.
# 2022-12 – Vente d'un camion
Le conseil municipal, après en avoir délibéré, décide de vendre le camion.
"""
    )
    assert len(found) == 2


def test_annexes_after_the_vote_hold_no_titles() -> None:
    found = titles(
        """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du 3 mars 2022
Délibération n° 2022-31
Objet : Convention avec l'association Les Rives
L'an deux mille vingt-deux, le trois mars, le conseil s'est réuni.
Le conseil municipal, après en avoir délibéré, à l'unanimité :
- APPROUVE la convention annexée.
=====
# ANNEXE – Convention
# Article 1 : Objet
La présente convention fixe les engagements des parties.
# Article 2 : Durée
Elle est conclue pour trois ans.
"""
    )
    assert found == [("2022-31", "Convention avec l'association Les Rives")]


def test_a_bundle_falls_into_its_acts_and_the_stamp_gives_a_missing_number() -> None:
    acts = extract_acts(
        paper(
            """ID : 012-211200345-20220303-DELIB0322_1-DE
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Objet : Entretien des haies
Le conseil municipal, après en avoir délibéré, décide d'entretenir les haies.
=====
ID : 012-211200345-20220303-DELIB0322_2-DE
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Objet : Achat d'un piano
Le conseil municipal, après en avoir délibéré, décide d'acheter un piano.
"""
        )
    ).found
    assert [(a.number, a.number_source, a.subject.text) for a in acts] == [
        ("DELIB0322_1", "stamp", "Entretien des haies"),
        ("DELIB0322_2", "stamp", "Achat d'un piano"),
    ]
    assert {a.session.value.isoformat() for a in acts if a.session} == {"2022-03-03"}
    assert acts[0].transmission_id == "012-211200345-20220303-DELIB0322_1-DE"


def test_the_head_of_a_further_page_opens_no_act() -> None:
    [act] = extract_acts(
        paper(
            """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération n° 2022-031
Objet : Location des salles – Grille tarifaire
Le conseil municipal, après en avoir délibéré, à l'unanimité, adopte la grille tarifaire annexée.
=====
délibération n° 2022-031 du 3 mars 2022
# Annexe – Grille tarifaire
Salle\tTarif
Grande salle\t90,00 €
"""
        )
    ).found
    assert [a.cents for a in act.amounts] == [9000], "the annex belongs to the act"


@pytest.mark.parametrize(
    ("stamp", "head", "number", "reason"),
    [
        ("20220303", "# Conseil municipal du 3 mars 2022\n2022.03.03", "2022.03.03", "a line of its own holds the signs of the stamp"),
        ("DELIB0322_2", "Acte DELIB 03/22-2\n# Bourg-Neuf", "DELIB 03/22-2", "letters and digits, other separators"),
        ("2022_031", "Numéro : 2022/031", "2022/031", "a label with a colon"),
        ("2022_031", "Délibération n° : 2022/031", "2022/031", "a sign with a colon"),
        ("2022_032", "# Conseil municipal du 3 mars 2022\nPlace 22.03", "2022_032", "other signs: the stamp stays the number"),
        ("031", "# Bourg-Neuf, rue du 031", "031", "three signs are met by chance"),
    ],
)
def test_the_head_prints_the_number_of_the_stamp(stamp: str, head: str, number: str, reason: str) -> None:
    text = f"""ID : 012-211200345-20220303-{stamp}-DE
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
{head}
Objet : Achat d'un piano
Le conseil municipal, après en avoir délibéré, décide d'acheter un piano.
"""
    assert titles(text) == [(number, "Achat d'un piano")], reason


def test_a_number_of_month_and_rank_ends_the_line_of_the_sitting() -> None:
    found = titles(
        """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Conseil municipal du 3 mars 2022 2022.03.07
# Achat d'un piano pour l'école de musique
Le conseil municipal, après en avoir délibéré, décide d'acheter un piano.
"""
    )
    assert found == [("2022.03.07", "Achat d'un piano pour l'école de musique")]


def test_a_number_beside_the_sitting_leaves_the_heading_as_subject() -> None:
    found = titles(
        """# ROCHEBRUNE DÉLIBÉRATION
n° DCM-2024-17 Séance publique du 4 avril 2024
# Mobilités – Abri pour les vélos de la gare
Présents : Mme Alba TRÉMEUR, M. Yann KERSUAL.
# M. Yann Kersual, adjoint, expose :
Les voyageurs demandent un abri.
Vu le Code général des collectivités territoriales ;
Après en avoir délibéré, le Conseil municipal :
- DÉCIDE de construire un abri de vingt places.
Adopté à l'unanimité."""
    )
    assert found == [("DCM-2024-17", "Mobilités – Abri pour les vélos de la gare")]


def test_a_subject_in_body_print_stands_below_the_number() -> None:
    found = titles(
        """BUREAU COMMUNAUTAIRE Réunion du 4 avril 2024
Membres présents : M. Yann Kersual, Mme Alba Trémeur.
# DÉLIBÉRATION B2024-22
Commande publique
Entretien des parcs et des stades – Attribution des lots
M. Yann Kersual expose :
Une consultation a été lancée pour trente hectares.
Le Bureau, sur proposition du rapporteur, décide :
- Sont attribués les trois lots.
Adopté à l'unanimité."""
    )
    assert found == [("B2024-22", "Entretien des parcs et des stades – Attribution des lots")]


def test_an_act_of_a_standing_committee_names_no_kind_but_its_number() -> None:
    acts = extract_acts(
        paper(
            """# DÉPARTEMENT DE LA BRÈME
# COMMISSION PERMANENTE
Réunion du 10 juillet 2023
# N° 2023-CP4-01
# Insertion – Concours aux structures
Membres en exercice : 28 – Présents : 23
La Commission permanente, convoquée le 30 juin 2023, s'est réunie à l'hôtel du Département.
La programmation reconduit le soutien aux ateliers.
Vu le code du travail ;
La Commission permanente, après en avoir délibéré,
# DÉCIDE :
- d'attribuer les concours énumérés au tableau, pour un montant total de 86 000 € ;
# Tableau A – Ateliers
Structure\tMontant
Bois et Rivières\t41 000 €
La Lessive\t45 000 €
Vote : Adopté à l'unanimité."""
        )
    ).found
    told = [(a.number, a.subject.text, a.session.value.isoformat() if a.session else None) for a in acts]
    assert told == [("2023-CP4-01", "Insertion – Concours aux structures", "2023-07-10")]  # the day it met, not the day of the summons


def test_a_subject_may_begin_with_the_name_of_a_body() -> None:
    found = titles(
        """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du 30 mars 2023 Délibération n° 2023/016
# Syndicat mixte du bassin de la Brème et de ses affluents – Remplacement d'un délégué
Vu les statuts ;
Le conseil municipal, après en avoir délibéré, désigne M. Petit."""
    )
    assert found == [("2023/016", "Syndicat mixte du bassin de la Brème et de ses affluents – Remplacement d'un délégué")]


def test_an_act_without_a_subject_is_kept_under_its_number() -> None:
    found = titles(
        """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du 30 mars 2023 Délibération n° 2023/017
Vu les statuts ;
Le conseil municipal, après en avoir délibéré, désigne M. Petit."""
    )
    assert found == [("2023/017", "2023/017")]


def test_the_number_stands_in_a_table_at_the_head() -> None:
    found = titles(
        """# DÉLIBÉRATION DU CONSEIL MUNICIPAL
Numéro\tDCM-2024-17
Séance\t4 avril 2024
Objet\tAbri pour les vélos de la gare
Vu le Code général des collectivités territoriales ;
Après en avoir délibéré, le Conseil municipal :
- DÉCIDE de construire un abri de vingt places.
Adopté à l'unanimité."""
    )
    assert found == [("DCM-2024-17", "Abri pour les vélos de la gare")]


@pytest.mark.parametrize("number", ["2025-CD-031", "24-118", "2024_031", "CP-2024-07-115", "DEL.2024.118"])
@pytest.mark.parametrize("label", ["Délibération", "Délibération n°", "N° de l'acte", "Numéro", "Référence", "N° d'ordre"])
def test_number_and_subject_stand_below_their_labels(label: str, number: str) -> None:
    found = titles(
        f"""# Département de la Lande
# CONSEIL DÉPARTEMENTAL
{label}\tObjet\tSéance
{number}\tAbri pour les vélos de la gare\tlundi 16 juin 2025
# Présents
Mme Exemple, M. Modèle
# Dispositif
Le Conseil départemental, après en avoir délibéré :
- DÉCIDE de construire un abri de vingt places.
Pour\tContre\tAbstention
20\t7\t1"""
    )
    assert found == [(number, "Abri pour les vélos de la gare")]


def test_the_number_stands_in_a_cell_of_the_letterhead() -> None:
    found = titles(
        """MAIRIE\tEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\tDélibération n° CP2024/07
# Objet : Abri pour les vélos de la gare
Vu le Code général des collectivités territoriales ;
Après en avoir délibéré, le Conseil municipal :
- DÉCIDE de construire un abri de vingt places.
Adopté à l'unanimité."""
    )
    assert found == [("CP2024/07", "Abri pour les vélos de la gare")]


def test_a_register_that_holds_the_text_of_its_acts_is_no_list() -> None:
    found = titles(
        """# REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
N° 2024-031
Objet : Abri pour les vélos de la gare
Vu le Code général des collectivités territoriales ;
Considérant le besoin des voyageurs ;
Après en avoir délibéré, le Conseil municipal :
- DÉCIDE de construire un abri de vingt places.
Adopté à l'unanimité."""
    )
    assert [subject for _, subject in found] == ["Abri pour les vélos de la gare"]


def test_each_line_with_its_own_vote_is_an_act() -> None:
    found = titles(
        HEAD
        + """# Vote des subventions
Mme Roux présente les demandes des associations.
Chorale des Prés 300 €
Vote : Pour à l'unanimité
Club de lutte 450 €
Vote : Pour : 3 Abstention : 1
Les Amis du four 200 €
Vote : Pour à l'unanimité
"""
        + "# Achat d'un banc\nMme Roux propose d'acheter un banc.\nVote : Pour à l'unanimité\n",
    )
    assert ("Chorale des Prés" in [s for _, s in found]) and ("Les Amis du four" in [s for _, s in found])


def test_one_decision_over_a_table_is_one_act() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """# 2022-15 – Subventions 2022 aux associations
Tiers\tDemandé\tVoté
Chorale des Prés\t400 €\t300 €
Club de lutte\t500 €\t450 €
Total\t900 €\t750 €
Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve le tableau ci-dessus.
# 2022-16 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
"""
        )
    ).found
    assert [a.number for a in acts] == ["2022-15", "2022-16"]
    assert [(a.cents, a.payee.text if a.payee else None) for a in acts[0].amounts] == [
        (30_000, "Chorale des Prés"),
        (45_000, "Club de lutte"),
    ]


def test_reported_decisions_are_acts_of_the_executive() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """# 2022-20 – Compte rendu des décisions prises par délégation
Mme Roux rend compte au conseil des décisions prises en vertu de sa délégation.
Date\tSociété\tObjet\tMontant
12/02/22\tMÉTALUX (12000 RODEZ)\tRéparation du portail\t640,00 €
15/02/22\tVERTIGO\tTaille des arbres\t1 280,00 €
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
"""
        )
    ).found
    assert [(a.body, a.outcome, a.subject.text) for a in acts[:3]] == [
        (Body.COUNCIL, Outcome.NOTED, "Compte rendu des décisions prises par délégation"),
        (Body.DELEGATION, Outcome.ADOPTED, "Réparation du portail"),
        (Body.DELEGATION, Outcome.ADOPTED, "Taille des arbres"),
    ]
    assert acts[0].amounts == ()
    assert [a.amounts[0].cents for a in acts[1:3]] == [64_000, 128_000]
    assert acts[1].beneficiaries[0].text == "MÉTALUX"


def test_an_extract_reports_decisions_in_a_table() -> None:
    acts = extract_acts(
        paper(
            """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération n° 2024-029
# Objet : Compte rendu des décisions prises par le Maire en vertu de l'article L. 2122-22 du CGCT
Vu la délibération du 9 juillet 2020 ;
N°	Date	Objet	Cocontractant	Montant
D2024-11	12/04/2024	Location d'une nacelle pour la taille des platanes	Nacelles du Val	4 260,00 € HT
D2024-12	03/05/2024	Achat de deux vélos à assistance électrique	Cycles Exemple	7 900,00 € HT
LE CONSEIL MUNICIPAL, après en avoir délibéré,
PREND ACTE des décisions dont la liste figure ci-dessus."""
        )
    ).found
    assert [(a.number, a.body, a.outcome) for a in acts] == [
        ("2024-029", Body.COUNCIL, Outcome.NOTED),
        ("D2024-11", Body.DELEGATION, Outcome.ADOPTED),
        ("D2024-12", Body.DELEGATION, Outcome.ADOPTED),
    ]
    assert [sum(m.cents for m in a.amounts) for a in acts] == [0, 426_000, 790_000]


@pytest.mark.parametrize("number", ["23-CP09-01", "24-AD12-7", "2024.CP05.114", "CC-2024-031", "24-DEL-018"])
def test_the_number_tells_the_sitting(number: str) -> None:
    """Départements and régions number by sitting; page feet that repeat the number ("23-CP09-01 – 1") open nothing."""
    acts = extract_acts(
        paper(
            f"""# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération n° {number}
OBJET : Programme de soutien aux ressourceries
Vu le Code général des collectivités territoriales ;
Le Conseil départemental, après en avoir délibéré,
Article 1er – ADOPTE le programme annexé.
Adopté. Pour : 27. Abstentions : 7.
{number} – 1
=====
# ANNEXE 1 – RÈGLEMENT
Article 4 – Instruction. La commission permanente désigne les lauréats."""
        )
    ).found
    assert [(a.number, a.votes.in_favour, a.votes.abstention) for a in acts] == [(number, 27, 7)]


def test_a_deliberation_of_the_standing_committee_is_one_act() -> None:
    """The annexed rules that say what the committee will do later are no second act."""
    found = titles(
        """# DÉLIBÉRATION DE LA COMMISSION PERMANENTE
Acte n° 24-CP04-02
# Outils de production des ateliers d'insertion – Règlement d'intervention
Vu le règlement budgétaire et financier ;
Après en avoir délibéré, la Commission permanente
- APPROUVE le règlement d'intervention.
Adoption : Unanimité.
=====
# ANNEXE 1 – RÈGLEMENT D'INTERVENTION
Article 1 – Objet. Le présent règlement fixe les conditions des aides.
Article 4 – Instruction. Un comité émet un avis. La commission permanente désigne les lauréats."""
    )
    assert found == [("24-CP04-02", "Outils de production des ateliers d'insertion – Règlement d'intervention")]


def test_the_number_stands_beside_the_word_deliberation() -> None:
    """In cells of a heading, without "n°"."""
    text = """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération\t2024-C-014
Objet\tAgence de voyageurs de la gare
Vu le code des transports ;
Sur proposition de Mme la Présidente, le Conseil communautaire AJOURNE l'examen de la création de l'agence.
La délibération est adoptée à l'unanimité."""
    found = extract_acts(paper(text)).found
    assert [(a.number, a.outcome) for a in found] == [("2024-C-014", Outcome.POSTPONED)]


def test_the_decision_may_follow_the_last_visa_in_one_paragraph() -> None:
    lines = ("Vu le code des transports ;", "Après échange de vues, le Conseil communautaire DÉCIDE de surseoir à statuer.")
    text = "# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 2024-049\nObjet : Agence de voyageurs\n" + " ".join(lines)
    document = paper(text)
    page = document.pages[0]
    last = page.blocks[-1]
    middle = last.start + len(lines[0]) + 1
    printed = (Line(last.start, middle, BOX, 10), Line(middle, last.end, BOX, 10))
    page = replace(page, blocks=(*page.blocks[:-1], replace(last, lines=printed)))
    assert [a.outcome for a in extract_acts(replace(document, pages=(page,))).found] == [Outcome.POSTPONED]


def test_who_reports_beside_the_number_is_no_subject() -> None:
    found = titles(
        HEAD
        + """2022-012 Mme Alba TRÉMEUR
# Desserte estivale des gîtes
Le conseil municipal, après en avoir délibéré, approuve la desserte.
2022-013 La Présidente
# Aire de covoiturage de la gare
Le conseil municipal, après en avoir délibéré, approuve l'aire.
"""
    )
    assert found == [("2022-012", "Desserte estivale des gîtes"), ("2022-013", "Aire de covoiturage de la gare")]


def test_preemption_rows_are_none_of_its_own() -> None:
    found = titles(
        HEAD
        + """# 2022-20 – Décisions prises par délégation
Date\tAdresse du bien\tObjet\tPréemption
12/02/22\t3 rue du Four\tMaison\tNon
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
"""
    )
    assert [n for n, _ in found] == ["2022-20", "2022-21"]


def test_rows_of_a_list_are_acts_with_their_printed_result() -> None:
    acts = extract_acts(
        paper(
            """# LISTE DES DÉLIBÉRATIONS EXAMINÉES
Date\tNuméro\tObjet\tRésultat
03/03/2022\t2022_01\tAchat d'une tondeuse\tApprouvée
03/03/2022\t2022_02\tCession du four banal\tRejetée
04/04/2022\t2022_03\tRapport de l'eau\tPrend acte
04/04/2022\t2022_04\tFusion des écoles\tAjournée au prochain conseil
"""
        )
    ).found
    assert [a.outcome for a in acts] == [Outcome.ADOPTED, Outcome.REJECTED, Outcome.NOTED, Outcome.POSTPONED]
    assert [a.session.value.isoformat() for a in acts if a.session] == ["2022-03-03"] * 2 + ["2022-04-04"] * 2


def test_a_list_may_head_what_became_of_its_acts_with_another_word() -> None:
    acts = extract_acts(
        paper(
            """# RELEVÉ DES DÉLIBÉRATIONS
Référence\tIntitulé\tMontant\tSort
CP 22-301\tParticipation aux relais de village\t31 000 €\tAdoptée
CP 22-302\tContrat avec la chambre\t\tRenvoyée en commission
"""
        )
    ).found
    assert [(a.outcome, [s.cents for s in a.amounts]) for a in acts] == [(Outcome.ADOPTED, [3_100_000]), (Outcome.POSTPONED, [])]


def test_rows_of_a_table_with_a_vote_each_are_items() -> None:
    found = titles(
        HEAD
        + """# Vote des subventions
Mme Roux présente les demandes.
Associations\tAide 2022
Le Tour à bois\t700 €
Vote : Pour, à l'unanimité
La Fanfare\t800 €
Vote : Pour, à l'unanimité
# Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
""".replace("Vote : Pour,", "Vote : Pour,\t")
    )
    assert [s for _, s in found] == ["Le Tour à bois", "La Fanfare", "Achat d'un arbre"]


def test_rows_of_a_table_under_one_vote_are_no_items() -> None:
    found = titles(
        HEAD
        + """# 2022-21 – Aides aux associations
Le conseil municipal ATTRIBUE les aides suivantes :
Association\tAide
Le Tour à bois\t7 000 €
La Fanfare\t8 000 €
Pour : 4 – Contre : 0 – Abstention : 0
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
    )
    assert [n for n, _ in found] == ["2022-21", "2022-22"]


@pytest.mark.parametrize(
    ("tails", "numbers", "reason"),
    [
        (("(délibération 22-03-01)", "(délibération 22-03-02)"), ["22-03-01", "22-03-02"], "a word in brackets"),
        (("2022.011", "2022.012"), ["2022.011", "2022.012"], "a year and a serial"),
        (("n° 74", "n° 75"), ["74", "75"], "a serial behind its sign"),
        (("12", "13"), [None, None], "a bare serial is none"),
        (("2022.011", "2021.840"), [None, None], "no run"),
    ],
)
def test_numbers_behind_the_titles(tails: tuple[str, str], numbers: list[str | None], reason: str) -> None:
    found = titles(
        HEAD
        + f"""# Achat d'un arbre {tails[0]}
Mme Roux présente les devis. Le conseil municipal, à l'unanimité, décide d'acheter un arbre.
# Réfection du lavoir {tails[1]}
M. Blanc rappelle l'état du lavoir. Le conseil municipal, à l'unanimité, approuve les travaux.
"""
    )
    assert [n for n, _ in found] == numbers, reason
    assert not numbers[0] or [s for _, s in found] == ["Achat d'un arbre", "Réfection du lavoir"]


def test_letters_with_a_figure_number_the_items() -> None:
    found = titles(
        HEAD
        + """# A1 / Achat d'un arbre
Le conseil municipal, à l'unanimité, décide d'acheter un arbre.
# B1 / Réfection du lavoir
Le conseil municipal, à l'unanimité, approuve les travaux.
"""
    )
    assert found == [("A1", "Achat d'un arbre"), ("B1", "Réfection du lavoir")]


def test_the_number_and_the_vote_stand_in_the_margin() -> None:
    [act] = extract_acts(
        paper(
            """2022-65
Pour 8 Contre 14 Abst. 1
Commune de Bourg-Neuf
Conseil municipal du 3 mars 2022
Extrait du registre
# Horaires du parc de la Fontaine
Après en avoir délibéré, par 14 voix contre, 8 pour et 1 abstention, le conseil municipal REJETTE la proposition.
Fait les jour, mois et an que dessus.
"""
        )
    ).found
    assert (act.number, act.subject.text, act.outcome) == ("2022-65", "Horaires du parc de la Fontaine", Outcome.REJECTED)


def test_a_number_alone_opens_the_next_act_of_a_bundle() -> None:
    found = titles(
        """# RECUEIL DES ACTES ADMINISTRATIFS
Délibération 22-03
# Achat d'un broyeur
À l'unanimité, le comité autorise le président à signer le marché.
Délibération 22-04
# Reprise des textiles
Le projet n'ayant pas été transmis, l'examen de ce point est ajourné.
Délibération 22-05
# Consigne du verre
À l'unanimité, le comité approuve la consigne.
Décision D-22-006 du 3 février 2022
# Vente d'un compacteur
Le président décide : Article 1. Est cédé à la société Ferrum le compacteur.
"""
    )
    assert found == [
        ("22-03", "Achat d'un broyeur"),
        ("22-04", "Reprise des textiles"),
        ("22-05", "Consigne du verre"),
        ("D-22-006", "Vente d'un compacteur"),
    ]


@pytest.mark.parametrize(
    ("foot", "number"),
    [
        ("Délibération AP-2022-03/08-4-719 1 / 2", "AP-2022-03/08-4-719"),
        ("Réf. SIVU/2022-03 – Syndicat des eaux", "SIVU/2022-03"),
        ("12, rue du Four – 01300 Bourg-Neuf", None),
    ],
)
def test_the_number_of_one_act_stands_in_the_foot(foot: str, number: str | None) -> None:
    document = paper(
        """# Feuille de route des monnaies locales
Le conseil régional en sa réunion du 3 mars 2022,
Après en avoir délibéré à la majorité, DÉCIDE d'adopter la feuille de route.
"""
    )
    page = document.pages[0]
    [act] = extract_acts(replace(document, pages=(replace(page, text=f"{page.text}{foot}\n"),))).found
    assert act.number == number


def test_the_number_stands_in_a_cell_beside_the_subject() -> None:
    found = titles(
        """# VILLE DE BOURG-NEUF
Séance du 3 mars 2022
N° 22.03.03-11\tTarifs des salles de la commune
Mme Roux rappelle l'état des salles.
Après en avoir délibéré, le conseil municipal,
DÉCIDE de maintenir les tarifs.
Fait à Bourg-Neuf, le 3 mars 2022
"""
    )
    assert found == [("22.03.03-11", "Tarifs des salles de la commune")]


def test_fields_beside_the_text_of_an_act_frame_it() -> None:
    [act] = extract_acts(
        paper(
            """# DÉLIBÉRATION N° 2022-031
Objet : Aide aux relais de village
Visas\tVu le code général des collectivités territoriales ;
Dispositif\tLe conseil municipal, après en avoir délibéré, à l'unanimité,
\tATTRIBUE les subventions suivantes :
\t- Association Le Hangar : 4 000 €
\tAUTORISE la maire à signer les conventions.
"""
        )
    ).found
    assert (act.outcome, [a.cents for a in act.amounts]) == (Outcome.ADOPTED, [400_000])


def test_reports_of_a_chapter_number_the_items() -> None:
    acts = extract_acts(
        paper(
            """# CONSEIL DÉPARTEMENTAL
Séance publique du 3 mars 2022
Rapport II-305
> Intitulé Plan de l'alimentation dans les collèges
Décision Par 27 voix pour, 9 contre et 4 abstentions, le conseil départemental ADOPTE le plan.
Rapport II-306
> Intitulé Vente du domaine du Moulin
Décision Rapport retiré.
Rapport II-307
> Intitulé Aide à la maison des adolescents
Décision À l'unanimité, le conseil départemental ACCORDE une aide.
"""
        )
    ).found
    assert [(a.number, a.outcome) for a in acts] == [
        ("II-305", Outcome.ADOPTED),
        ("II-306", Outcome.WITHDRAWN),
        ("II-307", Outcome.ADOPTED),
    ]


def test_a_decision_of_a_bundle_is_of_its_own_day() -> None:
    acts = extract_acts(
        paper(
            """# RECUEIL DES ACTES ADMINISTRATIFS
Comité syndical du 16 mars 2022
Délibération 22-05
# Consigne du verre
À l'unanimité, le comité approuve la consigne.
Décision D-22-006 du 3 février 2022
# Vente d'un compacteur réformé
Le président décide :
Article 1. Le compacteur est vendu à la société Ferrum au prix de 6 500 €.
"""
        )
    ).found
    assert [(a.body, a.outcome, a.session.value.isoformat() if a.session else None) for a in acts] == [
        (Body.COUNCIL, Outcome.ADOPTED, "2022-03-16"),
        (Body.DELEGATION, Outcome.ADOPTED, "2022-02-03"),
    ]


def test_the_year_of_the_sitting_proves_the_number_behind_it() -> None:
    found = titles(
        """# RECUEIL DES ACTES ADMINISTRATIFS
Conseil municipal – séance du 3 mars 2022 22-014
# Achat d'un arbre
Le conseil, par 19 voix pour et 4 contre, adopte le devis.
Conseil municipal – séance du 3 mars 2022 22-015
# Réfection du lavoir
À l'unanimité, le conseil approuve les travaux.
"""
    )
    assert found == [("22-014", "Achat d'un arbre"), ("22-015", "Réfection du lavoir")]


def test_an_item_taken_off_in_the_opening_is_an_act() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """Mme Roux propose de retirer de l'ordre du jour le point « Bail du presbytère ».
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert (acts[0].subject.text, acts[0].outcome) == ("Bail du presbytère", Outcome.WITHDRAWN)


def test_an_amendment_has_its_own_outcome() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """# 2022-21 – Budget participatif
Mme Roux présente le projet.
# Amendement n° 1 du groupe Rivages
Mme Verte défend l'amendement.
L'amendement, mis aux voix, est rejeté par 3 voix contre et 1 pour.
Le conseil municipal, après en avoir délibéré, adopte le projet.
Pour : 3 – Contre : 1
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert {a.subject.text[:11]: a.outcome for a in acts[:2]} == {"Budget part": Outcome.ADOPTED, "Amendement ": Outcome.REJECTED}


def test_an_amendment_may_be_repulsed_and_the_item_decided_with_figures() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """# 2022-21 – Budget supplémentaire
M. Blanc présente le budget.
# Amendement n° 1 déposé par le groupe « Rivages » : fontaines
Mme Verte propose de prélever 1 500 € pour des fontaines.
L’amendement est repoussé : 1 voix pour, 3 contre, 1 abstention.
Le budget est ensuite soumis au vote. Le conseil municipal, par 4 voix pour et 1 contre,
ADOPTE le budget supplémentaire.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert [(a.number, a.outcome.value, a.votes.in_favour) for a in acts[:2] if a.votes] == [
        ("2022-21", "adopted", 4),
        ("Amendement n° 1", "rejected", 1),
    ]


@pytest.mark.parametrize("sign", ["–", "·", "•"])
def test_number_and_page_at_the_foot_open_nothing(sign: str) -> None:
    head = "# CONSEIL MÉTROPOLITAIN\nSéance du 3 mars 2022\nDélibération\tn° 2022.C.021\nObjet : Halle\n"
    decides = "Le Conseil métropolitain, après en avoir délibéré, décide :\nArticle 1er. La halle est achetée.\nPour : 4 – Contre : 1\n"
    text = f"{head}{decides}Délibération n° 2022.C.021 {sign} 1/2\n=====\nMONTCLAIR\nLa Présidente\nDélibération n° 2022.C.021 {sign} 2/2"
    assert [a.number for a in extract_acts(paper(text)).found] == ["2022.C.021"]


def test_every_fact_quotes_its_page() -> None:
    document = paper(
        HEAD
        + """# 2022-21 – Aide au club de voile
Vu le code général des collectivités territoriales ;
=====
Le conseil municipal, après en avoir délibéré, à l'unanimité :
- ATTRIBUE une subvention de 900 € à l'association Grand Large, sous réserve du vote du budget, imputée au chapitre 65, article 65748.
M. Blanc demande la date de la régate.
"""
    )
    (act,) = extract_acts(document).found
    passages = [act.subject, act.whole, act.operative, act.condition, act.debate, *act.recitals, *act.imputation, *act.beneficiaries]
    passages += [a.quote for a in act.amounts]
    checked = 0
    for passage in passages:
        assert passage is not None
        for e in passage.evidence:
            assert document.pages[e.page - 1].text[e.start : e.end] == e.quote
            checked += 1
    assert checked > 8
    assert act.condition is not None and act.condition.text == "sous réserve du vote du budget, imputée au chapitre 65, article 65748"
    assert act.beneficiaries[0].text == "Grand Large"


def test_ids_do_not_change_between_runs() -> None:
    text = HEAD + "# 2022-21 – Achat d'un banc\nLe conseil municipal, après en avoir délibéré, décide d'acheter un banc.\n"
    assert [a.id for a in extract_acts(paper(text)).found] == [a.id for a in extract_acts(paper(text)).found]


def test_the_opening_goes_on_after_the_last_minutes() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """Compte-rendu de la réunion du 1er février 2022 : Pas d'observations. Le compte-rendu est adopté à l'unanimité.
Mme Roux propose de retirer de l'ordre du jour le point « Bail du presbytère ».
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert [(a.subject.text, a.outcome) for a in acts[:2]] == [
        ("Compte-rendu de la réunion du 1er février 2022", Outcome.ADOPTED),
        ("Bail du presbytère", Outcome.WITHDRAWN),
    ]


def test_headings_of_accounts_inside_an_item_are_no_items() -> None:
    found = titles(
        HEAD
        + """# 2022-21 – Vote du compte financier unique
Considérant que Mme Roux a quitté la séance et que le conseil a élu un président ;
# Détermination du résultat cumulé
Recettes\t10 000,00
Après en avoir délibéré, les membres du conseil ont, à l'unanimité :
- Approuvé le compte.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
    )
    assert [n for n, _ in found] == ["2022-21", "2022-22"]


def test_numbers_of_a_shape_of_the_house_prove_themselves_by_their_run() -> None:
    found = titles(
        HEAD
        + """Point n° 1 : Finances
22-03/014 – Emprunt pour l'école :
Le Conseil, à l'unanimité, approuve l'emprunt.
22-03/015 - Adhésion à l'agence des voiries
A l'unanimité, le Conseil, ayant entendu son rapporteur, approuve l'adhésion décrite par la délibération n° 21-02/007 du 4 février.
Point n° 2 : Personnel
22-03/016_ — Poste de jardinier
Le Conseil, à la majorité, Mme Verte ne prenant pas part au vote.
Décide de créer un poste de jardinier.
"""
    )
    assert found == [
        ("22-03/014", "Emprunt pour l'école"),
        ("22-03/015", "Adhésion à l'agence des voiries"),
        ("22-03/016", "Poste de jardinier"),
    ]


def test_year_month_and_serial_of_a_sitting_are_a_number_though_they_look_like_a_date() -> None:
    found = titles(
        HEAD
        + """# 22.03.01 – Emprunt pour l'école
Le conseil, à l'unanimité, approuve l'emprunt.
04.03.22 : réunion avec les riverains
11.03.22 : visite du chantier
# 22.03.02 – Adhésion à l'agence des voiries
Le conseil, à l'unanimité, approuve l'adhésion.
"""
    )
    assert found == [("22.03.01", "Emprunt pour l'école"), ("22.03.02", "Adhésion à l'agence des voiries")]


def test_ordinals_of_two_levels_and_dates_are_no_series() -> None:
    found = titles(
        HEAD
        + """# 1. Voirie
1.1 Le revêtement de la rue haute est usé.
1.2 Les trottoirs manquent rue basse.
03.03.2022 : réunion avec les riverains
10.03.2022 : visite du chantier
Le conseil municipal, après en avoir délibéré, approuve le programme.
# 2. Eau
Le conseil municipal, après en avoir délibéré, approuve le contrat.
"""
    )
    assert [n for n, _ in found] == ["1", "2"]


def test_titles_without_print_or_number_are_told_by_their_place() -> None:
    """A scan shows neither bold nor size: the rapporteur below, the field in capitals, the vote before give a title away."""
    found = titles(
        HEAD
        + """ORDRE DU JOUR
RÉSEAUX - Eau potable - Avenant au contrat d'affermage
Rapporteur : Paul Blanc, adjoint.
L'avenant prend effet le premier avril et baisse le prix de l'abonnement.
Vote favorable à l'unanimité des membres présents.
Convention avec le centre équestre pour les sorties des écoles Rapporteur : Anne Verte
La convention est reconduite pour un an aux mêmes conditions.
Vote favorable à l'unanimité des membres présents et représentés
Retour de Paul Blanc.
ÉLUS - Mission locale - Remplacement d'une déléguée
Mme Verte se propose.
Vote favorable par 11 voix pour et 1 abstention.
"""
    )
    assert [s for _, s in found] == [
        "RÉSEAUX - Eau potable - Avenant au contrat d'affermage",
        "Convention avec le centre équestre pour les sorties des écoles",
        "ÉLUS - Mission locale - Remplacement d'une déléguée",
    ]


def test_an_item_named_behind_a_colon_is_taken_off_the_agenda() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """Mme Roux propose :
- De retirer le point suivant de l'ordre du jour : Convention avec le haras (pièce non reçue)
# DEL-2022-04 : Règlement du cimetière
Le conseil municipal, après en avoir délibéré, adopte le règlement.
"""
        )
    ).found
    assert next((a.subject.text, a.outcome) for a in acts) == ("Convention avec le haras", Outcome.WITHDRAWN)


def test_news_of_delegated_decisions_inside_an_item_open_nothing() -> None:
    """ "3- Information sur la délégation ..." is a chapter of the report; what the council notes of it ends the report, and the next act is
    the council's own."""
    acts = extract_acts(
        paper(
            HEAD
            + """# DE-2022/30 – Informations sur la délégation de la maire
> 1- Information sur la délégation relative aux marchés
Date\tTitulaire\tObjet du marché\tMontant
02/02/22\tMENUISERIE DU VAL\tPorte de la remise\t850,00 €
> 2- Information sur la délégation relative aux concessions
Le conseil municipal prend acte des décisions prises par Mme Roux dans le cadre de sa délégation.
# DE-2022/31 – Charte du logo
Il est proposé d'adopter la charte du logo.
> Cas général de la charte du logo
Le conseil municipal, après en avoir délibéré, adopte la charte.
"""
        )
    ).found
    assert [(a.number, a.body, a.outcome) for a in acts] == [
        ("DE-2022/30", Body.COUNCIL, Outcome.NOTED),
        (None, Body.DELEGATION, Outcome.ADOPTED),
        ("DE-2022/31", Body.COUNCIL, Outcome.ADOPTED),
    ]


def test_the_words_ordre_du_jour_may_stand_over_the_items_themselves() -> None:
    found = titles(
        HEAD
        + """Ordre du jour
- ENFANCE - Centre de loisirs - Convention avec l'association des Petits Pas
La convention du centre de loisirs est reconduite pour l'été aux mêmes conditions que l'an passé, ce que Mme Verte expose longuement.
Vote favorable à l'unanimité.
- ENSEIGNEMENT - Classe de neige - Projet et financement
La classe part dix jours en janvier, pour un coût que le budget de l'école supporte.
Vote favorable à l'unanimité.
"""
    )
    assert [s[:10] for _, s in found] == ["ENFANCE - ", "ENSEIGNEME"]


def test_an_election_is_decided_by_its_result_and_its_figures_are_no_titles() -> None:
    found = titles(
        HEAD
        + """# 1. Élection des délégués au syndicat
Une liste de candidats a été déposée.
> Liste « Ensemble pour la vallée »
> 15 suffrages obtenus soit 3 mandats
Par conséquent sont élus délégués : Mme Verte, M. Gris et Mme Roux.
# 2. Poste d'archiviste
Le conseil municipal, après en avoir délibéré, décide de créer le poste.
"""
    )
    assert found == [("1", "Élection des délégués au syndicat"), ("2", "Poste d'archiviste")]


def test_a_heading_that_mentions_the_authority_is_no_letterhead() -> None:
    found = titles(
        """# ROCHEBRUNE DÉLIBÉRATION
n° CC-2023-005 Séance publique du 6 avril 2023
# Adhésions et cotisations de la communauté urbaine à divers organismes au titre de l'exercice 2023
Votants : 34
Après en avoir délibéré, le conseil APPROUVE les adhésions.
"""
    )
    assert found == [("CC-2023-005", "Adhésions et cotisations de la communauté urbaine à divers organismes au titre de l'exercice 2023")]


def test_the_name_of_the_authority_below_a_table_of_figures_is_no_subject() -> None:
    found = titles(
        """Délibération\tn° D-2025-04
En exercice\t41
Votants\t36
# Pays de Brève
communauté de communes
# CONSEIL COMMUNAUTAIRE Séance du 10 avril 2025
# Motion pour le maintien de la desserte ferroviaire et du guichet
Après en avoir délibéré, le conseil DEMANDE le maintien des trains.
"""
    )
    assert found == [("D-2025-04", "Motion pour le maintien de la desserte ferroviaire et du guichet")]


def test_the_number_of_voters_in_the_roll_call_is_no_vote() -> None:
    issues = extract_acts(
        paper(
            """COMMUNE DE PORT-CLAIR
Votants : 34
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération n° DEL-2024-006
Objet : Salle commune
Le conseil municipal, après en avoir délibéré, APPROUVE les travaux.
"""
        )
    ).issues
    assert not issues


NUMBERED = [
    (
        HEAD
        + """# Ordre du jour
- 1. Dernier procès-verbal
- 2. Lavoir
- 3. Chorale
1. – Délibération n° D2022-11
# Approbation du procès-verbal de la séance du 4 février 2022
Rapporteur : Mme Roux
> Le conseil municipal APPROUVE le procès-verbal de la séance du 4 février 2022.
Vote : unanimité.
2. – Délibération n° D2022-12
# Réfection du lavoir communal
Rapporteur : M. Blanc
> Le conseil municipal REJETTE le projet de convention.
Vote : 3 voix pour, 12 voix contre.
3. – Délibération n° D2022-13
# Convention avec la chorale
Rapporteur : Mme Verte
> Le conseil municipal AUTORISE la signature.
Vote : unanimité.
""",
        [("D2022-11", "adopted"), ("D2022-12", "rejected"), ("D2022-13", "adopted")],
        "the first number behind an ordinal and a dash ends the agenda, and none of them goes to the title above it",
    ),
    (
        """Communauté du Val\tBUREAU COMMUNAUTAIRE Séance du 3 mars 2022
Numéro\t2022-B-012
Objet\tAménagement de la halle
Membres\tEn exercice : 21
# Contexte
La halle est vétuste.
# Décision
Le Bureau, agissant par délégation du Conseil :
- APPROUVE les travaux ;
- AUTORISE le Président à signer.
Décision prise à l'unanimité des membres présents.
""",
        [("2022-B-012", "adopted")],
        "one act whose number and subject stand in cells at its head",
    ),
    (
        """Conseillers en exercice : 21 Présents : 18\tCONSEIL MUNICIPAL DU 3 MARS 2022 Délibération n° D2022-024 Halle du marché – Travaux
Présents : Mme Anne Bonnet, M. Léo Rivat.
# Rapport de présentation
La halle est vétuste.
Après en avoir délibéré, le conseil municipal APPROUVE les travaux.
""",
        [("D2022-024", "adopted")],
        "sitting, number and subject in one cell beside the count of those present",
    ),
    (
        """# Bourg-Neuf Délibération
Conseil municipal du 3 mars 2022 D2022-019
# Autorisations de programme – Ouvertures
Trois programmes sont proposés.
AP 22-01. La halle serait réhabilitée en deux ans.
AP 22-02. Six cours d'école seraient plantées.
Après en avoir délibéré, le conseil municipal
Article 1er – OUVRE les autorisations de programme.
""",
        [("D2022-019", "adopted")],
        "sentences on numbered programmes are below the number of the act itself",
    ),
    (
        HEAD
        + """# Ordre du jour
2022-71 – Approbation du dernier procès-verbal
2022-72 – Éclairage de nuit
# DÉLIBÉRATION N° 2022-71
# Objet : Approbation du dernier procès-verbal
Le conseil municipal, après en avoir délibéré, approuve le procès-verbal.
# DÉLIBÉRATION N° 2022-72
# Objet : Éclairage de nuit
Le conseil municipal, après en avoir délibéré, décide de couper l'éclairage.
""",
        [("2022-71", "adopted"), ("2022-72", "adopted")],
        "an announced number that comes back ends the agenda",
    ),
    (
        HEAD
        + """> 1) Règlement du cimetière (2022-21)
Le conseil municipal, après en avoir délibéré, adopte le règlement.
> 2) Subventions aux associations et convention avec le centre social
(2022-22)
Rapporteur : Mme Verte
Les conseillers membres du bureau d'une association ne prennent pas part au vote.
Association\tMontant
Club de judo\t3 200 €
Chorale\t600 €
Le conseil municipal, après en avoir délibéré, attribue les subventions du tableau ci-dessus.
> 3) Vente d'un camion (2022-23)
Le conseil municipal, après en avoir délibéré, décide de vendre le camion.
""",
        [("2022-21", "adopted"), ("2022-22", "adopted"), ("2022-23", "adopted")],
        "a number in brackets that wraps below its title; who takes no part in the vote decides nothing",
    ),
    (
        HEAD.replace("Procès-verbal", "Procès-verbal des amendements")
        + """# Amendement n° 4 – Santé : achat d'un véhicule
Ouvrir une autorisation de programme de 350 000 €.
> L'amendement n° 4, mis aux voix, est adopté. Pour : 63 – Contre : 0.
# Amendement n° 9 – Jeunesse : indemnité
Ouvrir une autorisation d'engagement de 240 000 €.
La présidente propose de réexaminer le texte plus tard.
> L'examen de l'amendement n° 9 est reporté au budget supplémentaire 2025, avec l'accord de ses auteurs.
# Amendement n° 15 – Environnement : bonus
Ouvrir une autorisation d'engagement de 200 000 €.
> L'amendement n° 15 est retiré par ses auteurs.
""",
        [("Amendement n° 4", "adopted"), ("Amendement n° 9", "postponed"), ("Amendement n° 15", "withdrawn")],
        "amendments alone, each with what became of it",
    ),
]


ALONE = [
    (
        """Numéro de l'acte\t098-2022
Date de la séance\t18 novembre 2022
Titre\tRèglement de la piscine communale
Rapporteur\tMme Verte
Le conseil municipal, par 9 voix pour et 2 contre (MM. Roux et Gris) :
APPROUVE : Le règlement de la piscine est approuvé pour trois ans.
DIT : Les recettes sont portées au chapitre 70.
""",
        ("098-2022", "Règlement de la piscine communale", "adopted"),
        "the fields of one act: number, title",
    ),
    (
        """RÉPUBLIQUE FRANÇAISE n° d'ordre : 2022-12-08/05
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
séance du 8 décembre 2022
# Question n° 5 – Règlement de la piscine communale
Le conseil municipal, après en avoir délibéré,
- approuve le règlement.
""",
        ("2022-12-08/05", "Règlement de la piscine communale", "adopted"),
        "the number of order ends the first line of the letterhead",
    ),
    (
        """# Ville de Valbrun
Conseil municipal du 23 juin 2025 Délibération 2025.06.19
# Création d'une brigade équestre municipale
# Décision
Le projet de délibération est retiré de l'ordre du jour par Mme la Maire.
""",
        ("2025.06.19", "Création d'une brigade équestre municipale", "withdrawn"),
        "one deliberation named in the letterhead, taken off the agenda",
    ),
    (
        """# Valbrun Agglo
Communauté d'agglomération, 17 communes
# Délibération DEL-2024-087
# Rapport n° 12
Rapporteur : M. Gris
Finances – Création d'une autorisation de programme
# NOTE DE SYNTHÈSE
La séance du 27 juin 2024 est publique.
Le conseil communautaire, après en avoir délibéré, crée l'autorisation.
""",
        ("DEL-2024-087", "Finances – Création d'une autorisation de programme", "adopted"),
        "the name of the authority above the number is no subject, however large",
    ),
    (
        """# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
L'an deux mil seize, le vingt-sept mai, le conseil municipal s'est réuni.
# OBJET DE LA DÉLIBÉRATION
Cession de l'ancien presbytère
DECIDE de céder le presbytère.
""",
        (None, "Cession de l'ancien presbytère", "adopted"),
        "the subject below the words that announce it",
    ),
    (
        """Mairie – 2, place de l'Orme Délibération DCM 2023-06-44
# Location de la salle communale du bourg
Le vingt-sept juin deux mille vingt-trois, le conseil municipal s'est réuni en mairie.
Madame la maire présente la grille. Elle retire la question de l'ordre du jour.
Pour copie conforme, la maire
""",
        ("DCM 2023-06-44", "Location de la salle communale du bourg", "withdrawn"),
        "one deliberation named beside the address, without a vote",
    ),
    (
        """Communauté de communes du Valserin Séance publique du 5 décembre 2024
5.7
# Entrée au capital de la société des énergies du Valserin
Il est proposé au conseil communautaire d'entrer au capital.
Il a été procédé au scrutin : 31 bulletins, 11 pour, 20 contre. La proposition n'est pas adoptée.
Pour extrait conforme : la présidente
""",
        ("5.7", "Entrée au capital de la société des énergies du Valserin", "rejected"),
        "one vote and the certificate of an extract; a number of rank above the subject",
    ),
    (
        """SYNDICAT DES TROIS RIVES
COMITÉ SYNDICAL DU 11 AVRIL 2019
Acte n° 2019/09
# Objet : Règlement de la piscine communale
Le comité syndical, après en avoir délibéré, approuve le règlement.
Pour extrait conforme, le président
""",
        ("2019/09", "Règlement de la piscine communale", "adopted"),
        "the sitting of a syndicate",
    ),
]


CLOSES = "Le conseil municipal, après en avoir délibéré, APPROUVE le projet.\nPour extrait conforme, le maire\n"
SUBJECTS = [
    (
        "RÉPUBLIQUE FRANÇAISE\tEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\tDélibération n° CP2023/01 Rapport n° 107\n# Objet : Toit du lavoir\n",
        ("CP2023/01", "Toit du lavoir"),
        "behind the number in its cell stands that of the report",
    ),
    (
        "# Pays du Val\nCONSEIL COMMUNAUTAIRE – SÉANCE DU 3 MARS 2022\n# Toit du lavoir – Convention avec la commune\n"
        "Délibération DC 22/060\n"
        "Rapporteur M. Léo Rivat, vice-président\nService Bâtiments\nMatière 8.4 Aménagement\n",
        ("DC 22/060", "Toit du lavoir – Convention avec la commune"),
        "fields without a colon below the number",
    ),
    (
        "Ville de Bourg-Neuf – Conseil municipal\n# DÉLIBÉRATION DU CONSEIL MUNICIPAL\n# Délibération\n2022/006\n# Matière\n"
        "# 3.3 Locations du domaine\n# Rapporteur\n# M. Léo Rivat\n# Toit du lavoir – Marché de travaux et avenant\n",
        ("2022/006", "Toit du lavoir – Marché de travaux et avenant"),
        "labels, each over its value",
    ),
    (
        "# ORMELUNE AGGLOMÉRATION\n# BUREAU COMMUNAUTAIRE\nSéance du 3 mars 2022\n# DÉLIBÉRATION N° 2022-B-021\n"
        "Toit du lavoir – Convention\n",
        ("2022-B-021", "Toit du lavoir – Convention"),
        "the authority above the line of its assembly is no subject",
    ),
    (
        "COMMISSION PERMANENTE\nExtrait du procès-verbal de la réunion du 3 mars 2022\nToit du lavoir – Participation aux\n"
        "travaux de 2022\n"
        "Délibération n° CP-2022-0042\nRéunie à l'hôtel de Région sous la présidence de M. Roux.\n",
        ("CP-2022-0042", "Toit du lavoir – Participation aux travaux de 2022"),
        "a scan: the subject in body print above its number",
    ),
    (
        "# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n# BOURG-NEUF-LES-FORGES\n# 2022-018 – Toit du lavoir\nConseil municipal du 3 mars 2022\n",
        ("2022-018", "Toit du lavoir"),
        "beside the number itself",
    ),
    (
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nN° 2022/072\nNombre de conseillers Objet : Toit du lavoir – Marché\nen exercice : 15\n",
        ("2022/072", "Toit du lavoir – Marché"),
        "two columns read as one line",
    ),
]


@pytest.mark.parametrize(("head", "act", "why"), SUBJECTS, ids=[row[2] for row in SUBJECTS])
def test_the_subject_among_the_fields_of_the_head(head: str, act: tuple[str, str], why: str) -> None:
    found = extract_acts(
        paper(head + "L'an deux mille vingt-deux, le trois mars, le conseil s'est réuni.\n" + CLOSES, doc="acte.pdf")
    ).found
    assert [(a.number, " ".join(a.subject.text.split())) for a in found] == [act], why


@pytest.mark.parametrize(
    ("text", "act", "why"),
    [
        (
            "# RÉGION DU VAL\n# ASSEMBLÉE PLÉNIÈRE DU CONSEIL RÉGIONAL\n# NUMÉRO CR-2022-016\n# POLITIQUE Vie associative\n"
            "# OBJET Création d'un comité des usagers\nEn ouverture de séance, le Président retire le point de l'ordre du jour.\n",
            ("CR-2022-016", "Création d'un comité des usagers"),
            "a field between the number and the line that names the subject",
        ),
        (
            "# CONSEIL RÉGIONAL DU VAL\n# EXTRAIT DES DÉLIBÉRATIONS\nSession du 3 mars 2022\n22.AP.023\nCapital de la société des vergers\n"
            "L'an deux mille vingt-deux, le trois mars, le conseil s'est réuni.\n"
            "LE CONSEIL RÉGIONAL, APRÈS EN AVOIR DÉLIBÉRÉ,\n- APPROUVE la souscription.\n",
            ("22.AP.023", "Capital de la société des vergers"),
            "a number alone over a subject in body print",
        ),
    ],
)
def test_the_subject_of_a_number_alone(text: str, act: tuple[str, str], why: str) -> None:
    assert [(a.number, a.subject.text) for a in extract_acts(paper(text, doc="acte.pdf")).found] == [act], why


CHAPTERED = [
    (
        """# Ville de Bourg-Neuf
DCM22-015
# CONSEIL MUNICIPAL
Séance du 3 mars 2022
# Réfection du lavoir communal
Rapporteur : Mme Roux
# 1. Rapport de présentation
Le lavoir est vétuste. Le conseil citoyen rappelle son attachement au lieu.
# 2. Fondements
Vu le procès-verbal de la commission des travaux du 10 février 2022 ;
# 3. Décision
Le conseil municipal, après débat :
- APPROUVE les travaux.
POUR : 12 – CONTRE : 0 – ABSTENTION : 2. Délibération adoptée.
Pour extrait certifié conforme, le maire
""",
        [("DCM22-015", "Réfection du lavoir communal", "adopted")],
        "chapters with ordinals; a visa names minutes and a council of citizens speaks",
    ),
    (
        """# Communauté du Val
CONSEIL COMMUNAUTAIRE – SÉANCE DU 3 MARS 2022
# Plan vélo – Communication du compte rendu d'avancement 2021
Délibération DC 22/013
# 1. De quoi s'agit-il ?
Le compte rendu présente les actions conduites.
# 2. La décision
Le conseil communautaire, après en avoir débattu :
- PREND ACTE du compte rendu.
""",
        [("DC 22/013", "Plan vélo – Communication du compte rendu d'avancement 2021", "noted")],
        "an account of what was done is no minutes of a sitting",
    ),
    (
        """# PROCÈS-VERBAL DES DÉLIBÉRATIONS
# du Conseil Municipal de Bourg-Neuf
# Séance du 3 mars 2022
N° 14/2022
# RÉFECTION DU LAVOIR COMMUNAL
# 1 - Exposé de Mme le Maire
Le lavoir est vétuste.
# 2 - Avis de la commission
La commission est favorable.
# 3 - Délibéré
Le conseil municipal, à l'unanimité, APPROUVE les travaux.
Pour copie conforme, le maire
""",
        [("14/2022", "RÉFECTION DU LAVOIR COMMUNAL", "adopted")],
        "minutes that decide one thing and are certified",
    ),
    (
        """# CONSEIL COMMUNAUTAIRE DU 3 MARS 2022
# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération DC 22/059
# Atelier vélo – Convention
Avant l'examen de cette affaire, le président informe l'assemblée. Le point n° 6 de l'ordre du jour, « Règlement des aides », est retiré.
# 1. De quoi s'agit-il ?
L'atelier répare les vélos.
# 2. La décision
Le conseil communautaire, après en avoir délibéré :
- APPROUVE la convention avec l'atelier.
""",
        [("DC 22/059", "Atelier vélo – Convention", "adopted"), ("6", "Règlement des aides", "withdrawn")],
        "an extract that tells of another item taken off the agenda",
    ),
    (
        """RÉPUBLIQUE FRANÇAISE\tEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Exercice : 15\tDélibération n° 2022-016
Présents : 12\tObjet : Règlement du lavoir
\tLe règlement est ancien, et la commission a émis un avis favorable.
\tVu le code général des collectivités territoriales ;
\tLe conseil municipal, après en avoir délibéré :
\tArticle 1er : APPROUVE le règlement du lavoir ;
\tAdopté à l'unanimité.
""",
        [("2022-016", "Règlement du lavoir", "adopted")],
        "a frame beside the margin of the letterhead is no table",
    ),
]


@pytest.mark.parametrize(("text", "acts", "why"), CHAPTERED, ids=[row[2] for row in CHAPTERED])
def test_chapters_of_an_act_open_none(text: str, acts: list[tuple[str, str, str]], why: str) -> None:
    assert [(a.number, a.subject.text, a.outcome.value) for a in extract_acts(paper(text, doc="acte.pdf")).found] == acts, why


def test_the_heads_of_the_pages_number_the_acts_of_a_bundle() -> None:
    acts = extract_acts(paper(HEAD + "# 1. Lavoir\nLe conseil municipal, après en avoir délibéré, approuve les travaux.\n")).found
    pages = tuple(Page(n, 600, 800, 0, f"Texte\n{head}", 5, (), ()) for n, head in ((1, "DCM22-081"), (2, "DCM22-082")))
    bare = [replace(acts[0], number=None, page=n) for n in (1, 2)]
    document = replace(paper(HEAD), pages=pages)
    assert [a.number for a in numbered_by_head(bare, document, ())] == ["DCM22-081", "DCM22-082"]
    same = replace(document, pages=tuple(replace(p, text="Texte\nDCM22-081") for p in pages))
    assert [a.number for a in numbered_by_head(bare, same, ())] == [None, None], "one number on all pages is that of the document"
    assert [a.number for a in numbered_by_head([replace(a, page=1) for a in bare], document, ())] == [None, None], "two acts under one head"


@pytest.mark.parametrize(("text", "act", "why"), ALONE, ids=[row[2] for row in ALONE])
def test_one_act_under_the_head_of_its_house(text: str, act: tuple[str | None, str, str], why: str) -> None:
    found = extract_acts(paper(text, doc="acte.pdf")).found
    assert [(a.number, a.subject.text, a.outcome.value) for a in found] == [act], why
    assert all(a.session for a in found)


@pytest.mark.parametrize(("text", "acts", "why"), NUMBERED, ids=[row[2] for row in NUMBERED])
def test_the_number_goes_to_its_own_act(text: str, acts: list[tuple[str, str]], why: str) -> None:
    assert [(a.number, a.outcome.value) for a in extract_acts(paper(text)).found] == acts, why


HOSTILE = {"dots": "." * 20_000, "voices": "à l'unanimité, le conseil " * 2_000, "numbers": "12-34/567 " * 2_000}


@pytest.mark.parametrize("name", HOSTILE)
def test_endless_lines_are_read_in_time(name: str) -> None:
    """Patterns that start anew at each of many like signs would take minutes here."""
    before = time.process_time()
    assert not extract_acts(paper(f"{HEAD}{HOSTILE[name]}")).found
    assert time.process_time() - before < 5


def test_an_item_set_aside_has_a_number_of_the_shape_of_the_house() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """Madame le Maire retire de l’ordre du jour le rapport n° 24/071, intitulé « Achat de la grange ».
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert (acts[0].number, acts[0].outcome) == ("24/071", Outcome.WITHDRAWN)


def test_an_item_set_aside_in_a_sentence_has_its_number_and_cost() -> None:
    acts = extract_acts(
        paper(
            HEAD
            + """Mme la Maire indique que le point n° 2022-20, « Achat de la grange – Maison commune », est retiré de l'ordre du jour. \
Le projet, évalué à 310 000 €, ne sera pas représenté.
# 2022-21 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# 2022-22 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found
    assert (acts[0].number, acts[0].outcome) == ("2022-20", Outcome.WITHDRAWN)
    assert [(a.cents, a.role.value) for a in acts[0].amounts] == [(31_000_000, "estimated")]


HEADS = {
    "alone behind its sign": "# CONSEIL MUNICIPAL\nSéance du 12 juin 2024\nN° {n}\n# Tiers-lieu de la gare – Convention\n",
    "in a cell of three": "Port-Clair\tCONSEIL MUNICIPAL\tDélibération n° {n}\nSéance du 12 juin 2024\tRapporteur : M. Blanc\t"
    "Objet : Tiers-lieu de la gare – Convention\n",
    "before the title": "# CONSEIL MUNICIPAL DU 12 JUIN 2024\n# {n} – Tiers-lieu de la gare – Convention\n",
    "behind the word": "# Délibération n° {n}\n# Tiers-lieu de la gare – Convention\nConseil municipal du 12 juin 2024\n",
}
NUMBERS = ["24-045", "24/068", "D20240612-03", "CC-240612-07", "2024-06-12-03", "20240612-4"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("place", HEADS)
def test_numbers_of_many_shapes_at_the_head_of_one_act(place: str, number: str) -> None:
    for said in (
        "Le conseil municipal, après en avoir délibéré, APPROUVE la convention.\nVote – Pour : 20 – Contre : 3",
        "DÉLIBÈRE\nArticle 1 – Approuve la convention.\nAdopté par 20 voix pour et 3 voix contre.",
    ):
        text = HEADS[place].format(n=number) + f"Vu le code général des collectivités ;\n{said}\nPour extrait conforme, la Maire"
        acts = extract_acts(paper(text, doc="acte.pdf")).found
        assert [(a.number, a.session.value.isoformat() if a.session else "", a.outcome.value) for a in acts] == [
            (number, "2024-06-12", "adopted")
        ]
        assert acts[0].subject.text.endswith("Tiers-lieu de la gare – Convention")


def acts_of(text: str) -> list[tuple[str | None, str, Outcome]]:
    return [(a.number, a.subject.text, a.outcome) for a in extract_acts(paper(text)).found]


def test_a_box_holds_the_number_the_subject_and_who_reports() -> None:
    found = acts_of(
        HEAD
        + """2022-07\tAchat de chaises pliantes
Rapporteur\tM. Blanc
M. Blanc présente les trois devis reçus.
# DÉCISION
APPROUVE l'achat de quarante chaises pour 900 €.
VOTE Unanimité
2022-08\tRelevé des décisions de la Maire
Rapporteur\tMme Roux
Le relevé porte sur février.
N°\tDate\tObjet\tMontant
D-22-11\t04/02/2022\tEntretien de l'orgue\t1 200 €
D-22-12\t11/02/2022\tLocation d'une benne\t340 €
# DÉCISION
PREND ACTE des décisions prises par délégation.
VOTE Sans vote
2022-09\tNom du nouveau square
Rapporteur\tMme Verte
Un habitant avait proposé trois noms.
# DÉCISION
REFUSE le nom proposé.
VOTE Pour : 4     Contre : 9
"""
    )
    assert found == [
        ("2022-07", "Achat de chaises pliantes", Outcome.ADOPTED),
        ("2022-08", "Relevé des décisions de la Maire", Outcome.NOTED),
        ("D-22-11", "Entretien de l'orgue", Outcome.ADOPTED),
        ("D-22-12", "Location d'une benne", Outcome.ADOPTED),
        ("2022-09", "Nom du nouveau square", Outcome.REJECTED),
    ]


VERBATIM = """# Compte rendu intégral de la réunion du conseil départemental du 3 mars 2022
Présents : Mme Roux, M. Blanc, Mme Verte, M. Gris
M. le Président. – Le quorum est atteint. Le rapport n° 2.01, « Vente du moulin », est retiré de l'ordre du jour : une offre est \
arrivée hier. Le rapport n° 3.02, « Charte des haies », est reporté à la réunion de juin.
Rapport n° 1.01
# Rénovation de la halle
Mme Verte, rapporteure. – Les crédits demandés sont de 80 000 €.
# Amendement n° 1 présenté par M. Gris
Porter les crédits à 90 000 €.
M. le Président. – Je mets aux voix l'amendement. Pour : 5. Contre : 20. Abstentions : 2. L'amendement est rejeté.
M. le Président. – Je mets aux voix le rapport lui-même. Pour : 25. Contre : 2. Le rapport est adopté, à la majorité.
Rapport n° 1.02
# Entretien des fossés
M. Blanc, rapporteur. – La campagne commence en mai.
# Amendement A2 – Curage des mares
Le texte ajoute six mares. Mis aux voix, l'amendement est adopté par 14 voix contre 13.
M. le Président. – Sur le rapport ainsi amendé : le Conseil départemental décide de curer les fossés et six mares. Pour : 27.
Rapport n° 1.03
# Aides aux clubs de lecture
M. Blanc, rapporteur. – Deux clubs ont écrit.
M. le Président. – M. Gris, membre du premier, ne prend pas part au vote. Les aides sont attribuées à l'unanimité.
"""


def test_in_verbatim_minutes_the_chair_says_what_was_voted() -> None:
    found = extract_acts(paper(VERBATIM)).found
    assert [(a.number, a.subject.text, a.outcome, a.votes.in_favour, a.votes.against) for a in found] == [
        ("2.01", "Vente du moulin", Outcome.WITHDRAWN, None, None),
        ("3.02", "Charte des haies", Outcome.POSTPONED, None, None),
        ("1.01", "Rénovation de la halle", Outcome.ADOPTED, 25, 2),
        ("Amendement n° 1", "Amendement n° 1 présenté par M. Gris", Outcome.REJECTED, 5, 20),
        ("1.02", "Entretien des fossés", Outcome.ADOPTED, 27, None),
        ("Amendement A2", "Amendement A2 – Curage des mares", Outcome.ADOPTED, 14, 13),
        ("1.03", "Aides aux clubs de lecture", Outcome.ADOPTED, None, None),
    ]
    assert found[-1].votes.unanimous


@pytest.mark.parametrize(
    ("said", "outcome", "why"),
    [
        ("M. LE PRÉSIDENT. - Je mets aux voix le rapport. Qui est contre ? Le rapport est adopté à l'unanimité.", "adopted", "in capitals"),
        ("Mme la Présidente : Pas de question ? La délibération est adoptée par 20 voix pour.", "adopted", "behind a colon"),
        ("M. le Président Martin. – Je mets aux voix. Le rapport est rejeté.", "rejected", "with the name"),
        ("Mme la Présidente de séance. – Il n'y a pas d'opposition. Il en est ainsi décidé.", "adopted", "no vote was asked for"),
    ],
)
def test_the_chair_is_named_in_many_ways(said: str, outcome: str, why: str) -> None:
    head = "# Compte rendu intégral de la réunion du conseil départemental du 3 mars 2022\nRapport n° 12\n# Rénovation de la halle\n"
    found = acts_of(head + "M. Blanc. – Un amendement semblable a été rejeté l'an dernier.\n" + said)
    assert [(n, o.value) for n, _, o in found] == [("12", outcome)], why


def test_a_box_may_count_the_items_of_the_agenda() -> None:
    box = "{n}\t{s}\nRapporteur\tM. Blanc\nTrois devis sont arrivés.\n# Décision\nLe conseil approuve l'achat.\nVote : unanimité\n"
    found = titles(HEAD + box.format(n="3", s="Achat de chaises pliantes") + box.format(n="4.", s="Achat de tables rondes"))
    assert found == [("3", "Achat de chaises pliantes"), ("4", "Achat de tables rondes")]


def test_rows_of_a_register_of_decisions_are_acts_of_the_executive_on_their_day() -> None:
    found = extract_acts(
        paper(
            """# VILLE DE BOURG-NEUF
# Registre des décisions de la Maire prises par délégation du conseil – 1er trimestre 2022
N°\tDate\tObjet\tTitulaire\tMontant
2022-DM-11\t04/02/2022\tMarché d'entretien de l'orgue\tAtelier du Vent\t1 200,00 €
2022-DM-12\t11/02/2022\tDon de six bancs usagés à la chorale\tChorale du Bief\t–
"""
        )
    ).found
    assert [(a.number, a.body, a.outcome, str(a.session.value) if a.session else None) for a in found] == [
        ("2022-DM-11", Body.DELEGATION, Outcome.ADOPTED, "2022-02-04"),
        ("2022-DM-12", Body.DELEGATION, Outcome.ADOPTED, "2022-02-11"),
    ]


def test_a_wish_printed_alone_is_an_opinion_unless_it_fails() -> None:
    head = """Conseil régional de la Lande
# VŒU
n° 22-AP-V{} présenté par le groupe « Rives »
# Pour le maintien de la ligne du plateau
Considérant que la ligne est la seule du plateau ;
{}
"""
    passed = acts_of(
        head.format("03", "Le Conseil régional,\n- DEMANDE à l'État de maintenir la ligne.\nVœu adopté à l'unanimité des présents.")
    )
    failed = acts_of(head.format("04", "Mis aux voix le 3 mars 2022 :\nPour : 5\nContre : 20\nLe vœu est rejeté."))
    assert [(n, o) for n, _, o in passed + failed] == [("22-AP-V03", Outcome.OPINION), ("22-AP-V04", Outcome.REJECTED)]


def test_preemptions_announced_above_a_second_table_of_a_report_are_none_of_its_own() -> None:
    found = titles(
        """# SYNDICAT DE LA LANDE
Délibération C-2022-02-01
# Communication des décisions prises par le Président au titre de sa délégation
Vu le code général des collectivités territoriales ;
Décision\tObjet\tMontant
2022-88\tÉtude de huit toitures\t17 640,00 €
Droit de préemption délégué – déclarations d'intention d'aliéner :
DIA 22-17\tParcelle AB 112, 184 000 €\tRenonciation
Le Comité syndical, après en avoir délibéré, PREND ACTE de ces décisions.
"""
    )
    assert [n for n, _ in found] == ["C-2022-02-01", "2022-88"]


def test_statutes_that_say_how_a_committee_elects_decide_nothing() -> None:
    found = acts_of(
        """# Commune de Valbrune
Procès-verbal du conseil municipal du mardi 8 mars 2022
Présents : Mme Roux, M. Blanc, Mme Verte, M. Gris
# 1. Syndicat d'énergie : modification des statuts
Après en avoir délibéré, le conseil municipal, à l'unanimité, approuve les statuts joints.
# STATUTS DU SYNDICAT
Article 6 – Bureau
Le comité élit, parmi les délégués qui le composent, un bureau comprenant un président et des vice-présidents.
# 2. Tarifs de la salle
Après en avoir délibéré, le conseil municipal, à l'unanimité, fixe les tarifs de la salle.
La séance est levée à 20 h.
"""
    )
    assert [n for n, _, _ in found] == ["1", "2"]


def test_a_committee_decides_on_each_line_printed_bold_at_the_head_of_its_paragraph() -> None:
    found = acts_of(
        """# Syndicat mixte de la Lande
Procès-verbal du comité syndical du mardi 8 mars 2022
Présents : Mme Roux, M. Blanc, Mme Verte, M. Gris
# 1. Compte rendu de la réunion du 11 janvier 2022
Aucune observation. Le compte rendu est adopté à l'unanimité.
# 2. Aides du fonds de pays
Le comité de sélection a examiné trois dossiers.
> 2.1 Association Les Roulottes : biblio-
thèque itinérante. Le comité accorde 8 000 €. Vote : unanimité.
> 2.2 Atelier du Bief : lavage de la laine.
Le comité refuse cette aide, par 2 voix pour et 15 contre.
> 2.3 Commune du Pont : four à pain. La
demande est de 6 400 €. Le comité reporte sa décision à la prochaine réunion. Vote : unanimité.
# 3. Avis sur le plan climat de la communauté
La directrice résume le document. Le comité émet un avis favorable. Pour : 18 ; abstention : 1.
# 4. Décisions du président
Le président rend compte des contrats signés :
Objet\tMontant
Animation de quatre ateliers\t5 400,00 €
Impression du journal\t2 268,50 €
Le comité en prend acte.
La séance est levée à 19 h 50.
"""
    )
    assert found == [
        ("1", "Compte rendu de la réunion du 11 janvier 2022", Outcome.ADOPTED),
        ("2.1", "Association Les Roulottes : biblio- thèque itinérante", Outcome.ADOPTED),
        ("2.2", "Atelier du Bief : lavage de la laine", Outcome.REJECTED),
        ("2.3", "Commune du Pont : four à pain", Outcome.POSTPONED),
        ("3", "Avis sur le plan climat de la communauté", Outcome.OPINION),
        ("4", "Décisions du président", Outcome.NOTED),
        (None, "Animation de quatre ateliers", Outcome.ADOPTED),
        (None, "Impression du journal", Outcome.ADOPTED),
    ]


@pytest.mark.parametrize(
    ("head", "number", "why"),
    [
        ("> DÉPARTEMENT DE LA LANDE CONSEIL DÉPARTEMENTAL Délibération DL22-009\n# {s}\n", "DL22-009", "ends the letterhead"),
        ("# Communauté de communes\nExtrait du registre des délibérations\n# D22.03.06 – {s}\n", "D22.03.06", "year, month, serial"),
        (
            "# lande métropole\n# BUREAU MÉTROPOLITAIN\n# Délibération\nB-2022-0181\n# Date de convocation\nPrésents : 20\n"
            "N° B-2022-0181\n# {s}\n",
            "B-2022-0181",
            "in the margin, and again over the subject",
        ),
        ("# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n# Rapport n° CD/2022/041\n# {s}\n", "CD/2022/041", "of the report"),
        ("Comité syndical du 8 mars 2022\nDélibération C-2022-02-01\n# {s}\n", "C-2022-02-01", "below the committee and its day"),
    ],
)
def test_the_head_of_an_act_of_other_bodies(head: str, number: str, why: str) -> None:
    body = "Séance du 8 mars 2022\n" if "2022\n" not in head else ""
    text = head.format(s="Plan des tiers-lieux ruraux de la Lande – Approbation et crédits") + body
    text += "Le Conseil, après en avoir délibéré, à l'unanimité, APPROUVE le plan joint au rapport.\nPour copie conforme, le Président"
    found = extract_acts(paper(text, doc="acte.pdf")).found
    assert [(a.number, a.subject.text) for a in found] == [(number, "Plan des tiers-lieux ruraux de la Lande – Approbation et crédits")], (
        why
    )
    assert found[0].session is not None
    assert str(found[0].session.value) == "2022-03-08"


ITEMS = ("Tarifs de la salle polyvalente", "Convention avec Les Rails", "Création d'un poste")
TITLES = {
    "a table of one row over each item": "2024-04{n}\t{subject}\tRapporteur : M. Blanc",
    "a number in brackets behind the title": "# {subject} (2024-04{n})",
    "a number behind a dash": "# {subject} – Délibération n° 2024-04{n}",
}


@pytest.mark.parametrize("agenda", [False, True], ids=["without agenda", "behind an agenda"])
@pytest.mark.parametrize("shape", TITLES)
def test_items_of_minutes_under_titles_of_many_shapes(shape: str, agenda: bool) -> None:
    announced = "# Ordre du jour\n" + "".join(f"{n}. {subject}\n" for n, subject in enumerate(ITEMS, 1))
    body = "\n".join(f"{TITLES[shape].format(n=n, subject=subject)}\nAdopté à l'unanimité." for n, subject in enumerate(ITEMS, 1))
    acts = extract_acts(paper(HEAD + (announced if agenda else "") + body)).found
    assert [(a.number, a.subject.text) for a in acts] == [(f"2024-04{n}", subject) for n, subject in enumerate(ITEMS, 1)]


@pytest.mark.parametrize("folio", ["", "{n} · page {p}", "Délibération n° {n} – {p}/3"], ids=["none", "own pages", "of so many"])
def test_a_bundle_whose_titles_stand_above_the_numbers(folio: str) -> None:
    pages = [
        f"# {subject}\nDélibération n° 2024-04{n}\nConseil municipal du 12 juin 2024\nVu le code général ;\n"
        f"Le conseil municipal, après en avoir délibéré, APPROUVE le projet.\nPour : 20 – Contre : 3\nPour extrait conforme, la Maire\n"
        + folio.format(n=f"2024-04{n}", p=n)
        for n, subject in enumerate(ITEMS, 1)
    ]
    acts = extract_acts(paper("# RECUEIL DES DÉLIBÉRATIONS\nSommaire\n=====\n" + "\n=====\n".join(pages))).found
    assert [(a.number, a.subject.text) for a in acts] == [(f"2024-04{n}", subject) for n, subject in enumerate(ITEMS, 1)]


def test_the_line_that_says_what_became_of_an_act_opens_none() -> None:
    text = """Séance du 3 mars 2022
# Délibération n° 2022-07
# Objet : Soutien aux compagnies
Le conseil municipal, après en avoir délibéré,
ATTRIBUE les subventions figurant en annexe.
Vote – Pour : 20 – Contre : 0 – Abstentions : 1
Délibération adoptée.
# ANNEXE – Bénéficiaires
Structure\tMontant
La Fanfare\t4 000 €
Le Tréteau\t6 000 €
"""
    acts = extract_acts(paper(text)).found
    assert [[b.text for b in act.beneficiaries] for act in acts] == [["La Fanfare", "Le Tréteau"]]


def test_a_title_printed_right_below_a_vote_opens_the_next_act() -> None:
    votes, title = "Pour : 24 – Contre : 7 – Abstentions : 3", "2022-CM-12 – Règlement des salles"
    document = paper(f"""Procès-verbal de la séance du 3 mars 2022
# 2022-CM-11 – Achat d'un banc
Le conseil municipal, après en avoir délibéré, ACHÈTE un banc.
# {votes} {title}
Le conseil municipal, après en avoir délibéré, ADOPTE le règlement.
Pour : 30 – Contre : 0 – Abstentions : 4""")
    page = document.pages[0]
    start = page.text.index(votes)
    joined = next(b for b in page.blocks if b.start == start)
    lines = (Line(start, start + len(votes), BOX, 10, bold=True), Line(start + len(votes) + 1, joined.end, BOX, 10, bold=True))
    blocks = tuple(replace(b, lines=lines) if b is joined else b for b in page.blocks)
    acts = extract_acts(replace(document, pages=(replace(page, blocks=blocks),))).found
    assert [(act.number, act.votes.against) for act in acts] == [("2022-CM-11", 7), ("2022-CM-12", 0)]


def test_the_name_of_the_document_is_no_item_and_long_subjects_are_set_aside() -> None:
    subject = (
        "Ancien établissement scolaire du quai des Mégissiers, numéros 12 à 16 – Bail emphytéotique administratif de trente ans avec la "
    )
    subject += "société coopérative d'intérêt collectif Les Tanneries"
    acts = extract_acts(
        paper(
            "# PROCÈS-VERBAL\nde la séance publique du conseil municipal\nVendredi 31 janvier 2025\n"
            "Le quorum est atteint, la séance est ouverte.\n"
            f"Le rapport n° 2025-08, « {subject} », est retiré de l'ordre du jour et ne sera pas réinscrit.\n"
            "# Rapport n° 2025-01 – Achat d'un banc\nLe conseil municipal, après en avoir délibéré, décide d'acheter un banc.\n"
            "# Rapport n° 2025-02 – Achat d'un arbre\nLe conseil municipal, après en avoir délibéré, décide d'acheter un arbre.\n"
        )
    ).found
    assert [(a.number, a.outcome) for a in acts] == [
        ("2025-08", Outcome.WITHDRAWN),
        ("2025-01", Outcome.ADOPTED),
        ("2025-02", Outcome.ADOPTED),
    ]
    assert acts[0].subject.text == subject


def test_a_list_has_columns_of_votes() -> None:
    acts = extract_acts(
        paper(
            """LISTE DES DÉLIBÉRATIONS
Séance du 3 mars 2022
Délibération\tIntitulé\tPour\tContre\tAbst.\tSort
D22-61\tTarifs du camping\t15\t2\t1\tadoptée
D22-62\tVidéoprotection\t8\t10\t0\trejetée
D22-63\tPlan de déplacement\t\t\t\treportée
"""
        )
    ).found
    assert [(a.number, a.outcome, a.votes.in_favour, a.votes.against, a.votes.abstention) for a in acts] == [
        ("D22-61", Outcome.ADOPTED, 15, 2, 1),
        ("D22-62", Outcome.REJECTED, 8, 10, 0),
        ("D22-63", Outcome.POSTPONED, None, None, None),
    ]


def test_an_item_of_a_list_is_no_heading_whatever_it_is_about() -> None:
    acts = extract_acts(
        paper(
            """LISTE DES DÉLIBÉRATIONS
Séance du 3 mars 2022
Numéro\tOBJET\tApprouvée/ Rejetée
2022_01\tTarifs du camping\tApprouvée
2022_02\tModification de l'objet social de la société d'aménagement\tApprouvée
2022_03\tAffaires scolaires : dérogations\tRejetée
2022_04 =\tTitre de transport des lycéens\tApprouvée
"""
        )
    ).found
    assert [(a.number, a.outcome) for a in acts] == [
        ("2022_01", Outcome.ADOPTED),
        ("2022_02", Outcome.ADOPTED),
        ("2022_03", Outcome.REJECTED),
        ("2022_04", Outcome.ADOPTED),
    ]


@pytest.mark.parametrize("head", ["N°\tObjet\tVote", "N°\tObjet de la délibération\tAdopté", "N°\tIntitulé\tAdoptée ou rejetée"])
def test_a_heading_printed_again_on_the_next_page_is_no_item(head: str) -> None:
    first = f"LISTE DES DÉLIBÉRATIONS\nSéance du 3 mars 2022\n{head}\nD22-61\tTarifs du camping\tAdoptée\nD22-62\tVidéoprotection\tRejetée"
    acts = extract_acts(paper(f"{first}\n=====\n{head}\nD22-63\tModification de l'objet social\tAdoptée\n")).found
    assert [a.number for a in acts] == ["D22-61", "D22-62", "D22-63"]


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("anprouree", Outcome.ADOPTED),
        ("a pprouvee", Outcome.ADOPTED),
        ("rejet6e", Outcome.REJECTED),
        ("acte stee", Outcome.UNSTATED),
        ("retjeree", Outcome.UNSTATED),
        ("", Outcome.UNSTATED),
    ],
)
def test_a_result_that_ocr_misread(printed: str, outcome: Outcome) -> None:
    assert misread_result(printed) is outcome


SITTING = (
    "PROCÈS-VERBAL\n# CONSEIL MUNICIPAL\n# Séance du 3 mars 2022\nL'an deux mille vingt-deux, le trois mars, le conseil s'est réuni.\n"
)


def test_a_report_of_decisions_without_a_number_is_an_act_where_decisions_follow() -> None:
    body = """- Madame le Maire rend compte des décisions prises depuis la séance du 3 février 2022, dans le cadre de ses délégations :
- DM2022-07 : Convention de prêt de chapiteaux
- DM2022-08 : Renouvellement du contrat du site
# D2022-09 : Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# D2022-10 : Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
    acts = extract_acts(paper(SITTING + body)).found
    assert [(a.number, a.outcome, a.body) for a in acts] == [
        (None, Outcome.NOTED, Body.COUNCIL),
        ("DM2022-07", Outcome.ADOPTED, Body.DELEGATION),
        ("DM2022-08", Outcome.ADOPTED, Body.DELEGATION),
        ("D2022-09", Outcome.ADOPTED, Body.COUNCIL),
        ("D2022-10", Outcome.ADOPTED, Body.COUNCIL),
    ]
    assert acts[0].subject.text == "Madame le Maire rend compte des décisions prises depuis la séance du 3 février 2022"


def test_a_report_without_decisions_is_none() -> None:
    body = """# Décisions prises par délégation du conseil au maire :
NÉANT
# D2022-09 : Achat d'un banc
Le conseil municipal, après en avoir délibéré, décide d'acheter un banc.
# D2022-10 : Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
    assert [a.number for a in extract_acts(paper(SITTING + body)).found] == ["D2022-09", "D2022-10"]


def test_what_an_item_puts_to_the_vote_and_says_again_opens_no_item() -> None:
    body = """# 1. Commune – décision modificative n°1
Madame le Maire explique les écritures.
# Décision modificative n°1 :
65\t6541\tCréances\t+ 6,00 €
Vote : pour à l'unanimité
# 2. Rapport d'activités du syndicat
Madame le Maire présente le rapport.
> Il est proposé aux membres du conseil municipal de prendre acte du rapport d'activités du syndicat.
Vote : pour à l'unanimité
"""
    acts = extract_acts(paper(SITTING + body)).found
    assert [(a.number, a.outcome) for a in acts] == [("1", Outcome.ADOPTED), ("2", Outcome.NOTED)]


def test_bold_lines_of_a_proposal_and_news_of_another_council_open_and_decide_nothing() -> None:
    body = """# 1. Caméras : demande de subvention
Le Conseil départemental a accordé une subvention sur ce projet.
> Le coût total de l'opération est estimé à 9 400 €
> Madame le maire demande aux membres du conseil municipal s'ils sont d'accord pour :
> Refuser la rétrocession des voiries
> Solliciter une aide au meilleur taux
Vote : pour à l'unanimité
# 2. Tarification de la cantine
Madame le maire présente les tarifs.
> Êtes-vous d'accord pour cette tarification ?
Vote : pour à l'unanimité
# 3. Transfert d'une compétence
Madame le maire présente la convention.
> d'approuver les conditions d'exercice de la compétence
Vote : pour à l'unanimité
"""
    acts = extract_acts(paper(SITTING + body)).found
    assert [(a.number, a.outcome) for a in acts] == [("1", Outcome.ADOPTED), ("2", Outcome.ADOPTED), ("3", Outcome.ADOPTED)]
