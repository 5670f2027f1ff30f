"""Blocks: what belongs together, what is kept apart, and what a table without lines holds."""

from __future__ import annotations

import random

import pytest

from pipeline.records.source import BlockKind
from tests.read import hostile
from tests.read.invariants import check_document
from tests.read.typeset import blocks, body, read_bytes, typeset

WORDS = "La commune de Brévonne entretient les chemins, les haies et les fontaines avec les habitants du village et les associations. "
FICHE = """
#let fiche(n, title) = [
  #line(length: 100%)
  #text(size: 12pt, weight: "bold")[#n #title]
  #grid(columns: (1fr, 1fr, 1fr), gutter: 14pt,
    [#strong[Constat.] Les arbres manquent dans toutes les rues du bourg et des hameaux.],
    [#strong[Comment ?]
      - Choisir les essences
      - Planter en hiver
      - Arroser en été],
    [#strong[Pilote :] Service des parcs \\ #strong[Avec :] Les riverains \\ #strong[Pour quand :] 2025 \\ #strong[Budget :] 4 000 €])
]
#fiche("1.1", "Planter des arbres")
#fiche("1.2", "Ouvrir un verger")
"""


def test_three_columns_under_each_title_are_read_title_by_title() -> None:
    found = [text for _, text in blocks(typeset(FICHE))]
    assert found == [
        "1.1 Planter des arbres",
        "Constat. Les arbres manquent dans toutes les rues du bourg et des hameaux.",
        "Comment ?",
        *("Choisir les essences", "Planter en hiver", "Arroser en été"),
        *("Pilote : Service des parcs", "Avec : Les riverains", "Pour quand : 2025", "Budget : 4 000 €"),
        "1.2 Ouvrir un verger",
        "Constat. Les arbres manquent dans toutes les rues du bourg et des hameaux.",
        "Comment ?",
        *("Choisir les essences", "Planter en hiver", "Arroser en été"),
        *("Pilote : Service des parcs", "Avec : Les riverains", "Pour quand : 2025", "Budget : 4 000 €"),
    ]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_prose_keep_their_order(columns: int) -> None:
    words = " ".join(f"mot{n}" for n in range(900))
    document = typeset(f"= Un titre sur toute la largeur\n#columns({columns}, gutter: 14pt)[{words}]")
    found = body(document).replace("\n", " ").split()
    assert found == ["Un", "titre", "sur", "toute", "la", "largeur", *words.split()]


@pytest.mark.parametrize("columns", [2, 3])
def test_stretched_lines_of_columns_keep_their_order(columns: int) -> None:
    pick = random.Random(columns)
    words = " ".join(
        "".join(pick.choices(("ba", "cor", "di", "gal", "jar", "lin", "mo"), k=pick.randint(1, 4))) + "e" * (n % 3) for n in range(700)
    )
    found = body(typeset(f"#set par(justify: true)\n#columns({columns}, gutter: 14pt)[{words}]"))
    assert found.split() == words.split()


def test_a_side_box_stays_out_of_the_sentence_beside_it() -> None:
    box = f'#box(fill: rgb("#dde8dd"), inset: 6pt, width: 100%)[{WORDS}]'
    document = typeset(f"#grid(columns: (2fr, 1fr), gutter: 16pt, [{WORDS * 5}], [{box}])")
    page = document.pages[0]
    kinds = [(b.kind, b.shaded, page.text[b.start : b.end]) for b in page.blocks]
    assert (BlockKind.PARAGRAPH, False, (WORDS * 5).strip()) in kinds
    assert (BlockKind.SIDE, True, WORDS.strip()) in kinds


def test_a_heading_on_a_coloured_band_is_shaded() -> None:
    band = '#block(fill: rgb("#336699"), width: 100%, inset: 6pt, text(white, size: 15pt, weight: "bold")[Axe 1 -- Marcher])'
    page = typeset(f"{band}\n\n{WORDS * 2}").pages[0]
    first = page.blocks[0]
    assert (first.kind, first.shaded) == (BlockKind.HEADING, True)
    assert not page.blocks[1].shaded


def test_a_table_without_lines_under_a_bold_header() -> None:
    rows = "[Planter des haies le long des chemins], [Service des parcs], [2024], [Ouvrir une ressourcerie], [Déchets], [2026]"
    head = "[*Action*], [*Pilote*], [*Échéance*]"
    document = typeset(f"#table(stroke: none, inset: 9pt, columns: (150pt, 100pt, 80pt), {head}, {rows})\n\n{WORDS}")
    table, paragraph = document.pages[0].blocks
    text = document.pages[0].text
    assert table.kind is BlockKind.TABLE
    assert text[table.start : table.end].split("\n") == [
        "Action\tPilote\tÉchéance",
        "Planter des haies le long des chemins\tService des parcs\t2024",
        "Ouvrir une ressourcerie\tDéchets\t2026",
    ]
    assert text[paragraph.start : paragraph.end] == WORDS.strip()
    check_document(document)


