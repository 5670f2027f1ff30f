"""A measure and an act as one text of pieces, for the reader of pairs.

Training and use must cut alike: what changes here asks for new weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.encoder.pieces import START, STOP, Pieces

MOST = 288
"""Pieces of a pair, `START` and the `STOP`s included; what is beyond is not read."""
QUESTION, SUBJECT, PASSAGE = 88, 54, 58
"""Pieces that are read of the measure, of the act's subject and of each other passage."""


def cut_pair(pieces: Pieces, question: str, passages: Sequence[str]) -> tuple[list[int], int]:
    """(places of the pieces, how many of these are the measure's side). `passages` are the act's, its subject first."""
    return join_pair(cut_question(pieces, question), cut_passages(pieces, passages))


def cut_question(pieces: Pieces, text: str) -> list[int]:
    """Pieces of what a measure says."""
    return pieces.encode(text, QUESTION + 2)[1:-1]


def cut_passages(pieces: Pieces, texts: Sequence[str]) -> list[list[int]]:
    """Pieces of an act's passages, its subject first."""
    return [pieces.encode(text, (PASSAGE if place else SUBJECT) + 2)[1:-1] for place, text in enumerate(texts)]


def join_pair(question: Sequence[int], passages: Sequence[Sequence[int]]) -> tuple[list[int], int]:
    """The two sides, each before a `STOP`, the act's behind one too. The passages follow each other without a sign."""
    ids = [START, *question, STOP]
    side = len(ids)
    ids += [STOP, *(piece for passage in passages for piece in passage)]
    return [*ids[: MOST - 1], STOP], side
