"""The one composition of the stages: what `ecart run` does, with Prefect or without.

`analyse` hands every piece of work to `call(name, function, *arguments)`. Run directly, `call` just calls; the Prefect flow passes one that
wraps the piece in a task. Nothing else differs between the two.
"""

from __future__ import annotations

import traceback
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows.calls import Call, Progress, be_quiet, call_directly
from flows.collect import collect
from flows.defects import write_down
from flows.options import Options
from flows.reading import is_table, read_all
from flows.report import write_with_history
from flows.versions import versions
from pipeline.collect import load_territory
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.extract.rows import budget_lines_of, read_budget, read_grants, read_register, register_of
from pipeline.judge import (
    correct_facts,
    correct_links,
    holds_until,
    implausible,
    judge,
    listed_measures,
    measure_coverage,
    measure_fairness,
    override,
    review_issues,
)
from pipeline.match import Matching, date_acts, link_acts, link_early, link_rows, load_matching
from pipeline.records.council import Act
from pipeline.records.errors import REPORT_DEFECT, NothingToDo
from pipeline.records.link import Link, MoneyLink
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Measure
from pipeline.records.review import Review
from pipeline.records.run import MISREAD_PLAN, Extraction, Issue, Results, Run, Severity
from pipeline.records.source import Document, Page, Passage, RowEvidence, placed
from pipeline.records.territory import Role, SourceFile, Territory
from pipeline.records.verdict import Fairness, Verdict
from pipeline.report import report_of
from pipeline.store import SaveSummary, load_results, reviews_for_run, reviews_mark, same_inputs, save


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a run made and where it lies.

    `kept` documents were not read again, since neither they nor the reader had changed. `unchanged` tells that nothing at all had: the
    results are those stored before (their pages without words), and nothing was stored.
    """

    results: Results
    saved: SaveSummary
    fairness: Fairness
    database: Path
    report: Path
    kept: int = 0
    unchanged: bool = False

    @property
    def unread(self) -> tuple[Issue, ...]:
        """The documents that could not be read, with the reason."""
        return tuple(issue for issue in self.results.issues if issue.unread)

    @property
    def exit_code(self) -> int:
        """0 when everything was read, 1 when some documents were not."""
        return 1 if self.unread else 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What extraction found in all documents and tables of a territory, and the tracebacks of what the program could not digest."""

    measures: tuple[Measure, ...] = ()
    acts: tuple[Act, ...] = ()
    register: tuple[RegisterEntry, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    grants: tuple[Grant, ...] = ()
    issues: tuple[Issue, ...] = ()
    traces: tuple[str, ...] = ()


def analyse(territory_file: Path, options: Options, call: Call = call_directly, progress: Progress = be_quiet) -> Analysis:
    """Read, extract, match, judge, store and report one territory; only what has changed is done again, unless the options say `fresh`.

    Raises ConfigurationError for a bad territory file or an encoder without weights of its own, EncoderMissing for one that cannot be had,
    and NothingToDo when no plan or no act could be read; trouble with single documents comes back as issues of the results.
    """
    started = datetime.now(UTC)
    territory = load_territory(territory_file)
    today = options.today or started.date()
    collection = collect(territory, options, call, progress)
    matching = load_matching(territory.encoder, fetch=options.fetch)
    made_by = versions(matching, options.reading)
    reviews = call("reviews", _reviews, territory, options)
    if not options.fresh and same_inputs(options.database, territory, collection.files, made_by, reviews, today):
        return _unchanged(territory, options, call, progress)
    matching.open()
    readings = read_all(territory, collection.files, options, call, progress)
    documents = readings.documents
    progress("extract", 0, 1, "measures, acts, money")
    facts = call("extract", extract_all, collection.files, documents)
    write_down(facts.traces, options)
    issues = (*(replace(i, stage="collect") for i in collection.issues), *readings.issues, *facts.issues)
    _need_something(territory_file, facts, issues)
    run = Run(uuid.uuid4().hex, territory.siren, started, None, made_by)

    def conclude(reviews: tuple[Review, ...]) -> tuple[Results, SaveSummary]:
        progress("match", 0, 1, f"{len(facts.measures)} measures, {len(facts.acts)} acts")
        measures, unheard = listed_measures(facts.measures, documents, reviews)
        listed = replace(facts, measures=measures)
        reviewed, links, money_links, unused = call("match", match_all, territory, collection.files, listed, matching, reviews)
        progress("judge", 0, 1, f"{len(links)} candidate links")
        told = (*issues, *unheard, *unused)
        results = call("judge", judge_all, territory, run, collection.files, documents, reviewed, links, money_links, told, today, reviews)
        progress("store", 0, 1, str(options.database))
        return results, call("store", _store, results, options)

    results, saved = conclude(reviews)
    now = call("reviews", _reviews, territory, options) if reviews else ()
    if lapsed(reviews, now):  # what this run read differs from what their writers saw: it is judged again without them
        results, saved = conclude(now)
    report = _report(results, options, call, progress)
    return Analysis(results, saved, _fairness(results), options.database, report, readings.kept)


def _unchanged(territory: Territory, options: Options, call: Call, progress: Progress) -> Analysis:
    """What is stored, where a run would only find it again; its report is written when the folder holds another."""
    results = call("load", load_results, options.database, territory.siren, False)
    report = report_of(results, options.report)
    if report is None:
        results = call("load", load_results, options.database, territory.siren)
        report = _report(results, options, call, progress)
    saved = SaveSummary(options.database, results.run.id)
    return Analysis(results, saved, _fairness(results), options.database, report, len(results.documents), unchanged=True)


def _report(results: Results, options: Options, call: Call, progress: Progress) -> Path:
    progress("report", 0, 1, str(options.report))
    report = call("report", write_with_history, results, options.database, options.report)
    progress("report", 1, 1, str(report))
    return report


def _fairness(results: Results) -> Fairness:
    misread = [issue.doc for issue in results.issues if issue.code == MISREAD_PLAN]
    return measure_fairness(results.verdicts, results.acts, results.coverage, misread)


def extract_all(files: Sequence[SourceFile], documents: Sequence[Document]) -> Facts:
    """Measures of the plans, acts of the council's documents, rows of the tables. A document that fails is an issue."""
    by_content = {document.sha256: document for document in documents}
    facts = Facts()
    for file in files:
        facts = _with(facts, file, by_content.get(file.sha256))
    return replace(facts, acts=date_acts(facts.acts, facts.register))


def _with(facts: Facts, file: SourceFile, document: Document | None) -> Facts:
    readers = _readers(file, document)
    for field, reader in readers.items():
        found, trace = _guarded(reader, file)
        if found.found:
            facts = replace(facts, **{field: getattr(facts, field) + found.found})
        if trace:
            facts = replace(facts, traces=(*facts.traces, trace))
        facts = replace(facts, issues=facts.issues + tuple(replace(i, stage="extract") for i in found.issues))
    return facts


def _readers(file: SourceFile, document: Document | None) -> Mapping[str, Callable[[], Extraction[Any]]]:
    """Which facts a file gives: one reader for each field of `Facts`."""
    table = (file.path, file.doc, file.sha256)
    if is_table(file):
        by_role: dict[Role, tuple[str, Callable[[], Extraction[Any]]]] = {
            Role.BUDGET: ("budget_lines", lambda: read_budget(*table)),
            Role.GRANTS: ("grants", lambda: read_grants(*table)),
            Role.REGISTER: ("register", lambda: read_register(*table)),
        }
        if file.role in by_role:
            return dict([by_role[file.role]])
        return {"acts": lambda: _wrong_kind(file)}
    if document is None:
        return {}
    if file.role is Role.PLAN:
        return {"measures": lambda: extract_measures(document)}
    if file.role is Role.ACTS:
        return {"acts": lambda: extract_acts(document)}
    if file.role is Role.BUDGET:
        return {"acts": lambda: acts_beside_budget(document), "budget_lines": lambda: budget_lines_of(document)}
    if file.role is Role.REGISTER:
        return {"register": lambda: register_of(document)}
    return {"grants": lambda: _wrong_kind(file)}


def acts_beside_budget(document: Document) -> Extraction[Act]:
    """The act that votes a budget, where its document holds it; a budget that is printed without one lacks nothing."""
    found = extract_acts(document)
    return replace(found, issues=tuple(i for i in found.issues if i.code != "no-acts"))


def _guarded(reader: Callable[[], Extraction[Any]], file: SourceFile) -> tuple[Extraction[Any], str]:
    """One document that the program cannot digest must not stop the others: its failure becomes an issue that names it, and a traceback."""
    try:
        return reader(), ""
    except Exception as error:
        message = f"{file.doc}: reading its content failed ({type(error).__name__}: {error})."
        unused = _unused(file, "extract-failed", message, f"The other documents were used. {REPORT_DEFECT}")
        return unused, f"{file.doc}\n{traceback.format_exc()}"


def _wrong_kind(file: SourceFile) -> Extraction[Any]:
    wanted = "a CSV or XML table" if file.role is Role.GRANTS else "a PDF"
    message = f"[[{file.role}]] {file.doc}: expected {wanted}."
    return _unused(file, "wrong-kind-of-file", message, "Name the file under the right table of the territory file.")


def _unused(file: SourceFile, code: str, message: str, remedy: str) -> Extraction[Any]:
    """Nothing found, and the issue that says why the whole file was not used."""
    return Extraction((), (Issue(code, message, remedy, file.doc, file.sha256, severity=Severity.ERROR, unread=True),))


def match_all(
    territory: Territory, files: Sequence[SourceFile], facts: Facts, matching: Matching, reviews: Sequence[Review] = ()
) -> tuple[Facts, tuple[Link, ...], tuple[MoneyLink, ...], tuple[Issue, ...]]:
    """Link measures with acts, then with budget lines and grants, people's corrections of fields and links over the machine's.

    Gives the corrected facts, the links, and notes on the reviews that could not be used.
    """
    plans = {file.sha256: file.source for file in files if file.role is Role.PLAN}
    measures, acts, unused = correct_facts(facts.measures, facts.acts, reviews)
    facts = replace(facts, measures=measures, acts=acts)
    means = (matching.encoder, matching.matcher, matching.reader(), matching.pair_reader())
    found = link_acts(measures, acts, plans, territory.look_back, *means)
    links = correct_links(found, measures, acts, reviews)
    money = link_rows(measures, acts, links, facts.budget_lines, facts.grants)
    if not territory.look_back:
        links += link_early(measures, acts, plans, *means)
    return facts, links, money, (*unused, *review_issues(reviews, measures, acts))


def lapsed(before: Sequence[Review], now: Sequence[Review]) -> bool:
    """Whether a review that stood before is due now."""
    due = {replace(r, due=False) for r in now if r.due}
    return any(r in due for r in before)


def judge_all(
    territory: Territory,
    run: Run,
    files: Sequence[SourceFile],
    documents: Sequence[Document],
    facts: Facts,
    links: tuple[Link, ...],
    money_links: tuple[MoneyLink, ...],
    issues: tuple[Issue, ...],
    today: date,
    reviews: Sequence[Review] = (),
) -> Results:
    """Coverage and verdicts, people's word over the machine's, and everything of the run in one value."""
    pages = {(document.sha256, page.number): page for document in documents for page in document.pages}
    links = tuple(replace(x, passage=placed(x.passage, pages)) if x.passage else x for x in links)
    coverage = measure_coverage(territory, facts.register, facts.acts, files, issues, facts.budget_lines, documents, facts.grants)
    issues += implausible(territory, facts.acts, facts.register, facts.budget_lines, facts.grants, today)
    misread = {issue.document for issue in issues if issue.code == MISREAD_PLAN}
    verdicts = judge(territory, facts.measures, facts.acts, links, money_links, facts.budget_lines, facts.grants, coverage, today, misread)
    return Results(
        territory=territory,
        run=replace(
            run,
            finished=datetime.now(UTC),
            judged_on=today,
            holds_until=holds_until(territory, facts.measures, coverage, today),
            reviews=reviews_mark(reviews),
        ),
        files=tuple(files),
        documents=tuple(documents),
        measures=facts.measures,
        acts=facts.acts,
        register=facts.register,
        budget_lines=facts.budget_lines,
        grants=facts.grants,
        links=links,
        money_links=money_links,
        verdicts=tuple(_placed(v, pages) for v in override(verdicts, reviews)),
        coverage=coverage,
        issues=issues,
    )


def _placed(verdict: Verdict, pages: Mapping[tuple[str, int], Page]) -> Verdict:
    """A verdict whose passages have the boxes of their own words."""

    def own(evidence: Passage | RowEvidence) -> Passage | RowEvidence:
        return placed(evidence, pages) if isinstance(evidence, Passage) else evidence

    ledger = tuple(replace(entry, evidence=own(entry.evidence)) for entry in verdict.ledger)
    return replace(verdict, ledger=ledger, evidence=tuple(map(own, verdict.evidence)))


def _reviews(territory: Territory, options: Options) -> tuple[Review, ...]:
    return reviews_for_run(options.database, territory.siren, wait=options.wait_for_lock)


def _store(results: Results, options: Options) -> SaveSummary:
    return save(results, options.database, wait=options.wait_for_lock)


def _need_something(territory_file: Path, facts: Facts, issues: Sequence[Issue]) -> None:
    lacking = [name for name, found in (("measure of a plan", facts.measures), ("act of the council", facts.acts)) if not found]
    if not lacking:
        return
    why = "".join(f"\n  - {issue.doc}: {issue.message} {issue.remedy}" for issue in issues if issue.severity is not Severity.NOTE)
    raise NothingToDo(f"{territory_file}: no {' and no '.join(lacking)} could be read; nothing was stored.{why}")
