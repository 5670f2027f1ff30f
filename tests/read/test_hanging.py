"""Numbers in circles or in large type between the lines of what they count."""

from __future__ import annotations

import pytest

from tests.read.typeset import pdf, read_bytes

POINT = (
    "#let point(n, t, d) = grid(columns: (18pt, 1fr), gutter: 6pt, align: (center + horizon, left),"
    " circle(radius: 8pt, fill: blue)[#set align(center + horizon); #text(8pt, fill: white)[#n]], [*#t* \\ #d])\n"
)
LINES = ("Raser la digue", "Planter des saules", "Ouvrir une maison de la Lorve")


def _read(source: str):
    return read_bytes(pdf(POINT + source)).document.pages[0]


def test_a_number_between_the_lines_opens_the_first_of_them() -> None:
    page = _read("".join(f"#point({n})[{line}][Avec la commune, et sur deux ans.]\n" for n, line in enumerate(LINES, 1)))
    for n, line in enumerate(LINES, 1):
        assert f"{n} {line}" in page.text


def test_the_number_keeps_its_place_on_the_page() -> None:
    page = _read("".join(f"#point({n})[{line}][Avec la commune, et sur deux ans.]\n" for n, line in enumerate(LINES, 1)))
    words = {page.text[w.start : w.end]: w for w in page.words}
    assert words["1"].box.top > words["Raser"].box.top + 2
    assert words["1"].box.x1 < words["Raser"].box.x0 - 5


def test_two_numbers_are_no_column() -> None:
    page = _read("".join(f"#point({n})[{line}][Avec la commune, et sur deux ans.]\n" for n, line in enumerate(LINES[:2], 1)))
    assert "Raser la digue" in page.text


@pytest.mark.parametrize(("size", "found"), [(17, True), (9, False)], ids=["as the others", "smaller than the others"])
def test_two_numbers_at_the_head_of_the_next_column_go_on_with_those_before(size: int, found: bool) -> None:
    card = "#let card(n, s, t) = block(height: 90pt, grid(columns: (40pt, 1fr), align: horizon, text(s * 1pt)[*#n*], [*#t*]))\n"
    left = "".join(f"#card([A{n}], 17, [{line} avant la fin de l'été \\ et avec les voisins])" for n, line in enumerate(LINES, 1))
    titles = ("Louer un broyeur de branches \\ aux jardiniers du village", "Prêter deux vélos pendant l'été \\ aux saisonniers du camping")
    right = "".join(f"#card([A{n}], {size}, [{title}])" for n, title in enumerate(titles, 4))
    page = _read(f"{card}#grid(columns: (1fr, 1fr), gutter: 20pt, [{left}], [{right}])")
    assert ("A4 Louer un broyeur" in page.text and "A5 Prêter deux" in page.text) == found


def test_the_sign_that_says_how_an_arrow_is_drawn_is_no_letter() -> None:
    page = _read('#text(font: "DejaVu Sans")[\u25b6\ufe0e Ouvrir un café]\n\n#text(font: "DejaVu Sans")[\u25b6\ufe0e Fermer la rue]')
    assert "\ufe0e" not in page.text
    assert [page.text[b.start : b.end] for b in page.blocks if b.bullet] == ["Ouvrir un café", "Fermer la rue"]


def _item(first: str, second: str, number: str = "D2024-014"):
    return _read(f"Le compte rendu est approuvé.\n\n#grid(columns: (70pt, 1fr), align: (left + horizon, left), [*{number}*],"
                 f" [*{first}* \\ *{second}*])\n\nRapporteur : le maire")  # fmt: skip


def test_a_reference_between_the_lines_of_its_title_opens_it() -> None:
    page = _item("Toiture du gymnase, panneaux solaires et partage", "de la production avec les voisins")
    assert "D2024-014 Toiture du gymnase" in page.text and "partage de la production" in page.text.replace("\n", " ")


def test_a_date_between_two_lines_is_no_reference() -> None:
    assert "12/06/2024 Toiture" not in _item("Toiture du gymnase et panneaux", "solaires du préau", "12/06/2024").text


def _field(label: str, *lines: str, weight: str = "regular"):
    told = " \\ ".join(f"*{line}*" for line in lines)
    return _read(
        "#grid(columns: (110pt, 1fr), row-gutter: 6pt, align: (left + horizon, left), [Séance], [14 mars 2028],"
        f' text(weight: "{weight}")[{label}], [{told}])\n\nPrésents : dix-neuf membres.'
    )


