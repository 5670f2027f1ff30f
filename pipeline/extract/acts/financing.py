"""Plans of financing: what a thing costs, the money that others are asked for, the own share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.annexes import annexed_plan
from pipeline.extract.acts.found import Found, beside, cents, clause_before, unique, words_before
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.sums import statement_sums, sums_in
from pipeline.extract.acts.tables import (
    PLAN_ROLES,
    plan_parts,
    rows_with_sums,
)
from pipeline.extract.acts.telling import announced, capped, decided
from pipeline.extract.acts.zones import Zones
from pipeline.extract.flat import flat
from pipeline.records.council import AmountRole
from pipeline.records.lexicon import pattern_of

_UNSURE = frozenset({AmountRole.GRANTED, AmountRole.RECEIVED})
# "décide de verser une subvention complémentaire à l'association": what the payee had asked the authority for
_GIVES = re.compile(
    r"^(?!.*\b(?:sollicit|demand|aupres)).*\b(?:verser|attribuer|accorder|allouer|octroyer|verse|attribue|accorde|alloue|octroie)"
    r" [^.;€]{0,40}\b(?:subvention|aide|participation|secours)\b[^.;€]{0,70}$",
    re.DOTALL,
)
_PLAN_LIST = re.compile(r"\b(?:plan de financement|financement (?:previsionnel|de l'operation|du projet))\b[^.;€:]{0,60}:")


def financing(zones: Zones) -> list[Found]:
    """The plan of financing: costs, subsidies asked from others, own share; and what the operative part says."""
    told = decided(zones, tables=False)
    rows = rows_with_sums(zones, zones.pieces, bare=True)
    parts = beside(cents(told), (part for row in rows if not row.is_total for part in plan_parts(zones.text, row)))
    lines = [f for f in beside(cents([*told, *parts]), statement_sums(zones)) if not capped(zones.text, f)]
    kept = [told_so for f in lines if (told_so := announced(zones, f))]
    if not rows:
        told_parts = {f.start: role for p in zones.statement if not p.is_row for f, role in _plan_told(zones, p)}
        kept = [f for f in kept if f.start not in told_parts]
        kept += [replace(f, role=told_parts[f.start]) for f in lines if f.start in told_parts]
        kept += [replace(f, role=role) for f in lines if (role := plan_role(zones.text, f)) and f.start not in {k.start for k in kept}]
    found = _cost_in_all(rows, parts, [*told, *kept])
    told = [replace(f, role=_asked_role(zones, f)) if f.role in _UNSURE else f for f in told]
    found += [] if rows else annexed_plan(zones, cents((*told, *kept)))
    return told + found + [replace(f, role=AmountRole.RECEIVED) if f.role is AmountRole.GRANTED else f for f in unique(kept)]


def _cost_in_all(rows: Sequence[Row], parts: list[Found], told: Sequence[Found]) -> list[Found]:
    """The parts of a plan of financing with what its several costs come to, as a total or the prose says, in place of each of them."""
    costs = [part for part in parts if part.role is AmountRole.ESTIMATED]
    whole = sum(part.sum.cents for part in costs)
    totals = [one for row in rows if row.is_total for one in row.sums if one.sum.cents == whole]
    if len(costs) < 2 or not (totals or any(f.sum.cents == whole for f in told)):
        return parts
    rest = [part for part in parts if part not in costs]
    if any(f.sum.cents == whole for f in told):
        return rest
    total = totals[0]
    return [*rest, Found(total.sum, total.start, total.end, AmountRole.ESTIMATED, (total.start, total.end))]


def bought(text: str, found: Found) -> bool:
    """Whether the words before a sum make it the price of what the act buys ("décide d'acquérir ... au prix de")."""
    before = words_before(text, found)
    paid = sum_words("bought").search(before) or sum_words("buys").search(before)
    return found.role in {AmountRole.GRANTED, AmountRole.RECEIVED} and paid is not None


def _contracted(text: str, found: Found) -> bool:
    """Whether the clause gives a sum to a firm for what it does ("CONFIE au cabinet une mission pour un montant de")."""
    return sum_words("contracts").search(clause_before(text, found)) is not None


def _asked_role(zones: Zones, found: Found) -> AmountRole:
    """In an act that asks others for money: the own share, the money asked for, the cost of the thing."""
    text = zones.text
    before = words_before(text, found)
    if sum_words("own_share").search(before):
        return AmountRole.OTHER
    if zones.own and re.search(rf"\b(?:concours|participation|aide|contribution) (?:de la|du) {zones.own}\b[^.;€]{{0,40}}$", before):
        # what the authority gives to whom it makes a contract with
        return AmountRole.GRANTED if pattern_of("title_words", "partner").search(zones.title) else AmountRole.OTHER
    if bought(text, found) or _contracted(text, found) or _GIVES.search(before):
        return AmountRole.GRANTED
    if sum_words("works_cost").search(before):
        return AmountRole.ESTIMATED
    return (
        AmountRole.ESTIMATED
        if sum_words("thing_priced").search(before) and not sum_words("aid_asked").search(before)
        else AmountRole.RECEIVED
    )


def plan_role(text: str, found: Found) -> AmountRole | None:
    """The role of a short line of a plan of financing ("DETR (35 %) : 17 500 €"); None for other words."""
    if found.quote == (found.start, found.end):
        return None
    words = flat(text[found.quote[0] : found.start])
    return next((role for pattern, role in PLAN_ROLES if pattern.search(words)), None)


def _plan_told(zones: Zones, piece: Piece) -> list[tuple[Found, AmountRole]]:
    """The parts of a plan of financing listed in a sentence ("Le plan est le suivant : État, 40 000 € ; Région, 20 000 €")."""
    listed = _PLAN_LIST.search(piece.flat)
    if listed is None:
        return []
    found: list[tuple[Found, AmountRole]] = []
    begins = piece.start + listed.end()
    for f in sums_in(piece, zones.title):
        words = flat(zones.text[begins : f.start]) if begins <= f.start else ""
        if not words or ". " in words:
            continue
        found.append((f, next((role for pattern, role in PLAN_ROLES if pattern.search(words)), AmountRole.ESTIMATED)))
        begins = f.end
    return found
