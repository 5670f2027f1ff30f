"""The demo territory from PDFs to report."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

from flows.analyse import analyse
from pipeline.records.verdict import Status
from pipeline.store import export_jsonl, load_results, query
from tests.facts import broken_evidence, evidence_of, facts_of
from tests.flows.conftest import DemoRun
from tests.shared import ROOT

LABELS = ROOT / "data" / "labels" / "demo"


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_fact_has_evidence_that_stands_on_its_page(demo_run: DemoRun) -> None:
    results = demo_run.analysis.results
    assert broken_evidence(results) == []
    without = [fact for fact in (*results.measures, *results.acts, *results.budget_lines) if not list(evidence_of(fact))]
    assert without == []
    assert (demo_run.analysis.saved.unproven, demo_run.analysis.saved.orphans) == ((), ())
    assert sum(1 for fact in facts_of(results) for _ in evidence_of(fact)) > 300  # the walk really walks


def test_the_measures_are_those_of_the_plan(demo_run: DemoRun) -> None:
    assert len(demo_run.analysis.results.measures) == len(rows(LABELS / "measures.jsonl"))


def test_every_act_of_the_labels_is_found_where_it_could_be_read(demo_run: DemoRun) -> None:
    unread = {issue.doc for issue in demo_run.analysis.unread}
    wanted = Counter(str(row["doc"]) for row in rows(LABELS / "decisions.jsonl") if row["doc"] not in unread)
    assert Counter(act.doc for act in demo_run.analysis.results.acts) == wanted


def test_the_demo_shows_every_status(demo_run: DemoRun) -> None:
    assert {verdict.status for verdict in demo_run.analysis.results.verdicts} == set(Status)


def test_the_report_and_the_database_are_there(demo_run: DemoRun) -> None:
    assert demo_run.analysis.report.read_text("utf-8").startswith("<!doctype html>")
    stored = load_results(demo_run.options.database)
    results = demo_run.analysis.results
    assert (stored.measures, stored.acts, stored.links, stored.verdicts) == (
        results.measures,
        results.acts,
        results.links,
        results.verdicts,
    )
    assert broken_evidence(stored) == []


def test_a_run_done_afresh_by_one_worker_changes_nothing_but_the_run_log(demo_run: DemoRun, tmp_path: Path) -> None:
    database = Path(shutil.copy(demo_run.options.database, tmp_path / "ecart.duckdb"))
    before = tables(database)
    again = analyse(demo_run.territory, replace(demo_run.options, database=database, report=tmp_path / "rapport", fresh=True, workers=1))
    assert (again.unchanged, again.kept) == (False, 0)
    one, two = again.results, demo_run.analysis.results
    assert (one.measures, one.acts, one.links, one.verdicts) == (two.measures, two.acts, two.links, two.verdicts)
    after = tables(database)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"runs"}


def test_a_second_run_finds_that_nothing_has_changed(demo_run: DemoRun, tmp_path: Path) -> None:
    before, report = tables(demo_run.options.database), demo_run.analysis.report.stat().st_mtime_ns
    again = analyse(demo_run.territory, demo_run.options)
    assert again.unchanged
    assert again.results.verdicts == demo_run.analysis.results.verdicts
    assert again.unread == demo_run.analysis.unread
    assert tables(demo_run.options.database) == before
    assert again.report.stat().st_mtime_ns == report
    elsewhere = analyse(demo_run.territory, replace(demo_run.options, report=tmp_path / "ailleurs"))
    assert elsewhere.unchanged
    assert list(elsewhere.report.parent.rglob("*.webp")), "a report that is not there yet is written, with its pictures"


def test_the_export_has_the_three_files(demo_run: DemoRun, tmp_path: Path) -> None:
    export_jsonl(demo_run.options.database, tmp_path)
    results = demo_run.analysis.results
    assert len(rows(tmp_path / "measures.jsonl")) == len(results.measures)
    assert len(rows(tmp_path / "decisions.jsonl")) == len(results.acts)
    verdicts = rows(tmp_path / "verdicts.jsonl")
    assert {row["measure"] for row in verdicts} == {measure.id for measure in results.measures}
    assert {row["status"] for row in verdicts} <= {status.value for status in Status}


def tables(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every base table as sorted rows, to compare two states of a database."""
    _, names = query(database, "select table_name from information_schema.tables where table_type = 'BASE TABLE' order by 1")
    return {str(name): sorted(tuple(map(str, row)) for row in query(database, f'select * from "{name}"')[1]) for (name,) in names}
