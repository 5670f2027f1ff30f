"""A second look at the few acts that may answer a measure: what the slower encoder makes of their best passages, beside the first odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

READING = ("odds", "likeness", "lead_in_likeness")  # all with weights of at least 0
LOOKED = 4  # acts of a measure that are read
LEAST = 0.005  # probability by the first look from which one is read
_ALONE = 0.3  # likeness of a usual rival, for an act that is read alone
_FURTHEST = 0.3  # difference of likeness beyond which a lead says no more

Doubles = NDArray[np.float64]
Places = NDArray[np.int32] | NDArray[np.int64]


def worth_reading(odds: Doubles, measures: Places, most: int = LOOKED) -> NDArray[np.intp]:
    """Rows of the likeliest `most` acts of each measure, those that are not hopeless."""
    order = np.lexsort((-odds, measures))
    firsts = np.flatnonzero(np.diff(measures[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(firsts, np.diff(np.append(firsts, len(order))))
    return np.sort(order[(place < most) & (odds[order] >= np.log(LEAST / (1 - LEAST)))])


def reading_values(odds: Doubles, likeness: Doubles, measures: Places) -> Doubles:
    """Columns `READING` of the pairs that were read: `likeness` is the mean of those of the title and of title and steps with the act's
    nearest passages, the lead is over the measure's other acts that were read."""
    leads = np.zeros(len(odds))
    for row, measure in enumerate(measures):
        others = likeness[(measures == measure) & (np.arange(len(odds)) != row)]
        leads[row] = likeness[row] - (others.max() if len(others) else _ALONE)
    return np.stack((odds, likeness, np.clip(leads, -_FURTHEST, _FURTHEST)), axis=1)
