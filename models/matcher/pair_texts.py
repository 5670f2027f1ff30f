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

Cut = list[int]
Pair = tuple[Cut, int]
"""The places of a pair's pieces, and how many of these are the measure's side."""


def cut_pair(pieces: Pieces, question: str, passages: Sequence[str]) -> Pair:
    """The pair of what a measure asks and an act's passages, its subject first."""
    return join_pair(cut_text(pieces, question, QUESTION), cut_passages(pieces, passages))


def cut_passages(pieces: Pieces, passages: Sequence[str]) -> list[Cut]:
    """Pieces of an act's passages, its subject first."""
    return [cut_text(pieces, text, PASSAGE if place else SUBJECT) for place, text in enumerate(passages)]


def cut_text(pieces: Pieces, text: str, most: int) -> Cut:
    """The first `most` pieces of a text."""
    return pieces.encode(text, most + 2)[1:-1]


def join_pair(question: Cut, passages: Sequence[Cut]) -> Pair:
    """The two sides, each before a `STOP`, the act's behind one too. The passages follow each other without a sign."""
    ids = [START, *question, STOP]
    side = len(ids)
    ids += [STOP, *(piece for passage in passages for piece in passage)]
    return [*ids[: MOST - 1], STOP], side
