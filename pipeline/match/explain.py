"""The words of both sides behind each signal, for the links that are kept."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.match.kinds import audiences
from pipeline.match.pieces import Piece
from pipeline.match.reference import printed_number
from pipeline.match.sides import ActSide, MeasureSide
from pipeline.match.signals import Best
from pipeline.match.words import surface


def explain(measure: MeasureSide, act: ActSide, best: Best) -> Mapping[str, tuple[str, str]]:
    """Left (measure) and right (act) words of each signal that has some."""
    title = measure.pieces[0].text
    left, right = measure.pieces[best.left].text, act.pieces[best.right].text
    subject = act.pieces[0].text
    found = {
        "meaning": (left, right),
        "meaning_whole": (title, subject),
        "meaning_steps": (" / ".join(p.text for p in measure.pieces[1:4]), right),
        "words": _words(measure.pieces[:1], act.pieces, measure.stems[0] & act.every),
        "words_all": _words(measure.pieces, act.pieces, frozenset().union(*measure.stems) & act.every),
        "topic": (title, subject),
        "general": ("", subject),
        "other_purpose": (title, ", ".join(act.purposes)),
        "other_people": (", ".join(sorted(audiences(title))), ", ".join(sorted(act.audiences))),
        "delegated": ("", subject),
    }
    names = ", ".join(name.strip() for name in measure.names if name in act.text)
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


def _words(left: tuple[Piece, ...], right: tuple[Piece, ...], shared: frozenset[str]) -> tuple[str, str]:
    return surface((p.text for p in left), shared), surface((p.text for p in right), shared)
