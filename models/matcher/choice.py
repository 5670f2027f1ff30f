"""How a pair stands among its rivals: an act that answers one measure best is likelier to answer it than one that fits several."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CHOICE = ("score", "lead_over_acts", "lead_over_measures")  # all with weights of at least 0
_FURTHEST = 3.0  # log-odds beyond which a lead says no more
_CROWD = 5  # an act of so low a place among a measure's acts is hardly an answer
_SHARPNESS = 3.0  # how little a second rival counts beside a better one

Doubles = NDArray[np.float64]
Places = NDArray[np.int32] | NDArray[np.int64]


def choice_values(scores: Doubles, measures: Places, acts: Places, passages: Places, rival: float) -> Doubles:
    """Score, lead over the measure's other acts, and lead over the other measures that the act's same passage answers best; columns as
    `CHOICE`. An act of several parts so answers several measures, each by a part of its own.

    `rival` is the score that the best wrong act of a measure usually has: it competes too, so that an act without rivals is not
    taken for want of a better one.
    """
    _, spots = np.unique((acts.astype(np.int64) << 16) + passages, return_inverse=True)
    return np.stack((scores, _lead(scores, measures, rival), _lead(scores, spots, rival)), axis=1)


def crowding(scores: Doubles, measures: Places, rival: float) -> float:
    """How far the acts here come nearer to the measures than acts usually do: by what the median of the measures' fifth best scores is
    above the usual rival, 0 when it is below. Long acts, hundreds of them, and measures in general words make every pair look likelier."""
    if len(scores) == 0:
        return 0.0
    order = np.lexsort((-scores, measures))
    firsts = np.flatnonzero(np.diff(measures[order], prepend=-1))
    sizes = np.diff(np.append(firsts, len(order)))
    fifth = np.where(sizes >= _CROWD, scores[order][np.minimum(firsts + _CROWD - 1, len(order) - 1)], -np.inf)
    return max(float(np.median(fifth)) - rival, 0.0)


def _lead(scores: Doubles, groups: Places, rival: float) -> Doubles:
    """Each score less the best other score of its group, softly: near rivals together count for more than one of them."""
    if len(scores) == 0:
        return scores
    highest = np.full(int(groups.max()) + 1, -np.inf)
    np.maximum.at(highest, groups, scores)
    weights = np.exp(_SHARPNESS * (scores - highest[groups]))
    best = scores == highest[groups]
    tied = np.bincount(groups, best)[groups]
    # The best of its group is left out of the sum rather than taken off it: the rest may be too small for the difference.
    beside = np.bincount(groups, np.where(best, 0.0, weights))[groups] + tied - 1
    rest = np.where(best, beside, np.bincount(groups, weights)[groups] - weights)
    others = highest[groups] + np.log(np.maximum(rest, 1e-12)) / _SHARPNESS
    return np.clip(scores - np.maximum(others, rival), -_FURTHEST, _FURTHEST)
