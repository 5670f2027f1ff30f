"""Months and number words: one list each, folded as texts are."""

from __future__ import annotations

import re

from pipeline.extract.numerals import NUMBER_WORDS, number_of
from pipeline.records.folding import fold
from pipeline.records.french import ANY_FOLDED_MONTH, FOLDED_MONTHS, HUNDREDS, MONTHS, ONES, SCALES, TENS


def test_months_are_in_the_order_of_the_year() -> None:
    assert (len(MONTHS), MONTHS[1], MONTHS[7], MONTHS[11]) == (12, "février", "août", "décembre")
    assert (FOLDED_MONTHS[1], FOLDED_MONTHS[7]) == ("fevrier", "aout")
    assert ANY_FOLDED_MONTH.split("|") == list(FOLDED_MONTHS)


def test_number_words_are_folded_and_read() -> None:
    words = [*ONES, *TENS, *HUNDREDS, *SCALES]
    assert words == [fold(word) for word in words]
    assert [word for word in words if re.fullmatch(NUMBER_WORDS, word) is None or number_of(word) is None] == []
    assert (ONES["seize"], TENS["soixante"], SCALES["milliards"]) == (16, 60, 10**9)
