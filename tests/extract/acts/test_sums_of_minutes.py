"""The sums of minutes as secretaries type them: the debate beside the proposal, tables of offers, limits, totals."""

from __future__ import annotations

import pytest

from pipeline.extract.acts import extract_acts
from tests.extract.acts.council_papers import paper
from tests.extract.acts.test_amounts import DECIDES, HEAD, TAIL, told

ASKS = "Mme le Maire demande aux membres du conseil s'ils sont d'accord pour "
VOTE = "\nVote : pour à l'unanimité"

ACTS = [
    (
        "Versement d'une subvention au budget annexe",
        DECIDES + "décide de verser une subvention d'un montant de 80 000, 00 € au budget annexe du lotissement.",
        "80000 granted",
        "a space before the cents",
    ),
    (
        "Vote du quart des dépenses d'investissement avant le budget",
        "\tBudget 2021\t25 %\nChapitre 20\t40 000 €\t10 000 €\nChapitre 21\t200 000 €\t50 000 €\nTotal\t240 000 €\t60 000 €\n"
        + DECIDES
        + "AUTORISE le maire à engager les dépenses d'investissement dans la limite de 25 % (soit 60 000.00 €) avant l'adoption du budget.",
        "60000 budgeted",
        "the limit that is voted, not the chapters that come to it",
    ),
    (
        "Vote du quart des dépenses d'investissement avant le budget",
        "\tBudget 2021\t25 %\nChapitre 20\t40 000 €\t10 000 €\nChapitre 21\t200 000 €\t50 000 €\nTotal\t240 000 €\t60 000 €\n"
        + DECIDES
        + "AUTORISE le maire à engager les dépenses d'investissement dans la limite du quart.",
        "10000 budgeted, 50000 budgeted",
        "the chapters, where nothing says what they come to",
    ),
    (
        "Travaux de la halle : avenants",
        "M. Brun présente les projets d'avenants.\nLot n° 2 : Charpente\n\tMontant HT\tTaux de la TVA\tMontant TTC\n"
        "Marché initial\t40 000,00 €\t20 %\t48 000,00 €\nAvenant n° 1\t1 200,00 €\t20 %\t1 440,00 €\n"
        "Avenant n° 2\t-300,00 €\t20 %\t-360,00 €\nNouveau montant du marché\t40 900,00 €\t20 %\t49 080,00 €\n"
        + DECIDES
        + "approuve les avenants tels qu'ils lui sont présentés.",
        "-300 granted",
        "the last amendment without tax, neither the contract nor what was voted before",
    ),
    (
        "Travaux de la place : avenant au lot 1",
        "\tH.T.\tTVA 20 %\tT.T.C.\nMontant initial\t9 000,00 €\t1 800,00 €\t10 800,00 €\nAvenant n° 1\t500,00 €\t100,00 €\t600,00 €\n"
        "Nouveau montant\t9 500,00 €\t1 900,00 €\t11 400,00 €\n" + DECIDES + "d'approuver l'avenant tel que sus-mentionné.",
        "500 granted",
        "where the decision points to the table",
    ),
    (
        "Travaux du préau : attribution des lots",
        "La commission propose d'attribuer les lots comme suit :\n"
        "Lot\tDénomination\tEntreprise retenue\tMontant H.T.\tEstimation du cabinet H.T.\n"
        "1\tGros œuvre\tMaçons du Val\t58 900,00 €\t64 000,00 €\n2\tCouverture\tToits et Cie\t9 200,00 €\t8 000,00 €\n"
        + DECIDES
        + "d'attribuer les lots aux entreprises tels que mentionnés ci-dessus.",
        "58900 granted Maçons du Val, 9200 granted Toits et Cie",
        "what was offered, not what had been estimated",
    ),
    (
        "Budget de l'eau : décision modificative n° 2",
        "Elle s'équilibre de la façon suivante :\nSection de fonctionnement : 3 300,00 €\nSection d'investissement : 3 300,00 €\n"
        + DECIDES
        + "adopte la décision modificative n° 2.",
        "3300 budgeted, 3300 budgeted",
        "both sections may come to the same",
    ),
    (
        "Foyer « Les Ormes » : Demande de cautionnement",
        "La banque propose une garantie de 30 % de l'emprunt, soit 60 000 € :\n- Montant du prêt : 200 000 €\n"
        + DECIDES
        + "décide de donner son accord pour un cautionnement à hauteur de 60 000 €.",
        "200000 other, 60000 other",
        "the loan and the part that the authority would answer for are no spending",
    ),
    (
        "Admission en non valeur",
        "Motif\tExercice\tMontant\nInsolvable\t2009\t300,00 €\nInsolvable\t2010\t200,00 €\nTOTAL\t\t500,00 €\n"
        + DECIDES
        + "admet en non valeur les titres suivants :\nAnnée\tMontant\n2009\t300,00 €\n2010\t200,00 €\nTOTAL\t500,00 €",
        "500 other",
        "what is written off in all, not its years",
    ),
    (
        "Maison des services : Choix de l'architecte",
        "Trois cabinets ont été consultés.\n- Enveloppe globale des travaux : 90 000,00 € H.T.\nCabinets\tTaux\tMontant des honoraires\n"
        "ARDOISE Louis (99000 VALLON)\t12,00 %\t10 800,00 € H.T.\nBRIQUE ET FILS (99100 LE PRÉ)\t10,00 %\t9 000,00 € H.T.\n"
        + DECIDES
        + "décide de retenir l'offre du cabinet BRIQUE ET FILS pour un taux de rémunération fixé à 10 %.",
        "90000 estimated HT, 9000 granted HT BRIQUE ET FILS (99100 LE PRÉ)",
        "the offer in the row of the one who is named, where the decision tells a rate alone",
    ),
    (
        "Travaux de la salle : Bilan financier",
        "Lot\tEntreprise\tMontant H.T.\tMontant TTC\n08\tPlâtres du Val\t8 000,00 €\t9 600,00 €\nTOTAL\t\t8 000,00 €\t9 600,00 €\n"
        + DECIDES
        + "approuve le bilan financier tel que présenté.",
        "8000 granted Plâtres du Val",
        "a table with and without tax tells the contract without",
    ),
    (
        "Demande de subvention complémentaire : Association Le Relais",
        "L'association demande une subvention complémentaire.\n"
        + DECIDES
        + "décide de verser une subvention complémentaire à l'association pour un montant de 150,00 €.",
        "150 granted association",
        "what was asked of the council and is paid by it",
    ),
    (
        "Chemin du lavoir : Demande de subvention",
        DECIDES
        + "décide de solliciter le Département pour les travaux, qui s'élèvent à 40 000 € et seraient financés comme suit :\n"
        + "- Subvention du Département : 8 000 €\n- Amendes de police 2014 : 7 000 €\n- Emprunt : 25 000 €",
        "40000 estimated, 8000 received, 7000 received, 25000 other",
        "the yield of fines pays for works",
    ),
    (
        "Assainissement : 3ème tranche",
        "Notre demande n'a pas été acceptée, ce qui aurait représenté 70 000 €.\n" + DECIDES + "décide de réaliser la 3ème tranche.",
        "70000 other",
        "what did not come",
    ),
    (
        "Remplacement des sièges du théâtre – Marché",
        "L'investissement est estimé à 30 000 €. Une aide est demandée. Un montant de 5 000 € peut être obtenu.\n"
        + DECIDES
        + "décide de remplacer les sièges.",
        "30000 estimated, 5000 received",
        "what can be had from others is not the price",
    ),
    (
        "Recrutement de deux agents",
        "Avec les subventions de l'Etat, ceci représenterait un coût salarial de 190.20 € la première année et 350.40 € la seconde année.\n"
        + DECIDES
        + "décide de créer deux emplois.",
        "190.2 estimated, 350.4 estimated",
        "a cost told for two years, with points before the cents",
    ),
    (
        "Drapeau de l'amicale",
        "Le coût est d'environ 900 €. L'achat peut être subventionné par le Département (80 %) et par l'Office à hauteur de 150 €.\n"
        + DECIDES
        + "donne son accord de principe.",
        "900 estimated, 150 received",
        "money of others",
    ),
    (
        "Prise en charge d'une partie des travaux de voirie",
        "Il est proposé de se prononcer sur la prise en charge pour un montant estimé de 2 000,00 € à 4 000,00 €.\n"
        + DECIDES
        + "décide de prendre en charge les travaux à hauteur de 2 000,00 €.",
        "2000 granted",
        "the other end of a range of which one is decided",
    ),
    (
        "Tarifs communaux et des locations de salles",
        "\tUnité\tTarifs actuels\tTarifs proposés\nCopie\tune\t0,30 €\t0,35 €\nDispersion des cendres\t\tGratuit\tGratuit\n"
        + "Droit de place\tannée\t90,00 €\t100,00 €\nSalles :\n\t1\t2\nPour réunion\t104,00 €\tNéant\n"
        + "Tarifs 2013 proposés\t116,00 €\tNéant\n"
        + DECIDES
        + "approuve l'augmentation des tarifs.",
        "0.35 tariff, 100 tariff, 116 tariff",
        "a thing without a price is no heading; the row below tells the new prices of a room",
    ),
    (
        "Demande de subvention : Association des maires",
        "Lors du vote de février, il a été voté les subventions suivantes :\n- cotisation : 40,00 €\n- institut : 330,00 €\n"
        + DECIDES
        + "décide d'attribuer à l'Association des maires une subvention d'un montant de 417,60 €.",
        "417.6 granted Association des maires",
        "what was voted before is told again",
    ),
    (
        "Agrandissement de la salle de sports",
        "Les travaux pourraient bénéficier d'une subvention du Conseil régional, subvention d'un montant de 15 000,00 €.\n"
        + DECIDES
        + "décide de lancer le dossier.",
        "15000 received",
        "money that others may give",
    ),
    (
        "Local de services : Demande de DETR",
        "Le montant global des travaux, selon l'avant-projet, s'élèverait aux environs de 200 000,00 € H.T.\n"
        + DECIDES
        + "décide de solliciter une subvention.",
        "200000 estimated HT",
        "a cost told roughly",
    ),
    (
        "Extension du restaurant : Demandes de subvention",
        "Le plan de financement est le suivant :\n- FISAC : 27 000 €\n- Réserve parlementaire : 20 000 €\n- Autofinancement : 53 000 €\n"
        + DECIDES
        + "décide d'adopter le plan de financement.",
        "27000 received, 20000 received, 53000 other",
        "funds of the State under their names",
    ),
    (
        "Marché de réhabilitation : attribution des lots",
        "La commission propose d'attribuer les lots comme suit :\nLot\tDénomination\tMontant\n"
        + "4\tMenuiseries\t5 900,00 €\n5\tCloisons sèches – Plafonds\t10 600,00 €\n"
        + DECIDES
        + "décide d'attribuer les lots tels que mentionnés ci-dessus.",
        "5900 granted Menuiseries, 10600 granted Cloisons sèches – Plafonds",
        "ceilings of a building are no limits",
    ),
    (
        "Maîtrise d'œuvre d'un bâtiment : Choix de l'architecte",
        "Il est proposé de retenir l'équipe Ardoise. Le forfait de rémunération s'élèverait à 29 000,00 € H.T.\n"
        + DECIDES
        + "décide d'attribuer le marché à l'équipe Ardoise pour un taux de 8,90 %.",
        "29000 granted HT",
        "the fee that the statement tells",
    ),
    (
        "Délégation « Marchés publics »",
        DECIDES
        + "décide de charger Monsieur le Maire de prendre toute décision concernant la préparation et la passation des marchés "
        + "d'un montant maximum à 50 000,00 € H.T.",
        "50000 other HT",
        "how far the mayor may act alone",
    ),
    (
        "Demande de subvention : Association familiale",
        "Il est proposé d'attribuer une subvention supplémentaire de 2 500,00 € qui se justifie comme suit :\n"
        + "- 100,00 € : Mise à jour du nombre de repas\n- 2 400,00 € : Frais de procédure aux Prud'hommes\n"
        + DECIDES
        + "décide d'attribuer une subvention supplémentaire d'un montant de 2 500,00 €.",
        "2500 granted",
        "what a sum is made of is not for several payees",
    ),
    (
        "Projet d'aire de jeux",
        "Le coût est estimé à 22 000,00 €.\nPlan de financement :\nConseil général\t4 400,00 €\nCommune (autofinancement)\t17 600,00 €\n"
        + DECIDES
        + "décide de réaliser le projet et d'adopter le plan de financement.",
        "22000 estimated, 4400 received, 17600 other",
        "a plan adopted in an act on the thing itself",
    ),
    (
        "Vote des subventions aux associations",
        "Association\tDemandée\tVote\nCantine\t36 000,00 €\t29 000,00 € (base de calcul : 1,00 € par repas)\nHarmonie\t300,00 €\t250,00 €\n"
        + DECIDES
        + "vote les subventions.",
        "29000 granted Cantine, 250 granted Harmonie",
        "what stands in brackets behind a sum says how it was reached",
    ),
    (
        "Crédits scolaires 2016",
        DECIDES + "attribue à l'école :\n- Fournitures : 120 élèves x 46,00 € = 5 520 €\n- Sorties : 120 élèves x 20,00 € = 2 400 €",
        "5520 budgeted, 2400 budgeted",
        "what a product comes to, not its factor",
    ),
    (
        "Mise en place de la participation pour l'assainissement collectif",
        DECIDES + "décide :\n- d'instaurer la participation ;\n- de fixer son montant à la somme de 1 300,00 € pour une maison neuve.",
        "1300 tariff",
        "what users owe for a connection",
    ),
    (
        "Salle des fêtes : Règlement intérieur",
        DECIDES + "adopte le règlement, qui retient sur la caution :\n- 50 € pour le tri,\n- 200 € pour le ménage.",
        "50 tariff, 200 tariff",
        "sums of the rules of a place",
    ),
    (
        "Rapport annuel sur l'eau",
        "Les investissements annuels sur le réseau s'élèvent à 800 000 € HT.\n" + DECIDES + "décide d'adopter ce rapport.",
        "",
        "a yearly report tells what was done",
    ),
    (
        "Demande de subvention exceptionnelle : école des Tilleuls",
        "L'école sollicite une aide pour son serveur.\n"
        + DECIDES
        + "d'accorder une subvention exceptionnelle de 380,00 € à l'école des Tilleuls, qui sera versée à la coopérative scolaire.",
        "380 granted école des Tilleuls",
        "what is asked of the council, which gives it",
    ),
    (
        "Demande de subvention : réfection du préau",
        DECIDES + "de solliciter une subvention de 900 € auprès de la Région et d'autoriser le maire à la verser au budget.",
        "900 received",
        "what the council asks for",
    ),
    (
        "Redevance d'occupation du domaine public électricité 2024",
        DECIDES + "FIXE la RODP électricité 2024 à 312 €.\nDétail du calcul : (0,2 x 2500 - 300) x 1,56 = 312,00 €",
        "312 received",
        "what a rate and the population come to, not a price",
    ),
    (
        "Redevance d'occupation du domaine public : terrasses",
        DECIDES + "fixe la redevance d'occupation des terrasses à 12 € le m², calculée au prorata des mois.",
        "12 tariff",
        "prices of those who occupy",
    ),
    (
        "Aménagement de la place : demande de subvention",
        "Le plan de financement serait le suivant :\nDépenses\tMontant HT\tRecettes\tTaux\tMontant\n"
        "Mobilier\t10 000,00 €\tSubvention FEADER\t80 %\t24 000,00 €\nFontaine\t20 000,00 €\tCommune\t20 %\t6 000,00 €\n"
        "TOTAL\t30 000,00 €\tTOTAL\t\t30 000,00 €\n" + DECIDES + "approuve le plan de financement et sollicite une subvention.",
        "24000 received, 6000 other, 30000 estimated",
        "what the costs come to, not each of them",
    ),
    (
        "Raccordement au réseau : reversement aux particuliers de la subvention",
        "Il s'agit de :\nAdresse\tMontant des travaux\tSubvention\n8, rue du Bois\t3 300 € TTC\t3 300 € TTC\n"
        "7, rue du Pré\t5 400 € TTC\t3 500 € TTC\n"
        "Acceptez-vous que ces aides soient reversées aux propriétaires ?" + VOTE,
        "3300 granted TTC 8, rue du Bois, 3500 granted TTC 7, rue du Pré",
        "a question put to the vote",
    ),
    (
        "Tarif de l'accueil de loisirs",
        "Composition de la famille\tRessources Mensuelles\n\tInférieures ou égales à 700 €\tDe 701 à 2900 €\tSupérieures à 2900 €\n"
        "1 enfant\t2,10\t0,40 % des RM\t14,50\n2 enfants\t1,95\t0,38 % des RM\t13,70\n"
        + DECIDES
        + "FIXE le tarif de l'accueil selon le barème indiqué ci-dessus et le tarif du repas à 5,20 €.",
        "2.1 tariff, 14.5 tariff, 1.95 tariff, 13.7 tariff, 5.2 tariff",
        "a scale printed without signs; limits of income and shares are no prices",
    ),
    (
        "Adoption du règlement de l'accueil",
        "Composition de la famille\tDistance\n1 enfant\t2,10\n2 enfants\t1,95\n" + DECIDES + "adopte le règlement.",
        "",
        "figures of which the decision says nothing",
    ),
    (
        "Rue du Moulin : sollicitation d'une subvention auprès du conseil départemental",
        "Le conseil départemental soutient l'aménagement des rues des bourgs.\nLe coût est estimé à 420 000 € HT.\n"
        "Le plan de financement serait le suivant :\n"
        "Conseil départemental\tTaux communal (35 %) plafonné à une dépense subventionnable de 300 000 € HT\t105 000 €\n"
        "\tBonification accessibilité\t15 000 €\nCommune\t\t300 000 €\n"
        + "Madame le maire demande aux membres du conseil municipal s'ils sont d'accord pour :\nApprouver le projet\n"
        "solliciter une aide auprès du conseil départemental" + VOTE,
        "420000 estimated HT, 105000 received, 15000 received, 300000 other",
        "what another council does decides nothing; what it takes into account is no sum",
    ),
    (
        "Théâtre : prix des places",
        DECIDES + "FIXE le plein tarif à 18 €.\nDIT que la compensation de recettes, soit 4 000 €, sera versée à la régie sur "
        "les crédits du chapitre 65.",
        "18 tariff, 4000 granted",
        "what makes up for income is spent",
    ),
    (
        "Souscription d'un emprunt",
        "Il est nécessaire de souscrire un emprunt d'un montant de 90 000 €. Les offres sont les suivantes :\n"
        "Banque\tMontant\tDurée\tTaux\tÉchéance\tTotal\n"
        "Banque des Prés\t90 000 €\t10 ans\t4,1 %\t2 745,00 €\t109 800 €\nCaisse du Val\t90 000 €\t12 ans\t4,2 %\t2 395,00 €\t114 960 €\n"
        + ASKS
        + "approuver le prêt auprès de la Banque des Prés aux conditions énoncées ci-dessus."
        + VOTE,
        "90000 other",
        "what the banks offered, instalments and total costs, is not decided",
    ),
    (
        "Décision modificative n° 1",
        "Chapitre\tArticle\tLibellé\tMontant\nDépenses\n65\t6541\tCréances admises\t+ 6,00 €\n66\t66111\tIntérêts\t+ 900,00 €\n"
        "Recettes\n74\t741121\tDotation de solidarité\t+ 906,00 €\n" + DECIDES + "ADOPTE la décision modificative.",
        "6 budgeted, 900 budgeted",
        "lines below a line that says Recettes are no expenditure",
    ),
    (
        "Vote des subventions aux associations",
        "Association\tDemandée\tProposée\tObservations\tSubvention votée\nHarmonie\t400 €\t400 €\t\t300 €\n"
        "Les Archers\t600 €\t600 €\t\t500 €\nFestival des prés\t3 000 €\t1 000 €\tDes éléments manquent\tVote reporté\n"
        + DECIDES
        + "VOTE les subventions.",
        "300 granted Harmonie, 500 granted Les Archers",
        "a row whose vote is put off",
    ),
    (
        "Budget primitif 2022",
        "Chapitre\tProposition\nDépenses\n011\t40 000,00\n65\t20 000,00\nTotal des dépenses\t60 000,00\n"
        + DECIDES
        + "ADOPTE le budget, qui comprend au chapitre 65 le versement d'une subvention de 5 000 € au CCAS.",
        "60000 budgeted, 5000 granted CCAS",
        "what the vote on the budget grants",
    ),
    (
        "Constitution d'une provision",
        "Considérant qu'une expertise est en cours, il est proposé aux membres du conseil d'approuver la constitution "
        "d'une provision à hauteur de 10.000€.\nLes crédits figurent au projet de budget." + VOTE,
        "10000 budgeted",
        "a proposal that begins like a recital",
    ),
    (
        "Stationnement du petit train",
        "La convention serait consentie contre une redevance proposée de 210 € par mois (7€ par jour).\n"
        + ASKS
        + "approuver la convention et la tarification proposée."
        + VOTE,
        "210 tariff, 7 tariff",
        "one price in two units",
    ),
    (
        "Modification des statuts du syndicat",
        "À programme égal, le montant actuel de la cotisation du syndicat (1,61 €/hab.) est inférieur à celui du voisin.\n"
        + DECIDES
        + "APPROUVE la modification des statuts.",
        "",
        "what is paid today is not decided",
    ),
    (
        "Réfection du toit de l'école – Demande de subvention",
        DECIDES
        + """:
- AUTORISE le maire à demander les subventions au meilleur taux auprès du Département ;
- DIT que les crédits sont inscrits au budget.
Désignation\tCoût (HT)\tFinanceurs\tMontants
Toiture\t40 000 €\tDépartement (40 %)\t16 000 €""",
        "40000 estimated, 16000 received",
        "a plan of financing below the decision",
    ),
    (
        "Redevance de performance des réseaux d'eau",
        "La redevance de consommation, dont le tarif est fixé par l'agence de l'eau à 0,29 €/m3, est due par l'abonné.\n"
        + DECIDES
        + "FIXE à 0,05 € / m3 la contre-valeur de la redevance de performance.",
        "0.05 tariff",
        "a price that another authority sets",
    ),
    (
        "Aide à l'entreprise Les Copeaux",
        "Rapporteur : M. Bois\nL'entreprise sollicite une aide pour l'achat de matériel pour un montant de 12 000 € HT soit 14 400 € TTC.\n"
        "M. Roux interroge M. Bois sur les crédits. M. Bois précise que l'enveloppe de 30 000 € est respectée.\n"
        + DECIDES
        + "ATTRIBUE une aide de 1 200 € à l'entreprise Les Copeaux.",
        "12000 estimated HT, 1200 granted Les Copeaux",
        "what the aided thing costs; answers in the debate are not",
    ),
    (
        "Emprunt pour la voirie",
        "Mme le Maire passe la parole à M. Bois qui propose un emprunt de 90 000 €.\nM. Roux regrette l'absence de plan de financement.\n"
        "Le Département a accordé une subvention de 15 000 €.\n" + ASKS + "approuver l'emprunt." + VOTE,
        "90000 other",
        "the debate goes on over its paragraphs",
    ),
    (
        "Coupons acceptés à la piscine",
        "M. Bois indique que l'association demande que ses coupons soient admis.\n"
        "M. Roux s'interroge sur le coût des logiciels. M. Bois l'estime à 5 000 €.\n"
        "Le conseil, après en avoir délibéré, REJETTE la proposition.\nPour : 5 – Contre : 14",
        "5000 estimated",
        "where nothing else tells what it costs, an answer does",
    ),
    (
        "Cadeaux aux enfants du personnel",
        "Le montant total des cadeaux est de 650 € (13 enfants concernés).\n"
        + DECIDES
        + "APPROUVE l'attribution d'un chèque cadeau de 50 € aux enfants du personnel.",
        "650 granted",
        "what is given in all, not what each gets of it",
    ),
    (
        "Spectacles dans les villages – Convention",
        "La communauté y participe (subvention de 700 € par spectacle).\n"
        "Le financement total est fixé à 2 100 €, réparti par spectacle conformément au tableau ci-dessous :\n"
        "Date\tSpectacle\tTotal par spectacle\n3 mai\tLa nuit\t700 €\n4 mai\tL'aube\t700 €\n5 mai\tLe jour\t700 €\nTotal\t\t2 100 €\n"
        + DECIDES
        + "ADOPTE la convention.",
        "2100 granted",
        "parts of one size of what is given in all",
    ),
    (
        "Conventions de rejet dans le canal",
        "Une redevance est due selon les volumes rejetés :\nPour la première station, cela représente 1 420.15 € net annuel,\n"
        "Pour la seconde, cela représente 2 911.40 € net annuel.\n" + DECIDES + "APPROUVE les conventions.",
        "1420.15 granted, 2911.4 granted",
        "what the contracts of the act come to",
    ),
    (
        "Vente d'un terrain",
        "Le service des domaines a estimé le prix de ces terrains à 25 €/m2. La cession de ce terrain est donc estimée à 4 125 €.\n"
        + ASKS
        + "autoriser la cession."
        + VOTE,
        "4125 received",
        "what is appraised a metre is not the price of the sale",
    ),
    (
        "Enfouissement des réseaux – Marché du syndicat",
        "Le coût total prévisionnel des travaux s'élève à 42 000 €.\n"
        + ASKS
        + "accepter la proposition du syndicat et inscrire au budget les sommes qui seront dues au syndicat soit 16 000 €."
        + VOTE,
        "42000 estimated, 16000 granted syndicat",
        "what is owed is committed, and entered in the budget",
    ),
    (
        "Avenant à la convention d'occupation",
        "La proposition financière était d'un montant de 270 000 € (90 000 m²) soit près de 120 ans de redevance et 3 € / m².\n"
        + DECIDES
        + "AUTORISE le président à signer l'avenant.",
        "",
        "what was once offered",
    ),
    (
        "Tarif de l'accueil de loisirs",
        "Ressources\tInférieures ou égales à 700 €\tDe 701 à 2900 €\tSupérieures à 2900 €\nTaux\t0,4 %\t0,5 %\t0,6 %\n"
        + DECIDES
        + "FIXE le tarif selon le barème ci-dessus et le tarif du repas à 5,20 €.",
        "5.2 tariff",
        "the limits at the head of the columns are no prices",
    ),
    (
        "Instauration d'une amende pour les dépôts sauvages",
        DECIDES + "FIXE l'amende comme suit :\n- dépôt de 0 à 2 m3 : 600 € ;\n- dépôt au-delà : 1 200 €.",
        "600 tariff, 1200 tariff",
        "fines",
    ),
    (
        "Participation des communes de résidence",
        DECIDES
        + "FIXE le montant de la participation à 420 € par élève accueilli et de fixer à 210€ le montant de la participation de chaque "
        "commune de résidence dans le cas d'une résidence alternée.",
        "420 tariff, 210 tariff",
        "what each commune pays for one",
    ),
    (
        "Redevance d'occupation du domaine public",
        DECIDES + "FIXE le montant de la redevance à 936,00 €. Détail du calcul :\n- artères aériennes : 40 x 1,5 x 6,6 = 396,00 € ;\n"
        "- artères souterraines : 30 x 1,5 x 12 = 540,00 €.",
        "936 received",
        "what a computation comes to on its way",
    ),
    (
        "Contrats d'engagement éducatif",
        "Pour rappel, le SMIC horaire brut est fixé à 11,88 €.\n" + DECIDES + "DÉCIDE de créer quinze emplois.",
        "",
        "a wage set by law",
    ),
    (
        "Rue du Four – Demande de subvention",
        "Dépenses HT\tMontant\tRecettes\tMontant\nVoirie\t312 000,00\tÉtat (DETR) – plafond 180 000 € HT\t70 000,00 €\n"
        "Plantations\t6 400,00\tRéserve parlementaire\t20 000,00 €\nÉclairage\t9 000,00\tCommune\t237 400,00 €\n"
        + DECIDES
        + "APPROUVE le plan de financement ci-dessus.",
        "312000 estimated, 70000 received, 6400 estimated, 20000 received, 9000 estimated, 237400 other",
        "a cap told in a cell of a plan",
    ),
    (
        "Équipement informatique de l'école – Signature du marché",
        "La commune a reçu un avis favorable du Conseil départemental à sa demande de subvention, "
        "soit une subvention accordée de 14 000 €.\n"
        "Il est proposé de retenir l'entreprise Réseaux pour un montant de 18 000 € HT.\n" + ASKS + "signer l'offre." + VOTE,
        "14000 received, 18000 granted HT",
        "what others have granted",
    ),
    (
        "Éclairage de l'école – Signature du marché",
        "L'entreprise Lampes propose la meilleure offre : 22 000 € HT.\nUne subvention de 10 000 € a été accordée par l'État.\n"
        + ASKS
        + "signer le marché."
        + VOTE,
        "22000 granted HT, 10000 received",
        "what others have granted, told behind it",
    ),
    (
        "Caméras – Signature du marché",
        "Madame le maire propose de passer le marché avec la société Optique pour un montant de 160 000 € HT.\n"
        + DECIDES
        + "décide de signer le marché.\n- Reste à charge de la commune : 60 000 € (36,7 %).",
        "160000 granted HT Optique, 60000 other",
        "the price stands in the proposal, the decision tells the own share alone",
    ),
    (
        "Participation des familles au camp",
        ASKS
        + "voter un supplément de 8 euros par jour et par enfant. Le coût total du séjour est d'environ 3 120 € soit 195,00 € / jeune."
        + VOTE,
        "8 tariff, 3120 estimated",
        "what one of a cost comes to",
    ),
    (
        "Admission en non-valeur",
        "Le montant global des titres à admettre s'élève à 10 000 €. Ce sont deux titres d'un montant de 185 € et un titre de 9 815 €."
        + VOTE,
        "10000 other",
        "not the debts that a whole comes to",
    ),
    (
        "Corbeilles de tri",
        "Rapporteur : M. Bois\nÀ l'issue du rapport de M. Bois, Mme Roux précise que l'appel à projets est ouvert.\n"
        "Elle ajoute que le reste à charge serait de 600 €.\n" + DECIDES + "AUTORISE l'achat.",
        "",
        "whoever speaks after the report",
    ),
    (
        "Attribution de subventions aux associations",
        "Associations\tMontant voté en 2021\tMontant proposé 2022\nLes Copains\t900 €\t500 €\nLa Verrière\t1 350 €\t1 245 €\n"
        + DECIDES
        + "APPROUVE les montants ci-dessus.",
        "500 granted Les Copains, 1245 granted La Verrière",
        "what was voted in a year before",
    ),
    (
        "Approbation du rapport sur le prix et la qualité du service",
        "Les travaux ont coûté 250 000 €, la redevance a rapporté 300 000 €.\n" + DECIDES + "APPROUVE le rapport.",
        "",
        "a report tells what was done",
    ),
    (
        "Tarifs communaux",
        "\tUnité\tTarifs actuels\tTarifs proposés\nPhotocopie\tune\t0,30 €\t0,35 €\nAbonnement\tan\t12,88 €\tinchangé\n"
        "Forfait par foyer\t30 m3 par personne\nRaccordement\tun\t1 260,00 €\t1 300,00 €\n"
        + DECIDES
        + "APPROUVE les tarifs tels que présentés ci-dessus.",
        "0.35 tariff, 12.88 tariff, 1300 tariff",
        "prices given up beside those that take their place; a row without a sum is no heading",
    ),
    (
        "Demandes de subventions 2022 : Associations et organismes de droit privé",
        "Associations\tMontants sollicités\tVote\nLa Ruche\t1 200,00 €\t1 100,00 €\nLe Fil\t600,00 €\t600,00 €\n"
        + DECIDES
        + "VOTE les subventions.",
        "1100 granted La Ruche, 600 granted Le Fil",
        "demands of associations are no money asked of others",
    ),
    (
        "Extension de l'école – Attribution des marchés",
        "Lot\tDénomination\tEntreprise retenue\tMontant de l'offre\n1\tGros œuvre\tPierre et Fils\t33 000 €\n2\tSols\tLot infructueux\t\n"
        "3\tPlafonds\tPlafonds du Val\t4 751,00 €\n" + DECIDES + "décide d'attribuer les lots tels que mentionnés ci-dessus.",
        "33000 granted Pierre et Fils, 4751 granted Plafonds du Val",
        "a lot without an offer is no heading of those below it",
    ),
    (
        "Modulaire – Choix du fournisseur",
        DECIDES
        + "décide de retenir l'offre de l'entreprise Modul pour un montant de 46 000,00 € H.T. (base + option), soit 55 200,00 € T.T.C.",
        "46000 granted HT Modul",
        "the same sum with the tax, behind a remark",
    ),
    (
        "Salle – Avenants aux marchés",
        "Lot n° 3\n\tMontant HT\tMontant TTC\nMarché initial\t119 000,00 €\t142 800,00 €\nAvenant n° 1\t1 165,00 €\t1 398,00 €\n"
        "Nouveau montant\t120 165,00 €\t144 198,00 €\n" + DECIDES + "approuve les avenants tels qu'ils lui sont présentés.",
        "1165 granted",
        "what an amendment adds, not what the contract was and becomes",
    ),
    (
        "Emprunt pour la salle – Choix de l'organisme",
        DECIDES
        + "décide de réaliser l'emprunt auprès de la Banque des Prés pour un montant de 600 000,00 € à taux fixe de 5,29 % sur vingt ans.",
        "600000 other",
        "a loan",
    ),
    (
        "Entrée du bourg – Esquisses",
        "Le cabinet Traits propose de produire trois esquisses d'aménagement pour un montant total de 3 000 € H.T.\n"
        + DECIDES
        + "décide de confier la mission au cabinet Traits.",
        "3000 granted HT",
        "what the act orders is not the cost of an aided thing",
    ),
    (
        "Bâtiments modulaires – Lancement de la consultation",
        "En raison du montant de l'achat (plus de 20 000,00 € H.T.), il est proposé de consulter les entreprises.\n"
        + DECIDES
        + "décide de la lancer.",
        "",
        "above a limit",
    ),
    (
        "Occupation de l'ancien centre de secours",
        DECIDES + ":\n- AUTORISE l'occupation ;\n- DIT que la redevance, évaluée à 14 400 €, n'est pas réclamée.",
        "14400 granted",
        "a fee given up, told behind it",
    ),
    (
        "Assemblées de secteur",
        DECIDES
        + "ALLOUE à chacune des six assemblées une dotation annuelle de 2 000 €, soit 12 000 € par an au total, imputée au chapitre 011.",
        "2000 granted, 12000 granted",
        "given and entered at once",
    ),
    (
        "Emplois de conseiller numérique",
        "Le coût annuel s'élève à 111 000 €, dont 45 000 € pris en charge par l'État, soit un reste à charge de 66 000 €.\n"
        + DECIDES
        + "SOLLICITE de l'État une participation de 45 000 €.",
        "111000 estimated, 66000 other, 45000 received",
        "the own share of a cost",
    ),
    (
        "Dotation d'équipement des territoires ruraux – Programmation",
        ASKS
        + ":\n- accepter le montant de l'opération soit 27 500 € HT ;\n- solliciter une subvention de 11 000 € auprès de l'État."
        + VOTE,
        "27500 estimated HT, 11000 received",
        "a title that names the aid alone",
    ),
    (
        "Convention avec le syndicat des rivières",
        "Le syndicat s'engage à rembourser le coût de l'enquête d'un montant de 3 934 € à la commune.\n"
        + ASKS
        + "signer la convention."
        + VOTE,
        "3934 received",
        "what another pays back",
    ),
    (
        "Avoirs de la cantine",
        ASKS + "autoriser le remboursement. Quatre familles demandent le remboursement des avoirs pour un montant total de 84,82 €." + VOTE,
        "84.82 granted",
        "what is paid back to families",
    ),
]


