"""Signals to probabilities: each pair's own score first, then its lead over the rival acts and measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from models.matcher.choice import CHOICE, choice_values
from pipeline.match.index import Index, Indices
from pipeline.match.sides import Floats, Sides
from pipeline.match.signals import NAMES, Best, signal_values


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs, a row each: places in `Sides`, signal values, where the best passages are."""

    measures: Indices
    acts: Indices
    values: Floats
    best: tuple[Best, ...]


def compare(sides: Sides, index: Index, wanted: Iterable[Indices]) -> Pairs:
    """Signals of every measure with its candidate acts."""
    measures: list[Indices] = []
    acts: list[Indices] = []
    values: list[Floats] = []
    best: list[Best] = []
    for number, (measure, found) in enumerate(zip(sides.measures, wanted, strict=True)):
        if len(found) == 0:
            continue
        rows, places = signal_values(sides, index, measure, found)
        measures.append(np.full(len(found), number, np.int32))
        acts.append(found)
        values.append(rows)
        best += places
    if not acts:
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros((0, len(NAMES)), np.float32), ())
    return Pairs(np.concatenate(measures), np.concatenate(acts), np.concatenate(values), tuple(best))


def signal_weights(matcher: Matcher) -> NDArray[np.float64]:
    """Weights in the order of the signals, 0 for one that the matcher does not know."""
    return np.array([matcher.signals.get(name, 0.0) for name in NAMES])


def pair_scores(pairs: Pairs, matcher: Matcher) -> NDArray[np.float64]:
    """Each pair's score by itself, on the log-odds scale."""
    return pairs.values.astype(np.float64) @ signal_weights(matcher) + matcher.bias


def log_odds(pairs: Pairs, matcher: Matcher) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-odds that the act answers the measure, and the choice values that made them."""
    chosen = choice_values(pair_scores(pairs, matcher), pairs.measures, pairs.acts)
    return chosen @ np.array([matcher.choice[name] for name in CHOICE]) + matcher.choice_bias, chosen
