"""The sums of acts of many kinds: role, payee, tax, credit, each once."""

from __future__ import annotations

import pytest

from pipeline.extract.acts import extract_acts
from pipeline.extract.acts.payees import payee_of
from pipeline.extract.acts.terms import imputations
from pipeline.extract.money import find_sums
from pipeline.records.council import Act
from tests.extract.acts.council_papers import paper

HEAD = "Séance du 3 mars 2022\nL'an deux mille vingt-deux, le trois mars, le conseil municipal s'est réuni.\n"
TAIL = "\n# 2022-99 – Achat d'un banc\nLe conseil municipal, après en avoir délibéré, décide d'acheter un banc.\n"
DECIDES = "Le conseil, après en avoir délibéré, "

ACTS = [
    (
        "Soutien aux tiers-lieux",
        DECIDES
        + """décide :
- d'attribuer une subvention de fonctionnement de 15 000 € à l'association La Grange et de 8 000 € à la SCIC Le Moulin ;
- d'attribuer une aide de 40 000 € TTC à la SCIC Le Moulin, versée en deux fois : 20 000 € à la signature et 20 000 € à l'achèvement.""",
        "15000 granted La Grange, 8000 granted SCIC Le Moulin, 40000 granted TTC SCIC Le Moulin",
        "instalments of one sum are no sums of their own",
    ),
    (
        "Plan vélo – Autorisation de programme",
        DECIDES
        + """:
- APPROUVE l'autorisation de programme d'un montant de 2 000 000 € répartie comme suit :
Année\tCP
2024\t800 000 €
2025\t1 200 000 €
Total\t2 000 000 €""",
        "2000000 budgeted AP, 800000 budgeted CP, 1200000 budgeted CP",
        "the ceiling and its yearly parts are told apart",
    ),
    (
        "Groupe scolaire – Programme des travaux et lancement de la consultation de maîtrise d'œuvre",
        "Le coût des travaux est estimé à 1 150 000 € HT.\n"
        + DECIDES
        + """:
- APPROUVE le programme ;
- AUTORISE le lancement de la consultation de maîtrise d'œuvre, estimée à 98 000 € HT.""",
        "1150000 estimated HT, 98000 estimated HT",
        "before a tender the cost announced is an estimate",
    ),
    (
        "Halle aux câbles – Concours de la Ville à une activité de réemploi",
        "Le budget de l'opération s'établit à 718 000 €.\n"
        + DECIDES
        + """:
- ACCORDE à la coopérative Les Fils une subvention d'équipement de 250 000 €.""",
        "718000 estimated, 250000 granted coopérative Les Fils",
        "what the thing costs in all is not what is given to it",
    ),
    (
        "Décision modificative n° 1 – Budget principal",
        DECIDES + "adopte la décision modificative et les mouvements de crédits qu'elle comporte, dont 150 000 € au chapitre 65.",
        "150000 budgeted",
        "an amendment without a table says its change in prose",
    ),
    (
        "Autorisations de programme et crédits de paiement – Ouverture",
        "Autorisation de programme\tMontant\tCP 2024\tCP 2025\nAP 2024-02 Atelier collectif\t520 000 €\t60 000 €\t460 000 €\n"
        + DECIDES
        + """:
- OUVRE l'autorisation de programme et répartit les crédits de paiement conformément au tableau ci-dessus.""",
        "520000 budgeted AP, 60000 budgeted CP, 460000 budgeted CP",
        "a bare 'Montant' beside years is the authorisation",
    ),
    (
        "Autorisations de programme et crédits de paiement – Révision",
        DECIDES
        + """:
- RÉVISE l'autorisation de programme conformément au tableau ci-après.
AP\tLibellé\tAP votée\tAP révisée\tCP 2024\tCP 2025
2022-05\tPiscine\t3 200 000 €\t3 460 000 €\t900 000 €\t2 560 000 €""",
        "3460000 budgeted AP, 900000 budgeted CP, 2560000 budgeted CP",
        "the authorisation given up does not count beside the new one",
    ),
    (
        "Autorisations de programme – Ouvertures de l'exercice 2025",
        DECIDES
        + """:
- OUVRE les autorisations de programme pour les montants indiqués en annexe.
Adopté à l'unanimité.
# ANNEXE – Échéancier
AP\tLibellé\tMontant AP\tCP 2025\tCP 2026
3318\tBains publics\t1 150 000 €\t350 000 €\t800 000 €""",
        "1150000 budgeted AP",
        "the annex to which the decision points",
    ),
    (
        "Budget primitif 2024 – Budget annexe Transports",
        DECIDES
        + """:
- ADOPTE le budget primitif, arrêté à 900 000 € en exploitation et à 400 000 € en investissement ;
- OUVRE les crédits par opération conformément au tableau.
Budget\tOpération\tLibellé\tCrédits 2024
Transports\t301\tAide à l'exploitation\t210 000 €
Transports\t305\tMobilier des points d'arrêt\t190 000 €""",
        "900000 budgeted, 400000 budgeted, 210000 budgeted, 190000 budgeted",
        "the sections, then the credits of each operation",
    ),
    (
        "Avenant au contrat de transport – Évolution de l'offre et de la gamme tarifaire",
        DECIDES
        + """:
- PORTE la contribution forfaitaire de 84 000 € supplémentaires par an, selon le tableau.
Volet\tContribution annuelle supplémentaire
Ligne B\t60 000 €
Titre solidaire\t24 000 €""",
        "84000 granted, 60000 granted, 24000 granted",
        "what the authority pays is no price, though the title speaks of tariffs",
    ),
    (
        "Rénovation de la salle – Plan de financement",
        DECIDES
        + """:
- APPROUVE le plan de financement suivant :
Dépenses\tMontant HT\tRecettes\tMontant
Travaux\t320 000 €\tDETR\t140 000 €
Études\t30 000 €\tRégion\t70 000 €
\t\tAutofinancement\t140 000 €
Total\t350 000 €\tTotal\t350 000 €""",
        "140000 received, 70000 received, 140000 other, 350000 estimated",
        "two equal sums of a table are two sums",
    ),
    (
        "Demande de subvention au Département pour le terrain de jeux",
        DECIDES
        + """:
- APPROUVE le projet pour un montant de 64 000 € HT ;
- SOLLICITE auprès du Département une subvention de 25 600 €, soit 40 % ;
- S'ENGAGE à financer le solde, soit 38 400 €.""",
        "64000 estimated HT, 25600 received, 38400 other",
        "cost, money asked for, own share",
    ),
    (
        "Jardin partagé – Terrain",
        DECIDES + "décide d'acquérir la parcelle au prix de 12 500 euros, auxquels s'ajoutent des frais de notaire estimés à 1 200 euros.",
        "12500 granted, 1200 estimated",
        "a price paid is no income",
    ),
    (
        "Adhésion au groupement des maires",
        DECIDES + "décide de verser une cotisation annuelle de 0,30 € par habitant, soit 1 245,60 €.",
        "1245.6 granted",
        "the price of one is not what is paid",
    ),
    (
        "Aide aux vitrines",
        DECIDES + "fixe l'aide à 30 % des dépenses, plafonnée à 10 000 € par entreprise.",
        "10000 tariff",
        "what each may get at most is a rate",
    ),
    (
        "Sinistre du préau",
        DECIDES + "accepte l'indemnité de 3 456,78 € versée par l'assureur.",
        "3456.78 received",
        "an indemnity taken is no aid given",
    ),
    (
        "Charte des achats",
        DECIDES + "décide d'exiger des heures d'insertion dans tout marché d'un montant égal ou supérieur à 50 000 € HT.",
        "50000 other HT",
        "a limit is no money given",
    ),
    (
        "Vie associative – Conventions",
        DECIDES + "autorise la signature des conventions pour les aides supérieures à 23 000 €.",
        "",
        "the ceiling of the decree is no sum of the act",
    ),
    (
        "Toiture du préau",
        DECIDES + "décide de confier les travaux à la société Ardoise pour 10 000 € HT, soit 12 000 € TTC.",
        "10000 granted HT Ardoise",
        "with and without the tax it is one sum",
    ),
    (
        "Repas des écoles – Tarifs",
        DECIDES + "fixe le prix du repas : quotient familial inférieur ou égal à 400 €, 1,00 € ; "
        "de 401 € à 900 €, 2,50 € ; supérieur à 900 €, 4,00 €.",
        "1 tariff, 2.5 tariff, 4 tariff",
        "limits of brackets in prose are no prices",
    ),
    (
        "Soutien aux chantiers d'insertion",
        DECIDES + "fixe à 3 000 € la contribution annuelle de la commune par équivalent temps plein d'encadrant.",
        "3000 tariff",
        "a rate for each",
    ),
    (
        "Bourse des jeunes",
        "Dix lauréats recevraient de 500 € à 900 € chacun.\n" + DECIDES + "INSTITUE la bourse des jeunes.",
        "500 tariff, 900 tariff",
        "what each may get, told in the statement alone",
    ),
    (
        "Studios – Attribution des marchés",
        "Lot\tEntreprise\tMontant TTC\n1 – Cloisons\tAcoustique du Val\t30 000 €\n"
        "2 – Électricité\tÉtablissements Volt\t20 000 €\nTotal\t\t50 000 €\n"
        + DECIDES
        + "attribue les lots aux entreprises ci-dessus, pour un montant total de 50 000 € TTC.",
        "30000 granted Acoustique du Val, 20000 granted Établissements Volt, 50000 granted TTC",
        "lots of the table that the decision means, each with who is paid",
    ),
    (
        "Écoles – Autorisation de programme",
        DECIDES + "approuve le tableau :\nOpération\tAP\tCP 2024\tCP 2025\tTotal CP\nPréaux\t900 000 €\t300 000 €\t600 000 €\t900 000 €",
        "900000 budgeted AP, 300000 budgeted CP, 600000 budgeted CP",
        "one row for an authorisation and the payments of each year",
    ),
    (
        "Budget principal – Décision modificative n° 1",
        DECIDES + "adopte :\nChap.\tLibellé\tDépenses\tRecettes\n011\tÉnergie\t40 000 €\t\n"
        "731\tDroits de mutation\t\t40 000 €\n021\tVirement\t\t5 000 €",
        "40000 budgeted, 40000 received",
        "income of an amended budget, but no entries that move no money",
    ),
    (
        "Budget primitif",
        DECIDES + "adopte le budget arrêté à 800 000 € en section de fonctionnement et à 200 000 € en section d'investissement.",
        "800000 budgeted, 200000 budgeted",
        "sections named behind their figures",
    ),
    (
        "Haies – Plantation",
        "La dépense est estimée à 9 000 €. L'agence de l'eau a été saisie d'une demande de 4 000 €.\n" + DECIDES + "décide la plantation.",
        "9000 estimated, 4000 received",
        "money of others asked for in the statement",
    ),
    (
        "Médiathèque – Gratuité",
        "La recette abandonnée est évaluée à 2 000 €.\n" + DECIDES + "supprime l'abonnement.",
        "2000 granted",
        "a fee given up is money given",
    ),
    (
        "Étude du toit",
        DECIDES
        + "décide :\nArticle 1 : APPROUVE la pose de deux bancs pour un montant de 600 € TTC ; Article 2 : SOLLICITE du Département une "
        "participation de 200 €.",
        "600 granted TTC, 200 received",
        "the words of one article say nothing of the next",
    ),
    (
        "Plan de formation",
        DECIDES + "approuve le plan et son coût de 31 000 €, imputé au chapitre 011.",
        "31000 budgeted",
        "a cost entered in the budget",
    ),
    (
        "Restaurants scolaires – Tarifs",
        DECIDES + "DIT que les crédits destinés à compenser la première tranche de tarifs, soit 64 000 €, sont inscrits au budget.",
        "64000 budgeted",
        "credits are no price, though the title speaks of tariffs",
    ),
    (
        "Ciné-club – Soutien",
        DECIDES + "ACCORDE la gratuité de la salle, soit un avantage en nature évalué à 2 450 €.",
        "2450 granted",
        "a waived fee is money given",
    ),
    (
        "Pratiques sportives – Soutien",
        DECIDES + "INSTITUE une participation de 60 € par an et par enfant dont le foyer justifie d'un quotient inférieur à 800 €.",
        "60 tariff",
        "what each may get, and no limit of means",
    ),
    (
        "Prix du repas",
        DECIDES + "fixe le prix du repas à 1,00 € pour les foyers dont le quotient familial est inférieur ou égal à 700, à 2,90 € au-delà.",
        "1 tariff, 2.9 tariff",
        "a price behind a limit of means without a currency",
    ),
    ("Bibliothèque – Règlement", DECIDES + "MAINTIENT à 10 € par an la carte d'emprunt.", "10 tariff", "a price kept"),
    (
        "Café associatif – Soutien",
        "L'association La Halte sollicite une aide de 20 000 €.\n" + DECIDES + "ATTRIBUE à l'association La Halte une aide de 12 000 €.",
        "20000 other, 12000 granted La Halte",
        "what a payee asked is told apart from what it gets",
    ),
    (
        "Recyclerie – Subvention",
        DECIDES + "ACCORDE à l'association La Remise une subvention de 250 000 €, versée en deux fois, 150 000 € à l'ouverture et "
        "100 000 € à la réception.",
        "250000 granted La Remise",
        "the second instalment as well is none of its own",
    ),
    (
        "Économie circulaire – Individualisations",
        DECIDES + "INDIVIDUALISE une autorisation d'engagement de 131 000 € au profit de quatre opérations.",
        "131000 granted",
        "a region awards by individualising",
    ),
    (
        "Budget principal – Décision modificative n° 3",
        "Mme Roux propose d'abonder le chapitre 011 de 22 000 € et le chapitre 66 de 4 500 €, par un prélèvement de 26 500 € sur les "
        "dépenses de personnel.\n" + DECIDES + "adopte la décision modificative.",
        "22000 budgeted, 4500 budgeted, 26500 other",
        "what is added and what is taken, told in prose",
    ),
    (
        "Budget principal – Décision modificative n° 2",
        DECIDES + "adopte :\nChap.\tLibellé\tDépenses\tRecettes\n011\tÉnergie\t180 000,00 €\t\n012\tPersonnel\t– 95 000,00 €\t\n"
        "23\tTravaux (op. 2119)\t– 85 000,00 €\t",
        "180000 budgeted, 95000 other, 85000 other",
        "credits given up are not spent, and the number of an operation is no account",
    ),
    (
        "Épicerie ambulante – Soutien",
        "Le plan de financement, d'un montant de 118 000 €, comprend une aide de l'État.\n"
        + DECIDES
        + "ATTRIBUE à l'association Le Panier une aide de 40 000 €.",
        "118000 estimated, 40000 granted Le Panier",
        "what a plan of financing amounts to",
    ),
    (
        "Médecins salariés",
        "Les recettes des consultations sont estimées à 214 000 € par an.\n" + DECIDES + "crée trois emplois.",
        "214000 received",
        "income hoped for",
    ),
    (
        "Aides de proximité",
        DECIDES + "ATTRIBUE les aides :\nBénéficiaire\tObjet\tMontant\nClub de judo\tStages\t4 000 €\n"
        "Roulez\tAtelier à tarif social\t7 000 €",
        "4000 granted Club de judo, 7000 granted Roulez",
        "the word tarif in what a payee does makes no price",
    ),
    (
        "Autorisations de programme – Ouvertures",
        DECIDES
        + """:
- OUVRE l'autorisation de programme n° 2406 de 340 000 € ;
- ARRÊTE l'échéancier conformément au tableau annexé.
Adopté à l'unanimité.
# ANNEXE – Échéancier
AP\tLibellé\tMontant AP\tCP 2025\tCP 2026
2404\tPont\t2 600 000 €\t400 000 €\t2 200 000 €
2406\tHalle\t340 000 €\t140 000 €\t200 000 €""",
        "340000 budgeted AP",
        "an annex adds nothing to authorisations that the decision states",
    ),
    (
        "Compte administratif 2022",
        "La section de fonctionnement dégage un excédent de 120 000 €, la section d'investissement un besoin de financement de 38 000 €.\n"
        + DECIDES
        + "adopte le compte administratif.",
        "120000 other, 38000 other",
        "results that accounts state in prose",
    ),
    (
        "Théâtre – Tarifs",
        "La cotisation de 14 € acquittée aujourd'hui rapporte peu.\n"
        + DECIDES
        + "FIXE les tarifs conformément à la grille annexée et AFFECTE au billet une dotation de 15 000 €, imputée au chapitre 65.\n"
        "Adopté à l'unanimité.\n# Annexe – Grille\nCatégorie\tTarif\nPlein tarif\t24,00 €\nTarif réduit\t12,00 €",
        "15000 budgeted, 24 tariff, 12 tariff",
        "prices of the annex to which the decision points, none of today, and credits that are none",
    ),
    (
        "Zone des Vernes – Cession du lot n° 7",
        "Le prix est fixé à 38 € HT le mètre carré.\n" + DECIDES + "décide de céder le lot au prix de 123 500 € HT.",
        "38 tariff HT, 123500 received HT",
        "a price of ground told before the price of all of it",
    ),
    (
        "Musée – Acceptation d'un don",
        DECIDES + "accepte le don de quatorze carnets, d'une valeur estimée à 8 600 €.",
        "8600 received",
        "the worth of what is given to the authority",
    ),
    (
        "Maison de l'économie – Convention",
        DECIDES + "ATTRIBUE à l'association La Maison une subvention de 540 000 €, soit 180 000 € par an.",
        "540000 granted La Maison",
        "the yearly share of a sum is none of its own",
    ),
    (
        "Conserverie – Subvention",
        DECIDES
        + "ATTRIBUE à la SCIC Le Bocal une subvention de 450 000 €, dont 310 000 € pour le bâtiment et 140 000 € pour la ligne de lavage.",
        "450000 granted SCIC Le Bocal",
        "both parts of a sum are none of their own",
    ),
    (
        "Chaufferie – Approbation",
        DECIDES + "APPROUVE, sous réserve de l'ouverture des crédits au budget 2025, la réalisation de la chaufferie pour 780 000 € HT ; "
        "SOLLICITE une aide de 351 000 € auprès du fonds chaleur.",
        "780000 estimated HT, 351000 received",
        "works decided at an estimated price; a condition says nothing of what a sum is",
    ),
    (
        "Transport – Avenant n° 3",
        DECIDES + "APPROUVE l'avenant ; FIXE à 62 € le prix mensuel de la carte.",
        "62 tariff",
        "a price that users pay inside a contract",
    ),
    (
        "Isolation – Prime",
        DECIDES + "INSTITUE une prime de 2 000 € par logement, dans la limite d'une enveloppe de 200 000 € par an.",
        "2000 tariff, 200000 budgeted",
        "a rate for each, and the credits of a year, which are no ceiling for each",
    ),
    (
        "Foyer de jeunes – Opération sous maîtrise d'ouvrage de l'association Le Toit",
        "Le coût s'établit à 4 120 000 €.\n" + DECIDES + "ATTRIBUE à l'association Le Toit une subvention de 90 000 €.",
        "4120000 estimated, 90000 granted Le Toit",
        "works of somebody else are no contract",
    ),
    (
        "Terres communales – Régie agricole",
        "Mme Roux expose le projet : trois agents, 180 000 € d'investissement.\nLe point est reporté à une séance ultérieure.",
        "180000 estimated",
        "what an item put off would have cost, named behind its sum",
    ),
    (
        "Vie associative – Règlement et répartition",
        DECIDES
        + """:
- APPROUVE le règlement des aides ;
- ATTRIBUE aux associations énumérées dans l'annexe les subventions de la colonne « Voté », pour un total de 9 000 €.
Adopté à l'unanimité.
# Annexe à la délibération
N°\tAssociation\tVersé 2021\tDemandé\tVoté
1\tHarmonie du Val\t4 000 €\t5 000 €\t4 200 €
2\tAviron de la Brème\t–\t7 000 €\t1 800 €
=====
N°\tAssociation\tVersé 2021\tDemandé\tVoté
3\tRadio Brème\t3 000 €\t6 000 €\t3 000 €
\tTOTAL\t7 000 €\t18 000 €\t9 000 €""",
        "9000 granted, 4200 granted Harmonie du Val, 1800 granted Aviron de la Brème, 3000 granted Radio Brème",
        "the rows of an annex over two pages, beside the total that they add up to",
    ),
    (
        "Soutien aux associations",
        DECIDES
        + """:
- ATTRIBUE aux associations de l'annexe les subventions qui y figurent, pour un total de 9 500 €.
Adopté à l'unanimité.
# Annexe
Association\tVoté
Harmonie du Val\t4 200 €
Radio Brème\t3 000 €""",
        "9500 granted",
        "rows of which one was lost are left out",
    ),
    (
        "Extension de la zone d'activités",
        DECIDES + ":\n- APPROUVE le versement de 18 600 € d'indemnités d'éviction aux deux exploitations.",
        "18600 granted",
        "a payment that is decided is no instalment",
    ),
    (
        "Convention pluriannuelle avec l'association Le Maillon",
        DECIDES + ":\n- FIXE la participation de la commune à 180 000 € pour la période, soit 60 000 € par exercice.",
        "180000 granted",
        "the sum of several years, not said again by the year",
    ),
    (
        "Centres aquatiques – Nouvelle grille d'entrées",
        "Le tarif, unique depuis l'ouverture, s'élève à 5,60 €.\nTranche\tQuotient familial\tEntrée\n1\tinférieur à 500 €\t1,50 €\n"
        "2\tà partir de 500 €\t3,00 €\n" + DECIDES + ":\n- APPROUVE la grille d'entrées.",
        "1.5 tariff, 3 tariff",
        "a grid of prices, not the price that it replaces",
    ),
    (
        "Parcelle AH 12 – Constitution d'une servitude",
        DECIDES + ":\n- CONSENT la servitude de passage.\n- Une indemnité unique de 92 € sera versée à la commune par le gestionnaire.",
        "92 received",
        "paid to the authority",
    ),
    (
        "Réseau d'électricité – Servitude de passage",
        DECIDES + ":\n- CONSENT la servitude, moyennant une indemnité unique de 92 €.",
        "92 received",
        "what others pay for a right",
    ),
    (
        "Schéma d'assainissement – Sollicitation des concours de l'agence de l'eau",
        "La mise à jour représente une dépense de 214 000 € HT.\n" + DECIDES + ":\n- SOLLICITE une aide de 107 000 € auprès de l'agence.",
        "214000 estimated HT, 107000 received",
        "the cost that the statement announces stays a cost",
    ),
    (
        "Tableau des emplois",
        "Emploi\tCréation\tCoût annuel\nAgent des écoles\t2\t71 000 €\nMédiateur (contrat de projet)\t1\t38 500 €\n"
        + DECIDES
        + ":\n- DÉCIDE de modifier le tableau conformément au tableau ci-dessus ;\n- DIT que les crédits sont inscrits au chapitre 012.",
        "71000 budgeted, 38500 budgeted",
        "costs that the decision says are in the budget, all of one kind",
    ),
    (
        "Quai – Avenant n° 1 au marché de travaux",
        DECIDES + ":\n- APPROUVE l'avenant n° 1, d'un montant de 51 200 € HT, qui porte le marché à 915 200 € HT.",
        "51200 granted HT, 915200 other HT",
        "what is added, and what the contract comes to",
    ),
    (
        "Liaison cyclable",
        DECIDES + ":\n- APPROUVE l'avant-projet de la liaison et OUVRE à cet effet l'autorisation de programme n° 2304 de 380 000 €.",
        "380000 budgeted AP",
        "a second verb in capitals begins a clause of its own",
    ),
    (
        "Accueil administratif en tournée",
        "L'État a notifié une participation forfaitaire de 45 000 € par an.\n"
        + DECIDES
        + ":\n- CRÉE deux emplois ;\n- DIT que la charge, soit 88 000 € par an, est inscrite au chapitre 012.",
        "45000 received, 88000 budgeted",
        "money of others that is sure",
    ),
    (
        "Concours financiers aux associations – Exercice 2023",
        "Le crédit ouvert au budget primitif s'établit à 128 000 €.\nBénéficiaire\tObjet\tDemandé (€)\tVoté (€)\n"
        "Fest Ellenn\tFestival\t20 000\t15 000\n"
        "Les Voisins\tLudothèque\t10 000\t8 000\nTOTAL\t\t30 000\t23 000\n"
        + DECIDES
        + ":\n- ATTRIBUE aux associations figurant au tableau ci-dessus les subventions portées en dernière colonne, soit 23 000 €.",
        "128000 budgeted, 15000 granted Fest Ellenn, 8000 granted Les Voisins",
        "bare figures under a heading in euros, and the credits of which they are a part",
    ),
    (
        "Modification du tableau des emplois",
        "Service\tEmploi\tCoût annuel chargé (€)\n"
        "Urbanisme\tCréation – instructeur\t38 200\nMédiathèques\tCréation – agent (contrat)\t19 400\n"
        + DECIDES
        + ":\n- CRÉE les deux emplois figurant au tableau ci-dessus.\n- DIT que les crédits nécessaires sont inscrits au chapitre 012.",
        "38200 budgeted, 19400 budgeted",
        "bare figures under a heading in euros, where no grant is meant",
    ),
    (
        "Soutien aux aidants et à la vie partagée",
        DECIDES
        + """:
- ATTRIBUE aux services figurant au tableau 1 un montant total de 9 000 € ;
- ACCORDE l'aide à la vie partagée aux opérations figurant au tableau 2, pour un montant de 4 500 €.
Adopté à l'unanimité.
# Annexe à la délibération
Service\tSecteur\tMontant
Relais et Familles\tEsclanges\t5 000 €
Domicile Nord\tTrémignac\t4 000 €
# Tableau 2
Porteur\tOpération\tMontant
Maison Clémence\tAubremont\t2 500 €
Les Mésanges\tCourvallon\t2 000 €""",
        "9000 granted, 4500 granted, 5000 granted Relais et Familles, 4000 granted Domicile Nord, 2500 granted Maison Clémence,"
        " 2000 granted Les Mésanges",
        "two annexed tables, each with a total of its own",
    ),
    (
        "Créations et suppressions d'emplois",
        DECIDES
        + """:
- DÉCIDE les créations et suppressions énumérées au tableau annexé ;
- DIT que les crédits correspondants sont inscrits au chapitre 012.
Adopté à l'unanimité.
# Annexe – Mouvements d'emplois
Direction\tEmploi\tNb\tCoût annuel chargé
Routes\tAgent d'exploitation\t+ 2\t76 400 €
Communication\tChargé d'événementiel\t– 1\t– 43 100 €""",
        "76400 budgeted, 43100 other",
        "costs of an annex whose credits are in the budget, and one given up",
    ),
    (
        "Budget primitif de l'exercice 2024",
        "Chapitre\tLibellé\tDépenses votées (€)\n011\tCharges à caractère général\t20 980 000\n012\tPersonnel\t69 000 000\n"
        "\tTotal – section de fonctionnement\t89 980 000\n21\tImmobilisations\t1 780 000\n\tTotal – section d'investissement\t1 780 000\n"
        + DECIDES
        + ":\n- ADOPTE, chapitre par chapitre, le budget primitif, arrêté en dépenses aux montants du tableau ci-dessus.",
        "89980000 budgeted, 1780000 budgeted",
        "the rows that total the sections of a table by chapter",
    ),
    (
        "Décision modificative n° 2",
        DECIDES + ":\n- ADOPTE la décision modificative n° 2 : chapitre 012, + 46 000 € ; chapitre 73, + 61 000 €.",
        "46000 budgeted, 61000 received",
        "a chapter of operating income",
    ),
    (
        "Service à réservation",
        DECIDES
        + ":\n- PORTE à 25,20 € la valeur de référence horaire ;"
        + "\n- MAINTIENT le prix du trajet à 2,50 € ;\n- FIXE à 20 € la majoration tardive.",
        "25.2 tariff, 2.5 tariff, 20 tariff",
        "prices set, raised and kept",
    ),
    (
        "Site d'abattage – Concours à la coopérative",
        "Le plan d'investissement atteint 1 130 000 €. L'indemnité d'assurance laisse à sa charge 8 700 €.\n"
        + DECIDES
        + ":\n- ATTRIBUE une subvention d'équipement de 400 000 € à la SCIC Viandes du Val.",
        "1130000 estimated, 8700 estimated, 400000 granted SCIC Viandes du Val",
        "what the whole costs, and what is left to pay",
    ),
    (
        "Amendement n° 4",
        "Ouvrir une autorisation de programme de 350 000 €.\nL'amendement n° 4, mis aux voix, est adopté. Pour : 63 – Contre : 0",
        "350000 budgeted AP",
        "what an amendment opens, told by its text alone",
    ),
    (
        "Vie locale – Concours aux associations",
        "Association\tObjet\tMontant\nLa Remise\tPrêt d'outils entre voisins\t15 000 €\nChorale\tConcert\t900 €\n"
        + DECIDES
        + "ATTRIBUE aux associations du tableau qui précède les concours qui y sont portés, soit ensemble 15 900 €.",
        "15000 granted La Remise, 900 granted Chorale",
        "what a payee lends is no loan of the authority, and the total of the rows is no further sum",
    ),
    (
        "Cohésion – Subventions de projet – Deuxième répartition",
        "Bénéficiaire\tMontant\nLa Remise\t15 000 €\nChorale\t900 €\n" + DECIDES + "attribue les subventions du tableau.",
        "15000 granted La Remise, 900 granted Chorale",
        "the word stands behind a dash of the title",
    ),
    (
        "Régie de l'eau – Tarifs 2023",
        "Tranche\tEau\tAssainissement\n0 à 15 m³\t0,62 €\t0,95 €\nAu-delà\t1,49 €\t1,71 €\n" + DECIDES + "fixe les tarifs du tableau.",
        "0.62 tariff, 0.95 tariff, 1.49 tariff, 1.71 tariff",
        "a limit named in the cell before is no price, the price beside it is",
    ),
    (
        "Restauration scolaire – Grille tarifaire",
        DECIDES + "FIXE le prix du repas : tranche 1 (quotient jusqu'à 450) 1,00 € ; tranche 2 (au-delà de 450) 4,60 €.",
        "1 tariff, 4.6 tariff",
        "the limit of a bracket stands in brackets, its price behind them",
    ),
    (
        "Convention avec l'éco-organisme",
        DECIDES + "AUTORISE le maire à la signer et à percevoir le soutien correspondant, évalué à 23 000 € par an.",
        "23000 received",
        "what the authority may collect",
    ),
    (
        "Création d'une aide aux loisirs – Règlement",
        DECIDES
        + "INSTITUE, à la rentrée 2025, une aide individuelle à la pratique de loisirs des enfants de 11 à 15 ans, d'un montant de 60 €.",
        "60 tariff",
        "what each may get",
    ),
    (
        "Hangar des Garrigues – Bail",
        DECIDES + "décide de prendre à bail un hangar de 620 m² pour vingt-quatre mois, moyennant un loyer annuel de 31 200 € HT.",
        "31200 granted HT",
        "a rent that the authority pays",
    ),
    (
        "Délégation de service public – Halles – Choix du délégataire",
        DECIDES + "APPROUVE le contrat, comportant une redevance fixe annuelle de 210 000 €.",
        "210000 tariff",
        "a fee owed to the authority",
    ),
    (
        "Budget supplémentaire – Budget principal",
        "En investissement, il ouvre 510 000 € à l'opération 2302 (gymnase), 245 000 € à l'opération 2311 (éclairage) et crée l'opération "
        "2321 « Pépinière », dotée de 38 000 €.\n"
        + DECIDES
        + "ADOPTE le budget supplémentaire, équilibré à 4 120 000 € en fonctionnement et à 7 865 000 € en investissement.",
        "510000 budgeted, 245000 budgeted, 38000 budgeted, 4120000 budgeted, 7865000 budgeted",
        "the operations that the text opens",
    ),
    (
        "Appels à projets – Règlements",
        "Une dotation indicative de 90 000 € est envisagée pour chaque exercice.\n" + DECIDES + "approuve les règlements.",
        "90000 estimated",
        "money that is only thought of",
    ),
    (
        "Zone d'activités – Cession du lot 17",
        "Le prix de cession s'établit à 58 € HT le mètre carré, soit 375 840 € HT.\n"
        + DECIDES
        + "approuve la cession du lot 17 au prix de 375 840 € HT.",
        "375840 received HT",
        "the price of a square metre beside what is paid in all",
    ),
    (
        "Restaurant de l'école et garderie",
        "Le prix de revient d'un repas atteint 8,35 €.\n" + DECIDES + "fixe ainsi :\nPrestation\tPrix\nRepas\t3,75 €\nGarderie\t1,25 €",
        "3.75 tariff, 1.25 tariff",
        "a column of prices; what a meal costs is none",
    ),
    (
        "Rénovation du gymnase – Attribution des lots",
        "Lot\tEntreprise\tMontant HT\tRang\n1\tIsolor\t148 320 €\t1\n1\tBatiplus\t161 004 €\t2\n2\tVitra\t96 775 €\t1\n"
        + DECIDES
        + "décide d'attribuer les lots aux entreprises classées au premier rang, selon le tableau ci-dessus.",
        "148320 granted Isolor, 96775 granted Vitra",
        "only the first rank is awarded",
    ),
    (
        "Piscine et école de musique – Grille tarifaire 2023",
        DECIDES
        + "approuve les tarifs joints en annexe.\nFait et délibéré\n# ANNEXE – GRILLE\nPiscine\t2022\t2023\nEntrée\t5,20 €\t5,50 €\n"
        "Carte\t44,00 €\t46,50 €",
        "5.5 tariff, 46.5 tariff",
        "an annexed grid with a column for each year",
    ),
    (
        "Aide à la coopérative de l'abattoir",
        "La Région a voté une aide de 300 000 €.\nIl est proposé au conseil :\n- d'attribuer à la coopérative une aide de 45 000 € ;\n"
        "Le conseil municipal adopte ces propositions à l'unanimité.",
        "45000 granted coopérative",
        "a bare yes to what was proposed",
    ),
    (
        "Révision de l'autorisation de programme n° 19-03",
        "Son montant initial de 2 800 000 € ne suffit plus. Les aides de l'agence de l'eau, d'un montant de 940 000 €, ne changent pas.\n"
        + DECIDES
        + "porte l'autorisation de programme n° 19-03 à 3 150 000 €.",
        "3150000 budgeted AP",
        "neither what it was at first nor the aids of others",
    ),
    (
        "Budget participatif : réalisation des projets",
        "Projet\tSomme affectée\nUn verger\t28 000 €\nDes fontaines\t34 500 €\n"
        + DECIDES
        + "retient les projets ci-dessus et affecte les sommes indiquées, soit 62 500 € au total, inscrites au budget 2025 ;",
        "28000 granted Un verger, 34500 granted Des fontaines",
        "a total that the budget holds, beside its parts",
    ),
    (
        "Redevance d'occupation du domaine public",
        "Le montant de la redevance se monterait à 483,96 €.\nIl propose au conseil :\n- de retenir le plafond de 0,04 €/mètre ;\n"
        + DECIDES
        + "décide d'adopter les propositions qui lui sont faites.",
        "483.96 tariff, 0.04 tariff",
        "a rate in the proposal leaves the sum told before it",
    ),
    (
        "Convention avec le Comptoir et plan de financement",
        DECIDES + "approuve la convention. Le concours de la commune est de 14 000 €.\n- SOLLICITE une aide de 8 400 € du syndicat ;",
        "14000 granted, 8400 received",
        "what the authority gives to whom it makes the contract with",
    ),
    (
        "Création d'une brigade équestre",
        "Une dépense de 46 800 € par saison, hors formation.\nLe projet est retiré de l'ordre du jour.",
        "46800 estimated",
        "what an act withdrawn would have cost each season",
    ),
    (
        "Extension de l'école – Avenant n° 1 au marché de travaux",
        DECIDES + "décide de :\n- accepter l'avenant, d'un montant de 18 742 € HT ;\n- dire que le marché est ainsi porté à 231 992 € HT.",
        "18742 granted HT, 231992 other HT",
        "what the contract comes to, in the passive",
    ),
    (
        "Règlement de l'affouage",
        DECIDES + "fixe à 9,50 € par stère la taxe d'affouage, et à 80 € la pénalité pour lot non exploité.",
        "9.5 tariff, 80 tariff",
        "a penalty is a price",
    ),
]


