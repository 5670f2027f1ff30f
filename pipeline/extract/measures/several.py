"""Several measures in one paragraph ("Repeindre le passage. Déplacer l'abribus."): each sentence that opens like the first is one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate, opens_measure
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.wording import lead_end, opening_of, sentences

_FEW = 2  # words that say too little
_STYLES = frozenset({"line", "item", "lead"})


def each(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, those of running text once for each of their sentences that opens a measure.

    A bullet that speaks in its first sentence stays whole: what follows says how.
    """
    return [one for candidate in chosen for one in _parts(plan, candidate)]


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens a measure, or a part behind a semicolon an infinitive ("Créer une crèche ; former les agents")."""
    behind = (
        start > 0 and text[start - 1] == ";" and opening_of(text[start:end]).shape == "infinitive" and len(text[start:end].split()) > _FEW
    )
    return behind or opens_measure(text[start:end])


def _parts(plan: Outline, candidate: Candidate) -> Iterator[Candidate]:
    piece = plan.pieces[candidate.at]
    text = plan.running.text[candidate.start : piece.end]
    starts = [a + len(text[a:b]) - len(text[a:b].lstrip()) for a, b in sentences(text) if _opens(text, a, b)]
    running = candidate.start > piece.start or (
        piece.kind == "text" and not piece.bold_end
    )  # behind a place or a year, or without any style
    if candidate.family[0] not in _STYLES or piece.mark or not running or len(starts) < 2 or starts[0] != 0:
        yield candidate
        return
    for a, b in itertools.pairwise([*starts, len(text)]):
        first, last = a == 0, b == len(text)
        end = a + lead_end(text[a:b])
        yield replace(
            candidate,
            start=candidate.start + a,
            end=candidate.start + end,
            opening=opening_of(text[a:end]),
            opened=candidate.opened if first else candidate.start + a,
            limit=candidate.limit if last else candidate.start + b,
            until=candidate.until if last else candidate.at + 1,
        )
