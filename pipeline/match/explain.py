"""The words of both sides behind each signal, for the links that are kept."""

from __future__ import annotations

from collections.abc import Container, Mapping

from pipeline.match.kinds import audiences
from pipeline.match.reference import printed_number
from pipeline.match.sides import ActSide, MeasureSide
from pipeline.match.signals import Best
from pipeline.match.words import content_words, surface


def explain(measure: MeasureSide, act: ActSide, best: Best, wanted: Container[int]) -> Mapping[str, tuple[str, str]]:
    """Left (measure) and right (act) words of each signal that has some. `wanted` number the measure's stems among those of all acts."""
    title = measure.pieces[0].text
    left, right = measure.pieces[best.left].text, act.pieces[best.right].text
    subject = act.pieces[0].text
    said = content_words([act.pieces[piece].text for piece in _first_said(act, wanted)], measure.words)
    found = {
        "meaning": (left, right),
        "meaning_whole": (title, subject),
        "meaning_steps": (" / ".join(p.text for p in measure.pieces[1:4]), right),
        "words": (surface(measure.words, measure.stems[0] & said.keys()), surface(said, measure.stems[0])),
        "words_all": (surface(measure.words, said), surface(said, measure.words)),
        "meaning_decided": (title, right),
        "topic": (title, subject),
        "general": ("", subject),
        "other_purpose": (title, ", ".join(act.purposes) or right),
        "delegated": ("", subject),
        "noted": ("", act.act.outcome.value),
    }
    if people := audiences(title):
        found["other_people"] = (", ".join(sorted(people)), ", ".join(sorted(act.audiences)) or right)
    names = ", ".join([name.strip() for name in measure.names if name in act.text])
    found["names"] = (names, names)
    shared = ", ".join(sorted(measure.figures & act.figures))
    found["figures"] = (shared, shared)
    budget = measure.measure.budget
    if budget:
        found["sum"] = (budget.printed.text, next((a.quote.text for a in act.act.amounts if a.cents == budget.cents), ""))
    cited = act.cited.get(printed_number(measure.measure.number) or "", ())
    if cited:
        found["reference"] = (measure.measure.number or "", cited[0].strip("\0"))
    return found


def _first_said(act: ActSide, wanted: Container[int]) -> list[int]:
    """The act's pieces that say one of the wanted stems for the first time, in order."""
    found: dict[int, int] = {}
    for number, piece in zip(act.said.tolist(), act.within.tolist(), strict=True):
        if number in wanted and number not in found:
            found[number] = piece
    return sorted(set(found.values()))
