"""CPU of one night over many territories beside the sum of single runs, its memory, and what Prefect adds.

usage: python -m tests.bench.watch_speed [--territories 200] [--acts 49] [--singles 5] [--prefect]

Territories are the demo's plan and acts, with other bytes and another SIREN each. Children count. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flows.guarded import run_all
from flows.options import Options
from flows.prefect_settings import calm_prefect
from flows.refresh import refresh
from flows.run import demo_territory
from flows.watch import WatchNight, watch_night
from flows.watch_file import load_watch
from tests.bench.processes import cpu, memory_watched, others


def make(folder: Path, number: int, acts: int) -> Path:
    """A territory of the demo's plan and `acts` acts whose bytes no other territory has."""
    demo = demo_territory().parent
    home = folder / f"t{number:04d}"
    home.mkdir(parents=True)
    sources = sorted((demo / "deliberations").glob("*.pdf"))
    shutil.copy(next((demo / "plan").glob("*.pdf")), home / "plan.pdf")
    for place in range(acts):
        source = sources[place % len(sources)]
        (home / f"{source.stem}-{place}.pdf").write_bytes(source.read_bytes() + f"\n% {number} {place}\n".encode())
    (home / "territory.toml").write_text(
        f'name = "Commune no {number}"\nsiren = "{219000000 + number}"\nkind = "commune"\n'
        '[[plan]]\npath = "plan.pdf"\nadopted = 2023-02-11\n[[acts]]\npath = "DEL-*.pdf"\n',
        "utf-8",
    )
    return home / "territory.toml"


def singles(files: list[Path], folder: Path) -> float:
    """CPU seconds of one territory alone, in a child that has started already, each with a database of its own."""
    pieces = [(file, Options(folder / f"{n}.duckdb", folder / f"r{n}", fetch=False)) for n, file in enumerate(files)]
    began = cpu()
    for number, outcome in run_all(refresh, pieces, parallel=1, seconds=3600):
        if isinstance(outcome, Exception) or outcome.error:
            raise SystemExit(f"territory {number}: {outcome}")
    return (cpu() - began) / len(files)


def night(file: Path, *, prefect: bool) -> WatchNight:
    """One night, under a Prefect server of its own or directly."""
    if not prefect:
        return watch_night(load_watch(file))
    calm_prefect()
    flow: Callable[[str], WatchNight] = importlib.import_module("flows.watch_flow").watch_flow  # imports Prefect
    return flow(str(file))


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--territories", type=int, default=200)
    asked.add_argument("--acts", type=int, default=49)
    asked.add_argument("--singles", type=int, default=5)
    asked.add_argument("--prefect", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [make(folder / "territories", n, options.acts) for n in range(options.territories)]
        alone = singles(files[: options.singles], folder / "alone")
        (folder / "watch.toml").write_text('territory = ["territories/*/territory.toml"]\n', "utf-8")
        began, clock = cpu(), time.monotonic()
        with memory_watched() as peak:
            done = night(folder / "watch.toml", prefect=options.prefect)
        spent, wall = cpu() - began, time.monotonic() - clock
        bad = [n for n in done.nights if n.error]
        again, clock = cpu(), time.monotonic()
        night(folder / "watch.toml", prefect=options.prefect)
        if options.prefect:
            print(f"Prefect's server: {others():.1f} CPU-s for two nights and its start")
        idle, idle_wall = cpu() - again, time.monotonic() - clock
        how = " (Prefect)" if options.prefect else ""
        each = spent / options.territories
        for one in bad:
            print(one.name, one.error)
        print(f"{options.territories} territories of {options.acts + 1} documents, {len(bad)} failed{how}")
        print(f"alone: {alone:.1f} CPU-s a territory; in the night {each:.1f}; share {alone / each:.2f}")
        print(f"the night: {spent:.0f} CPU-s, {wall:.0f} s of wall clock; one without change: {idle:.1f} CPU-s, {idle_wall:.0f} s")
        print(f"database: {(folder / 'ecart.duckdb').stat().st_size / 1e6:.0f} MB")
        print(f"peak memory of all processes together: {peak.together:.0f} MB ({', '.join(map(str, peak.processes))})")


if __name__ == "__main__":
    main()
