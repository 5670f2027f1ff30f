"""Sums of acts on the budget: totals, changes, credits, results, plans, rates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, RowSum, codes_beside, flat_label
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.spending import bought, general
from pipeline.extract.acts.sums import prose_sums
from pipeline.extract.acts.tables import as_found, each, rows_with_sums, schedule_parts
from pipeline.extract.acts.telling import announced, capped, decided, refers_to_table
from pipeline.extract.acts.zones import Found, Zones, others_say, unique
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole


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
    pieces = (*zones.statement, *zones.operative)
    if rows_with_sums(zones, pieces, bare=True):
        return []
    found: list[Found] = []
    for f in prose_sums(pieces, zones.title):
        before = flat(zones.text[max(f.start - 110, zones.text.rfind("\n", 0, f.start) + 1, 0) : f.start])
        behind = sum_words("result_behind").match(flat(zones.text[f.end : f.end + 30]))
        if sum_words("result").search(before) or behind:
            found.append(replace(f, role=AmountRole.OTHER))
    return unique(found)


def budget(zones: Zones) -> list[Found]:
    """The totals of the two sections, from prose, else from the rows of totals."""
    prose = _section_totals(zones)
    known = {f.sum.cents for f in prose}
    found = prose + [f for f in decided(zones, tables=False) if f.sum.cents not in known] if prose else _totals(zones)
    known = {f.sum.cents for f in found}
    found += [f for f in decided(zones, tables=False) if f.role is AmountRole.GRANTED and f.sum.cents not in known]
    known = {f.sum.cents for f in found}
    found += [f for f in _operations(zones) if f.sum.cents not in known and (prose or f.credit)]
    known = {f.sum.cents for f in found}
    return found + [f for f in _lines_told(zones) if f.sum.cents not in known]


def _lines_told(zones: Zones) -> list[Found]:
    """What the statement says to be entered on a line that it names in brackets."""
    told = (f for f in prose_sums(zones.statement, zones.title) if not others_say(zones, f))
    entered = (f for f in told if _is_entered(_line_before(zones.text, f), flat(zones.text[f.end : f.end + 60])))
    return unique(replace(f, role=AmountRole.BUDGETED) for f in entered)


def _totals(zones: Zones) -> list[Found]:
    """The totals of the rows of a budget whose prose names no section, else the sums decided."""
    role = AmountRole.BUDGETED
    totals = [
        r
        for r in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True)
        if re.search(r"\btota(?:l|ux)\b.{0,20}\bdepenses", r.piece.flat)
    ]
    found = (
        _sections_of_table(zones) or _parts_by_year(zones) or [as_found(row, row.sums[-1], role) for row in totals] or _section_sums(zones)
    )
    return found or [replace(f, role=role) if f.role is AmountRole.GRANTED else f for f in decided(zones, tables=False)]


_OPERATION_COLUMN = re.compile(r"\W*(?:n° )?(?:d'|de )?(?:operations?|programmes?|projets?|autorisations?)\b")
_CREDIT_COLUMN = re.compile(r"\b(?:credits?|cp|inscriptions?|propositions?|bp|vote|montants?|depenses?)\b")


_AUTHORISATION = re.compile(r"\W*(?P<kind>ap|ae)\W*")  # a cell of its own


def _operations(zones: Zones) -> list[Found]:
    """The credits of each operation or authorisation, in the table that the decision opens."""
    found: list[Found] = []
    for row in rows_with_sums(zones, zones.operative, bare=True):
        columns = [i for i, cell in enumerate(row.heading) if _CREDIT_COLUMN.search(cell)]
        own = [s for s in row.sums if s.column in columns]
        cells = (row.piece.flat[start - row.piece.start : end - row.piece.start] for start, end in row.piece.cells)
        credit = next((told["kind"].upper() for cell in cells if (told := _AUTHORISATION.fullmatch(cell))), None)
        if len(own) == 1 and not row.is_total and (credit or any(_OPERATION_COLUMN.match(cell) for cell in row.heading)):
            one = as_found(row, own[0], AmountRole.BUDGETED)
            found.append(replace(one, credit=credit, year=None) if credit else one)  # a year in its code is no year of payment
    return found


_SECTION_ROW = re.compile(r"^\W*(?:sections? (?:de |d'))?(?:fonctionnement|investissement|exploitation)\W*$")
_SECTION_TOTAL = re.compile(r"\btota(?:l|ux)\W+(?:de la |general )?section (?:de |d')(?:fonctionnement|investissement|exploitation)\b")


def _sections_of_table(zones: Zones) -> list[Found]:
    """The expenditure of a row for each section, in a table with columns of expenditure and income."""
    return _spent_in_rows(zones, lambda row: _SECTION_ROW.match(flat_label(row)) is not None)


def _section_sums(zones: Zones) -> list[Found]:
    """The expenditure in the row that totals a section, in a table by chapter ("Total – section de fonctionnement")."""
    return _spent_in_rows(zones, lambda row: _SECTION_TOTAL.search(row.piece.flat) is not None)


def _spent_in_rows(zones: Zones, wanted: Callable[[Row], bool]) -> list[Found]:
    """The last sum in a column of expenditure of each row that is wanted."""
    found: list[Found] = []
    for row in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True):
        columns = [i for i, cell in enumerate(row.heading) if re.search(r"\bdepenses?\b", cell) and not re.search(r"\brecettes?\b", cell)]
        own = [s for s in row.sums if s.column in columns]
        if own and wanted(row):
            found.append(as_found(row, own[-1], AmountRole.BUDGETED))
    return found


def amendment(zones: Zones) -> list[Found]:
    """Section totals when the prose states them, else the lines of expenditure."""
    return [replace(f, role=AmountRole.RECEIVED) if _of_income(zones.text, f) else f for f in _amendment(zones)]


_INCOME_CHAPTER = re.compile(r"\bchapitre (?:013|7[03-8]|73[1-9])\b[^.;€\d]{0,30}$")


def _of_income(text: str, found: Found) -> bool:
    """Whether the words before a sum of the prose name a chapter of operating income (M57: 013, 70 to 78)."""
    before = flat(text[max(found.start - 60, text.rfind("\n", 0, found.start) + 1, 0) : found.start])
    return found.role is AmountRole.BUDGETED and _INCOME_CHAPTER.search(before) is not None


def _amendment(zones: Zones) -> list[Found]:
    prose = _section_totals(zones)
    if prose:
        known = {f.sum.cents for f in prose}
        adopted = _rows_moved(zones) if refers_to_table(zones) else []  # "telle que présentée ci-dessus": its lines, and what they come to
        return prose + [f for f in (*_moved(zones, zones.statement), *adopted, *_granted(zones)) if f.sum.cents not in known]
    rows = _rows_moved(zones)
    known = {f.sum.cents for f in rows}
    return rows + [f for f in _granted(zones) if f.sum.cents not in known] if rows else _changes_told(zones)


def _granted(zones: Zones) -> list[Found]:
    """What the same act gives or opens in a clause of its own ("ADOPTE la décision modificative ; ATTRIBUE à l'association 20 000 €")."""
    told = decided(zones, tables=False)
    return [
        f
        for f in told
        if f.role is AmountRole.GRANTED or (f.role is AmountRole.BUDGETED and _OPENS.search(_line_before(zones.text, f)) is not None)
    ]


_OPENS = re.compile(r"\b(?:ouvr|inscri|affect)\w+ [^.;€]{0,60}\bcredits?\b[^.;€]{0,60}$")


_OR_OPERATION = re.compile(r"\bchap\w*\W{1,5}(?:ou )?op(?:er\w*)?\b")  # a column that names chapters in one row, operations in the next


def _rows_moved(zones: Zones) -> list[Found]:
    """The lines of expenditure and income of the tables."""
    rows = [r for r in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    lines = [(row, one) for row in rows if (one := _expense(zones.text, row))]
    fine = any(_is_account(zones.text, row, one) and not _counts_operations(row) for row, one in lines)
    found = [
        as_found(row, one, AmountRole.BUDGETED)
        for at, (row, one) in enumerate(lines)
        if not fine or _is_account(zones.text, row, one) or (_of_operation(row) and not _adds_up(one, lines[at + 1 :]))
    ]
    return _unsigned(found + [as_found(row, one, AmountRole.RECEIVED) for row in rows if (one := _income(row))])


_ACCOUNT_COLUMN = re.compile(r"\b(?:articles?|comptes?|natures?)\b")
_OPERATION_CELL = re.compile(r"\W*op(?:eration|\.)? ?(?:n[°o] ?)?\d{1,5}\W*")


def _counts_operations(row: Row) -> bool:
    """Whether the numbers beside the chapters of a table are those of operations, and no accounts."""
    own = any(map(_OPERATION_COLUMN.match, row.heading)) and not any(map(_ACCOUNT_COLUMN.search, row.heading))
    return own or any(map(_OR_OPERATION.search, row.heading))


def _of_operation(row: Row) -> bool:
    """Whether a cell names an operation and nothing else ("opération 36")."""
    cells = (row.piece.flat[start - row.piece.start : end - row.piece.start] for start, end in row.piece.cells)
    return any(map(_OPERATION_CELL.fullmatch, cells))


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
    before = _line_before(zones.text, found)
    behind = flat(zones.text[found.end : found.end + 60])
    if sum_words("added").search(before):  # "énergie, + 22 000 € ; en recettes, dotation, + 46 500 €"
        return AmountRole.RECEIVED if sum_words("of_income").search(before) else AmountRole.BUDGETED
    if _is_entered(before, behind) or sum_words("raised_behind").match(behind):
        return AmountRole.BUDGETED
    lowered, raised = (max((m.start() for m in sum_words(w).finditer(before)), default=-1) for w in ("lowers", "raises"))
    if max(lowered, raised) < 0:
        return None
    if lowered > raised:
        return AmountRole.OTHER
    return AmountRole.RECEIVED if sum_words("income").search(before, raised) else AmountRole.BUDGETED


def _line_before(text: str, found: Found) -> str:
    return flat(text[max(found.start - 130, text.rfind("\n", 0, found.start) + 1, 0) : found.start])


def _is_entered(before: str, behind: str) -> bool:
    """Whether brackets name the line on which a sum is entered ("(22 500 €, article 615221)", "(opération n° 115 : 96 000 €)")."""
    return (before.endswith("(") and sum_words("line_behind").match(behind) is not None) or sum_words("line_before").search(
        before
    ) is not None


def _changes_told(zones: Zones) -> list[Found]:
    """What an amendment without a table says in prose ("dont 1 150 000 € au chapitre 65")."""
    moved = _moved(zones, (*zones.statement, *zones.operative))
    known = {f.sum.cents for f in moved}
    found = moved + [f for f in general(zones) if f.sum.cents not in known]
    known = {f.sum.cents for f in found}
    told = [f for f in prose_sums(zones.operative, zones.title) if f.role is AmountRole.BUDGETED and f.sum.cents not in known]
    return found + unique(told)


def _is_account(text: str, row: Row, one: RowSum) -> bool:
    """A line of an account (four digits and more, or behind its chapter: "67 / 673"), not of a chapter that sums accounts."""
    codes = codes_beside(text, row, one)
    return any(len(code) > 3 or (code.startswith(chapter) and code != chapter) for chapter, code in itertools.product(codes, codes))


def opening(zones: Zones) -> list[Found]:
    """Credits opened before the budget: the limit voted for all of them, else the last figure of each line."""
    rows = [r for r in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    found = [as_found(row, row.sums[-1], AmountRole.BUDGETED) for row in rows]
    total = sum(f.sum.cents for f in found)
    voted = [f for f in prose_sums((*zones.operative, *zones.statement), zones.title) if f.sum.cents == total]
    if voted:
        return [replace(voted[0], role=AmountRole.BUDGETED)]
    if found:
        return found
    return [replace(f, role=AmountRole.BUDGETED) if f.role is AmountRole.GRANTED else f for f in general(zones)]


def programme(zones: Zones) -> list[Found]:
    """Authorisations of programme, from the decision and the statement's list."""
    prose = decided(zones, tables=False)
    tables = _parts_by_year(zones)
    seen = {f.sum.cents for f in prose}
    found = prose + ([f for f in tables if f.credit == "CP" or f.sum.cents not in seen] or [f for f in decided(zones) if f not in prose])
    seen = {f.sum.cents for f in found}
    costs = _whole_costs(zones, seen)
    seen |= {f.sum.cents for f in costs}
    lines = [f for f in prose_sums(zones.statement, zones.title) if f.role is AmountRole.BUDGETED and f.sum.cents not in seen]
    lines = [
        _payment(zones.text, f)
        for f in lines
        if not capped(zones.text, f) and not _AID.search(flat(zones.text[max(f.start - 120, 0) : f.start]))
    ]
    opened = [f for f in tables if f.credit in {"AP", "AE"}]
    if len(opened) > 1:  # the authorisations of several operations, not their total
        total = sum(f.sum.cents for f in opened)
        found = [f for f in found if f in opened or f.sum.cents != total]
    told = [
        f if bought(zones.text, f) or _asked_of_others(zones.text, f) else replace(f, role=AmountRole.BUDGETED)
        for f in (*found, *unique(lines))
    ]
    return told + costs