FURTHER = [
    (
        "Subventions 2024",
        DECIDES + "ATTRIBUE les subventions suivantes :\n- Les Rails : 12 000 €\n- La Chorale : 800 €\n- Judo club : 2 500 €",
        "12000 granted Les Rails, 800 granted La Chorale, 2500 granted Judo club",
        "the name at the head of each line of a list",
    ),
    (
        "Cession du terrain",
        DECIDES + "CÈDE à la coopérative la parcelle AB 12 au prix de 1 € symbolique, la valeur vénale étant de 80 000 €.",
        "1 received, 80000 estimated",
        "words behind a comma belong to the next sum",
    ),
    (
        "Acquisition de la gare",
        DECIDES + "ACQUIERT la gare au prix de 150 000 €, frais d'acte en sus estimés à 4 500 €.",
        "150000 granted, 4500 estimated",
        "the price, and costs that are only estimated",
    ),
    (
        "Convention 2024-2026",
        DECIDES + "FIXE la participation de la Ville à 30 000 € pour trois ans, à raison de 10 000 € par an.",
        "30000 granted",
        "a year's share of a sum said in all",
    ),
    (
        "Appel à projets – Règlement",
        DECIDES + "DIT que l'enveloppe est de 80 000 € et que chaque lauréat reçoit au plus 5 000 €.",
        "80000 budgeted, 5000 tariff",
        "what each may get of an envelope",
    ),
    (
        "Fonds de concours à la commune de Rive",
        DECIDES + "ATTRIBUE un fonds de concours de 25 000 € à la commune de Rive pour son école, dont le coût est de 180 000 € HT.",
        "25000 granted commune de Rive, 180000 estimated HT",
        "what the thing of the payee costs",
    ),
    ("Convention avec l'État", DECIDES + "ACCEPTE la dotation de 70 000 € notifiée par l'État.", "70000 received", "money of others"),
    (
        "Chèque alimentaire",
        DECIDES + "EXPÉRIMENTE un chèque de 30 € par mois ; PRÉVOIT à cet effet 36 000 € au budget 2025.",
        "30 tariff, 36000 budgeted",
        "credits that the act plans",
    ),
    (
        "Fonds d'amorçage – Individualisation",
        DECIDES
        + """:
Article 1 : INDIVIDUALISE une autorisation d'engagement de 160 000 € au titre du fonds.
Article 2 : ATTRIBUE les aides détaillées dans le tableau annexé.
# ANNEXE
Société\tDemande\tAide votée
Les Blés debout\t100 000 €\t90 000 €
Chevronnade\t70 000 €\t70 000 €
Vents du Bief\t9 000 €\tRejet – dossier incomplet
Total\t179 000 €\t160 000 €""",
        "160000 budgeted AE, 90000 granted Les Blés debout, 70000 granted Chevronnade",
        "one article assigns the credits, another gives them out by the annex; what is refused in words is not given",
    ),
    (
        "Contributions des communes",
        DECIDES + "ARRÊTE le total des contributions statutaires à 284 700 €, inscrit à l'article 7474.",
        "284700 received",
        "an account of class 7 is one of income",
    ),
    (
        "Aide à l'atelier de lavage",
        DECIDES + "ACCORDE 8 000 € (12 000 € demandés) à l'Atelier du Bief.",
        "8000 granted",
        "what was asked stands behind the sum",
    ),
    (
        "Habitat participatif – Prime",
        DECIDES + "INSTITUE une prime à l'accompagnement de 6 500 € par groupe d'habitants.",
        "6500 tariff",
        "what each group may get",
    ),
    (
        "Règlement d'aide aux ressourceries",
        "La dépense moyenne d'équipement s'établit à 46 000 €. Les acteurs souhaitaient une enveloppe de 300 000 €.\n"
        + DECIDES
        + "ADOPTE le règlement et FIXE l'enveloppe à 160 000 €.",
        "160000 budgeted",
        "a mean and a wish are no costs of the act",
    ),
    (
        "Gestion de la vélostation",
        "La coopérative en assurerait l'accueil contre une participation de 54 000 €. La régie actuelle coûte 61 300 € par an.\n"
        "Le conseil, après en avoir délibéré, par 5 voix pour et 14 voix contre, REJETTE la proposition.",
        "54000 other",
        "what was refused, not what is paid today",
    ),
    (
        "Fabriques – Création d'une autorisation de programme",
        DECIDES
        + """:
Article 1 – Crée l'autorisation de programme d'un montant de 1 640 000 €.
Article 2 – Arrête comme suit l'échéancier des crédits de paiement :
2025\t2026\t2027
240 000 €\t800 000 €\t600 000 €
Article 3 – Impute la dépense à la nature 204142.""",
        "1640000 budgeted AP, 240000 budgeted CP, 800000 budgeted CP, 600000 budgeted CP",
        "a table of years alone, which the line above calls the schedule",
    ),
    (
        "Tarifs du réseau",
        "Les usagers ont demandé le maintien du titre à l'unité à 1,20 €.\n"
        + DECIDES
        + """FIXE comme suit les tarifs :
Titre\t2024\t2025
Ticket\t1,20 €\t1,40 €
Carnet\t10,00 €\t11,50 €""",
        "1.4 tariff, 11.5 tariff",
        "the price of the year before, told again in the statement",
    ),
    (
        "Accueil du soir – Tarifs",
        DECIDES + "FIXE à 0,85 € le quart d'heure d'accueil du soir.",
        "0.85 tariff",
        "the price of a quarter of an hour",
    ),
    (
        "Commerce ambulant – Subvention à la coopérative La Tournée",
        "Le coût du véhicule est de 92 000 €, la coopérative ayant demandé 75 000 € à la collectivité.\n"
        + DECIDES
        + "ATTRIBUE à la coopérative La Tournée une subvention de 45 000 €.",
        "92000 estimated, 75000 other, 45000 granted coopérative La Tournée",
        "what the payee had asked, told in a clause of its own",
    ),
    (
        "Contribution statutaire au syndicat mixte Eaux du Plateau",
        DECIDES + "FIXE à 12 400 € la contribution de la commune au syndicat mixte Eaux du Plateau pour 2023.",
        "12400 granted syndicat mixte Eaux du Plateau",
        "what the authority itself pays is no income",
    ),
    (
        "Voirie – Programme de travaux",
        DECIDES + "APPROUVE le programme et la participation de la commune, arrêtée à 31 000 €, imputée à l'article 2041582.",
        "31000 granted",
        "a share of one's own that is charged to the budget is committed",
    ),
    (
        "Moulin des Prés – Acquisition",
        DECIDES
        + """:
Article 1er : APPROUVE l'acquisition, auprès de la SCI du Bief, du moulin sis 3 rue de l'Écluse à Vernois, au prix de 210 000 €.""",
        "210000 granted SCI du Bief",
        "a label before the first words; a street is no payee",
    ),
    (
        "Énergie – Entrée au capital",
        DECIDES + "APPROUVE la souscription de 200 parts de la SCIC Le Tournesol, pour 20 000 €, sous réserve"
        " de l'inscription des crédits au budget 2023.",
        "20000 granted SCIC Le Tournesol",
        "the words of a condition at the end of the clause say nothing of what the sum is",
    ),
    (
        "Clubs nautiques – Aide à l'achat de gilets",
        DECIDES + "VERSE à chacun des dix clubs une aide de 2 000 €, soit un coût total de 20 000 €.",
        "2000 granted, 20000 granted",
        "what is given to all is given, whatever it is called",
    ),
    (
        "Rénovation – Aides aux propriétaires",
        "La Ville s'ajoute à l'agence de l'habitat à hauteur de 1 500 € par logement.\n"
        + DECIDES
        + "VERSE 1 500 € chacun à douze bailleurs, soit en tout 18 000 €.",
        "18000 granted",
        "the price of one beside the total",
    ),
    (
        "Apprentis – Allocation de logement – Règlement et crédits",
        DECIDES + "INSTAURE une prime de rentrée de 250 € en faveur des apprentis ;"
        " DIT qu'un crédit de 9 000 € est inscrit à l'article 65131.",
        "250 tariff, 9000 budgeted",
        "what an aid that is set up gives to each",
    ),
    (
        "Vélos – Aide à l'achat",
        DECIDES + "CRÉE une aide à l'achat d'un vélo, plafonnée à 400 €, et INSTAURE un fonds d'aide aux ateliers de 50 000 €.",
        "400 tariff, 50000 granted",
        "the most that each may get; what a fund has is for all",
    ),
    (
        "Permis – Bourses",
        DECIDES + "ATTRIBUE une bourse de 600 € à chacun des huit candidats, soit au total 4 800 €.",
        "4800 granted",
        "the part of each beside what is paid in all",
    ),
    (
        "Local de la gare – Bail",
        DECIDES + "CONSENT à la SARL Le Fournil un bail moyennant un loyer mensuel de 450 € hors charges.",
        "450 tariff",
        "a verb in capitals decides, whatever it is; 'à' is no 'a', 'charges' no verb",
    ),
    (
        "Gymnase – Fonds de concours",
        DECIDES + "SOLLICITE de la communauté un fonds de concours de 120 000 €.",
        "120000 received",
        "what is asked for, whoever is asked",
    ),
    (
        "Idées des habitants – Édition 2023",
        DECIDES + "LANCE l'appel à idées, doté de 80 000 € ; PRÉCISE que chaque projet est plafonné à 20 000 € ; OCTROIE des aides"
        " dans la limite d'une enveloppe de 15 000 €.",
        "80000 budgeted, 20000 tariff, 15000 budgeted",
        "the most that each may get, and what there is for all",
    ),
    (
        "Fête de la terre – Remboursement",
        DECIDES + "REMBOURSE à l'association Le Sillon les frais avancés, soit 86 €.",
        "86 granted Le Sillon",
        "what the authority pays back is no income",
    ),
    (
        "Photographie – Bourses de création",
        DECIDES + "ARRÊTE à 3 000 € le montant individuel des bourses ; DÉCIDE de réserver à ce dispositif 36 000 €.",
        "3000 tariff, 36000 budgeted",
        "the amount of each, and what is set aside for all",
    ),
    (
        "Vie associative – Deuxième répartition des crédits",
        DECIDES
        + """décide d'attribuer les aides du tableau, pour un montant total de 9 000 € :
Bénéficiaire\tObjet\tMontant
La Ruche\tFormation\t5 000 €
Spectacle vivant\t\t
Chœur du Val\tConcert\t4 000 €""",
        "5000 granted La Ruche, 4000 granted Chœur du Val",
        "the parts of the payees, not their total; a line amid the rows is no heading, 'crédits' in the title no budget",
    ),
    (
        "Musique – Aides de l'année",
        DECIDES
        + """décide d'attribuer les subventions suivantes :
Structure\tMontant
Ensemble Rameau\t5 000 €
La Fanfare\t4 000 €
Ensemble des structures\t9 000 €""",
        "5000 granted Ensemble Rameau, 4000 granted La Fanfare",
        "an ensemble is no total",
    ),
    (
        "Autorisations de programme – Ouverture",
        "L'AP 12 aide un bailleur. Le budget prévisionnel de l'opération s'établit à 900 000 €.\nAP\tMontant\tCP 2022\tCP 2023\n"
        "11\t400 000 €\t100 000 €\t300 000 €\n12\t600 000 €\t200 000 €\t400 000 €\n"
        + DECIDES
        + "OUVRE les autorisations de programme, pour un montant total de 1 000 000 €.",
        "900000 estimated, 400000 budgeted AP, 100000 budgeted CP, 300000 budgeted CP,"
        " 600000 budgeted AP, 200000 budgeted CP, 400000 budgeted CP",
        "the authorisations of two operations, not their total",
    ),
    (
        "Décision modificative n° 3",
        "Chapitre / nature\tLibellé\tMontant\n011 / 60612\tÉlectricité\t+ 40 000 €\n67 / 673\tTitres annulés\t+ 5 000 €\n"
        + DECIDES
        + "ADOPTE la décision modificative telle que présentée ci-dessus ; PRÉCISE qu'elle se monte à 45 000 € en section de fonctionnement"
        " et à – 60 000 € en section d'investissement.",
        "40000 budgeted, 5000 budgeted, 45000 budgeted, 60000 other",
        "the lines that the decision points to beside what they come to; an account behind its chapter; a section lowered",
    ),
    (
        "Débat d'orientations budgétaires 2023",
        "Les travaux de l'école devraient atteindre 2,4 M€. L'encours de la dette s'élève à 5,1 M€.\n"
        + DECIDES
        + "PREND ACTE de la tenue du débat.",
        "2400000 estimated",
        "what is planned, not what is owed",
    ),
    (
        "Halle – Plan de financement",
        "Le coût est évalué à 100 000 € HT. Le financement de l'opération se présente ainsi :"
        " État 50 000 €, Région 20 000 €, autofinancement 30 000 €.\n"
        + DECIDES
        + "APPROUVE le projet et SOLLICITE l'aide de l'État et de la Région.",
        "100000 estimated HT, 50000 received, 20000 received, 30000 other",
        "a plan of financing told in a sentence",
    ),
    (
        "Demande de subvention exceptionnelle de l'association Les Amis du Four",
        DECIDES + "ATTRIBUE une subvention de 5 000 € à l'association Les Amis du Four.",
        "5000 granted Les Amis du Four",
        "a demand made to the authority, not by it",
    ),
    (
        "Ancien lavoir – Bail",
        DECIDES + "FIXE le loyer à 10 € par an et renonce au surplus de loyer, évalué à 6 400 € par an.",
        "10 tariff, 6400 granted",
        "a fee given up is money given",
    ),
    (
        "Grange – Bail rural",
        "Le locataire refera à ses frais la toiture, pour un coût de 75 000 €.\n" + DECIDES + "FIXE le loyer annuel à 900 €.",
        "75000 other, 900 tariff",
        "what somebody else pays for",
    ),
    (
        "Rapport annuel sur le prix et la qualité du service public de l'eau",
        "Le prix de l'eau s'établit à 3,20 € le mètre cube.\n" + DECIDES + "PREND ACTE du rapport.",
        "",
        "a yearly report only states what was done",
    ),
    (
        "Tennis – Règlement et redevances",
        "Le règlement fixe les redevances dues par ceux qui réservent un court sans être membres du club résident :"
        " 8 € l'heure pour un court de terre battue, 11 € l'heure pour un court couvert et chauffé, 14 € l'heure pour le court central.\n"
        + DECIDES
        + "APPROUVE le règlement.",
        "8 tariff, 11 tariff, 14 tariff",
        "prices that go on in one sentence",
    ),
    (
        "Concours de peinture – Conditions de participation",
        "Le contrat de prestation avec un cabinet, dont la dépense, évaluée par le service à 31 000 €,"
        " pèserait sur les subventions, est écarté.\n" + DECIDES + "ENCOURAGE les peintres à participer.",
        "31000 estimated",
        "a cost that is estimated is no grant, whatever stands around it",
    ),
    (
        "Ferme communale – Bail rural",
        DECIDES + "FIXE le fermage annuel à 420 €, indexé.",
        "420 tariff",
        "the rent of ground",
    ),
    (
        "Formation des élus – Convention",
        DECIDES + "APPROUVE la convention avec l'institut Civis ; FIXE le prix de la prestation à 2 700 € TTC, imputé à l'article 65315.",
        "2700 granted TTC",
        "the price of a service is paid",
    ),
    (
        "Cars scolaires – Avenant n° 4",
        DECIDES + "APPROUVE l'avenant ; FIXE la part familiale à 75,00 € par élève et par an.",
        "75 tariff",
        "the share of the families in an act on a contract",
    ),
    (
        "Atelier vélo – Convention triennale",
        DECIDES + "ATTRIBUE à l'association La Pédale une subvention de 36 000 €, versée par tiers de 12 000 € au mois de mars.",
        "36000 granted La Pédale",
        "thirds of a sum are none of their own",
    ),
    (
        "Récupérateurs d'eau – Règlement",
        DECIDES + "ADOPTE le règlement, qui fixe le montant de l'aide à 40 % du prix d'achat dans la limite de 60 €.",
        "60 tariff",
        "what each may get at most",
    ),
    (
        "Compte financier unique 2023",
        "L'exercice dégage un excédent de fonctionnement de 210 000 €.\n"
        + DECIDES
        + "APPROUVE le compte financier unique.\nPour : 20\tContre : 2\tAbstention : 1",
        "210000 other",
        "a table of votes is none of accounts",
    ),
    (
        "Passerelle – Étude de faisabilité et plan de financement",
        DECIDES
        + "CONFIE au cabinet Arches une mission d'étude relative à la reprise des appuis et de la rampe, pour un montant de 18 300 € HT ; "
        "SOLLICITE auprès de la Métropole une participation de 6 000 €.",
        "18300 granted HT Arches, 6000 received",
        "what a firm is paid in an act that asks others for money",
    ),
    (
        "Site internet – Contrat",
        DECIDES + "CONCLUT avec la société Octet un contrat pour la refonte du portail et son hébergement, au prix de 9 900 € TTC.",
        "9900 granted TTC Octet",
        "the price of a contract is paid",
    ),
    (
        "Autorisations de programme – Ouverture et répartition",
        "Répartition – AP 31 Halle : 300 000 € (2024 : 120 000 € ; 2025 : 180 000 €).\n"
        + DECIDES
        + "OUVRE l'autorisation de programme n° 31 pour un montant de 300 000 €.",
        "120000 budgeted CP, 180000 budgeted CP, 300000 budgeted AP",
        "payments by year in brackets",
    ),
    (
        "Restaurant scolaire – Prix du repas",
        "La perte de recettes pour le budget est évaluée à 14 000 € par an.\n"
        + DECIDES
        + "FIXE comme suit le prix du repas : quotient inférieur à 600, 0,90 € ; au-delà, 3,40 €. "
        "DIT que la perte de recettes, soit 14 000 € par an, est compensée par le budget principal, chapitre 65.",
        "0.9 tariff, 3.4 tariff, 14000 budgeted",
        "a limit without its unit before its price; income that fails is a cost, paid by the budget",
    ),
    (
        "Crèche – Règlement",
        DECIDES + "ADOPTE le règlement ; DIT que le surcoût, soit 3 100 €, est pris sur le chapitre 012.",
        "3100 budgeted",
        "a cost taken on a chapter",
    ),
    (
        "Décision modificative n° 4",
        DECIDES + "ADOPTE la décision modificative :\nSection\tArticle\tLibellé\tMontant\nF-D\t60632\tSel de déneigement\t+ 8 000 €\n"
        "F-R\t75888\tAssurances\t+ 8 000 €\nI-D\t2315\tVoirie\t– 5 000 €",
        "8000 budgeted, 8000 received, 5000 other",
        "the side of each line in a cell of its own",
    ),
    (
        "Décision modificative n° 5",
        "Il abonde le chapitre du personnel de 31 000 € ainsi que les intérêts de la dette de 9 000 €.\n"
        + DECIDES
        + "ADOPTE la décision modificative n° 5.",
        "31000 budgeted, 9000 budgeted",
        "two credits raised in one sentence",
    ),
    (
        "Bornes textiles – Convention",
        DECIDES + "APPROUVE la convention ; PREND EN COMPTE le soutien de l'éco-organisme, évalué à 1 250 € par an, à l'article 7478.",
        "1250 received",
        "an account of income tells what comes in",
    ),
    (
        "Répartition des subventions aux associations",
        "L'association Les Semis a recruté. Elle sollicitait 20 000 €.\nAssociation\tDemandé\tVoté\nLes Semis\t20 000\t12 000 €\n"
        "La Fanfare\t3 000\t2 000 €\n" + DECIDES + "ATTRIBUE les subventions du tableau.",
        "12000 granted Les Semis, 2000 granted La Fanfare",
        "what was asked stands in the table and is not what is voted",
    ),
    (
        "Débat d'orientations budgétaires 2026",
        "Le rapport propose de ralentir le programme d'équipement, ramené à 3,1 M€. La dette s'élève à 8 M€.\n"
        + DECIDES
        + "PREND ACTE de la tenue du débat.",
        "3100000 estimated",
        "a programme of equipment",
    ),
    (
        "Maison de santé – Création",
        "Le budget annuel en était estimé à 200 000 €, dont 90 000 € couverts par les actes.\nLe point est retiré de l'ordre du jour.",
        "200000 estimated",
        "what an item taken off was estimated at, without its part",
    ),
    (
        "Ancienne poste – Mise à disposition",
        "La convention d'occupation est consentie pour six ans, moyennant un loyer de 180 € par mois.\n"
        + DECIDES
        + "APPROUVE la convention.",
        "180 tariff",
        "the rent that the statement tells",
    ),
    (
        "Salles municipales – Grille tarifaire",
        DECIDES
        + "ADOPTE la grille tarifaire figurant en annexe.\nAdopté à l'unanimité.\n# Annexe – Grille\nUsager\tDemi-journée\tJournée\n"
        "Habitant\t60,00 €\t100,00 €\nEntreprise\t120,00 €\t200,00 €",
        "60 tariff, 100 tariff, 120 tariff, 200 tariff",
        "prices headed by the time that they are for",
    ),
    (
        "Ligne de crédit – Renouvellement",
        DECIDES + "décide de renouveler auprès de la caisse la ligne de trésorerie d'un montant maximum de 40 000 €.",
        "40000 other",
        "money borrowed for a time",
    ),
    (
        "Contrat de cession du spectacle « Les Ombres »",
        DECIDES + "conclut le contrat ; FIXE à 3 200 € TTC le prix de la cession.",
        "3200 granted TTC",
        "who sells a show plays it",
    ),
    (
        "Contribution des membres 2023",
        DECIDES + "fixe la contribution des communautés membres à 94,60 € par habitant.",
        "94.6 tariff",
        "so much for each inhabitant",
    ),
    (
        "Subventions aux associations sportives",
        "Trente dossiers ont été déposés, pour un total demandé de 90 000 €.\n"
        + DECIDES
        + "DÉCIDE d'attribuer les subventions du tableau annexé.\nPour : 9\n# Annexe\nAssociation\tRappel 2021\tVoté 2022\n"
        "Judo Club\t800 €\t900 €\nLes Remous\t400 €\t500 €\nRoller\t300 €\tdossier non déposé",
        "900 granted Judo Club, 500 granted Les Remous",
        "the sum of what all asked, and a club that handed in nothing",
    ),
    (
        "Décision modificative n° 6",
        DECIDES
        + """:
- ADOPTE la décision modificative, qui s'équilibre à 40 000 € en fonctionnement et à 65 000 € en investissement ;
- ATTRIBUE à l'association Les Gabares une subvention complémentaire de 12 000 € pour son ponton ;
- PORTE à 91 000 € la contribution 2022 au syndicat des rivières.""",
        "40000 budgeted, 65000 budgeted, 12000 granted Les Gabares, 91000 granted syndicat des rivières",
        "what the same act gives in clauses of its own",
    ),
    (
        "Décision modificative n° 7",
        "Section\tImputation\tLibellé\tMontant\nInvestissement\topération 41\tPasserelle du moulin\t+ 152 000 €\n"
        "Fonctionnement\tarticle 60632\tSel\t+ 9 000 €\nRecettes\tchapitre 13\tFonds vert\t+ 98 000 €\n"
        + DECIDES
        + "ADOPTE la décision modificative conformément au tableau ci-dessus.",
        "152000 budgeted, 9000 budgeted, 98000 received",
        "operations beside accounts, and a cell that says which rows are income",
    ),
    (
        "Décision modificative n° 8",
        "Investissement\topération 41\tPasserelle\t+ 24 000 €\nInvestissement\tarticle 2031\tÉtudes\t+ 4 000 €\n"
        "Investissement\tarticle 2313\tTravaux\t+ 20 000 €\n"
        + DECIDES
        + "ADOPTE la décision modificative conformément au tableau ci-dessus.",
        "4000 budgeted, 20000 budgeted",
        "an operation over the accounts that come to it is their total",
    ),
    (
        "Décision modificative n° 9",
        "Chapitre\tOpération\tLibellé\tDépenses (€)\n011\t–\tCollecte du verre\t+ 45 000\n21\t2412\tPréau\t+ 38 000\n"
        + DECIDES
        + "ADOPTE la décision modificative conformément au tableau ci-dessus.",
        "45000 budgeted, 38000 budgeted",
        "numbers of operations are no accounts",
    ),
    (
        "Décision modificative n° 13",
        "Chapitre\tLibellé\tAugmentation\tDiminution\n21\tHalle\t46 000 €\t\n23\tVoirie\t\t31 000 €\n"
        + DECIDES
        + "ADOPTE la décision modificative conformément au tableau ci-dessus.",
        "46000 budgeted, 31000 other",
        "a column of credits given up",
    ),
    (
        "Décision modificative n° 10",
        "En investissement, 36 000 € sont ajoutés à l'opération n° 118. Elle constate un dépassement de 7 000 € sur les fluides et une "
        "économie de 5 000 € sur les assurances. Le solde finance la chaudière (22 500 €, article 615221).\n"
        + DECIDES
        + "ADOPTE la décision.",
        "36000 budgeted, 7000 budgeted, 5000 other, 22500 budgeted",
        "what prose adds, takes away and enters on a line",
    ),
    (
        "Décision modificative n° 11",
        "Elle ajuste : énergie, + 22 000 € ; conseil des jeunes (+ 6 000 €) ; en recettes, dotation de solidarité, + 28 000 €.\n"
        + DECIDES
        + "ADOPTE la décision.",
        "22000 budgeted, 6000 budgeted, 28000 received",
        "signs in a sentence",
    ),
    (
        "Budget primitif 2023",
        "En investissement figurent la serre (opération n° 115 : 96 000 €) et la voirie (opération n° 101 : 640 000 €).\n"
        + DECIDES
        + "ADOPTE le budget, arrêté à 2 000 000 € en fonctionnement et à 900 000 € en investissement.",
        "96000 budgeted, 640000 budgeted, 2000000 budgeted, 900000 budgeted",
        "the credits of an operation told in brackets",
    ),
    (
        "Débat d'orientations budgétaires 2023",
        "L'épargne nette recule. Le programme d'équipement est envisagé à 1,4 M€.\n" + DECIDES + "prend acte de la tenue du débat.",
        "1400000 estimated",
        "what is to be invested, whatever the sentence before tells of",
    ),
    (
        "Halle – Autorisation de programme",
        DECIDES + ":\n- OUVRE une autorisation de programme de 700 000 € ;\n- SOLLICITE auprès du Département une aide de 150 000 €.",
        "700000 budgeted AP, 150000 received",
        "what is asked from others is no authorisation",
    ),
    (
        "Habitat – Individualisation de l'autorisation de programme « Pensions de famille »",
        DECIDES
        + "décide d'individualiser, au titre de l'autorisation de programme « Pensions de famille », une aide de 60 000 € au profit de "
        "l'association Le Palier.",
        "60000 granted Le Palier",
        "part of an authorisation given to somebody",
    ),
    (
        "Accueil des hameaux – Acquisition d'un fourgon",
        DECIDES + "APPROUVE la tournée et l'acquisition d'un fourgon aménagé, au prix de 31 000 €, imputée au chapitre 21.",
        "31000 granted",
        "what is bought at a price is paid",
    ),
    (
        "Maison de santé – Réfection du toit et révision du loyer",
        DECIDES
        + ":\n- APPROUVE la réfection du toit, pour un montant de 19 700 € HT ;\n- FIXE le loyer à 7,10 € par mètre carré et par mois.",
        "19700 granted HT, 7.1 tariff",
        "works are no price, though the title speaks of a rent",
    ),
    (
        "Pôle nautique – Avant-projet",
        DECIDES + "FIXE le forfait définitif de rémunération de la maîtrise d'œuvre à 87 900 € HT.",
        "87900 granted HT",
        "what an architect is paid is no price",
    ),
    (
        "Stationnement payant du port",
        DECIDES + "FIXE le barème à 1,20 € la première heure et à 2,00 € l'heure suivante.",
        "1.2 tariff, 2 tariff",
        "prices of a scale",
    ),
    (
        "Recours à l'apprentissage",
        DECIDES + "DÉCIDE le recours à sept contrats ; DIT que les crédits, évalués à 46 500 € en année pleine, figurent au chapitre 012.",
        "46500 budgeted",
        "credits that stand in the budget",
    ),
    (
        "Maison de l'enfance – Dotation 2023",
        DECIDES + "ARRÊTE à 480 000 € la dotation globale de la Maison de l'enfance pour 2023, versée par douzièmes.",
        "480000 granted",
        "the whole of what an establishment receives from the authority",
    ),
    (
        "Réseau urbain – Avenant au contrat de délégation",
        DECIDES + "FIXE à 41 000 € par an la majoration de la contribution versée au délégataire, imputée à l'article 6743.",
        "41000 granted",
        "what the holder of a concession gets more is no price",
    ),
    (
        "Accueil des créateurs – Convention",
        DECIDES + "FIXE à 30 000 € par exercice la participation de la commune à la mission d'accueil.",
        "30000 granted",
        "a year is no thing that has a price",
    ),
    (
        "Prêt de matériel aux fêtes – Règlement",
        DECIDES + "DÉCIDE la constitution d'un parc mis à disposition, pour une dépense de 14 000 € imputée à l'article 2188.",
        "14000 granted",
        "what is spent and entered, whatever the title speaks of",
    ),
    (
        "Achats responsables",
        DECIDES + "fixe à 500 000 € HT le montant au-delà duquel un marché comporte une clause sociale.",
        "500000 other HT",
        "a threshold is no money given",
    ),
    (
        "Logement social – Aide à la rénovation",
        DECIDES + "FIXE l'aide à 5 500 € par logement, soit un engagement de 220 000 € imputé à l'opération n° 24.",
        "220000 budgeted",
        "what the rates of an aid come to is no rate",
    ),
    (
        "Subvention à la coopérative Le Panier",
        "Le coût total s'élève à 78 000 € HT, financé par un prêt et par la subvention demandée à la commune.\n"
        + DECIDES
        + "ATTRIBUE à la coopérative Le Panier une subvention de 20 000 €.",
        "78000 estimated HT, 20000 granted coopérative Le Panier",
        "what the thing costs in all is not given",
    ),
    (
        "Décision modificative n° 12",
        DECIDES + ":\n- ADOPTE la décision, équilibrée à 84 000 € en fonctionnement ;\n- OUVRE un crédit de 65 000 € à l'opération 2411.",
        "84000 budgeted, 65000 budgeted",
        "credits opened in a clause of their own",
    ),
    (
        "Budget primitif 2024",
        "Les subventions aux associations figurent pour un montant global de 31 000 €.\n"
        + DECIDES
        + "ADOPTE le budget, arrêté à 1 000 000 € en fonctionnement.",
        "31000 budgeted, 1000000 budgeted",
        "what the statement says to be in the budget",
    ),
    (
        "Halle – Programme et révision du loyer",
        DECIDES + "FIXE à 24 000 € le montant de la participation de la commune.",
        "24000 granted",
        "the own share, whatever the title speaks of",
    ),
    (
        "Halle – Haies et révision des loyers",
        DECIDES + "DÉCIDE de consacrer 24 000 € à la plantation de haies ; LOUE le local à l'association Le Palier pour 900 € par an.",
        "24000 granted, 900 tariff",
        "what is set aside for something, and a room that is let",
    ),
    (
        "Tarifs et achats de la régie",
        DECIDES + "ENGAGE une somme de 4 000 € pour des haies ; SOUSCRIT un emprunt de 60 000 €.",
        "4000 granted, 60000 other",
        "a loan that is taken is not given",
    ),
    (
        "Garantie d'emprunt – Les Aubiers",
        "Le coût de l'opération, toutes dépenses confondues, est de 3 120 000 €, financé par un prêt de 1 900 000 €.\n"
        + DECIDES
        + "ACCORDE sa garantie à hauteur de 50 % pour le remboursement d'un prêt de 1 900 000 €.",
        "3120000 estimated, 1900000 other",
        "the loan, and what it pays for",
    ),
    (
        "Liaison cyclable – Autorisation de programme",
        "L'autorisation se répartit ainsi : 60 000 € de crédits de paiement en 2022, 230 000 € en 2023 et 50 000 € en 2024.\n"
        "Le Département et l'État seront sollicités à hauteur de 150 000 €.\n"
        + DECIDES
        + "VOTE une autorisation de programme de 340 000 € et la répartition exposée ci-dessus.",
        "60000 budgeted CP, 230000 budgeted CP, 50000 budgeted CP, 150000 received, 340000 budgeted AP",
        "payments that the statement lists by years, and what others are asked for",
    ),
    (
        "Garantie communale – Habitat des Rives",
        "La société sollicite la garantie de la commune à hauteur de 50 %, soit 200 000 €.\n"
        + DECIDES
        + "ACCORDE sa garantie à hauteur de 50 % pour un prêt de 400 000 €.",
        "200000 other, 400000 other",
        "the part of a loan that is guaranteed",
    ),
    (
        "Défibrillateurs – Demande de subvention",
        DECIDES
        + ":\n- APPROUVE l'achat de trois appareils pour un montant de 4 200 € HT ;\n- SOLLICITE du Département une subvention de 1 680 €.",
        "4200 granted HT, 1680 received",
        "what the act buys is no money asked for",
    ),
    (
        "Installation des commerçants – Règlement",
        DECIDES + "ADOPTE le règlement de l'aide, d'un montant forfaitaire de 4 000 € par commerce, et OUVRE une enveloppe de 60 000 €.",
        "4000 tariff, 60000 budgeted",
        "a flat rate for each",
    ),
    (
        "Soutien à l'épicerie solidaire",
        "Le coût s'établit à 90 000 €. L'État y participe à hauteur de 30 000 €.\n"
        + DECIDES
        + "ATTRIBUE à l'association L'Étal une subvention de 20 000 €.",
        "90000 estimated, 30000 received, 20000 granted L'Étal",
        "what others give to the same thing",
    ),
    (
        "Unité mobile de consultation – Concours",
        "Le coût de l'opération est de 118 000 €.\n" + DECIDES + "ATTRIBUE à l'association Les Soins une subvention de 18 000 €.",
        "118000 estimated, 18000 granted Les Soins",
        "a consultation of patients is no tender",
    ),
    (
        "Maison de santé – Création d'un service",
        "Les dépenses annuelles sont évaluées à 310 000 €, les recettes des consultations à 240 000 €.\n" + DECIDES + "CRÉE le service.",
        "310000 estimated, 240000 received",
        "income told beside the costs, under one verb",
    ),
    (
        "Tableau des emplois",
        DECIDES + "DIT que les crédits, dont 98 000 € par an au titre des deux contrats, sont inscrits au chapitre 012.",
        "98000 budgeted",
        "a part of what the act does not count is no instalment",
    ),
    (
        "Tarification de l'eau",
        "Mme Roux présente trois niveaux de prix, de 1,05 € jusqu'à trente mètres cubes, 1,60 € jusqu'à cent cinquante et 2,30 € au-delà.\n"
        "M. Gris estime la perte de recettes à 60 000 €.\nLa proposition, mise aux voix, n'est pas adoptée.\nPour : 5 – Contre : 14",
        "1.05 tariff, 1.6 tariff, 2.3 tariff",
        "prices put to the vote in vain; who objects to what another presents tells no sum of the act",
    ),
    (
        "Repas de la cantine – Tarif modulé",
        "Le prix du repas est aujourd'hui de 4,10 €. La rapporteure propose un tarif de 3 €, soit une perte de recettes de 9 000 €.\n"
        "Le conseil, après en avoir délibéré, REJETTE la proposition.\nPour : 5 – Contre : 14",
        "3 tariff, 9000 estimated",
        "the price in force is not put to the vote",
    ),
    (
        "Location de vélos – Parc et tarifs",
        "Le projet consiste à proposer dix vélos pour 20 € par mois. L'investissement serait de 18 000 € TTC.\n"
        "Le conseil, après en avoir délibéré, REJETTE la proposition.\nPour : 5 – Contre : 14",
        "20 tariff, 18000 estimated TTC",
        "what it costs is no price, though the title lets things",
    ),
    (
        "Ruisseau – Travaux",
        DECIDES
        + """:
- APPROUVE les travaux ;
- SOLLICITE les aides de l'Agence de l'eau et de la Région.
Pour extrait conforme, le Maire
Annexe – Plan de financement
Financeur\tPart\tMontant
Agence de l'eau (sollicitée)\t65 %\t65 000 €
Région (sollicitée)\t15 %\t15 000 €
Commune\t20 %\t20 000 €""",
        "65000 received, 15000 received, 20000 other",
        "a plan of financing in an annexed table",
    ),
    (
        "Façades – Règlement des aides",
        DECIDES + "FIXE l'aide de 500 € à 2 000 € par façade selon la surface et OUVRE à cet effet un crédit de 20 000 €.",
        "500 tariff, 2000 tariff, 20000 budgeted",
        "a range for each",
    ),
    (
        "Four banal – Remise en état",
        DECIDES + "APPROUVE le programme de remise en état du four, d'un montant de 24 000 € HT.",
        "24000 estimated HT",
        "works decided at an estimated price",
    ),
    (
        "Harmonie municipale – Subvention",
        "L'harmonie a sollicité la commune pour 7 000 €.\n" + DECIDES + "ACCORDE à l'Harmonie municipale une subvention de 4 500 €.",
        "7000 other, 4500 granted Harmonie municipale",
        "asked of the commune, whoever asks",
    ),
]


