"""What goes wrong is said: what, where and what to do; the rest goes on, and what was stored stays."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flows.analyse import analyse
from flows.cli import main
from flows.options import Options
from flows.run import run_demo
from pipeline.read.ocr import Lack
from pipeline.records.errors import ConfigurationError, EcartError, NothingToDo
from pipeline.records.run import Issue
from tests.flows.conftest import DemoRun, copy_of_run
from tests.flows.small import an_act, ecart, small_territory
from tests.shared import ROOT


@pytest.fixture
def territory(tmp_path: Path) -> Path:
    return small_territory(tmp_path / "territory")


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(database=tmp_path / "ecart.duckdb", report=tmp_path / "rapport", workers=2)


def test_what_is_bad_is_named_and_stops_nothing(territory: Path, options: Options) -> None:
    sound = {path.name for path in territory.parent.glob("DEL-*.pdf")}
    bad = {
        "DEL-empty.pdf": (b"", "empty-file"),
        "DEL-a-web-page.pdf": (b"<html><body>Page introuvable</body></html>", "not-a-pdf"),
        "DEL-cut-short.pdf": (an_act(territory).read_bytes()[:700], "damaged"),
        "DEL-encrypted.pdf": (encrypted_pdf(), "encrypted"),
    }
    for name, (content, _) in bad.items():
        (territory.parent / name).write_bytes(content)
    territory.write_text(territory.read_text("utf-8") + '\n[[acts]]\npath = "recueils/*.pdf"\n', "utf-8")
    analysis = analyse(territory, options)
    wanted = {("recueils/*.pdf", "empty-glob"), *((name, code) for name, (_, code) in bad.items())}
    assert sorted((issue.doc, issue.code) for issue in analysis.unread) == sorted(wanted)
    assert all(issue.message and issue.remedy for issue in analysis.unread)
    assert analysis.exit_code == 1
    assert {act.doc for act in analysis.results.acts} == sound and analysis.report.exists()


@pytest.mark.parametrize(
    ("codes", "lack", "exit_code"),
    [
        pytest.param((), None, 0, id="all read"),
        pytest.param(("unread-scan",), Lack("no OCR", "Install it."), 0, id="the scan, where there is no OCR"),
        pytest.param(("unread-scan",), None, 1, id="the scan, where there is OCR"),
        pytest.param(("unread-scan", "damaged"), Lack("no OCR", "Install it."), 1, id="another document"),
    ],
)
def test_the_demo_fails_where_more_than_its_scan_is_unread(
    small_run: DemoRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes: tuple[str, ...], lack: Lack | None, exit_code: int
) -> None:
    issues = tuple(Issue(code, "What.", "What to do.", "a.pdf", unread=True) for code in codes)
    analysis = replace(small_run.analysis, results=replace(small_run.analysis.results, issues=issues))
    monkeypatch.setattr("flows.run.analyse", lambda *_arguments, **_named: analysis)
    monkeypatch.setattr("flows.run.ocr_missing", lambda _settings: lack)
    assert run_demo(tmp_path, direct=True) == exit_code


def encrypted_pdf() -> bytes:
    """A PDF that says it is encrypted in a way no password of ours opens (standard handler, revision 3, made-up keys)."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O <" + b"41" * 32 + b">/U <" + b"42" * 32 + b">>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<" + b"43" * 16 + b"><" + b"43" * 16 + b">]>>\n"
    return body + table + trailer + b"startxref\n%d\n%%%%EOF" % len(body)


def test_a_plan_without_measures_says_so(territory: Path, options: Options) -> None:
    plan = territory.parent / "plan.pdf"
    plan.write_bytes(an_act(territory).read_bytes() + b"\n% not the same file")
    with pytest.raises(NothingToDo, match=r"no measure of a plan.*nothing was stored") as caught:
        analyse(territory, options)
    assert plan.name in str(caught.value) and caught.value.exit_code == 3
    assert not options.database.exists()


def test_no_act_at_all_ends_with_the_reason(territory: Path, options: Options) -> None:
    for path in territory.parent.glob("DEL-*.pdf"):
        path.unlink()
    with pytest.raises(NothingToDo, match="no file matches this pattern"):
        analyse(territory, options)


def test_what_was_stored_stays_when_a_later_run_finds_nothing(small_run: DemoRun, tmp_path: Path) -> None:
    later = copy_of_run(small_run, tmp_path)
    before = later.options.database.read_bytes()
    (later.territory.parent / "plan.pdf").unlink()
    with pytest.raises(NothingToDo):
        analyse(later.territory, later.options)
    assert later.options.database.read_bytes() == before


def test_an_output_that_cannot_be_a_folder(small_run: DemoRun, tmp_path: Path) -> None:
    later = copy_of_run(small_run, tmp_path)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EcartError, match=r"file.*cannot be written"):
        analyse(later.territory, replace(later.options, report=tmp_path / "file" / "rapport"))
    with pytest.raises(EcartError, match="file"):
        analyse(later.territory, replace(later.options, database=tmp_path / "file" / "ecart.duckdb"))


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["run", "nowhere.toml", "--direct"], 2, "nowhere.toml: no such file"),
        (["run", "nowhere.toml"], 2, "nowhere.toml: no such file"),
        (["run"], 2, "Missing argument"),
        (["walk"], 2, "No such command"),
        (["run", "nowhere.toml", "--today", "tomorrow"], 2, "--today must be a day"),
        (["sql", "select 1", "--db", "nowhere.duckdb"], 2, "nowhere.duckdb"),
        (["explain", "1", "--db", "nowhere.duckdb"], 2, "nowhere.duckdb"),
        (["report", "--db", "nowhere.duckdb"], 2, "nowhere.duckdb"),
        (["export", "out", "--db", "nowhere.duckdb"], 2, "nowhere.duckdb"),
        (["export", "out", "--format", "xlsx", "--db", "nowhere.duckdb"], 2, "known: jsonl"),
        (["show", "nowhere.pdf"], 2, "nowhere.pdf"),
        (["match-texts", "nowhere.txt", "nowhere.txt", "--out", "s.npy"], 2, "nowhere.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], exit_code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["ecart", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == exit_code
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told


def test_errors_are_told_to_machines_too_and_without_a_traceback(tmp_path: Path) -> None:
    command = ecart("run", "nowhere.toml", "--direct", "--json")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, timeout=300, check=False)
    assert '"exit_code": 2' in done.stdout and done.returncode == 2
    assert "nowhere.toml: no such file" in done.stderr and "Traceback" not in done.stderr


def test_configuration_errors_come_before_any_work(territory: Path, options: Options) -> None:
    territory.write_text(territory.read_text("utf-8").replace("siren", "sirenn"), "utf-8")
    with pytest.raises(ConfigurationError, match='did you mean "siren"'):
        analyse(territory, options)
    assert not options.database.exists()
