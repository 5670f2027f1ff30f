"""Copies of large files at the least cost: shared blocks where the file system has them, else only what differs."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from pathlib import Path

# linux/fs.h and fcntl.h; Python names some of them from 3.12 on only
_FICLONE = 0x40049409
_F_SETSIG = 10
_STEP = 1 << 16  # bytes compared at once: a changed block of 16 KB rarely makes more be written


def copied(source: Path, target: Path) -> None:
    """Make `target` hold what `source` holds: sharing its blocks where the file system can (btrfs, XFS), else copied. Raises OSError."""
    if not _cloned(source, target):
        shutil.copyfile(source, target)


def _cloned(source: Path, target: Path) -> bool:
    if sys.platform != "linux":
        return False
    with source.open("rb") as given, target.open("wb") as made:
        try:
            fcntl.ioctl(made, _FICLONE, given.fileno())
        except OSError:
            return False
    return True


def brought_to(source: Path, target: Path) -> bool:
    """Make `target`, whatever it holds, equal to `source` by writing only the stretches that differ. Raises OSError.

    False, and nothing is done, when somebody has `target` open or the system cannot tell: to who reads it, a file never changes.
    """
    with target.open("r+b", buffering=0) as made:
        if not _held_alone(made.fileno()):
            return False
        with source.open("rb", buffering=0) as given:
            _write_what_differs(given.fileno(), made.fileno())
    return True


def _write_what_differs(given: int, made: int) -> None:
    ours, theirs = bytearray(_STEP), bytearray(_STEP)
    at = 0
    while length := os.preadv(given, [ours], at):
        if os.preadv(made, [theirs], at) != length or ours != theirs:
            _write_all(made, memoryview(ours)[:length], at)
        at += length
    os.ftruncate(made, at)


def _write_all(made: int, content: memoryview, at: int) -> None:
    while content:  # a disk that fills up takes a part first, and refuses the next
        done = os.pwrite(made, content, at)
        content, at = content[done:], at + done


def _held_alone(descriptor: int) -> bool:
    """Whether nobody else has the file open; until it is closed, who opens it waits.

    A Linux write lease: refused while the file is open anywhere else on this machine, and on file systems that cannot know.
    """
    if sys.platform != "linux":
        return False
    try:
        fcntl.fcntl(descriptor, _F_SETSIG, signal.SIGURG)  # ignored by default; the usual SIGIO would end the process
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except OSError:
        return False
    return True