def test_the_second_line_of_a_name_belongs_to_its_row() -> None:
    rows = r"[Comité des fêtes de \ Bois-Rond], [Feu], [1 000 €], [Foyer rural], [Spectacle], [2 000 €], [Harmonie], [Concert], [3 000 €]"
    document = typeset(
        f"#table(stroke: none, inset: 6pt, columns: (90pt, 100pt, 80pt), [*Nom*], [*Objet*], [*Montant*], {rows})\n\n{WORDS}"
    )
    table = document.pages[0].blocks[0]
    assert document.pages[0].text[table.start : table.end].split("\n") == [
        "Nom\tObjet\tMontant",
        "Comité des fêtes de Bois-Rond\tFeu\t1 000 €",
        "Foyer rural\tSpectacle\t2 000 €",
        "Harmonie\tConcert\t3 000 €",
    ]


def test_labels_with_sums_are_rows_of_a_table() -> None:
    grants = "[Foyer rural], [1 200 €], [Amis des haies], [350 €], [Club de pétanque], [80 €]"
    document = typeset(f"#table(stroke: none, columns: (200pt, 80pt), align: (left, right), {grants})")
    assert document.pages[0].text == "Foyer rural\t1 200 €\nAmis des haies\t350 €\nClub de pétanque\t80 €"


def test_a_table_drawn_after_the_text_stands_where_it_is_seen() -> None:
    table = "#place(top + left, dy: 3cm, table(columns: 2, [Haies], [40 m], [Mares], [2]))"
    document = typeset(f"{WORDS}\n\n#v(4cm)\n{WORDS}{table}")
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "table", "paragraph"]


def test_minutes_inside_a_frame_keep_their_paragraphs() -> None:
    inside = f"{WORDS * 4}\n\n- Approuve le plan\n- Autorise la maire\n\n{WORDS * 4}"
    kinds = [kind for kind, _ in blocks(typeset(f"#rect(width: 100%)[{inside}]"))]
    assert kinds == ["paragraph", "list_item", "list_item", "paragraph"]


def test_a_large_line_in_bold_stands_apart_from_the_large_one_above() -> None:
    lines = "\n\n".join(["Les enfants attendent une place depuis deux ans."] * 6)
    source = f'#text(13pt)[Cinq propositions adoptées en séance]\n\n#text(13pt, weight: "bold")[1 Ouvrir une crèche]\n\n{lines}'
    assert [text for _, text in blocks(typeset(source))][:2] == ["Cinq propositions adoptées en séance", "1 Ouvrir une crèche"]


def test_a_bold_run_over_a_line_end_parts_nothing() -> None:
    document = typeset(f"#par(justify: true)[{WORDS}#strong[{WORDS * 2}]{WORDS}]")
    assert len(document.pages[0].blocks) == 1


@pytest.mark.parametrize("body", ["stroke: 1pt", 'fill: rgb("#f4f4f4")'], ids=["frame", "ground"])
@pytest.mark.parametrize("columns", [2, 3])
def test_a_bar_and_what_it_heads_are_one_card(columns: int, body: str) -> None:
    """Bars side by side over boxes of their width were read before all the boxes."""
    card = (
        '#let card(n) = block(width: 100%, {block(width: 100%, fill: rgb("#b23a48"), inset: 8pt, below: 0pt, strong[Action #n])\n'
        f"block(width: 100%, height: 3cm, {body}, inset: 8pt, above: 0pt)[Le texte de #n \\ Pilote : la Ville de #n]}})\n"
    )
    cards = ", ".join(f"card[{letter}]" for letter in "ABC"[:columns])
    found = [text for _, text in blocks(typeset(f"{card}#grid(columns: (1fr,) * {columns}, gutter: 14pt, {cards})"))]
    assert [text for text in found if text.startswith("Action")] == [f"Action {letter}" for letter in "ABC"[:columns]]
    assert [text.split()[-1] for text in found] == sorted(text.split()[-1] for text in found)


def test_heads_of_columns_with_white_between_are_no_cards() -> None:
    """Cells on grounds of their own touch the head above them, but more follow."""
    rows = [[f"Ouvrir le lieu {at}", f"Service {at}", f"{at} 000 €"] for at in range(1, 5)]
    cells = ", ".join(f"[{cell}]" for row in [["*Action*", "*Pilote*", "*Budget*"], *rows] for cell in row)
    fill = '(x, y) => if y == 0 { rgb("#b23a48") } else { rgb("#f4f4f4") }'
    found = blocks(typeset(f"#table(columns: (1fr,) * 3, rows: (auto, 1.2cm), column-gutter: 12pt, stroke: none, fill: {fill}, {cells})"))
    assert found == [("table", "\n".join("\t".join(row) for row in [["Action", "Pilote", "Budget"], *rows]))]


