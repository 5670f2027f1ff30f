"""Signals to probabilities: each pair's own score first, then its lead over the rival acts and measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from models.matcher.choice import CHOICE, choice_values
from pipeline.match.sides import Floats, Indices
from pipeline.match.signals import NAMES, Best, Compared, Sides, first_highest, signal_values

_CLEAR = 0.3  # a difference of cosines beyond which a lead says no more


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs, a row each: places in `Sides`, signal values, where the best passages are."""

    measures: Indices
    acts: Indices
    values: Floats
    best: tuple[Best, ...]


def compare(sides: Sides, wanted: Iterable[Indices]) -> Pairs:
    """Signals of every measure with its candidate acts."""
    measures: list[Indices] = []
    acts: list[Indices] = []
    compared: list[Compared] = []
    for number, (measure, found) in enumerate(zip(sides.measures, wanted, strict=True)):
        if len(found):
            compared.append(signal_values(sides, measure, found))
            measures.append(np.full(len(found), number, np.int32))
            acts.append(found)
    if not acts:
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros((0, len(NAMES)), np.float32), ())
    values = np.concatenate([c.values for c in compared])
    values[:, NAMES.index("passage_lead")] = passage_leads(compared, len(sides.acts.vectors))
    return Pairs(np.concatenate(measures), np.concatenate(acts), values, tuple(b for c in compared for b in c.best))


def passage_leads(compared: list[Compared], size: int) -> Floats:
    """For each pair, how much nearer the act's best piece is to this measure than to the best other one, within `_CLEAR` either way.

    So the parts of an act that holds several decisions go each to its own measure. `size` is the number of rows of pieces.
    """
    first, second = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for one in compared:
        second[one.rows] = np.maximum(second[one.rows], np.minimum(first[one.rows], one.near))
        first[one.rows] = np.maximum(first[one.rows], one.near)
    leads: list[Floats] = []
    for one in compared:
        best = first_highest(one.near, one.starts)
        own, rows = one.near[best], one.rows[best]
        rival = np.where(own >= first[rows], second[rows], first[rows])
        leads.append(np.clip(own - rival, -_CLEAR, _CLEAR))
    return np.concatenate(leads)


def signal_weights(matcher: Matcher) -> NDArray[np.float64]:
    """Weights in the order of the signals, 0 for one that the matcher does not know."""
    return np.array([matcher.signals.get(name, 0.0) for name in NAMES])


def pair_scores(pairs: Pairs, matcher: Matcher) -> NDArray[np.float64]:
    """Each pair's score by itself, on the log-odds scale."""
    return pairs.values.astype(np.float64) @ signal_weights(matcher) + matcher.bias


def log_odds(pairs: Pairs, matcher: Matcher) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-odds that the act answers the measure, and the choice values that made them."""
    passages = np.array([b.right for b in pairs.best], np.int32)
    chosen = choice_values(pair_scores(pairs, matcher), pairs.measures, pairs.acts, passages, matcher.rival)
    return chosen @ np.array([matcher.choice[name] for name in CHOICE]) + matcher.choice_bias, chosen