def _asked_of_others(text: str, found: Found) -> bool:
    """Whether the clause of a sum asks others for it ("SOLLICITE auprès du Département une aide de 150 000 €")."""
    clause = flat(text[max(found.start - 160, text.rfind("\n", 0, found.start) + 1, text.rfind(";", 0, found.start), 0) : found.start])
    return found.role is AmountRole.RECEIVED and re.search(r"\bsollicit\w+\b", clause) is not None


_YEAR_LABEL = re.compile(r"[(;,]\s?(?:(?:en|cp) )?(20\d\d)\s?:\s?$")


def _payment(text: str, found: Found) -> Found:
    """A sum behind its year in a list ("(2024 : 90 000 € ; 2025 : 470 000 €)") is what is paid in that year of an authorisation."""
    year = _YEAR_LABEL.search(flat(text[max(found.start - 20, 0) : found.start]))
    return replace(found, credit="CP", year=int(year[1])) if year else found


def _whole_costs(zones: Zones, known: set[int]) -> list[Found]:
    """What an operation costs in all, and what others are asked for it, told beside the share of it that is authorised."""
    told = (announced(zones, f) for f in prose_sums(zones.statement, zones.title) if f.sum.cents not in known)
    return unique(f for f in told if f is not None and f.role in {AmountRole.ESTIMATED, AmountRole.RECEIVED})


