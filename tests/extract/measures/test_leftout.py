from __future__ import annotations

import pytest

from pipeline.extract.measures.choice import choose
from pipeline.extract.measures.leftout import left_out
from pipeline.extract.measures.outline import outline
from pipeline.records.source import running_text
from tests.extract.measures.test_plans import SHAPES, outcome


@pytest.mark.parametrize(("taken", "left"), [(10, 30), (20, 0), (40, 0)], ids=["most are missed", "half are found", "all are found"])
def test_a_plan_of_which_most_is_left_out_was_misread(taken: int, left: int) -> None:
    known = outcome("tableau_long")
    plan = outline(running_text(known.document))
    assert len(left_out(plan, choose(plan)[:taken], known.extraction.found[:taken])) == left


def test_no_plan_that_is_read_rightly_is_said_to_be_misread() -> None:
    told = {name for name in SHAPES for issue in outcome(name).extraction.issues if issue.code == "misread-plan"}
    assert told == set()
