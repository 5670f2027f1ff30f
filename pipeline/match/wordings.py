"""Made-up territories from wordings that the encoder has not seen: measures in the words of plans, acts in those of titles and decisions.

Near misses are acts of their own; a third of the measures get no answering act. Names and sums are never shared, so these territories
teach what meaning and words are worth, and how sure a wording alone can make.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.match.labels import Gold
from pipeline.records.council import Act, Body, Outcome, SessionDate
from pipeline.records.plan import Measure
from pipeline.records.source import Evidence, Passage

_PLAN = "0" * 64


def unseen_groups(folder: Path, which: str) -> list[Mapping[str, Any]]:
    """Groups kept aside from the encoder's training: `which` is "development" or "test"."""
    with (folder / "aside.csv").open(encoding="utf-8", newline="") as lines:
        aside = {row["group"] for row in csv.DictReader(lines) if row["set"] == which}
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if row["group"] in aside]


def made_up(folder: Path, which: str, parts: int = 2) -> list[Gold]:
    """Territories of wordings that the encoder has not seen, each of every `parts`-th group."""
    groups = unseen_groups(folder, which)
    return [made_territory(f"wordings-{which}-{n}", groups[n::parts], n) for n in range(parts)]


def made_territory(name: str, groups: list[Mapping[str, Any]], seed: int) -> Gold:
    """A territory of these groups. Two acts answer every third measure, none every third, one the others."""
    chance = random.Random(seed)  # noqa: S311  no secret
    measures: list[Measure] = []
    acts: list[Act] = []
    answers: set[tuple[str, str]] = set()
    for number, group in enumerate(groups):
        said: dict[str, list[str]] = {}
        for wording in group["wordings"]:
            said.setdefault(wording["register"], []).append(wording["text"])
        key = str(group["group"])
        title, more = (said["plan"] if chance.random() < 0.7 else said["citizen"])[:2]
        measures.append(_measure(key, title, more))
        one, two = said["decision"][:2]
        taken = [(said["title"][0], one), (two, "")][: (0, 1, 2)[number % 3]]
        for part, (subject, decided) in enumerate(taken):
            acts.append(_act(f"{key}+{part}", subject, decided))
            answers.add((key, acts[-1].id))
        acts += [_act(f"{key}-{part}", miss, "") for part, miss in enumerate(group["near_misses"])]
    return Gold(name, tuple(measures), tuple(acts), {}, frozenset(answers), frozenset())


def _passage(text: str) -> Passage:
    return Passage((Evidence(_PLAN, 1, 0, len(text), text),))


def _measure(key: str, title: str, more: str) -> Measure:
    return Measure(key, _PLAN, "plan", 1, None, _passage(title), _passage(f"{title}\n{more}"))


def _act(key: str, subject: str, decided: str) -> Act:
    subject = subject.removeprefix("Objet : ")
    return Act(
        key, _PLAN, "acts", 1, _passage(subject), _passage(f"{subject}\n{decided}"), Body.COUNCIL, Outcome.ADOPTED,
        session=SessionDate(date(2024, 1, 1), "text"), operative=_passage(decided) if decided else None,
    )  # fmt: skip
