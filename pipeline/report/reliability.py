"""How sure a conclusion is, in words, and how often conclusions with that word were right where people had labelled the answers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.verdict import Status, Verdict
from pipeline.report.french import percent

# From this confidence on (0..1), a conclusion is called so. Chosen so that each word holds enough labelled verdicts to count.
WORDS: tuple[tuple[float, str], ...] = ((0.9, "élevée"), (0.5, "moyenne"), (0.0, "faible"))


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `told` labelled conclusions with this word, `right` had the right status."""

    word: str
    right: int
    told: int


# Whole runs of made-up labelled territories, each before its links and verdicts were looked at.
# `tests/evaluation/reliability.py` counts again. What the program leaves "à vérifier" claims nothing; measures that it did not find are
# told apart.
TERRITORIES = 31
MEASURED = (Measured("élevée", 453, 542), Measured("moyenne", 89, 135), Measured("faible", 5, 7))
LEFT_TO_PEOPLE = 119
NOT_FOUND = 76


def word_of(confidence: float) -> str:
    """The word for a confidence 0..1."""
    return next(word for least, word in WORDS if confidence >= least)


def reliability(verdict: Verdict) -> str:
    """How sure a verdict is, in words with its figure; a person's word needs none, and what is left to people claims nothing (empty)."""
    if verdict.status is Status.UNSURE:
        return ""
    return "vérifiée par une personne" if verdict.reviewed_by else f"{word_of(verdict.confidence)} ({percent(verdict.confidence)})"
