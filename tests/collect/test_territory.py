"""territory.toml is read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.collect import load_encoder_choice, load_territory
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import Kind, Listing, Role, WebSource

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
        (("2023-01-19", "2023-01-19\nuntil = 2022-12-31"), '"until" (2022-12-31) lies before "adopted" (2023-01-19)'),
        (('name = "Ville de Rochebrune-les-Pins"', ""), '"name" is missing'),
        (('[[acts]]\npath = "actes/*.pdf"', ""), "no [[acts]] entry"),
        (('path = "actes/*.pdf"', ""), '"path" is missing'),
        (('path = "actes/*.pdf"', 'page = "ftp://rochebrune.example"'), 'only http and https are fetched, not "ftp"'),
        (('path = "actes/*.pdf"', 'page = "https://a:b@rochebrune.example"'), "holds a user name or password"),
        (('path = "actes/*.pdf"', "page = 3"), '"page" must be an address'),
        (('path = "actes/*.pdf"', "url = []"), '"url" must be an address, or a list of addresses'),
        (('path = "actes/*.pdf"', 'scdl = ["a.csv", "b.csv"]'), '"scdl" is one table'),
        (
            ('path = "actes/*.pdf"', 'path = "a.pdf"\nurl = "https://a.example/b.pdf"'),
            '"url", "path" in one entry; write an entry for each',
        ),
        (('path = "actes/*.pdf"', 'path = "a.pdf"\ndepth = 1'), '"depth" goes with page, feed, sitemap or folder'),
        (('path = "actes/*.pdf"', 'url = "https://a.example/b.pdf"\nlinks = "x"'), "not with url"),
        (('path = "actes/*.pdf"', 'scdl = "a.csv"\nfollow = "x"'), "not with scdl"),
        (('path = "actes/*.pdf"', 'page = "https://a.example"\nlinks = "("'), '"links" is no regular expression'),
        (('path = "actes/*.pdf"', 'page = "https://a.example"\ndepth = 50'), '"depth" must be a whole number up to 5'),
        (('path = "actes/*.pdf"', 'page = "https://a.example"\nhosts = ["https://b.example/"]'), '"hosts" must be a list of host names'),
        (('path = "actes/*.pdf"', 'page = "https://a.example"\nfolow = "x"'), 'unknown key "folow"; did you mean "follow"?'),
        (("[[acts]]", "[web]\npuase = 1\n[[acts]]"), 'unknown key "puase"; did you mean "pause"?'),
        (("[[acts]]", "[web]\npause = -1\n[[acts]]"), '"pause" must be a number from 0.0 to 3600.0'),
        (("[[acts]]", '[web]\nrobots = "no"\n[[acts]]'), '"robots" must be true or false'),
        (("[[acts]]", '[web]\ncontact = "me\\r\\nX: y"\n[[acts]]'), '"contact" must be one mail address or page'),
        (("[[plan]]", "web = 3\n[[plan]]"), "web must be written as a table: [web]"),
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


def test_sources_on_the_web(tmp_path: Path) -> None:
    web = """
[web]
contact = "veille@example.org"
pause = 2
allow = ["127.0.0.1:8000"]
[[acts]]
path = "https://rochebrune.example/a.pdf"
[[acts]]
url = ["https://rochebrune.example/b.pdf", "https://rochebrune.example/c.pdf"]
[[acts]]
page = "https://rochebrune.example/actes"
links = '/download/[0-9]+'
follow = "page="
depth = 2
hosts = ["docs.example"]
[[register]]
scdl = "deliberations.csv"
"""
    territory = load_territory(write(tmp_path, GOOD + web))
    assert (territory.web.contact, territory.web.pause, territory.web.allow) == ("veille@example.org", 2.0, ("127.0.0.1:8000",))
    local, one, two, page, table = [s for s in territory.sources if s.role is not Role.PLAN]
    assert local.web is None and one.path == "https://rochebrune.example/a.pdf"
    assert one.web == WebSource(Listing.URL, ("https://rochebrune.example/a.pdf",))
    assert two.web is not None and len(two.web.addresses) == 2
    assert page.web == WebSource(
        Listing.PAGE, ("https://rochebrune.example/actes",), "/download/[0-9]+", "page=", depth=2, hosts=("docs.example",)
    )
    assert table.web == WebSource(Listing.SCDL, ("deliberations.csv",))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: no such file"):
        load_territory(tmp_path / "nowhere.toml")


def test_a_folder_is_no_territory(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_territory(tmp_path)


ENCODER = (
    GOOD
    + """
[encoder]
name = "intfloat/multilingual-e5-small"
revision = "0123456789abcdef0123456789abcdef01234567"
query_prefix = ""
calibration = "poids/e5.json"
"""
)


def test_another_encoder_is_named_with_its_revision(tmp_path: Path) -> None:
    assert load_territory(write(tmp_path, GOOD)).encoder is None
    choice = load_territory(write(tmp_path, ENCODER)).encoder
    assert choice is not None and choice == load_encoder_choice(tmp_path / "territory.toml")
    assert choice.label == "intfloat/multilingual-e5-small@0123456789ab"
    assert (choice.query_prefix, choice.passage_prefix) == ("", None), "no prefix is another word than the model's own"
    assert choice.calibration == tmp_path.resolve() / "poids" / "e5.json"


def test_a_folder_beside_the_file_is_an_encoder_without_revision(tmp_path: Path) -> None:
    (tmp_path / "modele").mkdir()
    choice = load_territory(write(tmp_path, GOOD + '[encoder]\nname = "modele"\n')).encoder
    assert choice is not None and choice.folder == tmp_path.resolve() / "modele" and choice.label == "modele"


@pytest.mark.parametrize(
    ("table", "said", "reason"),
    [
        ("encoder = 3", "must be written as a table", "no table"),
        ("[encoder]\nname = 3", 'must be a text in quotes, got "3"', "a number"),
        ('[encoder]\nrevision = "main"', '"name" is missing', "nothing named"),
        ('[encoder]\nname = "m"\nrevison = "1"', 'unknown key "revison"; did you mean "revision"', "a slip of the pen"),
        ('[encoder]\nname = "owner/model"', 'pin it with "revision".*none is given', "a model that may change under the same name"),
        ('[encoder]\nname = "owner/model"\nrevision = "main"', 'got "main"', "a branch moves"),
        ('[encoder]\nname = "./modele"', "there is no folder", "a path"),
    ],
)
def test_an_encoder_that_cannot_be_used(table: str, said: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=said):
        load_territory(write(tmp_path, table + "\n" + GOOD if table.startswith("encoder") else GOOD + table))


def test_match_texts_needs_the_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no \[encoder\]"):
        load_encoder_choice(write(tmp_path, GOOD))
