"""`ecart review --export/--import` and `ecart learn`, on the stored demo."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows import learn
from flows.learn import machine_links
from flows.review import _listening
from pipeline.records.errors import ConfigurationError, NothingToDo
from pipeline.records.link import Band, Link
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.store import add_reviews
from tests.flows.conftest import DemoRun
from tests.flows.test_commands import invoke
from tests.shared import ROOT


@pytest.fixture
def reviewed(demo_run: DemoRun, tmp_path: Path) -> Path:
    """The demo's database with one waiting link confirmed."""
    db = tmp_path / "ecart.duckdb"
    shutil.copyfile(demo_run.options.database, db)
    results = demo_run.analysis.results
    link = next(x for x in results.links if x.band is Band.REVIEW)
    at = datetime(2026, 2, 1, tzinfo=UTC)
    add_reviews(db, [Review(results.territory.siren, ReviewKind.LINK, Choice.CONFIRMED, "Anne", at, link.measure, link.act)])
    return db


def test_reviews_travel_as_csv(demo_run: DemoRun, reviewed: Path, tmp_path: Path) -> None:
    table = tmp_path / "relectures.csv"
    assert "1 reviews in" in invoke("review", "--db", reviewed, "--export", table).stdout
    other = tmp_path / "other.duckdb"
    shutil.copyfile(demo_run.options.database, other)
    assert "1 new reviews from" in invoke("review", "--db", other, "--import", table).stdout
    assert "0 new reviews from" in invoke("review", "--db", other, "--import", table).stdout


def test_learn_shows_what_answers_change_and_changes_nothing(
    demo_run: DemoRun, reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reviewed.read_bytes()
    links: list[tuple[Link, ...]] = []

    def linked_once(*stored: Any) -> tuple[Link, ...]:
        if not links:
            links.append(machine_links(*stored))
        return links[0]

    monkeypatch.setattr(learn, "machine_links", linked_once)
    told = json.loads(invoke("learn", "--db", reviewed, "--json", "--out", tmp_path / "pairs.jsonl").stdout)
    assert told["pairs"] == 1 and told["table"] == [{"band": "review", "yes": 1, "no": 0}] and told["loss"] is None
    assert len(told["verdicts"]) == 1, "the confirmed act answers now"
    (pair,) = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text("utf-8").splitlines()]
    assert pair["answers"] is True and 0 < pair["probability"] < 1 and pair["measure_text"] and pair["act_subject"]
    measures = len(demo_run.analysis.results.measures)
    assert f"verdicts that people's word changes: 1 of {measures}" in invoke("learn", "--db", reviewed).stdout
    assert reviewed.read_bytes() == before


def test_a_port_that_cannot_be_used_is_said() -> None:
    with _listening(0) as taken, pytest.raises(NothingToDo, match="Choose another"):
        _listening(taken.getsockname()[1])
    with pytest.raises(ConfigurationError, match="no port"):
        _listening(70000)


def test_the_page_is_served_until_it_is_interrupted(demo_run: DemoRun) -> None:
    command = [sys.executable, "-m", "flows", "review", "--db", str(demo_run.options.database), "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        served.stdout.readline()
        address = served.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/entrer\?jeton=[\w-]{32}", address)
        with httpx.Client(follow_redirects=True) as browser:
            assert "Qui relit" in browser.get(address).text
            assert browser.get(address.split("/entrer")[0], headers={"host": "evil.example"}).status_code == 403
        served.send_signal(signal.SIGINT)
        assert served.wait(20) == 0
