"""Prices by income or size: a price asked up to a limit, and a scale that gives it to fewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.segments import segments_of
from pipeline.judge.wording import flat

MARGIN = 1.05  # a price or limit moved by less is rounding
_MONEY = r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(\d{1,2}))? ?(?:€|euros?)"
_STEP = re.compile(
    rf"(?:inferieure?s? a|moins de|jusqu'a|(?:de |entre )?{_MONEY.replace('(?:€|euros?)', '(?:€|euros?)?')} ?(?:a|et|-|–)) ?{_MONEY}"
    rf" ?(?:inclus|compris)? ?[:;|–-]? ?{_MONEY}"
)


def steps_of(text: str) -> list[tuple[float, float, float]]:
    """The steps of a scale: from, up to and price in euros ("De 450 à 799 € 2,10 €" is 450, 799, 2.1)."""
    return [(_euros(m, 1), _euros(m, 3), _euros(m, 5)) for m in _STEP.finditer(flat(text))]


def dearer_step(limit: int, price: float, answers: Sequence[Answer]) -> str | None:
    """The reason in French why an act gives the price asked to fewer than those below `limit`: its scale has that price, and a higher one
    for a step that begins below the limit. A scale without that price is about something else."""
    for answer in answers:
        steps = [step for s in segments_of(answer.act) for step in steps_of(s.text)]
        if not any(asked <= price * MARGIN for _, _, asked in steps):
            continue
        dearer = [s for s in steps if s[2] > price * MARGIN and s[0] * MARGIN < limit and s[1] <= limit * MARGIN]
        if dearer:
            low, high, more = dearer[0]
            return f"la mesure demande {price:g} € jusqu'à {limit} €, l'acte fixe {more:g} € de {low:g} à {high:g} €"
    return None


def _euros(match: re.Match[str], group: int) -> float:
    whole = match[group]
    return float(f"{re.sub('[ .]', '', whole)}.{match[group + 1] or 0}") if whole else 0.0
