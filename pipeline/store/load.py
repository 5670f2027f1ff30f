"""Rows back to records: what is current of one territory, in the order of its documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate, Vote
from pipeline.records.errors import ConfigurationError
from pipeline.records.link import Band, Link, MoneyLink, Signal
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Deadline, Measure, PlannedBudget
from pipeline.records.run import Issue, Results, Run, Severity
from pipeline.records.source import Box, Document, Evidence, Page, Passage, RowEvidence, Stamp
from pipeline.records.territory import Kind, Role, Source, SourceFile, Territory
from pipeline.records.verdict import Coverage, Decision, LedgerEntry, Money, Status, Substance, Verdict
from pipeline.store.collector import collector_paused
from pipeline.store.connect import reader
from pipeline.store.layout import unpack_blocks, unpack_words
from pipeline.store.migrate import check_version
from pipeline.store.rows import RUN_COLUMNS

Row = tuple[Any, ...]


class _Quotes:
    """The evidence of a territory's facts, by fact and role."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._found: dict[tuple[str, str], dict[int, list[Evidence] | RowEvidence]] = defaultdict(dict)
        for fact, role, item, _, sha256, page, start, end, line, quote, sides in rows:
            items = self._found[fact, role]
            if line is not None:
                items[item] = RowEvidence(sha256, line, quote)
                continue
            boxes = tuple(Box(*sides[i : i + 4]) for i in range(0, len(sides), 4))
            pieces = items.setdefault(item, [])
            if isinstance(pieces, list):
                pieces.append(Evidence(sha256, page, start, end, quote, boxes))

    def each(self, fact: str, role: str) -> dict[int, Passage | RowEvidence]:
        """The passages of a role by their number."""
        found = self._found.get((fact, role), {})
        return {item: Passage(tuple(pieces)) if isinstance(pieces, list) else pieces for item, pieces in found.items()}

    def passages(self, fact: str, role: str) -> tuple[Passage, ...]:
        """The passages of a role that may have several."""
        return tuple(found for found in self.each(fact, role).values() if isinstance(found, Passage))

    def passage(self, fact: str, role: str, item: int = 0) -> Passage | None:
        """The passage of a role that has one, or none."""
        found = self.each(fact, role).get(item)
        return found if isinstance(found, Passage) else None

    def needed(self, fact: str, role: str) -> Passage:
        """The passage of a role that every such fact has."""
        found = self.passage(fact, role)
        if found is None:
            raise ConfigurationError(f"Fact {fact} has no evidence for its {role}: the database is not one that ecart wrote.")
        return found

    def any_one(self, fact: str, role: str, item: int = 0) -> Passage | RowEvidence:
        """The passage or table line of a role."""
        return self.each(fact, role)[item]


def load_results(db: Path, siren: str | None = None, *, layouts: bool = True) -> Results:
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


def stored_documents(db: Path, sha256s: Iterable[str], reader_version: str) -> dict[str, Document]:
    """Documents that this reader version already read, by sha256, from the published `db`; empty when there is none yet.

    `doc` is the path under which each was stored: who finds the same bytes elsewhere replaces it.
    """
    if not db.is_file():
        return {}
    with reader(db) as connection, collector_paused():
        check_version(connection, db)
        wanted = sorted(set(sha256s))
        rows = connection.execute(
            "SELECT sha256, min(siren) FROM documents WHERE reader = ? AND list_contains(?::VARCHAR[], sha256) GROUP BY sha256",
            [reader_version, wanted],
        ).fetchall()
        by_territory: dict[str, list[str]] = defaultdict(list)
        for sha256, siren in rows:
            by_territory[siren].append(sha256)
        return {d.sha256: d for siren, some in by_territory.items() for d in _documents(connection, siren, some)}


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


def _rows(connection: duckdb.DuckDBPyConnection, table: str, siren: str, order: str) -> list[Row]:
    """Current rows of a table, without siren and run columns."""
    left_out = ", ".join(("siren", *RUN_COLUMNS))
    return connection.execute(
        f'SELECT * EXCLUDE ({left_out}) FROM "{table}" WHERE siren = ? AND gone_since IS NULL ORDER BY {order}', [siren]
    ).fetchall()


