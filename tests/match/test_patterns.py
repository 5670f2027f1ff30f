"""Patterns at the beginnings of words."""

from __future__ import annotations

import re

import pytest

from pipeline.match.patterns import at_words
from pipeline.match.words import plain
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize(
    ("pattern", "text", "found", "why"),
    [
        (r"\bbail\b|baux\b", "renouvellement du bail", True, "inside"),
        (r"\bbail\b|baux\b", "bail rural", True, "at the beginning"),
        (r"\bbail\b", "travail", False, "within a word"),
        (r"d'achats?", "centrale d'achat", True, "after a blank, with an apostrophe inside"),
        (r"(?<!\ba )tarifs?", "entree a tarif reduit", False, "what stands before is looked at"),
        (r"s?eaux?\b", "les eaux", True, "the first letter may be left out"),
        (r"[ab]c|de(?:f|g|\|)", "xx deg", True, "bars in brackets part nothing"),
        (r"^(?:vote|adoption) du budget", "vote du budget", True, "a beginning in brackets"),
        (r"^(?:vote|adoption) du budget", "le vote du budget", False, "the beginning of the text alone"),
        (r"(?:sous-)?prefet", "le prefet", True, "a bracket that may be left out"),
        (r"plui?\b|\w+ions", "les plu", True, "the last letter may be left out"),
        (r"plui?\b|\w+ions", "des missions", True, "any beginning"),
    ],
)
def test_patterns_at_words(pattern: str, text: str, found: bool, why: str) -> None:
    assert at_words({"it": pattern})(text) == (("it",) if found else ()), why


def test_patterns_at_words_are_those_behind_a_word_boundary() -> None:
    table = {row["meaning"]: row["pattern"] for row in load_table("act_purposes")}
    plainly, quickly = {name: re.compile(rf"\b(?:{pattern})") for name, pattern in table.items()}, at_words(table)
    texts = [plain(row[column]) for name in ("act_purposes", "general_acts", "formulas") for row in load_table(name) for column in row]
    assert [quickly(text) for text in texts] == [tuple(name for name, p in plainly.items() if p.search(text)) for text in texts]


def test_what_stands_behind_belongs_to_each_choice() -> None:
    held = at_words({"young": "jeunes?|ados?", "old": "aines?"}, behind=r"\b")
    assert held("aines et jeunes") == ("young", "old"), "in the table's order"
    assert held("adossement") == ()
