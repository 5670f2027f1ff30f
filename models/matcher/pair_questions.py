"""Questions on which the reader of pairs is trained: what a measure asks, beside several acts of which some answer it, or none.

Of wordings, an act is put together anew each time: a title, a decision or both, often among decisions of others, as acts of a council are.
Of labelled territories, acts are as written; only some of their passages stay away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from models.encoder.pieces import Pieces
from models.encoder.wordings import Group, Ranking
from models.matcher.choice import Doubles
from models.matcher.pair_texts import QUESTION, Cut, Pair, cut_passages, cut_text, join_pair

T = TypeVar("T")

NEAREST = 24  # titles and decisions of other groups, of which the wrong acts of a wording are drawn
_WRONG = 8  # wrong acts of a wording, beside the near misses of its group
_MOST = 12  # acts of a measure in a question
_SAID_TWICE = 0.3  # share of questions of wordings that are asked in two ways at once, as title and steps do
_SECOND_ANSWER = 0.5
_NO_ANSWER = 0.2
_AMONG_OTHERS = 0.5
_OTHERS_FIRST = 0.5  # of these
_MOST_OTHERS = 3
_PASSAGE_LOST = 0.15


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A measure and an act of a labelled territory. `passages` are the act's that are read, its subject first."""

    territory: str
    measure: str
    act: str
    question: str
    passages: tuple[str, ...]
    answers: bool


@dataclass(frozen=True, slots=True)
class CutPair:
    """A labelled pair in pieces."""

    territory: str
    measure: str
    question: Cut
    passages: tuple[Cut, ...]
    answers: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """A group in pieces: how it is asked for, and what answers."""

    asking: tuple[Cut, ...]
    titles: tuple[Cut, ...]
    decisions: tuple[Cut, ...]
    near_misses: tuple[Cut, ...]


@dataclass(slots=True)
class Question:
    """Acts beside one measure, and whether each answers."""

    pairs: list[Pair]
    answers: list[bool]

    def add(self, pair: Pair, answers: bool) -> None:
        """One more act."""
        self.pairs.append(pair)
        self.answers.append(answers)


def read_pairs(path: Path) -> list[LabelledPair]:
    """The pairs as `tests/evaluation/pair_texts.py` wrote them, one a line."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [
        LabelledPair(row["territory"], row["measure"], row["act"], row["question"], tuple(row["passages"]), bool(row["answers"]))
        for row in rows
    ]


def cut_labelled(pieces: Pieces, labelled: Sequence[LabelledPair]) -> list[CutPair]:
    """Labelled pairs in pieces, as `cut_pair` cuts them."""
    return [
        CutPair(p.territory, p.measure, cut_text(pieces, p.question, QUESTION), tuple(cut_passages(pieces, p.passages)), p.answers)
        for p in labelled
    ]


def deal_folds(territories: Sequence[str], count: int, seed: int) -> list[frozenset[str]]:
    """The territories, each whole in one of `count` folds."""
    names = sorted(set(territories))
    order = np.random.default_rng(seed).permutation(len(names))
    return [frozenset(names[place] for place in order[first::count]) for first in range(count)]


def cut_groups(groups: Sequence[Group], cut: Callable[[str], Cut]) -> list[Wordings]:
    """Groups in pieces. ValueError for one that nobody asks for, or that has no title or no decision."""
    found = []
    for group in groups:
        asking, titles, decisions = (
            tuple(cut(text) for register, text in group.wordings if register in registers)
            for registers in (("citizen", "plan"), ("title",), ("decision",))
        )
        if not (asking and titles and decisions):
            raise ValueError(f"group {group.name} needs a wording of a citizen or a plan, a title and a decision")
        found.append(Wordings(asking, titles, decisions, tuple(cut(text) for text in group.near_misses)))
    return found


def rival_groups(task: Ranking, likeness: Doubles, most: int = NEAREST) -> list[list[int]]:
    """For each query of the task the groups of the titles and decisions of others that are most like it, by `likeness` (queries,
    candidates); a group stands there as often as it has such texts. Near misses are nobody's."""
    owners = np.asarray(task.owners)
    found = []
    for asked, row in zip(task.asked, likeness, strict=True):
        others = np.flatnonzero((owners != asked) & (owners >= 0))
        found.append(owners[others[np.argsort(-row[others], kind="stable")[:most]]].tolist())
    return found


