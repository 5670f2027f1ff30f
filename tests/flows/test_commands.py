"""Each command of the command line, on the stored demo."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from flows.cli import app
from pipeline.read.ocr import Lack
from tests.flows.conftest import DemoRun
from tests.shared import ROOT


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)


def test_sql_in_three_forms(demo_run: DemoRun) -> None:
    question = "select number, text from measures order by page limit 2"
    db = ["--db", demo_run.options.database]
    assert len(json.loads(invoke("sql", question, "--json", *db).stdout)) == 2
    assert next(csv.reader(io.StringIO(invoke("sql", question, "--csv", *db).stdout))) == ["number", "text"]
    assert "text" in invoke("sql", question, *db).stdout


@pytest.mark.parametrize("statement", ["delete from measures", "create table x(i int)", "attach 'other.duckdb'", "selct 1"])
def test_sql_reads_only(demo_run: DemoRun, statement: str) -> None:
    done = CliRunner().invoke(app, ["sql", statement, "--db", str(demo_run.options.database)])
    assert done.exception is not None and "Traceback" not in done.output
    assert getattr(done.exception, "exit_code", None) == 2


def test_explain_by_id_number_and_words(demo_run: DemoRun) -> None:
    measure = demo_run.analysis.results.measures[0]
    db = ["--db", demo_run.options.database]
    by_id = invoke("explain", measure.id, *db).stdout
    assert measure.text.text in by_id and "candidate acts" in by_id
    assert invoke("explain", measure.text.text, *db).stdout == by_id
    if measure.number:
        assert invoke("explain", measure.number, *db).stdout == by_id
    told = json.loads(invoke("explain", measure.id, "--json", *db).stdout)
    assert told["measure"]["id"] == measure.id
    assert all(signal["name"] for candidate in told["candidates"] for signal in candidate["signals"])


def test_explain_says_what_is_near(demo_run: DemoRun) -> None:
    done = CliRunner().invoke(app, ["explain", "téléphérique", "--db", str(demo_run.options.database)])
    assert "no measure fits" in str(done.exception)


def test_show_prints_blocks_measures_and_acts(demo_run: DemoRun, tmp_path: Path) -> None:
    folder = demo_run.territory.parent
    act = min((folder / "deliberations").glob("*.pdf"))
    shown = invoke("show", act).stdout
    assert "== page 1" in shown and "== acts" in shown
    invoke("show", act, "--boxes", tmp_path / "layout.png")
    drawn = list(tmp_path.glob("layout*.png"))
    assert drawn and all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)
    plan = next((folder / "plan").glob("*.pdf"))
    told = json.loads(invoke("show", plan, "--json").stdout)
    assert len(told["measures"]) == len(demo_run.analysis.results.measures)


def test_show_says_first_that_a_file_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    done = CliRunner().invoke(app, ["show", str(tmp_path / "cut.pdf")])
    first, *reasons = done.stdout.splitlines()
    assert first == f"{tmp_path / 'cut.pdf'}: not read" and reasons and done.exit_code == 1


def test_report_is_written_again_from_what_is_stored(demo_run: DemoRun, tmp_path: Path) -> None:
    invoke("report", "--db", demo_run.options.database, "--out", tmp_path / "again")
    assert (tmp_path / "again" / "index.html").read_text("utf-8") == demo_run.analysis.report.read_text("utf-8")


def test_export_names_what_it_wrote(demo_run: DemoRun, tmp_path: Path) -> None:
    done = invoke("export", tmp_path / "out", "--db", demo_run.options.database)
    assert {Path(line).name for line in done.stdout.split()} >= {"measures.jsonl", "decisions.jsonl", "verdicts.jsonl"}


def test_match_texts_writes_a_matrix(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ouvrir une ressourcerie\nPlanter des haies\n", "utf-8")
    (tmp_path / "b.txt").write_text("Création d'une recyclerie\nPlantation de haies bocagères\nTarifs de la cantine\n", "utf-8")
    invoke("match-texts", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "scores.npy")
    scores = np.load(tmp_path / "scores.npy")
    assert scores.shape == (2, 3) and scores.dtype == np.float32
    assert scores[1].argmax() == 1


def test_doctor_finds_what_is_installed() -> None:
    done = invoke("doctor", "--json")
    found = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert found["database"]["good"] and found["sentence encoder"]["good"] and found["lexicon"]["good"]
    assert all(finding["good"] or finding["remedy"] for finding in found.values())
    assert done.exit_code == 0


def test_doctor_looks_at_all_that_ecart_needs() -> None:
    needed = {need.split(">")[0].split("<")[0] for need in pyproject()["project"]["dependencies"]}
    found = {finding["name"] for finding in json.loads(invoke("doctor", "--json").stdout)}
    assert "typst" in needed and needed <= found


@pytest.mark.parametrize("lack", [None, Lack("Tesseract's data for the language fra is not installed", "Install it.")])
def test_doctor_asks_ocr_as_reading_does(monkeypatch: pytest.MonkeyPatch, lack: Lack | None) -> None:
    monkeypatch.setattr("pipeline.read.ocr_missing", lambda _settings: lack)
    (ocr,) = [finding for finding in json.loads(invoke("doctor", "--json").stdout) if finding["name"] == "OCR"]
    assert ocr["good"] == (lack is None) and not ocr["needed"]
    assert lack is None or (lack.why in ocr["detail"] and ocr["remedy"] == lack.remedy)


def pyproject() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_what_is_told_to_install_is_an_extra() -> None:
    told = {
        extra
        for folder in ("flows", "pipeline", "models")
        for path in (ROOT / folder).rglob("*.py")
        for extra in re.findall(r"""how_to_install\(["'](\w+)["']\)""", path.read_text("utf-8"))
    }
    assert told and told <= set(pyproject()["project"]["optional-dependencies"])


@pytest.mark.parametrize("name", [command.name or command.callback.__name__ for command in app.registered_commands if command.callback])
def test_help_says_all_that_it_was_given(name: str) -> None:
    program: Any = get_command(app)
    (command,) = [c for c in program.commands.values() if c.name == name]
    shown = _unbroken(CliRunner().invoke(app, [name, "--help"]).stdout)
    texts = [command.help, *(parameter.help for parameter in command.params if parameter.name != "help")]
    assert texts and [text for text in texts if not text or _unbroken(text) not in shown] == []


def _unbroken(text: str) -> str:
    """Without white space: help is wrapped to the width of the screen."""
    return "".join(text.split())


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    names = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]
    assert [name for name in names if f"ecart {name}" not in readme] == []


def test_a_command_computes_with_one_thread_unless_told_otherwise() -> None:
    program = (
        "import os, sys; from flows.cli import main; assert 'numpy' not in sys.modules\n"
        "try: main()\nfinally: print(os.environ['OPENBLAS_NUM_THREADS'], os.environ['OMP_NUM_THREADS'])"
    )
    env = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")} | {"OMP_NUM_THREADS": "3"}
    done = subprocess.run([sys.executable, "-c", program, "--help"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["1", "3"]
