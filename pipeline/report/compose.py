"""Results to what the pages show: facts looked up, worded in French, names masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from pipeline.records.account import GRANT, LINE, asked_words, entries_of, printed_in
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome
from pipeline.records.french import euros
from pipeline.records.link import Band, Link
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.past import PlanWord
from pipeline.records.plan import Measure
from pipeline.records.review import NO_MEASURE
from pipeline.records.run import MISREAD_PLAN, Issue, Results, Severity
from pipeline.records.source import Passage, RowEvidence
from pipeline.records.territory import Sighting
from pipeline.records.verdict import Decision, LedgerEntry, Money, Status, Verdict
from pipeline.report.album import Album
from pipeline.report.beyond import beyond_of, plan_day, voted_early
from pipeline.report.charts.months import month_views
from pipeline.report.french import day, harmless, percent
from pipeline.report.issues import issue_wording
from pipeline.report.known import Known
from pipeline.report.privacy import Discretion
from pipeline.report.reliability import reliability
from pipeline.report.sentences import PLAN_WORD
from pipeline.report.views import (
    ActView,
    BeyondView,
    IssueView,
    LedgerView,
    MeasureView,
    OriginView,
    PlanView,
    QuoteView,
    ReportView,
    SignalView,
)
from pipeline.report.wording import ASSEMBLY, LEDGER, OUTCOME, ROLE, SIGNAL, STATUS, lost, side, vote

QUOTE = 700  # characters of an act's words shown before "[…]"
SET_ASIDE = 3  # closest acts that were set aside, shown for each measure
AMOUNTS = 8  # sums of an act shown
ALIKE = 0.9  # a heading over more than this share of a plan's measures tells nothing apart
# Signals that weigh nothing and say why a link is there whatever its probability: a person judged it; it comes nearest of all.
REASONS = ("review", "nearest_of_all")
OTHER_AUTHORITY = "other_authority"  # the rule by which linked acts wait for a person, since another authority took them
SIGNALS = 5  # strongest reasons shown for a link


def view_of(results: Results, album: Album, discretion: Discretion, known: Known | None = None) -> ReportView:
    """Everything the report shows; `known` is what the store knows beyond this run, None where nothing does."""
    composer = _Composer(results, album, discretion, known.said if known is not None else ())
    plans = tuple(composer.plan(sha) for sha in dict.fromkeys(m.document for m in results.measures))
    statuses = Counter(m.status for plan in plans for m in plan.measures)
    coverage, territory = results.coverage, results.territory
    return ReportView(
        name=harmless(territory.name),
        siren=territory.siren,
        kind=territory.kind.value,
        assembly=ASSEMBLY[territory.kind],
        day=(results.run.finished or results.run.started).date(),
        run=results.run.id,
        versions=results.run.versions,
        plans=plans,
        counts=tuple((status, statuses[status]) for status in STATUS),
        acts=len(results.acts),
        documents=len(results.documents),
        pages=sum(len(d.pages) for d in results.documents),
        issues=issues_of(results.issues, discretion),
        files=tuple((harmless(f.doc), f.role.value, f.sha256) for f in results.files),
        missing=tuple((harmless(number), discretion.text(subject)) for number, subject in coverage.missing),
        known=coverage.known,
        read=coverage.read,
        share=coverage.share,
        sufficient=coverage.sufficient,
        threshold=coverage.threshold,
        start=coverage.start,
        end=coverage.end,
        budget_years=coverage.budget_years,
        look_back=territory.look_back,
        beyond=composer.beyond(known, plans) if known is not None else None,
        months=month_views(known.months) if known is not None else (),
        removed=tuple(composer.plan_word(word) for word in known.said if word.field == NO_MEASURE) if known is not None else (),
        origins=composer.origins,
    )


def issues_of(issues: Sequence[Issue], discretion: Discretion) -> tuple[IssueView, ...]:
    """Issues in French, the same trouble of one document counted together, what stayed unread first; notes are left out."""
    alike: dict[tuple[str, str, bool], list[Issue]] = {}
    for issue in issues:
        if issue.severity is not Severity.NOTE:
            alike.setdefault((issue.doc, issue.code, issue.unread), []).append(issue)
    found = []
    for (doc, _, unread), same in alike.items():
        wording = issue_wording(same[0])
        pages = tuple(sorted({i.page for i in same if i.page is not None}))
        found.append(IssueView(discretion.text(doc), wording.what, wording.remedy, unread, len(same), pages, wording.empty))
    return tuple(sorted(found, key=lambda i: (not i.unread, i.doc)))


class _Composer:
    """Looks facts up by id while the views are made."""

    def __init__(self, results: Results, album: Album, discretion: Discretion, said: Sequence[PlanWord]) -> None:
        self._said: dict[str, list[PlanWord]] = {}
        for word in said:
            self._said.setdefault(word.measure, []).append(word)
        self._results, self._album, self._masked = results, album, discretion.text
        self._acts: Mapping[str, Act] = {act.id: act for act in results.acts}
        self._verdicts: Mapping[str, Verdict] = {verdict.measure: verdict for verdict in results.verdicts}
        self._links: dict[str, list[Link]] = {}
        for link in sorted(results.links, key=lambda link: -link.probability):
            self._links.setdefault(link.measure, []).append(link)
        self._files = {f.sha256: f for f in results.files}
        self._docs = {document.sha256: document.doc for document in results.documents} | {f.sha256: f.doc for f in results.files}
        self._by_ocr = {(d.sha256, p.number) for d in results.documents for p in d.pages if p.by_ocr}
        self._urls = {
            key: entry.url
            for entry in results.register
            for key in (entry.number, entry.transmission_id)
            if key and entry.url and entry.url.startswith(("https://", "http://"))
        }

        self._rows: dict[str, BudgetLine | Grant] = {line.id: line for line in results.budget_lines}
        self._rows |= {grant.id: grant for grant in results.grants}
        self.origins = {f.sha256: shown for f in results.files if (shown := origins_of(f.sightings, discretion))}
        self._adopted = {document: plan_day(results, document) for document in {m.document for m in results.measures}}

    def beyond(self, known: Known, plans: Sequence[PlanView]) -> BeyondView:
        """What the council did beyond the measures."""
        measures = {m.id: m for plan in plans for m in plan.measures}

        def line(act: Act) -> tuple[str, str, str]:
            return self.title(act), self._masked(act.subject.text), f"{harmless(act.doc)}, page {act.page}"

        return beyond_of(self._results, known.added, measures, lambda act: self.act(act, None, None, picture=True), line)

    def plan(self, document: str) -> PlanView:
        file = self._files.get(document)
        titles = {d.sha256: d.title for d in self._results.documents}
        doc = self._docs.get(document, "")
        title = self._masked((file.source.title if file else "") or titles.get(document, "") or doc)
        measures = tuple(self.measure(m, title) for m in self._results.measures if m.document == document)
        source = file.source if file else None
        misread = any(i.code == MISREAD_PLAN and i.document == document for i in self._results.issues)
        return PlanView(title, doc, source.adopted if source else None, source.until if source else None, grouped(measures), misread)

    def measure(self, measure: Measure, plan: str) -> MeasureView:
        verdict = self._verdicts[measure.id]
        links = self._links.get(measure.id, [])
        answering = {link.act: link for link in links}
        others = [link for link in links if link.act not in set(verdict.decisions) and link.act in self._acts]
        adopted = self._adopted[measure.document]
        early = {x.act: x for x in reversed(others) if voted_early(self._acts[x.act], x, adopted, self._results)}
        linked = [x for x in others if x.band is Band.LINKED and x.act not in early]
        foreign = linked if verdict.rule == OTHER_AUTHORITY else []
        wording = STATUS[verdict.status]
        voted = [e.cents for e in verdict.ledger if e.kind in ("voted", "conditional")]
        paid = [e.cents for e in entries_of(verdict.ledger, GRANT)]
        return MeasureView(
            id=measure.id,
            slug=f"m-{measure.id}",
            number=harmless(measure.number or ""),
            text=self._masked(measure.text.text),
            axis=tuple(self._masked(a.text) for a in measure.axis),
            status=verdict.status,
            label=wording.label,
            sign=wording.sign,
            dropped=verdict.dropped,
            unfunded=verdict.unfunded,
            statement=self._masked(verdict.statement),
            reasons=tuple(self._masked(reason) for reason in verdict.reasons),
            confidence=reliability(verdict),
            coverage=verdict.coverage,
            lost=lost(verdict.lost_at),
            rule=verdict.rule,
            reviewed_by=harmless(verdict.reviewed_by or ""),
            quote=self.quote(measure.text, measure.document),
            steps=tuple(self._masked(step.text) for step in measure.steps),
            facts=self.facts(measure),
            asked=measure.budget.cents if measure.budget else None,
            asked_words=asked_words(measure.budget),
            per_year=measure.budget.per_year if measure.budget else False,
            voted=sum(voted) if voted else None,
            paid=sum(paid) if paid else None,
            voted_words=voted_words(verdict.ledger),
            adopted=verdict.decision is Decision.ADOPTED,
            stage=stage_of(verdict),
            acts=tuple(self.act(self._acts[a], answering.get(a), measure) for a in verdict.decisions if a in self._acts),
            doubtful=tuple(self.act(self._acts[x.act], x, measure) for x in others if x.band is Band.REVIEW or x in foreign),
            set_aside=tuple(self.act(self._acts[x.act], x, None) for x in [x for x in others if x.band is Band.UNLINKED][:SET_ASIDE]),
            ledger=tuple(self.ledger(entry, measure) for entry in verdict.ledger),
            plan=plan,
            said=tuple(self.plan_word(word) for word in self._said.get(measure.id, ())),
            early=tuple(self.act(self._acts[x.act], x, None, picture=True) for x in early.values()),
        )

    def plan_word(self, word: PlanWord) -> str:
        """What a person said of the plan, with who, when and why."""
        told = {"who": harmless(word.who), "day": day(word.day), "words": self._masked(word.words), "place": harmless(word.place)}
        why = f" Raison : {self._masked(word.why)}" if word.why else ""
        return PLAN_WORD[word.field].format(**told) + why

    def title(self, act: Act) -> str:
        """Number and day of an act, as a reader would cite it."""
        session = day(act.session.value) if act.session else "date inconnue"
        name = "sans numéro" if not act.number else act.number if "n°" in act.number else f"n° {act.number}"
        return harmless(f"{name}, {session}")

    def act(self, act: Act, link: Link | None, measure: Measure | None, *, picture: bool = False) -> ActView:
        words = _words(act, link)
        steps = measure.steps if measure else ()
        part = steps[link.part].text if link and link.part is not None and link.part < len(steps) else ""
        return ActView(
            id=act.id,
            title=self.title(act),
            subject=self._masked(act.subject.text),
            outcome=OUTCOME[act.outcome],
            vote=vote(act.votes),
            day=act.session.value if act.session else None,
            body="décision prise par délégation" if act.body is Body.DELEGATION else "délibération",
            quote=self.quote(words, act.document, with_picture=picture or measure is not None),
            amounts=tuple((self.amount(a), self.quote(a.quote, act.document, with_picture=False)) for a in act.amounts[:AMOUNTS]),
            beneficiaries=tuple(self._masked(b.text) for b in act.beneficiaries[:AMOUNTS]),
            condition=self.quote(act.condition, act.document, with_picture=False) if act.condition else None,
            imputation=self._masked(" ; ".join(i.text for i in act.imputation)),
            sure=percent(link.probability) if link and not any(s.name in REASONS for s in link.signals) else "",
            signals=self.signals(link) if link else (),
            part=self._masked(part),
            url=self.url(act),
            confirmed=link is not None and any(s.name == "review" and s.value > 0 for s in link.signals),
        )

    def url(self, act: Act) -> str:
        """Where the act was published: as its register says, else where its file was seen on the web and still is; empty when not known."""
        told = self._urls.get(act.transmission_id or "") or self._urls.get(act.number or "")
        return told or next((o.address for o in self.origins.get(act.document, ()) if o.address and o.vanished is None), "")

    def signals(self, link: Link) -> tuple[SignalView, ...]:
        """The strongest reasons of a link, those that say nothing to a reader left out."""
        said = [s for s in link.signals if s.name in REASONS]
        known = [s for s in link.signals if s.name in SIGNAL and s.value * s.weight]
        strongest = sorted(known, key=lambda s: -abs(s.value * s.weight))[:SIGNALS]
        return tuple(
            SignalView(SIGNAL[s.name], self._masked(side(s.left))[:160], self._masked(side(s.right))[:160], s.value * (s.weight or 1.0) < 0)
            for s in (*said, *strongest)
        )

    def amount(self, amount: Amount) -> str:
        """A sum of an act with what it means."""
        year = f"en {amount.year}" if amount.year else ""
        more = [ROLE[amount.role], amount.tax or "", amount.credit or "", "par an" if amount.per_year else year]
        more += [f"pour {self._masked(amount.payee.text)}"] if amount.payee and amount.role is AmountRole.GRANTED else []
        return f"{euros(amount.cents)} ({', '.join(filter(None, more))})"

    def ledger(self, entry: LedgerEntry, measure: Measure) -> LedgerView:
        year = str(entry.year) if entry.year else ""
        label = LEDGER.get(entry.kind, entry.kind)
        row, by_year = self._rows.get(entry.source), measure.budget and measure.budget.by_year
        words = self._masked(row_words(row)) if row else asked_words(measure.budget) if by_year and entry.kind == "asked" else ""
        return LedgerView(entry.kind, label, entry.cents, euros(entry.cents), year, self.place(entry.evidence), words)

    def place(self, evidence: Passage | RowEvidence) -> QuoteView:
        if isinstance(evidence, Passage):
            return self.quote(evidence, evidence.evidence[0].document, with_picture=False)
        doc = self._docs.get(evidence.document, "")
        return QuoteView(self._masked(evidence.quote), doc, f"ligne {evidence.line}", f"{evidence.document[:16]}:{evidence.line}")

    def quote(self, passage: Passage, document: str, *, with_picture: bool = True) -> QuoteView:
        text = self._masked(passage.text)
        shown = text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0] + " […]"
        first = passage.evidence[0]
        trace = f"{document[:16]}:{first.page}:{first.start}:{first.end}"
        picture = self._album.key(passage) if with_picture else None
        by_ocr = (first.document, first.page) in self._by_ocr
        return QuoteView(shown, harmless(self._docs.get(first.document, "")), f"page {first.page}", trace, picture, by_ocr)

    def facts(self, measure: Measure) -> tuple[tuple[str, str], ...]:
        """What the plan says of the measure, as label and value, only what it says."""
        found: list[tuple[str, str]] = []
        if measure.owner:
            found.append(("Porteur", measure.owner.text))
        if measure.partners:
            found.append(("Partenaires", ", ".join(p.text for p in measure.partners)))
        if measure.deadline:
            found.append(("Échéance", measure.deadline.printed.text))
        if measure.budget:
            found.append(("Budget demandé", asked_words(measure.budget) if measure.budget.by_year else measure.budget.printed.text))
        if measure.indicators:
            found.append(("Indicateurs", " ; ".join(i.text for i in measure.indicators)))
        if measure.author:
            found.append(("Demandé par", measure.author))
        if measure.support is not None:
            found.append(("Soutien des participants", percent(measure.support)))
        return tuple((label, self._masked(value)) for label, value in found)


def origins_of(sightings: Sequence[Sighting], discretion: Discretion) -> tuple[OriginView, ...]:
    """Where a file was seen on the web, newest first; an address that holds something not to be published is only named by its host."""
    found = []
    for seen in sorted(sightings, key=lambda s: s.first, reverse=True):
        parts = urlsplit(seen.address)
        if parts.scheme in ("https", "http") and parts.hostname:
            plain = discretion.text(unquote(seen.address)) == unquote(seen.address) and not parts.username
            days = (seen.first.date(), seen.kept and seen.kept.date(), seen.vanished and seen.vanished.date())
            found.append(OriginView(harmless(seen.address) if plain else "", harmless(parts.hostname), discretion.text(seen.title), *days))
    return tuple(found)


def _words(act: Act, link: Link | None) -> Passage:
    """The act's words that answer the measure; those that decide where the answer is the title, which stands there already, or a no."""
    passage = link.passage if link else None
    if passage is None or passage.text == act.subject.text or act.outcome is not Outcome.ADOPTED:
        return act.operative or passage or act.subject
    return passage


