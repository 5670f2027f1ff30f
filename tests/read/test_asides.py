"""Dates and sums at the right edge beside the titles of a list are read behind their title, and rows of a list stay rows."""

from __future__ import annotations

import pytest

from tests.read.typeset import blocks, typeset

ENTRIES = (
    ("Ouvrir une ressourcerie dans la halle aux grains et y former vingt jeunes", "printemps 2026", "12 000 €", "Porté par le réseau."),
    ("Réparer les vélos", "octobre 2025", "3 500 € par an", "Porté par le Dérailleur."),
    ("Tenir une foire aux graines la même fin de semaine dans les douze communes", "mai 2027", "900 €", "Porté par les Semeurs."),
)


def entry(title: str, when: str, cost: str, who: str, size: float = 9) -> str:
    left = f"#text(13pt)[*{title}*] \\ #text(9.5pt)[{who}]"
    return f"#block(grid(columns: (1fr, 3.6cm), gutter: 12pt, align: (left, right), [{left}], text({size}pt)[*{when}* \\ {cost}]))\n"


def level(title: str, when: str, cost: str, who: str) -> str:
    """An entry whose lines are all of one size and pitch."""
    return f"#block(grid(columns: (1fr, 3.6cm), align: (left, right), [*{title}* \\ {who}], [{when} \\ {cost}]))\n"


@pytest.mark.parametrize("size", [8, 9, 10.5])
def test_what_stands_beside_a_title_is_read_behind_it(size: float) -> None:
    found = [text for _, text in blocks(typeset("Voté en mai.\n\n" + "".join(entry(*one, size=size) for one in ENTRIES)))]
    assert found == ["Voté en mai.", *(text for title, when, cost, who in ENTRIES for text in (title, when, cost, who))]


def test_one_entry_alone_is_left_as_it_is() -> None:
    """Letterheads have a date and a place at the right edge too."""
    found = [text for _, text in blocks(typeset("Voté en mai.\n\n" + entry(*ENTRIES[1])))]
    assert found[1].split() == [*ENTRIES[1][0].split(), *ENTRIES[1][1].split()]


def test_lines_that_are_all_level_stay_rows() -> None:
    """The second line at the right edge belongs to the second at the left."""
    short = [
        ("Réparer", "mai 2025", "3 500 €", "Atelier"),
        ("Semer", "juin 2026", "900 €", "Jardin"),
        ("Lire", "mai 2026", "40 €", "École"),
    ]
    text = typeset("Voté en mai.\n" + "".join(level(*one) for one in short)).pages[0].text
    said = [word for title, when, cost, who in short for word in (title, when, who, cost)]
    assert sorted(said, key=text.index) == said


def test_two_lines_of_a_plain_list_stay_rows() -> None:
    parts = ((("Département", "12 000 €"), ("dont études", "7 500 €")), (("Région", "8 000 €"), ("dont murs", "1 500 €")))
    rows = "".join(
        f"#block(above: 2em, grid(columns: (1fr, 3cm), align: (left, right), [{a} \\ {b}], [{x} \\ {y}]))\n" for (a, x), (b, y) in parts
    )
    text = typeset(f"Le plan est le suivant.\n{rows}").pages[0].text
    assert text.index("12 000 €") < text.index("dont études") < text.index("7 500 €")
