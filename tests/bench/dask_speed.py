"""Wall clock of one night on a Dask cluster of one worker and of two, and whether both stored the same rows.

usage: python -m tests.bench.dask_speed [--territories 12] [--acts 29]

Workers are processes of one thread; territories are those of `watch_speed`. Run it on a quiet machine with two free cores or more.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import distributed

from flows.watch import watch_night
from flows.watch_file import load_watch
from pipeline.store import load_results
from tests.bench.watch_speed import make


def rows(database: Path, territories: int) -> list[tuple[object, ...]]:
    """The measures, acts, links and verdicts that a night stored, by territory."""
    stored = (load_results(database, str(219000000 + number)) for number in range(territories))
    return [(found.measures, found.acts, found.links, found.verdicts) for found in stored]


def night(folder: Path, workers: int, territories: int, acts: int) -> tuple[float, list[tuple[object, ...]]]:
    """Seconds of wall clock of a night with that many workers, started before, and what it stored."""
    for number in range(territories):
        make(folder / "territories", number, acts)
    cluster_of: Any = distributed.LocalCluster
    options: dict[str, Any] = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with cluster_of(**options) as cluster:
        watch = folder / "watch.toml"
        watch.write_text(f'territory = ["territories/*/territory.toml"]\ndask = "{cluster.scheduler_address}"\n', "utf-8")
        began = time.monotonic()
        done = watch_night(load_watch(watch))
        seconds = time.monotonic() - began
    for bad in (n for n in done.nights if n.error):
        print(bad.name, bad.error)
    return seconds, rows(load_watch(watch).database, territories)


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--territories", type=int, default=12)
    asked.add_argument("--acts", type=int, default=29)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        night(Path(name) / "warm", 1, 1, 1)  # what the first process of all pays for: files not read yet
        one, stored = night(Path(name) / "one", 1, options.territories, options.acts)
        two, other = night(Path(name) / "two", 2, options.territories, options.acts)
    print(f"{options.territories} territories of {options.acts + 1} documents, load average {os.getloadavg()[0]:.1f}")
    print(f"one worker {one:.1f} s, two workers {two:.1f} s: {one / two:.2f} times as fast")
    print(f"same measures, acts, links and verdicts: {stored == other}")


if __name__ == "__main__":
    main()
