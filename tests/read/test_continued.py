"""Tables over several pages are one table; forms filled in anew on each page are not."""

from __future__ import annotations

import pytest

from pipeline.records.source import Document
from pipeline.records.tables import Table, tables_of
from tests.read.invariants import check_document
from tests.read.typeset import typeset

HEAD = '#set page(paper: "a5", margin: 1.5cm)\n#set text(size: 10pt, lang: "fr", hyphenate: false)\n'
PLACES = ("Brévonne", "Les Aulnes", "Le Moulin", "La Fontaine", "Le Verger", "La Mare", "Le Bourg", "Les Haies")


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows]


def grants(count: int) -> list[list[str]]:
    return [[f"Association n° {n}", f"{PLACES[n % 8]} et environs", f"{100 + n} €"] for n in range(1, count + 1)]


def cells(rows: list[list[str]]) -> str:
    return ", ".join(f"[{text}]" for row in rows for text in row)


def one_table(document: Document) -> Table:
    check_document(document)
    (table,) = tables_of(document)
    return table


@pytest.mark.parametrize("repeat", [True, False], ids=["header repeated", "header once"])
@pytest.mark.parametrize("stroke", ["1pt", "none"], ids=["ruled", "unruled"])
def test_a_long_table_is_one(repeat: bool, stroke: str) -> None:
    header = f"table.header(repeat: {str(repeat).lower()}, [*Bénéficiaire*], [*Lieu*], [*Montant*])"
    rows = grants(60)
    document = typeset(f"#table(columns: (1fr, 1fr, 60pt), stroke: {stroke}, inset: 5pt, {header}, {cells(rows)})", head=HEAD)
    assert len(document.pages) >= 2
    assert texts(one_table(document)) == [["Bénéficiaire", "Lieu", "Montant"], *rows]


def test_columns_that_are_empty_on_one_page_keep_their_number() -> None:
    rows = [[f"Action {n}", "" if n < 40 else f"Service {n}", f"{n} 000 €"] for n in range(1, 61)]
    table = one_table(typeset(f"#table(columns: (1fr, 1fr, 60pt), {cells(rows)})", head=HEAD))
    assert {c.text: c.column for row in table.rows for c in row if c.text}["60 000 €"] == 2
    assert {c.text: c.column for row in table.rows for c in row if c.text}["1 000 €"] == 2


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    steps = " ".join(f"les habitants du quartier {PLACES[n % 8]} sont réunis" for n in range(60))
    rows = [*grants(20), ["Association des haies", f"Au printemps {steps}", "900 €"], *grants(24)[22:]]
    document = typeset(f"#table(columns: (1fr, 1fr, 60pt), {cells(rows)})", head=HEAD)
    table = one_table(document)
    assert texts(table) == rows
    passage = table.rows[20][1].passage(document)
    assert passage is not None
    assert len(passage.evidence) >= 2
    assert passage.text == f"Au printemps {steps}"


def test_the_rest_of_a_value_without_its_label_belongs_to_the_label() -> None:
    value = " \\ ".join(f"Étape {n} : réunir" for n in range(20))
    rows = f"[Objectif], [#box(height: 12cm)[Planter]], [Étapes], [{value}], [Pilote], [La commune]"
    table = one_table(typeset(f"#table(columns: (90pt, 1fr), {rows})", head=HEAD))
    assert [c.text for c in table.rows[2]] == ["Pilote", "La commune"]
    assert table.rows[1][1].text.endswith("Étape 19 : réunir")


def test_forms_with_the_same_labels_are_tables_of_their_own() -> None:
    def form(name: str) -> str:
        return f"#table(columns: (90pt, 1fr), rows: 80pt, [Action], [{name}], [Pilote], [La commune], [Budget], [12 €], [Suivi], [Un an])"

    document = typeset("\n#pagebreak()\n".join(map(form, ("Planter", "Réparer", "Ouvrir"))), head=HEAD)
    assert [len(t.blocks) for t in tables_of(document)] == [1, 1, 1]


def test_a_first_column_of_a_few_words_is_no_form() -> None:
    rows = [["Mme" if n % 3 else "M.", f"Personne {n}", f"{n} voix"] for n in range(1, 61)]
    assert texts(one_table(typeset(f"#table(columns: (40pt, 1fr, 60pt), {cells(rows)})", head=HEAD))) == rows


def test_tables_of_other_columns_stay_apart() -> None:
    one, other = f"#table(columns: (1fr, 1fr, 60pt), {cells(grants(22))})", "#table(columns: (50pt, 1fr), [a], [b], [c], [d])"
    document = typeset(f"{one}\n#pagebreak()\n{other}", head=HEAD)
    assert len(list(tables_of(document))) == 2
    assert not any(b.continues for p in document.pages for b in p.blocks)


def test_a_table_with_room_left_below_has_ended() -> None:
    document = typeset(
        "#table(columns: (1fr, 60pt), [Haies], [1 €])\n#pagebreak()\n#table(columns: (1fr, 60pt), [Mares], [2 €])\n#v(9cm)\nFin", head=HEAD
    )
    assert len(list(tables_of(document))) == 2
