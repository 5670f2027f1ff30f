"""What is said of each measure, on what ground, and what the corpus does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.records.source import Passage, RowEvidence


class Decision(StrEnum):
    """The decision taken on a measure; `none` when no act answers it."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"
    NONE = "none"


class Substance(StrEnum):
    """The act's content against the measure's."""

    SAME = "same"
    REDUCED = "reduced"
    EXTENDED = "extended"
    CONTRADICTED = "contradicted"


class Money(StrEnum):
    """What money stands behind an adopted measure."""

    GRANTED = "granted"
    BUDGETED = "budgeted"
    CONDITIONAL = "conditional"
    SHORT = "short"
    NONE = "none"
    NOT_NEEDED = "not_needed"


class Status(StrEnum):
    """The headline. Precedence: GUIDE, verdicts. `unsure` where links or readings are not clear enough."""

    DROPPED = "dropped"
    POSTPONED = "postponed"
    NO_TRACE = "no_trace"
    WEAKENED = "weakened"
    UNFUNDED = "unfunded"
    CONDITIONAL = "conditional"
    UNDERFUNDED = "underfunded"
    FUNDED = "funded"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One sum of a measure's account. `kind` is asked, voted, budgeted, conditional or paid; cents, with its evidence."""

    kind: str
    cents: int
    year: int | None
    source: str  # id of the measure, act, budget line or grant
    evidence: Passage | RowEvidence


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known to exist against what was read, in one period.

    `known` counts acts of registers and numbers; `read` those of them that were read; `missing` names the others (number, subject);
    `unread` are files that could not be read. `share` is read / known, None when no register or number tells what exists.
    `budget_years` are the years whose budgets were read.
    """

    start: date | None
    end: date | None
    known: int
    read: int
    missing: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    budget_years: tuple[int, ...]
    threshold: float

    @property
    def share(self) -> float | None:
        """Part of the known acts that was read, 0..1."""
        return self.read / self.known if self.known else None

    @property
    def sufficient(self) -> bool:
        """Whether absence may be stated firmly: something is known to exist, and enough of it was read."""
        return self.share is not None and self.share >= self.threshold


@dataclass(frozen=True, slots=True)
class Verdict:
    """One measure judged against a stated set of acts. Sentences are French: citizens read them.

    `rule` names the row of `data/lexicon/verdict_rules.csv` that fired. `dropped` and `unfunded` are the two flags, raised only
    behind their guards. `confidence`, 0..1, is how strong its ground is (the surest link, or the share of the acts that was
    read), not how often such verdicts are right. `lost_at` says where a measure was lost, in one word of the same table, or None.
    """

    measure: str
    decisions: tuple[str, ...]
    decision: Decision
    substance: Substance | None
    money: Money | None
    status: Status
    rule: str
    statement: str
    reasons: tuple[str, ...]
    confidence: float
    dropped: bool = False
    unfunded: bool = False
    lost_at: str | None = None
    ledger: tuple[LedgerEntry, ...] = ()
    evidence: tuple[Passage | RowEvidence, ...] = ()
    coverage: str = ""  # the coverage statement, part of every negative verdict
    reviewed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Fairness:
    """By what a run doubts itself. All shares are 0..1.

    `shares` gives each status its part of the verdicts; `kept` the part with at least a partial answer among those decided, None when none
    is; `base_rate` the part of pledges kept in published studies; `by_ocr` the part of verdicts that rest on a scanned act. `warnings` are
    French sentences.
    """

    verdicts: int
    shares: tuple[tuple[str, float], ...]
    kept: float | None
    base_rate: float
    unsure: float
    by_ocr: float
    coverage: float | None
    warnings: tuple[str, ...]
