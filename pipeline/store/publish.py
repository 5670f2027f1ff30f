"""The published copy: replaced in one step, so that who holds the old one keeps reading it and nobody ever sees half a file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pipeline.store.connect import trouble_told, work_path


def publish(db: Path) -> None:
    """Copy the written database (closed, its log written in) over the published `db`, atomically and durably. Raises EcartError."""
    replace_by_copy(work_path(db), db)


def replace_by_copy(source: Path, target: Path) -> None:
    """Make `target` a copy of `source` by writing beside it, syncing and renaming. Raises EcartError; `target` is then unchanged."""
    beside = target.with_name(f".{target.name}.new")  # one name: what a killed writer left is overwritten (the lock keeps others out)
    with trouble_told(target):
        try:
            shutil.copyfile(source, beside)
            _sync(beside)
            beside.replace(target)
            _sync(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
