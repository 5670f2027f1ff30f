"""A run and what it met: expected trouble is a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.records.council import Act
from pipeline.records.link import Link, MoneyLink
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Measure
from pipeline.records.source import Document
from pipeline.records.territory import SourceFile, Territory
from pipeline.records.verdict import Coverage, Verdict

T = TypeVar("T")


class Severity(StrEnum):
    """`error`: a document or part could not be used; `warning`: used, with doubt; `note`: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


MISREAD_PLAN = "misread-plan"  # code of the issue of a plan whose measures may not be what it says


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know: what happened, where, and what to do.

    `code` is a stable word ("unread-scan", "no-measures", "encrypted"); `unread` is True when the whole document stays unread. `stage` is
    the step that met it (collect, read, extract): a run fills it in.
    """

    code: str
    message: str
    remedy: str
    doc: str = ""
    document: str = ""  # sha256
    page: int | None = None
    severity: Severity = Severity.WARNING
    unread: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Extraction(Generic[T]):
    """What a stage made of one input, and what it met."""

    found: tuple[T, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One execution. `versions` names what made the results (program, reader, encoder, matcher); `judged_on` is the day that decided
    which deadlines had passed, `holds_until` the first day on which another will have, `reviews` a
    mark of the reviews that were known."""

    id: str
    territory: str  # SIREN
    started: datetime
    finished: datetime | None
    versions: tuple[tuple[str, str], ...]
    judged_on: date | None = None
    holds_until: date | None = None
    reviews: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run knows about one territory: what is stored, and what the report is written from."""

    territory: Territory
    run: Run
    files: tuple[SourceFile, ...]
    documents: tuple[Document, ...]
    measures: tuple[Measure, ...]
    acts: tuple[Act, ...]
    register: tuple[RegisterEntry, ...]
    budget_lines: tuple[BudgetLine, ...]
    grants: tuple[Grant, ...]
    links: tuple[Link, ...]
    money_links: tuple[MoneyLink, ...]
    verdicts: tuple[Verdict, ...]
    coverage: Coverage
    issues: tuple[Issue, ...] = field(default=())