_AID = re.compile(r"\b(?:aides?|subventions?|participations?) (?:de l'|du |de la |des |d')[^.;€]{0,70}$")  # money of others


_SPREAD = re.compile(
    r"\becheanciers?\b[^.;]{0,40}\bcredits? de paiement\b|\bcredits? de paiement\b[^.;]{0,60}\b(?:comme suit|ci-dessous|ci-apres)"
)


def _parts_by_year(zones: Zones) -> list[Found]:
    """Authorisations and payments in the rows of a schedule; those behind the decision where it points there for its authorisations."""
    rows = rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True)
    told = any(_SPREAD.search(p.flat) for p in zones.operative if not p.is_row)
    found = [part for row in rows if not row.is_total for part in schedule_parts(row, told=told)]
    clauses = [clause for p in zones.operative[:8] for clause in p.flat.split(";") if sum_words("annexed").search(clause)]
    if found or all(sum_words("spread").search(clause) for clause in clauses):
        return found
    parts = [part for row in rows_with_sums(zones, zones.behind, bare=True) if not row.is_total for part in schedule_parts(row)]
    return [part for part in parts if part.credit in {"AP", "AE"}] or parts  # how an authorisation is spread stays in the annex


def orientation(zones: Zones) -> list[Found]:
    """All plans of the debate, expenses and the subsidies hoped for."""
    found: list[Found] = []
    for row in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True):
        if row.is_total:
            continue
        for one in _without_sum(row.sums):
            heading = row.heading[one.column] if one.column < len(row.heading) else ""
            income = re.search(r"\b(?:recettes?|subventions?|dotations?)\b", heading) is not None
            found.append(as_found(row, one, AmountRole.RECEIVED if income else AmountRole.ESTIMATED))
    prose = [
        replace(f, role=AmountRole.ESTIMATED)
        for f in prose_sums(zones.statement, zones.title)
        if f.role is AmountRole.ESTIMATED
        or (
            (f.role is not AmountRole.OTHER or _invests(zones.text, f))
            and not capped(zones.text, f)
            and not others_say(zones, f)
            and _planned(zones.text, f)
        )
    ]
    return found + [f for f in unique(prose) if f.sum.cents not in {x.sum.cents for x in found}]


