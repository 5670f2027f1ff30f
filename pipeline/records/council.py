"""What the council, or its executive by delegation, decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.records.source import Passage


class Body(StrEnum):
    """Who took the act: the assembly (délibération) or its executive by delegation (décision)."""

    COUNCIL = "council"
    DELEGATION = "delegation"


class Outcome(StrEnum):
    """What became of the act. `noted` and `opinion` commit the authority to nothing."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"
    OPINION = "opinion"
    UNSTATED = "unstated"


class AmountRole(StrEnum):
    """What a sum means in an act."""

    GRANTED = "granted"
    BUDGETED = "budgeted"
    ESTIMATED = "estimated"
    RECEIVED = "received"
    TARIFF = "tariff"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in euro cents, with the words that carry it. `quote.evidence` holds the figure itself.

    `tax` is "HT", "TTC" or None; `credit` is "AP", "AE", "CP" or None; `year` the budget year the words name.
    `per_year`: the sum is due each year.
    """

    cents: int
    role: AmountRole
    quote: Passage
    payee: Passage | None = None
    tax: str | None = None
    credit: str | None = None
    year: int | None = None
    per_year: bool = False
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote as printed. None means that the page gives no figure; `unanimous` follows the printed word (GUIDE, clarification 6)."""

    in_favour: int | None = None
    against: int | None = None
    abstention: int | None = None
    not_voting: int | None = None
    unanimous: bool | None = None
    quote: Passage | None = None
    named: tuple[tuple[str, str], ...] = ()  # (name or group, for | against | abstention | not_voting)


@dataclass(frozen=True, slots=True)
class SessionDate:
    """Date of the sitting and where it was read: "text", "words", "stamp", "file name" or "register"."""

    value: date
    source: str
    quote: Passage | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One item of a session with its own outcome.

    `number` is the printed number, or the one of the stamp when the page prints none (`number_source` says which). `recitals` are
    visas and considérants, `statement` is the exposé des motifs, `operative` the words that carry the outcome (the whole dispositif):
    only these decide. `whole` is everything from title to signature. `debate` are words exchanged about it, which decide nothing.
    """

    id: str
    document: str  # sha256
    doc: str
    page: int
    subject: Passage
    whole: Passage
    body: Body
    outcome: Outcome
    number: str | None = None
    number_source: str | None = None  # "text", "stamp", "file name"
    session: SessionDate | None = None
    votes: Vote = field(default_factory=Vote)
    operative: Passage | None = None
    recitals: tuple[Passage, ...] = ()
    statement: Passage | None = None
    debate: Passage | None = None
    annexes: tuple[Passage, ...] = ()
    amounts: tuple[Amount, ...] = ()
    beneficiaries: tuple[Passage, ...] = ()
    imputation: tuple[Passage, ...] = ()
    condition: Passage | None = None
    matter: str | None = None  # code of the nomenclature ACTES, kept as text ("7.10" is not "7.1")
    transmission_id: str | None = None
    received: date | None = None
    by_ocr: bool = False
