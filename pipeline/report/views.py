"""What a page shows, as frozen values without markup. Every text here may be published: names are masked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records.verdict import Status

PAGES = 12  # pages named for one trouble of a document


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a document with their place. `trace` is document:page:start:end (or document:line) of the stored evidence.

    `picture` names a picture of the passage, None when it could not be drawn.
    """

    text: str
    doc: str
    place: str
    trace: str
    picture: str | None = None
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class SignalView:
    """One reason for or against a link, in words, with the words of both sides."""

    name: str
    left: str
    right: str
    against: bool


@dataclass(frozen=True, slots=True)
class ActView:
    """One act as shown beside a measure."""

    id: str
    title: str
    subject: str
    outcome: str
    vote: str
    day: date | None
    body: str
    quote: QuoteView
    amounts: tuple[tuple[str, QuoteView], ...]
    beneficiaries: tuple[str, ...]
    condition: QuoteView | None
    imputation: str
    sure: str
    signals: tuple[SignalView, ...]
    part: str
    url: str


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One line of a measure's account. `kind` is the stored word, `label` its French."""

    kind: str
    label: str
    cents: int
    sum: str
    year: str
    quote: QuoteView


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure with everything said of it. `slug` is its permanent address; `asked` and `voted` are cents, None where no "
    "sum is known."""

    id: str
    slug: str
    number: str
    text: str
    axis: tuple[str, ...]
    status: Status
    label: str
    sign: str
    dropped: bool
    unfunded: bool
    statement: str
    reasons: tuple[str, ...]
    confidence: str
    coverage: str
    lost: str
    rule: str
    reviewed_by: str
    quote: QuoteView
    steps: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    asked: int | None
    per_year: bool
    voted: int | None
    voted_words: str
    adopted: bool
    stage: str
    acts: tuple[ActView, ...]
    doubtful: tuple[ActView, ...]
    set_aside: tuple[ActView, ...]
    ledger: tuple[LedgerView, ...]
    plan: str
    group: str = ""  # the heading under which the report groups it, empty when the plan has none

    @property
    def to_confirm(self) -> bool:
        """Whether no money was found and the budget of its year was not read: a finding that one more document may change."""
        return self.status is Status.UNFUNDED and not self.unfunded

    @property
    def name(self) -> str:
        """Number and words, as a reader would cite the measure."""
        return f"{self.number} – {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan and its measures, in the order of the plan."""

    title: str
    doc: str
    adopted: date | None
    until: date | None
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """One thing a reader should know about a document. `pages` are those it concerns, empty for the whole."""

    doc: str
    what: str
    remedy: str
    unread: bool
    count: int = 1
    pages: tuple[int, ...] = ()

    @property
    def where(self) -> str:
        """Pages and number of times, in words; empty when there is nothing to add."""
        if self.pages:
            listed = ", ".join(map(str, self.pages[:PAGES])) + (", …" if len(self.pages) > PAGES else "")
            return f"page {listed}" if len(self.pages) == 1 else f"pages {listed}"
        return f"{self.count} fois" if self.count > 1 else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A measure whose status changed since the report that stood there before. `before` is None for a measure that is new."""

    slug: str
    name: str
    before: Status | None
    after: Status
    day: date


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything a report shows of one territory."""

    name: str
    siren: str
    kind: str
    assembly: str
    day: date
    run: str
    versions: tuple[tuple[str, str], ...]
    plans: tuple[PlanView, ...]
    counts: tuple[tuple[Status, int], ...]
    acts: int
    documents: int
    pages: int
    issues: tuple[IssueView, ...]
    files: tuple[tuple[str, str, str], ...]  # path, role, sha256
    missing: tuple[tuple[str, str], ...]
    known: int
    read: int
    share: float | None
    sufficient: bool
    threshold: float
    start: date | None
    end: date | None
    budget_years: tuple[int, ...]
    look_back: bool

    @property
    def measures(self) -> tuple[MeasureView, ...]:
        """The measures of all plans."""
        return tuple(measure for plan in self.plans for measure in plan.measures)

    @property
    def dropped(self) -> int:
        """How many measures carry the flag "écartée"."""
        return sum(m.dropped for m in self.measures)

    @property
    def unfunded(self) -> int:
        """How many measures carry the flag "sans budget"."""
        return sum(m.unfunded for m in self.measures)

    @property
    def unfunded_in_all(self) -> int:
        """How many measures were voted without any sum found, those whose year's budget was not read included."""
        return sum(m.status is Status.UNFUNDED for m in self.measures)

    @property
    def unread(self) -> tuple[IssueView, ...]:
        """Documents of which nothing could be read."""
        return tuple(i for i in self.issues if i.unread)
