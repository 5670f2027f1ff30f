"""Titles opened by a number in much larger letters, of which the page makes some headings and some paragraphs: all are headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.pieces import Piece

_LEAST = 3  # titles of a run


def with_numerals_alike(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the bold titles of a run of large numbers as headings of one level, where one of the run is a heading."""
    made = list(pieces)
    for run in _runs(pieces):
        levels = [pieces[at].level for at in run if pieces[at].kind == "heading"]
        if len(run) >= _LEAST and levels:
            for at in run:
                made[at] = replace(pieces[at], kind="heading", level=max(levels))
    return made


def _runs(pieces: list[Piece]) -> Iterator[list[int]]:
    """The places of titles whose large numbers go on from 1."""
    run: list[int] = []
    for at, piece in enumerate(pieces):
        titled = piece.numeral and piece.mark is not None and piece.table is None and (piece.kind == "heading" or piece.bold_end > 0)
        if not titled or piece.mark is None:
            continue
        if piece.mark.value == "1":
            yield run
            run = []
        if piece.mark.value == str(len(run) + 1):
            run.append(at)
    yield run
