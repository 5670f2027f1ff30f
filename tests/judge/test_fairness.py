"""Figures by which a run doubts itself."""

from dataclasses import replace

from pipeline.judge import measure_fairness
from tests import factories as f
from tests.judge.made import asked, verdict_on, voted

KIOSK = asked("Construire un kiosque", euros=5000)
ACT = voted("ATTRIBUE 5 000 € au kiosque.", sums=[("5 000 €", 5000, "granted")])
KEPT, ABSENT, UNSURE = verdict_on(KIOSK, ACT), verdict_on(KIOSK), verdict_on(KIOSK, review=(ACT,))


def test_shares():
    found = measure_fairness([KEPT, KEPT, ABSENT, UNSURE], [ACT], f.coverage())
    assert dict(found.shares)["funded"] == 0.5
    assert (found.unsure, found.by_ocr, found.verdicts) == (0.25, 0.0, 4)
    assert found.kept == 2 / 3
    assert not found.warnings


def test_nearly_all_dropped_is_a_warning():
    found = measure_fairness([ABSENT] * 9 + [KEPT], [ACT], f.coverage())
    assert len(found.warnings) == 1
    assert "10 %" in found.warnings[0]
    assert "67 %" in found.warnings[0]


def test_few_verdicts_make_no_share():
    assert not measure_fairness([ABSENT] * 3, [ACT], f.coverage()).warnings


def test_scans_unsure_and_gaps_are_told():
    found = measure_fairness([KEPT] * 10 + [UNSURE] * 6, [replace(ACT, by_ocr=True)], f.coverage(10, 5))
    assert len(found.warnings) == 3


def test_a_plan_that_may_have_been_misread_is_told():
    (warning,) = measure_fairness([KEPT] * 10, [ACT], f.coverage(), ["plan/pacte.pdf"]).warnings
    assert warning.startswith("plan/pacte.pdf :")


def test_without_verdicts_nothing_is_divided():
    found = measure_fairness([], [], f.coverage(0, 0))
    assert (found.kept, found.unsure, found.coverage) == (None, 0.0, None)
