"""What the watch remembers from night to night: a line for each territory's run, incidents with begin and end, news and who was told.

A small SQLite file of its own and no table of the store, because it must be written also when the store cannot be, and read by
`ecart health` while a run holds the store.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

from flows.watch_file import Recipient, Told
from pipeline.records.errors import EcartError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS nights (
    territory TEXT NOT NULL, siren TEXT NOT NULL, name TEXT NOT NULL, started TEXT NOT NULL, seconds REAL NOT NULL, run TEXT NOT NULL,
    listed INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL, vanished INTEGER NOT NULL, failed INTEGER NOT NULL,
    trouble TEXT NOT NULL, unread INTEGER NOT NULL, known INTEGER NOT NULL, read INTEGER NOT NULL, documents INTEGER NOT NULL,
    error TEXT NOT NULL, PRIMARY KEY (territory, started)
);
CREATE TABLE IF NOT EXISTS source_visits (
    territory TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, listed INTEGER NOT NULL, new INTEGER NOT NULL, trouble TEXT NOT NULL,
    PRIMARY KEY (territory, source, at)
);
CREATE TABLE IF NOT EXISTS incidents (
    id INTEGER PRIMARY KEY, territory TEXT NOT NULL, code TEXT NOT NULL, subject TEXT NOT NULL, opened TEXT NOT NULL, closed TEXT,
    detail TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_open ON incidents (territory, code, subject) WHERE closed IS NULL;
CREATE TABLE IF NOT EXISTS news (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, siren TEXT NOT NULL, territory TEXT NOT NULL, words TEXT NOT NULL,
    theme TEXT NOT NULL, measure TEXT NOT NULL, link TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS told (recipient TEXT NOT NULL, news TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (recipient, news));
CREATE TABLE IF NOT EXISTS unread (
    territory TEXT NOT NULL, doc TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, remedy TEXT NOT NULL, plan INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS recipients (name TEXT PRIMARY KEY, since TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Night:
    """One territory in one run of the watch. `run` is empty when nothing was analysed, `error` when nothing broke.

    `new`, `changed`, `vanished`, `failed` and `listed` count documents of sources on the web; `trouble` names sources that could not be
    listed; `known` and `read` are the acts of the registers and those of them that were read.
    """

    territory: str
    siren: str
    name: str
    started: datetime
    seconds: float = 0.0
    run: str = ""
    listed: int = 0
    new: int = 0
    changed: int = 0
    vanished: int = 0
    failed: int = 0
    trouble: str = ""
    unread: int = 0
    known: int = 0
    read: int = 0
    documents: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that is not read: the `code`, `message` and `remedy` of its issue. `plan` when a `[[plan]]` names it."""

    doc: str
    code: str
    message: str
    remedy: str
    plan: bool = False

    @property
    def told(self) -> str:
        """As one line that names the document."""
        return f"{'' if self.doc in self.message else f'{self.doc}: '}{self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class SourceVisit:
    """One visit to one source on the web. `trouble` says why it could not be listed whole, empty when it was."""

    source: str
    at: datetime
    listed: int
    new: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that is not as usual. `code` is a stable word, `subject` what it is about within the territory (often nothing)."""

    territory: str
    code: str
    subject: str
    opened: datetime
    closed: datetime | None
    detail: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell people. `id` is the same when it is found again; `words` is a French sentence, `link` a page of the site."""

    id: str
    at: datetime
    kind: Told
    siren: str
    territory: str
    words: str
    theme: str = ""
    measure: str = ""
    link: str = ""


