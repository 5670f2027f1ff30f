"""One run of the demo territory and one of a small part of it, made once and looked at by many tests."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from flows.analyse import Analysis, analyse
from flows.options import Options
from flows.run import demo_territory
from tests.flows.small import an_act, small_territory

TODAY = date(2026, 1, 15)


@dataclass(frozen=True)
class DemoRun:
    """The territory copied to a folder of its own, and what a direct run made of it."""

    territory: Path
    options: Options
    analysis: Analysis


def copy_of_demo(folder: Path) -> Path:
    """The demo territory without its sources, where a test may change it."""
    shutil.copytree(demo_territory().parent, folder, ignore=shutil.ignore_patterns("sources", "README.md"))
    return folder / "territory.toml"


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    folder = tmp_path_factory.mktemp("demo")
    territory = copy_of_demo(folder / "territory")
    options = Options(database=folder / "ecart.duckdb", report=folder / "rapport", workers=2, today=TODAY)
    return DemoRun(territory, options, analyse(territory, options))


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """Of four measures and three acts, one of them an empty file: enough for what does not depend on what is found."""
    folder = tmp_path_factory.mktemp("small")
    territory = small_territory(folder / "territory")
    an_act(territory).write_bytes(b"")
    options = Options(database=folder / "ecart.duckdb", report=folder / "rapport", workers=2, today=TODAY)
    return DemoRun(territory, options, analyse(territory, options))


def copy_of_run(run: DemoRun, folder: Path) -> DemoRun:
    """A run's territory and database copied to a folder of their own, where a test may change what it likes; without its report."""
    territory = shutil.copytree(run.territory.parent, folder / "territory") / "territory.toml"
    database = shutil.copy(run.options.database, folder / "ecart.duckdb")
    return replace(run, territory=territory, options=replace(run.options, database=database, report=folder / "rapport"))
