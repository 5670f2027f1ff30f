"""The named reasons for and against a link. Each is a number, mostly 0 to 1; `explain.py` finds the words behind it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from pipeline.match.index import Index, Indices
from pipeline.match.pieces import Place
from pipeline.match.reference import names_plan, reference_strength
from pipeline.match.sides import ActSide, Floats, MeasureSide, Sides
from pipeline.match.words import plain
from pipeline.records.council import Body

# What a piece of the act proves, by where it stands: the operative words decide, the exposé explains, a table lists.
PLACE_WEIGHTS = {Place.SUBJECT: 1.0, Place.OPERATIVE: 1.0, Place.STATEMENT: 0.95, Place.ANNEX: 0.9}
# Names of the signals in the order of the columns, with the sign that their weight must have.
SIGNALS: tuple[tuple[str, int], ...] = (
    ("meaning", 1),  # encoder: the title against the act's best piece
    ("meaning_whole", 1),  # encoder: title and steps against subject and first operative words
    ("meaning_steps", 1),  # encoder: each step and sentence of the fiche against its best piece, mean
    ("words", 1),  # rare words of the title found in one piece of the act
    ("words_all", 1),  # rare words of the whole measure found anywhere in the act
    ("letters", 1),  # rapidfuzz: the title's letters against the subject and operative words
    ("names", 1),  # proper names of the measure found in the act, by rarity
    ("sum", 1),  # the sum that the measure asks for stands in the act
    ("figures", 1),  # further figures in common, by rarity
    ("reference", 1),  # the act names the plan's action
    ("general", -1),  # an act on the budget, the minutes, the plan as a whole ...
    ("delegated", -1),  # a contract by delegation
)
NAMES = tuple(name for name, _ in SIGNALS)


@dataclass(frozen=True, slots=True)
class Best:
    """Where the best passage is: row of the measure's pieces and of the act's."""

    left: int
    right: int


def signal_values(sides: Sides, index: Index, measure: MeasureSide, acts: Indices) -> tuple[Floats, list[Best]]:
    """Values of all signals for a measure with each of `acts` (rows as given, columns as `SIGNALS`), and where the best passages are."""
    values = np.zeros((len(acts), len(SIGNALS)), np.float32)
    best: list[Best] = []
    title = measure.plan.title if measure.plan else ""
    wanted = _Wanted(sides, index, measure)
    for row, number in enumerate(acts):
        act = sides.acts[number]
        meaning, whole, steps, place = _meanings(sides, measure, act)
        best.append(place)
        words, words_all = wanted.words(act)
        values[row] = (
            meaning, whole, steps, words, words_all, wanted.letters(act), wanted.names(act), wanted.sum(act), wanted.figures(act),
            reference_strength(measure.measure.number, title, act.cited), _general(act, title), act.act.body is Body.DELEGATION,
        )  # fmt: skip
    return values, best


def _meanings(sides: Sides, measure: MeasureSide, act: ActSide) -> tuple[float, float, float, Best]:
    rows = sides.vectors[act.start : act.stop].astype(np.float32)
    similar = (measure.vectors @ rows.T) * _place_weights(tuple(p.place for p in act.pieces))
    title = int(np.argmax(similar[0]))
    whole = float(max(similar[-1].max(), similar[0, 0]))
    pieces = similar[1:-1].max(axis=1) if len(similar) > 2 else similar[:1].max(axis=1)
    left = int(np.argmax(similar[:-1].max(axis=1)))
    right = int(np.argmax(similar[left]))
    return float(similar[0, title]), whole, float(np.sort(pieces)[-3:].mean()), Best(left, max(right - 1, 0))


@functools.lru_cache(maxsize=4096)
def _place_weights(places: tuple[Place, ...]) -> Floats:
    return np.array([1.0, *(PLACE_WEIGHTS[p] for p in places)], np.float32)


class _Wanted:
    """What one measure looks for, with its rarities, worked out once."""

    def __init__(self, sides: Sides, index: Index, measure: MeasureSide) -> None:
        weight = sides.rarity.weight
        self.title = {t: weight(t) for t in measure.stems[0]}
        self.every = {t: weight(t) ** 2 for terms in measure.stems for t in terms}
        self.label = plain(measure.measure.text.text)
        size = max(index.size, 2)
        self.name_weights = {n: _rare(len(index.holding(n)), size) for n in measure.names}
        self.figure_weights = {f: _rare(len(index.figures.get(f, ())), size) for f in measure.figures if f >= 3}
        budget = measure.measure.budget
        self.cents = budget.cents if budget else None
        self.sum_weight = _rare(len(index.sums.get(self.cents, ())), size) if self.cents else 0.0

    def words(self, act: ActSide) -> tuple[float, float]:
        total = sum(self.title.values()) + 1.0
        near = max(
            sum(w for t, w in self.title.items() if t in terms) * PLACE_WEIGHTS[p.place]
            for terms, p in zip(act.stems, act.pieces, strict=True)
        )
        shared = sum(w for t, w in self.every.items() if t in act.every)
        return near / total, shared / (shared + 2.0)

    def letters(self, act: ActSide) -> float:
        texts = [p.text for p in act.pieces if p.place in (Place.SUBJECT, Place.OPERATIVE)][:3]
        return max(fuzz.token_sort_ratio(self.label, plain(t)) for t in texts) / 100

    def names(self, act: ActSide) -> float:
        missing = 1.0
        for name, weight in self.name_weights.items():
            if name in act.text:
                missing *= 1.0 - weight
        return 1.0 - missing

    def sum(self, act: ActSide) -> float:
        return self.sum_weight if self.cents in act.sums else 0.0

    def figures(self, act: ActSide) -> float:
        shared = sum(w for f, w in self.figure_weights.items() if f in act.figures and f * 100 != self.cents)
        return shared / (shared + 1.0)


def _rare(found: int, size: int) -> float:
    """1 for something in one act, falling with the logarithm of how many hold it; 0 for what no act or a quarter of them hold."""
    if not found:
        return 0.0
    return float(max(np.log(size / 4 / found) / np.log(size / 4), 0.0)) if size >= 8 else 1.0 / found


def _general(act: ActSide, plan_title: str) -> bool:
    """An act on the budget, the minutes ..., or on the plan as a whole."""
    return act.general or (bool(plan_title) and names_plan(plan_title, act.act.subject.text))


def column(name: str) -> int:
    """Where a signal's values stand."""
    return NAMES.index(name)


def as_row(named: dict[str, float]) -> Sequence[float]:
    """Values by name as a row in the order of `SIGNALS`, 0 where not given."""
    return [named.get(name, 0.0) for name in NAMES]