class WatchState:
    """The open state. Made by `open_state`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_night(self, night: Night) -> None:
        """Remember one territory's run; the same one twice is kept once."""
        row = tuple(value.isoformat() if isinstance(value, datetime) else value for value in astuple(night))
        self._connection.execute(f"INSERT OR REPLACE INTO nights VALUES ({', '.join('?' * len(row))})", row)

    def nights(self, territory: str, last: int = 400) -> list[Night]:
        """The last runs of a territory, oldest first."""
        names = [field.name for field in fields(Night)]
        rows = self._connection.execute(
            f"SELECT {', '.join(names)} FROM nights WHERE territory = ? ORDER BY started DESC LIMIT ?", (territory, last)
        ).fetchall()
        found = [dict(zip(names, row, strict=True)) for row in reversed(rows)]
        return [Night(**{**night, "started": datetime.fromisoformat(night["started"])}) for night in found]

    def last_night(self, siren: str, before: datetime) -> datetime | None:
        """When the last night began, before a moment, that was brought to its end with this authority in it."""
        asked = "SELECT max(started) FROM nights WHERE siren = ? AND started < ?"
        ((last,),) = self._connection.execute(asked, (siren, before.isoformat())).fetchall()
        return datetime.fromisoformat(last) if last else None

    def concluded(self, run: str) -> bool:
        """Whether a night that came to its end has told of this run."""
        return self._connection.execute("SELECT 1 FROM nights WHERE run = ? LIMIT 1", (run,)).fetchone() is not None

    def set_unread(self, territory: str, unread: Sequence[Unread]) -> None:
        """Remember what its last analysis could not read, in place of what the one before could not."""
        self._connection.execute("DELETE FROM unread WHERE territory = ?", (territory,))
        self._connection.executemany("INSERT INTO unread VALUES (?, ?, ?, ?, ?, ?)", [(territory, *astuple(one)) for one in unread])

    def unread(self, territory: str) -> tuple[Unread, ...]:
        """What the last analysis of a territory could not read."""
        asked = "SELECT doc, code, message, remedy, plan FROM unread WHERE territory = ? ORDER BY plan DESC, doc"
        rows = self._connection.execute(asked, (territory,)).fetchall()
        return tuple(Unread(doc, code, message, remedy, bool(plan)) for doc, code, message, remedy, plan in rows)

    def add_visits(self, territory: str, visits: Sequence[SourceVisit]) -> None:
        """Remember visits to sources."""
        rows = [(territory, v.source, v.at.isoformat(), v.listed, v.new, v.trouble) for v in visits]
        self._connection.executemany("INSERT OR REPLACE INTO source_visits VALUES (?, ?, ?, ?, ?, ?)", rows)

    def visits(self, territory: str, last: int = 400) -> dict[str, list[SourceVisit]]:
        """The last visits to the sources of a territory that were visited in its latest night, oldest first."""
        asked = """
            SELECT source, at, listed, new, trouble FROM (
                SELECT *, row_number() OVER (PARTITION BY source ORDER BY at DESC) AS place, max(at) OVER (PARTITION BY source) AS latest
                FROM source_visits WHERE territory = ?1
            ) WHERE place <= ?2 AND latest = (SELECT max(at) FROM source_visits WHERE territory = ?1) ORDER BY source, at
        """
        found: dict[str, list[SourceVisit]] = {}
        for source, at, *counts in self._connection.execute(asked, (territory, last)):
            found.setdefault(source, []).append(SourceVisit(source, datetime.fromisoformat(at), *counts))
        return found

    def incidents(self, territory: str | None = None, *, only_open: bool = True) -> list[Incident]:
        """Incidents, newest first."""
        asked = "SELECT territory, code, subject, opened, closed, detail, id FROM incidents WHERE (?1 IS NULL OR territory = ?1)"
        rows = self._connection.execute(f"{asked}{' AND closed IS NULL' if only_open else ''} ORDER BY opened DESC, id DESC", (territory,))
        return [_incident(row) for row in rows.fetchall()]

    def open_incident(self, territory: str, code: str, subject: str, at: datetime, detail: str) -> Incident | None:
        """Begin an incident; None when it is open already (its detail is brought up to date)."""
        known = self._connection.execute(
            "UPDATE incidents SET detail = ? WHERE territory = ? AND code = ? AND subject = ? AND closed IS NULL",
            (detail, territory, code, subject),
        ).rowcount
        if known:
            return None
        row = (territory, code, subject, at.isoformat(), detail)
        done = self._connection.execute("INSERT INTO incidents (territory, code, subject, opened, detail) VALUES (?, ?, ?, ?, ?)", row)
        return Incident(territory, code, subject, at, None, detail, done.lastrowid or 0)

    def close_incident(self, incident: Incident, at: datetime) -> Incident:
        """End an incident."""
        self._connection.execute("UPDATE incidents SET closed = ? WHERE id = ?", (at.isoformat(), incident.id))
        return Incident(incident.territory, incident.code, incident.subject, incident.opened, at, incident.detail, incident.id)

    def add_news(self, news: Sequence[News]) -> None:
        """Remember news; what is known is left as it is."""
        rows = [(n.id, n.at.isoformat(), *astuple(n)[2:]) for n in news]
        self._connection.executemany("INSERT OR IGNORE INTO news VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def news(self, since: datetime) -> list[News]:
        """News since a moment, oldest first."""
        rows = self._connection.execute("SELECT * FROM news WHERE at >= ? ORDER BY at, rowid", (since.isoformat(),)).fetchall()
        return [News(row[0], datetime.fromisoformat(row[1]), Told(row[2]), *row[3:]) for row in rows]

    def untold(self, recipient: str, news: Sequence[News]) -> list[News]:
        """Those news that the recipient has not been told."""
        known = {row[0] for row in self._connection.execute("SELECT news FROM told WHERE recipient = ?", (recipient,))}
        return [one for one in news if one.id not in known]

    def mark_told(self, recipient: str, news: Sequence[News], at: datetime) -> None:
        """Remember that the recipient was told."""
        self._connection.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [(recipient, one.id, at.isoformat()) for one in news])

    def meet(self, recipient: Recipient, at: datetime) -> datetime:
        """Since when the recipient is to be told: the night that met it first, whether anything has arrived there or not."""
        self._connection.execute(
            "INSERT OR IGNORE INTO recipients VALUES (?1, coalesce((SELECT min(at) FROM told WHERE recipient = ?2), ?3))",
            (recipient.name, recipient.to, at.isoformat()),
        )
        ((since,),) = self._connection.execute("SELECT since FROM recipients WHERE name = ?", (recipient.name,)).fetchall()
        return datetime.fromisoformat(since)

    def forget_others(self, recipients: Sequence[Recipient]) -> None:
        """Forget the recipients that the watch file names no more."""
        names = [recipient.name for recipient in recipients]
        self._connection.execute(f"DELETE FROM recipients WHERE name NOT IN ({', '.join('?' * len(names))})", names)

    def commit(self) -> None:
        """Put everything on disk."""
        self._connection.commit()


