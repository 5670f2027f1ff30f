"""Words in columns: the same words, whichever way they are kept."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.source import Box, Word
from pipeline.records.words import Words, hull, in_columns, sides_between, words_between

TEXT = "La coopérative des haies"
SIZES = (11.0, 9.5, 12.3456)


def words() -> tuple[Word, ...]:
    """The words of TEXT, one of them cut at a line end, in several styles."""
    spans = [(0, 2, "La"), (3, 8, "coopé-"), (8, 14, "rative"), (15, 18, "des"), (19, 24, "haies")]
    return tuple(
        Word(start, end, printed, Box(start, 10.25, end + 0.125, 22), SIZES[i % 3], bold=i % 2 == 1, italic=i == 3)
        for i, (start, end, printed) in enumerate(spans)
    )


def test_columns_hold_the_same_words() -> None:
    columns = in_columns(words(), TEXT)
    assert tuple(columns) == words()
    assert [columns[i] for i in range(5)] == list(words())
    assert columns[-1] == words()[-1]
    assert columns[1:4] == words()[1:4]
    assert columns == words()
    assert columns != words()[:4]
    assert hash(columns) == hash(words())
    assert in_columns(columns, TEXT) is columns
    assert pickle.loads(pickle.dumps(columns)) == columns
    with pytest.raises(IndexError):
        columns[5]


def test_only_forms_unlike_the_text_are_kept() -> None:
    assert dict(in_columns(words(), TEXT).printed) == {1: "coopé-"}


@given(st.integers(0, 25), st.integers(0, 25))
def test_words_of_a_span_are_those_that_it_touches(start: int, end: int) -> None:
    touched = tuple(w for w in words() if w.start < end and w.end > start)
    if start < end:
        assert words_between(words(), start, end) == touched
        assert words_between(in_columns(words(), TEXT), start, end) == touched
        sides = [(w.box.x0, w.box.top, w.box.x1, w.box.bottom) for w in touched]
        assert list(sides_between(words(), start, end)) == list(sides_between(in_columns(words(), TEXT), start, end)) == sides


def test_a_page_without_words() -> None:
    empty = in_columns((), "")
    assert isinstance(empty, Words)
    assert len(empty) == 0
    assert list(empty) == []
    assert words_between(empty, 0, 5) == ()


def test_the_smallest_box_around_boxes() -> None:
    assert hull([Box(10, 5, 20, 8), Box(4, 6, 12, 30)]) == Box(4, 5, 20, 30)
    assert hull([Box(1, 2, 3, 4)]) == Box(1, 2, 3, 4)