def _planned(text: str, found: Found) -> bool:
    """Whether the sentence around a sum speaks of the year to come."""
    before = flat(text[max(found.start - 130, text.rfind("\n", 0, found.start) + 1, 0) : found.start])
    return sum_words("planned").search(before[before.rfind(". ") + 1 :]) is not None


def _invests(text: str, found: Found) -> bool:
    """Whether the words right before a sum name what is to be invested ("Le programme d'équipement est envisagé à 4,6 M€")."""
    return _INVESTMENT.search(flat(text[max(found.start - 70, text.rfind("\n", 0, found.start) + 1, 0) : found.start])) is not None


_INVESTMENT = re.compile(
    r"\b(?:niveaux?|programmes?|efforts?|enveloppes?|volumes?|budgets?|depenses?) d'(?:equipement|investissement)s?\b[^.;€]{0,40}$"
)


def _without_sum(sums: Sequence[RowSum]) -> list[RowSum]:
    """The sums of a row without the one that adds up the others."""
    total = sum(s.sum.cents for s in sums)
    return [s for s in sums if len(sums) < 3 or 2 * s.sum.cents != total]


def rates(zones: Zones) -> list[Found]:
    """The product that the rates bring, when a row of totals states it."""
    rows = [r for r in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True) if r.is_total]
    if rows:
        return [as_found(rows[-1], rows[-1].sums[-1], AmountRole.RECEIVED)]
    return [
        f
        for f in prose_sums((*zones.statement, *zones.operative), zones.title)
        if re.search(r"\bproduit\b", zones.text[max(f.start - 60, 0) : f.start].lower())
    ][:1]


