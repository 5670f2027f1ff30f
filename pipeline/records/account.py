"""The sums of a measure's account in French: what was asked, and where stands what no act prints. All that tells a sum says it alike."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records.french import euros
from pipeline.records.plan import PlannedBudget
from pipeline.records.source import RowEvidence
from pipeline.records.verdict import LedgerEntry

ACT, GRANT, LINE = "a", "g", "b"  # how the ids of acts, grants and budget lines begin (pipeline.records.ids)
LISTED = 6  # rows named by their lines


def asked_words(budget: PlannedBudget | None, *, yearly: bool = False) -> str:
    """What the plan asks for, in French, with the years of its sums; empty without a sum. `yearly`: other words say it is due each year."""
    if budget is None or budget.cents is None:
        return ""
    if not budget.by_year:
        return euros(budget.cents) + (" par an" if budget.per_year or yearly else "")
    years, sums = zip(*sorted(budget.by_year), strict=True)
    in_a_row = len(years) > 1 and years == tuple(range(years[0], years[-1] + 1))
    if in_a_row and len(set(sums)) == 1:
        said = f"{euros(sums[0])} par an de {years[0]} à {years[-1]}"
    else:
        said = ", ".join(f"{euros(cents)} en {year}" for year, cents in zip(years, sums, strict=True))
    return f"{said}, soit {euros(budget.cents)} en tout" if len(years) > 1 else said


def entries_of(ledger: Sequence[LedgerEntry], *kinds: str) -> list[LedgerEntry]:
    """The entries that come from facts of these kinds, what the plan asks for left out."""
    return [e for e in ledger if e.kind != "asked" and e.source[:1] in kinds]


def beside_acts(ledger: Sequence[LedgerEntry], cents: int) -> str:
    """The rows that print a sum which the acts do not print, or not all of it; empty where the acts do."""
    by_acts = sum(e.cents for e in entries_of(ledger, ACT))
    if by_acts >= cents:
        return ""
    for rows in (entries_of(ledger, GRANT), entries_of(ledger, LINE)):
        if sum(e.cents for e in rows) >= cents:
            return printed_in(rows)
    return ", et ".join(filter(None, ("actes" if by_acts else "", printed_in(entries_of(ledger, GRANT, LINE)))))


def printed_in(rows: Sequence[LedgerEntry]) -> str:
    """Where rows stand: "liste des subventions, lignes 16 et 30", "budget 2024, ligne 40 ; budget 2025, ligne 12"; empty without any."""
    lists: dict[str, list[LedgerEntry]] = {}
    for row in rows:
        lists.setdefault(_list_of(row), []).append(row)
    return " ; ".join(f"{name}{_places(found)}" for name, found in lists.items())


def _list_of(row: LedgerEntry) -> str:
    if row.source.startswith(GRANT):
        return "liste des subventions"
    return f"{'compte' if row.kind == 'paid' else 'budget'} {row.year}"


def _places(rows: Sequence[LedgerEntry]) -> str:
    """Lines of a table or pages of a PDF, where all stand in one file."""
    files = {row.evidence.document if isinstance(row.evidence, RowEvidence) else row.evidence.evidence[0].document for row in rows}
    if len(files) > 1:
        return ""
    line = isinstance(rows[0].evidence, RowEvidence)
    at = sorted({row.evidence.line if isinstance(row.evidence, RowEvidence) else row.evidence.page for row in rows})
    noun = f"{'ligne' if line else 'page'}{'s' if len(at) > 1 else ''}"
    more = len(at) - LISTED
    if more > 0:
        return f", {noun} {', '.join(map(str, at[:LISTED]))} et {more} autre{'s' if more > 1 else ''}"
    return f", {noun} {' et '.join(filter(None, (', '.join(map(str, at[:-1])), str(at[-1]))))}"