def _results(connection: duckdb.DuckDBPyConnection, siren: str, *, layouts: bool) -> Results:
    quotes = _Quotes(_rows(connection, "evidence", siren, "fact, role, item, piece"))
    territory = _territory(connection, siren)
    return Results(
        territory=territory,
        run=_run(connection, siren),
        files=_files(connection, territory),
        documents=_documents(connection, siren, None, layouts=layouts),
        measures=_measures(connection, siren, quotes),
        acts=_acts(connection, siren, quotes),
        register=tuple(_register_entry(row, quotes) for row in _rows(connection, "register", siren, "doc, position")),
        budget_lines=tuple(_budget_line(row, quotes) for row in _rows(connection, "budget_lines", siren, "doc, position")),
        grants=tuple(_grant(row, quotes) for row in _rows(connection, "grants", siren, "doc, position")),
        links=_links(connection, siren, quotes),
        money_links=_money_links(connection, siren),
        verdicts=_verdicts(connection, siren, quotes),
        coverage=_coverage(connection, siren),
        issues=tuple(_issue(row) for row in _rows(connection, "issues", siren, "doc, position")),
    )


def _territory(connection: duckdb.DuckDBPyConnection, siren: str) -> Territory:
    ((name, kind, root, look_back, threshold),) = _rows(connection, "territories", siren, "siren")
    sources = tuple(
        Source(Role(role), path, title, adopted, until)
        for _, role, path, title, adopted, until in _rows(connection, "sources", siren, "position")
    )
    return Territory(name, siren, Kind(kind), Path(root), sources, look_back, threshold)


def _run(connection: duckdb.DuckDBPyConnection, siren: str) -> Run:
    ((identity, started, finished, versions),) = connection.execute(
        "SELECT id, started, finished, versions FROM runs WHERE siren = ? ORDER BY saved DESC, id LIMIT 1", [siren]
    ).fetchall()
    named = tuple((str(name), str(version)) for name, version in json.loads(versions))
    return Run(identity, siren, _aware(started), _aware(finished) if finished else None, named)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _files(connection: duckdb.DuckDBPyConnection, territory: Territory) -> tuple[SourceFile, ...]:
    found: list[SourceFile] = []
    for number, doc, sha256, size, role, path in _rows(connection, "files", territory.siren, "source, doc"):
        source = territory.sources[number] if number >= 0 else Source(Role(role), doc)
        found.append(SourceFile(Path(path), doc, sha256, size, source))
    return tuple(found)


def _documents(
    connection: duckdb.DuckDBPyConnection, siren: str, sha256s: Sequence[str] | None, *, layouts: bool = True
) -> tuple[Document, ...]:
    """The documents named, or all current ones."""
    chosen = "siren = $siren AND " + ("gone_since IS NULL" if sha256s is None else "list_contains($some::VARCHAR[], sha256)")
    values: dict[str, object] = {"siren": siren} if sha256s is None else {"siren": siren, "some": list(sha256s)}
    heads = connection.execute(f"SELECT sha256, doc, reader, title FROM documents WHERE {chosen} ORDER BY doc, sha256", values).fetchall()
    stamps: dict[tuple[str, int], list[Stamp]] = defaultdict(list)
    for sha256, page, _, *columns in connection.execute(
        f"SELECT * EXCLUDE (siren, first_run, changed_run, gone_since) FROM stamps WHERE {chosen} ORDER BY sha256, page, position", values
    ).fetchall():
        stamps[sha256, page].append(Stamp(*columns))
    pages: dict[str, list[Page]] = defaultdict(list)
    packed_columns = "l.words, l.blocks" if layouts else "NULL, NULL"
    rows = connection.execute(
        f"""
        SELECT p.* EXCLUDE (siren, first_run, changed_run, gone_since), {packed_columns}
        FROM (FROM pages WHERE {chosen}) p
        JOIN (FROM layouts WHERE siren = $siren) l ON l.sha256 = p.sha256 AND l.page = p.number
        WHERE p.gone_since IS NULL OR NOT EXISTS (FROM pages q WHERE q.siren = $siren AND q.sha256 = p.sha256 AND q.gone_since IS NULL)
        ORDER BY p.sha256, p.number
        """,
        values,
    ).fetchall()
    for sha256, number, width, height, rotation, text, body_end, engine, confidence, words, blocks in rows:
        marks = tuple(stamps.get((sha256, number), ()))
        layout = (unpack_words(words, text), unpack_blocks(blocks)) if layouts else ((), ())
        pages[sha256].append(Page(number, width, height, rotation, text, body_end, *layout, marks, engine, confidence))
    return tuple(Document(sha256, doc, tuple(pages[sha256]), version, title) for sha256, doc, version, title in heads)


