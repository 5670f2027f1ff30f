"""Lists of deliberations: each row of the table is an act, with the result that the list prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.records.source import Span


@dataclass(frozen=True, slots=True)
class ListedAct:
    """Spans of a row, its subject and, where the row has them, its number, result, date and sum. `ballot`: the flat cells of the heading
    and of the row, among which there may be columns of votes."""

    row: Span
    subject: Span
    number: Span | None = None
    result: Span | None = None
    date: Span | None = None
    amount: Span | None = None
    ballot: tuple[tuple[str, ...], tuple[str, ...]] | None = None


_HEADINGS = (
    ("date", re.compile(r"\bdates?\b")),
    (
        "result",
        re.compile(r"\b(?:approuve|rejete|adopte|decision|vote|avis|resultat|sens|suite|unanimite|observations?|(?:sort|issue|statut)\b)"),
    ),
    ("number", re.compile(r"\b(?:n°|numeros?|reference|ordre|deliberations?)")),
    ("amount", re.compile(r"\b(?:montants?|sommes?|engagement financier)\b")),
    ("subject", re.compile(r"\b(?:objet|intitule|libelle|titre|sujet|affaires?)")),
)
_SUBJECT_HEADING = re.compile(  # all that the cell over the subjects says
    r"\W*(?:objet|intitule|libelle|titre|sujet|affaire)s?"
    r"(?: d(?:es?|u|e la|e l')? ?(?:deliberation|acte|decision|affaire|point|dossier|rapport)s?)?\W*"
)
_ACCOUNTS = re.compile(r"(?:chap|nature\b|art(?:icles?)?\b|comptes?\b|cpte)")
_CREDITS = re.compile(r"\b(?:bp|bs|dm|ca|cfu|budgets?|credits?|propositions?|montants?|realise\w*|mandat\w*)\b|\bvotes?\b.{0,20}\b20\d\d\b")
RESULT_WORDS = re.compile(
    r"\b(?:approuvee?s?|adoptee?s?|rejetee?s?|refusee?s?|ajournee?s?|reportee?s?|retiree?s?|prend acte|pris acte|a l'unanimite"
    r"|a la majorite|unanimite|majorite|"
    r"avis (?:de)?favorable|accordee?|vote[es]*)\b[^\n]{0,120}$"
)


def listed_acts(text: str, pieces: Sequence[Piece]) -> tuple[ListedAct, ...]:
    """The acts of a list: rows under a heading that names the object, and lines that begin with a number and end with a result."""
    found: list[ListedAct] = []
    columns: dict[str, int] = {}
    head: tuple[str, ...] = ()
    for piece in pieces:
        if not piece.is_row:
            line = _line(piece)
            if line:
                found.append(line)
            continue
        cells = {column: (start, end) for (start, end), column in zip(piece.cells, piece.columns, strict=True)}
        said = {c: flat(text[a:b]).strip() for c, (a, b) in cells.items()}
        heading = {} if _is_item(said, columns) else _columns(said)
        if _heads_accounts(said):
            columns = {}
        elif heading:
            columns, head = heading, _in_order(said)
        elif columns:
            row = _row(text, piece, cells, columns)
            if row:
                found.append(replace(row, ballot=(head, _in_order(said))))
    return tuple(found)


def _in_order(said: Mapping[int, str]) -> tuple[str, ...]:
    """The cells by column, empty where the row has none."""
    return tuple(said.get(column, "") for column in range(max(said, default=-1) + 1))


def _columns(cells: dict[int, str]) -> dict[str, int]:
    """Which column holds what; empty when the row is no heading."""
    named: dict[str, int] = {}
    for key, pattern in _HEADINGS:
        for column, cell in cells.items():
            if len(cell) < 60 and column not in named.values() and pattern.search(cell):
                named[key] = column
                break
    return named if "subject" in named and len(named) > 1 else {}


def _is_item(cells: Mapping[int, str], columns: Mapping[str, int]) -> bool:
    """Whether a row below a heading tells a number or a result ("4 | Modification de l'objet social | Approuvée"), and is not that heading
    again, nor another."""
    number, subject, result = (cells.get(columns.get(key, -1), "") for key in ("number", "subject", "result"))
    told = re.search(r"\d", number) is not None or (RESULT_WORDS.match(result) is not None and "/" not in result)
    return told and _SUBJECT_HEADING.fullmatch(subject) is None


def _heads_accounts(cells: Mapping[int, str]) -> bool:
    """Whether a heading is that of a budget, whose rows are accounts, not acts ("Chap./art. | Libellé | Fonct. | Vote 2025")."""
    first = next(iter(cells.values()), "")
    return _ACCOUNTS.match(first) is not None and any(_CREDITS.search(cell) for cell in cells.values())


def _row(text: str, piece: Piece, cells: dict[int, Span], columns: dict[str, int]) -> ListedAct | None:
    def cell(key: str) -> Span | None:
        span = cells.get(columns.get(key, -1))
        return _trimmed(text, span) if span else None

    subject = cell("subject")
    if subject is None or not re.search(r"[^\W\d_]{3}", text[slice(*subject)]):
        return None
    return ListedAct((piece.start, piece.end), subject, cell("number"), cell("result"), cell("date"), cell("amount"))


def _line(piece: Piece) -> ListedAct | None:
    printed = piece.formal_number()
    if printed is None or len(piece.text) - printed.rest < 8:
        return None
    number = (piece.start + printed.start, piece.start + printed.end)
    result = RESULT_WORDS.search(piece.flat, printed.rest + 4)
    end = len(piece.text[: result.start() if result else len(piece.text)].rstrip(" :-–—,;("))
    span = (piece.start + result.start(), piece.end) if result else None
    return ListedAct((piece.start, piece.end), (piece.start + printed.rest, piece.start + end), number, span)


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    printed = text[start:end]
    if not printed.strip():
        return None
    return start + len(printed) - len(printed.lstrip()), start + len(printed.rstrip(" \t\n\u00a0\u202f=|_"))
