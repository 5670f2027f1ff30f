"""Judge a labelled territory and compare with its verdicts, so that judging is measured apart from what comes before it.

    python -m tests.evaluation.score_verdicts [valserre|demo|FOLDER] [gold|read|all] [-v]

FOLDER holds a territory.toml and a folder gold. `gold`: measures, acts and links are those of the labels. `read`: measures and acts are
extracted from the documents (labelled ones stand in where none was found), links are the labels', with the words that matching found.
`all`: links come from matching too, and nothing stands in. Rows come from the open data and budgets in PDF, and are linked by matching.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.collect.territory import load_territory
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.extract.rows import budget_lines_of, read_budget, read_grants, read_register
from pipeline.judge import judge, measure_coverage
from pipeline.match import date_acts, link_rows
from pipeline.records.council import Act
from pipeline.records.folding import fold, folded_words
from pipeline.records.link import Band, Link
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.plan import Measure
from pipeline.records.source import Document
from pipeline.records.territory import Role
from pipeline.records.verdict import Verdict
from tests.evaluation.match_gold import load_gold
from tests.evaluation.score_acts import read
from tests.shared import ROOT, SHARED

TODAY = date(2026, 11, 26)
PLACES = {
    "valserre": (SHARED / "territories" / "valserre", SHARED / "territories" / "valserre" / "gold"),
    "demo": (ROOT / "data" / "demo", ROOT / "data" / "labels" / "demo"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts, by the id of the label's measure (None: a measure that the labels do not hold)."""

    verdicts: tuple[Verdict, ...]
    of: tuple[str | None, ...]


def run(name: str, level: str) -> tuple[Judged, list[dict[str, Any]]]:
    """Judge the territory; returns the verdicts and the labelled ones."""
    root, labels = places(name)
    wanted = [json.loads(line) for line in (labels / "verdicts.jsonl").read_text("utf-8").splitlines() if line.strip()]
    gold = load_gold(root, labels)
    territory = load_territory(root / "territory.toml")
    register, budget, grants = rows(root)
    measures, acts, documents = gold.measures, gold.acts, ()
    of: tuple[str | None, ...] = tuple(m.id for m in gold.measures)
    links = tuple(Link(v["measure"], a, 0.97, Band.LINKED, ()) for v in wanted for a in v["decisions"])
    measures = tuple(_per_year(m) for m in measures)
    if level != "gold":
        documents = documents_of(root)
        plans = {d.doc for d in documents for s in territory.sources if s.role is Role.PLAN and fnmatch(d.doc, s.path)}
        acts = date_acts([a for d in documents if d.doc not in plans for a in extract_acts(d).found], register)
        measures = tuple(m for d in documents if d.doc in plans for m in extract_measures(d).found)
        to_act = {a.id: g for a in acts if (g := _same_act(a, gold.acts))}
        of = tuple(_same_measure(m, gold.measures) for m in measures)
        if level == "read":
            acts += tuple(a for a in gold.acts if a.id not in to_act.values())
            measures += tuple(_per_year(m) for m in gold.measures if m.id not in of)
            of += tuple(m.id for m in gold.measures if m.id not in of)
        to_act |= {a.id: a.id for a in gold.acts}
        pairs = {(v["measure"], a) for v in wanted for a in v["decisions"]}
        found = _matched(measures, acts, root)
        said = {(link.measure, link.act): link.passage for link in found}
        links = tuple(
            Link(m.id, a.id, 0.97, Band.LINKED, (), said.get((m.id, a.id)))
            for m, g in zip(measures, of, strict=True)
            for a in acts
            if (g, to_act.get(a.id)) in pairs
        )
        links = found if level == "all" else links
    money = link_rows(measures, acts, links, budget, grants)
    coverage = measure_coverage(territory, register, acts, (), (), budget, documents, grants)
    return Judged(judge(territory, measures, acts, links, money, budget, grants, coverage, TODAY), of), wanted


def places(name: str) -> tuple[Path, Path]:
    """The folders of a territory and of its labels, by name or path."""
    return PLACES.get(name) or (Path(name), Path(name) / "gold")


