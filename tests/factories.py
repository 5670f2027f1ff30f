"""Tiny factories: records from plain French strings, with evidence that holds. Everything can be set by name; nothing is random."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate, Vote
from pipeline.records.ids import fact_id
from pipeline.records.link import Band, Link, Signal
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Deadline, Measure, PlannedBudget
from pipeline.records.run import Results, Run
from pipeline.records.source import Block, BlockKind, Box, Document, Line, Page, Passage, RowEvidence, Word, running_text
from pipeline.records.territory import Kind, Role, Source, SourceFile, Territory
from pipeline.records.verdict import Coverage, Decision, LedgerEntry, Money, Status, Substance, Verdict

SIREN = "999999991"  # of no real authority
READER = "reader 1"
PLAN = Source(Role.PLAN, "plans/*.pdf", "Plan d'actions", date(2023, 1, 19), date(2026, 12, 31))
ACTS = Source(Role.ACTS, "actes/*.pdf")
BUDGET = Source(Role.BUDGET, "budget.csv")
GRANTS = Source(Role.GRANTS, "subventions.csv")
REGISTER = Source(Role.REGISTER, "registre.csv")
RUN = Run(
    "r1", SIREN, datetime(2026, 1, 5, 8, 0, tzinfo=UTC), datetime(2026, 1, 5, 8, 1, tzinfo=UTC), (("ecart", "0.1.0"), ("reader", "1"))
)


def sha(name: str) -> str:
    """A sha256 that follows from a name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def page(text: str, number: int = 1, *, furniture: str = "", confidence: float | None = None, headings: Sequence[str] = ()) -> Page:
    """A page whose body is `text`, one block for each line, words on a grid of 10 points; `furniture` stands behind the body.

    Lines named in `headings` are headings of level 1. `confidence` makes it a page read by OCR.
    """
    whole = f"{text}\n{furniture}" if furniture else text
    words: list[Word] = []
    blocks: list[Block] = []
    start = 0
    for row, line in enumerate(whole.split("\n")):
        top = 60.0 + 14.5 * row
        found = [
            Word(start + w.start(), start + w.end(), w[0], Box(50 + 5.25 * w.start(), top, 50 + 5.25 * w.end(), top + 11), 11.0)
            for w in re.finditer(r"\S+", line)
        ]
        words += found
        if line:
            box = Box(50.0, top, 50 + 5.25 * len(line), top + 11)
            heading = line in headings
            kind = BlockKind.FOOTER if start > len(text) else BlockKind.HEADING if heading else BlockKind.PARAGRAPH
            printed = Line(start, start + len(line), box, 11.0)
            blocks.append(Block(kind, start, start + len(line), box, 11.0, heading, int(heading), lines=(printed,)))
        start += len(line) + 1
    engine = "pdfium" if confidence is None else "tesseract"
    return Page(number, 595.25, 842.0, 0, whole, len(text), tuple(words), tuple(blocks), engine=engine, confidence=confidence)


def document(*texts: str, doc: str = "actes/deliberation.pdf", reader: str = READER, headings: Sequence[str] = ()) -> Document:
    """A document with one page for each text; its sha256 follows from its path and texts."""
    pages = tuple(page(text, number, headings=headings) for number, text in enumerate(texts, 1))
    return Document(sha("\x1f".join((doc, *texts))), doc, pages, reader)


def passage(source: Document, words: str, nth: int = 0) -> Passage:
    """The `nth` place (from 0) where `words` stand in the document's running text."""
    text = running_text(source)
    start = -1
    for _ in range(nth + 1):
        start = text.text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{words!r} does not stand in {source.doc}")
    found = text.passage(start, start + len(words))
    if found is None:
        raise ValueError(f"{words!r} is white space only")
    return found


