"""watch.toml, read strictly: which territories, when, who is told of what."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.collect.web_settings import check_key, web_rules
from pipeline.records.errors import ConfigurationError

_FIELD = r"(?:\*|\d{1,2}(?:-\d{1,2})?|[a-z]{3})(?:/\d{1,2})?"
_CRON = re.compile(rf"{_FIELD}(?:,{_FIELD})*(?:\s+{_FIELD}(?:,{_FIELD})*){{4}}", re.I)
KEYS = {
    "name",
    "db",
    "out",
    "state",
    "schedule",
    "timezone",
    "parallel",
    "timeout",
    "dask",
    "address",
    "contact",
    "themes",
    "territory",
    "alert",
    "health",
}
_ALERT = {"to", "events", "territories", "themes", "measures", "always"}


class Told(StrEnum):
    """What a recipient may be told of."""

    GAP = "gap"  # a measure is newly dropped or unfunded
    STATUS = "status"  # another status
    ACT = "act"  # a new act on a followed theme
    HEALTH = "health"  # something broke, or works again


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told of what. `to` is an address of apprise, or `env:NAME` for one that an environment variable holds.

    Empty `territories` (SIREN), `themes` and `measures` (ids) mean all; `always` sends a digest also when there is nothing to tell.
    `number` is its place among the `[[alert]]` of the watch file.
    """

    to: str
    events: frozenset[Told] = frozenset(Told)
    territories: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    always: bool = False
    number: int = 1

    @property
    def name(self) -> str:
        """What it is called where secrets must not show; the same when only its password is corrected."""
        return self.to if self.to.startswith("env:") else f"{self.to.partition('://')[0]}://… ([[alert]] no. {self.number})"

    def address(self) -> str:
        """The address itself. Raises ConfigurationError when its environment variable is empty."""
        if not self.to.startswith("env:"):
            return self.to
        found = os.environ.get(self.to.removeprefix("env:"), "")
        if not found:
            raise ConfigurationError(f"{self.to}: this environment variable is not set; nobody can be told by it.")
        return found


