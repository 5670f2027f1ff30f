"""Rows of open data: budget lines, grants paid, and the register of acts known to exist. Money is in euro cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records.source import Passage, RowEvidence


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget document.

    `stage` is BP, BS, DM, CA or CFU. `direction` is "expense" or "income". `label` are the words that name the line (operation,
    nature, function), joined as printed; `operation` its number or name. `voted` are credits, `realised` payments of a CA or CFU.
    """

    id: str
    doc: str
    evidence: RowEvidence | Passage
    year: int
    stage: str
    label: str
    direction: str
    voted: int | None = None
    realised: int | None = None
    chapter: str | None = None
    nature: str | None = None
    nature_label: str | None = None
    function: str | None = None
    function_label: str | None = None
    operation: str | None = None
    section: str | None = None  # "fonctionnement" | "investissement"
    order: bool = False  # an opération d'ordre: an entry of the books, no money moves


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant of the authority's list. `reference` is the act it names (SCDL referenceDecision)."""

    id: str
    doc: str
    evidence: RowEvidence | Passage
    beneficiary: str
    purpose: str
    cents: int
    date: date | None = None
    reference: str | None = None
    beneficiary_siret: str | None = None
    conditions: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One act known to exist, read or not."""

    doc: str
    evidence: RowEvidence | Passage
    number: str
    date: date | None
    subject: str
    matter: str | None = None
    transmission_id: str | None = None
    url: str | None = None
    outcome: str | None = None  # a liste des délibérations says approved or refused
