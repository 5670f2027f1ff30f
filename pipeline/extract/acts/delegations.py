"""Decisions that the executive took by delegation and reports to the assembly: rows of a table, or lines of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.acts.numbers import formal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.source import Span

_REPORT = re.compile(
    r"\bdecisions?\b[^.;]{0,60}\b(?:prises?|intervenues?|delegation|delegue)|\bdelegations?\b[^.;]{0,60}\b(?:pouvoirs?|marches"
    r"|maire|president|conseil|consentie)"
    r"|\bl\.?\s?2122-22|\bl\.?\s?5211-10|\brend(?:re)? compte\b[^.;]{0,60}\bdecisions?"
    r"|\b(?:compte[- ]rendu|communication|releve|liste) des? (?:decisions|delegations)\b"
    r"|\bdecisions (?:du maire|de (?:la|madame la|monsieur le) (?:maire|presidente?|president)|du president|municipales)\b"
)
_NOT_ITS_OWN = re.compile(
    r"\b(?:preemption|d\.?i\.?a\b|declarations? d'intention|permis|declarations? prealables?|superficie|parcelle|cadastr|vendeur"
    r"|alien|\bbien\b|concession|cimetiere|defunt"
    r"|acquereur|adresse du bien|demandeur)"
)
_OBJECT = re.compile(r"\b(?:objet|intitule|libelle|nature|designation|decision)\b")
_PAYEE = re.compile(r"\b(?:societe|entreprise|titulaire|attributaire|fournisseur|prestataire|beneficiaire|tiers|nom)\b")
_AMOUNT = re.compile(r"\b(?:montant|prix|cout|somme)\b")
_DATE = re.compile(r"\bdates?\b")
_NUMBER = re.compile(r"\b(?:n°|numero|reference|decision n)")
_POSTAL = re.compile(r"\s*\(?\b\d{5}\b.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DelegatedRow:
    """One decision: spans of its row, its subject, payee, sum and number (None where the row gives none)."""

    row: Span
    subject: Span
    payee: Span | None = None
    amount: Span | None = None
    number: Span | None = None
    date: Span | None = None  # of its own, where the row prints one


# "D2023-112 du 2 octobre 2023 : Marché ..."
_DATED = re.compile(
    r"(?:[Dd][ée]cision\s+)?(?:[nN]°\s?)?(?P<number>[A-Z]{0,6}[-_. ]?\d{1,4}(?:[-_/.]\w{1,6}){0,3})\s+(?:du|en date du)\s+"
    r"(?:\d{1,2}(?:er)?\s+[^\W\d]{3,9}\s+(?:19|20)\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\s*[:–—-]\s*(?=\w)"
)


def reports_decisions(title: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item reports decisions taken by delegation: told by its flat title or the words before its table or list."""
    lead = " ".join(p.flat for p in pieces[:6] if not p.is_row)[:900]
    return _REPORT.search(title) is not None or _REPORT.search(lead) is not None


def names_foreign_rows(piece: Piece) -> bool:
    """Whether a short line announces pre-emptions or permits in the table below ("Déclarations d'intention d'aliéner :")."""
    return not piece.is_row and len(piece.text) < 160 and _NOT_ITS_OWN.search(piece.flat) is not None


