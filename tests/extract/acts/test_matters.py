from __future__ import annotations

import pytest

from pipeline.extract.acts.matters import matter_of
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize("row", load_table("matters"), ids=lambda r: r["pattern"])
def test_each_matter_is_read_from_its_example(row: dict[str, str]) -> None:
    assert matter_of(row["example"], 0, len(row["example"])) == row["pattern"].replace("\\", "")


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("Nomenclature\t7.10 – Divers", "7.10", "two digits are kept"),
        ("7.5 Subventions\nObjet : aide", "7.5", "code and label alone"),
        ("3.2 km de voirie", None, "a length"),
        ("Matière : 9.9", None, "no such code"),
    ],
    ids=str,
)
def test_matters(text: str, code: str | None, reason: str) -> None:
    assert matter_of(text, 0, len(text)) == code, reason
