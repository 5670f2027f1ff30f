"""The words of both sides behind each signal, for the links that are kept."""

from __future__ import annotations

from collections.abc import Container, Mapping

import numpy as np

from pipeline.match.kinds import audiences
from pipeline.match.reference import printed_number
from pipeline.match.sides import ActSide, ActSides, MeasureSide
from pipeline.match.words import content_words, surface


def explain(
    acts: ActSides, measure: MeasureSide, act: ActSide, left: int, right: int, wanted: Container[int]
) -> Mapping[str, tuple[str, str]]:
    """Left (measure) and right (act) words of each signal that has some. `wanted` number the measure's stems among those of all acts."""
    title = measure.pieces[0].text
    asked, answer = measure.pieces[left].text, act.pieces[right].text
    subject = act.pieces[0].text
    said = content_words([act.pieces[piece].text for piece in _first_said(acts, act, wanted)], measure.words)
    found = {
        "meaning": (asked, answer),
        "meaning_whole": (title, subject),
        "meaning_steps": (" / ".join(p.text for p in measure.pieces[1:4]), answer),
        "words": (surface(measure.words, measure.stems[0] & said.keys()), surface(said, measure.stems[0])),
        "words_all": (surface(measure.words, said), surface(said, measure.words)),
        "meaning_decided": (title, answer),
        "topic": (title, subject),
        "general": ("", subject),
        "other_purpose": (title, ", ".join(act.purposes) or answer),
        "delegated": ("", subject),
        "noted": ("", act.act.outcome.value),
    }
    if people := audiences(title):
        found["other_people"] = (", ".join(sorted(people)), ", ".join(sorted(act.audiences)) or answer)
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


def _first_said(acts: ActSides, act: ActSide, wanted: Container[int]) -> list[int]:
    """The act's pieces that say one of the wanted stems for the first time, in order."""
    bounds = acts.said.bounds[act.start + 1 : act.stop + 1]
    said = acts.said.values[bounds[0] : bounds[-1]].tolist()
    found: dict[int, int] = {}
    for place, number in enumerate(said, int(bounds[0])):
        if number in wanted and number not in found:
            found[number] = place
    return sorted(set((np.searchsorted(bounds, list(found.values()), "right") - 1).tolist()))