def _measures(connection: duckdb.DuckDBPyConnection, siren: str, quotes: _Quotes) -> tuple[Measure, ...]:
    years = _grouped(_rows(connection, "measure_budget_years", siren, "measure, position"))
    return tuple(_measure(row, quotes, years) for row in _rows(connection, "measures", siren, "doc, position"))


def _measure(row: Row, quotes: _Quotes, years: dict[str, list[Row]]) -> Measure:
    identity, sha256, doc, page, _, number, _, _, _, _, _, start, end, _, cents, undefined, per_year, theme, author, support, verb = row
    deadline, budget = quotes.passage(identity, "deadline"), quotes.passage(identity, "budget")
    by_year = tuple((year, sum_of_year) for _, year, sum_of_year in years.get(identity, ()))
    return Measure(
        id=identity,
        document=sha256,
        doc=doc,
        page=page,
        number=number,
        text=quotes.needed(identity, "text"),
        whole=quotes.needed(identity, "whole"),
        steps=quotes.passages(identity, "step"),
        axis=quotes.passages(identity, "axis"),
        owner=quotes.passage(identity, "owner"),
        partners=quotes.passages(identity, "partner"),
        deadline=Deadline(deadline, start, end) if deadline else None,
        budget=PlannedBudget(budget, cents, undefined, per_year, by_year) if budget else None,
        indicators=quotes.passages(identity, "indicator"),
        theme=theme,
        author=author,
        support=support,
        verb=verb,
        also_at=quotes.passages(identity, "also_at"),
    )


def _acts(connection: duckdb.DuckDBPyConnection, siren: str, quotes: _Quotes) -> tuple[Act, ...]:
    amounts = _grouped(_rows(connection, "amounts", siren, "act, position"))
    votes = _grouped(_rows(connection, "votes", siren, "act"))
    named = _grouped(_rows(connection, "named_votes", siren, "act, position"))
    return tuple(_act(row, quotes, amounts, votes, named) for row in _rows(connection, "acts", siren, "doc, position"))


def _act(row: Row, quotes: _Quotes, amounts: dict[str, list[Row]], votes: dict[str, list[Row]], named: dict[str, list[Row]]) -> Act:
    identity, sha256, doc, page, _, number, number_source, _, session, session_source, body, outcome, *rest = row
    *_, matter, transmission_id, received, by_ocr = rest
    return Act(
        id=identity,
        document=sha256,
        doc=doc,
        page=page,
        subject=quotes.needed(identity, "subject"),
        whole=quotes.needed(identity, "whole"),
        body=Body(body),
        outcome=Outcome(outcome),
        number=number,
        number_source=number_source,
        session=SessionDate(session, session_source, quotes.passage(identity, "session")) if session else None,
        votes=_vote(identity, votes, named, quotes),
        operative=quotes.passage(identity, "operative"),
        recitals=quotes.passages(identity, "recital"),
        statement=quotes.passage(identity, "statement"),
        debate=quotes.passage(identity, "debate"),
        annexes=quotes.passages(identity, "annex"),
        amounts=tuple(_amount(identity, item, columns, quotes) for item, *columns in amounts.get(identity, ())),
        beneficiaries=quotes.passages(identity, "beneficiary"),
        imputation=quotes.passages(identity, "imputation"),
        condition=quotes.passage(identity, "condition"),
        matter=matter,
        transmission_id=transmission_id,
        received=received,
        by_ocr=by_ocr,
    )


def _vote(act: str, votes: dict[str, list[Row]], named: dict[str, list[Row]], quotes: _Quotes) -> Vote:
    ((in_favour, against, abstention, not_voting, unanimous),) = votes[act]
    names = tuple((name, choice) for _, name, choice in named.get(act, ()))
    return Vote(in_favour, against, abstention, not_voting, unanimous, quotes.passage(act, "vote"), names)


def _amount(act: str, item: int, columns: Sequence[Any], quotes: _Quotes) -> Amount:
    cents, role, _, _, tax, credit, year, per_year, by_ocr = columns
    quote = quotes.each(act, "amount")[item]
    if not isinstance(quote, Passage):
        raise ConfigurationError(f"Amount {item} of act {act} has no words: the database is not one that ecart wrote.")
    return Amount(cents, AmountRole(role), quote, quotes.passage(act, "payee", item), tax, credit, year, per_year, by_ocr)


