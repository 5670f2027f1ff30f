"""Sums of acts on a whole budget: its totals, results, credits opened before it, the plans of the debate, the product of rates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.acts.found import CLAUSE, Found, beside, cents, last_sentence, sum_of, unique, words_above, words_before, words_behind
from pipeline.extract.acts.programmes import parts_by_year
from pipeline.extract.acts.rows import Row, RowSum, flat_label
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import general
from pipeline.extract.acts.sums import prose_sums, statement_sums
from pipeline.extract.acts.tables import as_found, each, rows_with_sums
from pipeline.extract.acts.telling import capped, decided
from pipeline.extract.acts.zones import Zones, others_say
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole

OPERATION_COLUMN = re.compile(r"\W*(?:n° )?(?:d'|de )?(?:operations?|programmes?|projets?|autorisations?)\b")
_CREDIT_COLUMN = re.compile(r"\b(?:credits?|cp|inscriptions?|propositions?|bp|vote|montants?|depenses?)\b")
_AUTHORISATION = re.compile(r"\W*(?P<kind>ap|ae)\W*")  # a cell of its own
_TOTAL_SPENT = re.compile(r"\btota(?:l|ux)\b.{0,20}\bdepenses")
_SECTION_ROW = re.compile(r"^\W*(?:sections? (?:de |d'))?(?:fonctionnement|investissement|exploitation)\W*$")
_SECTION_TOTAL = re.compile(r"\btota(?:l|ux)\W+(?:de la |general )?section (?:de |d')(?:fonctionnement|investissement|exploitation)\b")
EXPENSES = re.compile(r"\bdepenses?\b")  # heads of columns
INCOME = re.compile(r"\brecettes?\b")
_HOPED_FOR = re.compile(r"\b(?:recettes?|subventions?|dotations?)\b")
_PRODUCT = re.compile(r"\bproduit\b")
_SECTION_AFTER = re.compile(
    r"\s*,?\s*(?:en|pour la|a la|au titre de la)\s+(?:section (?:de |d'))?(?:fonctionnement|investissement|exploitation)\b"
)
_SECTION = re.compile(
    r"\bsection (?:de |d')(?:fonctionnement|investissement|exploitation)\b"
    r"(?:(?!glissement|augment|diminu|baisse|hausse|progress|report|enregistr)[^.\n]){0,60}$"
)
_SECTION_NAME = re.compile(r"fonctionnement|investissement|exploitation")
_LOWERED = re.compile(r"(?:\b(?:a|de)|:|=) ?[-–−] ?$")  # "arrêtée en investissement à – 15 000 €"


def allocation(zones: Zones) -> list[Found]:
    """What becomes of the result of the year before: the figures of the decision, else of the last table."""
    rows = rows_with_sums(zones, zones.operative, bare=True)
    found = [f for row in rows if not row.is_total for f in each(row, AmountRole.OTHER, None)]
    prose = [replace(f, role=AmountRole.OTHER) for f in decided(zones, tables=False)]
    if not found and not prose:
        tables = _last_table(rows_with_sums(zones, zones.statement, bare=True))
        found = [f for row in tables if not row.is_total for f in each(row, AmountRole.OTHER, None)]
    return unique(found + prose)


def accounts(zones: Zones) -> list[Found]:
    """Results, income and expenditure that the accounts state in prose; their tables say the same in many figures."""
    if rows_with_sums(zones, zones.pieces, bare=True):
        return []
    told = (f for f in prose_sums(zones.pieces, zones.title) if _is_result(zones.text, f))
    return unique(replace(f, role=AmountRole.OTHER) for f in told)


def _is_result(text: str, found: Found) -> bool:
    """Whether the words around a sum make it a result, or all that came in or was spent."""
    behind = sum_words("result_behind").match(words_behind(text, found))
    return behind is not None or sum_words("result").search(words_before(text, found)) is not None


def budget(zones: Zones) -> list[Found]:
    """The totals of the two sections, from prose, else from the rows of totals."""
    prose = section_totals(zones)
    decision = decided(zones, tables=False)
    found = prose + beside(cents(prose), decision) if prose else _totals(zones)
    found += beside(cents(found), (f for f in decision if f.role is AmountRole.GRANTED))
    found += beside(cents(found), (f for f in _operations(zones) if prose or f.credit))
    return found + beside(cents(found), _lines_told(zones))


def _lines_told(zones: Zones) -> list[Found]:
    """What the statement says to be entered on a line that it names in brackets."""
    told = (f for f in statement_sums(zones) if not others_say(zones, f))
    entered = (f for f in told if is_entered(words_before(zones.text, f), words_behind(zones.text, f)))
    return unique(replace(f, role=AmountRole.BUDGETED) for f in entered)


def _totals(zones: Zones) -> list[Found]:
    """The totals of the rows of a budget whose prose names no section, else the sums decided."""
    role = AmountRole.BUDGETED
    totals = [r for r in rows_with_sums(zones, zones.pieces, bare=True) if _TOTAL_SPENT.search(r.piece.flat)]
    found = (
        _sections_of_table(zones) or parts_by_year(zones) or [as_found(row, row.sums[-1], role) for row in totals] or _section_sums(zones)
    )
    return found or [replace(f, role=role) if f.role is AmountRole.GRANTED else f for f in decided(zones, tables=False)]


def _operations(zones: Zones) -> list[Found]:
    """The credits of each operation or authorisation, in the table that the decision opens."""
    found: list[Found] = []
    for row in rows_with_sums(zones, zones.operative, bare=True):
        own = [s for s in row.sums if _CREDIT_COLUMN.search(row.head(s.column))]
        credit = next((told["kind"].upper() for cell in row.cells if (told := _AUTHORISATION.fullmatch(cell))), None)
        if len(own) == 1 and not row.is_total and (credit or any(OPERATION_COLUMN.match(cell) for cell in row.heading)):
            one = as_found(row, own[0], AmountRole.BUDGETED)
            found.append(replace(one, credit=credit, year=None) if credit else one)  # a year in its code is no year of payment
    return found


def _sections_of_table(zones: Zones) -> list[Found]:
    """The expenditure of a row for each section, in a table with columns of expenditure and income."""
    return _spent_in_rows(zones, lambda row: _SECTION_ROW.match(flat_label(row)) is not None)


def _section_sums(zones: Zones) -> list[Found]:
    """The expenditure in the row that totals a section, in a table by chapter ("Total – section de fonctionnement")."""
    return _spent_in_rows(zones, lambda row: _SECTION_TOTAL.search(row.piece.flat) is not None)


def _spent_in_rows(zones: Zones, wanted: Callable[[Row], bool]) -> list[Found]:
    """The last sum in a column of expenditure of each row that is wanted."""
    found: list[Found] = []
    for row in rows_with_sums(zones, zones.pieces, bare=True):
        own = row.under(EXPENSES, INCOME)
        if own and wanted(row):
            found.append(as_found(row, own[-1], AmountRole.BUDGETED))
    return found


def is_entered(before: str, behind: str) -> bool:
    """Whether brackets name the line on which a sum is entered ("(22 500 €, article 615221)", "(opération n° 115 : 96 000 €)")."""
    in_brackets = before.endswith("(") and sum_words("line_behind").match(behind) is not None
    return in_brackets or sum_words("line_before").search(before) is not None


def opening(zones: Zones) -> list[Found]:
    """Credits opened before the budget: the limit voted for all of them, else the last figure of each line."""
    rows = [r for r in rows_with_sums(zones, zones.pieces, bare=True) if not r.is_total]
    found = [as_found(row, row.sums[-1], AmountRole.BUDGETED) for row in rows]
    voted = [f for f in prose_sums((*zones.operative, *zones.statement), zones.title) if f.sum.cents == sum_of(found)]
    if voted:
        return [replace(voted[0], role=AmountRole.BUDGETED)]
    if found:
        return found
    return [replace(f, role=AmountRole.BUDGETED) if f.role is AmountRole.GRANTED else f for f in general(zones)]


def orientation(zones: Zones) -> list[Found]:
    """All plans of the debate, expenses and the subsidies hoped for."""
    found: list[Found] = []
    for row in rows_with_sums(zones, zones.pieces, bare=True):
        if row.is_total:
            continue
        for one in _without_sum(row.sums):
            income = _HOPED_FOR.search(row.head(one.column)) is not None
            found.append(as_found(row, one, AmountRole.RECEIVED if income else AmountRole.ESTIMATED))
    prose = [
        replace(f, role=AmountRole.ESTIMATED)
        for f in statement_sums(zones)
        if f.role is AmountRole.ESTIMATED
        or (
            (f.role is not AmountRole.OTHER or _invests(zones.text, f))
            and not capped(zones.text, f)
            and not others_say(zones, f)
            and _planned(zones.text, f)
        )
    ]
    return found + beside(cents(found), unique(prose))


def _planned(text: str, found: Found) -> bool:
    """Whether the sentence around a sum speaks of the year to come."""
    return sum_words("planned").search(last_sentence(words_before(text, found))) is not None


def _invests(text: str, found: Found) -> bool:
    """Whether the words right before a sum name what is to be invested ("Le programme d'équipement est envisagé à 4,6 M€")."""
    return sum_words("invests").search(words_before(text, found)) is not None


def _without_sum(sums: Sequence[RowSum]) -> list[RowSum]:
    """The sums of a row without the one that adds up the others."""
    total = sum(s.sum.cents for s in sums)
    return [s for s in sums if len(sums) < 3 or 2 * s.sum.cents != total]


def rates(zones: Zones) -> list[Found]:
    """The product that the rates bring, when a row of totals states it."""
    rows = [r for r in rows_with_sums(zones, zones.pieces, bare=True) if r.is_total]
    if rows:
        return [as_found(rows[-1], rows[-1].sums[-1], AmountRole.RECEIVED)]
    return [f for f in prose_sums(zones.pieces, zones.title) if _PRODUCT.search(words_above(zones.text, f))][:1]


def section_totals(zones: Zones) -> list[Found]:
    """The figure right behind the name of a section ("Section de fonctionnement : 13 712,00 €")."""
    found: dict[tuple[str, int], Found] = {}  # a section's total once; both sections may come to the same
    for piece in (*zones.operative, *zones.statement):
        if piece.is_row:
            continue
        sums = find_sums(piece.text, bare=True)
        behind = any(_SECTION_AFTER.match(piece.flat, s.end) for s in sums)  # then the sections are named behind their figures
        for s in sums:
            before = piece.flat[max(s.start - CLAUSE, 0) : s.start]
            named = _SECTION_AFTER.match(piece.flat, s.end) or (None if behind else _SECTION.search(before))
            if named:
                start = piece.start + s.start
                lowered = _LOWERED.search(piece.flat[: s.start]) is not None
                one = Found(
                    s,
                    start,
                    piece.start + s.end,
                    AmountRole.OTHER if lowered else AmountRole.BUDGETED,
                    (piece.start, piece.end) if len(piece.text) < 160 else (start, piece.start + s.end),
                )
                found.setdefault((_SECTION_NAME.findall(named[0])[-1], s.cents), one)
    return list(found.values())


def _last_table(rows: Sequence[Row]) -> list[Row]:
    return [r for r in rows if r.piece.table == rows[-1].piece.table] if rows else []
