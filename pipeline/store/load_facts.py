"""Measures, acts, rows of money, links and verdicts, from their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate, Vote
from pipeline.records.errors import ConfigurationError
from pipeline.records.link import Band, Link, MoneyLink, Signal
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Deadline, Measure, PlannedBudget
from pipeline.records.source import Passage
from pipeline.records.verdict import Decision, LedgerEntry, Money, Status, Substance, Verdict
from pipeline.store.current import Quotes, Row, current_rows, grouped
from pipeline.store.rows import RUN_COLUMNS


def measures_of(connection: duckdb.DuckDBPyConnection, siren: str, quotes: Quotes) -> tuple[Measure, ...]:
    """The current measures of a territory, in reading order."""
    years = grouped(current_rows(connection, "measure_budget_years", siren, "measure, position"))
    return tuple(_measure(row, quotes, years) for row in current_rows(connection, "measures", siren, "doc, position"))


def _measure(row: Row, quotes: Quotes, years: dict[str, list[Row]]) -> Measure:
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


def acts_of(connection: duckdb.DuckDBPyConnection, siren: str, quotes: Quotes) -> tuple[Act, ...]:
    """The current acts of a territory, in reading order."""
    amounts = grouped(current_rows(connection, "amounts", siren, "act, position"))
    votes = grouped(current_rows(connection, "votes", siren, "act"))
    named = grouped(current_rows(connection, "named_votes", siren, "act, position"))
    return tuple(_act(row, quotes, amounts, votes, named) for row in current_rows(connection, "acts", siren, "doc, position"))


def _act(row: Row, quotes: Quotes, amounts: dict[str, list[Row]], votes: dict[str, list[Row]], named: dict[str, list[Row]]) -> Act:
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


def _vote(act: str, votes: dict[str, list[Row]], named: dict[str, list[Row]], quotes: Quotes) -> Vote:
    ((in_favour, against, abstention, not_voting, unanimous),) = votes[act]
    names = tuple((name, choice) for _, name, choice in named.get(act, ()))
    return Vote(in_favour, against, abstention, not_voting, unanimous, quotes.passage(act, "vote"), names)


def _amount(act: str, item: int, columns: Sequence[Any], quotes: Quotes) -> Amount:
    cents, role, _, _, tax, credit, year, per_year, by_ocr = columns
    quote = quotes.each(act, "amount")[item]
    if not isinstance(quote, Passage):
        raise ConfigurationError(f"Amount {item} of act {act} has no words: the database is not one that ecart wrote.")
    return Amount(cents, AmountRole(role), quote, quotes.passage(act, "payee", item), tax, credit, year, per_year, by_ocr)


def register_entry(row: Row, quotes: Quotes) -> RegisterEntry:
    """An act known to exist."""
    identity, doc, _, number, day, subject, matter, transmission_id, url, outcome = row
    return RegisterEntry(doc, quotes.any_one(identity, "row"), number, day, subject, matter, transmission_id, url, outcome)


def budget_line(row: Row, quotes: Quotes) -> BudgetLine:
    """A line of a budget."""
    identity, doc, _, *columns = row
    return BudgetLine(identity, doc, quotes.any_one(identity, "row"), *columns)


def grant(row: Row, quotes: Quotes) -> Grant:
    """A grant of the authority's list."""
    identity, doc, _, *columns = row
    return Grant(identity, doc, quotes.any_one(identity, "row"), *columns)


def _signals(connection: duckdb.DuckDBPyConnection, siren: str) -> dict[str, tuple[Signal, ...]]:
    by_link = grouped(current_rows(connection, "signals", siren, "link, position"))
    return {link: tuple(Signal(*columns) for _, *columns in rows) for link, rows in by_link.items()}


def links_of(connection: duckdb.DuckDBPyConnection, siren: str, quotes: Quotes) -> tuple[Link, ...]:
    """The current links of a territory, measure by measure."""
    signals = _signals(connection, siren)
    return tuple(
        Link(measure, act, probability, Band(band), signals.get(identity, ()), quotes.passage(identity, "passage"), part)
        for identity, measure, act, part, _, probability, band in _ordered(connection, "links", siren)
    )


def money_links_of(connection: duckdb.DuckDBPyConnection, siren: str) -> tuple[MoneyLink, ...]:
    """The budget lines and grants that belong to measures, measure by measure."""
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


def verdicts_of(connection: duckdb.DuckDBPyConnection, siren: str, quotes: Quotes) -> tuple[Verdict, ...]:
    """The current verdicts of a territory, in the order of its measures."""
    decisions = grouped(current_rows(connection, "verdict_decisions", siren, "measure, position"))
    reasons = grouped(current_rows(connection, "verdict_reasons", siren, "measure, position"))
    ledger = grouped(current_rows(connection, "ledger", siren, "measure, position"))
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
