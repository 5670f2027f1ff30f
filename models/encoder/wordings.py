"""Wordings of the same measure: reading them, and keeping some topics aside to measure on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_ASKING = ("citizen", "plan")
_ANSWERING = ("title", "decision")
_FAMILY_TIMES, _GROUP_TIMES = 10, 3


@dataclass(frozen=True, slots=True)
class Group:
    """One measure: `wordings` are (register, text), `near_misses` share words and are another measure."""

    name: str
    topic: str
    wordings: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A task: for each query, the group whose candidates answer it. `owners[i]` is the group of candidate i, -1 for a near miss."""

    queries: list[str]
    asked: list[int]
    candidates: list[str]
    owners: list[int]


def read_groups(folder: Path) -> list[Group]:
    """All groups of `*.jsonl`, by file name and line."""
    groups = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            wordings = tuple((wording["register"], wording["text"]) for wording in row["wordings"])
            groups.append(Group(row["group"], row["topic"], wordings, tuple(row["near_misses"])))
    return groups


def read_families(folder: Path) -> list[list[str]]:
    """Families of expressions that speak of one thing: lines of `families*.txt`, split at commas; those starting with # are remarks."""
    lines = [line for path in sorted(folder.glob("families*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [[term.strip() for term in line.split(",")] for line in lines if line.strip() and not line.startswith("#")]


def split_groups(groups: list[Group], folder: Path) -> tuple[list[Group], list[Group], list[Group]]:
    """(training, development, test). `aside.csv` in `folder` names the groups of the two last; it was drawn once, by whole topics."""
    with (folder / "aside.csv").open(encoding="utf-8", newline="") as lines:
        aside = {row["group"]: row["set"] for row in csv.DictReader(lines)}
    kept: dict[str, list[Group]] = {"training": [], "development": [], "test": []}
    for group in groups:
        kept[aside.get(group.name, "training")].append(group)
    return kept["training"], kept["development"], kept["test"]


def ranking(groups: list[Group]) -> Ranking:
    """Queries are citizens' and plans' wordings; candidates the titles, decisions and near misses of all groups."""
    task = Ranking([], [], [], [])
    for number, group in enumerate(groups):
        for register, text in group.wordings:
            if register in _ASKING:
                task.queries.append(text)
                task.asked.append(number)
            elif register in _ANSWERING:
                task.candidates.append(text)
                task.owners.append(number)
        task.candidates.extend(group.near_misses)
        task.owners.extend([-1] * len(group.near_misses))
    return task


def own_paragraphs(groups: list[Group], families: list[list[str]], seed: int) -> Iterator[str]:
    """Families and groups as paragraphs of law text would be, so that daily words find their place in the start table.

    Their parts come in a new order each time: a family `_FAMILY_TIMES`, a group `_GROUP_TIMES`.
    """
    rng = np.random.default_rng(seed)
    parts = [(family, _FAMILY_TIMES) for family in families]
    parts += [([text for _, text in group.wordings], _GROUP_TIMES) for group in groups]
    for texts, times in parts:
        for _ in range(times):
            yield " ".join(texts[i] for i in rng.permutation(len(texts)))
