"""A measure and an act that may answer it, and why the machine thinks so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.source import Passage


class Band(StrEnum):
    """How sure: `linked` counts, `review` waits for a person and carries no verdict but unsure, `unlinked` is shown as set aside."""

    LINKED = "linked"
    REVIEW = "review"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class Signal:
    """One named reason for or against, with the words of both sides. `weight * value` is what it adds to the log-odds."""

    name: str
    value: float
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A measure and an act. `probability` is calibrated (0..1); `passage` are the act's words that answer best."""

    measure: str
    act: str
    probability: float
    band: Band
    signals: tuple[Signal, ...]
    passage: Passage | None = None
    part: int | None = None  # index of the measure's step that is answered, None for the measure itself


@dataclass(frozen=True, slots=True)
class MoneyLink:
    """A budget line or grant row that belongs to a measure: through an act (`via`) or by its own words (`via` None)."""

    measure: str
    row: str  # id of a BudgetLine or Grant
    via: str | None
    reason: str  # "reference", "operation", "beneficiary and amount", "own words"
    signals: tuple[Signal, ...] = ()
