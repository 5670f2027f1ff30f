"""The words of both sides behind each signal, for the links that are kept."""

from __future__ import annotations

import bisect
from collections.abc import Container, Mapping

from pipeline.match.kinds import audiences
from pipeline.match.pieces import Piece
from pipeline.match.reference import printed_number
from pipeline.match.sides import ActSide, ActSides, MeasureSide
from pipeline.match.words import printed_words, surface


def explain(
    acts: ActSides, measure: MeasureSide, act: ActSide, left: Piece, right: Piece, wanted: Mapping[int, str], there: Container[str]
) -> Mapping[str, tuple[str, str]]:
    """Left (measure) and right (act) words of each signal that has some; of signals that are not `there` they may be left out.

    `left` and `right` are the best passages; `wanted` are the measure's stems by their numbers among those of all acts.
    """
    title, subject = measure.pieces[0].text, act.pieces[0].text
    found = {
        "meaning": (left.text, right.text),
        "meaning_whole": (title, subject),
        "meaning_steps": (" / ".join([p.text for p in measure.pieces[1:4]]), right.text),
        "meaning_decided": (title, right.text),
        "topic": (title, subject),
        "general": ("", subject),
        "other_purpose": (title, ", ".join(act.purposes) or right.text),
        "delegated": ("", subject),
        "noted": ("", act.act.outcome.value),
    }
    if "words_all" in there:
        said = _said(acts, act, wanted)
        found["words"] = (surface(measure.words, measure.stems[0] & said.keys()), surface(said, measure.stems[0]))
        found["words_all"] = (surface(measure.words, said), surface(said, measure.words))
    if "other_people" in there:
        found["other_people"] = (", ".join(sorted(audiences(title))), ", ".join(sorted(act.audiences)) or right.text)
    if "names" in there:
        names = ", ".join([name.strip() for name in measure.names if name in act.text])
        found["names"] = (names, names)
    if "figures" in there:
        shared = ", ".join(sorted(measure.figures & act.figures))
        found["figures"] = (shared, shared)
    budget = measure.measure.budget
    if budget and "sum" in there:
        found["sum"] = (budget.printed.text, next((a.quote.text for a in act.act.amounts if a.cents == budget.cents), ""))
    if "reference" in there:
        cited = act.cited[printed_number(measure.measure.number) or ""]
        found["reference"] = (measure.measure.number or "", cited[0].strip("\0"))
    return found


def _said(acts: ActSides, act: ActSide, wanted: Mapping[int, str]) -> Mapping[str, str]:
    """Those of the wanted stems that the act says, in order, with the word that it says first."""
    bounds = acts.said.bounds[act.start : act.stop + 1].tolist()
    numbers = acts.said.values[bounds[0] : bounds[-1]].tolist()
    behind = bounds[1] - bounds[0]  # the stems of all the act, each once, stand before those of its pieces
    found: dict[str, str] = {}
    for number in filter(wanted.__contains__, numbers[:behind]):
        piece = bisect.bisect_right(bounds, bounds[0] + numbers.index(number, behind)) - 2
        stem = wanted[number]
        found[stem] = printed_words(act.pieces[piece].text)[stem]
    return found
