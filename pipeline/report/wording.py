"""The French that citizens read: labels, sums, dates. Neutral words; absence is never called refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.records.council import AmountRole, Outcome, Vote
from pipeline.records.run import Issue
from pipeline.records.verdict import Status

NBSP = "\u00a0"
_THIN = "\u202f"
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")


@dataclass(frozen=True, slots=True)
class StatusWording:
    """How a status is named and explained."""

    label: str
    meaning: str
    sign: str  # one character that tells it apart without colour


STATUS: Mapping[Status, StatusWording] = {
    Status.DROPPED: StatusWording("Écartée par un vote ou retirée", "Un acte a rejeté la mesure, ou l'a retirée de l'ordre du jour.", "✕"),
    Status.POSTPONED: StatusWording("Reportée", "Un acte renvoie la mesure à plus tard.", "⏸"),
    Status.NO_TRACE: StatusWording(
        "Sans trace dans le corpus examiné",
        "Aucun acte lu ne décide de cette mesure. Cela ne veut pas dire qu'elle a été refusée : seulement que les documents examinés n'en "
        "gardent pas trace.",
        "○",
    ),
    Status.WEAKENED: StatusWording("Votée, mais affaiblie", "Un acte y répond par moins que ce qui était demandé, ou autrement.", "▽"),
    Status.UNFUNDED: StatusWording(
        "Votée, sans budget trouvé", "Un acte l'adopte ; aucune somme n'apparaît dans les actes, budgets et subventions lus.", "∅"
    ),
    Status.CONDITIONAL: StatusWording(
        "Votée, argent sous condition", "L'argent dépend d'un vote du budget, de crédits disponibles ou d'une aide à obtenir.", "◔"
    ),
    Status.UNDERFUNDED: StatusWording(
        "Votée, avec moins que demandé", "Une somme est votée, plus petite que celle que le plan demandait.", "◑"
    ),
    Status.FUNDED: StatusWording(
        "Votée, avec ses moyens", "Un acte l'adopte et l'argent est accordé, inscrit, ou inutile par nature.", "●"
    ),
    Status.UNSURE: StatusWording(
        "À vérifier par une personne", "La machine n'est pas assez sûre des liens ou de sa lecture pour conclure.", "?"
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

# What became of a document, by the stable code of its issue; the command line says the same in English.
ISSUE: Mapping[str, str] = {
    "unread-scan": "image numérisée sans texte : la reconnaissance de caractères n'est pas installée ou n'a rien donné",
    "encrypted": "fichier protégé par un mot de passe",
    "missing-file": "fichier introuvable",
    "empty-glob": "aucun fichier à cet emplacement",
    "unreadable-file": "fichier impossible à ouvrir",
    "wrong-kind-of-file": "le fichier n'est pas du genre attendu",
    "extract-failed": "lecture du contenu interrompue par une erreur du programme",
    "no-acts": "aucun acte reconnu dans ce document",
    "no-measures": "aucune mesure reconnue dans ce document",
    "same-content": "copie d'un document déjà lu",
}


def euros(cents: int) -> str:
    """A sum as French prints it: 48 000 €, 1 234,50 €."""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", _THIN)
    sign = "−" if cents < 0 else ""
    return f"{sign}{grouped}{f',{rest:02d}' if rest else ''}{NBSP}€"


def day(value: date | None) -> str:
    """A day in words: 1er mars 2023; "date inconnue" for None."""
    if value is None:
        return "date inconnue"
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first}{NBSP}{_MONTHS[value.month - 1]} {value.year}"


def percent(share: float) -> str:
    """A share 0..1 as French prints it: 93 %, rounded down so that 99.9 % is never printed as all."""
    return f"{int(share * 100)}{NBSP}%"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: 0 and 1 take the singular in French."""
    return f"{number}{NBSP}{singular if abs(number) < 2 else plural or singular + 's'}"


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


def issue(value: Issue) -> str:
    """Why a document was not read, in French; a code without wording of its own is named, so that it can be looked up."""
    return ISSUE.get(value.code, f"document non lu (motif technique : {value.code})")


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<!\d)(?:\+33[ .\u00a0]?[1-9]|0[1-9])(?:[ .\u00a0-]?\d{2}){4}(?!\d)")


def masked(text: str) -> str:
    """A quote without e-mail addresses and telephone numbers."""
    return _PHONE.sub("[téléphone masqué]", _EMAIL.sub("[courriel masqué]", text))