def grouped(measures: tuple[MeasureView, ...]) -> tuple[MeasureView, ...]:
    """The measures of a plan with the heading that tells them apart: the widest one that is not the same for (nearly) all."""
    for level in range(max((len(m.axis) for m in measures), default=0)):
        names = [m.axis[min(level, len(m.axis) - 1)] if m.axis else "" for m in measures]
        if Counter(names).most_common(1)[0][1] <= ALIKE * len(measures):
            return tuple(replace(m, group=name) for m, name in zip(measures, names, strict=True))
    return tuple(replace(m, group=m.axis[0] if m.axis else "") for m in measures)


def row_words(row: BudgetLine | Grant) -> str:
    """What a row of a budget or of a list of grants says, for who does not read its columns."""
    if isinstance(row, Grant):
        paid = f"le {day(row.date)}" if row.date else ""
        cited = f"acte cité : {row.reference}" if row.reference else ""
        return ", ".join(filter(None, (row.beneficiary, f"« {row.purpose} »" if row.purpose else "", paid, cited)))
    at = ((name, value) for name, value in (("chapitre", row.chapter), ("nature", row.nature), ("opération", row.operation)) if value)
    return " ; ".join(filter(None, (f"{row.stage} {row.year}, {row.label}", ", ".join(f"{name} {value}" for name, value in at))))


