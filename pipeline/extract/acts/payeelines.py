"""Lists of payees: a line for each, the name at its head and its sum behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.found import Found, sum_of
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.sums import sums_in
from pipeline.extract.acts.zones import Zones
from pipeline.extract.flat import flat
from pipeline.records.council import AmountRole
from pipeline.records.source import BlockKind, Span

_TOLD_WHY = re.compile(r"\s?:\s")  # "- 120,00 € : mise à jour du nombre de repas"
_NO_PAYEE = re.compile(
    r"\W*(?:montant|acompte|solde|lot|total|article|annee|exercice|tranche|premiere?|deuxieme|cout|subventions?|part|aide|fonctionnement"
    r"|investissement|section|chapitre|compte|operation|phase|mission|option|travaux|etudes?|materiel|de|attribue|accorde|alloue|verse|octroie|vote"
    r"|approuve|decide|fixe|autorise)\b"
)
_LINE_NAME = re.compile(r"[\s•–-]*(?P<name>[A-ZÀ-ÖØ-Þ«][^:\n]{2,80}?)\s*(?::|\s[-–—])\s*$")


def listed_payees(zones: Zones, found: list[Found]) -> list[Found]:
    """The lines of a list before the decision, one for each payee, when they add up to what it grants in all."""
    granted = {f.sum.cents for f in found if f.role is AmountRole.GRANTED}
    parts: list[Found] = []
    for piece in zones.statement:
        if piece.is_row or not (piece.bullet or piece.kind is BlockKind.LIST_ITEM or piece.text[:1] in "-–•"):
            continue
        first = next(iter(sums_in(piece, zones.title)), None)
        if first is not None and not _TOLD_WHY.match(zones.text, first.end):
            parts.append(replace(first, role=AmountRole.GRANTED, payee=first.payee or _named_before(zones.text, piece, first)))
    return parts if len(parts) > 1 and sum_of(parts) in granted else []


def line_payees(text: str, pieces: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """The sums, those granted in two lines of a list and more with the name at the head of their line as the payee."""
    lines = [p for p in pieces if not p.is_row and (p.bullet or p.kind is BlockKind.LIST_ITEM or p.text[:1] in "-–•")]
    named: dict[int, Span] = {}
    for index, one in enumerate(found):
        line = next((p for p in lines if p.start <= one.start < p.end), None)
        name = _named_before(text, line, one) if line and one.role is AmountRole.GRANTED and not one.payee else None
        if name is not None and not _NO_PAYEE.match(flat(text[slice(*name)])):
            named[index] = name
    if len(named) < 2:
        return list(found)
    return [replace(f, payee=named[i]) if i in named else f for i, f in enumerate(found)]


def _named_before(text: str, piece: Piece, found: Found) -> Span | None:
    """The name at the head of a line of a list ("Commune de Valbrun : 5 000 €")."""
    named = _LINE_NAME.fullmatch(text[piece.start : found.start])
    return (piece.start + named.start("name"), piece.start + named.end("name")) if named else None