def _register_entry(row: Row, quotes: _Quotes) -> RegisterEntry:
    identity, doc, _, number, day, subject, matter, transmission_id, url, outcome = row
    return RegisterEntry(doc, quotes.any_one(identity, "row"), number, day, subject, matter, transmission_id, url, outcome)


def _budget_line(row: Row, quotes: _Quotes) -> BudgetLine:
    identity, doc, _, *columns = row
    return BudgetLine(identity, doc, quotes.any_one(identity, "row"), *columns)


def _grant(row: Row, quotes: _Quotes) -> Grant:
    identity, doc, _, *columns = row
    return Grant(identity, doc, quotes.any_one(identity, "row"), *columns)


def _signals(connection: duckdb.DuckDBPyConnection, siren: str) -> dict[str, tuple[Signal, ...]]:
    grouped = _grouped(_rows(connection, "signals", siren, "link, position"))
    return {link: tuple(Signal(*columns) for _, *columns in rows) for link, rows in grouped.items()}


def _links(connection: duckdb.DuckDBPyConnection, siren: str, quotes: _Quotes) -> tuple[Link, ...]:
    signals = _signals(connection, siren)
    return tuple(
        Link(measure, act, probability, Band(band), signals.get(identity, ()), quotes.passage(identity, "passage"), part)
        for identity, measure, act, part, _, probability, band in _ordered(connection, "links", siren)
    )


def _money_links(connection: duckdb.DuckDBPyConnection, siren: str) -> tuple[MoneyLink, ...]:
    signals = _signals(connection, siren)
    return tuple(
        MoneyLink(measure, row, via, reason, signals.get(identity, ()))
        for identity, measure, row, via, _, reason in _ordered(connection, "money_links", siren)
    )


def _ordered(connection: duckdb.DuckDBPyConnection, table: str, siren: str) -> list[Row]:
    """Current rows that belong to measures, in the order of the measures."""
    order = "(SELECT (m.doc, m.position) FROM measures m WHERE m.siren = t.siren AND m.id = t.measure)"
    return connection.execute(
        f"SELECT t.* EXCLUDE ({', '.join(('siren', *RUN_COLUMNS))}) FROM {table} t WHERE t.siren = ? AND t.gone_since IS NULL"
        f" ORDER BY {order}, {'t.measure' if table == 'verdicts' else 't.position'}",
        [siren],
    ).fetchall()


def _verdicts(connection: duckdb.DuckDBPyConnection, siren: str, quotes: _Quotes) -> tuple[Verdict, ...]:
    decisions = _grouped(_rows(connection, "verdict_decisions", siren, "measure, position"))
    reasons = _grouped(_rows(connection, "verdict_reasons", siren, "measure, position"))
    ledger = _grouped(_rows(connection, "ledger", siren, "measure, position"))
    found: list[Verdict] = []
    for row in _ordered(connection, "verdicts", siren):
        measure, decision, substance, money, status, dropped, unfunded, confidence, rule, statement, lost_at, coverage, _, reviewed_by = row
        accounts = quotes.each(measure, "ledger")
        found.append(
            Verdict(
                measure=measure,
                decisions=tuple(act for _, act in decisions.get(measure, ())),
                decision=Decision(decision),
                substance=Substance(substance) if substance else None,
                money=Money(money) if money else None,
                status=Status(status),
                rule=rule,
                statement=statement,
                reasons=tuple(reason for _, reason in reasons.get(measure, ())),
                confidence=confidence,
                dropped=dropped,
                unfunded=unfunded,
                lost_at=lost_at,
                ledger=tuple(
                    LedgerEntry(kind, cents, year, source, accounts[item]) for item, kind, cents, year, source in ledger.get(measure, ())
                ),
                evidence=tuple(quotes.each(measure, "verdict").values()),
                coverage=coverage,
                reviewed_by=reviewed_by,
            )
        )
    return tuple(found)


def _coverage(connection: duckdb.DuckDBPyConnection, siren: str) -> Coverage:
    ((start, end, known, read, _, threshold, unread, years),) = _rows(connection, "coverage", siren, "siren")
    missing = tuple((number, subject) for _, number, subject in _rows(connection, "coverage_missing", siren, "position"))
    return Coverage(start, end, known, read, missing, tuple(unread), tuple(years), threshold)


def _issue(row: Row) -> Issue:
    _, code, message, remedy, doc, sha256, page, severity, unread, _ = row
    return Issue(code, message, remedy, doc, sha256, page, Severity(severity), unread)


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their first column, which is left out."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for first, *rest in rows:
        grouped[first].append(tuple(rest))
    return grouped
