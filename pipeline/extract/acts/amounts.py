"""The sums that matter to an act, with their roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.acts.anatomy import Anatomy
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, RowSum, codes_beside, label_before, rows_of
from pipeline.extract.acts.subjects import Money, money_kind
from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french
from pipeline.extract.money import Sum, find_sums
from pipeline.records.council import Amount, AmountRole, Outcome
from pipeline.records.lexicon import load_table
from pipeline.records.source import Passage, RunningText

if TYPE_CHECKING:
    from spacy.matcher import Matcher

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A sum at its place in the running text, with the role given to it."""

    sum: Sum
    start: int
    end: int
    role: AmountRole
    quote: Span
    payee: Span | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Zones:
    """Where an act's sums may stand: its pieces before the decision, and those of its operative part."""

    text: str
    title: str  # flat
    statement: tuple[Piece, ...]
    operative: tuple[Piece, ...]
    heading: tuple[Piece, ...]  # the lines of the title
    asked: bool


def amounts_of(running: RunningText, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy, outcome: Outcome) -> tuple[Amount, ...]:
    """The amounts of an act, in reading order; `pieces` are its own, from the title on. An act that was not adopted grants nothing."""
    title = flat(running.text[subject[0] : subject[1]])
    kind = money_kind(title)
    zones = _zones(running.text, title, pieces, subject, anatomy)
    found = [replace(f, role=_FAILED.get((outcome, f.role), f.role)) for f in _READERS.get(kind, _general)(zones)]
    return tuple(a for one in sorted(found, key=lambda f: f.start) if one.sum.cents and (a := _amount(running, one)))


_FAILED = {
    (Outcome.REJECTED, AmountRole.GRANTED): AmountRole.OTHER,
    (Outcome.REJECTED, AmountRole.BUDGETED): AmountRole.OTHER,
    (Outcome.POSTPONED, AmountRole.GRANTED): AmountRole.ESTIMATED,
    (Outcome.WITHDRAWN, AmountRole.GRANTED): AmountRole.ESTIMATED,
    (Outcome.NOTED, AmountRole.GRANTED): AmountRole.OTHER,
    (Outcome.OPINION, AmountRole.GRANTED): AmountRole.OTHER,
}


def _zones(text: str, title: str, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy) -> Zones:
    start, end = anatomy.operative or (anatomy.whole[1], anatomy.whole[1])
    held = set(anatomy.recitals)
    own = [p for p in pieces if (p.start, p.end) not in held]
    heading = tuple(p for p in own if p.start < subject[1] and p.end > subject[0])
    operative = tuple(p for p in own if p.end > start and p.start < end and p not in heading)
    statement = tuple(p for p in own if p.start < start and p not in heading and p not in operative and p.start >= subject[0])
    if operative and operative[0].start < start:  # the proposal before the verb stands in the same piece
        statement = (*statement, _part(operative[0], operative[0].start, start))
        operative = (_part(operative[0], start, operative[0].end), *operative[1:])
    return Zones(text, title, statement, operative, heading, anatomy.asked)


def _part(piece: Piece, start: int, end: int) -> Piece:
    a, b = start - piece.start, end - piece.start
    return replace(piece, start=start, end=end, text=piece.text[a:b], flat=piece.flat[a:b])


# Readers, one for each kind


def _nothing(zones: Zones) -> list[Found]:
    return []


def _general(zones: Zones) -> list[Found]:
    """What the operative part says; from the statement, costs and products announced; failing both, the sum proposed."""
    found = _decided(zones)
    seen = {f.sum.cents for f in found}
    announced = [f for f in _prose(zones.statement, zones.title) if f.sum.cents not in seen and _announced(zones, f)]
    found += _unique(announced)
    if not found:
        found = _unique(_proposed(zones))
    if not seen and _refers_to_table(zones):
        found += [f for f in _table(zones, zones.statement, zones.title) if f.sum.cents not in {x.sum.cents for x in found}]
    return found


def _market(zones: Zones) -> list[Found]:
    """The offer that was taken; the other bidders' figures stand in tables of the statement."""
    found = _decided(zones) or _unique(_proposed(zones))
    return [replace(f, role=AmountRole.GRANTED) if f.role is AmountRole.TARIFF else f for f in found]


