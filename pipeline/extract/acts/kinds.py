"""What kind of council document this is, by the words at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pipeline.extract.acts.pieces import Piece
from pipeline.records.lexicon import load_table

HEAD = 2500  # characters in which a document names itself


class Kind(StrEnum):
    """Kinds that are cut differently; `convocation` and `report` hold no act."""

    EXTRACT = "extract"  # one act or a bundle of them
    MINUTES = "minutes"
    LIST = "list"
    DECISION = "decision"  # of the executive, by delegation
    CONVOCATION = "convocation"
    REPORT = "report"
    RECUEIL = "recueil"


_OBJECT = re.compile(r"^\W*objet\s*(?:[:|]|$)")  # the line that names the subject of one act


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    return tuple((re.compile(row["pattern"]), Kind(row["kind"])) for row in load_table("document_kinds"))


def kind_of(pieces: Sequence[Piece], outside: str, decided: bool, reasoned: bool) -> Kind:
    """The kind, by the earliest title of a kind among the first pieces, then in running headers (`outside`, flat).

    A convocation or draft in which something was `decided` is none. A register whose acts are `reasoned` (visas or considérants before a
    decision) holds their text and is no list. A document that names no kind is one act when it has one line "Objet :", else minutes.
    """
    read = 0
    for piece in pieces:
        for pattern, kind in _rules():
            if len(piece.flat) < 200 and pattern.search(piece.flat) and not (decided and kind in {Kind.CONVOCATION, Kind.REPORT}):
                return Kind.EXTRACT if kind is Kind.LIST and reasoned else kind
        read += len(piece.flat)
        if read > HEAD:
            break
    for pattern, kind in _rules():
        if kind not in {Kind.CONVOCATION, Kind.REPORT} and pattern.search(outside):
            return kind
    named = sum(_OBJECT.match(piece.flat) is not None for piece in pieces)
    return Kind.EXTRACT if named == 1 and decided else Kind.MINUTES
