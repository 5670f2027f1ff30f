"""The next run of a territory that people have reviewed, where one document has come and one has gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from flows.analyse import Analysis, analyse
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.run import Results
from pipeline.records.verdict import Status
from pipeline.store import add_reviews, load_reviews
from tests.flows.conftest import DemoRun, copy_of_run


@dataclass(frozen=True)
class LaterRun:
    """What the first run found, four reviews of it, and what the next run found."""

    first: Results
    rejected: Review
    confirmed: Review
    corrected: Review
    redated: Review
    run: DemoRun
    analysis: Analysis


@pytest.fixture(scope="module")
def later_run(demo_run: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> LaterRun:
    """The file of one funding act is gone, another act stands in a second file."""
    run = copy_of_run(demo_run, tmp_path_factory.mktemp("later"))
    first = demo_run.analysis.results
    acts = {a.id: a for a in first.acts if a.doc.startswith("deliberations/")}
    kept, gone = [v for v in first.verdicts if v.status is Status.FUNDED and len(v.decisions) == 1 and v.decisions[0] in acts][:2]
    absent = next(v for v in first.verdicts if v.status is Status.NO_TRACE and not v.decisions)
    rejected = Review(
        first.territory.siren, ReviewKind.LINK, Choice.REJECTED, "A. Relectrice", datetime(2026, 1, 20, tzinfo=UTC), kept.measure,
        kept.decisions[0],
    )  # fmt: skip
    confirmed = replace(rejected, choice=Choice.CONFIRMED, measure=gone.measure, act=gone.decisions[0])
    corrected = replace(rejected, kind=ReviewKind.VERDICT, act=None, measure=absent.measure, choice=Choice.CORRECTED, value="dropped")
    redated = replace(rejected, kind=ReviewKind.FIELD, measure=None, field="session", choice=Choice.CORRECTED, value="2025-05-05")
    add_reviews(run.options.database, [rejected, confirmed, corrected, redated])
    home = run.territory.parent
    lost = acts[gone.decisions[0]].doc
    source = home / next(d.doc for d in first.documents if d.doc.startswith("deliberations/") and d.doc != lost)
    source.with_name("zz-autre.pdf").write_bytes(source.read_bytes() + b"\n% other bytes\n")
    (home / lost).unlink()
    return LaterRun(first, rejected, confirmed, corrected, redated, run, analyse(run.territory, run.options))


def test_only_the_new_document_is_read(later_run: LaterRun) -> None:
    first, again = later_run.first, later_run.analysis
    assert (again.unchanged, again.kept) == (False, len(first.documents) - 1)
    assert len(again.results.documents) == again.kept + 1
    assert {i for i in first.issues if i.stage == "read"} <= {i for i in again.results.issues if i.stage == "read"}
    assert again.results.measures == first.measures
    assert (again.saved.unproven, again.saved.orphans) == ((), ())


def test_reviews_hold_until_their_evidence_changes(later_run: LaterRun) -> None:
    """The run finds one funding act again, not the other one."""
    later, rejected, confirmed, redated = later_run.analysis.results, later_run.rejected, later_run.confirmed, later_run.redated
    now = {v.measure: v for v in later.verdicts}
    assert rejected.act not in now[str(rejected.measure)].decisions
    corrected = now[str(later_run.corrected.measure)]
    assert (corrected.status, corrected.reviewed_by) == (Status.DROPPED, "A. Relectrice")
    assert {r.act: r.due for r in load_reviews(later_run.run.options.database)} == {rejected.act: False, confirmed.act: True, None: False}
    assert next(a.session.value for a in later.acts if a.id == redated.act and a.session) == date(2025, 5, 5)
    assert "review-due" in {issue.code for issue in later.issues}
