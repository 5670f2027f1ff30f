"""Acts that say themselves that they do less than was asked."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.topics import proper_names
from pipeline.judge.wording import says, shortened
from pipeline.records.plan import Measure

BEFORE, BEHIND = 8, 3  # words around those that say it, in which the thing that they are said of stands


def narrowed(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The reason in French why less is kept: one place or one year alone, no other people, too early for the thing itself, as a sentence on
    the measure's own part says. Where it names places, one must be the measure's, if that names some."""
    names = proper_names(measure.text.text)
    for text in (s.text for a in answers for s in (a.nearest if a.part else a.segments)):
        words, told = says("substance", "narrowed", text), proper_names(text)
        if words is None or (names and told and not names & told):
            continue
        if not says("substance", "not_narrowed", _around(text, words)) and not says("thresholds", "until_now", text):
            return f"l'acte dit lui-même qu'il fait moins (« {shortened(text)} »)"
    return None


def _around(text: str, words: str) -> str:
    before, _, behind = text.partition(words)
    return " ".join([*before.split()[-BEFORE:], words, *behind.split()[:BEHIND]])
