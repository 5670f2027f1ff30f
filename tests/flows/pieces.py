"""Work for children, in a module that is quick to import."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def work(what: str) -> str:
    """Do what is asked: die, sleep, raise, or give it back."""
    if what == "die":
        os.kill(os.getpid(), 9)
    if what == "sleep":
        time.sleep(60)
    if what == "raise":
        raise ValueError(what)
    return what


def has_loaded(module: str) -> bool:
    """Whether this process has imported a module."""
    return module in sys.modules


def tell_and_wait(file: str) -> None:
    """Write this process's number into a file, and wait longer than any test."""
    Path(file).write_text(str(os.getpid()), "utf-8")
    time.sleep(60)
