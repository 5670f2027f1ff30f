"""Acts that say themselves that they do less than was asked."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.counting import counts
from pipeline.judge.decision import in_time
from pipeline.judge.segments import Zone
from pipeline.judge.topics import own_words, proper_names
from pipeline.judge.wording import says, shortened
from pipeline.records.plan import Measure

BEFORE, BEHIND = 8, 3  # words around those that say it, in which the thing that they are said of stands


def narrowed(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The reason in French why less is kept: one place or one year alone, no other people, too early for the thing itself, as a sentence on
    the measure's own part says. Where it names places, one must be the measure's, if that names some."""
    names = proper_names(measure.text.text)
    for text in (s.text for a in answers for s in (a.nearest if a.part else a.segments)):
        words, told = says("substance", "narrowed", text), proper_names(text)
        words = None if words and says("substance", "not_narrowed", _around(text, words)) else words
        words = words or says("substance", "for_lack", text)
        if words is None or (names and told and not names & told):
            continue
        if not says("thresholds", "until_now", text):
            return f"l'acte dit lui-même qu'il fait moins (« {shortened(text)} »)"
    return None


def left_over(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The reason in French why a part is left for later, as a sentence of the last act says. Where it names places, one must be the
    measure's, or it speaks in the measure's words."""
    names, title = proper_names(f"{measure.text.text} {measure.whole.text}"), own_words(measure.text.text)
    several = _asks_for_several(measure.text.text)
    for text in (s.text for a in in_time(answers)[-1:] for s in a.nearest or a.segments):
        words, told = says("substance", "left_over", text), proper_names(text)
        words = words or (says("substance", "others_left", text) if several else None)
        denied = words and (says("substance", "not_left_over", _around(text, words)) or says("thresholds", "until_now", text))
        if words and not denied and (not told or names & told or own_words(text) & title):
            return f"l'acte en laisse une partie pour plus tard (« {shortened(text)} »)"
    return None


def _asks_for_several(title: str) -> bool:
    """Whether a title counts things or asks for all of a kind: of one thing asked, what becomes of the others takes nothing away."""
    return bool(says("substance", "whole", title)) or any(max(found) > 1 for found in counts(title).values())


def tried(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The reason in French why all that is decided is a trial, as a sentence of each act says wherever it stands, and the measure asks for
    none. What comes after a trial is none."""
    if any(says("substance", kind, p.text) for p in (measure.text, *measure.steps) for kind in ("experiment", "on_trial", "tries")):
        return None
    title = own_words(measure.text.text)
    told = [next((text for text, near in _texts(a, title) if _is_trial(text, near=near)), None) for a in answers]
    return f"l'acte ne décide qu'un essai (« {shortened(told[0])} »)" if told and all(told) else None


def _texts(answer: Answer, title: frozenset[str]) -> list[tuple[str, bool]]:
    """The subject, clauses and sentences of what comes nearest, and whether each decides something or speaks in the measure's words."""
    segments = answer.nearest or answer.segments
    return [(answer.act.subject.text, True), *((s.text, s.zone is Zone.OPERATIVE or bool(own_words(s.text) & title)) for s in segments)]


def _is_trial(text: str, *, near: bool) -> bool:
    if says("substance", "tried_before", text) or says("thresholds", "until_now", text):
        return False
    return bool(says("substance", "tries", text) or (near and says("substance", "on_trial", text)))


def _around(text: str, words: str) -> str:
    before, _, behind = text.partition(words)
    return " ".join([*before.split()[-BEFORE:], words, *behind.split()[:BEHIND]])