@pytest.mark.parametrize("label", ["Objet", "Objet :", "OBJET", "OBJET :"])
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_label_of_the_subject_opens_its_first_line(label: str, weight: str) -> None:
    two = _field(label, "Nettoyage des vitres du gymnase, accord-cadre", "à bons de commande", weight=weight).text.replace("\n", " ")
    assert f"{label} Nettoyage des vitres du gymnase, accord-cadre à bons de commande" in two
    three = _field(label, "Nettoyage des vitres", "du gymnase, accord-cadre", "à bons de commande", weight=weight).text.replace("\n", " ")
    assert f"{label} Nettoyage des vitres du gymnase, accord-cadre à bons de commande" in three


def test_the_word_in_a_sentence_is_no_label() -> None:
    page = _read("Le conseil, saisi de cet objet, vote la suite \\ *du programme, et le maire* \\ *en rend compte.*")
    assert "cet objet, vote" in page.text


def test_a_label_stays_where_it_is_printed() -> None:
    page = _field("Objet", "Nettoyage des vitres du gymnase, accord-cadre", "à bons de commande")
    words = {page.text[w.start : w.end]: w for w in page.words}
    assert words["Objet"].box.x1 < words["Nettoyage"].box.x0 - 40 and words["Objet"].box.top > words["Nettoyage"].box.top + 2


def test_a_reference_level_with_the_one_line_of_its_title_stays() -> None:
    page = _read("#grid(columns: (70pt, 1fr), align: (left + horizon, left), [*D2024-014*], [*Toiture du gymnase*])")
    assert "D2024-014 Toiture du gymnase" in page.text


def test_a_number_in_large_type_before_a_title_of_several_lines_opens_it() -> None:
    page = _read(
        "#grid(columns: (90pt, 1fr), align: (left + horizon, left + horizon), text(50pt)[*7*],"
        " text(16pt)[*Adopter une charte pour la juste \\ rémunération des artistes*])\n\nLe constat"
    )
    assert "7 Adopter une charte" in page.text


def test_a_number_in_large_type_before_a_paragraph_stays() -> None:
    page = _read(f"#grid(columns: (90pt, 1fr), align: (left + horizon, left), text(50pt)[*7*], [{'Une phrase qui dit le constat. ' * 20}])")
    assert "7 Une phrase" not in page.text


@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
@pytest.mark.parametrize("label", ["Fiche 4", "Action n° 12", "7"])
def test_a_numbered_label_in_a_bar_opens_the_title_beside_it(label: str, align: str) -> None:
    title = "*Ouvrir une maison des saisonniers avec quarante lits \\ dans l'ancienne gendarmerie*"
    bar = f"fill: luma(220), inset: 6pt, align: (left + {align}, left), [*{label}*], [{title}]"
    page = _read(f"#grid(columns: (90pt, 1fr), {bar})\n\nLes employés dorment dans leur camion.")
    assert f"{label} Ouvrir une maison des saisonniers avec quarante lits dans l'ancienne" in page.text.replace("\n", " ")


@pytest.mark.parametrize("align", ["horizon", "bottom"])
def test_a_numbered_label_without_a_ground_opens_the_title_between_whose_lines_it_stands(align: str) -> None:
    title = "*Ouvrir une maison des saisonniers avec quarante lits \\ dans l'ancienne gendarmerie*"
    page = _read(f"#grid(columns: (90pt, 1fr), align: (left + {align}, left), [*Fiche 4*], [{title}])\n\nLes employés dorment dehors.")
    assert "Fiche 4 Ouvrir une maison des saisonniers avec quarante lits dans l'ancienne" in page.text.replace("\n", " ")


def test_numbered_labels_one_below_the_other_stay_with_their_lines() -> None:
    lines = ", ".join(
        f"[*Fiche {n}*], [*{title}*]" for n, title in enumerate(("Planter des haies", "Ouvrir un lavoir", "Prêter des vélos"), 1)
    )
    page = _read(f"#grid(columns: (90pt, 1fr), row-gutter: 5pt, {lines})")
    assert "Fiche 2 Ouvrir un lavoir" in page.text and "Fiche 3 Prêter" in page.text
