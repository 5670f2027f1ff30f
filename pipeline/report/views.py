"""What a page shows, as frozen values without markup. Every text here may be published: names are masked before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    confirmed: bool  # a person said that it answers


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One line of a measure's account. `kind` is the stored word, `label` its French; `words` say what a row of a table says, empty for an
    act's own words."""

    kind: str
    label: str
    cents: int
    sum: str
    year: str
    quote: QuoteView
    words: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure with everything said of it. `slug` is its permanent address; `asked`, `voted` (by acts) and `paid` (by rows of grants)
    are cents, None where no sum is known."""

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
    asked_words: str
    per_year: bool
    voted: int | None
    paid: int | None
    voted_words: str
    adopted: bool
    stage: str
    acts: tuple[ActView, ...]
    doubtful: tuple[ActView, ...]
    set_aside: tuple[ActView, ...]
    ledger: tuple[LedgerView, ...]
    plan: str
    said: tuple[str, ...] = ()  # what people said of its words in the plan
    early: tuple[ActView, ...] = ()  # voted before the plan was adopted: shown, never counted as an answer
    group: str = ""  # the heading under which the report groups it, empty when the plan has none

    @property
    def to_confirm(self) -> bool:
        """Whether no money was found and the budget of its year was not read: a finding that one more document may change."""
        return self.status is Status.UNFUNDED and not self.unfunded

    @property
    def overdue(self) -> bool:
        """Whether its deadline passed without any act on it, said firmly. Never the same as an act that turns it down."""
        return self.dropped and self.status is not Status.DROPPED

    @property
    def name(self) -> str:
        """Number and words, as a reader would cite the measure."""
        return f"{self.number} – {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan and its measures, in the order of the plan. `misread` tells that these may not be what it says."""

    title: str
    doc: str
    adopted: date | None
    until: date | None
    measures: tuple[MeasureView, ...]
    misread: bool = False


@dataclass(frozen=True, slots=True)
class IssueView:
    """One thing a reader should know about a document. `pages` are those it concerns, empty for the whole. `empty`: it was opened, and
    nothing was drawn from it."""

    doc: str
    what: str
    remedy: str
    unread: bool
    count: int = 1
    pages: tuple[int, ...] = ()
    empty: bool = False

    @property
    def where(self) -> str:
        """Pages and number of times, in words; empty when there is nothing to add."""
        if self.pages:
            listed = ", ".join(map(str, self.pages[:PAGES])) + (", …" if len(self.pages) > PAGES else "")
            return f"page {listed}" if len(self.pages) == 1 else f"pages {listed}"
        return f"{self.count} fois" if self.count > 1 else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A measure whose status or flags changed since the report that stood there before. `before` is None for a measure that is new.

    `flags` are sentences on flags that were raised or taken back, `causes` on what was seen beside the change and may explain it.
    """

    slug: str
    name: str
    before: Status | None
    after: Status
    day: date
    flags: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedView:
    """An act on the plan's subjects that was linked to no measure. `near` says how near its subject is to that of the measure `slug`.

    `maybe` are measures (slug, name) that it may answer after all: a person has to say.
    """

    act: ActView
    slug: str
    name: str
    near: str
    maybe: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """Its anchor on the page."""
        return f"a-{self.act.id}"


@dataclass(frozen=True, slots=True)
class LineView:
    """An act in one line: title, object, place."""

    title: str
    subject: str
    place: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class BeyondView:
    """What the council did beyond the measures.

    `maybe` may answer a measure after all, `added` are on the plan's subjects, `more` those for which a line must do, `left` counts what
    is shown nowhere; `early` are acts before the plan, each with the measure (slug, name) that says the same.
    """

    maybe: tuple[AddedView, ...] = ()
    added: tuple[AddedView, ...] = ()
    more: tuple[LineView, ...] = ()
    left: int = 0
    early: tuple[tuple[ActView, str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many acts on the plan's subjects were linked to no measure."""
        return len(self.maybe) + len(self.added) + len(self.more) + self.left

    def near(self, slug: str) -> tuple[AddedView, ...]:
        """The acts shown in full whose nearest measure is this one."""
        return tuple(a for a in (*self.maybe, *self.added) if a.slug == slug)


@dataclass(frozen=True, slots=True)
class MonthView:
    """The acts of a month in figures and words. `day` is its first, None for acts without a day; `delay` and `published` are days after
    the sitting."""

    day: date | None
    name: str
    known: int
    read: int
    council: int
    delegation: int
    delay: str
    published: str = ""


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where a file was seen on the web. `address` is empty when it may not be published; `host` names the site.

    `first` is the day on which the address was first listed, `kept` that on which this file was fetched there, `vanished` since when it
    is there no more.
    """

    address: str
    host: str
    title: str
    first: date
    kept: date | None
    vanished: date | None


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
    beyond: BeyondView | None = None  # None where nothing but this run is known
    months: tuple[MonthView, ...] = ()
    removed: tuple[str, ...] = ()  # measures that people took out of the list, with who, when and why
    origins: Mapping[str, tuple[OriginView, ...]] = field(default_factory=dict)  # by sha256

    @property
    def measures(self) -> tuple[MeasureView, ...]:
        """The measures of all plans."""
        return tuple(measure for plan in self.plans for measure in plan.measures)

    @property
    def refused(self) -> int:
        """How many measures an act rejects or withdraws."""
        return sum(m.status is Status.DROPPED for m in self.measures)

    @property
    def overdue(self) -> int:
        """How many measures left no trace although their deadline passed."""
        return sum(m.overdue for m in self.measures)

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

    @property
    def empty(self) -> tuple[IssueView, ...]:
        """Documents that were opened and from which nothing was drawn."""
        return tuple(i for i in self.issues if i.empty and not i.unread)

    @property
    def doubts(self) -> tuple[IssueView, ...]:
        """What was read, with a reservation."""
        return tuple(i for i in self.issues if not (i.unread or i.empty))
