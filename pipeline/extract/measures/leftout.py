"""What a plan says is to be done and no measure holds: many such lines beside few measures show that its layout was misread."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import plain, verb_start
from pipeline.records.plan import Measure

_FEWEST, _TIMES = 8, 1.5  # of 110 plans read rightly none left out more than 6 beside 15 measures, of 8 misread most left out 8 to 60
_WORDS = range(3, 46)
_SAME, _OPENING = 0.8, 60  # share of the words, and letters of the opening, of a line that only repeats a measure or a step


def left_out(plan: Outline, chosen: Sequence[Candidate], measures: Sequence[Measure]) -> list[Piece]:
    """The lines, rows and headings that open with something to do, stand in or over no measure and repeat none; empty unless there are so
    many beside these measures that the plan was misread."""
    inside = {at for c in chosen for at in (*range(c.at, max(c.until, c.at + 1)), *plan.chains[c.at])}
    asks = [p for at, p in enumerate(plan.pieces) if at not in inside and not p.field and _says_to_do(p)]
    if len(asks) < max(_FEWEST, _TIMES * len(measures)):
        return []
    told = [plain(p.text) for m in measures for p in (m.text, *m.steps)]
    rest = [p for p in asks if not any(_repeats(plain(p.rest), said) for said in told)]
    return rest if len(rest) >= max(_FEWEST, _TIMES * len(measures)) else []


def _says_to_do(piece: Piece) -> bool:
    return len(piece.rest.split()) in _WORDS and verb_start(piece.rest) is not None


def _repeats(text: str, said: str) -> bool:
    words, known = set(text.split()), set(said.split())
    return text[:_OPENING] == said[:_OPENING] or len(words & known) >= _SAME * max(len(words), len(known))
