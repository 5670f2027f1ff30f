"""Each row of the lexicon fits its own example."""

from __future__ import annotations

import re

import pytest

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from tests.shared import ROOT

TABLES = {path.stem for path in (ROOT / "data" / "lexicon").glob("*.csv")}
OTHERWISE = {  # why: patterns of these tables are not looked for in the example as it stands
    "announced": "in the words before a sum (tests/extract/acts)",
    "money_roles": "in words without endings (tests/extract/acts)",
    "sum_words": "in the words before a sum, or behind it (tests/extract/acts)",
    "plan_labels": "in letters as a mark is read (tests/extract/measures)",
    "stamps": "with DATE for a day (tests/read)",
    "bullets": "signs, no patterns (tests/read)",
    "verdict_rules": "names of tests (tests/judge)",
    "verdict_bounds": "names of bounds (tests/judge)",
    "review_rules": "names of tests (tests/review)",
}


def test_what_is_left_to_other_tests_is_there() -> None:
    assert set(OTHERWISE) < TABLES
    assert all((ROOT / place).is_dir() for reason in OTHERWISE.values() for place in re.findall(r"\((tests/[\w/]+)\)", reason))


@pytest.mark.parametrize("table", sorted(TABLES - set(OTHERWISE)))
def test_each_row_fits_its_example(table: str) -> None:
    rows = load_table(table)
    patterns = [(row["pattern"], row["example"]) for row in rows]
    lost = [p for p, example in patterns if not any(re.search(p, words, re.IGNORECASE) for words in (example, fold(example)))]
    assert lost == [], f"data/lexicon/{table}.csv: give these rows an example that they find"
    assert all(example.strip() and row["source"].strip() for (_, example), row in zip(patterns, rows, strict=True))
