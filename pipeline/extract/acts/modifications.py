"""Sums of acts that change a budget: the lines that they raise or lower, what they expect as income."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.budgets import EXPENSES, INCOME, OPERATION_COLUMN, is_entered, section_totals
from pipeline.extract.acts.found import Found, beside, cents, unique, words_before, words_behind
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, RowSum, codes_beside
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import general
from pipeline.extract.acts.sums import prose_sums
from pipeline.extract.acts.tables import as_found, rows_with_sums
from pipeline.extract.acts.telling import decided, refers_to_table
from pipeline.extract.acts.zones import Zones, others_say
from pipeline.records.council import AmountRole

_INCOME_CHAPTER = re.compile(r"\bchapitre (?:013|7[03-8]|73[1-9])\b[^.;€\d]{0,30}$")
_OR_OPERATION = re.compile(r"\bchap\w*\W{1,5}(?:ou )?op(?:er\w*)?\b")  # a column that names chapters in one row, operations in the next
_ACCOUNT_COLUMN = re.compile(r"\b(?:articles?|comptes?|natures?)\b")
_OPERATION_CELL = re.compile(r"\W*op(?:eration|\.)? ?(?:n[°o] ?)?\d{1,5}\W*")
_LOWERS = re.compile(r"\b(?:diminutions?|baisses?|reductions?|annulations?|annules?|retraits?|en moins)\b")
_PART_OF_INCOME = re.compile(r"\W*(?:total des )?recettes?\b")
_LABEL_AND_SUM = 2  # cells; "Recettes" beside no other label is the line of all of them
_SIGN_OF_INCOME = re.compile(r"\W*(?:[fi]\W{0,3}r|r\W{0,3}[fi]?)\W*")
_SIDE_OF_INCOME = re.compile(rf"{_SIGN_OF_INCOME.pattern}|\W*recettes?\W*")
_OF_ORDER = re.compile(
    r"(?<!\d)0(?:01|02|2[1-4]|4[0-5])(?!\d)|\bvirements? (?:de|a) la section\b|\bordre\b"
)  # moves no money (M57: 040 to 043, 021, 023)
_TO_SECTION = re.compile(r"\bvirements? (?:de|a) la section\b")


def amendment(zones: Zones) -> list[Found]:
    """Section totals when the prose states them, else the lines of expenditure."""
    return [replace(f, role=AmountRole.RECEIVED) if _of_income(zones.text, f) else f for f in _amendment(zones)]


def _of_income(text: str, found: Found) -> bool:
    """Whether the words before a sum of the prose name a chapter of operating income (M57: 013, 70 to 78)."""
    return found.role is AmountRole.BUDGETED and _INCOME_CHAPTER.search(words_before(text, found)) is not None


def _amendment(zones: Zones) -> list[Found]:
    prose = section_totals(zones)
    if prose:
        adopted = _rows_moved(zones) if refers_to_table(zones) else []  # "telle que présentée ci-dessus": its lines, and what they come to
        return prose + beside(cents(prose), (*_moved(zones, zones.statement), *adopted, *_granted(zones)))
    rows = _rows_moved(zones)
    return rows + beside(cents(rows), _granted(zones)) if rows else _changes_told(zones)


def _granted(zones: Zones) -> list[Found]:
    """What the same act gives or opens in a clause of its own ("ADOPTE la décision modificative ; ATTRIBUE à l'association 20 000 €")."""
    told = decided(zones, tables=False)
    return [
        f
        for f in told
        if f.role is AmountRole.GRANTED
        or (f.role is AmountRole.BUDGETED and sum_words("opens").search(words_before(zones.text, f)) is not None)
    ]


def _rows_moved(zones: Zones) -> list[Found]:
    """The lines of expenditure and income of the tables."""
    rows = [r for r in rows_with_sums(zones, zones.pieces, bare=True) if not r.is_total]
    lines = [(row, one) for row in rows if (one := _expense(row))]
    fine = any(_is_account(zones.text, row, one) and not _counts_operations(row) for row, one in lines)
    found = [
        as_found(row, one, AmountRole.BUDGETED)
        for at, (row, one) in enumerate(lines)
        if not fine or _is_account(zones.text, row, one) or (_of_operation(row) and not _adds_up(one, lines[at + 1 :]))
    ]
    return _unsigned(found + [as_found(row, one, AmountRole.RECEIVED) for row in rows if (one := _income(row))])


def _counts_operations(row: Row) -> bool:
    """Whether the numbers beside the chapters of a table are those of operations, and no accounts."""
    own = any(map(OPERATION_COLUMN.match, row.heading)) and not any(map(_ACCOUNT_COLUMN.search, row.heading))
    return own or any(map(_OR_OPERATION.search, row.heading))


def _of_operation(row: Row) -> bool:
    """Whether a cell names an operation and nothing else ("opération 36")."""
    return any(map(_OPERATION_CELL.fullmatch, row.cells))


def _adds_up(one: RowSum, below: Sequence[tuple[Row, RowSum]]) -> bool:
    """Whether a figure is what the lines right below it come to."""
    return one.sum.cents in itertools.accumulate(other.sum.cents for _, other in below)


def _unsigned(found: Sequence[Found]) -> list[Found]:
    """Credits given up ("– 95 000") are neither spent nor received: each once, without its sign."""
    kept = [f for f in found if f.sum.cents >= 0]
    lowered = [replace(f, sum=replace(f.sum, cents=-f.sum.cents), role=AmountRole.OTHER) for f in found if f.sum.cents < 0]
    return kept + unique(lowered)


def _moved(zones: Zones, pieces: Sequence[Piece]) -> list[Found]:
    """What prose says that an amendment adds to a chapter, takes from it, or expects as income."""
    found = (replace(f, role=role) for f in prose_sums(pieces, zones.title) if (role := _moved_to(zones, f)) and not others_say(zones, f))
    return unique(_unsigned(list(found)))


def _moved_to(zones: Zones, found: Found) -> AmountRole | None:
    """The role of a sum that prose says to be added, taken away or expected; None for other words."""
    before = words_before(zones.text, found)
    behind = words_behind(zones.text, found)
    if sum_words("added").search(before):  # "énergie, + 22 000 € ; en recettes, dotation, + 46 500 €"
        return AmountRole.RECEIVED if sum_words("of_income").search(before) else AmountRole.BUDGETED
    if is_entered(before, behind) or sum_words("raised_behind").match(behind):
        return AmountRole.BUDGETED
    lowered, raised = (max((m.start() for m in sum_words(w).finditer(before)), default=-1) for w in ("lowers", "raises"))
    if max(lowered, raised) < 0:
        return None
    if lowered > raised:
        return AmountRole.OTHER
    return AmountRole.RECEIVED if sum_words("income").search(before, raised) else AmountRole.BUDGETED


def _changes_told(zones: Zones) -> list[Found]:
    """What an amendment without a table says in prose ("dont 1 150 000 € au chapitre 65")."""
    moved = _moved(zones, zones.pieces)
    found = moved + beside(cents(moved), general(zones))
    told = (f for f in prose_sums(zones.operative, zones.title) if f.role is AmountRole.BUDGETED)
    return found + unique(beside(cents(found), told))


def _is_account(text: str, row: Row, one: RowSum) -> bool:
    """A line of an account (four digits and more, or behind its chapter: "67 / 673"), not of a chapter that sums accounts."""
    codes = codes_beside(text, row, one)
    return any(len(code) > 3 or (code.startswith(chapter) and code != chapter) for chapter, code in itertools.product(codes, codes))


def _expense(row: Row) -> RowSum | None:
    """The figure of a row that is an expenditure; a row of income, or one that moves no money, gives none."""
    if _is_income(row) or _TO_SECTION.search(row.piece.flat):
        return None
    if _columns(row, EXPENSES, INCOME) and any(map(INCOME.search, row.heading)):
        own = row.under(EXPENSES, INCOME)
        return own[-1] if own else None
    return _signed(row, row.sums[-1])


def _signed(row: Row, one: RowSum) -> RowSum:
    """The figure of a row, below zero where its column says that the credits are given up ("Diminution")."""
    lowered = one.sum.cents > 0 and _LOWERS.search(row.head(one.column)) is not None
    return replace(one, sum=replace(one.sum, cents=-one.sum.cents)) if lowered else one


def _is_income(row: Row) -> bool:
    """Whether a row says that it is an income: by its account ("R 7478"), in words, or by a cell of its own."""
    told = re.match(r"\W*r\s?\d{3}", row.piece.flat) or INCOME.search(row.piece.flat) or _PART_OF_INCOME.match(row.part)
    return bool(told) or _on_side_of_income(row)


def _on_side_of_income(row: Row) -> bool:
    """Whether a cell beside others says that the row is an income ("F-R", "RI", "Recettes")."""
    side = _SIDE_OF_INCOME if len(row.piece.cells) > _LABEL_AND_SUM else _SIGN_OF_INCOME
    return any(map(side.fullmatch, row.cells))


def _income(row: Row) -> RowSum | None:
    """The figure of a row that is an income, where expenditure and income have columns or a cell of their own."""
    if _on_side_of_income(row):
        return None if _OF_ORDER.search(row.piece.flat) else row.sums[-1]
    columns, sides = _columns(row, INCOME, EXPENSES), [i for i, cell in enumerate(row.heading) if EXPENSES.search(cell)]
    one_label = bool(columns and sides) and abs(columns[-1] - sides[-1]) == 1  # two lists side by side have labels between them
    own = row.under(INCOME, EXPENSES)
    spending = bool(_columns(row, EXPENSES, INCOME))
    return own[-1] if spending and one_label and own and not _OF_ORDER.search(row.piece.flat) else None


def _columns(row: Row, named: re.Pattern[str], unless: re.Pattern[str]) -> list[int]:
    """The columns whose heading names one thing and not the other."""
    return [i for i, cell in enumerate(row.heading) if named.search(cell) and not unless.search(cell)]
