"""The fictional territory saved once; tests that change it work on a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.store import save
from tests.store.territories import brevaux


@pytest.fixture(scope="session")
def _saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("saved") / "ecart.duckdb"
    save(brevaux(), db)
    return db


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Path of a database that is not there yet."""
    return tmp_path / "ecart.duckdb"


@pytest.fixture
def saved(_saved: Path, tmp_path: Path) -> Path:
    """Path of a database that holds the fictional territory, saved by run r1."""
    for name in ("ecart.duckdb", "ecart.work.duckdb"):
        shutil.copy(_saved.with_name(name), tmp_path / name)
    return tmp_path / "ecart.duckdb"
