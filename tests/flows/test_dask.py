"""A night on a local Dask cluster of threads: the rows that a worker finds are those that are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.watch import watch_night
from flows.watch_file import load_watch
from pipeline.records.errors import ConfigurationError
from pipeline.store import load_results
from tests.flows.small import small_watch

distributed = pytest.importorskip("distributed", reason="needs the extra dask")


def test_what_a_worker_finds_is_stored_here(tmp_path: Path) -> None:
    watch = load_watch(small_watch(tmp_path / "veille", acts=1))
    (tmp_path / "veille" / "broken").mkdir()
    (tmp_path / "veille" / "broken" / "territory.toml").write_text("name = 3", "utf-8")
    watch.file.write_text('territory = ["*/territory.toml"]\n', "utf-8")
    options = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster:
        watch.file.write_text(f'territory = ["*/territory.toml"]\ndask = "{cluster.scheduler_address}"\n', "utf-8")
        done = watch_night(load_watch(watch.file), send=lambda *_: True)
    broken, sound = done.nights
    assert "no [[plan]] entry" in broken.error
    assert sound.run and not sound.error
    results = load_results(watch.database)
    assert results.run.id == sound.run and len(results.acts) == 1 and results.measures
    assert done.exit_code == 1 and (watch.site / "index.html").is_file()


def test_no_cluster_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    watch_file = small_watch(tmp_path / "veille", acts=1)
    watch_file.write_text('territory = ["territoire/territory.toml"]\ndask = "tcp://127.0.0.1:1"\n', "utf-8")
    with pytest.raises(ConfigurationError, match="no Dask cluster answers"):
        watch_night(load_watch(watch_file))