def test_text_larger_than_the_tables_is_no_heading() -> None:
    cells = ", ".join("[Fournitures de bureau et petit équipement], [1 200]" for _ in range(30))
    document = typeset(f"{WORDS * 4}\n\nRapporteur : madame la maire\n\n#text(size: 7pt)[#table(columns: 2, {cells})]")
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "paragraph", "table"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_with_a_rotation_reads_as_it_is_seen(turn: int) -> None:
    content = {
        90: b"0 1 -1 0 400 100 cm",
        180: b"-1 0 0 -1 500 500 cm",
        270: b"0 -1 1 0 100 700 cm",
    }[turn]
    stream = b"q " + content + b" BT /F1 12 Tf 0 20 Td (Premier texte) Tj 0 -20 Td (Second texte) Tj ET Q"
    page = b"/MediaBox [0 0 595 842] /Rotate %d" % turn
    document = read_bytes(hostile.one_page(stream, page=page)).document
    assert document is not None
    assert body(document).split() == ["Premier", "texte", "Second", "texte"]
    first, second = document.pages[0].words[0], document.pages[0].words[2]
    assert first.box.top < second.box.top
    assert abs(first.box.x0 - second.box.x0) < 6
    assert document.pages[0].rotation == turn


HEADED = ["Bouger", "Se loger", "Manger"], ["Apprendre", "Respirer", "Se soigner"]
WISHES = ["Un bus de nuit", "Poser des bancs", "Des haies le long du canal", "Prêter la salle", "Une halle au marché", "Moins de bruit"]
REASON = "Les jours de pluie la place se vide"


def abreast(bold: bool) -> tuple[str, str]:
    """Three columns of short paragraphs under bold heads of their own, and their text in order."""
    source, text = [], []
    for column in range(3):
        parts = [HEADED[0][column], *WISHES[column : 4 + (column == 1)], HEADED[1][column], *WISHES[3 - column : 5]]
        lines = [f"*{p}* \\\n{REASON}" if bold and p in WISHES else p if p in WISHES else f"*{p}*" for p in parts]
        source.append("[" + "\n\n".join(lines) + "]")
        text += [f"{p} {REASON}" if bold and p in WISHES else p for p in parts]
    return f"#grid(columns: (1fr, 1fr, 1fr), column-gutter: 20pt, {', '.join(source)})", " ".join(text)


@pytest.mark.parametrize("bold", [False, True], ids=["one line each", "bold leads"])
def test_columns_of_text_under_bold_heads_are_no_table(bold: bool) -> None:
    source, wanted = abreast(bold)
    document = typeset(f"= Nos demandes\n\n{source}")
    assert not any(b.cells for b in document.pages[0].blocks)
    assert " ".join(body(document).split()) == f"Nos demandes {wanted}"


def test_what_closes_a_bracket_of_the_line_above_is_no_bullet() -> None:
    found = body(
        typeset("Le prix est fixé ainsi : tranche 1 (quotient jusqu'à \\ 450) 1,00 € ; tranche 2 (quotient jusqu'à \\ 700) 2,00 €.")
    )
    found = found.replace("\n", " ")
    assert "à 450) 1,00 €" in found and "à 700) 2,00 €" in found


@pytest.mark.parametrize("width", [203, 209, 275])
def test_a_sum_that_moves_whole_to_the_next_line_parts_nothing(width: int) -> None:
    said = "L'adhésion s'élèverait à 17~500~€ la première année et à 12~300~€ ensuite ; la commune verse 140~200~€. " * 3
    document = typeset(f"#block(width: {width}pt)[{said}]")
    assert len(document.pages[0].blocks) == 1


def test_frames_whose_corners_are_drawn_in_many_arcs_keep_their_words() -> None:
    """Two lines a card are too few for a gutter between them: only the frames say what belongs together."""
    cards = """
#let rounded(w, h, r) = {
  let at(cx, cy, a) = (cx + r * calc.cos(a), cy + r * calc.sin(a))
  let corner(cx, cy, from) = range(1, 9).map(i => curve.quad(at(cx, cy, from + (i - 0.5) * 11.25deg), at(cx, cy, from + i * 11.25deg)))
  curve(stroke: 0.8pt, curve.move((r, 0pt)), curve.line((w - r, 0pt)), ..corner(w - r, r, -90deg), curve.line((w, h - r)),
    ..corner(w - r, h - r, 0deg), curve.line((r, h)), ..corner(r, h - r, 90deg), curve.line((0pt, r)), ..corner(r, r, 180deg),
    curve.close())
}
#let card(words) = block(width: 100%, height: 50pt, { place(rounded(220pt, 50pt, 9pt)); pad(10pt, words) })
#grid(columns: (220pt, 220pt), gutter: 14pt,
  card[Prêter des vélos aux apprentis de la zone des Saules], card[Ouvrir la halle aux artisans un dimanche sur deux toute l'année],
  card[Repeindre les passages devant les écoles du bourg], card[Accueillir les nouveaux habitants chaque automne à la mairie])
"""
    assert [text for _, text in blocks(typeset(cards))] == [
        "Prêter des vélos aux apprentis de la zone des Saules",
        "Ouvrir la halle aux artisans un dimanche sur deux toute l'année",
        "Repeindre les passages devant les écoles du bourg",
        "Accueillir les nouveaux habitants chaque automne à la mairie",
    ]
