"""Kills a night of the watch while it stores, runs the next one, compares with an undisturbed one: python -m tests.bench.watch_killed"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.watch_file import load_watch
from pipeline.store import load_results
from tests.flows.small import ecart, environment, small_watch, started


def main() -> None:
    """Print whether both databases hold the same."""
    with tempfile.TemporaryDirectory() as folder:
        broken, whole = (small_watch(Path(folder) / name) for name in ("a", "b"))
        env = environment(Path(folder) / "prefect")
        night = started(ecart("watch", broken, "--once", "--direct"), env, Path(folder) / "log")
        while not (broken.parent / "ecart.work.duckdb").exists():
            time.sleep(0.05)
        os.killpg(night.pid, signal.SIGKILL)
        night.wait()
        print("killed while storing; published:", (broken.parent / "ecart.duckdb").exists())
        for watch in (broken, whole):
            subprocess.run(ecart("watch", watch, "--once", "--direct"), env=env, check=True)
        a, b = (load_results(load_watch(watch).database) for watch in (broken, whole))
        same = (a.measures, a.acts, a.links, a.verdicts) == (b.measures, b.acts, b.links, b.verdicts)
        print("same measures, acts, links and verdicts:", same)
        sys.exit(not same)


if __name__ == "__main__":
    main()
