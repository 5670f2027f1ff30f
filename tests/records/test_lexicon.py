"""Tables of rules: what is asked of one by name is there, and a name without rows is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.extract.acts.rules import sum_words
from pipeline.judge.wording import says
from pipeline.records.errors import ConfigurationError
from pipeline.records.folding import fold
from pipeline.records.lexicon import alternatives_of, load_table, pattern_of, words_of

SOURCES = sorted(Path(pipeline.__file__).parent.rglob("*.py"))
READERS = {"says", "load_table", "pattern_of", "alternatives_of", "words_of"}  # (table, *meanings)


def test_rows_of_some_meanings_are_in_the_order_of_the_table() -> None:
    rows = load_table("plan_asides")
    assert {row["meaning"] for row in rows} > {"votes"}
    assert load_table("plan_asides", "votes") == tuple(row for row in rows if row["meaning"] == "votes")


def test_one_pattern_stands_for_all_rows() -> None:
    rows = load_table("rhythms", "rhythm")
    assert len(rows) > 1
    assert all(pattern_of("rhythms", "rhythm").search(fold(row["example"])) for row in rows)
    assert re.fullmatch(f"x (?:{alternatives_of('rhythms', 'rhythm')}) y", "x par semaine y")


def test_words_are_those_between_the_bars() -> None:
    assert {"au", "la", "pendant", "via"} <= words_of("function_words")
    assert "pendant" not in words_of("function_words", "articles and contractions")


@pytest.mark.parametrize(
    "misspelt",
    [
        lambda: load_table("substance", "typo"),
        lambda: pattern_of("sum_words", "costs", "typo"),
        lambda: words_of("function_words", "typo"),
        lambda: sum_words("typo"),
        lambda: says("substance", "typo", "Toute phrase"),
    ],
)
def test_a_meaning_without_rows_is_refused(misspelt) -> None:
    with pytest.raises(ConfigurationError, match=r"\w+\.csv has no row of meaning typo; add one, or correct the name"):
        misspelt()


def _asked() -> Iterator[tuple[str, str]]:
    """The tables and meanings that the code names."""
    for path in SOURCES:
        for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)):
            names = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if call.func.id in READERS and len(names) > 1:
                yield from ((names[0], meaning) for meaning in names[1:])
            elif call.func.id == "sum_words":
                yield from (("sum_words", meaning) for meaning in names)


def test_every_meaning_that_the_code_names_has_rows() -> None:
    asked = set(_asked())
    assert len(asked) > 200
    assert [(table, meaning) for table, meaning in sorted(asked) if not load_table(table, meaning)] == []
