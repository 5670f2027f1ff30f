"""The articles that the letters rest on, by kind of authority, and the delays that they give.

Sources: code général des collectivités territoriales (CGCT), code des relations entre le public et l'administration (CRPA), code de justice
administrative (CJA), as published on Légifrance. Delays are counted from the day given, in whole months, as an indication only.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.records.territory import Kind


@dataclass(frozen=True, slots=True)
class Articles:
    """What applies to one kind of authority. `greeting` opens a letter to its executive."""

    documents: str  # who may ask for minutes, budgets, accounts and arrêtés
    question: str  # a member of the assembly asks a question in session
    executive: str
    greeting: str
    member: str


ARTICLES: Mapping[Kind, Articles] = {
    Kind.COMMUNE: Articles(
        "CGCT, art. L2121-26",
        "CGCT, art. L2121-19",
        "Madame la Maire ou Monsieur le Maire",
        "Madame la Maire, Monsieur le Maire,",
        "conseillère municipale, conseiller municipal",
    ),
    Kind.EPCI: Articles(
        "CGCT, art. L5211-46",
        "CGCT, art. L2121-19 par renvoi de l'art. L5211-1",
        "Madame la Présidente ou Monsieur le Président",
        "Madame la Présidente, Monsieur le Président,",
        "conseillère communautaire, conseiller communautaire",
    ),
    Kind.DEPARTEMENT: Articles(
        "CGCT, art. L3121-17",
        "CGCT, art. L3121-20",
        "Madame la Présidente ou Monsieur le Président du conseil départemental",
        "Madame la Présidente, Monsieur le Président,",
        "conseillère départementale, conseiller départemental",
    ),
    Kind.REGION: Articles(
        "CGCT, art. L4132-16",
        "CGCT, art. L4132-20",
        "Madame la Présidente ou Monsieur le Président du conseil régional",
        "Madame la Présidente, Monsieur le Président,",
        "conseillère régionale, conseiller régional",
    ),
}

FOLLOW_UP = "CRPA, art. L131-1"
ACCESS = "CRPA, art. L311-1"
ACCESS_SILENCE = "CRPA, art. R311-12 et R311-13"  # one month of silence is a refusal
CADA = "CRPA, art. R343-1"  # then two months to ask the commission d'accès aux documents administratifs
ANNUL = "CJA, art. R421-1"  # two months from publication
GRACIOUS = "CRPA, art. L411-2"  # a recours gracieux within them interrupts the delay
GRACIOUS_SILENCE = "CJA, art. R421-2"  # two months of silence reject it

ADVICE = (
    "Cette lettre est un modèle rempli automatiquement. Ce n'est pas un conseil juridique : les articles et les dates sont des "
    "indications à "
    "vérifier, au besoin auprès d'une avocate ou d'un avocat, d'une maison de justice et du droit ou de la CADA."
)


def months_after(start: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