def _expense(text: str, row: Row) -> RowSum | None:
    """The figure of a row that is an expenditure; a row of income, or one that moves no money, gives none."""
    if _is_income(row) or _TO_SECTION.search(row.piece.flat):
        return None
    spending = [i for i, cell in enumerate(row.heading) if re.search(r"\bdepenses?\b", cell) and not re.search(r"\brecettes?\b", cell)]
    income = any(re.search(r"\brecettes?\b", cell) for cell in row.heading)
    if spending and income:
        own = [s for s in row.sums if s.column in spending]
        return own[-1] if own else None
    return _signed(row, row.sums[-1])


_LOWERS = re.compile(r"\b(?:diminutions?|baisses?|reductions?|annulations?|annules?|retraits?|en moins)\b")


def _signed(row: Row, one: RowSum) -> RowSum:
    """The figure of a row, below zero where its column says that the credits are given up ("Diminution")."""
    heading = row.heading[one.column] if one.column < len(row.heading) else ""
    lowered = one.sum.cents > 0 and _LOWERS.search(heading) is not None
    return replace(one, sum=replace(one.sum, cents=-one.sum.cents)) if lowered else one


def _is_income(row: Row) -> bool:
    """Whether a row says that it is an income: by its account ("R 7478"), in words, or by a cell of its own."""
    told = re.match(r"\W*r\s?\d{3}", row.piece.flat) or re.search(r"\brecettes?\b", row.piece.flat) or _PART_OF_INCOME.match(row.part)
    return bool(told) or _on_side_of_income(row)


