"""A passage that a stage has cut gets the boxes of its own words."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records.source import Box, Passage, placed
from tests import factories as make

ACT = make.document("Une première attribution est proposée.\nOrganisme Montant\nSDIS 310 000 €")
PAGES = {(ACT.sha256, page.number): page for page in ACT.pages}


def test_rows_below_a_passage_are_not_marked_with_it() -> None:
    exact = make.passage(ACT, "attribution est proposée.")
    guessed = Passage((replace(exact.evidence[0], boxes=(Box(0, 0, 9, 9), Box(0, 9, 9, 18))),))
    assert placed(guessed, PAGES) == exact


def test_a_page_without_words_keeps_what_is_known() -> None:
    passage = make.passage(ACT, "attribution")
    assert placed(passage, {}) == passage
    bare = {at: replace(page, words=()) for at, page in PAGES.items()}
    assert placed(passage, bare) == passage