def told(act: Act) -> str:
    return ", ".join(
        " ".join(w for w in (f"{a.cents / 100:.10g}", a.role.value, a.tax, a.credit, a.payee.text if a.payee else None) if w)
        for a in act.amounts
    )


@pytest.mark.parametrize(("title", "body", "sums", "why"), [*ACTS, *FURTHER], ids=[row[0] for row in [*ACTS, *FURTHER]])
def test_sums_of_an_act(title: str, body: str, sums: str, why: str) -> None:
    act = extract_acts(paper(f"{HEAD}# 2022-98 – {title}\n{body}{TAIL}")).found[0]
    assert told(act) == sums, why


LINES = [
    ("INSTITUE la remise d'un album, financée sur l'opération L204 ;", ["opération L204"], "letters before the figures"),
    ("IMPUTE les dépenses sur le programme P2404 ;", ["programme P2404"], "a programme with a letter"),
    ("APPROUVE le programme 2025-2028 des coupes ;", [], "what is done in these years is no line of the budget"),
    (
        "IMPUTE la dépense au chapitre 65, nature 65748, fonction 025.",
        ["chapitre 65, nature 65748, fonction 025"],
        "one line, three levels",
    ),
]


@pytest.mark.parametrize(("words", "lines", "why"), LINES, ids=[row[2] for row in LINES])
def test_budget_lines_named(words: str, lines: list[str], why: str) -> None:
    assert [words[a:b] for a, b in imputations(words, 0, len(words))] == lines, why