_PART_OF_INCOME = re.compile(r"\W*(?:total des )?recettes?\b")


def _on_side_of_income(row: Row) -> bool:
    """Whether a cell beside others says that the row is an income ("F-R", "RI", "Recettes")."""
    cells = (row.piece.flat[start - row.piece.start : end - row.piece.start] for start, end in row.piece.cells)
    side = _SIDE_OF_INCOME if len(row.piece.cells) > _LABEL_AND_SUM else _SIGN_OF_INCOME
    return any(map(side.fullmatch, cells))


_LABEL_AND_SUM = 2  # cells; "Recettes" beside no other label is the line of all of them
_SIGN_OF_INCOME = re.compile(r"\W*(?:[fi]\W{0,3}r|r\W{0,3}[fi]?)\W*")
_SIDE_OF_INCOME = re.compile(rf"{_SIGN_OF_INCOME.pattern}|\W*recettes?\W*")


def _income(row: Row) -> RowSum | None:
    """The figure of a row that is an income, where expenditure and income have columns or a cell of their own."""
    if _on_side_of_income(row):
        return None if _OF_ORDER.search(row.piece.flat) else row.sums[-1]
    columns = [i for i, cell in enumerate(row.heading) if re.search(r"\brecettes?\b", cell) and not re.search(r"\bdepenses?\b", cell)]
    spending = any(re.search(r"\bdepenses?\b", cell) and not re.search(r"\brecettes?\b", cell) for cell in row.heading)
    sides = [i for i, cell in enumerate(row.heading) if re.search(r"\bdepenses?\b", cell)]
    one_label = bool(columns and sides) and abs(columns[-1] - sides[-1]) == 1  # two lists side by side have labels between them
    own = [s for s in row.sums if s.column in columns]
    return own[-1] if spending and one_label and own and not _OF_ORDER.search(row.piece.flat) else None


_OF_ORDER = re.compile(
    r"(?<!\d)0(?:01|02|2[1-4]|4[0-5])(?!\d)|\bvirements? (?:de|a) la section\b|\bordre\b"
)  # moves no money (M57: 040 to 043, 021, 023)


_TO_SECTION = re.compile(r"\bvirements? (?:de|a) la section\b")


_SECTION_AFTER = re.compile(
    r"\s*,?\s*(?:en|pour la|a la|au titre de la)\s+(?:section (?:de |d'))?(?:fonctionnement|investissement|exploitation)\b"
)
_SECTION = re.compile(
    r"\bsection (?:de |d')(?:fonctionnement|investissement|exploitation)\b"
    r"(?:(?!glissement|augment|diminu|baisse|hausse|progress|report|enregistr)[^.\n]){0,60}$"
)


def _section_totals(zones: Zones) -> list[Found]:
    """The figure right behind the name of a section ("Section de fonctionnement : 13 712,00 €")."""
    found: dict[tuple[str, int], Found] = {}  # a section's total once; both sections may come to the same
    for piece in (*zones.operative, *zones.statement):
        if piece.is_row:
            continue
        sums = find_sums(piece.text, bare=True)
        behind = any(_SECTION_AFTER.match(piece.flat, s.end) for s in sums)  # then the sections are named behind their figures
        for s in sums:
            before = piece.flat[max(s.start - 110, 0) : s.start]
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


_SECTION_NAME = re.compile(r"fonctionnement|investissement|exploitation")


_LOWERED = re.compile(r"(?:\b(?:a|de)|:|=) ?[-–−] ?$")  # "arrêtée en investissement à – 15 000 €"


def _last_table(rows: Sequence[Row]) -> list[Row]:
    return [r for r in rows if r.piece.table == rows[-1].piece.table] if rows else []
