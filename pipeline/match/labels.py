"""Labelled territories as records: measures, acts, and which act answers which measure. What the matcher's weights are fitted on.

Those of `data/labels/linking` were written by hand for this project, each file one authority. Pairs that are named say why; all other pairs
of a file are unrelated. Files whose `use` is "aside" take no part in fitting: they show what weights are worth on wordings that nobody
looked at while choosing. Those whose `use` is "next" came later and wait for the next fit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import fuzz

from pipeline.match.words import plain
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate
from pipeline.records.plan import Measure, PlannedBudget
from pipeline.records.source import Evidence, Passage
from pipeline.records.territory import Source

T = TypeVar("T", Act, Measure)
_ALIKE = 70  # rapidfuzz ratio from which two subjects or measures are one


@dataclass(frozen=True, slots=True)
class Gold:
    """A territory's records and the pairs that answer."""

    name: str
    measures: tuple[Measure, ...]
    acts: tuple[Act, ...]
    plans: Mapping[str, Source]
    answers: frozenset[tuple[str, str]]  # (measure, act): needed
    allowed: frozenset[tuple[str, str]]  # neither right nor wrong


def written(folder: Path, use: str | None = None) -> list[Gold]:
    """The territories written by hand in `folder`; `use` is "tune", "aside" or "next", None for all."""
    found: list[Gold] = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = rows_of(path)
        head = next(r for r in rows if r["row"] == "territory")
        if use in (None, head["use"]):
            found.append(_gold(head["name"], rows))
    return found


def carried_over(name: str, labels: Path, measures: Sequence[Measure], acts: Sequence[Act], plans: Mapping[str, Source]) -> Gold:
    """The labels of a folder (measures, decisions, verdicts as JSON Lines) carried over to what was extracted from the same documents.

    Labels of what was not extracted keep their own ids, so that they count as missed.
    """
    asked = _pair(rows_of(labels / "measures.jsonl"), measures, "text")
    taken = _pair(rows_of(labels / "decisions.jsonl"), acts, "subject")
    answers: set[tuple[str, str]] = set()
    allowed: set[tuple[str, str]] = set()
    for row in rows_of(labels / "verdicts.jsonl"):
        measure = asked.get(row["measure"], row["measure"])
        answers |= {(measure, taken.get(a, a)) for a in row["decisions"]}
        allowed |= {(measure, taken.get(a, a)) for a in row.get("also_ok") or []}
    return Gold(name, tuple(measures), tuple(acts), plans, frozenset(answers), frozenset(allowed - answers))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file; none when it is not there."""
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


def _gold(name: str, rows: list[dict[str, Any]]) -> Gold:
    return Gold(
        name,
        tuple(_measure(name, r) for r in rows if r["row"] == "measure"),
        tuple(_act(name, r) for r in rows if r["row"] == "act"),
        {},
        _pairs(name, rows, "answers"),
        _pairs(name, rows, "either"),
    )


def _pairs(name: str, rows: list[dict[str, Any]], label: str) -> frozenset[tuple[str, str]]:
    return frozenset((f"{name}#m{r['measure']}", f"{name}#a{r['act']}") for r in rows if r["row"] == "pair" and r["label"] == label)


def _passage(name: str, text: str) -> Passage:
    return Passage((Evidence(name, 1, 0, len(text), text),))


def _measure(name: str, row: dict[str, Any]) -> Measure:
    lines = [row["text"], *row["steps"], *(["Avec : " + ", ".join(row["partners"])] if row["partners"] else [])]
    budget = PlannedBudget(_passage(name, f"{row['euros']} €"), round(row["euros"] * 100)) if row["euros"] else None
    return Measure(
        f"{name}#m{row['id']}", name, "plan", 1, row["id"], _passage(name, row["text"]), _passage(name, "\n".join(lines)),
        steps=tuple(_passage(name, s) for s in row["steps"]), partners=tuple(_passage(name, p) for p in row["partners"]), budget=budget,
    )  # fmt: skip


def _act(name: str, row: dict[str, Any]) -> Act:
    """`annex`, `amounts`, `beneficiaries`, `outcome` and `body` may be missing; cells of a row of a table are parted by tabs."""
    parts = [row["subject"], row["statement"], row["operative"], row.get("annex", "")]
    paid = row.get("amounts", [{"cents": row["euros"] * 100, "role": row["role"]}] if row.get("euros") else [])
    return Act(
        f"{name}#a{row['id']}", name, "acts", 1, _passage(name, row["subject"]), _passage(name, "\n".join(p for p in parts if p)),
        Body(row.get("body", "council")), Outcome(row.get("outcome", "adopted")), number=f"2024-{int(row['id']):03d}",
        session=SessionDate(date(2024, 5, 1), "text"),
        statement=_passage(name, row["statement"]) if row["statement"] else None,
        operative=_passage(name, row["operative"]) if row["operative"] else None,
        annexes=(_passage(name, row["annex"]),) if row.get("annex") else (),
        amounts=tuple(Amount(p["cents"], AmountRole(p["role"]), _passage(name, f"{p['cents'] / 100:.2f} €")) for p in paid),
        beneficiaries=tuple(_passage(name, b) for b in row.get("beneficiaries", ())),
    )  # fmt: skip