def measure(source: Document, text: str, **fields: Any) -> Measure:
    """A measure worded `text`. Fields that are passages may be given as strings; `deadline` as words or (words, start, end); `budget` as
    (words, cents)."""
    words = passage(source, text)
    for name in ("steps", "axis", "partners", "indicators", "also_at"):
        fields[name] = _passages(source, fields.get(name, ()))
    for name in ("owner", "whole"):
        fields[name] = _passage(source, fields.get(name))
    if isinstance(deadline := fields.get("deadline"), str | tuple):
        printed, *period = (deadline,) if isinstance(deadline, str) else deadline
        fields["deadline"] = Deadline(passage(source, printed), *period)
    if isinstance(budget := fields.get("budget"), tuple):
        fields["budget"] = PlannedBudget(passage(source, budget[0]), budget[1], undefined=budget[1] is None)
    fields["whole"] = fields["whole"] or words
    fields.setdefault("number", None)
    fields.setdefault("id", fact_id("m", source.sha256, f"{fields['number']}:{words.evidence[0].start}:{words.page}"))
    return Measure(document=source.sha256, doc=source.doc, page=words.page, text=words, **fields)


def act(source: Document, subject: str, **fields: Any) -> Act:
    """An act on `subject`, adopted by the council unless told otherwise. Fields that are passages may be given as strings; `amounts` as
    (words, cents, role); `session` as a date."""
    title = passage(source, subject)
    for name in ("recitals", "annexes", "beneficiaries", "imputation"):
        fields[name] = _passages(source, fields.get(name, ()))
    for name in ("operative", "statement", "debate", "condition", "whole"):
        fields[name] = _passage(source, fields.get(name))
    fields["whole"] = fields["whole"] or title
    fields["amounts"] = tuple(amount(source, *a) if isinstance(a, tuple) else a for a in fields.get("amounts", ()))
    if isinstance(day := fields.get("session"), date):
        fields["session"] = SessionDate(day, "text")
    fields["outcome"] = Outcome(fields.get("outcome", "adopted"))
    fields["body"] = Body(fields.get("body", "council"))
    if "number" in fields:
        fields.setdefault("number_source", "text")
    fields.setdefault("id", fact_id("a", source.sha256, f"{fields.get('number')}:{title.evidence[0].start}:{title.page}"))
    return Act(document=source.sha256, doc=source.doc, page=title.page, subject=title, **fields)


def amount(source: Document, words: str, cents: int, role: str = "granted", **fields: Any) -> Amount:
    """A sum printed as `words`."""
    fields["payee"] = _passage(source, fields.get("payee"))
    return Amount(cents, AmountRole(role), passage(source, words), **fields)


def link(of: Measure, to: Act, probability: float = 0.97, **fields: Any) -> Link:
    """A link, accepted from 0.9, in review from 0.5, with one signal that quotes both sides."""
    band = Band.LINKED if probability >= 0.9 else Band.REVIEW if probability >= 0.5 else Band.UNLINKED
    fields.setdefault("band", band)
    fields.setdefault("signals", (Signal("words", 0.8, 3.5, of.text.text, to.subject.text),))
    fields.setdefault("passage", to.operative)
    return Link(of.id, to.id, probability, **fields)


def vote(source: Document, words: str, **fields: Any) -> Vote:
    """A vote printed as `words`."""
    return Vote(quote=passage(source, words), **fields)


def row_evidence(doc: str, line: int, *cells: str) -> RowEvidence:
    """A line of a table file."""
    return RowEvidence(sha(doc), line, ";".join(cells))


def budget_line(
    label: str, cents: int, *, line: int = 2, year: int = 2024, stage: str = "BP", doc: str = "budget.csv", **fields: Any
) -> BudgetLine:
    """An expense of a budget, `cents` voted."""
    fields.setdefault("evidence", row_evidence(doc, line, label, str(cents)))
    fields.setdefault("direction", "expense")
    return BudgetLine(fact_id("b", sha(doc), str(line)), doc, year=year, stage=stage, label=label, voted=cents, **fields)


def grant(beneficiary: str, purpose: str, cents: int, *, line: int = 2, doc: str = "subventions.csv", **fields: Any) -> Grant:
    """A grant of the authority's list."""
    fields.setdefault("evidence", row_evidence(doc, line, beneficiary, purpose, str(cents)))
    return Grant(fact_id("g", sha(doc), str(line)), doc, beneficiary=beneficiary, purpose=purpose, cents=cents, **fields)