PAYEES = [
    ("ATTRIBUE une subvention de 1 200 € au Foyer rural", ["Foyer rural"]),
    ("ATTRIBUE à l'association Cap Rivage une subvention exceptionnelle de 9 500 € ;", ["Cap Rivage"]),
    ("retient l'offre de l'entreprise BATIVERT TP pour un montant de 206 716,79 € HT", ["BATIVERT TP"]),
    ("nous retenons pour le lot 1 l'entreprise Bâtir (31 000 € HT), pour le lot 2 la société Volt (8 000 € HT)", ["Bâtir", "Volt"]),
    ("autorise le maire à verser la somme de 500 € au comité des fêtes de la vallée pour le feu", ["comité des fêtes de la vallée"]),
    (
        "alloue 1 500 € à la coopérative scolaire, 300 € au club de judo et 200 € aux anciens",
        ["coopérative scolaire", "club de judo", None],
    ),
    ("verse 25 000 € à la commune de Brève pour sa médiathèque", ["commune de Brève"]),
    ("individualise une aide de 60 000 € au profit de l'association Le Palier", ["Le Palier"]),
    ("ACCORDE une aide de 7 000 € au bénéfice du club de judo", ["club de judo"]),
    ("attribue 9 000 € aux associations énumérées dans l'annexe", [None]),
    ("accorde à Mme Petit une aide de 300 €", [None]),
    ("pour un montant de 18 450 € à compter du 1er mars", [None]),
    ("met 4 000 € à la charge de la commune", [None]),
    ("attribue à La Grange du Haut une subvention de 9 000 € et à Val d'Or une subvention de 8 000 €", ["La Grange du Haut", "Val d'Or"]),
    ("confie le lot au groupement conduit par Les Haies, pour 9 000 €", ["Les Haies"]),
    ("adhère au syndicat de la fourrière moyennant une cotisation de 2 000 €", ["syndicat de la fourrière"]),
    ("accorde à la foncière Les Toits une avance de 4 000 €", ["foncière Les Toits"]),
    ("accorde à la société coopérative d'intérêt collectif Le Four Banal une aide de 700 €", ["Le Four Banal"]),
    ("attribue au service départemental d'incendie et de secours 6 000 €", ["service départemental d'incendie et de secours"]),
    (
        "lot 1, quincaillerie, Établissements Rive, au plus 6 000 € HT ; lot 2, peinture, Le Pinceau, 4 000 € HT",
        ["Établissements Rive", "Le Pinceau"],
    ),
]