@pytest.mark.parametrize(("title", "body", "sums", "why"), ACTS, ids=[row[3] for row in ACTS])
def test_sums_of_an_act_of_minutes(title: str, body: str, sums: str, why: str) -> None:
    act = extract_acts(paper(f"{HEAD}# 2022-98 – {title}\n{body}{TAIL}")).found[0]
    assert told(act) == sums, why


def test_a_table_over_two_pages_opens_no_act() -> None:
    rows = "Association\tDemande\tVote\nLa Ruche\t1 200 €\t1 100 €\nLe Fil\t600 €\t600 €\n"
    rows += "=====\nUn Pas – Danse\t900 €\t800 €\nLe Chant\t300 €\t300 €"
    acts = extract_acts(paper(f"{HEAD}# 2022-98 – Vote des subventions\n{DECIDES}vote les subventions comme suit :\n{rows}{TAIL}")).found
    assert [act.number for act in acts] == ["2022-98", "2022-99"]
    assert [a.cents for a in acts[0].amounts] == [110_000, 60_000, 80_000, 30_000]


def test_a_later_clause_that_forgoes_something_rejects_nothing() -> None:
    body = f"{DECIDES}décide à l'unanimité :\n- d'adopter la charte ;\n- de ne pas déposer le logo."
    assert extract_acts(paper(f"{HEAD}# 2022-98 – Charte du logo\n{body}{TAIL}")).found[0].outcome.value == "adopted"


