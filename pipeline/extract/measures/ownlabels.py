"""Labels that a plan makes for itself ("Pari 1", "Pari 2" ...): counted lines over titles of things to do are numbers of measures."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.measures.numbering import Mark
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import is_action, plain

_COUNTED = re.compile(r"(?P<label>[^\W\d_]{3,}(?: [^\W\d_]{2,})?) (?:n[°º] ?)?(?P<value>\d{1,2})\Z", re.IGNORECASE)
_LEAST = 3  # of a run from 1 on
_NEAR = 6  # pieces to the title
_SPEAK = 0.7  # of the titles that open like something to do


def with_own_labels(pieces: list[Piece]) -> list[Piece]:
    """The pieces with lines that are one word and a number, all of one run from 1 on, as numbers of the titles below them."""
    runs: dict[str, dict[int, re.Match[str]]] = {}
    for at, piece in enumerate(pieces):
        line = _COUNTED.match(piece.text.strip()) if not piece.mark and not piece.field and _stands_out(piece) else None
        if line:
            runs.setdefault(plain(line["label"]), {})[at] = line
    made = list(pieces)
    for label, lines in runs.items():
        counted = sorted(int(line["value"]) for line in lines.values())
        titles = [title for at in lines if (title := _title(pieces, at, lines)) is not None]
        speaking = sum(is_action(t.text) for t in titles)
        if len(lines) < _LEAST or counted != list(range(1, len(lines) + 1)) or speaking < _SPEAK * len(lines):
            continue
        for at, line in lines.items():
            made[at] = replace(pieces[at], mark=Mark("measure", label, line["value"], "d", line.end(), line.end()))
    return made


def _stands_out(piece: Piece) -> bool:
    return piece.kind in {"heading", "fiche"} or piece.bold


def _title(pieces: list[Piece], at: int, lines: dict[int, re.Match[str]]) -> Piece | None:
    """The first title behind a counted line."""
    behind = (i for i in range(at + 1, min(at + 1 + _NEAR, len(pieces))) if i not in lines and _stands_out(pieces[i]))
    return next((pieces[i] for i in behind if not pieces[i].field), None)
