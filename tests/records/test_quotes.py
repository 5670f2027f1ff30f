"""Words that a person copied from a page, found again."""

from __future__ import annotations

import pytest

from pipeline.records.quotes import find_printed
from tests import factories as make

PLAN = make.document("Ouvrir une salle\nde l’« Avenir » – le soir", "Planter des haies", "Planter des haies\nle long des chemins")


@pytest.mark.parametrize(
    ("words", "page", "found"),
    [
        ('Ouvrir une salle de l\'"Avenir" - le soir', None, 1),  # as a keyboard writes them, over two lines
        ("OUVRIR UNE SALLE", 1, 1),
        ("Ouvrir une salle", 2, None),  # printed, but not there
        ("Planter des haies", None, 2),  # the first of two places
        ("Planter des haies", 3, 3),
        ("Planter des arbres", None, None),
        ("   ", None, None),
    ],
)
def test_words_are_found_where_they_are_printed(words: str, page: int | None, found: int | None) -> None:
    passage = find_printed(PLAN, words, page)
    assert (passage.page if passage else None) == found