@pytest.mark.parametrize(("sentence", "payees"), PAYEES, ids=[row[0][:40] for row in PAYEES])
def test_the_payee_of_each_sum_of_a_sentence(sentence: str, payees: list[str | None]) -> None:
    spans = [payee_of(sentence, s.start, s.end) for s in find_sums(sentence)]
    assert [sentence[slice(*span)] if span else None for span in spans] == payees


ROWS = [
    ("Demande de subvention au fonds européen", "380 000,00 €", "13 / 1317", "received", "a chapter of income"),
    ("Bail dérogatoire de la cellule 4", "310,00 €", "75 / 752", "tariff", "rents that the authority gets"),
    ("Acceptation d'un mécénat", "40 000,00 €", "", "received", "given to the authority"),
    ("Adhésion au réseau", "1 850,00 €", "011 / 6281", "granted", "a chapter of expenses"),
    ("Location au comité des fêtes d'un local de stockage", "2 400,00 €", "", "tariff", "who rents a room of the authority pays"),
    ("Location de deux nacelles auprès de la société Levage", "1 400,00 €", "", "granted", "what the authority rents it pays for"),
    ("Contrat de cession du droit de représentation, spectacle « Les Veilleuses »", "4 220,00 €", "", "granted", "a show is bought"),
]