def wording_questions(groups: Sequence[Wordings], rivals: Sequence[Sequence[int]], rng: np.random.Generator) -> list[Question]:
    """A question of each asking wording; `rivals` as `rival_groups` gives them, in the order of the groups and their asking wordings."""
    queries = [(number, place) for number, group in enumerate(groups) for place in range(len(group.asking))]
    return [_of_wording(groups, number, place, near, rng) for (number, place), near in zip(queries, rivals, strict=True)]


def _of_wording(groups: Sequence[Wordings], number: int, place: int, rivals: Sequence[int], rng: np.random.Generator) -> Question:
    own = groups[number]
    asked = own.asking[place]
    if len(own.asking) > 1 and rng.random() < _SAID_TWICE:
        again = [text for other, text in enumerate(own.asking) if other != place]
        asked = (asked + _one(again, rng))[:QUESTION]
    found = Question([], [])
    if rng.random() >= _NO_ANSWER:
        for _ in range(1 + (rng.random() < _SECOND_ANSWER)):
            found.add(join_pair(asked, _act(groups, own, rng)), True)
    for miss in own.near_misses:
        found.add(join_pair(asked, _among_others(groups, [miss], rng)), False)
    for rival in rng.choice(len(rivals), min(_WRONG, len(rivals)), replace=False).tolist():
        found.add(join_pair(asked, _act(groups, groups[rivals[rival]], rng)), False)
    return found


def _act(groups: Sequence[Wordings], of: Wordings, rng: np.random.Generator) -> list[Cut]:
    """Passages of an act on what the group `of` says."""
    title, decision = _one(of.titles, rng), _one(of.decisions, rng)
    return _among_others(groups, ([title], [decision], [title, decision])[rng.integers(3)], rng)


def _among_others(groups: Sequence[Wordings], passages: list[Cut], rng: np.random.Generator) -> list[Cut]:
    """The passages, often with decisions on other things behind them or one before them."""
    if rng.random() >= _AMONG_OTHERS:
        return passages
    others = [_one(_one(groups, rng).decisions, rng) for _ in range(rng.integers(1, _MOST_OTHERS + 1))]
    return [others[-1], *passages, *others[:-1]] if rng.random() < _OTHERS_FIRST else [*passages, *others]


def territory_questions(pairs: Sequence[CutPair], rng: np.random.Generator) -> list[Question]:
    """A question of each measure: all acts that answer it and some of the others."""
    measures: dict[tuple[str, str], list[CutPair]] = {}
    for pair in pairs:
        measures.setdefault((pair.territory, pair.measure), []).append(pair)
    found = []
    for acts in measures.values():
        right, wrong = ([act for act in acts if act.answers is wanted] for wanted in (True, False))
        drawn = rng.permutation(len(wrong))[: max(_MOST - len(right), 0)]
        question = Question([], [])
        for act in [*right, *(wrong[place] for place in drawn)]:
            kept = [passage for place, passage in enumerate(act.passages) if not place or rng.random() >= _PASSAGE_LOST]
            question.add(join_pair(act.question, kept), act.answers)
        found.append(question)
    return found


def deal_batches(questions: Sequence[Question], size: int, rng: np.random.Generator) -> list[list[Question]]:
    """The questions in a new order, `size` a step, those of a step of much the same length."""
    order = rng.permutation(len(questions)).tolist()
    batches: list[list[Question]] = []
    for start in range(0, len(order), size * 16):
        some = sorted((questions[place] for place in order[start : start + size * 16]), key=_longest)
        batches += [some[first : first + size] for first in range(0, len(some), size)]
    return [batches[place] for place in rng.permutation(len(batches))]


def _longest(question: Question) -> int:
    return max((len(ids) for ids, _ in question.pairs), default=0)


def _one(choices: Sequence[T], rng: np.random.Generator) -> T:
    return choices[int(rng.integers(len(choices)))]
