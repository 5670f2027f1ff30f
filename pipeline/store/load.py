"""Rows back to records: what is current of one territory, in the order of its documents."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.records.run import Issue, Results, Run, Severity
from pipeline.records.territory import Kind, Listing, Role, Sighting, Source, SourceFile, Territory, WebSource
from pipeline.records.verdict import Coverage
from pipeline.store.collector import collector_paused
from pipeline.store.connect import reader
from pipeline.store.current import Quotes, Row, current_rows
from pipeline.store.load_documents import documents_of
from pipeline.store.load_facts import acts_of, budget_line, grant, links_of, measures_of, money_links_of, register_entry, verdicts_of
from pipeline.store.migrate import check_version


def load_results(db: Path, siren: str | None = None, layouts: bool = True) -> Results:
    """What the published database `db` knows now about a territory: the only one when `siren` is None.

    With `layouts` False the pages have their text and no words and blocks, which take most of the time and memory.

    Raises ConfigurationError when there is no database, no such territory, or several and none is named; EcartError when it is unreadable.
    """
    with reader(db) as connection, collector_paused():
        check_version(connection, db)
        return _results(connection, chosen_territory(connection, db, siren), layouts=layouts)


def stored_territories(db: Path) -> tuple[tuple[str, str], ...]:
    """SIREN and name of the territories in the published database `db`, by name."""
    with reader(db) as connection:
        check_version(connection, db)
        return _territories(connection)


def last_run(db: Path, siren: str) -> str:
    """The id of the newest run of a territory in the published database `db`; empty where it has none."""
    with reader(db) as connection:
        found = connection.execute("SELECT id FROM runs WHERE siren = ? ORDER BY saved DESC, id LIMIT 1", [siren]).fetchone()
    return str(found[0]) if found else ""


def chosen_territory(connection: duckdb.DuckDBPyConnection, db: Path, siren: str | None) -> str:
    """The SIREN asked for, or the only one there is. Raises ConfigurationError."""
    known = _territories(connection)
    names = ", ".join(f"{number} ({name})" for number, name in known)
    if siren is None and len(known) == 1:
        return known[0][0]
    if siren is None:
        what = (
            f"{db} holds several territories: say which SIREN of {names}."
            if known
            else f"{db} holds no territory yet. Run `ecart run` first."
        )
        raise ConfigurationError(what)
    if siren not in dict(known):
        raise ConfigurationError(f"{db} does not know the territory {siren}. It holds: {names or 'none'}.")
    return siren


def _territories(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str], ...]:
    return tuple(connection.execute("SELECT siren, name FROM territories ORDER BY name, siren").fetchall())


def _results(connection: duckdb.DuckDBPyConnection, siren: str, *, layouts: bool) -> Results:
    quotes = Quotes(current_rows(connection, "evidence", siren, "fact, role, item, piece"))
    territory = _territory(connection, siren)
    return Results(
        territory=territory,
        run=_run(connection, siren),
        files=_files(connection, territory),
        documents=documents_of(connection, siren, None, layouts=layouts),
        measures=measures_of(connection, siren, quotes),
        acts=acts_of(connection, siren, quotes),
        register=tuple(register_entry(row, quotes) for row in current_rows(connection, "register", siren, "doc, position")),
        budget_lines=tuple(budget_line(row, quotes) for row in current_rows(connection, "budget_lines", siren, "doc, position")),
        grants=tuple(grant(row, quotes) for row in current_rows(connection, "grants", siren, "doc, position")),
        links=links_of(connection, siren, quotes),
        money_links=money_links_of(connection, siren),
        verdicts=verdicts_of(connection, siren, quotes),
        coverage=_coverage(connection, siren),
        issues=tuple(_issue(row) for row in current_rows(connection, "issues", siren, "doc, position")),
    )


def _territory(connection: duckdb.DuckDBPyConnection, siren: str) -> Territory:
    ((name, kind, root, look_back, threshold, siret),) = current_rows(connection, "territories", siren, "siren")
    sources = tuple(
        Source(Role(role), path, title, adopted, until, _web(web))
        for _, role, path, title, adopted, until, web in current_rows(connection, "sources", siren, "position")
    )
    return Territory(name, siren, Kind(kind), Path(root), sources, look_back, threshold, siret=siret or "")


def _web(told: str | None) -> WebSource | None:
    if told is None:
        return None
    given = json.loads(told)
    lists = {name: tuple(given[name]) for name in ("addresses", "hosts")}
    return WebSource(**{**given, **lists, "listing": Listing(given["listing"])})


def _run(connection: duckdb.DuckDBPyConnection, siren: str) -> Run:
    ((identity, started, finished, versions, judged_on, holds_until, reviews),) = connection.execute(
        "SELECT id, started, finished, versions, judged_on, holds_until, reviews FROM runs WHERE siren = ? ORDER BY saved DESC, id LIMIT 1",
        [siren],
    ).fetchall()
    named = tuple((str(name), str(version)) for name, version in json.loads(versions))
    return Run(identity, siren, _aware(started), _aware(finished) if finished else None, named, judged_on, holds_until, reviews or "")


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _files(connection: duckdb.DuckDBPyConnection, territory: Territory) -> tuple[SourceFile, ...]:
    found: list[SourceFile] = []
    seen: dict[tuple[int, str], list[Sighting]] = defaultdict(list)
    rows = current_rows(connection, "sightings", territory.siren, "source, doc, address")
    for number, doc, address, title, linked_from, first, kept, vanished in rows:
        seen[number, doc].append(Sighting(address, title, linked_from, _aware(first), kept and _aware(kept), vanished and _aware(vanished)))
    for number, doc, sha256, size, role, path in current_rows(connection, "files", territory.siren, "source, doc"):
        source = territory.sources[number] if number >= 0 else Source(Role(role), doc)
        found.append(SourceFile(Path(path), doc, sha256, size, source, tuple(seen[number, doc])))
    return tuple(found)


def _coverage(connection: duckdb.DuckDBPyConnection, siren: str) -> Coverage:
    ((start, end, known, read, _, threshold, unread, years),) = current_rows(connection, "coverage", siren, "siren")
    missing = tuple((number, subject) for _, number, subject in current_rows(connection, "coverage_missing", siren, "position"))
    return Coverage(start, end, known, read, missing, tuple(unread), tuple(years), threshold)


def _issue(row: Row) -> Issue:
    _, code, message, remedy, doc, sha256, page, severity, unread, stage, _ = row
    return Issue(code, message, remedy, doc, sha256, page, Severity(severity), unread, stage)
