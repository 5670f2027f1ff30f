"""The published copy: replaced in one step, so that who holds the old one keeps reading it and nobody ever sees half a file."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.store.connect import trouble_told, work_path
from pipeline.store.copy import brought_to, copied

# From this size on, bytes, the copy before the last is kept beside the published one: bringing it up to date by what differs takes a sixth
# of the time of a new copy. Below it a copy takes less than a tenth of a second.
SPARE_FROM = 32 << 20


def publish(db: Path) -> None:
    """Bring the written database (closed, its log written in) to the published `db`, atomically and durably. Raises EcartError.

    The caller holds the writer's lock. A large database leaves the copy that it replaces in `.NAME.spare`: the next one is made from that
    file, unless somebody still reads it.
    """
    work, spare, beside = work_path(db), db.with_name(f".{db.name}.spare"), _beside(db)
    with trouble_told(db):
        try:
            if not _brought_up_to_date(work, spare, db, beside):
                copied(work, beside)
            _sync(beside)
            if beside.stat().st_size >= SPARE_FROM and db.exists():
                _kept(db, spare)
            beside.replace(db)
            _sync(db.parent)
        finally:
            beside.unlink(missing_ok=True)


def replace_by_copy(source: Path, target: Path) -> None:
    """Make `target` a copy of `source` by writing beside it, syncing and renaming. Raises EcartError; `target` is then unchanged."""
    beside = _beside(target)
    with trouble_told(target):
        try:
            copied(source, beside)
            _sync(beside)
            beside.replace(target)
            _sync(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """One name: what a killed writer left is overwritten (the lock keeps others out)."""
    return target.with_name(f".{target.name}.new")


def _brought_up_to_date(work: Path, spare: Path, db: Path, beside: Path) -> bool:
    """Whether `beside` was made from the spare copy: moved there, and changed where it differs from `work`.

    Any content will do as a beginning, also what a killed writer left half done: every byte is compared.
    """
    if not spare.exists():
        return False
    if db.exists() and spare.samefile(db):  # a writer was killed between keeping the published copy and replacing it
        spare.unlink()
        return False
    spare.replace(beside)
    if brought_to(work, beside):
        return True
    beside.unlink()  # its readers keep it; the name is free
    return False


def _kept(db: Path, spare: Path) -> None:
    """Keep the published copy under the name of the spare one too, where the file system knows hard links: else there is none."""
    spare.unlink(missing_ok=True)
    try:
        spare.hardlink_to(db)
    except OSError:
        spare.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