@pytest.mark.parametrize(("subject", "amount", "account", "role", "why"), ROWS)
def test_the_account_of_a_registered_decision_tells_income(subject: str, amount: str, account: str, role: str, why: str) -> None:
    head = "# Registre des décisions de la Maire prises par délégation\nN°\tDate\tObjet\tMontant\tImputation\n"
    acts = extract_acts(paper(f"{head}2022-DM-11\t04/02/2022\t{subject}\t{amount}\t{account}\n")).found
    assert [a.role.value for act in acts for a in act.amounts] == [role], why


def test_in_verbatim_minutes_others_only_discuss_the_sums() -> None:
    body = """M. Blanc, rapporteur. – Il est proposé d'ouvrir un crédit de 80 000 € au chapitre 23.
Mme Escudoux. – Le plan vélo est doté de 90 000 €. Nous proposons 120 000 €.
M. le Maire. – Je mets aux voix le rapport. Pour : 20. Contre : 2. Le rapport est adopté."""
    act = extract_acts(paper(f"{HEAD}# 2022-98 – Réfection de la halle\n{body}{TAIL}")).found[0]
    assert [a.cents for a in act.amounts] == [8_000_000]


ENTERED = [
    ("Les crédits nécessaires figurent au chapitre 011, article 61521.", ["chapitre 011, article 61521"], "where the money is entered"),
    ("L'article 12 du règlement est inchangé. Le chapitre 3 traite des recours.", [], "no sentence on money"),
]


