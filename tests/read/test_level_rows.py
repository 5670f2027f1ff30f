"""Tables whose rows alone are ruled: what two level rules enclose is one row, whatever stands at whatever height in it."""

from __future__ import annotations

import itertools

import pytest

from pipeline.records.source import BlockKind, Document
from tests.read.typeset import blocks, typeset

ROWS = [
    ["1.a", "Rénover cent vingt logements communaux au niveau basse consommation", "Habitat", "2030", "78 000 €"],
    ["1.b", "Planter des haies", "Parcs", "2025", "14 000 €"],
    ["1.c", "Raccorder le lycée et la piscine du plateau au réseau de chaleur du bourg", "Énergie", "2027", "41 000 €"],
]
HEAD = ["", "Action", "Pilote", "Horizon", "Budget"]
BELOW = "(x: none, top: none, bottom: 0.5pt)"
OVER = "(x: none, y: 0.5pt)"
BETWEEN = "(x, y) => if y > 0 { (top: 0.5pt) }"


def table(rows: list[list[str]], stroke: str, align: str, columns: str = "(1cm, 5.5cm, 2.5cm, 2cm, 3cm)") -> str:
    cells = ", ".join(f"[#text(size: 14pt)[{cell}]]" if cell[:2] == "1." else f"[{cell}]" for row in rows for cell in row)
    return f"#table(columns: {columns}, stroke: {stroke}, align: {align}, inset: (x: 4pt, y: 5pt), {cells})"


def rows_of_tables(document: Document) -> list[list[str]]:
    tables = [(page.text, block) for page in document.pages for block in page.blocks if block.kind is BlockKind.TABLE]
    return [
        [text[cell.start : cell.end] for cell in block.cells if cell.row == at]
        for text, block in tables
        for at in sorted({cell.row for cell in block.cells})
    ]


@pytest.mark.parametrize("align", ["horizon", "top", "bottom"])
@pytest.mark.parametrize("stroke", [BELOW, OVER, BETWEEN])
def test_a_row_is_what_the_rules_enclose(stroke: str, align: str) -> None:
    assert rows_of_tables(typeset(table([HEAD, *ROWS], stroke, align))) == [HEAD, *ROWS]


@pytest.mark.parametrize("stroke", [BELOW, OVER, BETWEEN])
def test_a_title_between_two_such_tables_belongs_to_none(stroke: str) -> None:
    both = typeset(table([HEAD, *ROWS], stroke, "horizon") + "\n== La suite\n" + table([HEAD, *ROWS], stroke, "horizon"))
    assert rows_of_tables(both) == [HEAD, *ROWS, HEAD, *ROWS]
    assert ("heading", "La suite") in blocks(both)


@pytest.mark.parametrize("parts", [(1, 2), (2, 1), (1, 1, 1)])
def test_parts_of_one_table_under_a_title_each_are_rows_however_few(parts: tuple[int, ...]) -> None:
    """Only rules over each row: what follows the last row of a part, before the next rule, is the title of the next."""
    rows = [[number, f"{title}. On nous le demande.", f"{at} voix"] for at, (number, title, *_) in enumerate(ROWS)]
    left = iter(rows)
    source = "".join(
        f"\n#text(size: 15pt)[*Partie {at}*]\n"
        + table(list(itertools.islice(left, number)), "(x: none, top: 0.5pt, bottom: none)", "top", "(1cm, 9cm, 6cm)")
        for at, number in enumerate(parts)
    )
    document = typeset(source)
    assert rows_of_tables(document) == rows
    assert [text for kind, text in blocks(document) if kind == "heading"] == [f"Partie {at}" for at in range(len(parts))]


def test_numbers_and_titles_alone_are_rows() -> None:
    rows = [row[:2] for row in ROWS]
    assert rows_of_tables(typeset(table(rows, OVER, "horizon", "(1cm, 6cm)"))) == rows


def test_rules_of_two_widths_are_those_of_merged_cells() -> None:
    themes = {
        "Se loger": ["Tenir un fichier des logements de plain-pied", "Louer", "Meubler"],
        "Se soigner": ["Ouvrir une maison de santé dans la gare", "Soigner", "Vacciner"],
        "Se nourrir": ["Tenir une épicerie ouverte chaque samedi", "Glaner", "Cuisiner"],
    }
    rows = [
        f"table.cell(rowspan: 3)[{theme}], " + "table.hline(start: 1), ".join(f"[{a}], [La commune], [2026], [4 000 €], " for a in actions)
        for theme, actions in themes.items()
    ]
    cells = "table.hline(), ".join(rows)
    document = typeset(f"#table(columns: (3cm, 4cm, 3cm, 2cm, 3cm), stroke: none, table.hline(), {cells} table.hline())")
    text = document.pages[0].text
    assert {word: text.count(word) for actions in themes.values() for action in actions for word in action.split()[:1]} == {
        "Tenir": 2,
        "Louer": 1,
        "Meubler": 1,
        "Ouvrir": 1,
        "Soigner": 1,
        "Vacciner": 1,
        "Glaner": 1,
        "Cuisiner": 1,
    }


def test_paragraphs_between_rules_are_no_table() -> None:
    words = "La commune entretient les chemins et les haies avec les habitants du village et les associations du canton. " * 3
    document = typeset(f"#line(length: 100%)\n{words}\n#line(length: 100%)\n{words}\n#line(length: 100%)\n{words}\n#line(length: 100%)")
    assert not rows_of_tables(document)
