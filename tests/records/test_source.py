"""Evidence: the words of a page and the lines they stand on."""

from __future__ import annotations

from pipeline.records.source import Box, Evidence


def test_a_part_keeps_the_exact_words_and_the_printed_lines_they_stand_on() -> None:
    quote = "Première ligne du texte ici. Deuxième ligne du texte là."
    boxes = (Box(0, 0, 100, 10), Box(0, 12, 100, 22))
    found = Evidence("a" * 64, 3, 50, 50 + len(quote), quote, boxes).part(28, len(quote))
    assert found.quote == "Deuxième ligne du texte là."
    assert found.start == 50 + quote.index("Deuxième")
    assert found.end - found.start == len(found.quote)
    assert found.boxes == boxes[1:]
