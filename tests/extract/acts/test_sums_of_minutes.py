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
        "La convention serait consentie contre une redevance proposée de 180 € par mois (6€ par jour).\n"
        + ASKS
        + "approuver la convention et la tarification proposée."
        + VOTE,
        "180 tariff, 6 tariff",
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
]


@pytest.mark.parametrize(("title", "body", "sums", "why"), ACTS, ids=[row[3] for row in ACTS])
def test_sums_of_an_act_of_minutes(title: str, body: str, sums: str, why: str) -> None:
    act = extract_acts(paper(f"{HEAD}# 2022-98 – {title}\n{body}{TAIL}")).found[0]
    assert told(act) == sums, why
