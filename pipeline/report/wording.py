"""The French that citizens read: labels of statuses, outcomes and signals. Neutral words; absence is never called refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records.council import AmountRole, Outcome, Vote
from pipeline.records.territory import Kind
from pipeline.records.verdict import Status


@dataclass(frozen=True, slots=True)
class StatusWording:
    """How a status is named and explained. `short` and `plural` fit under a chart."""

    label: str
    short: str
    plural: str
    meaning: str
    sign: str  # one character that tells it apart without colour


STATUS: Mapping[Status, StatusWording] = {
    Status.DROPPED: StatusWording(
        "Écartée par un vote ou retirée", "écartée", "écartées", "Un acte a rejeté la mesure, ou l'a retirée de l'ordre du jour.", "✕"
    ),
    Status.POSTPONED: StatusWording("Reportée", "reportée", "reportées", "Un acte renvoie la mesure à plus tard.", "◷"),
    Status.NO_TRACE: StatusWording(
        "Sans trace dans le corpus examiné",
        "sans trace",
        "sans trace",
        "Aucun acte lu ne décide de cette mesure. Cela ne veut pas dire qu'elle a été refusée : seulement que les documents examinés n'en "
        "gardent pas trace.",
        "○",
    ),
    Status.WEAKENED: StatusWording(
        "Votée, mais affaiblie", "affaiblie", "affaiblies", "Un acte y répond par moins que ce qui était demandé, ou autrement.", "▽"
    ),
    Status.UNFUNDED: StatusWording(
        "Votée, sans budget trouvé",
        "sans budget",
        "sans budget",
        "Un acte l'adopte ; aucune somme n'apparaît dans les actes, budgets et subventions lus.",
        "∅",
    ),
    Status.CONDITIONAL: StatusWording(
        "Votée, argent sous condition",
        "sous condition",
        "sous condition",
        "L'argent dépend d'un vote du budget, de crédits disponibles ou d'une aide à obtenir.",
        "◔",
    ),
    Status.UNDERFUNDED: StatusWording(
        "Votée, avec moins que demandé",
        "avec moins",
        "avec moins",
        "Une somme est votée, plus petite que celle que le plan demandait.",
        "◑",
    ),
    Status.FUNDED: StatusWording(
        "Votée, avec ses moyens",
        "avec moyens",
        "avec moyens",
        "Un acte l'adopte et l'argent est accordé, inscrit, ou inutile par nature.",
        "●",
    ),
    Status.UNSURE: StatusWording(
        "À vérifier par une personne",
        "à vérifier",
        "à vérifier",
        "La machine n'est pas assez sûre des liens ou de sa lecture pour conclure.",
        "?",
    ),
}

OUTCOME: Mapping[Outcome, str] = {
    Outcome.ADOPTED: "adopté",
    Outcome.REJECTED: "rejeté",
    Outcome.POSTPONED: "reporté",
    Outcome.WITHDRAWN: "retiré de l'ordre du jour",
    Outcome.NOTED: "pris acte (sans engagement)",
    Outcome.OPINION: "avis ou vœu (sans engagement)",
    Outcome.UNSTATED: "issue non dite",
}

ROLE: Mapping[AmountRole, str] = {
    AmountRole.GRANTED: "accordé ou dépensé",
    AmountRole.BUDGETED: "crédits ouverts ou inscrits",
    AmountRole.ESTIMATED: "coût annoncé",
    AmountRole.RECEIVED: "recette attendue d'autrui",
    AmountRole.TARIFF: "tarif",
    AmountRole.OTHER: "autre somme",
}

LEDGER: Mapping[str, str] = {
    "asked": "demandé par le plan",
    "voted": "voté",
    "budgeted": "inscrit au budget",
    "conditional": "voté sous condition",
    "paid": "versé",
}

ASSEMBLY: Mapping[Kind, str] = {
    Kind.COMMUNE: "conseil municipal",
    Kind.EPCI: "conseil communautaire",
    Kind.DEPARTEMENT: "conseil départemental",
    Kind.REGION: "conseil régional",
}

# The signals of a link, in words that need no knowledge of the machine.
SIGNAL: Mapping[str, str] = {
    "meaning": "le sens de l'intitulé rejoint celui de l'acte",
    "meaning_whole": "la mesure entière et la décision parlent de la même chose",
    "meaning_steps": "les étapes de la mesure se retrouvent dans l'acte",
    "words": "mots rares de l'intitulé présents dans l'acte",
    "words_all": "mots rares de toute la mesure présents dans l'acte",
    "letters": "écriture proche de l'objet de l'acte",
    "names": "noms propres en commun",
    "sum": "la somme demandée figure dans l'acte",
    "figures": "autres chiffres en commun",
    "reference": "l'acte cite la mesure ou le plan",
    "meaning_decided": "ce qui est décidé rejoint ce qui est demandé",
    "noted": "l'assemblée a seulement pris acte, ou émis un vœu ou un avis",
    "likeness": "relus de près, les deux textes disent la même chose",
    "lead_in_likeness": "relu de près, cet acte répond mieux que les autres",
    "lead_over_readings": "relu de près, cet acte répond mieux à cette mesure qu'aux autres",
    "together": "lus ensemble, l'acte répond à la mesure",
    "together_over_acts": "lu avec la mesure, cet acte y répond mieux que les autres",
    "together_over_measures": "lu avec la mesure, cet acte lui répond mieux qu'aux autres",
    "topic": "même sujet",
    "coverage": "la plupart des mots de la mesure se retrouvent dans l'acte",
    "passage_lead": "ce passage répond à cette mesure plus qu'aux autres",
    "other_purpose": "l'acte a un autre objet",
    "other_people": "l'acte s'adresse à d'autres personnes",
    "review": "une personne l'a dit",
    "nearest_of_all": "relu de près, de tous les passages lus c'est celui qui s'approche le plus de la mesure",
    "carries_on": "l'acte poursuit un acte déjà relié à cette mesure",
    "general": "acte de portée générale (budget, procès-verbal, plan entier)",
    "delegated": "contrat passé par délégation",
    "beneficiary": "même bénéficiaire",
    "only_grant": "seule subvention qui corresponde",
    "scheme": "le nom que l'acte donne à ce qu'il crée",
    "amount": "même somme",
    "operation": "même opération budgétaire",
    "own_words": "mots de la mesure dans le libellé de la ligne",
}


# Who an act is for and what kind of act it is, by the words of the tables audiences and act_purposes, as a signal quotes them.
SIDE: Mapping[str, str] = {
    "youth": "les jeunes",
    "older people": "les personnes âgées",
    "children": "les enfants",
    "disabled people": "les personnes handicapées",
    "farmers": "les agriculteurs",
    "people looking for work": "les demandeurs d'emploi",
    "people without a home": "les personnes sans logement",
    "shopkeepers": "les commerçants",
    "the authority's staff": "le personnel de la collectivité",
    "visitors": "les visiteurs",
    "women": "les femmes",
    "a price or tax is set": "fixe un tarif ou une taxe",
    "a loan is guaranteed": "garantit un emprunt",
    "a street or room is named": "nomme une rue ou une salle",
    "a right of way is given": "accorde une servitude",
    "used things are given away": "cède du matériel ou des livres",
    "a supply or upkeep contract": "contrat de fourniture ou d'entretien",
    "a single help for one body": "aide ponctuelle à un organisme",
    "planning law": "urbanisme réglementaire",
    "posts of staff": "emplois de la collectivité",
    "conditions of the authority's own staff": "conditions du personnel de la collectivité",
    "a wish is uttered": "vœu ou motion",
    "a contract is changed or prolonged": "modifie ou prolonge un contrat",
    "a lease goes on": "renouvelle un bail",
    "something worn is repaired": "répare ce qui est usé",
    "a till is kept": "régie de recettes",
    "things are bought together": "achat groupé",
    "pipes and lines": "réseaux et canalisations",
    "rules of the assembly or of market places": "règlement du conseil ou des marchés",
    "rounds and cleaning are contracted": "marché de collecte ou de nettoyage",
    "a service for the summer alone": "service de la seule saison d'été",
}


def side(text: str) -> str:
    """The words of one side of a signal, those of the machine's own tables in French."""
    return ", ".join(SIDE.get(part, part) for part in text.split(", "))


