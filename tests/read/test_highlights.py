"""Grounds behind single lines of running text keep nothing apart; badges and bars do."""

from __future__ import annotations

import pytest

from tests.read.typeset import blocks, typeset

LONG = (
    "La passerelle est fermée depuis la crue et les enfants font le tour par la départementale. {} Le devis est prêt, "
    "et la commune voisine en paie la moitié."
)
DEMAND = (
    "Nous demandons que la passerelle soit relevée d'un mètre et rouverte avant la rentrée des classes, "
    "avec une rampe pour les fauteuils des riverains."
)


@pytest.mark.parametrize(
    ("lit", "why"),
    [
        (f"#highlight[{DEMAND}]", "one ground a line"),
        (f"#highlight[#strong[{DEMAND}]]", "in bold"),
        (f'#highlight[#text(fill: rgb("#802000"))[{DEMAND}]]', "in colour"),
        (" ".join(f"#highlight[{word}]" for word in DEMAND.split()), "one ground a word"),
    ],
)
def test_highlighted_words_stay_in_their_paragraph(lit: str, why: str) -> None:
    assert blocks(typeset(LONG.format(lit))) == [("paragraph", LONG.format(DEMAND))], why


def test_a_paragraph_that_is_highlighted_whole_is_one() -> None:
    found = blocks(typeset(f"Ceci est dit avant.\n\n#highlight[{DEMAND}]\n\nCeci est dit après."))
    assert [text for _, text in found] == ["Ceci est dit avant.", DEMAND, "Ceci est dit après."]


def test_highlighted_words_shade_nothing() -> None:
    document = typeset(LONG.format(f"#highlight[{DEMAND}]"))
    assert not any(block.shaded for page in document.pages for block in page.blocks)


def test_a_bar_over_a_paragraph_is_still_a_ground() -> None:
    bar = '#block(fill: rgb("#ffcf00"), width: 100%, inset: 4pt)[#strong[Permanence]]\nLe jeudi de 18 à 20 heures, sous la halle.'
    document = typeset(bar)
    assert [text for _, text in blocks(document)] == ["Permanence", "Le jeudi de 18 à 20 heures, sous la halle."]
    assert document.pages[0].blocks[0].shaded
