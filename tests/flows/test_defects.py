"""Errors that nobody expected: told in one line, with the traceback kept where it is said to stand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from flows.analyse import analyse
from flows.cli import main
from flows.options import Options
from flows.prefect_errors import by_prefect, prefect_told
from flows.reading import read_batch
from flows.refresh import refresh
from pipeline.extract.acts import extract_acts
from pipeline.read import ReadResult
from pipeline.records.errors import ConfigurationError, NothingToDo
from tests.flows.conftest import DemoRun
from tests.flows.small import small_territory


def fall(*_arguments: object, **_named: object) -> NoReturn:
    raise RecursionError("too deep")


def test_a_document_that_cannot_be_digested_leaves_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    territory = small_territory(tmp_path / "territory", acts=2)
    options = Options(database=tmp_path / "e.duckdb", report=tmp_path / "rapport")
    monkeypatch.setattr(
        "flows.analyse.extract_acts", lambda document: fall() if document.doc == "DEL-2023-021.pdf" else extract_acts(document)
    )
    (issue,) = [i for i in analyse(territory, options).results.issues if i.code == "extract-failed"]
    assert issue.doc == "DEL-2023-021.pdf" and "*.defects.log" in issue.remedy
    log = (tmp_path / "e.defects.log").read_text("utf-8")
    assert log.count("Traceback (most recent call last)") == 1 and "DEL-2023-021.pdf" in log and "in fall" in log


def test_a_document_whose_reading_fails_leaves_its_traceback(tmp_path: Path, small_run: DemoRun, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = [(file, ReadResult(None, trace=f"{file.doc}\nTraceback")) for file in small_run.analysis.results.files[:2]]
    monkeypatch.setattr("flows.reading.read_documents", lambda *_arguments: iter(failed))
    options = Options(database=tmp_path / "new" / "e.duckdb")
    read_batch([file for file, _ in failed], options, lambda _: None)
    log = options.defects.read_text("utf-8")
    assert [line.partition(" UTC, ")[2] for line in log.splitlines() if "UTC" in line] == [file.doc for file, _ in failed]


def test_a_territory_of_a_night_leaves_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.refresh.analyse", fall)
    options = Options(database=tmp_path / "e.duckdb")
    error = refresh(tmp_path / "territory.toml", options).error
    assert error.startswith("RecursionError: too deep.") and str(options.defects) in error
    log = options.defects.read_text("utf-8")
    assert "in fall" in log and str(tmp_path / "territory.toml") in log


def test_the_command_line_keeps_the_traceback_and_ends_as_where_nothing_could_be_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.show.show_pdf", fall)
    monkeypatch.setattr(sys, "argv", ["ecart", "show", "plan.pdf", "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 3 and '"exit_code": 3' in said.out
    assert "in fall" in said.err and said.err.rstrip().endswith("please report it with the lines above.")


def code_of(module: str, calls: Callable[[], object]) -> Callable[[], object]:
    """A function that calls another one, as if it stood in `module`."""
    names = {"__name__": module, "calls": calls}
    exec("def run(): calls()", names)
    return names["run"]  # type: ignore[return-value]


def no_port() -> None:
    raise RuntimeError("no port is free")


@pytest.mark.parametrize(
    ("modules", "by"),
    [
        pytest.param(("flows.run", "prefect.server.api", "httpx._client"), True, id="what Prefect calls cannot connect"),
        pytest.param(("flows.run", "prefect.flow_engine", "pipeline.match.cosine", "onnxruntime"), False, id="work within a flow"),
        pytest.param(("prefect.flow_engine", "flows.analyse", "prefect.task_engine"), True, id="a task that cannot be told of"),
        pytest.param(("asyncio.runners",), False, id="neither"),
    ],
)
def test_an_error_is_of_the_code_that_met_it(modules: tuple[str, ...], by: bool) -> None:
    run: Callable[[], object] = no_port.__class__(no_port.__code__, {"__name__": "elsewhere", "RuntimeError": RuntimeError})
    for module in reversed(modules):
        run = code_of(module, run)
    with pytest.raises(NothingToDo if by else RuntimeError, match="no port") as caught, prefect_told():
        run()
    error = caught.value.__cause__ if by else caught.value
    assert isinstance(error, RuntimeError)
    assert not by or by_prefect(error)


def test_what_is_expected_stays_what_it_is() -> None:
    with pytest.raises(ConfigurationError), prefect_told():
        code_of("prefect.flow_engine", lambda: (_ for _ in ()).throw(ConfigurationError("no such file")))()


def test_nothing_is_written_where_all_is_well(small_run: DemoRun) -> None:
    assert small_run.analysis.results.acts and not small_run.options.defects.exists()