def test_a_lease_of_the_executive_brings_rent() -> None:
    head = "# Registre des décisions de la Maire prises par délégation\nN°\tDate\tObjet\tMontant\n"
    acts = extract_acts(paper(f"{head}2022-DM-11\t04/02/2022\tBail commercial\t350,00 €\n")).found
    assert [a.role.value for act in acts for a in act.amounts] == ["tariff"]


def test_a_price_for_one_in_a_row_of_delegated_decisions_is_a_tariff() -> None:
    head = "# 2022-98 – Délégations de pouvoirs « Marchés publics » : Information\nDate\tSociété\tObjet du marché\tMontant H.T.\n"
    rows = "03/02/2022\tCentre Santé\tMédecine de prévention\t53,60 € / visite\n04/02/2022\tDu Val\tVitres\t900,00 €\n"
    acts = extract_acts(paper(f"{HEAD}{head}{rows}{TAIL}")).found
    assert [(a.cents, a.role.value) for act in acts for a in act.amounts] == [(5360, "tariff"), (90_000, "granted")]


def test_an_answer_against_a_demand_refuses_it() -> None:
    body = f"{DECIDES}décide, à l'unanimité, de répondre défavorablement à la demande de l'association."
    assert extract_acts(paper(f"{HEAD}# 2022-98 – Demande de rétrocession\n{body}{TAIL}")).found[0].outcome.value == "rejected"


@pytest.mark.parametrize(
    ("body", "outcome", "why"),
    [
        (
            "Monsieur le Maire informe les membres du conseil que la commission n'a pas validé le rapport. Le marché ne peut être signé.",
            "noted",
            "told",
        ),
        ("Un plan a été établi. Un exemplaire est remis à chaque membre du conseil.", "noted", "handed out"),
        (
            "Monsieur le Maire informe les membres du conseil du projet et propose de constituer un groupe de travail.",
            "unstated",
            "something is proposed",
        ),
    ],
)
def test_what_becomes_of_an_item_that_nothing_decides(body: str, outcome: str, why: str) -> None:
    acts = extract_acts(paper(f"{HEAD}# 2022-98 – Travaux des vestiaires\n{body}{TAIL}")).found
    assert acts[0].outcome.value == outcome, why
