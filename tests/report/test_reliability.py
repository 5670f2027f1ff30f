"""How sure a conclusion is, in words, and the figures behind them."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from pipeline.records.verdict import Status
from pipeline.report.reliability import FEW, MEASURED, TERRITORIES, WORDS, Measured, reliability, word_of
from tests.report.demo import demo_results


@pytest.mark.parametrize(
    ("confidence", "word"), [(1.0, "élevée"), (0.9, "élevée"), (0.899, "moyenne"), (0.5, "moyenne"), (0.49, "faible"), (0.0, "faible")]
)
def test_words(confidence: float, word: str) -> None:
    assert word_of(confidence) == word


@pytest.mark.parametrize(
    ("right", "of", "rate"),
    [
        (453, 542, "juste 84 fois sur 100 dans les essais"),
        (FEW - 1, FEW, "juste 97 fois sur 100 dans les essais"),
        (5, 7, "juste 5 fois sur 7 dans les essais"),  # a hundred would claim more than was seen
    ],
)
def test_the_rate_is_the_measured_one(right: int, of: int, rate: str) -> None:
    assert Measured("élevée", right, of).rate == rate


def test_the_links_probability_is_never_told_as_a_reliability() -> None:
    verdict = demo_results().verdicts[0]
    sure, surer = (reliability(replace(verdict, confidence=c)) for c in (0.9, 0.9997))
    assert sure == surer == f"élevée ({MEASURED[0].rate})"


def test_a_persons_word_needs_no_figure() -> None:
    verdict = demo_results().verdicts[0]
    assert reliability(replace(verdict, reviewed_by="Anne", confidence=1.0)) == "vérifiée par une personne"
    assert reliability(replace(verdict, status=Status.UNSURE)) == "", "what is left to people claims nothing"


def test_every_word_is_measured_and_told_on_the_method_page(demo_report: Path) -> None:
    assert [m.word for m in MEASURED] == [word for _, word in WORDS]
    text = unescape((demo_report / "methode.html").read_text("utf-8"))
    assert f"Sur {TERRITORIES} territoires d'essai" in text
    for measured in MEASURED:
        assert measured.right <= measured.told
        noun = "statuts justes" if measured.right > 1 else "statut juste"
        assert not measured.told or f"{measured.right} {noun} sur {measured.told}" in text