@pytest.mark.parametrize(("statement", "lines", "why"), ENTERED, ids=[row[2] for row in ENTERED])
def test_the_statement_names_the_budget_line_when_the_decision_does_not(statement: str, lines: list[str], why: str) -> None:
    act = extract_acts(paper(f"{HEAD}# 2022-98 – Entretien des sentiers\n{statement}\n{DECIDES}APPROUVE la convention.{TAIL}")).found[0]
    assert [line.text for line in act.imputation] == lines, why


def test_a_row_of_a_list_names_its_sums() -> None:
    rows = """N°\tObjet\tDécision
2022-11\tGarantie d'emprunt à un bailleur – Prêt de 640 000 €\tAdoptée à l'unanimité
2022-12\tCurage des fossés – Marché conclu avec la société Lemoine Travaux pour 30 000 €\tAdoptée à l'unanimité
2022-13\tVœu pour le maintien de la gare\tAdopté : 20 pour, 3 contre"""
    acts = extract_acts(paper(f"# LISTE DES DÉLIBÉRATIONS EXAMINÉES PAR LE CONSEIL MUNICIPAL\n# Séance du 3 mars 2022\n{rows}")).found
    assert [told(act) for act in acts] == ["640000 other", "30000 granted Lemoine Travaux", ""]
    assert [[b.text for b in act.beneficiaries] for act in acts] == [[], ["Lemoine Travaux"], []]
    assert [act.outcome.value for act in acts] == ["adopted", "adopted", "opinion"], "a wish adopted commits to nothing"