def _tariff(zones: Zones) -> list[Found]:
    """Every price of the tables and lines before and in the decision."""
    role = AmountRole.TARIFF
    lines = [f for p in (*zones.statement, *zones.operative) if not p.is_row for f in _in_piece(p, zones.title)]
    rows = [f for row in _rows(zones, (*zones.statement, *zones.operative), bare=False) for f in _prices(row)]
    if not rows:
        listed = [f for p in zones.statement if not p.is_row and _is_price_line(p) for f in _in_piece(p, zones.title)]
        found = _general(zones)
        seen = {f.sum.cents for f in found}
        return found + [replace(f, role=role) for f in _unique(listed) if f.sum.cents not in seen]
    prices = {f.sum.cents for f in rows}
    return rows + [f for f in _unique(lines) if f.sum.cents not in prices and f.role is not AmountRole.ESTIMATED]


def _is_price_line(piece: Piece) -> bool:
    """A short line that is no sentence: a thing and its price."""
    return len(piece.text) < 120 and not piece.text.rstrip().endswith(".")


def _grants(zones: Zones) -> list[Found]:
    """One sum for each payee of the table; else what the operative part says."""
    rows = [r for r in _rows(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    parts = [f for row in rows if (f := _voted(row, AmountRole.GRANTED))]
    if len(parts) < 2:
        return _general(zones)
    total = sum(f.sum.cents for f in parts)
    known = {f.sum.cents for f in parts} | {total}
    return parts + [f for f in _decided(zones) if f.sum.cents not in known]


def _allocation(zones: Zones) -> list[Found]:
    rows = _rows(zones, zones.operative, bare=True)
    found = [f for row in rows if not row.is_total for f in _each(row, AmountRole.OTHER, None)]
    prose = [replace(f, role=AmountRole.OTHER) for f in _decided(zones, tables=False)]
    if not found and not prose:
        tables = _last_table(_rows(zones, zones.statement, bare=True))
        found = [f for row in tables if not row.is_total for f in _each(row, AmountRole.OTHER, None)]
    return _unique(found + prose)


def _budget(zones: Zones) -> list[Found]:
    """The totals of the two sections, from prose, else from the rows of totals."""
    role = AmountRole.BUDGETED
    prose = _section_totals(zones)
    if prose:
        return prose
    totals = [
        r
        for r in _rows(zones, (*zones.statement, *zones.operative), bare=True)
        if re.search(r"\btota(?:l|ux)\b.{0,20}\bdepenses", r.piece.flat)
    ]
    found = [_as_found(row, row.sums[-1], role) for row in totals]
    return found or [replace(f, role=role) if f.role is AmountRole.GRANTED else f for f in _decided(zones, tables=False)]


def _amendment(zones: Zones) -> list[Found]:
    """Section totals when the prose states them, else the lines of expenditure."""
    prose = _section_totals(zones)
    if prose:
        return prose
    rows = [r for r in _rows(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    lines = [(row, one) for row in rows if (one := _expense(zones.text, row))]
    fine = any(_is_account(zones.text, row, one) for row, one in lines)
    found = [_as_found(row, one, AmountRole.BUDGETED) for row, one in lines if not fine or _is_account(zones.text, row, one)]
    return found or _general(zones)


def _is_account(text: str, row: Row, one: RowSum) -> bool:
    """A line of an account (four digits and more), not of a chapter that sums accounts."""
    return any(len(code) > 3 for code in codes_beside(text, row, one))


def _opening(zones: Zones) -> list[Found]:
    rows = [r for r in _rows(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    found = [_as_found(row, row.sums[-1], AmountRole.BUDGETED) for row in rows]
    if found:
        return found
    return [replace(f, role=AmountRole.BUDGETED) if f.role is AmountRole.GRANTED else f for f in _general(zones)]


def _programme(zones: Zones) -> list[Found]:
    found = _decided(zones)
    seen = {f.sum.cents for f in found}
    lines = [f for f in _prose(zones.statement, zones.title) if f.role is AmountRole.BUDGETED and f.sum.cents not in seen]
    return [replace(f, role=AmountRole.BUDGETED) for f in found + _unique(lines)]


def _orientation(zones: Zones) -> list[Found]:
    """All plans of the debate, expenses and the subsidies hoped for."""
    found: list[Found] = []
    for row in _rows(zones, (*zones.statement, *zones.operative), bare=True):
        if row.is_total:
            continue
        for one in _without_sum(row.sums):
            heading = row.heading[one.column] if one.column < len(row.heading) else ""
            income = re.search(r"\b(?:recettes?|subventions?|dotations?)\b", heading) is not None
            found.append(_as_found(row, one, AmountRole.RECEIVED if income else AmountRole.ESTIMATED))
    prose = [f for f in _prose(zones.statement, zones.title) if f.role is AmountRole.ESTIMATED]
    return found + [f for f in _unique(prose) if f.sum.cents not in {x.sum.cents for x in found}]


def _without_sum(sums: Sequence[RowSum]) -> list[RowSum]:
    """The sums of a row without the one that adds up the others."""
    total = sum(s.sum.cents for s in sums)
    return [s for s in sums if len(sums) < 3 or 2 * s.sum.cents != total]


def _rates(zones: Zones) -> list[Found]:
    """The product that the rates bring, when a row of totals states it."""
    rows = [r for r in _rows(zones, (*zones.statement, *zones.operative), bare=True) if r.is_total]
    if rows:
        return [_as_found(rows[-1], rows[-1].sums[-1], AmountRole.RECEIVED)]
    return [
        f
        for f in _prose((*zones.statement, *zones.operative), zones.title)
        if re.search(r"\bproduit\b", zones.text[max(f.start - 60, 0) : f.start].lower())
    ][:1]


def _assets(zones: Zones) -> list[Found]:
    pieces = (*zones.statement, *zones.operative)
    rows = [f for row in _rows(zones, pieces, bare=False) for f in _each(row, AmountRole.OTHER, None)]
    known = {f.sum.cents for f in rows}
    return rows + [replace(f, role=AmountRole.OTHER) for f in _unique(_prose(pieces, zones.title)) if f.sum.cents not in known]


def _guarantee(zones: Zones) -> list[Found]:
    return [replace(f, role=AmountRole.OTHER) for f in _decided(zones)]


def _write_off(zones: Zones) -> list[Found]:
    found = _decided(zones) or _unique(_proposed(zones)) or _unique(_prose(zones.statement, zones.title))
    return [replace(f, role=AmountRole.OTHER) for f in found]


_TOTAL_LABEL = re.compile(r"^\W*(?:sous[- ])?(?:total|totaux|tva)\b")
_PLAN_ROLES = (
    (re.compile(r"\b(?:autofinancement|emprunt|fonds propres|reste a charge|commune|part communale|communaute)\b"), AmountRole.OTHER),
    (
        re.compile(
            r"\b(?:detr|dsil|etat|region|departement|subvention|leader|feder|agence|fonds|ademe|caf|europe|conseil (?:general"
            r"|regional|departemental)|aide|dotation|siv?u|"
            r"syndicat|participation)\b"
        ),
        AmountRole.RECEIVED,
    ),
)


def _financing(zones: Zones) -> list[Found]:
    """The plan of financing: costs, subsidies asked from others, own share; and what the operative part says."""
    found = _decided(zones, tables=False)
    rows = _rows(zones, (*zones.statement, *zones.operative), bare=True)
    for row in rows:
        if row.is_total:
            continue
        sides = {label_before(zones.text, row, one): one for one in row.sums}  # costs and resources may stand side by side
        for label, one in sides.items():
            words = flat(zones.text[slice(*label)])
            if not _TOTAL_LABEL.search(words):
                found.append(_as_found(row, one, next((r for pattern, r in _PLAN_ROLES if pattern.search(words)), AmountRole.ESTIMATED)))
    seen = {f.sum.cents for f in found}
    lines = [f for f in _prose(zones.statement, zones.title) if f.sum.cents not in seen and not _capped(zones.text, f)]
    kept = [f for f in lines if _announced(zones, f)]
    if not rows:
        kept += [replace(f, role=role) for f in lines if (role := _plan_role(zones.text, f)) and f not in kept]
    return [replace(f, role=AmountRole.RECEIVED) if f.role is AmountRole.GRANTED else f for f in _unique(found + kept)]


def _plan_role(text: str, found: Found) -> AmountRole | None:
    """The role of a short line of a plan of financing ("DETR (35 %) : 17 500 €"); None for other words."""
    if found.quote == (found.start, found.end):
        return None
    words = flat(text[found.quote[0] : found.start])
    return next((role for pattern, role in _PLAN_ROLES if pattern.search(words)), None)


_READERS: dict[Money, Callable[[Zones], list[Found]]] = {
    Money.REPORT: _nothing,
    Money.ACCOUNTS: _nothing,
    Money.ALLOCATION: _allocation,
    Money.AMENDMENT: _amendment,
    Money.OPENING: _opening,
    Money.PROGRAMME: _programme,
    Money.ORIENTATION: _orientation,
    Money.BUDGET: _budget,
    Money.RATES: _rates,
    Money.ASSETS: _assets,
    Money.GUARANTEE: _guarantee,
    Money.WRITE_OFF: _write_off,
    Money.FINANCING: _financing,
    Money.TARIFF: _tariff,
    Money.GRANTS: _grants,
    Money.MARKET: _market,
}

# Parts of the readers


def _decided(zones: Zones, *, tables: bool = True) -> list[Found]:
    """Sums of the title and of the operative part, each once; instalments of one sum are left out."""
    prose = [f for f in _prose((*zones.heading, *zones.operative), zones.title) if not _instalment(zones.text, f)]
    found = _unique(prose)
    if tables:
        found += [
            f for f in _table(zones, (*zones.heading, *zones.operative), zones.title) if f.sum.cents not in {x.sum.cents for x in found}
        ]
    return found


def _table(zones: Zones, pieces: Sequence[Piece], title: str) -> list[Found]:
    """The decisive column of each row that is no total."""
    found: list[Found] = []
    for row in _rows(zones, pieces, bare=False):
        if row.is_total:
            continue
        one = row.sums[-1]
        role = _role(row.piece.text, one.start - row.piece.start, one.end - row.piece.start, " ".join((title, *row.heading)))
        found.append(_as_found(row, one, role))
    return found


def _rows(zones: Zones, pieces: Sequence[Piece], *, bare: bool) -> tuple[Row, ...]:
    return rows_of(zones.text, pieces, bare=bare)


def _as_found(row: Row, one: RowSum, role: AmountRole) -> Found:
    payee = row.label if role is AmountRole.GRANTED else None
    return Found(one.sum, one.start, one.end, role, (row.piece.start, row.piece.end), payee)


_BRACKET = re.compile(r"\b(?:ressources?|revenus?|quotient|tranches?|qf|bareme|plafond|imposable|fiscal)")


def _prices(row: Row) -> list[Found]:
    """The prices of a row; limits of income brackets are none."""
    column = _newest(row)
    found = []
    for one in row.sums:
        heading = row.heading[one.column] if one.column < len(row.heading) else ""
        limits = _BRACKET.search(heading) or (
            one.column == row.sums[0].column != row.sums[-1].column and _LIMIT.search(row.piece.flat[: one.end - row.piece.start])
        )
        if not limits and (column is None or one.column == column):
            found.append(_as_found(row, one, AmountRole.TARIFF))
    return found


_LIMIT = re.compile(r"\b(?:de|entre|moins de|plus de|inferieure?s?|superieure?s?|jusqu'a|a partir de|au-dela|<|>)\b")


def _each(row: Row, role: AmountRole, column: int | None) -> list[Found]:
    return [_as_found(row, one, role) for one in row.sums if column is None or one.column == column]


_VOTED = (
    re.compile(r"\bvot"),
    re.compile(r"\b(?:attribu|accord|alloue|decision|retenu|octroy)"),
    re.compile(r"\bpropos"),
    re.compile(r"\b(?:montant|subvention)"),
)


def _voted(row: Row, role: AmountRole) -> Found | None:
    """Of several figures in a row (received, asked, proposed, voted) the one that is voted."""
    for pattern in _VOTED:
        columns = [i for i, cell in enumerate(row.heading) if pattern.search(cell) and not re.search(r"\bpour\b|\bcontre\b", cell)]
        for column in reversed(columns):
            own = [s for s in row.sums if s.column == column]
            if own:
                return _as_found(row, own[-1], role)
    return _as_found(row, row.sums[-1], role)


def _newest(row: Row) -> int | None:
    """The column of the latest year when the heading names several; None when all columns count."""
    years = {i: int(y[0]) for i, cell in enumerate(row.heading) if (y := re.search(r"(?:19|20)\d\d", cell))}
    if len(set(years.values())) < 2:
        return None
    return max(years, key=lambda i: years[i])


def _expense(text: str, row: Row) -> RowSum | None:
    """The figure of a row that is an expenditure; a row of income gives none."""
    label = row.piece.flat
    if re.match(r"\W*r\s?\d{3}", label) or re.search(r"\brecettes?\b", label):
        return None
    spending = [i for i, cell in enumerate(row.heading) if re.search(r"\bdepenses?\b", cell) and not re.search(r"\brecettes?\b", cell)]
    income = any(re.search(r"\brecettes?\b", cell) for cell in row.heading)
    if spending and income:
        own = [s for s in row.sums if s.column in spending]
        return own[-1] if own else None
    return row.sums[-1]


_SECTION = re.compile(r"\bsection (?:de |d')(?:fonctionnement|investissement|exploitation)\b[^.\n]{0,60}$")


def _section_totals(zones: Zones) -> list[Found]:
    """The figure right behind the name of a section ("Section de fonctionnement : 13 712,00 €")."""
    found: list[Found] = []
    for piece in (*zones.operative, *zones.statement):
        if piece.is_row:
            continue
        for s in find_sums(piece.text, bare=True):
            if _SECTION.search(piece.flat[max(s.start - 110, 0) : s.start]):
                start = piece.start + s.start
                found.append(
                    Found(
                        s,
                        start,
                        piece.start + s.end,
                        AmountRole.BUDGETED,
                        (piece.start, piece.end) if len(piece.text) < 160 else (start, piece.start + s.end),
                    )
                )
    return _unique(found)


def _last_table(rows: Sequence[Row]) -> list[Row]:
    return [r for r in rows if r.piece.table == rows[-1].piece.table] if rows else []


_ANNOUNCED = re.compile(
    r"\b(?:cout|estim|evalu|budget previsionnel|montant previsionnel|valeur venale|produit attendu|cotisation|montant annuel"
    r"|credit global|credits? ouverts?|"
    r"contribution demandee|tour de table|s'etablit|part sollicitee|enveloppe|serait de|chiffr)\w*\b[^.;]{0,70}$|\benviron $"
)
_ELSEWHERE = re.compile(
    r"\b(?:entre|superieure?s?|inferieure?s?|plafonn\w*|maximum|seuil|a partir)\b[^.;]{0,25}$|\ben (?:19|20)\d\d\b[^.;]{0,20}$"
    r"|\b(?:s'elevait|etait|etaient|avait)\b[^.;]{0,25}$|\b(?:major\w+|augment\w+|hausse|baisse|diminu\w+)\b[^.;]{0,60}\bde $"
    r"|(?:€|euros?)[^.;€]{0,25}\($"
)


def _announced(zones: Zones, found: Found) -> bool:
    """A cost, value or product that the statement announces for the act itself."""
    before = flat(zones.text[max(found.start - 130, 0) : found.start])
    sentence = before[before.rfind(". ") + 1 :]
    priced = found.sum.unit is not None and not found.sum.per_year and found.sum.unit.startswith(("m", "h", "j"))
    return _ANNOUNCED.search(sentence) is not None and not _ELSEWHERE.search(sentence) and not priced


def _capped(text: str, found: Found) -> bool:
    return _ELSEWHERE.search(flat(text[max(found.start - 60, 0) : found.start])) is not None


_DEBATE = re.compile(
    r"^\W*(?:m\.|mme\.?|monsieur|madame) (?!(?:le|la) (?:maire|president))[^.]{0,90}?\b(?:precise|repond|demande|s'interroge"
    r"|indique|ajoute|souhaite|regrette|remercie|note|souligne)"
)
_PROPOSES = re.compile(r"\b(?:propose|propos\w+|montant|s'eleve|fixe|demande|offre|devis|souhait\w+|sollicite)\b")


def _proposed(zones: Zones) -> list[Found]:
    """Sums of the statement's proposal: told in a sentence that proposes, or that names the sum of the matter."""
    found = []
    for f in _prose([p for p in zones.statement if not _DEBATE.match(p.flat)], zones.title):
        before = flat(zones.text[max(f.start - 160, 0) : f.start])
        if _PROPOSES.search(before[before.rfind(". ") + 1 :]) and not _capped(zones.text, f):
            found.append(f)
    return found


_INSTALMENT = re.compile(
    r"\b(?:premier|deuxieme|second|troisieme|dernier) versement|\bacomptes?\b|\bsolde de\b|\bversements? de\b|\ben (?:deux|trois"
    r"|quatre|\d) (?:fois|versements)\b|\bdont\b[^.;]{0,30}$"
)


_FORMER = re.compile(r"\b(?:au lieu d|deja (?:vers|attribu|accord|percu)|precedemment|initialement|contre)\w*\b[^.;]{0,25}$")


def _instalment(text: str, found: Found) -> bool:
    """A part of a sum paid in several times, or the sum that was decided before."""
    before = flat(text[max(found.start - 45, 0) : found.start])
    return _INSTALMENT.search(before) is not None or _FORMER.search(before) is not None


_REFERS = re.compile(
    r"\b(?:ci-dessus|sus-?(?:mentionne|vise|enonce)|ci-apres|ci-dessous|tableau|comme suit|tels? que presente|telles? que presente)"
)


def _refers_to_table(zones: Zones) -> bool:
    return any(_REFERS.search(p.flat) for p in zones.operative[:3])


def _prose(pieces: Iterable[Piece], title: str) -> list[Found]:
    return [f for p in pieces if not p.is_row for f in _in_piece(p, title)]


def _in_piece(piece: Piece, title: str) -> list[Found]:
    found: list[Found] = []
    for s in find_sums(piece.text):
        if _OLD_VALUE.match(piece.flat, s.end) and piece.flat[: s.start].endswith("de "):
            continue  # "portée de 4 000 € à 5 000 €": the value given up
        role = _role(piece.text, s.start, s.end, title)
        start, end = piece.start + s.start, piece.start + s.end
        quote = (piece.start, piece.end) if len(piece.text) < 80 else (start, end)
        year = _YEAR_AFTER.match(piece.flat, s.end)
        found.append(Found(s, start, end, role, quote, year=int(year[1]) if year else None))
    return found


_YEAR_AFTER = re.compile(r"\s*(?:en|pour(?: l'annee)?|au titre de(?: l'(?:annee|exercice))?)\s+((?:19|20)\d\d)\b")
_OLD_VALUE = re.compile(r"\s?a\s+[\d ]+(?:,\d+)?\s?(?:€|euros)")


def _unique(found: Iterable[Found]) -> list[Found]:
    """One of each sum, the first; the same sum for two years counts twice."""
    kept: dict[tuple[int, int | None], Found] = {}
    for one in found:
        kept.setdefault((one.sum.cents, one.year), one)
    return list(kept.values())


# Roles


@cache
def _matcher() -> tuple[Matcher, tuple[tuple[AmountRole, float], ...]]:
    rows = load_table("money_roles")
    matcher = french().matcher((row["role"], row["pattern"]) for row in rows)
    return matcher, tuple((AmountRole(row["role"]), float(row["weight"])) for row in rows)


BEFORE, AFTER = 220, 80  # characters read around a sum for its role


def _role(text: str, start: int, end: int, title: str) -> AmountRole:
    """The role whose cues stand nearest before the sum in its line, those after it and those of the flat title counting less."""
    matcher, rows = _matcher()
    left = max(text.rfind("\n", 0, start), start - BEFORE, 0)
    right = text.find("\n", end)
    right = min(right if right >= 0 else len(text), end + AFTER)
    scores: dict[AmountRole, float] = {}
    for cue in cues(matcher, french().read(text[left:right])):
        role, weight = rows[cue.row]
        gap = (start - left) - cue.end
        distance = gap if gap >= 0 else 2 * (cue.start - (end - left)) + 20
        scores[role] = scores.get(role, 0.0) + weight / (1 + max(distance, 0) / 25)
    for cue in cues(matcher, french().read(title)):
        role, weight = rows[cue.row]
        scores[role] = scores.get(role, 0.0) + 0.2 * weight
    return max(scores, key=lambda r: scores[r]) if scores else AmountRole.GRANTED


# Records

_RECEIVES = re.compile(
    r"\b(?:acceptation d'une? (?:indemnite|don)|indemnite (?:de sinistre|d'assurance)|vente|cession|recette|don de|encaissement"
    r"|remboursement)"
)


def row_amount(running: RunningText, cell: Span, subject: Span, payee: Passage | None) -> Amount | None:
    """The sum of a row of delegated decisions; its subject tells whether it is spent or received."""
    sums = find_sums(running.text[slice(*cell)], bare=True)
    quote = running.passage(*cell)
    if not sums or quote is None:
        return None
    received = _RECEIVES.search(flat(running.text[slice(*subject)])) is not None
    page = running.document.pages[running.page_index(cell[0])]
    role = AmountRole.RECEIVED if received else AmountRole.GRANTED
    return Amount(sums[-1].cents, role, quote, payee=payee, tax=sums[-1].tax, by_ocr=page.by_ocr)


def _amount(running: RunningText, one: Found) -> Amount | None:
    quote = running.passage(*one.quote)
    if quote is None:
        return None
    page = running.document.pages[running.page_index(one.start)]
    payee = running.passage(*one.payee) if one.payee else None
    return Amount(
        one.sum.cents, one.role, quote, payee=payee, tax=one.sum.tax, per_year=one.sum.per_year, year=one.year, by_ocr=page.by_ocr
    )
