"""Reviews put over what the next run of the same territory finds, and asked again when the words change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from flows.analyse import analyse
from flows.options import Options
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.verdict import Status
from pipeline.store import add_reviews, load_reviews
from tests.flows.conftest import TODAY, DemoRun


def test_reviews_hold_until_their_evidence_changes(demo_run: DemoRun, tmp_path: Path) -> None:
    """The next run finds one funding act again, not the other one, whose file is gone."""
    database = tmp_path / "ecart.duckdb"
    shutil.copy2(demo_run.options.database, database)
    results = demo_run.analysis.results
    acts = {a.id: a for a in results.acts if a.doc.startswith("deliberations/")}
    kept, gone = [v for v in results.verdicts if v.status is Status.FUNDED and len(v.decisions) == 1 and v.decisions[0] in acts][:2]
    absent = next(v for v in results.verdicts if v.status is Status.NO_TRACE and not v.decisions)
    rejected = Review(
        results.territory.siren, ReviewKind.LINK, Choice.REJECTED, "A. Relectrice", datetime(2026, 1, 20, tzinfo=UTC), kept.measure,
        kept.decisions[0],
    )  # fmt: skip
    confirmed = replace(rejected, choice=Choice.CONFIRMED, measure=gone.measure, act=gone.decisions[0])
    corrected = replace(rejected, kind=ReviewKind.VERDICT, act=None, measure=absent.measure, choice=Choice.CORRECTED, value="dropped")
    redated = replace(rejected, kind=ReviewKind.FIELD, measure=None, field="session", choice=Choice.CORRECTED, value="2025-05-05")
    add_reviews(database, [rejected, confirmed, corrected, redated])

    territory = tmp_path / "territory"
    shutil.copytree(demo_run.territory.parent, territory)
    (territory / acts[gone.decisions[0]].doc).unlink()
    later = analyse(territory / "territory.toml", Options(database=database, report=tmp_path / "rapport", today=TODAY)).results

    now = {v.measure: v for v in later.verdicts}
    assert kept.decisions[0] not in now[kept.measure].decisions
    assert (now[absent.measure].status, now[absent.measure].reviewed_by) == (Status.DROPPED, "A. Relectrice")
    assert {r.act: r.due for r in load_reviews(database)} == {rejected.act: False, confirmed.act: True, None: False}
    assert next(a.session.value for a in later.acts if a.id == redated.act and a.session) == date(2025, 5, 5)
    assert "review-due" in {issue.code for issue in later.issues}
