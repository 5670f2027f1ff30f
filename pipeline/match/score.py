"""Signals to probabilities: each pair's own score first, then its lead over the rival acts and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from models.matcher.choice import CHOICE, choice_values
from pipeline.match.pairs import Pairs, Sides
from pipeline.match.runs import Places, Runs, bounds_of, first_highest
from pipeline.match.sides import Floats, Indices
from pipeline.match.signals import NAMES, Compared, signal_values

_CLEAR = 0.3  # a difference of cosines beyond which a lead says no more
_AT_ONCE = 1024  # pairs compared at once, more for a measure that has more


def compare(sides: Sides, wanted: Sequence[Indices]) -> Pairs:
    """Signals of every measure with its candidate acts."""
    bounds = bounds_of([len(found) for found in wanted])
    acts = np.concatenate(wanted)
    measures = np.repeat(np.arange(len(wanted), dtype=np.int32), np.diff(bounds))
    if not len(acts):
        none = np.zeros(0, np.int32)
        return Pairs(measures, acts, np.zeros((0, len(NAMES)), np.float32), none, none)
    places = np.searchsorted(np.array(list(sides.acts.sides)), acts).astype(np.int32)
    compared: list[Compared] = []
    for first, last in _blocks(bounds):
        some = bounds[first : last + 1]
        compared.append(signal_values(sides, sides.measures[first:last], Runs(places[some[0] : some[-1]], some - some[0])))
    values, lefts, rights = (np.concatenate([getattr(one, name) for one in compared]) for name in ("values", "lefts", "rights"))
    values[:, NAMES.index("passage_lead")] = passage_leads(compared, len(sides.acts.vectors))
    return Pairs(measures, acts, values, lefts, rights)


def _blocks(bounds: Places) -> Iterator[tuple[int, int]]:
    """Measures to compare at once, as first and last but one; those without candidates may stand among others."""
    first = 0
    while first < len(bounds) - 1:
        last = max(int(np.searchsorted(bounds, bounds[first] + _AT_ONCE, "right")) - 1, first + 1)
        if bounds[last] > bounds[first]:
            yield first, last
        first = last


def passage_leads(compared: list[Compared], size: int) -> Floats:
    """For each pair, how much nearer the act's best piece is to this measure than to the best other one, within `_CLEAR` either way.

    So the parts of an act that holds several decisions go each to its own measure. `size` is the number of rows of pieces.
    """
    first, second, times = np.zeros((3, size), np.float32)
    for one in compared:
        np.maximum.at(first, one.rows, one.near)
    for one in compared:
        highest = one.near == first[one.rows]
        np.add.at(times, one.rows, highest)
        np.maximum.at(second, one.rows, np.where(highest, 0.0, one.near))
    leads: list[Floats] = []
    for one in compared:
        best = first_highest(one.near, one.starts)
        own, rows = one.near[best], one.rows[best]
        rival = np.where((own >= first[rows]) & (times[rows] == 1), second[rows], first[rows])
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
    chosen = choice_values(pair_scores(pairs, matcher), pairs.measures, pairs.acts, pairs.rights, matcher.rival)
    return chosen @ np.array([matcher.choice[name] for name in CHOICE]) + matcher.choice_bias, chosen