def vote(value: Vote) -> str:
    """A vote in one line, only with what is printed; empty when the page prints none."""
    figures = [
        f"{number} {word}"
        for number, word in (
            (value.in_favour, "pour"),
            (value.against, "contre"),
            (value.abstention, "abstention" if (value.abstention or 0) < 2 else "abstentions"),
            (value.not_voting, "sans prendre part au vote"),
        )
        if number is not None
    ]
    if value.unanimous:
        figures.insert(0, "à l'unanimité")
    return ", ".join(figures)


# Where a measure was lost between the plan and the money, by the word of the rule that fired.
LOST: Mapping[str, str] = {
    "never_voted": "entre le plan et le vote : aucun acte lu ne la met aux voix",
    "not_decided": "au conseil : elle y est évoquée, sans décision qui engage",
    "rejected": "au vote",
    "withdrawn": "à l'ordre du jour, dont elle a été retirée",
    "postponed": "à l'ordre du jour, où elle a été reportée",
    "undone": "après le vote, par un acte qui revient dessus",
    "contradicted": "au vote, par une décision contraire",
    "reduced": "au vote, qui en garde une partie",
    "voted_without_money": "entre le vote et le budget",
    "voted_with_less": "entre la somme demandée et la somme votée",
}


def lost(word: str | None) -> str:
    """Where a measure was lost, in French; empty when it was not. A word without wording of its own is shown as it is."""
    return LOST.get(word, word) if word else ""


TO_CONFIRM = "à confirmer : le budget de l'année du vote n'a pas été lu"
OVERDUE = "échéance passée"  # beside "sans trace", where that may be said firmly


def refused_words(number: int) -> str:
    """What the figure of the measures that an act turned down counts, after the figure itself."""
    noun, them = ("mesure écartée", "la") if number < 2 else ("mesures écartées", "les")
    return f"{noun} : un acte {them} rejette, ou {them} retire de l'ordre du jour."


def overdue_words(number: int, threshold: str) -> str:
    """What the figure of the measures without trace whose deadline has passed counts, after the figure itself."""
    noun = "mesure sans trace" if number < 2 else "mesures sans trace"
    return (
        f"{noun} après l'échéance : aucun acte lu n'en décide. Ce n'est pas un refus. On ne l'affirme que si {threshold} des actes connus "
        "ont été lus."
    )


def unfunded_words(firm: int, in_all: int, budget_years: tuple[int, ...]) -> str:
    """What the figure of the flag "sans budget" counts, after the figure itself."""
    noun = "mesure votée" if firm < 2 else "mesures votées"
    rest, s = in_all - firm, "s" if in_all - firm > 1 else ""
    more = f" {rest} autre{s}, votée{s} sans somme trouvée, {'restent' if s else 'reste'} à confirmer." if rest else ""
    if not budget_years:
        return f"{noun} dont on puisse affirmer qu'aucune somme ne la suit : aucun budget n'a été lu.{more}"
    return f"{noun} sans aucune somme, alors que le budget de l'année a été lu (budgets lus : {', '.join(map(str, budget_years))}).{more}"
