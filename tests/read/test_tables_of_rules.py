"""Each row of the reading tables does what its example says."""

from __future__ import annotations

import re

import pytest

from pipeline.read.bullets import bullet_of, glued_bullet, readable
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize("row", load_table("bullets"), ids=lambda row: f"{ord(row['pattern'][0]):x} {row['source']}")
def test_bullets(row: dict[str, str]) -> None:
    first, _, rest = row["example"].partition(" ")
    assert bullet_of(first) == row["meaning"]
    assert bullet_of(rest.split()[0]) is None


@pytest.mark.parametrize("row", load_table("furniture_kept"), ids=lambda row: row["example"])
def test_rows_that_are_never_furniture(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], fold(row["example"]))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("-Approuve", ("-", 1)), ("•Planter", ("•", 1)), ("1)Vote", ("1)", 2)), ("porte", None), ("-12", None), ("+33", None), ("a)", None)],
)
def test_bullets_written_against_the_word(word: str, expected: tuple[str, int] | None) -> None:
    assert glued_bullet(word) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("\uf041\uf042", "AB"), ("\uf0d8", "➢"), ("haies", "haies"), ("\uf8ff", "")],
    ids=["letters of a symbol-encoded font", "a known glyph", "plain text", "an unknown glyph"],
)
def test_private_use_characters(printed: str, expected: str) -> None:
    assert readable(printed) == expected