def rows(root: Path) -> tuple[tuple[RegisterEntry, ...], tuple[BudgetLine, ...], tuple[Grant, ...]]:
    """The territory's open data, and its budgets in PDF."""
    territory = load_territory(root / "territory.toml")
    register: list[RegisterEntry] = []
    budget: list[BudgetLine] = []
    grants: list[Grant] = []
    for source in territory.sources:
        for path in sorted(root.glob(source.path)):
            if path.suffix not in (".csv", ".xml"):
                document = read(path, path.relative_to(root).as_posix()) if source.role is Role.BUDGET else None
                budget += budget_lines_of(document).found if document else ()
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if source.role is Role.REGISTER:
                register += read_register(path, source.path, digest).found
            elif source.role is Role.BUDGET:
                budget += read_budget(path, source.path, digest).found
            elif source.role is Role.GRANTS:
                grants += read_grants(path, source.path, digest).found
    return tuple(register), tuple(budget), tuple(grants)


def documents_of(root: Path) -> tuple[Document, ...]:
    """All PDFs of a territory that can be read, by a cache."""
    found = (read(path, path.relative_to(root).as_posix()) for path in sorted(root.rglob("*.pdf")))
    return tuple(d for d in found if d is not None)


def _per_year(measure: Measure) -> Measure:
    budget = measure.budget
    yearly = budget is not None and "par an" in budget.printed.text
    return replace(measure, budget=replace(budget, per_year=True)) if budget and yearly else measure


def _same_act(act: Act, gold: Sequence[Act]) -> str | None:
    near = [o for o in gold if o.doc == act.doc and abs(o.page - act.page) <= 1]
    numbered = (o.id for o in near if act.number and o.number and folded_words(o.number) == folded_words(act.number))
    return next(numbered, None) or next((o.id for o in near if _alike(o.subject.text, act.subject.text)), None)


def _same_measure(measure: Measure, gold: Sequence[Measure]) -> str | None:
    return next((g.id for g in gold if g.doc == measure.doc and _alike(g.text.text, measure.text.text)), None)


def _alike(one: str, other: str) -> bool:
    a, b = "".join(folded_words(one)), "".join(folded_words(other))
    return bool(a) and bool(b) and (a.startswith(b[:40]) or b.startswith(a[:40]))


def _matched(measures: Sequence[Measure], acts: Sequence[Act], root: Path) -> tuple[Link, ...]:
    from models.encoder import load_encoder, load_reader  # noqa: PLC0415
    from models.matcher.pair_reader import load_pair_reader  # noqa: PLC0415
    from pipeline.match import link_acts  # noqa: PLC0415

    territory = load_territory(root / "territory.toml")
    plans = {m.document: s for m in measures for s in territory.sources if s.role is Role.PLAN and fnmatch(m.doc, s.path)}
    return link_acts(measures, acts, plans, territory.look_back, load_encoder(), reader=load_reader(), pair_reader=load_pair_reader())


def main(arguments: Sequence[str]) -> None:
    """Print hits by field, and what differs."""
    words = [a for a in arguments if not a.startswith("-")]
    name, level = (words + ["valserre", "gold"][len(words) :])[:2]
    judged, wanted = run(name, level)
    by_measure = {of: v for of, v in zip(judged.of, judged.verdicts, strict=True) if of}
    hits: Counter[str] = Counter()
    for label in wanted:
        verdict = by_measure.get(label["measure"])
        for field in ("decision", "substance", "money", "status"):
            hits[field] += verdict is not None and getattr(verdict, field) == label[field]
        if verdict is None:
            print(f"--- {label['measure'][-28:]}: measure not found")
        elif verdict.status != label["status"] or "-v" in arguments:
            got = f"{verdict.status} ({verdict.substance}, {verdict.money})"
            print(f"--- {label['measure'][-28:]}: {got} for {label['status']} ({label['substance']}, {label['money']})")
            print(f"    {fold(verdict.rule)} · {verdict.statement[:300]}\n    {verdict.reasons}\n    {label['why'][:160]}")
    print(f"{name} {level}: of {len(wanted)}:", dict(hits), f"unsure {sum(v.status == 'unsure' for v in by_measure.values())}")


if __name__ == "__main__":
    main(sys.argv[1:])
