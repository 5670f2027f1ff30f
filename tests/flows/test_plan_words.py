"""What people say of the list of measures, over two runs: it is followed, kept, and told in the report with who said it and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.analyse import analyse
from pipeline.records.review import NO_MEASURE, TEXT, Choice, Review, ReviewKind, added_field, added_id
from pipeline.store import add_reviews, load_reviews
from tests.flows.conftest import DemoRun, copy_of_run

AT = datetime(2026, 1, 20, tzinfo=UTC)


def test_the_list_of_measures_is_as_people_say_and_stays_so(demo_run: DemoRun, tmp_path_factory: pytest.TempPathFactory) -> None:
    run = copy_of_run(demo_run, tmp_path_factory.mktemp("list"))
    first = demo_run.analysis.results
    none, stepped = first.measures[0], next(m for m in first.measures[1:] if len(m.steps) > 1)
    step, siren = stepped.steps[0], first.territory.siren
    missed = added_id(stepped.doc, step.page, step.text)
    out = Review(siren, ReviewKind.FIELD, Choice.REJECTED, "A. Relectrice", AT, none.id, None, NO_MEASURE, none.text.text, "simple titre")
    words = {"field": added_field(step.page, stepped.doc), "value": step.text, "reason": "engagement distinct"}
    added = replace(out, choice=Choice.CORRECTED, measure=missed, **words)
    right = stepped.text.text[: len(stepped.text.text) // 2].rsplit(" ", 1)[0]
    reworded = replace(out, choice=Choice.CORRECTED, measure=stepped.id, field=TEXT, value=right, reason="titre seul")
    add_reviews(run.options.database, [out, added, reworded])
    for fresh in (False, True):
        results = analyse(run.territory, replace(run.options, fresh=fresh)).results
        texts = {m.id: m.text.text for m in results.measures}
        assert none.id not in texts and texts[missed] == step.text and texts[stepped.id] == right
        assert len(results.measures) == len(first.measures) and missed in {v.measure for v in results.verdicts}
        assert not any(r.due for r in load_reviews(run.options.database)), "what they changed themselves does not ask for them again"
    report = run.options.report
    told = (report / "corpus.html").read_text("utf-8")
    assert "A. Relectrice" in told and "simple titre" in told
    page = (report / "mesures" / f"m-{missed}.html").read_text("utf-8")
    assert "Ajoutée à la liste par A. Relectrice" in page and "engagement distinct" in page
    assert "titre seul" in (report / "mesures" / f"m-{stepped.id}.html").read_text("utf-8")
