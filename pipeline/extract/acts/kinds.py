"""What kind of council document this is, by the words at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pipeline.extract.acts.letterheads import letterhead_number, number_field, numbers_below_label
from pipeline.extract.acts.numbers import SIGNED_ALONE, formal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.records.lexicon import load_table

HEAD = 2500  # characters in which a document names itself


class Kind(StrEnum):
    """Kinds that are cut differently; `convocation`, `report`, `draft` and `order` hold no act of the assembly."""

    EXTRACT = "extract"  # one act or a bundle of them
    MINUTES = "minutes"
    LIST = "list"
    DECISION = "decision"  # of the executive, by delegation
    CONVOCATION = "convocation"
    REPORT = "report"
    DRAFT = "draft"  # a deliberation written before the vote
    ORDER = "order"  # arrêté of the executive
    RECUEIL = "recueil"


HEAD_PIECES = 8  # pieces at the head, among which a single act may print its number alone on a line
HEADED = 120  # characters of a bold line at the head that names a deliberation beside the authority
OF_EXTRACTS = frozenset({Kind.EXTRACT, Kind.DECISION, Kind.RECUEIL})
WITHOUT_ACTS = frozenset({Kind.CONVOCATION, Kind.REPORT, Kind.DRAFT, Kind.ORDER})
_OBJECT = re.compile(r"^\W*objet\s*(?:[:|]|$)")  # the line that names the subject of one act, or the cell that does in a table at its head
# The words that close a certified extract, and those that close the minutes of a whole sitting.
_CERTIFIED = re.compile(
    r"\bpour extrait\b|\bextrait (?:certifie )?conforme\b|(?:^\W*|[.;,] )(?:pour )?copie (?:certifiee )?conforme\b|\bcertifiee? conforme\b"
    r"|\bfait et delibere\b|^\W*(?:acte |deliberation )?(?:certifiee? |rendue? )?executoire\b"
)
_CITES = re.compile(r"\W*(?:vus?|considerant|attendu)\b")  # a visa names what others wrote ("Vu le procès-verbal de la commission")
_SITTING_ENDS = re.compile(
    r"\b(?:seance (?:est |a ete )?(?:levee|close)|leve(?:e de)? la seance|fin de (?:la )?seance|ordre du jour etant epuise)\b"
)
_LABELLED_END = re.compile(r"\b(?:deliberation|decision) (?:n[°o] ?)?(?:[a-z]{2,4} )?[\w./-]{4,}\s*$")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    return tuple((re.compile(row["pattern"]), Kind(row["kind"])) for row in load_table("document_kinds"))


def kind_of(pieces: Sequence[Piece], outside: str, decided: bool, votes: int, reasoned: bool, formulas: int = 0) -> Kind:
    """The kind, by the earliest title of a kind among the first pieces, then in running headers (`outside`, flat).

    Minutes that decide one thing and are certified as an extract is are one act. A convocation or report in which something was
    `decided`, an arrêté in which an assembly did, or a draft that tells how it was voted (`votes` lines or tables), is none. A register
    whose acts are `reasoned` (visas or considérants before a decision) holds their text and is no list. A document that names no kind is
    one act when it has one line "Objet :", or one formula or vote that decides (`formulas` of them) and the words that certify an extract
    or a number with its sign alone on a line at the head; else minutes.
    """
    overruled = {Kind.CONVOCATION: decided, Kind.REPORT: decided, Kind.DRAFT: votes > 0, Kind.ORDER: formulas > 0}
    overruled[Kind.LIST] = formulas > 0 or reasoned  # "Registre des délibérations" heads the pages of the acts themselves
    certified = any(_CERTIFIED.search(piece.flat) for piece in pieces) and not any(_SITTING_ENDS.search(piece.flat) for piece in pieces)
    read, register = 0, False
    for piece in pieces:
        kind = named_kind(piece)
        register = register or kind is Kind.LIST
        if kind and not overruled.get(kind, False):
            one = kind is Kind.MINUTES and certified and formulas == 1 and votes < 2  # "PROCÈS-VERBAL DES DÉLIBÉRATIONS" heads one act
            return Kind.EXTRACT if one or (kind is Kind.LIST and reasoned) else kind
        read += len(piece.flat)
        if read > HEAD:
            break
    for pattern, kind in _rules():
        if kind not in WITHOUT_ACTS and not overruled.get(kind, False) and pattern.search(outside):
            return kind
    if register and reasoned:
        return Kind.EXTRACT
    fields = sum(number_field(piece) is not None for piece in pieces) + len(numbers_below_label(pieces))
    if decided and fields == 1:  # the fields of one act, filed under its number
        return Kind.EXTRACT
    named = sum(_OBJECT.match(_first_words(piece)) is not None for piece in pieces)
    if named == 1 and decided:
        return Kind.EXTRACT
    headed = any(p.bold and len(p.flat) < HEADED and re.search(r"\bdeliberation\b", p.flat) for p in pieces[:4])
    numbered = any(_signed_alone(p) or _numbered_cell(p) for p in pieces[:HEAD_PIECES])
    lettered = _headed_number(pieces)
    one = (formulas == 1 and (certified or headed or numbered)) or (formulas == 0 and votes == 1 and certified)
    one = one or (formulas < 2 and lettered)
    verbs_alone = formulas == 0 and certified and numbered
    return Kind.EXTRACT if one or verbs_alone else Kind.MINUTES


def _headed_number(pieces: Sequence[Piece]) -> bool:
    """Whether one line of the letterhead ends in the number of a deliberation ("Conseil du 4 mars 2025 Délibération 2025.03.07"),
    and no other line names another one."""
    head = letterhead_number(pieces[:HEAD_PIECES])
    line = next((p for p in pieces[:HEAD_PIECES] if head and p.start <= head[0] < p.end), None)
    return (
        line is not None
        and _LABELLED_END.search(line.flat) is not None
        and sum(_LABELLED_END.search(p.flat) is not None for p in pieces) == 1
    )


def _signed_alone(piece: Piece) -> bool:
    """A line that holds a sign and a number of an act, and nothing else ("N° 2023-CP4-01", "N° 24/068")."""
    return not piece.is_row and SIGNED_ALONE.fullmatch(piece.text) is not None


def _numbered_cell(piece: Piece) -> bool:
    """A row of a head with a cell that says the number of the act ("Délibération n° 2024-031")."""
    cells = [piece.text[a - piece.start : b - piece.start].strip() for a, b in piece.cells] if piece.is_row else []
    if any(SIGNED_ALONE.fullmatch(cell) for cell in cells):
        return True
    return any(len(cell) < HEADED and (own := formal_number(cell)) is not None and own.labelled and own.rest == len(cell) for cell in cells)


def _first_words(piece: Piece) -> str:
    """The flat line; of a row that is not a heading of columns, its first cell."""
    return piece.flat[: piece.cells[0][1] - piece.start] if len(piece.cells) == 2 else piece.flat


def named_kind(piece: Piece) -> Kind | None:
    """The kind whose words a line of a heading prints."""
    if len(piece.flat) >= 200 or _CITES.match(piece.flat):
        return None
    return next((kind for pattern, kind in _rules() if pattern.search(piece.flat)), None)


def segment_kind(pieces: Sequence[Piece]) -> Kind | None:
    """What one act of a bundle is, by the first line of its own that says so: an extract, a decision by delegation, an arrêté."""
    own = (named_kind(piece) for piece in pieces[:8])
    return next((kind for kind in own if kind in {Kind.EXTRACT, Kind.DECISION, Kind.ORDER}), None)
