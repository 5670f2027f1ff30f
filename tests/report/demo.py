"""Results of the demo territory, from its labels and its own documents: what a perfect run would know. Independent of "
"extraction and judging."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.read import read_document
from pipeline.read.picture import page_picture
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate, Vote
from pipeline.records.ids import fact_id
from pipeline.records.link import Band, Link, Signal
from pipeline.records.past import Added, Cause, Delay, Month, Past
from pipeline.records.plan import Deadline, Measure, PlannedBudget
from pipeline.records.run import Issue, Results, Run, Severity
from pipeline.records.source import Box, Document, Passage, RowEvidence, running_text
from pipeline.records.territory import Kind, Role, Sighting, Source, SourceFile, Territory
from pipeline.records.verdict import Coverage, Decision, LedgerEntry, Money, Status, Substance, Verdict
from pipeline.report import Known

ROOT = Path(__file__).resolve().parents[2] / "data"
DEMO, LABELS = ROOT / "demo", ROOT / "labels" / "demo"
ROLES = {"plan": Role.PLAN, "deliberations": Role.ACTS, "pv": Role.ACTS}
BUDGET = "data/budget-2024.csv"
TITLE = "Plan jeunesse et culture 2023-2027"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def find(document: Document, quote: str) -> Passage | None:
    """Where a quote stands, whatever the white space."""
    pattern = r"\s*".join(re.escape(c) for c in quote if not c.isspace())
    text = running_text(document)
    found = re.search(pattern, text.text)
    return text.passage(found.start(), found.end()) if found else None


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def budget_line(operation: str) -> RowEvidence:
    """The line of the demo budget with this operation."""
    for number, line in enumerate((DEMO / BUDGET).read_text("utf-8").splitlines(), 1):
        if f",{operation}," in line:
            return RowEvidence(digest(DEMO / BUDGET), number, line)
    raise ValueError(operation)


@cache
def demo_results() -> Results:
    files, documents, issues = [], {}, []
    for path in sorted(DEMO.glob("*/*.pdf")):
        doc = path.relative_to(DEMO).as_posix()
        sha = digest(path)
        role = ROLES[doc.split("/")[0]]
        source = Source(role, doc, TITLE if role is Role.PLAN else "", date(2023, 2, 11) if role is Role.PLAN else None, date(2027, 12, 31))
        files.append(SourceFile(path, doc, sha, path.stat().st_size, source))
        read = read_document(path, doc, sha)
        issues += read.issues
        if read.document:
            documents[doc] = read.document
    path = DEMO / BUDGET
    files.append(SourceFile(path, BUDGET, digest(path), path.stat().st_size, Source(Role.BUDGET, BUDGET)))
    acts = {row["id"]: act for row in rows("decisions") if row["doc"] in documents and (act := make_act(documents[row["doc"]], row))}
    measures = {row["id"]: make_measure(documents[row["doc"]], row) for row in rows("measures")}
    verdicts, links = [], []
    for row in rows("verdicts"):
        measure = measures[row["measure"]]
        answering = [acts[a] for a in row["decisions"] if a in acts]
        verdicts.append(make_verdict(measure, answering, row))
        links += [
            Link(
                measure.id, a.id, 0.94, Band.LINKED, (Signal("words", 0.7, 2.1, measure.text.text[:40], a.subject.text[:40]),), a.operative
            )
            for a in answering
        ]
        near = next((a for a in acts.values() if a not in answering), None)
        if near:
            links.append(Link(measure.id, near.id, 0.2, Band.UNLINKED, (Signal("general", 1.0, -1.2, "", near.subject.text[:40]),)))
    when = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
    return Results(
        territory=Territory("Commune de Port-Aubraie", "219602174", Kind.COMMUNE, DEMO, tuple(f.source for f in files)),
        run=Run("r-demo", "219602174", when, when, (("ecart", "0.1.0"), ("reader", "1"))),
        files=seen_online(files),
        documents=tuple(documents.values()),
        measures=tuple(measures.values()),
        acts=tuple(acts.values()),
        register=(),
        budget_lines=(),
        grants=(),
        links=tuple(links),
        money_links=(),
        verdicts=tuple(verdicts),
        coverage=Coverage(
            date(2023, 3, 30), date(2025, 5, 22), 27, 25, (("DEL-2024-002", "Budget primitif 2024 – Adoption"),), (), (2024,), 0.95
        ),
        issues=(*issues, Issue("row-value", "x", "y", "data/budget-2024.csv", severity=Severity.WARNING)),
    )


def seen_online(files: list[SourceFile]) -> tuple[SourceFile, ...]:
    """The files, the first two of which were seen on the web, one of them until a day."""
    first, later, gone = (datetime(2025, month, 2, tzinfo=UTC) for month in (6, 7, 8))
    one = Sighting("https://mairie.example/1.pdf", "Délibération <b>1</b>", "https://mairie.example/", first, later)
    two = Sighting("https://mairie.example/2.pdf", "", "", first, first, gone)
    return (replace(files[0], sightings=(one,)), replace(files[1], sightings=(two,)), *files[2:])


def make_measure(document: Document, row: dict[str, Any]) -> Measure:
    text = find(document, row["text"])
    assert text
    some = {key: find(document, row[key]) if row[key] else None for key in ("axis", "owner", "deadline")}
    budget = row["budget"] and find(document, row["budget"]["quote"])
    return Measure(
        fact_id("m", document.sha256, row["id"]),
        document.sha256,
        document.doc,
        text.page,
        row["number"],
        text,
        text,
        steps=tuple(p for s in row["steps"] if (p := find(document, s))),
        axis=(some["axis"],) if some["axis"] else (),
        owner=some["owner"],
        partners=tuple(p for s in row["partners"] if (p := find(document, s))),
        deadline=Deadline(some["deadline"]) if some["deadline"] else None,
        budget=PlannedBudget(budget, row["budget"]["cents"], per_year="par an" in row["budget"]["quote"]) if budget else None,
    )


def make_act(document: Document, row: dict[str, Any]) -> Act | None:
    subject = find(document, row["subject"])
    operative = find(document, row["operative"])
    if subject is None:
        return None
    v = row["votes"]
    return Act(
        fact_id("a", document.sha256, row["id"]),
        document.sha256,
        document.doc,
        row["page"],
        subject,
        subject,
        Body(row["body"]),
        Outcome(row["outcome"]),
        row["number"],
        "text",
        SessionDate(date.fromisoformat(row["session"]), "text"),
        Vote(v["for"], v["against"], v["abstention"], v["not_voting"], v["unanimous"]),
        operative,
        amounts=tuple(Amount(a["cents"], AmountRole(a["role"]), q) for a in row["amounts"] if (q := find(document, a["quote"]))),
        beneficiaries=tuple(p for b in row["beneficiaries"] if (p := find(document, b))),
        imputation=(p,) if row["imputation"] and (p := find(document, row["imputation"])) else (),
        condition=find(document, row["condition"]) if row["condition"] else None,
    )


def make_verdict(measure: Measure, acts: list[Act], row: dict[str, Any]) -> Verdict:
    ledger = [LedgerEntry("asked", measure.budget.cents, None, measure.id, measure.budget.printed)] if measure.budget else []
    kind = "conditional" if row["money"] == "conditional" else "voted"
    ledger += [LedgerEntry(kind, x.cents, x.year, a.id, x.quote) for a in acts for x in a.amounts if x.role is AmountRole.GRANTED]
    if measure.number == "Action 7":  # only the budget's operation gives money to it
        ledger.append(LedgerEntry("budgeted", 6_400_000, 2024, "b", budget_line("2407")))
    said = f"Adoptée par {', '.join(f'la délibération n° {a.number}' for a in acts)}." if acts else "Sans trace dans le corpus examiné."
    status = Status(row["status"])
    return Verdict(
        measure.id,
        tuple(a.id for a in acts),
        Decision(row["decision"]),
        Substance(row["substance"]) if row["substance"] else None,
        Money(row["money"]) if row["money"] else None,
        status,
        "absent" if status is Status.NO_TRACE else "granted",
        said,
        ("Les mots de l'acte répondent à la mesure : même objet.",) if acts else (),
        0.9,
        dropped=status is Status.DROPPED,
        unfunded=status is Status.UNFUNDED,
        lost_at="never_voted" if status is Status.NO_TRACE else None,
        ledger=tuple(ledger),
        coverage="25 actes lus sur 27 connus." if not acts else "",
    )


def demo_pictures(dpi: int = 80) -> Callable[[str, int, tuple[Box, ...]], bytes | None]:
    paths = {f.sha256: f.path for f in demo_results().files}
    return lambda sha, page, boxes: page_picture(paths[sha], page, boxes, dpi=dpi) if sha in paths else None


@cache
def demo_known() -> Known:
    """What a store would know beyond the run: acts that answer nothing, and months."""
    results = demo_results()
    answering = {a for v in results.verdicts for a in v.decisions}
    free = [a for a in results.acts if a.id not in answering][:3]
    nearest = results.measures[0].id
    months: dict[date, int] = {}
    for act in results.acts:
        if act.session:
            first = act.session.value.replace(day=1)
            months[first] = months.get(first, 0) + 1
    return Known(
        tuple(Added(act.id, nearest, 0.7 - place / 5) for place, act in enumerate(free)),
        tuple(
            Month(day, count + 1, count, count, place % 2, Delay(count, 5.0, 9), None, Delay(1, 6.0, 6))
            for place, (day, count) in enumerate(months.items())
        ),
    )


@cache
def demo_past() -> tuple[Past, ...]:
    """Two changes of the run's day with causes, one before."""
    results = demo_results()
    first, second, third = results.verdicts[:3]
    today = results.run.started.date()
    return (
        Past(first.measure, None, first.status, today, (Cause("measure found"),)),
        Past(
            second.measure, Status.UNSURE, second.status, today, (Cause("act found", "DEL-2024-003", date(2024, 3, 28)), Cause("program"))
        ),
        Past(third.measure, third.status, third.status, date(2025, 3, 1), (Cause("deadline", "", date(2025, 1, 1)),), ("dropped",)),
    )
