"""Writers killed in the middle of saving: `python -m tests.store.killed FOLDER [--kills 100]` kills that many at random moments.

Every save that was acknowledged must be there after each kill, the published copy must load, and an undisturbed run at the end must find
what it finds in a fresh database.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from pipeline.store import load_results, query, save
from tests.shared import ROOT
from tests.store.territories import brevaux

_SAVING = """
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pipeline.store import save
from tests.store.territories import RUN_2, brevaux
import_module("pipeline.store.publish").SPARE_FROM = int(sys.argv[3])
number = int(sys.argv[2])
results = brevaux()
while True:
    number += 1
    some = replace(results, acts=results.acts[number % 2 :], run=replace(RUN_2, id=f"run {number}"))
    save(some, Path(sys.argv[1]))
    print(number, flush=True)
"""


def kill_writers(db: Path, delays: Iterable[float]) -> int:
    """Start a writer for each delay, in seconds after its first save, and kill it then; gives the number of the last save acknowledged.

    Every other one publishes as it does for large databases. Raises AssertionError when a save that was acknowledged is not there.
    """
    acknowledged = 0
    for number, delay in enumerate(delays):
        spare_from = (1, 1 << 40)[number % 2]
        asked = [sys.executable, "-c", _SAVING, str(db), str(acknowledged), str(spare_from)]
        child = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert child.stdout is not None
        acknowledged = int(child.stdout.readline())  # the first save is through, the next one runs
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *(int(line) for line in child.stdout.read().split())])
        child.wait()
        stored = {name for (name,) in query(db, "SELECT id FROM runs")[1]}
        assert f"run {acknowledged}" in stored, f"run {acknowledged} was acknowledged and is lost after kill {number + 1}"
        load_results(db)
    return acknowledged


def main() -> None:
    """Kill, save once more, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    asked = parser.parse_args()
    db = asked.folder / "killed.duckdb"
    asked.folder.mkdir(parents=True, exist_ok=True)
    moments = random.Random(8)
    saves = kill_writers(db, (moments.uniform(0.0, 0.6) for _ in range(asked.kills)))
    save(brevaux(), db)
    if load_results(db) != brevaux():
        raise SystemExit("The run after the kills does not equal an undisturbed one.")
    print(f"{asked.kills} writers killed, {saves} saves acknowledged, none lost; the next run equals an undisturbed one.")


if __name__ == "__main__":
    main()
