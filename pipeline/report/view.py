"""What the page shows, worked out before any markup: one frozen value for each thing on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.records.council import Act
from pipeline.records.link import Band, Link
from pipeline.records.plan import Measure
from pipeline.records.run import Results
from pipeline.records.source import Box, Passage, RowEvidence
from pipeline.records.verdict import LedgerEntry, Status, Verdict
from pipeline.report.wording import LEDGER, OUTCOME, ROLE, STATUS, day, euros, issue, masked, percent, vote

Pictures = Callable[[str, int, tuple[Box, ...]], bytes | None]
QUOTE = 700  # characters of an act's words shown before "[…]"
SET_ASIDE = 3  # closest acts that were set aside, shown for each measure


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a document with their place. `picture` is the key of a page picture, None when it could not be drawn."""

    text: str
    doc: str
    place: str
    picture: str | None = None
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class ActView:
    """One act as shown beside a measure."""

    title: str
    subject: str
    outcome: str
    vote: str
    quote: QuoteView | None
    amounts: tuple[str, ...]
    condition: str
    imputation: str
    sure: str
    passage_part: str = ""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One line of a measure's account."""

    kind: str
    sum: str
    year: str
    quote: QuoteView


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure with everything said of it."""

    anchor: str
    number: str
    text: str
    axis: str
    status: Status
    label: str
    sign: str
    dropped: bool
    unfunded: bool
    statement: str
    reasons: tuple[str, ...]
    confidence: str
    coverage: str
    quote: QuoteView
    steps: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    acts: tuple[ActView, ...]
    doubtful: tuple[ActView, ...]
    set_aside: tuple[ActView, ...]
    ledger: tuple[LedgerView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan and its measures, in the order of the plan."""

    title: str
    doc: str
    measures: tuple[MeasureView, ...]
    counts: tuple[tuple[Status, int], ...]


class Album:
    """The page pictures a report needs, each drawn once. Keeps what `pictures` gave, by page and marked boxes."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._keys: dict[tuple[str, int, tuple[Box, ...]], str | None] = {}
        self.images: dict[str, bytes] = {}

    def key(self, passage: Passage) -> str | None:
        """Key of the picture of the passage's first page with its words marked; None when it cannot be drawn."""
        first = passage.evidence[0]
        boxes = tuple(box for e in passage.evidence if e.page == first.page for box in e.boxes)
        wanted = (first.document, first.page, boxes)
        if wanted not in self._keys:
            image = self._pictures(*wanted)
            name = f"p{len(self.images) + 1}" if image else None
            if name and image:
                self.images[name] = image
            self._keys[wanted] = name
        return self._keys[wanted]


def plans_of(results: Results, album: Album) -> tuple[PlanView, ...]:
    """All plans with their judged measures."""
    builder = _Builder(results, album)
    titles = {document.sha256: document.title for document in results.documents}
    plans: list[PlanView] = []
    for sha, measures in groupby(results.measures, key=lambda m: m.document):
        views = tuple(builder.measure(measure) for measure in measures)
        counts = tuple((status, sum(v.status is status for v in views)) for status in STATUS)
        doc = next(m.doc for m in results.measures if m.document == sha)
        plans.append(PlanView(titles.get(sha) or doc, doc, views, counts))
    return tuple(plans)


def unread_of(results: Results) -> tuple[tuple[str, str], ...]:
    """Documents that could not be read, each with the reason in French."""
    return tuple((i.doc, issue(i)) for i in results.issues if i.unread)