@contextmanager
def one_night_at_a_time(path: Path, began: datetime) -> Iterator[None]:
    """Hold the watch of this state file, and leave a note while the night has not come to its end.

    Raises EcartError when another night is still running.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock(path).open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EcartError(f"{path}: another night of this watch is still running. This one is left out.") from None
        lock.truncate(0)
        lock.write(began.isoformat())
        lock.flush()
        yield
        lock.truncate(0)


def unfinished_night(path: Path) -> datetime | None:
    """When the night of this state file began that has not come to its end: it is running, or was cut off."""
    note = _lock(path).read_text("utf-8") if _lock(path).is_file() else ""
    return datetime.fromisoformat(note) if note else None


def _lock(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


@contextmanager
def open_state(path: Path) -> Iterator[WatchState]:
    """Open the state file, made when it is not there; what was not committed is undone on an error. Raises EcartError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=60)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCHEMA)
    except (OSError, sqlite3.Error) as error:
        raise EcartError(f"{path}: the state of the watch cannot be opened ({error}). Give the right to write there.") from error
    try:
        yield WatchState(connection)
        connection.commit()
    except sqlite3.Error as error:
        raise EcartError(f"{path}: the state of the watch cannot be written ({error}).") from error
    finally:
        connection.close()


def _incident(row: tuple[str, str, str, str, str | None, str, int]) -> Incident:
    opened, closed = datetime.fromisoformat(row[3]), datetime.fromisoformat(row[4]) if row[4] else None
    return Incident(row[0], row[1], row[2], opened, closed, row[5], row[6])