def register_entry(
    number: str, subject: str, day: date | None = None, *, line: int = 2, doc: str = "registre.csv", **fields: Any
) -> RegisterEntry:
    """An act known to exist."""
    fields.setdefault("evidence", row_evidence(doc, line, number, subject))
    return RegisterEntry(doc, number=number, date=day, subject=subject, **fields)


def verdict(of: Measure, *acts: Act, status: str = "funded", **fields: Any) -> Verdict:
    """A verdict on a measure, resting on `acts`; decision, substance and money follow from whether there are any."""
    fields.setdefault("decision", Decision.ADOPTED if acts else Decision.NONE)
    fields.setdefault("substance", Substance.SAME if acts else None)
    fields.setdefault("money", Money.GRANTED if acts else None)
    fields.setdefault("rule", status)
    fields.setdefault("statement", f"La mesure « {of.text.text} » : {status}.")
    fields.setdefault("reasons", ("Les mots de l'acte répondent à la mesure.",) if acts else ())
    fields.setdefault("confidence", 0.9)
    fields.setdefault("evidence", (of.text, *(a.operative or a.subject for a in acts)))
    ledger = [
        LedgerEntry("voted", a.cents, None, found.id, a.quote) for found in acts for a in found.amounts if a.role is AmountRole.GRANTED
    ]
    fields.setdefault("ledger", tuple(ledger))
    return Verdict(of.id, tuple(a.id for a in acts), status=Status(status), **fields)


def coverage(known: int = 10, read: int = 10, **fields: Any) -> Coverage:
    """Coverage of the years 2023 to 2025, all budgets read."""
    fields.setdefault("start", date(2023, 1, 1))
    fields.setdefault("end", date(2025, 12, 31))
    fields.setdefault("missing", tuple((f"2024-{n:03}", "") for n in range(read, known)))
    fields.setdefault("unread", ())
    fields.setdefault("budget_years", (2023, 2024, 2025))
    fields.setdefault("threshold", 0.95)
    return Coverage(known=known, read=read, **fields)


def territory(siren: str = SIREN, name: str = "Communauté de communes de Brévaux", **fields: Any) -> Territory:
    """A fictional authority with one source of every kind."""
    fields.setdefault("sources", (PLAN, ACTS, REGISTER, BUDGET, GRANTS))
    fields.setdefault("root", Path("territoire"))
    fields.setdefault("siret", f"{siren}00010")
    return Territory(name, siren, Kind.EPCI, **fields)


def source_file(of: Document, source: Source = ACTS, root: Path = Path("territoire")) -> SourceFile:
    """The file that a document was read from."""
    return SourceFile(root / of.doc, of.doc, of.sha256, 1000 * len(of.pages), source)


def results(
    plans: Iterable[Document] = (), acts_in: Iterable[Document] = (), *, siren: str = SIREN, run: Run | None = None, **fields: Any
) -> Results:
    """What a run knows: `plans` and `acts_in` are its documents, the facts are given by name; all others are empty."""
    plans, acts_in = tuple(plans), tuple(acts_in)
    of = fields.pop("territory", None) or territory(siren)
    fields.setdefault("files", tuple(source_file(d, PLAN) for d in plans) + tuple(source_file(d) for d in acts_in))
    fields.setdefault("documents", tuple(sorted(plans + acts_in, key=lambda d: d.doc)))
    fields.setdefault("coverage", coverage())
    for name in ("measures", "acts", "register", "budget_lines", "grants", "links", "money_links", "verdicts", "issues"):
        fields.setdefault(name, ())
    return Results(territory=of, run=run or Run(RUN.id, siren, RUN.started, RUN.finished, RUN.versions), **fields)


def _passage(source: Document, words: str | Passage | None) -> Passage | None:
    return passage(source, words) if isinstance(words, str) else words


def _passages(source: Document, words: Iterable[str | Passage]) -> tuple[Passage, ...]:
    return tuple(passage(source, w) if isinstance(w, str) else w for w in words)
