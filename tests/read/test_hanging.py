"""Numbers in circles or in large type between the lines of what they count."""

from __future__ import annotations

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


def test_the_sign_that_says_how_an_arrow_is_drawn_is_no_letter() -> None:
    page = _read('#text(font: "DejaVu Sans")[\u25b6\ufe0e Ouvrir un café]\n\n#text(font: "DejaVu Sans")[\u25b6\ufe0e Fermer la rue]')
    assert "\ufe0e" not in page.text
    assert [page.text[b.start : b.end] for b in page.blocks if b.bullet] == ["Ouvrir un café", "Fermer la rue"]
