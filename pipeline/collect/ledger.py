"""What was seen on the web: where, when, under which title, with which content. Lines are added to `ledger.jsonl`, never changed.

The ledger is all that a visit remembers. An address has one state, whatever number of sources list it; a source has the addresses that it
listed, and its last visit.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.collect.fetch import Validators
from pipeline.records.errors import EcartError

FOLDER = "collected"  # beside the territory file
LEDGER = "ledger.jsonl"
_SOONEST = timedelta(hours=20)  # a nightly run may start a little early
_LATEST = timedelta(days=90)  # a month would fill the nights of a host that serves thousands of communes (tests/bench/france.py)
_LATEST_REFUSED = timedelta(days=7)
LOCK_WAIT = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept file: its path in the folder of kept files, its content and size in bytes."""

    file: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one address. `trouble` is (code, reason) when the last attempt failed, `troubled` when the first and the last
    of such lasting attempts were made; `gone` since when the site says that it is no more."""

    files: tuple[Kept, ...] = ()
    content: str = ""  # sha256 of the answer
    validators: Validators = field(default_factory=Validators)
    since: datetime | None = None  # of this content
    checked: datetime | None = None
    changes: int = 0
    stamp: str = ""  # what the listing said of its version when it was fetched
    trouble: tuple[str, str] = ("", "")
    troubled: tuple[datetime, datetime] | None = None
    gone: datetime | None = None

    def due(self, now: datetime, stamp: str) -> bool:
        """Whether it is time to ask again: at once when not reached or with a new stamp, else the later the longer nothing changed."""
        if self.trouble[0]:
            return self.troubled is None or _later(now, *self.troubled, _LATEST_REFUSED)
        if self.checked is None or self.since is None or (stamp and stamp != self.stamp):
            return True
        return _later(now, self.since, self.checked, _LATEST)


def _later(now: datetime, since: datetime, last: datetime, latest: timedelta) -> bool:
    return now - last >= min(max((last - since) / 2, _SOONEST), latest)


@dataclass(frozen=True, slots=True)
class Listed:
    """An address as a source lists it. `where` is the page that linked it; `vanished` since when it is listed no more."""

    title: str
    where: str
    first: datetime
    vanished: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a source came to. `trouble` is (code, reason) when it could not be listed whole."""

    at: datetime
    listed: int = 0
    new: int = 0
    changed: int = 0
    vanished: int = 0
    failed: int = 0
    fetched: int = 0
    seconds: float = 0.0
    unlinked: int = 0  # rows of a table without an address
    elsewhere: str = ""  # hosts with documents that the territory file does not name
    trouble: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Memory:
    """The ledger as it stands: addresses, what each source lists, and its last visit; `damaged` are the numbers of unreadable lines."""

    addresses: dict[str, Known] = field(default_factory=dict)
    listed: dict[str, dict[str, Listed]] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    damaged: list[int] = field(default_factory=list)


class Ledger:
    """The ledger of one territory, open for adding. Made by `open_ledger`."""

    def __init__(self, folder: Path, descriptor: int, memory: Memory) -> None:
        self.folder = folder
        self.memory = memory
        self._descriptor = descriptor

    def add(self, event: str, at: datetime, **facts: Any) -> None:
        """Add a line and remember it. Raises EcartError when the disk does not take it."""
        line = {"event": event, "at": at.isoformat(timespec="seconds"), **{k: v for k, v in facts.items() if v not in ("", None, 0, [])}}
        try:
            os.write(self._descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            where = self.folder / LEDGER
            raise EcartError(f"{where}: cannot be written ({error.strerror}). Make room or give the right to write.") from error
        _remember(self.memory, line)


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger in `folder` for adding; one visit at a time. Raises EcartError when another one lasts, or nothing can be written."""
    path = folder / LEDGER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise EcartError(f"{path}: cannot be written ({error.strerror}). Give the user who runs ecart the right to write there.") from error
    try:
        _lock(path, descriptor)
        _drop_half_line(path, descriptor)
        for left in folder.glob(".coming-*"):  # of a visit that was killed
            left.unlink(missing_ok=True)
        yield Ledger(folder, descriptor, read_ledger(folder))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_ledger(folder: Path) -> Memory:
    """What the ledger in `folder` says; empty when there is none. What stands behind the last line end, as a killed visit leaves it, is no
    line. Raises EcartError when it cannot be read."""
    memory, path = Memory(), folder / LEDGER
    try:
        *lines, _ = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return memory
    except OSError as error:
        raise EcartError(f"{path}: cannot be read ({error.strerror}). Give the user who runs ecart the right to read it.") from error
    for number, line in enumerate(lines, start=1):
        try:
            _remember(memory, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):  # no JSON, or not what a visit writes
            memory.damaged.append(number)
    return memory


def _lock(path: Path, descriptor: int) -> None:
    end = time.monotonic() + LOCK_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise EcartError(f"{path}: another run visits the sources of this territory. Run again when it has ended.") from None
            time.sleep(0.1)
        else:
            return


def _drop_half_line(path: Path, descriptor: int) -> None:
    """Cut off what a killed visit wrote of a line."""
    os.ftruncate(descriptor, path.read_bytes().rfind(b"\n") + 1)


def _remember(memory: Memory, said: Mapping[str, Any]) -> None:
    at = datetime.fromisoformat(said["at"])
    event, source, address = said["event"], said.get("source", ""), said.get("address", "")
    if event == "visit":
        memory.visits[source] = _visit(at, said)
    elif event == "listed":
        first = memory.listed.get(source, {}).get(address)
        listed = Listed(said.get("title", ""), said.get("where", ""), first.first if first else at)
        memory.listed.setdefault(source, {})[address] = listed
    elif event == "vanished":
        memory.listed[source][address] = replace(memory.listed[source][address], vanished=at)
    else:
        memory.addresses[address] = _known(memory.addresses.get(address, Known()), event, at, said)


def _known(before: Known, event: str, at: datetime, said: Mapping[str, Any]) -> Known:
    if event == "failed":
        started = before.troubled[0] if before.troubled and before.trouble[0] == said["code"] else at
        return replace(before, trouble=(said["code"], said["reason"]), troubled=(started, at) if said.get("lasting") else None)
    if event == "gone":
        return replace(before, gone=before.gone or at, checked=at, since=before.since or at, trouble=("", ""), troubled=None)
    validators = Validators(said.get("etag", ""), said.get("modified", ""))
    stamp = said.get("stamp", before.stamp)
    if event == "same":
        return replace(before, validators=validators, checked=at, stamp=stamp, trouble=("", ""), troubled=None, gone=None)
    if event != "kept":
        return before
    files = tuple(Kept(f["file"], f["sha256"], f["size"]) for f in said["files"])
    changes = before.changes + bool(before.files and before.content != said["sha256"])
    return Known(files, said["sha256"], validators, since=at, checked=at, changes=changes, stamp=stamp)


def _visit(at: datetime, said: Mapping[str, Any]) -> Visit:
    counts = {name: said.get(name, 0) for name in ("listed", "new", "changed", "vanished", "failed", "fetched", "seconds", "unlinked")}
    return Visit(at, **counts, elsewhere=said.get("elsewhere", ""), trouble=(said.get("code", ""), said.get("reason", "")))
