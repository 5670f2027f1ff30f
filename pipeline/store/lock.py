"""One writer at a time: a lock file beside the database, which the kernel releases when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.records.errors import EcartError
from pipeline.store.connect import trouble_told

_STEP = 0.1  # seconds between two tries


def lock_path(db: Path) -> Path:
    """The lock file of the published `db`: `ecart.lock` for `ecart.duckdb`. It stays when nobody holds it."""
    return db.with_name(f"{db.stem}.lock")


@contextmanager
def writer_lock(db: Path, wait: float, told: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the writer's lock of `db`; wait up to `wait` seconds for it, calling `told` once with who holds it.

    Raises EcartError that names the holder (process, since when) when the time is over.
    """
    path = lock_path(db)
    with trouble_told(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, path, wait, told)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait: float, told: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another run is writing this database: {_holder(descriptor)} (lock file {path})."
            if time.monotonic() >= deadline:
                raise EcartError(f"{message} Waited {wait:.0f} s; run again when it has ended.") from None
            if told is not None:
                told(f"{message} Waiting up to {wait:.0f} s.")
                told = None
            time.sleep(_STEP)
        else:
            return


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
        return f"process {int(holder['pid'])}, since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        return "a process that has not said who it is"
