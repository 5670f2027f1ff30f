"""A run with another encoder than those that ship."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flows.analyse import Analysis, analyse
from flows.explain import explain_measure
from flows.learn import matching_of
from flows.options import Options
from flows.refresh import refresh
from flows.run import summary_lines
from flows.versions import versions
from pipeline.collect import load_encoder_choice
from pipeline.match import load_matching
from pipeline.records.errors import ConfigurationError
from pipeline.store import load_results, query
from tests.flows.conftest import TODAY
from tests.flows.small import small_watch
from tests.match.other_encoder import fit_quickly, words_folder


@dataclass(frozen=True)
class OtherRun:
    territory: Path
    options: Options
    analysis: Analysis


@pytest.fixture(scope="module")
def other_run(tmp_path_factory: pytest.TempPathFactory) -> OtherRun:
    """A small territory whose file names a static model beside it, run once with weights fitted for it."""
    home = tmp_path_factory.mktemp("other")
    territory = small_watch(home).parent / "territoire" / "territory.toml"
    words_folder(territory.parent / "mots")
    with territory.open("a", encoding="utf-8") as file:
        file.write('[encoder]\nname = "mots"\ncalibration = "poids.json"\n')
    options = Options(home / "ecart.duckdb", home / "rapport", today=TODAY)
    with pytest.raises(ConfigurationError, match=r"no such file\. Run: ecart calibrate"):
        analyse(territory, options)
    assert not options.database.exists(), "nothing is judged by weights of another encoder"
    fit_quickly(load_encoder_choice(territory))
    return OtherRun(territory, options, analyse(territory, options))


def test_the_run_says_which_encoder_made_it(other_run: OtherRun, capsys: pytest.CaptureFixture[str]) -> None:
    made = dict(other_run.analysis.results.run.versions)["encoder"]
    assert made.startswith("mots ") and ", then ecart " in made
    assert f"encoder: {made}" in summary_lines(other_run.analysis)
    db = other_run.options.database
    (kept,) = [dict(json.loads(row[0])) for row in query(db, "select versions from runs")[1]]
    assert kept["encoder"] == made and " fitted " in kept["matcher"]
    measure = other_run.analysis.results.measures[0].id
    explain_measure(measure, db)
    assert f"by the encoder {made}, matcher {kept['matcher']}" in capsys.readouterr().out
    explain_measure(measure, db, as_json=True)
    assert json.loads(capsys.readouterr().out)["encoder"] == made


def test_nothing_changed_means_encoder_and_weights_too(other_run: OtherRun) -> None:
    assert analyse(other_run.territory, other_run.options).unchanged
    choice = load_encoder_choice(other_run.territory)
    assert choice.calibration is not None
    before, made_by = choice.calibration.read_bytes(), versions(load_matching(choice), other_run.options.reading)
    assert made_by == other_run.analysis.results.run.versions
    try:
        choice.calibration.write_bytes(before + b"\n")
        assert versions(load_matching(choice), other_run.options.reading) != made_by
    finally:
        choice.calibration.write_bytes(before)


def test_learning_uses_the_encoder_of_the_links(other_run: OtherRun) -> None:
    stored = load_results(other_run.options.database, layouts=False)
    with pytest.raises(ConfigurationError, match=r"were made by the encoder mots .*--territory FILE"):
        matching_of(stored, None)
    assert matching_of(stored, other_run.territory).version == dict(stored.run.versions)["encoder"]


def test_a_night_tells_what_lacks(other_run: OtherRun, tmp_path: Path) -> None:
    night = replace(other_run.options, fetch=False)
    assert refresh(other_run.territory, night).unchanged
    text = other_run.territory.read_text("utf-8").replace('name = "mots"', f'name = "owner/mots"\nrevision = "{40 * "a"}"')
    territory = other_run.territory.with_name("hub.toml")
    territory.write_text(text, "utf-8")
    assert "owner/mots@aaaaaaaaaaaa is not on this machine" in refresh(territory, night).error