class _Builder:
    """Looks facts up by id while the views are made."""

    def __init__(self, results: Results, album: Album) -> None:
        self._album = album
        self._acts: Mapping[str, Act] = {act.id: act for act in results.acts}
        self._verdicts: Mapping[str, Verdict] = {verdict.measure: verdict for verdict in results.verdicts}
        self._links: dict[str, list[Link]] = {}
        for link in sorted(results.links, key=lambda link: -link.probability):
            self._links.setdefault(link.measure, []).append(link)
        self._docs = {document.sha256: document for document in results.documents}
        self._files = {file.sha256: file.doc for file in results.files}

    def measure(self, measure: Measure) -> MeasureView:
        verdict = self._verdicts[measure.id]
        links = self._links.get(measure.id, [])
        passages = {link.act: link for link in links}
        used = set(verdict.decisions)
        wording = STATUS[verdict.status]
        return MeasureView(
            anchor=f"m-{measure.id}",
            number=measure.number or "",
            text=masked(measure.text.text),
            axis=" › ".join(a.text for a in measure.axis),
            status=verdict.status,
            label=wording.label,
            sign=wording.sign,
            dropped=verdict.dropped,
            unfunded=verdict.unfunded,
            statement=verdict.statement,
            reasons=verdict.reasons,
            confidence=percent(verdict.confidence),
            coverage=verdict.coverage,
            quote=self.quote(measure.text),
            steps=tuple(masked(step.text) for step in measure.steps),
            facts=_facts(measure),
            acts=tuple(self.act(self._acts[a], passages.get(a), with_picture=True) for a in verdict.decisions),
            doubtful=tuple(
                self.act(self._acts[link.act], link, with_picture=True)
                for link in links
                if link.band is Band.REVIEW and link.act not in used
            ),
            set_aside=tuple(
                self.act(self._acts[link.act], link, with_picture=False)
                for link in [link for link in links if link.band is Band.UNLINKED and link.act not in used][:SET_ASIDE]
            ),
            ledger=tuple(self.ledger(entry) for entry in verdict.ledger),
        )

    def act(self, act: Act, link: Link | None, *, with_picture: bool) -> ActView:
        session = day(act.session.value) if act.session else "date inconnue"
        name = f"n° {act.number}" if act.number else "acte sans numéro"
        words = (link.passage if link else None) or act.operative or act.subject
        return ActView(
            title=f"{name}, {session}",
            subject=masked(act.subject.text),
            outcome=OUTCOME[act.outcome],
            vote=vote(act.votes),
            quote=self.quote(words, with_picture=with_picture),
            amounts=tuple(f"{euros(a.cents)} ({ROLE[a.role]}) : « {masked(a.quote.text)} »" for a in act.amounts[:8]),
            condition=masked(act.condition.text) if act.condition else "",
            imputation=" ; ".join(i.text for i in act.imputation),
            sure=percent(link.probability) if link else "",
        )

    def ledger(self, entry: LedgerEntry) -> LedgerView:
        year = str(entry.year) if entry.year else ""
        return LedgerView(LEDGER.get(entry.kind, entry.kind), euros(entry.cents), year, self.place(entry.evidence))

    def place(self, evidence: Passage | RowEvidence) -> QuoteView:
        if isinstance(evidence, Passage):
            return self.quote(evidence, with_picture=False)
        return QuoteView(masked(evidence.quote), self._files.get(evidence.document, ""), f"ligne {evidence.line}")

    def quote(self, passage: Passage, *, with_picture: bool = True) -> QuoteView:
        text = masked(passage.text)
        shown = text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0] + " […]"
        first = passage.evidence[0]
        document = self._docs.get(first.document)
        by_ocr = document is not None and any(p.number == first.page and p.by_ocr for p in document.pages)
        doc = document.doc if document else self._files.get(first.document, "")
        return QuoteView(shown, doc, f"page {first.page}", self._album.key(passage) if with_picture else None, by_ocr)


def _facts(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What the plan says of the measure, as label and value, only what it says."""
    facts: list[tuple[str, str]] = []
    if measure.owner:
        facts.append(("Porteur", masked(measure.owner.text)))
    if measure.partners:
        facts.append(("Partenaires", masked(", ".join(p.text for p in measure.partners))))
    if measure.deadline:
        facts.append(("Échéance", measure.deadline.printed.text))
    if measure.budget:
        facts.append(("Budget demandé", measure.budget.printed.text))
    return tuple(facts)


def counts_of(plans: Sequence[PlanView]) -> tuple[tuple[Status, int], ...]:
    """How many measures of all plans have each status, in the order of the statuses."""
    return tuple((status, sum(dict(plan.counts)[status] for plan in plans)) for status in STATUS)
