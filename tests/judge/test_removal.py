"""Acts taken away from the demo territory: what was voted becomes no trace with the gap named, never "dropped"."""

import json
import random

import pytest

from pipeline.collect.territory import load_territory
from pipeline.judge import judge, measure_coverage
from pipeline.records.link import Band, Link
from pipeline.records.verdict import Status
from tests.evaluation.match_gold import load_gold
from tests.evaluation.score_verdicts import PLACES, TODAY, rows


@pytest.fixture(scope="module")
def labelled():
    root, labels = PLACES["demo"]
    wanted = [json.loads(line) for line in (labels / "verdicts.jsonl").read_text("utf-8").splitlines()]
    return load_gold(root, labels), load_territory(root / "territory.toml"), rows(root), wanted


def judged(labelled, docs_away=frozenset()):
    gold, territory, (register, budget, grants), wanted = labelled
    acts = [a for a in gold.acts if a.doc not in docs_away]
    kept = {a.id for a in acts}
    links = [Link(v["measure"], a, 0.97, Band.LINKED, ()) for v in wanted for a in v["decisions"] if a in kept]
    coverage = measure_coverage(territory, register, acts, (), (), budget, ())
    return coverage, {v.measure: v for v in judge(territory, gold.measures, acts, links, (), budget, grants, coverage, TODAY)}


def test_with_all_acts_the_status_of_nearly_every_measure_is_that_of_the_labels(labelled):
    coverage, verdicts = judged(labelled)
    assert coverage.sufficient
    right = [v["measure"] for v in labelled[3] if verdicts[v["measure"]].status == v["status"]]
    assert len(right) >= 0.85 * len(labelled[3])


@pytest.mark.parametrize("seed", range(12))
def test_ten_acts_taken_away_make_no_new_dropped(labelled, seed):
    docs = sorted({a.doc for a in labelled[0].acts if a.doc.startswith("deliberations/")})
    away = frozenset(random.Random(seed).sample(docs, 10))
    (_, before), (coverage, after) = judged(labelled), judged(labelled, away)
    assert not coverage.sufficient
    for measure, verdict in after.items():
        assert not verdict.dropped or before[measure].status is Status.DROPPED, measure
        if verdict.status is Status.NO_TRACE:
            assert coverage.missing[0][0] in verdict.statement
