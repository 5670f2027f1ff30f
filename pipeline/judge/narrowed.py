"""Acts that say themselves that they do less than was asked."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.topics import proper_names
from pipeline.judge.wording import says, shortened
from pipeline.records.plan import Measure


def narrowed(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The reason in French why less is kept: one place or one year alone, no other people, too early for the thing itself, as a sentence on
    the measure's own part says. Where it names places, one must be the measure's, if that names some."""
    names = proper_names(measure.text.text)
    for text in (s.text for a in answers for s in (a.nearest if a.part else a.segments)):
        told = proper_names(text)
        elsewhere = names and told and not names & told
        if says("substance", "narrowed", text) and not says("thresholds", "until_now", text) and not elsewhere:
            return f"l'acte dit lui-même qu'il fait moins (« {shortened(text)} »)"
    return None