def delegated_rows(text: str, pieces: Sequence[Piece]) -> tuple[DelegatedRow, ...]:
    """The decisions listed in the pieces of a report. Pre-emptions and building permits are none of the authority's own action."""
    found: list[DelegatedRow] = []
    columns: dict[str, int] | None = None
    table: int | None = None
    refused = False
    for piece in pieces:
        if not piece.is_row:
            refused = refused or _NOT_ITS_OWN.search(piece.flat[:160]) is not None
            listed = _listed(piece)
            if listed and not refused:
                found.append(listed)
            continue
        cells = [flat(text[a:b]) for a, b in piece.cells]
        if piece.table != table:
            table = piece.table
            heading = _columns(cells)
            if heading is not None:
                refused = _NOT_ITS_OWN.search(" ".join(cells)) is not None
                columns = None if refused else heading
                continue
            if columns is not None and len(cells) <= max(columns.values()):
                columns = None
        if columns is not None and not refused:
            row = _read(text, piece, columns)
            if row:
                found.append(row)
    return tuple(found)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what, when the row is a heading: it names the object, or a payee and an amount, and holds no sum."""
    named: dict[str, int] = {}
    for key, pattern in (("number", _NUMBER), ("date", _DATE), ("amount", _AMOUNT), ("payee", _PAYEE), ("subject", _OBJECT)):
        for index, cell in enumerate(cells):
            if len(cell) < 60 and pattern.search(cell) and index not in named.values() and not find_sums(cell):
                named[key] = index
                break
    if "subject" not in named and "number" in named and "decision" in cells[named["number"]]:
        named["subject"] = named.pop("number")
    if "subject" in named and "objet" not in cells[named["subject"]]:
        better = next((i for i, cell in enumerate(cells) if re.search(r"\bobjet\b", cell)), None)
        if better is not None:
            named.setdefault("number", named["subject"])
            named["subject"] = better
    return named if "subject" in named and len(named) > 1 else None


def _read(text: str, piece: Piece, columns: dict[str, int]) -> DelegatedRow | None:
    def cell(key: str) -> Span | None:
        index = columns.get(key)
        if index is None or index >= len(piece.cells):
            return None
        start, end = piece.cells[index]
        stripped = text[start:end].strip()
        offset = len(text[start:end]) - len(text[start:end].lstrip())
        return (start + offset, start + offset + len(stripped)) if stripped else None

    if sum(bool(text[a:b].strip()) for a, b in piece.cells) < 2:
        return None  # the end of a row that a page break cut
    subject = cell("subject")
    if not re.search(r"\d", piece.text):
        return None  # a second line of the heading
    if subject is None or not re.search(r"[^\W\d_]{3}", text[slice(*subject)]) or flat(text[slice(*subject)]).startswith("total"):
        return None
    payee = cell("payee")
    if payee:
        name = _POSTAL.sub("", text[slice(*payee)])
        payee = (payee[0], payee[0] + len(name.rstrip())) if name.strip() else payee
    amount = cell("amount")
    if amount is None or not find_sums(text[slice(*amount)], bare=True):
        amount = next((c for c in piece.cells if find_sums(text[slice(*c)])), None)
    number = cell("number")
    if number is None or not re.search(r"\d", text[slice(*number)]):
        number = next(((a + p.start, a + p.end) for a, b in piece.cells if (p := formal_number(text[a:b].strip()))), None)
    return DelegatedRow((piece.start, piece.end), subject, payee, amount, number, cell("date"))


def _last_sum(piece: Piece, start: int) -> Span | None:
    sums = find_sums(piece.text[start:])
    return (piece.start + start + sums[-1].start, piece.start + start + sums[-1].end) if sums else None


def _listed(piece: Piece) -> DelegatedRow | None:
    """A line of a list that begins with a number of its own ("DE2025-07 : Décision autorisant ...")."""
    start = len(piece.text) - len(piece.text.lstrip(" o-–•"))
    dated = _DATED.match(piece.text, start)
    if dated and any(c.isdigit() for c in dated["number"]) and len(piece.text) - dated.end() >= 8:
        return DelegatedRow(
            (piece.start, piece.end),
            (piece.start + dated.end(), piece.end),
            amount=_last_sum(piece, dated.end()),
            number=(piece.start + dated.start("number"), piece.start + dated.end("number")),
        )
    printed = piece.formal_number(start)
    if printed is None or len(piece.text) - printed.rest < 8:
        return None
    return DelegatedRow(
        (piece.start, piece.end), (piece.start + printed.rest, piece.end), number=(piece.start + printed.start, piece.start + printed.end)
    )