@dataclass(frozen=True, slots=True)
class Habits:
    """From when on something is unusual: `factor` times the usual. `least_visits` make a habit; `least_days` of silence are no news."""

    factor: float = 3.0
    least_visits: int = 5
    least_days: float = 14.0
    slow_seconds: float = 60.0  # a run that took less is never slow
    more_unread: int = 2  # so many unread documents more than usual


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch.toml. `territories` are the files it names, `state` is what the watch remembers, `address` where the site is put online.

    `parallel` territories are analysed at once (0: as many as cores), at most `timeout` seconds each; on the cluster at `dask` when named.
    """

    file: Path
    name: str
    territories: tuple[Path, ...]
    database: Path
    site: Path
    state: Path
    schedule: str = "0 3 * * *"
    timezone: str = "Europe/Paris"
    parallel: int = 0
    timeout: float = 3600.0
    dask: str = ""
    address: str = ""
    contact: str = ""
    themes: frozenset[str] = frozenset()
    recipients: tuple[Recipient, ...] = ()
    habits: Habits = Habits()


def load_watch(file: Path) -> Watch:
    """Read and check a watch.toml. Raises ConfigurationError that names the key and what is allowed."""
    where, root = str(file), file.resolve().parent
    raw = _parse(file)
    for key in raw:
        check_key(key, KEYS, where)
    return Watch(
        file=file.resolve(),
        name=_text(raw, "name", "Veille", where),
        territories=_territories(raw.get("territory", []), root, where),
        database=root / _text(raw, "db", "ecart.duckdb", where),
        site=root / _text(raw, "out", "site", where),
        state=root / _text(raw, "state", "watch.sqlite", where),
        schedule=_schedule(raw, where),
        timezone=_timezone(raw, where),
        parallel=int(_number(raw, "parallel", 0, 0, 64, where)),
        timeout=_number(raw, "timeout", 3600.0, 1.0, 86400.0, where),
        dask=_text(raw, "dask", "", where),
        address=_text(raw, "address", "", where).rstrip("/"),
        contact=web_rules({"contact": raw["contact"]}, where).contact if "contact" in raw else "",
        themes=_names(raw, "themes", where),
        recipients=tuple(_recipient(entry, n, f"{where}: [[alert]] no. {n}") for n, entry in enumerate(_tables(raw, "alert", where), 1)),
        habits=_habits(raw.get("health", {}), where),
    )


def _parse(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror}). Give the path of a watch.toml (docs/watch.md).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not a valid TOML file: {error}.") from error


def _territories(entries: object, root: Path, where: str) -> tuple[Path, ...]:
    if not isinstance(entries, list) or not entries:
        raise ConfigurationError(f"{where}: no territory. Write territory = ['territoires/*/territory.toml'].")
    found: dict[Path, None] = {}
    for pattern in entries:
        if not isinstance(pattern, str):
            raise ConfigurationError(f'{where}: "territory" must be a list of paths or globs in quotes, got "{pattern}".')
        base, rest = (Path("/"), pattern.lstrip("/")) if pattern.startswith("/") else (root, pattern)
        matches = sorted(path for path in base.glob(rest) if path.is_file())
        if not matches:
            raise ConfigurationError(f'{where}: "{pattern}": no such territory file.')
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _schedule(raw: Mapping[str, Any], where: str) -> str:
    text = _text(raw, "schedule", "0 3 * * *", where)
    if not _CRON.fullmatch(text.strip()):
        raise ConfigurationError(f'{where}: "schedule" must be five fields of cron such as "0 3 * * *", got "{text}".')
    return text.strip()


def _timezone(raw: Mapping[str, Any], where: str) -> str:
    name = _text(raw, "timezone", "Europe/Paris", where)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigurationError(f'{where}: "timezone" must be a name such as "Europe/Paris", got "{name}".') from None
    return name


def _recipient(raw: Mapping[str, Any], number: int, where: str) -> Recipient:
    for key in raw:
        check_key(key, _ALERT, where)
    to = _text(raw, "to", "", where)
    if "://" not in to and not re.fullmatch(r"env:\w+", to):
        raise ConfigurationError(f'{where}: "to" must be an address of apprise such as "mailtos://…", or "env:NAME" to keep it secret.')
    events = raw.get("events", list(Told))
    known = {told.value for told in Told}
    if not isinstance(events, list) or not set(events) <= known:
        raise ConfigurationError(f'{where}: "events" must be a list out of {", ".join(sorted(known))}, got "{events}".')
    always = raw.get("always", False)
    if not isinstance(always, bool):
        raise ConfigurationError(f'{where}: "always" must be true or false, got "{always}".')
    kept = {key: _names(raw, key, where) for key in ("territories", "themes", "measures")}
    return Recipient(to, frozenset(Told(event) for event in events), **kept, always=always, number=number)


def _habits(raw: object, where: str) -> Habits:
    if not isinstance(raw, Mapping):
        raise ConfigurationError(f"{where}: health must be written as a table: [health].")
    known = set(Habits.__slots__)
    given: dict[str, Any] = {}
    for key in raw:
        check_key(key, known, f"{where}: [health]")
        value = _number(raw, key, 0.0, 0.0, 1e6, f"{where}: [health]")
        given[key] = int(value) if key in {"least_visits", "more_unread"} else value
    return Habits(**given)


def _tables(raw: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    entries = raw.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ConfigurationError(f"{where}: {key} must be written as a table of its own: [[{key}]].")
    return entries


def _text(raw: Mapping[str, Any], key: str, default: str, where: str) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise ConfigurationError(f'{where}: "{key}" must be a text in quotes, got "{value}".')
    return value


def _names(raw: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigurationError(f'{where}: "{key}" must be a list of texts in quotes, got "{value}".')
    return frozenset(value)


def _number(raw: Mapping[str, Any], key: str, default: float, low: float, high: float, where: str) -> float:
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ConfigurationError(f'{where}: "{key}" must be a number from {low:g} to {high:g}, got "{value}".')
    return float(value)
