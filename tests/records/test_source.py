"""Pages and evidence: the words, and the lines they stand on."""

from __future__ import annotations

from pipeline.records.source import Box, Cell, Evidence
from tests.factories import page


def test_a_part_keeps_the_exact_words_and_the_printed_lines_they_stand_on() -> None:
    quote = "Première ligne du texte ici. Deuxième ligne du texte là."
    boxes = (Box(0, 0, 100, 10), Box(0, 12, 100, 22))
    found = Evidence("a" * 64, 3, 50, 50 + len(quote), quote, boxes).part(28, len(quote))
    assert found.quote == "Deuxième ligne du texte là."
    assert found.start == 50 + quote.index("Deuxième")
    assert found.end - found.start == len(found.quote)
    assert found.boxes == boxes[1:]


def test_words_are_said_with_one_space_between_two() -> None:
    one = page("la halle\n  du  marché")
    assert one.said(one.words) == "la halle du marché"
    assert one.said(()) == ""


def test_a_cell_is_said_without_the_blanks_around_it() -> None:
    one = page("Halle \t 1 200 € ")
    assert one.text_of(Cell(6, 16, 0, 1, Box(0, 0, 90, 11))) == "1 200 €"
