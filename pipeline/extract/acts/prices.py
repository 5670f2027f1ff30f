"""Prices, fees and rates that an act sets, without the limits of brackets and the prices of before."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.extract.acts.found import Found, beside, cents, unique, words_above, words_behind
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, RowSum, flat_label
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import general
from pipeline.extract.acts.sums import statement_sums, sums_in
from pipeline.extract.acts.tables import (
    as_found,
    rows_with_sums,
)
from pipeline.extract.acts.telling import announced, decided, proposed
from pipeline.extract.acts.zones import Zones
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole
from pipeline.records.lexicon import pattern_of
from pipeline.records.source import BlockKind

_WORKED_OUT = re.compile(r"\b(?:calcul\w*|coefficient|lineaire)\b")
_NEW_PRICES = re.compile(r"\W*(?:nouveaux )?tarifs? (?:20\d\d )?(?:propose|vote|nouveau)")
_PAYS = re.compile(
    r"\b(?:contributions? (?:forfaitaire|financiere|annuelle|versee|de l[a'])|compensations?|subventions?|montant (?:verse|attribue))"
)
_YEAR_ONLY = re.compile(r"\W*(?:(?:en|annee|rentree) )?20\d\d(?:[-/ ]+20\d\d)?\W*")  # the prices of a year beside those of another
_BARE_LIMIT = re.compile(r"\d\s?[,:=]\s?$")  # "quotient inferieur a 650, 1,20 €": the limit is told before, without its unit
_APART = re.compile(r"[^,:=]{0,25}[,:=][^,:=]{0,25}")
_IN_BRACKETS = re.compile(r"\([^()€]*\)")
_BRACKET = re.compile(r"\b(?:ressources?|revenus?|quotient|tranches?|qf|bareme|plafond|imposable|fiscal)")
_SCALE = re.compile(r"\b(?:baremes?|grilles?|tarifs?)\b")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d{2}")
_BOUND = re.compile(r"\b(?:in|su)(?:fe|pe)rieure?s?(?: ou egale?s?)? a $")
_RUNS_ON = re.compile(r"\b(?:de|a|entre|et|inferieure?s?|superieure?s?|<|>)$")
_LIMIT = re.compile(r"\b(?:de|entre|moins de|plus de|inferieure?s?|superieure?s?|jusqu'a|a partir de|au-dela|<|>)\b")
_TODAY = re.compile(r"\b(?:actuel|ancien|precedent)\w*\b|\ben (?:vigueur|cours)\b")


def tariff(zones: Zones) -> list[Found]:
    """Every price of the tables and lines before and in the decision, without the sums of a computation that lead to one of them."""
    found = _priced(zones)
    plain = [f for f in found if not _computed(zones, f)] or found
    # what those who occupy the ground owe for a year, worked out from prices for a length or the population
    computed = pattern_of("title_words", "occupied").search(zones.title) and any(_WORKED_OUT.search(p.flat) for p in zones.pieces)
    return [replace(f, role=AmountRole.RECEIVED) if computed and _due_in_all(zones, f) else f for f in plain]


def _due_in_all(zones: Zones, found: Found) -> bool:
    """Whether a sum is all that is due, and no price of a length or a surface."""
    one = found.sum.unit is not None or sum_words("for_one").match(words_behind(zones.text, found)) is not None
    return found.role is AmountRole.TARIFF and not one and sum_words("due").search(words_above(zones.text, found)) is not None


def _computed(zones: Zones, found: Found) -> bool:
    """Whether a sum stands in the computation of another ("310 € / 5 = 62,00 €")."""
    behind = words_behind(zones.text, found)
    return sum_words("computed").search(words_above(zones.text, found)) is not None or sum_words("computed_with").match(behind) is not None


def _priced(zones: Zones) -> list[Found]:
    limits = {start for p in zones.pieces if not p.is_row for start in bracket_limits(p)}
    told = [p for p in zones.statement if _is_price_line(p) or p.bullet or p.kind is BlockKind.LIST_ITEM]
    lines = [f for p in (*told, *zones.operative) if not p.is_row for f in sums_in(p, zones.title) if f.start not in limits]
    lines = [f for f in lines if not _set_by_others(zones, f)]
    lines += [f for f in proposed(zones) if f.start not in limits]
    priced = rows_with_sums(zones, zones.pieces, bare=False)
    if not priced and zones.decision_says(sum_words("annexed")):
        priced = tuple(row for row in rows_with_sums(zones, zones.behind, bare=False) if _has_price_column(row))
    priced = _newer_rows(priced)
    rows = [replace(f, role=AmountRole.GRANTED) if _pays_column(row) else f for row in priced for f in _prices(row)]
    rows += _bare_prices(zones, {row.piece.table for row in priced if _prices(row)})
    if not rows:
        listed = [f for p in zones.statement if not p.is_row and _is_price_line(p) for f in sums_in(p, zones.title)]
        listed = [f for f in listed if not _set_by_others(zones, f)]
        found = [f for f in general(zones) if f.start not in limits]
        return found + [replace(f, role=AmountRole.TARIFF) for f in beside(cents(found), unique(listed))]
    prices = cents(rows)
    printed = prices | {one.sum.cents for row in priced for one in row.sums}  # those of the year before, told again
    said = [f for f in beside(printed, unique(lines)) if f.role is not AmountRole.ESTIMATED]
    told_too = (t for f in statement_sums(zones) if (t := announced(zones, f)) and t.role is AmountRole.RECEIVED)
    said += beside(prices | cents(said), unique(told_too))
    return rows + said + beside(prices | cents(said), decided(zones, tables=False))


def _newer_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """`rows` without those of which the row below tells the new prices ("Pour réunion", below it "Tarifs 2024 proposés")."""
    renewed = {id(a) for a, b in itertools.pairwise(rows) if a.piece.table == b.piece.table and _NEW_PRICES.match(flat_label(b))}
    return tuple(row for row in rows if id(row) not in renewed or _NEW_PRICES.match(flat_label(row)))


def _set_by_others(zones: Zones, found: Found) -> bool:
    """Whether a law or another authority sets a price ("dont le tarif est fixé par l'agence de l'eau à")."""
    return sum_words("set_by_others").search(words_above(zones.text, found)) is not None


def _pays_column(row: Row) -> bool:
    """Whether the figures of a table are what the authority pays ("Contribution annuelle supplémentaire"), not what it asks."""
    return any(_PAYS.search(row.head(s.column)) for s in row.sums)


def _has_price_column(row: Row) -> bool:
    """Whether the heading of a table names prices ("Tarif", "Prix de la séance", "2025")."""
    return any(sum_words("price_column").search(cell) or _YEAR_ONLY.fullmatch(cell) for cell in row.heading)


def _is_price_line(piece: Piece) -> bool:
    """A short line that is no sentence: a thing and its price."""
    return len(piece.text) < 120 and not piece.text.rstrip().endswith(".")


def bracket_limits(piece: Piece) -> set[int]:
    """Where the limits of brackets stand in a scale told in prose ("quotient inférieur à 520 €, 1 €"); each clause ends in its price."""
    if not _BRACKET.search(piece.flat):
        return set()
    found: set[int] = set()
    told = _IN_BRACKETS.sub(lambda m: " " * len(m[0]), piece.flat)  # "tranche 4 (au-delà de 1 100) 4,60 €": its limit stands apart
    for clause in re.finditer(r"[^;:]+", told):
        sums = find_sums(piece.text[clause.start() : clause.end()])
        apart = len(sums) > 1 and _APART.fullmatch(clause[0], sums[-2].end, sums[-1].start) is not None
        if (
            sums
            and _LIMIT.search(clause[0])
            and not sum_words("credits").search(clause[0], 0, sums[-1].start)
            and (
                apart
                or (len(sums) == 1 and _BRACKET.search(clause[0][: sums[0].start]) and not _BARE_LIMIT.search(clause[0], 0, sums[0].start))
            )
        ):
            kept = sums[:-1] if apart else sums
            found |= {piece.start + clause.start() + s.start for s in kept}
    return found


def _prices(row: Row) -> list[Found]:
    """The prices of a row; limits of income brackets are none."""
    column = _newest(row)
    given_up = _given_up(row)
    found = []
    if any(_BOUND.search(row.piece.flat[: one.start - row.piece.start]) for one in row.sums) and all(_is_limit(row, s) for s in row.sums):
        return []  # the heads of the columns: "Inférieures à 550 €", "Supérieures à 3 200 €"
    for one in row.sums:
        heading = row.head(one.column)
        limits = _BRACKET.search(heading) or (one.column == row.sums[0].column != row.sums[-1].column and _is_limit(row, one))
        if not limits and one.column not in given_up and (column is None or one.column == column):
            found.append(as_found(row, one, AmountRole.TARIFF))
    return found


def _bare_prices(zones: Zones, marked: set[int | None]) -> list[Found]:
    """The prices of a scale printed without a sign ("1 enfant | 1,64 | 10,30") that the decision speaks of; none of `marked` tables."""
    if not zones.decision_says(_SCALE):
        return []
    rows = rows_with_sums(zones, zones.pieces, bare=True)
    bare = [(row, one) for row in rows if row.piece.table not in marked for one in row.sums if _fills_cell(zones.text, row, one)]
    several = {
        row.piece.table for row, _ in bare if len({other.piece.start for other, _ in bare if other.piece.table == row.piece.table}) > 1
    }
    return [as_found(row, one, AmountRole.TARIFF) for row, one in bare if row.piece.table in several]


def _fills_cell(text: str, row: Row, one: RowSum) -> bool:
    cell = next(((a, b) for a, b in row.piece.cells if a <= one.start < b), (one.start, one.start))
    return _DECIMAL.fullmatch(text[slice(*cell)].strip()) is not None


def _is_limit(row: Row, one: RowSum) -> bool:
    """Whether a sum is the limit of a bracket, by the words of its cell; those of the cells before only when they run on into it."""
    cell = next((start for start, end in row.piece.cells if start <= one.start < end), row.piece.start)
    before = row.piece.flat[: cell - row.piece.start].rstrip()
    return (
        _LIMIT.search(row.piece.flat[cell - row.piece.start : one.end - row.piece.start]) is not None or _RUNS_ON.search(before) is not None
    )


def _given_up(row: Row) -> set[int]:
    """The columns of prices that others in the row take the place of ("Tarifs actuels" beside "Tarifs proposés")."""
    old = {s.column for s in row.sums if _TODAY.search(row.head(s.column))}
    return old if any(s.column not in old for s in row.sums) else set()


def _newest(row: Row) -> int | None:
    """The column of the latest year when the heading names several; None when all columns count."""
    years = {i: int(y[0]) for i, cell in enumerate(row.heading) if (y := re.search(r"(?:19|20)\d\d", cell))}
    if len(set(years.values())) < 2:
        return None
    return max(years, key=lambda i: years[i])
