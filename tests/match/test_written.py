"""The labelled territories written by hand hold together."""

from __future__ import annotations

from pipeline.match.labels import written
from tests.shared import ROOT

WRITTEN = ROOT / "data" / "labels" / "linking"


def test_every_pair_names_a_measure_and_an_act_of_its_territory() -> None:
    for gold in written(WRITTEN):
        measures, acts = {m.id for m in gold.measures}, {a.id for a in gold.acts}
        assert len(measures) == len(gold.measures) and len(acts) == len(gold.acts), gold.name
        assert all(m in measures and a in acts for m, a in gold.answers | gold.allowed), gold.name


def test_some_are_kept_aside_and_there_are_enough() -> None:
    assert len(written(WRITTEN, "aside")) == 14 and len(written(WRITTEN, "tune")) == 18 and len(written(WRITTEN, "next")) == 30
    assert sum(len(g.answers) for g in written(WRITTEN)) >= 60
