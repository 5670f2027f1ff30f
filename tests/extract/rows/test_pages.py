"""Tables of PDF as rows, on pages built by hand."""

from datetime import date

import pytest

from pipeline.extract.rows import budget_lines_of, register_of
from pipeline.extract.rows.budget_pages import _field
from pipeline.extract.rows.stages import direction_of_account
from pipeline.records.lexicon import load_table
from pipeline.records.source import Block, BlockKind, Box, Cell, Document, Page

BOX = Box(0, 0, 1, 1)


def page(number, *parts):
    """A page from paragraphs (str) and tables (list of rows of cells)."""
    text = ""
    blocks = []
    for part in parts:
        begin = len(text)
        if isinstance(part, str):
            text += part
            blocks.append(Block(BlockKind.PARAGRAPH, begin, len(text), BOX, 10))
        else:
            cells = []
            for r, row in enumerate(part):
                for c, cell in enumerate(row):
                    if cell:
                        cells.append(Cell(len(text), len(text) + len(cell), r, c, BOX))
                    text += cell + ("\t" if c < len(row) - 1 else "")
                text += "\n"
            text = text[:-1]
            blocks.append(Block(BlockKind.TABLE, begin, len(text), BOX, 10, cells=tuple(cells)))
        text += "\n"
    return Page(number, 595, 842, 0, text, len(text), (), tuple(blocks))


def document(*pages):
    return Document("0" * 64, "file.pdf", pages, "test")


HEADER = ["Chap.", "Nature", "Libellé", "Fonct.", "Opér.", "BP 2023", "BP 2024"]
TABLE = [
    HEADER,
    ["21", "", "Immobilisations corporelles", "", "", "0,00", "620,00"],
    ["", "2188", "Lavoir – bancs", "325", "77", "0,00", "600,00"],
    ["", "2183", "Informatique", "020", "", "5,00", "20,00"],
    ["", "", "TOTAL DÉPENSES", "", "", "5,00", "620,00"],
]


def test_budget_table():
    lines = budget_lines_of(document(page(1, "BUDGET PRIMITIF 2024", "SECTION D'INVESTISSEMENT – DÉPENSES", TABLE))).found
    assert [(x.label, x.voted, x.nature, x.chapter, x.operation, x.direction, x.section) for x in lines] == [
        ("Lavoir – bancs", 60000, "2188", "21", "77", "expense", "investissement"),
        ("Informatique", 2000, "2183", "21", None, "expense", "investissement"),
    ]
    assert lines[0].evidence.text == "2188 Lavoir – bancs 325 77 0,00 600,00"
    assert (lines[0].year, lines[0].stage) == (2024, "BP")


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (["N°", "Libellé de l'opération", "Article", "BP 2024"], ["2402", "Gîte d'étape", "2313", "900,00"], "named as an operation's"),
        (["N°", "Opération", "Contenu", "BP 2024"], ["2402", "Gîte d'étape", "Charpente", "900,00"], "beside the operation"),
    ],
)
def test_a_bare_number_beside_operations_is_their_code(header, row, reason):
    lines = budget_lines_of(document(page(1, "BUDGET PRIMITIF 2024", "Opérations d'équipement", [header, row]))).found
    assert [(x.operation, x.label, x.voted, x.direction) for x in lines] == [("2402", "Gîte d'étape", 90000, "expense")], reason


def test_a_bare_number_alone_numbers_no_operation():
    table = [["N°", "Nature", "Libellé", "BP 2024"], ["1", "2188", "Bancs", "600,00"]]
    lines = budget_lines_of(document(page(1, "BUDGET PRIMITIF 2024", "DÉPENSES", table))).found
    assert [(x.operation, x.label) for x in lines] == [(None, "Bancs")]


def test_a_table_goes_on_over_the_page():
    first = page(1, "BUDGET PRIMITIF 2024", "DÉPENSES", TABLE[:3])
    lines = budget_lines_of(document(first, page(2, TABLE[3:]))).found
    assert [(x.label, x.direction) for x in lines] == [("Lavoir – bancs", "expense"), ("Informatique", "expense")]
    assert lines[1].evidence.page == 2


def test_an_account_gives_what_was_paid():
    table = [["Chap", "Article", "Libellé", "Crédits ouverts", "Mandats émis"], ["65", "6574", "Aides", "100,00", "80,00"]]
    line = budget_lines_of(document(page(1, "Compte administratif 2023", "Dépenses de fonctionnement", table))).found[0]
    assert (line.stage, line.realised, line.voted) == ("CA", 8000, None)


def test_a_budget_by_chapter_gives_its_chapters():
    table = [["Chapitre", "Libellé", "Vote"], ["011", "Charges à caractère général", "100,00"]]
    line = budget_lines_of(document(page(1, "Budget primitif 2024", "Dépenses", table))).found[0]
    assert (line.chapter, line.voted) == ("011", 10000)


def test_a_budget_without_readable_table_is_an_issue():
    found = budget_lines_of(document(page(1, "BUDGET PRIMITIF 2024", "011 Charges 100,00")))
    assert not found.found
    assert [i.code for i in found.issues] == ["budget-tables"]


def test_an_act_that_is_no_budget_gives_nothing_and_no_issue():
    assert budget_lines_of(document(page(1, "Convention avec le club", TABLE))) == budget_lines_of(document(page(1, "Rien")))


@pytest.mark.parametrize("row", load_table("budget_columns"), ids=lambda r: r["meaning"])
def test_each_budget_column_is_understood(row):
    assert _field(row["example"]) == row["meaning"]


def test_list_of_deliberations_as_a_table():
    table = [["N°", "Objet", "Vote"], ["2024-012", "Achat du lavoir", "Approuvée"], ["2024-013", "Vente du pont", "Refusée"]]
    found = register_of(document(page(1, "Liste des délibérations examinées le 4 avril 2024", table))).found
    assert [(e.number, e.date, e.outcome) for e in found] == [
        ("2024-012", date(2024, 4, 4), "Approuvée"),
        ("2024-013", date(2024, 4, 4), "Refusée"),
    ]


def test_list_of_deliberations_as_lines():
    lines = ("Séance du 04/04/2024", "2024-012 – Achat du lavoir communal : approuvée", "Le maire ouvre la séance.")
    found = register_of(document(page(1, *lines))).found
    assert [(e.number, e.outcome) for e in found] == [("2024-012", "approuvée")]


def test_an_outcome_alone_is_no_act():
    table = [["N°", "Objet", "Vote"], ["2024-012", "Approuvée", ""], ["2024-013", "Vente du pont", "Refusée"]]
    assert [e.number for e in register_of(document(page(1, "Liste des délibérations", table))).found] == ["2024-013"]


def test_a_paragraph_that_names_both_sides_tells_no_direction():
    table = [HEADER, ["014", "739211", "Attributions", "01", "", "0,00", "9,00"]]
    parts = ("BUDGET PRIMITIF 2024", "équilibré en recettes et en dépenses", "DÉPENSES", table)
    assert [x.direction for x in budget_lines_of(document(page(1, *parts))).found] == ["expense"]


@pytest.mark.parametrize(
    ("nature", "way"), [("6574", "expense"), ("7411", "income"), ("739211", "expense"), ("609", "income"), ("2188", None)]
)
def test_direction_of_an_account(nature, way):
    assert direction_of_account(nature) == way


def test_an_empty_list_is_an_issue():
    assert [i.code for i in register_of(document(page(1, "Rien à signaler."))).issues] == ["register-empty"]
