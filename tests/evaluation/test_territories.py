"""A whole territory by other authors, from its files to its verdicts: what was reached must stay. The figures are those seen, less one."""

from __future__ import annotations

import json
from collections import Counter

from rapidfuzz import fuzz

from pipeline.extract.acts import extract_acts
from pipeline.records.verdict import Status
from tests.evaluation.score_acts import read
from tests.evaluation.score_verdicts import run
from tests.shared import ROOT

TERRITORY = ROOT / "tests" / "territories" / "ile-d-orzeau"
RIGHT = 19  # of 26 statuses
ACCUSED = frozenset({"dropped", "no_trace", "unfunded"})
FALSELY_ACCUSED = 2  # at most
ALIKE = 85  # rapidfuzz ratio of two wordings of one subject


def test_every_act_is_found_with_its_outcome_and_its_subject() -> None:
    wanted = [json.loads(line) for line in (TERRITORY / "gold" / "decisions.jsonl").read_text("utf-8").splitlines()]
    found = [
        act
        for doc in sorted({row["doc"] for row in wanted})
        if (document := read(TERRITORY / doc, doc)) is not None
        for act in extract_acts(document).found
    ]
    assert Counter((act.doc, act.number, act.outcome.value) for act in found) == Counter(
        (row["doc"], row["number"], row["outcome"]) for row in wanted
    )
    subjects = {(act.doc, act.number): act.subject.text for act in found}
    for row in wanted:
        assert fuzz.ratio(subjects[row["doc"], row["number"]], row["subject"]) > ALIKE, row["subject"]


def test_measures_and_most_statuses_are_right() -> None:
    judged, wanted = run(str(TERRITORY), "all")
    assert sorted(filter(None, judged.of)) == sorted(row["measure"] for row in wanted) and None not in judged.of
    status = {row["measure"]: row["status"] for row in wanted}
    said = [(status[of], verdict.status) for of, verdict in zip(judged.of, judged.verdicts, strict=True) if of]
    assert sum(right == one.value for right, one in said) >= RIGHT
    accused = [(right, one) for right, one in said if one.value in ACCUSED]
    assert sum(right not in ACCUSED for right, _ in accused) <= FALSELY_ACCUSED and len(accused) > FALSELY_ACCUSED
    assert any(one is Status.FUNDED for _, one in said)
