"""Labels set in a column of their own, with their values beside or below them (a fiche without ruled lines)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.pieces import Piece
from pipeline.records.source import RunningText

_LEAST = 2  # labels of one column that make it a column of labels
_LONGEST = 45  # characters of a label that the table of labels does not know


def labels_beside(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces with each label joined to the value that stands beside it on the same line.

    A label whose words are not known counts as one ("other") where it stands in a column with known ones.
    """
    known = {at for at in range(len(pieces) - 1) if _beside(pieces[at], pieces[at + 1]) and field_of(pieces[at].text)}
    found: list[Piece] = []
    skip = False
    for at, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        field = _field(pieces, at, known)
        if field is None:
            found.append(piece)
            continue
        value = pieces[at + 1]
        if field == "axis" and value.kind != "item":  # it stands over its measure, not in it
            found.append(replace(value, kind="axis"))
            skip = True
            continue
        text = running.text[piece.start : value.end]
        joined = replace(piece, kind="text", level=0, end=value.end, text=text, field=field, value=value.start - piece.start, bold=False)
        if value.kind == "item":  # bullets keep their own grain
            found.append(replace(joined, end=piece.end, text=piece.text, value=len(piece.text)))
        else:
            found.append(joined)
            skip = True
    return found


def _field(pieces: list[Piece], at: int, known: set[int]) -> str | None:
    piece = pieces[at]
    column = [k for k in known if pieces[k].page == piece.page and abs(pieces[k].x0 - piece.x0) < 4 and pieces[k].size == piece.size]
    if len(column) < _LEAST:
        return None
    if at in known:
        return field_of(piece.text)
    unknown = at + 1 < len(pieces) and _beside(piece, pieces[at + 1]) and len(piece.text) <= _LONGEST and not piece.mark and not piece.field
    return "other" if unknown and piece.bold else None


def _beside(label: Piece, value: Piece) -> bool:
    """Whether `value` opens to the right of `label` on its line."""
    same_line = label.page == value.page and abs(label.top - value.top) < 0.5 * max(label.size, 6)
    free = label.table is None and value.table is None and not label.field and not value.field and not label.bullet
    return same_line and free and value.x0 > label.x0 + 20
