"""Pieces of work in children that fail, and what the children share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.guarded import PieceLost, run_all
from tests.flows.pieces import has_loaded, work
from tests.shared import ROOT

GIVER = """
import sys
from flows.guarded import run_all
from tests.flows.pieces import tell_and_wait
list(run_all(tell_and_wait, [(sys.argv[1],)], parallel=1, seconds=60.0))
"""


def test_a_piece_that_hangs_dies_or_raises_stops_no_other() -> None:
    pieces = [("a",), ("die",), ("sleep",), ("raise",), ("b",)]
    found = dict(run_all(work, pieces, parallel=1, seconds=4.0))
    assert (found[0], found[4]) == ("a", "b")
    assert isinstance(found[1], PieceLost) and "signal 9" in str(found[1])
    assert isinstance(found[2], PieceLost) and "longer than 4 s" in str(found[2])
    assert isinstance(found[3], ValueError)


def test_children_compute_with_one_thread_each_and_see_this_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "")  # put back afterwards
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    found = dict(run_all(os.getenv, [("OPENBLAS_NUM_THREADS",), ("OMP_NUM_THREADS",)], parallel=2, seconds=30.0))
    assert found == {0: "1", 1: "3"}


def test_children_are_forked_from_one_that_has_loaded_the_program() -> None:
    assert dict(run_all(has_loaded, [("flows.analyse",), ("none.such",)], parallel=1, seconds=30.0)) == {0: True, 1: False}


def test_children_end_with_the_process_that_gave_them_work(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with subprocess.Popen([sys.executable, "-c", GIVER, str(told)], cwd=ROOT) as giver:
        assert within(60.0, lambda: told.is_file() and told.read_text("utf-8"))
        giver.send_signal(signal.SIGKILL)
    child = int(told.read_text("utf-8"))
    assert within(10.0, lambda: not Path(f"/proc/{child}").exists())


def within(seconds: float, true: Callable[[], object]) -> bool:
    """Whether something comes true in that time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(true())
