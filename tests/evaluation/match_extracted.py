"""A labelled territory as the program itself reads it, with the labels carried over to what was extracted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import fuzz

from pipeline.collect.files import collect_files
from pipeline.collect.territory import load_territory
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.match.words import plain
from pipeline.read import ReadSettings, read_documents
from pipeline.records.council import Act
from pipeline.records.plan import Measure
from pipeline.records.territory import Role
from tests.evaluation.match_gold import Gold

T = TypeVar("T", Act, Measure)
_ALIKE = 70  # rapidfuzz ratio from which two subjects or measures are one


def load_extracted(root: Path, labels: Path) -> Gold:
    """Read and extract all plans and acts below `root`. Labels of what was not found keep their own ids, so that they count as missed."""
    collection = collect_files(load_territory(root / "territory.toml"))
    wanted = [f for f in collection.files if f.role in (Role.PLAN, Role.ACTS, Role.BUDGET) and f.path.suffix == ".pdf"]
    measures: list[Measure] = []
    acts: list[Act] = []
    plans = {}
    for file, result in read_documents(wanted, ReadSettings(), workers=1):
        if result.document is None:
            continue
        if file.role is Role.PLAN:
            measures += extract_measures(result.document).found
            plans[file.sha256] = file.source
        else:
            acts += extract_acts(result.document).found
    asked = _pair(_rows(labels / "measures.jsonl"), measures, "text")
    taken = _pair(_rows(labels / "decisions.jsonl"), acts, "subject")
    answers: set[tuple[str, str]] = set()
    allowed: set[tuple[str, str]] = set()
    for row in _rows(labels / "verdicts.jsonl"):
        measure = asked.get(row["measure"], row["measure"])
        answers |= {(measure, taken.get(a, a)) for a in row["decisions"]}
        allowed |= {(measure, taken.get(a, a)) for a in row.get("also_ok") or []}
    return Gold(f"{root.name} as read", tuple(measures), tuple(acts), plans, frozenset(answers), frozenset(allowed - answers))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def _code(number: str | None) -> str:
    return "".join(filter(str.isalnum, plain(number or "")))


def _pair(gold: list[dict[str, Any]], found: Sequence[T], field: str) -> dict[str, str]:
    """Gold id to extracted id: same document, and the same number or words alike; each used once, the most alike first."""
    ranked = []
    for row in gold:
        for one in found:
            if one.doc == row["doc"]:
                words = one.subject.text if isinstance(one, Act) else one.text.text
                alike = fuzz.ratio(plain(row[field]), plain(words)) + (
                    _ALIKE if row["number"] and _code(row["number"]) == _code(one.number) else 0
                )
                if alike >= _ALIKE:
                    ranked.append((-alike, row["id"], one.id))
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, label, extracted in sorted(ranked):
        if label not in pairs and extracted not in used:
            pairs[label] = extracted
            used.add(extracted)
    return pairs
