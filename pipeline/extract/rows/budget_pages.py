"""Budget tables of a PDF (the maquette or an extract of it) as budget lines, from the cells that reading found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.rows.grid import Grid, GridRow, grids, row_passage
from pipeline.extract.rows.stages import DONE, direction_of_account, stage_of
from pipeline.extract.rows.values import read_cents
from pipeline.records.folding import fold
from pipeline.records.ids import fact_id
from pipeline.records.lexicon import load_table
from pipeline.records.money import BudgetLine
from pipeline.records.run import Extraction, Issue, Severity
from pipeline.records.source import BlockKind, Document

_STAGE_AND_YEAR = re.compile(
    r"\b(budget primitif|budget supplementaire|decision modificative(?: n\S* ?\d+)?|compte administratif|compte financier unique"
    r"|bp|bs|dm(?: ?\d)?|ca|cfu)\b\D{0,40}?\b(20\d\d)\b"
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_TOTAL = re.compile(r"^(sous[- ])?(total|solde|resultat|report)", re.I)
HEAD_CHARACTERS = 3000  # where a budget says which one it is


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for the rows of one table."""

    document: Document
    stage: str
    year: int
    direction: str | None
    section: str | None
    columns: Mapping[int, str]
    amount: int  # column of the sum


def budget_lines_of(document: Document) -> Extraction[BudgetLine]:
    """The detailed lines of the budget tables. Rows of a chapter count only where the table goes no further down; totals never.

    A document that is a budget by its title and gives no line is an issue.
    """
    stage_year = _stage_and_year(document)
    if stage_year is None:
        return Extraction(())
    found: list[BudgetLine] = []
    direction: str | None = None
    section: str | None = None
    columns: Mapping[int, str] = {}
    amount = -1
    for grid in grids(document):
        direction, section = _sense(grid, direction, section)
        header = _header(grid, *stage_year)
        if header:
            row_at, columns, amount = header
        elif columns and len(grid.rows[0].cells) == max(columns) + 1:
            row_at = -1  # goes on from the page before
        else:
            continue
        frame = _Frame(document, *stage_year, direction, section, columns, amount)
        found += _lines(frame, grid, grid.rows[row_at + 1 :])
    if found:
        return Extraction(tuple(found))
    return Extraction(
        (),
        (
            Issue(
                "budget-tables",
                f"{document.doc} is a budget ({stage_year[0]} {stage_year[1]}), and no table of budget lines was understood in it.",
                "Look for the same budget as open data (SCDL Budget or XML) and name it in territory.toml.",
                document.doc,
                document.sha256,
                severity=Severity.WARNING,
            ),
        ),
    )


def _stage_and_year(document: Document) -> tuple[str, int] | None:
    outside = (p.text[b.start : b.end] for p in document.pages[:3] for b in p.blocks if b.kind is not BlockKind.TABLE)
    head = fold(document.title + "\n" + "\n".join(outside)[:HEAD_CHARACTERS])
    match = _STAGE_AND_YEAR.search(" ".join(head.split()))
    stage = stage_of(match[1]) if match else None
    return (stage, int(match[2])) if match and stage else None


def _sense(grid: Grid, direction: str | None, section: str | None) -> tuple[str | None, str | None]:
    """What the nearest block above the table says of its direction and section; blocks that name both sides say nothing."""
    for block in fold(grid.heading).split("\n"):  # the nearest comes last and has the last word
        sides = [value for word, value in (("depense", "expense"), ("recette", "income")) if word in block]
        sections = [
            s
            for s, word in (("fonctionnement", "fonctionnement|exploitation"), ("investissement", "investissement"))
            if re.search(word, block)
        ]
        if not sides and "operations d'equipement" in block.replace("’", "'"):
            sides = ["expense"]
        direction = sides[0] if len(sides) == 1 else direction
        section = sections[0] if len(sections) == 1 else section
    return direction, section


def _header(grid: Grid, stage: str, year: int) -> tuple[int, Mapping[int, str], int] | None:
    """Row of the header, fields by column, and the column whose sums count: those of the year and stage."""
    for index, row in enumerate(grid.rows[:4]):
        columns = _numbered(row, {i: name for i, cell in enumerate(row.cells) if (name := _field(cell))})
        named = set(columns.values())
        if "amount" in named and named & {"nature", "chapter", "operation"} and ("label" in named or len(named) >= 3):
            sums = [i for i, name in columns.items() if name == "amount"]
            return (
                index,
                {i: n for i, n in columns.items() if n != "amount"} | {max(columns): columns[max(columns)]},
                _best(row, sums, stage, year),
            )
    return None


def _numbered(row: GridRow, columns: Mapping[int, str]) -> Mapping[int, str]:
    """A column "N°" beside one that names operations holds their codes, and that one their names; alone it says nothing."""
    number = next((i for i, name in columns.items() if name == "number"), None)
    names = [i for i, name in columns.items() if name in ("operation", "label") and "operation" in fold(row.cells[i])]
    if number is None or not names:
        return {i: name for i, name in columns.items() if i != number}
    others = {i: name for i, name in columns.items() if name not in ("operation", "label")}
    return others | {number: "operation", names[0]: "label"}


def _best(row: GridRow, sums: list[int], stage: str, year: int) -> int:
    def rank(column: int) -> tuple[bool, bool, int]:
        words = fold(row.cells[column])
        years = [int(y) for y in _YEAR.findall(words)]
        wanted = r"\b(realis|mandat|emis)" if stage in DONE else r"\b(vote|nouvel|propos|credits? ouverts|bp|primitif)"
        return (not years or year in years, bool(re.search(wanted, words)), column)

    return max(sums, key=rank)


def _field(cell: str) -> str | None:
    words = " ".join(fold(cell).split())
    for row in load_table("budget_columns"):
        if words and re.search(row["pattern"], words):
            return row["meaning"]
    return None


def _lines(frame: _Frame, grid: Grid, rows: tuple[GridRow, ...]) -> list[BudgetLine]:
    detailed = "nature" in frame.columns.values()
    chapter: str | None = None
    found: list[BudgetLine] = []
    for row in rows:
        values = {name: row.cells[i] for i, name in frame.columns.items() if i < len(row.cells) and name != "amount"}
        label = values.get("label", "")
        cents = read_cents(row.cells[frame.amount]) if frame.amount < len(row.cells) else None
        if values.get("chapter") and re.match(r"^\d{2,3}\b", values["chapter"]):
            chapter = values["chapter"]
        if cents is None or _TOTAL.match(fold(label or row.cells[0])):
            continue
        nature = values.get("nature", "")
        if detailed and not (re.match(r"^\d{2,}", nature) or values.get("operation")):
            continue
        direction = frame.direction or direction_of_account(nature or chapter or "")
        passage = row_passage(frame.document, grid.page, row)
        if direction is None or passage is None:
            continue
        done = frame.stage in DONE
        found.append(
            BudgetLine(
                fact_id("b", frame.document.sha256, f"page {grid.page.number} {row.start}"),
                frame.document.doc,
                passage,
                frame.year,
                frame.stage,
                label or nature or chapter or "",
                direction,
                None if done else cents,
                cents if done else None,
                values.get("chapter") or chapter,
                nature or None,
                label or None,
                values.get("function") or None,
                None,
                values.get("operation") or None,
                frame.section,
                order=fold(chapter or "").startswith(("04", "02")) and chapter in ("040", "041", "042", "043", "021", "023"),
            )
        )
    return found
