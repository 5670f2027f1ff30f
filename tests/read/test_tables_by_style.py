"""The same fiche and the same list of actions in the styles that plans use, cell by cell."""

from __future__ import annotations

import pytest

from tests.read.invariants import check_document
from tests.read.typeset import typeset

TEXT = "Un texte court sur toute la largeur de la page pour dire de quoi il est question dans cette fiche de travail. " * 2
FICHE = [
    [
        "Constat",
        "Les commerces du bourg ferment et les habitants vont acheter en ville, ce qui pèse sur celles et ceux qui n'ont pas de voiture.",
    ],
    ["Objectif", "Ouvrir une épicerie tenue par une coopérative d'habitants"],
    ["Pilote", "Service économie"],
    ["Partenaires", "Chambre d'agriculture, producteurs locaux, association des commerçants"],
    ["Calendrier", "2024 – 2026"],
    ["Budget", "45 000 €"],
]
ACTIONS = [
    ["N°", "Action", "Pilote", "Échéance", "Coût"],
    ["1", "Ouvrir une épicerie coopérative dans l'ancienne poste", "Service économie", "2025", "45 000 €"],
    ["2", "Créer un atelier de réparation de vélos", "Association Roue libre", "2024", "12 000 €"],
    ["3", "Planter huit cents mètres de haies avec les écoles", "Service des parcs", "2026", "8 500 €"],
    ["4", "Installer des bancs et des fontaines sur les places du bourg et des hameaux", "Voirie", "2025", "6 200 €"],
    ["5", "Former les bénévoles", "Maison des associations", "2024", ""],
]
GROUND = 'rgb("#336699")'
NONE, LABELS = "none", "(x, y) => if x == 0 { luma(220) }"
HEAD, BANDS = f"(x, y) => if y == 0 {{ {GROUND} }}", "(x, y) => if calc.odd(y) { luma(235) }"


def rows_read(table: str) -> list[list[str]]:
    document = typeset(f"{TEXT}\n\n{table}\n\n{TEXT}")
    check_document(document)
    page = document.pages[0]
    (block,) = [b for b in page.blocks if b.cells]
    return [row.split("\t") for row in page.text[block.start : block.end].split("\n")]


@pytest.mark.parametrize("stroke", ["1pt", "(bottom: 0.5pt)", "none"])
@pytest.mark.parametrize("ground", [NONE, LABELS, BANDS], ids=["plain", "labels on grey", "banded"])
def test_a_fiche_of_labels_and_values(stroke: str, ground: str) -> None:
    cells = ", ".join(f"[*{label}*], [{value}]" for label, value in FICHE)
    assert rows_read(f"#table(columns: (90pt, 1fr), stroke: {stroke}, inset: 6pt, fill: {ground}, {cells})") == FICHE


@pytest.mark.parametrize("stroke", ["1pt", "(bottom: 0.5pt)", "none"])
@pytest.mark.parametrize("ground", [NONE, HEAD, BANDS], ids=["plain", "head on colour", "banded"])
def test_a_list_of_actions(stroke: str, ground: str) -> None:
    cells = ", ".join([f"[*{text}*]" for text in ACTIONS[0]] + [f"[{text}]" for row in ACTIONS[1:] for text in row])
    assert rows_read(f"#table(columns: (20pt, 1fr, 90pt, 65pt, 60pt), stroke: {stroke}, inset: 6pt, fill: {ground}, {cells})") == ACTIONS


def test_a_long_name_near_the_next_column_stays_in_the_table() -> None:
    rows = [
        ["Bénéficiaire", "Objet", "Montant"],
        ["Chorale du Val", "Fonctionnement", "900 €"],
        ["Radio Brème", "Émissions locales", "700 €"],
    ]
    rows += [["Club de plongée Les Bulles de la Brème", "Remplacement d'un compresseur", "2 000 €"]]
    cells = ", ".join([f"[*{text}*]" for text in rows[0]] + [f"[{text}]" for row in rows[1:] for text in row])
    columns = "columns: (auto, 1fr, auto), stroke: (bottom: 0.5pt), inset: (x: 5pt, y: 3pt)"
    assert rows_read(f"#table({columns}, fill: {HEAD}, {cells})") == rows


def test_labels_that_run_into_their_text_are_no_form() -> None:
    labels = "\n\n".join(f"*{name} :* la commune réunit les habitants du bourg" for name in ("Qui", "Quand", "Comment", "Pourquoi"))
    assert not any(b.cells for b in typeset(labels).pages[0].blocks)


def test_a_bold_title_of_several_lines_beside_a_column_is_no_form() -> None:
    title = "*Confier chaque année à un jury de jeunes une enveloppe pour les projets des quartiers et des hameaux*"
    text = " \\\n".join("La bande de terre au bord de l'eau est restée sans entretien." for _ in range(9))
    page = typeset(f"#grid(columns: (120pt, 1fr), column-gutter: 20pt, [{title}], [{text}])").pages[0]
    assert not any(b.cells for b in page.blocks)


@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
@pytest.mark.parametrize("rule", ["0.4pt", "none"], ids=["a rule below the bar", "only its ground"])
@pytest.mark.parametrize("frame", ["0.8pt", "none"])
def test_a_fiche_whose_rows_alone_are_ruled(align: str, rule: str, frame: str) -> None:
    """The bar of its title is a row of its own, and a label beside several lines is one cell at whatever height it stands."""
    title = "Ouvrir une épicerie tenue par une coopérative d'habitants avec un dépôt de pain et un relais pour les colis des hameaux"
    bar = f"table.cell(fill: {GROUND}, align: {align})[*Fiche 4*], table.cell(fill: {GROUND})[*{title}*]"
    cells = ", ".join(f"table.cell(align: {align})[*{label}*], [{value}]" for label, value in FICHE)
    stroke = f"(x, y) => (x: none, top: none, bottom: if y == 0 {{ {rule} }} else {{ 0.4pt }})"
    table = f"table(columns: (90pt, 1fr), stroke: {stroke}, inset: 6pt, {bar}, {cells})"
    assert rows_read(f"#block(stroke: {frame}, {table})") == [["Fiche 4", title], *FICHE]


def test_names_and_sums_between_rules_keep_their_sums() -> None:
    """Sums that end at one edge begin at several: the first figures of some look like the end of a label."""
    rows = [
        ["École", "1#h(8pt)449,00 €"],
        ["Tennis", "840,00 €"],
        ["Donneurs", "1#h(8pt)170,00 €"],
        ["Chorale", "300,00 €"],
        ["Club", "200,00 €"],
    ]
    cells = ", ".join(f"[{name}], [{amount}]" for name, amount in rows)
    found = rows_read(f"#table(columns: (1fr, 90pt), align: (left, right), stroke: (x: none, y: 0.4pt), {cells})")
    assert [row[0] for row in found] == [name for name, _ in rows]


def test_framed_notes_whose_rows_alone_are_ruled_are_no_fiche() -> None:
    cells = ", ".join(f"[{number} {TEXT}]" for number in range(1, 5))
    assert not any(b.cells for b in typeset(f"#block(stroke: 0.8pt, table(columns: 1, stroke: (bottom: 0.4pt), {cells}))").pages[0].blocks)
