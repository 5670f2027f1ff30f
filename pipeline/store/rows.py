"""Records to rows. A row's values stand in the order of the table's columns in `schema/`, without `siren` and the run columns."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple
from datetime import UTC
from itertools import chain
from typing import Protocol, TypeVar

from pipeline.records.council import Act
from pipeline.records.ids import fact_id
from pipeline.records.link import Link, MoneyLink, Signal
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Measure
from pipeline.records.run import Issue, Results
from pipeline.records.source import Document, Evidence, Passage, RowEvidence
from pipeline.records.territory import Sighting, Source, Territory
from pipeline.records.verdict import Coverage, Verdict

RUN_COLUMNS = ("first_run", "changed_run", "gone_since")  # the run columns of every table of facts
JOINT = " ; "  # between several printed words kept in one column

Rows = defaultdict[str, list[tuple[object, ...]]]


def rows_of(results: Results) -> Rows:
    """The rows of every table that follow from `results`, except layouts, runs, reviews and the history."""
    rows: Rows = defaultdict(list)
    territory = results.territory
    rows["territories"].append(territory_row(territory))
    for position, source in enumerate(territory.sources):
        rows["sources"].append((position, source.role, source.path, source.title, source.adopted, source.until, web_told(source)))
    numbers = {source: position for position, source in reversed(tuple(enumerate(territory.sources)))}
    for file in results.files:
        number = numbers.get(file.source, -1)
        rows["files"].append((number, file.doc, file.sha256, file.size, file.role, str(file.path)))
        rows["sightings"].extend((number, file.doc, *sighting_row(seen)) for seen in file.sightings)
    for document in unique_documents(results.documents):
        _add_document(rows, document)
    order: Counter[str] = Counter()
    for measure in once(results.measures):
        _add_measure(rows, measure, _next(order, measure.document))
    for act in once(results.acts):
        _add_act(rows, act, _next(order, act.document))
    _add_money(rows, once(results.budget_lines), once(results.grants))
    _add_register(rows, results.register)
    _add_links(rows, results.links, results.money_links)
    for verdict in results.verdicts:
        _add_verdict(rows, verdict)
    _add_coverage(rows, results.coverage)
    _add_issues(rows, results.issues)
    return rows


def sighting_row(seen: Sighting) -> tuple[object, ...]:
    """Where a file was seen, as the columns of `sightings` after source and doc; moments without their zone, which is UTC."""
    moments = (seen.first, seen.kept, seen.vanished)
    return (seen.address, seen.title, seen.linked_from, *(m.astimezone(UTC).replace(tzinfo=None) if m else None for m in moments))


def unique_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """One document for each content, the first that names it."""
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(document.sha256, document)
    return tuple(found.values())


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


F = TypeVar("F", bound=_Identified)


def once(facts: Iterable[F]) -> tuple[F, ...]:
    """Facts without repeats: a file that stands under two roles gives the same fact twice. Different facts with one id both stay (and are
    refused on saving)."""
    found: dict[str, F] = {}
    others = [fact for fact in facts if found.setdefault(fact.id, fact) != fact]
    return (*found.values(), *others)


def register_id(entry: RegisterEntry, repeat: int) -> str:
    """Id of a register entry, made from its place and number; `repeat` tells apart entries that read the same (0 for the first)."""
    evidence = entry.evidence
    if isinstance(evidence, RowEvidence):
        return fact_id("r", evidence.document, f"{evidence.line}:{entry.number}:{repeat}")
    first = evidence.evidence[0]
    return fact_id("r", first.document, f"{first.page}:{first.start}:{entry.number}:{repeat}")


def link_id(link: Link | MoneyLink) -> str:
    """Id of a link, made from what it ties together."""
    if isinstance(link, Link):
        return fact_id("l", link.measure, f"{link.act}:{link.part}")
    return fact_id("w", link.measure, f"{link.row}:{link.via}:{link.reason}")


def _add_document(rows: Rows, document: Document) -> None:
    sha256, pages = document.sha256, document.pages
    rows["documents"].append((sha256, document.doc, document.title, document.reader, len(pages), sum(page.by_ocr for page in pages)))
    for page in pages:
        size = (page.width, page.height, page.rotation)
        rows["pages"].append((sha256, page.number, *size, page.text, page.body_end, page.engine, page.confidence))
        for position, stamp in enumerate(page.stamps):
            rows["stamps"].append((sha256, page.number, position, *astuple(stamp)))


def _add_measure(rows: Rows, measure: Measure, position: int) -> None:
    deadline, budget = measure.deadline, measure.budget
    rows["measures"].append(
        (
            measure.id,
            measure.document,
            measure.doc,
            measure.page,
            position,
            measure.number,
            measure.text.text,
            measure.axis[-1].text if measure.axis else None,
            measure.owner.text if measure.owner else None,
            _joined(measure.partners),
            deadline.printed.text if deadline else None,
            deadline.start if deadline else None,
            deadline.end if deadline else None,
            budget.printed.text if budget else None,
            budget.cents if budget else None,
            budget.undefined if budget else None,
            budget.per_year if budget else None,
            measure.theme,
            measure.author,
            measure.support,
            measure.verb,
        )
    )
    if budget:
        rows["measure_budget_years"].extend((measure.id, place, year, cents) for place, (year, cents) in enumerate(budget.by_year))
    _quote_all(rows, measure.id, "text", (measure.text,))
    _quote_all(rows, measure.id, "whole", (measure.whole,))
    _quote_all(rows, measure.id, "step", measure.steps)
    _quote_all(rows, measure.id, "axis", measure.axis)
    _quote_all(rows, measure.id, "owner", (measure.owner,))
    _quote_all(rows, measure.id, "partner", measure.partners)
    _quote_all(rows, measure.id, "deadline", (deadline.printed if deadline else None,))
    _quote_all(rows, measure.id, "budget", (budget.printed if budget else None,))
    _quote_all(rows, measure.id, "indicator", measure.indicators)
    _quote_all(rows, measure.id, "also_at", measure.also_at)


def _add_act(rows: Rows, act: Act, position: int) -> None:
    session = act.session
    rows["acts"].append(
        (
            act.id,
            act.document,
            act.doc,
            act.page,
            position,
            act.number,
            act.number_source,
            act.subject.text,
            session.value if session else None,
            session.source if session else None,
            act.body,
            act.outcome,
            act.operative.text if act.operative else None,
            _joined(act.beneficiaries),
            _joined(act.imputation),
            act.condition.text if act.condition else None,
            act.matter,
            act.transmission_id,
            act.received,
            act.by_ocr,
        )
    )
    _quote_all(rows, act.id, "subject", (act.subject,))
    _quote_all(rows, act.id, "whole", (act.whole,))
    _quote_all(rows, act.id, "operative", (act.operative,))
    _quote_all(rows, act.id, "recital", act.recitals)
    _quote_all(rows, act.id, "statement", (act.statement,))
    _quote_all(rows, act.id, "debate", (act.debate,))
    _quote_all(rows, act.id, "annex", act.annexes)
    _quote_all(rows, act.id, "session", (session.quote if session else None,))
    _quote_all(rows, act.id, "beneficiary", act.beneficiaries)
    _quote_all(rows, act.id, "imputation", act.imputation)
    _quote_all(rows, act.id, "condition", (act.condition,))
    _add_votes(rows, act)
    for place, amount in enumerate(act.amounts):
        payee = amount.payee.text if amount.payee else None
        words = (amount.quote.text, payee, amount.tax, amount.credit, amount.year, amount.per_year, amount.by_ocr)
        rows["amounts"].append((act.id, place, amount.cents, amount.role, *words))
    _quote_all(rows, act.id, "amount", (amount.quote for amount in act.amounts))
    _quote_all(rows, act.id, "payee", (amount.payee for amount in act.amounts))


def _add_votes(rows: Rows, act: Act) -> None:
    vote = act.votes
    rows["votes"].append((act.id, vote.in_favour, vote.against, vote.abstention, vote.not_voting, vote.unanimous))
    _quote_all(rows, act.id, "vote", (vote.quote,))
    rows["named_votes"].extend((act.id, place, name, choice) for place, (name, choice) in enumerate(vote.named))


def _add_money(rows: Rows, lines: Sequence[BudgetLine], grants: Sequence[Grant]) -> None:
    order: Counter[str] = Counter()
    for line in lines:
        names = (line.chapter, line.nature, line.nature_label, line.function, line.function_label, line.operation, line.section, line.order)
        head = (line.id, line.doc, _next(order, line.doc), line.year, line.stage, line.label, line.direction)
        rows["budget_lines"].append((*head, line.voted, line.realised, *names))
        _quote_all(rows, line.id, "row", (line.evidence,))
    for grant in grants:
        what = (grant.beneficiary, grant.purpose, grant.cents, grant.date, grant.reference, grant.beneficiary_siret, grant.conditions)
        rows["grants"].append((grant.id, grant.doc, _next(order, grant.doc), *what))
        _quote_all(rows, grant.id, "row", (grant.evidence,))


def _add_register(rows: Rows, register: Sequence[RegisterEntry]) -> None:
    order: Counter[str] = Counter()
    repeats: Counter[str] = Counter()
    for entry in register:
        identity = register_id(entry, _next(repeats, register_id(entry, 0)))
        what = (entry.number, entry.date, entry.subject, entry.matter, entry.transmission_id, entry.url, entry.outcome)
        rows["register"].append((identity, entry.doc, _next(order, entry.doc), *what))
        _quote_all(rows, identity, "row", (entry.evidence,))


def _add_links(rows: Rows, links: Sequence[Link], money_links: Sequence[MoneyLink]) -> None:
    order: Counter[str] = Counter()
    for link in links:
        identity = link_id(link)
        rows["links"].append((identity, link.measure, link.act, link.part, _next(order, link.measure), link.probability, link.band))
        _add_signals(rows, identity, link.signals)
        _quote_all(rows, identity, "passage", (link.passage,))
    order.clear()
    for money in money_links:
        identity = link_id(money)
        rows["money_links"].append((identity, money.measure, money.row, money.via, _next(order, money.measure), money.reason))
        _add_signals(rows, identity, money.signals)


def _add_signals(rows: Rows, link: str, signals: Sequence[Signal]) -> None:
    rows["signals"].extend((link, place, s.name, s.value, s.weight, s.left, s.right) for place, s in enumerate(signals))


def _add_verdict(rows: Rows, verdict: Verdict) -> None:
    measure = verdict.measure
    rows["verdicts"].append(
        (
            measure,
            verdict.decision,
            verdict.substance,
            verdict.money,
            verdict.status,
            verdict.dropped,
            verdict.unfunded,
            verdict.confidence,
            verdict.rule,
            verdict.statement,
            verdict.lost_at,
            verdict.coverage,
            " ".join(verdict.decisions),
            verdict.reviewed_by,
        )
    )
    rows["verdict_decisions"].extend((measure, place, act) for place, act in enumerate(verdict.decisions))
    rows["verdict_reasons"].extend((measure, place, reason) for place, reason in enumerate(verdict.reasons))
    rows["ledger"].extend((measure, place, e.kind, e.cents, e.year, e.source) for place, e in enumerate(verdict.ledger))
    _quote_all(rows, measure, "ledger", (entry.evidence for entry in verdict.ledger))
    _quote_all(rows, measure, "verdict", verdict.evidence)


def _add_coverage(rows: Rows, coverage: Coverage) -> None:
    counts = (coverage.known, coverage.read, coverage.share, coverage.threshold)
    rows["coverage"].append((coverage.start, coverage.end, *counts, list(coverage.unread), list(coverage.budget_years)))
    rows["coverage_missing"].extend((place, number, subject) for place, (number, subject) in enumerate(coverage.missing))


def territory_row(territory: Territory) -> tuple[object, ...]:
    """What the table `territories` keeps of the territory file; how to behave on the web is no fact and stays out."""
    settings = (territory.look_back, territory.coverage_threshold, territory.siret)
    return (territory.name, territory.kind, str(territory.root), *settings)


def web_told(source: Source) -> str | None:
    """How a source is listed on the web, as JSON; None for files on disk."""
    return json.dumps(asdict(source.web), ensure_ascii=False) if source.web else None


def _add_issues(rows: Rows, issues: Sequence[Issue]) -> None:
    order: Counter[str] = Counter()
    repeats: Counter[str] = Counter()
    for issue in issues:
        what = (issue.code, issue.message, issue.remedy, issue.doc, issue.document, issue.page, issue.severity, issue.unread)
        key = "\x1f".join(str(part) for part in what)
        identity = hashlib.sha256(f"{key}\x1f{_next(repeats, key)}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        rows["issues"].append((f"i{identity}", *what, issue.stage, _next(order, issue.doc)))


def _quote_all(rows: Rows, fact: str, role: str, passages: Iterable[Passage | RowEvidence | None]) -> None:
    found = rows["evidence"]
    for item, passage in enumerate(passages):
        if isinstance(passage, RowEvidence):
            found.append((fact, role, item, 0, passage.document, None, None, None, passage.line, passage.quote, None))
        elif passage is not None:
            found.extend(_piece(fact, role, item, piece, evidence) for piece, evidence in enumerate(passage.evidence))


def _piece(fact: str, role: str, item: int, piece: int, evidence: Evidence) -> tuple[object, ...]:
    sides = list(chain.from_iterable((box.x0, box.top, box.x1, box.bottom) for box in evidence.boxes))
    place = (evidence.document, evidence.page, evidence.start, evidence.end, None)
    return (fact, role, item, piece, *place, evidence.quote, sides)


def _joined(passages: Sequence[Passage]) -> str | None:
    return JOINT.join(passage.text for passage in passages) if passages else None


def _next(counter: Counter[str], key: str) -> int:
    number = counter[key]
    counter[key] += 1
    return number
