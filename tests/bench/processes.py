"""Processor time and memory of this process and of everything that it started, from /proc (Linux)."""

from __future__ import annotations

import os
import resource
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.5  # seconds between two looks at the memory
_FORKS = "multiprocessing.forkserver"  # in the command line of the process from which children are forked, and theirs


@dataclass
class Peak:
    """The most memory at once, MB: proportional set sizes, so that what processes share counts once."""

    together: float = 0.0
    processes: tuple[int, ...] = ()  # of each at that moment


def cpu() -> float:
    """CPU seconds of this process, of its children that have ended, and of the process that forks and its children that have ended."""
    own = sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    return own + sum(sum(used) for pid, used in _living().items() if _FORKS in _command(pid))


def others() -> float:
    """CPU seconds of the other children that still run: a Prefect server started for the time of this process."""
    return sum(sum(used) for pid, used in _living().items() if _FORKS not in _command(pid))


@contextmanager
def memory_watched() -> Iterator[Peak]:
    """Look at the memory of all processes together while something runs."""
    peak, done = Peak(), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY):
            sizes = sorted((_pss(pid) for pid in _family()), reverse=True)
            if sum(sizes) > peak.together:
                peak.together, peak.processes = sum(sizes), tuple(round(size) for size in sizes if size)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield peak
    finally:
        done.set()
        looking.join()


def _living() -> dict[int, tuple[float, ...]]:
    """CPU seconds (its own; of children that it has seen ending) of each child of this process that runs."""
    tick = os.sysconf("SC_CLK_TCK")
    return {pid: tuple(int(n) / tick for n in fields[11:15]) for pid, fields in _stats() if int(fields[1]) == os.getpid()}


def _family() -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for pid, fields in _stats():
        children[int(fields[1])].append(pid)
    found = [os.getpid()]
    for pid in found:
        found += children[pid]
    return found


def _stats() -> Iterator[tuple[int, list[str]]]:
    """The fields behind the name in /proc/PID/stat, of every process."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(entry.parent.name), entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