def voted_words(ledger: Sequence[LedgerEntry]) -> str:
    """What was voted, in words, with the rows that print it where no act does; empty when nothing names a sum. The budget's sums are never
    added up."""
    sums = {kind: [e.cents for e in ledger if e.kind == kind] for kind in ("voted", "conditional")}
    said = [euros(sum(sums["voted"]))] if sums["voted"] else []
    said += [f"{euros(sum(sums['conditional']))} sous condition"] if sums["conditional"] else []
    grants = entries_of(ledger, GRANT)
    if (cents := sum(e.cents for e in grants)) > sum(map(sum, sums.values())):
        said.append(f"{euros(cents)} versés ({printed_in(grants)})")
    budgeted = [e for e in ledger if e.kind == "budgeted"]
    if not said and budgeted:
        alike = {e.cents for e in budgeted}
        lines = printed_in(entries_of(budgeted, LINE))
        where = f" ({lines})" if lines else ""
        said = [f"{euros(alike.pop())} inscrits au budget{where}" if len(alike) == 1 else f"plusieurs sommes inscrites au budget{where}"]
    return ", ".join(said)


def stage_of(verdict: Verdict) -> str:
    """How far a measure came: "paid", "money", "free" (needs none), "voted", "unsure", "refused" (by an act), "waiting", "no_trace"."""
    if verdict.status is Status.UNSURE:
        return "unsure"
    if verdict.decision is not Decision.ADOPTED:
        by_act = {Decision.REJECTED: "refused", Decision.WITHDRAWN: "refused", Decision.POSTPONED: "waiting"}
        return by_act.get(verdict.decision, "no_trace")
    if any(entry.kind == "paid" for entry in verdict.ledger):
        return "paid"
    if verdict.money is Money.NOT_NEEDED:
        return "free"
    by_person = verdict.money is None and verdict.status is Status.FUNDED  # who said so named no kind of money
    return "money" if by_person or verdict.money in (Money.GRANTED, Money.BUDGETED, Money.SHORT) else "voted"
