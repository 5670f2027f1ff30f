"""territory.toml is read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.collect import load_territory
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import Kind, Role

GOOD = """
name = "Ville de Rochebrune-les-Pins"
siren = "210000012"
kind = "commune"
[[plan]]
title = "Plan vélo"
path = "plan.pdf"
adopted = 2023-01-19
[[acts]]
path = "actes/*.pdf"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "territory.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_becomes_records(tmp_path: Path) -> None:
    territory = load_territory(write(tmp_path, GOOD))
    assert (territory.name, territory.siren, territory.kind) == ("Ville de Rochebrune-les-Pins", "210000012", Kind.COMMUNE)
    assert territory.root == tmp_path.resolve()
    assert [source.role for source in territory.sources] == [Role.PLAN, Role.ACTS]
    assert territory.sources[0].adopted == date(2023, 1, 19)
    assert territory.look_back is False and territory.coverage_threshold == 0.95


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("kind =", "knid ="), 'unknown key "knid"; did you mean "kind"?'),
        (("[[acts]]", "[[act]]"), 'unknown key "act"; did you mean "acts"?'),
        (("adopted =", "adoptd ="), 'unknown key "adoptd"; did you mean "adopted"?'),
        (('"commune"', '"village"'), '"kind" must be one of commune, epci, departement, region, got "village"'),
        (('"210000012"', '"21000"'), '"siren" must be the nine digits'),
        (("2023-01-19", '"19 janvier"'), '"adopted" must be a day such as 2023-01-19'),
        (("2023-01-19", "2023-01-19T10:00:00"), '"adopted" must be a day such as 2023-01-19'),
        (('name = "Ville de Rochebrune-les-Pins"', ""), '"name" is missing'),
        (('[[acts]]\npath = "actes/*.pdf"', ""), "no [[acts]] entry"),
        (('path = "actes/*.pdf"', ""), '"path" is missing'),
        (('path = "actes/*.pdf"', 'page = "https://rochebrune.example"'), "from the web, which this version does not fetch"),
        (('"actes/*.pdf"', '"https://rochebrune.example/a.pdf"'), "from the web"),
        (("[[plan]]", 'look_back = "yes"\n[[plan]]'), '"look_back" must be true or false'),
        (("[[plan]]", "coverage_threshold = 95\n[[plan]]"), '"coverage_threshold" must be a number above 0 and up to 1'),
        (("[[acts]]", "[acts]"), "must be written as a table of its own: [[acts]]"),
        (("kind =", "kind"), "not a valid TOML file"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1][:25].strip(),
)
def test_a_wrong_file_says_what_and_where(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(ConfigurationError) as caught:
        load_territory(write(tmp_path, text))
    assert expected in str(caught.value)
    assert "territory.toml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: no such file"):
        load_territory(tmp_path / "nowhere.toml")


def test_a_folder_is_no_territory(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_territory(tmp_path)
