"""Short territories written by hand for this project (`data/labels/linking`): measures, acts, and which act answers which measure.

Each file is one authority. Pairs that are named say why; all other pairs of a file are unrelated. Files whose `use` is "aside" take no part
in fitting: they show what the weights are worth on wordings that nobody looked at while choosing.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate
from pipeline.records.plan import Measure, PlannedBudget
from pipeline.records.source import Evidence, Passage
from tests.evaluation.match_gold import Gold
from tests.shared import ROOT

WRITTEN = ROOT / "data" / "labels" / "linking"


def written(use: str | None = None, folder: Path = WRITTEN) -> list[Gold]:
    """The territories written by hand; `use` is "tune" or "aside", None for all."""
    found: list[Gold] = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        head = next(r for r in rows if r["row"] == "territory")
        if use in (None, head["use"]):
            found.append(_gold(head["name"], rows))
    return found


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
    budget = PlannedBudget(_passage(name, f"{row['euros']} €"), row["euros"] * 100) if row["euros"] else None
    return Measure(
        f"{name}#m{row['id']}", name, "plan", 1, row["id"], _passage(name, row["text"]), _passage(name, "\n".join(lines)),
        steps=tuple(_passage(name, s) for s in row["steps"]), partners=tuple(_passage(name, p) for p in row["partners"]), budget=budget,
    )  # fmt: skip


def _act(name: str, row: dict[str, Any]) -> Act:
    parts = [row["subject"], row["statement"], row["operative"]]
    amounts = (Amount(row["euros"] * 100, AmountRole(row["role"]), _passage(name, f"{row['euros']} €")),) if row["euros"] else ()
    return Act(
        f"{name}#a{row['id']}", name, "acts", 1, _passage(name, row["subject"]), _passage(name, "\n".join(p for p in parts if p)),
        Body.COUNCIL, Outcome.ADOPTED, number=f"2024-{int(row['id']):03d}", session=SessionDate(date(2024, 5, 1), "text"),
        statement=_passage(name, row["statement"]) if row["statement"] else None, operative=_passage(name, row["operative"]),
        amounts=amounts,
    )  # fmt: skip
