"""What goes wrong is said: what, where and what to do; the rest goes on, and what was stored stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.analyse import analyse
from flows.options import Options
from pipeline.records.errors import ConfigurationError, EcartError, NothingToDo
from tests.flows.conftest import DemoRun, copy_of_demo
from tests.shared import ROOT


@pytest.fixture
def territory(tmp_path: Path) -> Path:
    """The demo with a few of its acts: enough for what goes wrong, and quickly read."""
    file = copy_of_demo(tmp_path / "territory")
    for act in sorted((file.parent / "deliberations").glob("*.pdf"))[5:]:
        act.unlink()
    return file


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(database=tmp_path / "ecart.duckdb", report=tmp_path / "rapport", workers=2)


def ecart(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or ROOT, env=environment, timeout=300, check=False)


def an_act(territory: Path) -> Path:
    return min((territory.parent / "deliberations").glob("*.pdf"))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda path: path.write_bytes(b""), "empty-file"),
        (lambda path: path.write_text("<html><body>Page introuvable</body></html>"), "not-a-pdf"),
        (lambda path: path.write_bytes(path.read_bytes()[:700]), "damaged"),
    ],
    ids=["empty", "a web page", "cut short"],
)
def test_a_bad_document_is_named_and_stops_nothing(territory: Path, options: Options, damage: Callable[[Path], object], code: str) -> None:
    bad = an_act(territory)
    damage(bad)
    analysis = analyse(territory, options)
    about = [issue for issue in analysis.unread if issue.doc == f"deliberations/{bad.name}"]
    assert [issue.code for issue in about] == [code]
    assert all(issue.message and issue.remedy for issue in about)
    assert analysis.exit_code == 1
    assert len(analysis.results.acts) > 5 and analysis.report.exists()


def test_an_encrypted_document_is_named(territory: Path, options: Options, tmp_path: Path) -> None:
    bad = an_act(territory)
    bad.write_bytes(encrypted_pdf())
    unread = {issue.doc: issue.code for issue in analyse(territory, options).unread}
    assert unread[f"deliberations/{bad.name}"] == "encrypted"


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
    plan = next((territory.parent / "plan").glob("*.pdf"))
    plan.write_bytes(an_act(territory).read_bytes() + b"\n% not the same file")
    with pytest.raises(NothingToDo, match=r"no measure of a plan.*nothing was stored") as caught:
        analyse(territory, options)
    assert plan.name in str(caught.value) and caught.value.exit_code == 3
    assert not options.database.exists()


def test_an_empty_glob_is_an_issue_beside_other_acts(territory: Path, options: Options) -> None:
    territory.write_text(territory.read_text("utf-8") + '\n[[acts]]\npath = "recueils/*.pdf"\n', "utf-8")
    analysis = analyse(territory, options)
    assert ("empty-glob", "recueils/*.pdf") in [(issue.code, issue.doc) for issue in analysis.unread]


def test_no_act_at_all_ends_with_the_reason(territory: Path, options: Options) -> None:
    for path in [*(territory.parent / "deliberations").glob("*.pdf"), *(territory.parent / "pv").glob("*.pdf")]:
        path.unlink()
    with pytest.raises(NothingToDo, match="no file matches this pattern"):
        analyse(territory, options)


def test_what_was_stored_stays_when_a_later_run_finds_nothing(demo_run: DemoRun, territory: Path, tmp_path: Path) -> None:
    options = replace(demo_run.options, database=tmp_path / "kept.duckdb", report=tmp_path / "rapport")
    analyse(territory, options)
    before = options.database.read_bytes()
    for path in (territory.parent / "plan").glob("*.pdf"):
        path.unlink()
    with pytest.raises(NothingToDo):
        analyse(territory, options)
    assert options.database.read_bytes() == before


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that nobody, root included, may write to")
def test_a_folder_without_the_right_to_write(territory: Path, options: Options) -> None:
    with pytest.raises(EcartError, match="/sys/kernel"):
        analyse(territory, replace(options, database=Path("/sys/kernel/ecart.duckdb")))


def test_an_output_that_cannot_be_a_folder(territory: Path, options: Options, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EcartError, match=r"file.*cannot be written"):
        analyse(territory, replace(options, report=tmp_path / "file" / "rapport"))
    with pytest.raises(EcartError, match="file"):
        analyse(territory, replace(options, database=tmp_path / "file" / "ecart.duckdb"))


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["run", "nowhere.toml", "--direct"], 2, "nowhere.toml: no such file"),
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
def test_wrong_use_is_told_without_a_traceback(tmp_path: Path, arguments: list[str], exit_code: int, said: str) -> None:
    done = ecart(*arguments, cwd=tmp_path)
    assert done.returncode == exit_code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_are_told_to_machines_too(tmp_path: Path) -> None:
    done = ecart("run", "nowhere.toml", "--direct", "--json", cwd=tmp_path)
    assert '"exit_code": 2' in done.stdout and done.returncode == 2


def test_configuration_errors_come_before_any_work(territory: Path, options: Options) -> None:
    territory.write_text(territory.read_text("utf-8").replace("siren", "sirenn"), "utf-8")
    with pytest.raises(ConfigurationError, match='did you mean "siren"'):
        analyse(territory, options)
    assert not options.database.exists()
