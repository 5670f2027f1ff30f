"""A budget in a PDF: it may hold the act that votes it, and lacks nothing without one."""

from __future__ import annotations

from flows.analyse import acts_beside_budget
from pipeline.extract.acts import extract_acts
from tests.factories import document

PRINTED = (
    "COMMUNE DE ROCHEBRUNE\nBudget primitif 2024\nSection d'investissement\nPrésenté au conseil municipal du 9 avril 2024\n"
    + "Chapitre 21 Immobilisations corporelles dépenses recettes propositions nouvelles restes à réaliser total de la section\n" * 30
)


def test_a_budget_printed_without_its_vote_lacks_nothing() -> None:
    printed = document(PRINTED, doc="budget/bp-2024.pdf")
    assert [i.code for i in extract_acts(printed).issues] == ["no-acts"], "what is said of a council document"
    assert acts_beside_budget(printed).issues == ()


def test_the_act_that_votes_the_budget_is_found() -> None:
    vote = "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 2024-021\nObjet : Budget primitif 2024\n"
    vote += "Le conseil municipal, après en avoir délibéré, à l'unanimité, adopte le budget primitif."
    assert [a.number for a in acts_beside_budget(document(vote, PRINTED, doc="budget/bp-2024.pdf")).found] == ["2024-021"]
