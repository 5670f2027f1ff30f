"""A second look at the few acts that may answer a measure: what the slower encoder makes of their best passages, beside the first odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

READ = ("odds", "likeness", "lead_in_likeness", "lead_over_readings")  # all with weights of at least 0
# Signals that count once more among likely acts: nearness has made these likely, what is left out tells the near misses apart.
AGAIN = ("coverage", "least", "names", "sum", "sum_near", "general", "other_purpose", "other_people")
READING = (*READ, *AGAIN)
LOOKED = 4  # acts of a measure that are read
LEAST = 0.005  # probability by the first look from which one is read
# Likeness of a passage of any act from which a measure that nothing answers may not be said to be absent. On fifteen labelled territories,
# each unseen by the weights, the nearest passage of 17 such measures stood at .42 to .53 for eleven that were absent and at .61 and .65 for
# two, at .55 to .63 for the four that an act answered in quite other words.
NEAR = 0.55
_ALONE = 0.3  # likeness of a usual rival, for an act that is read alone
_FURTHEST = 0.3  # difference of likeness beyond which a lead says no more

Doubles = NDArray[np.float64]
Places = NDArray[np.int32] | NDArray[np.int64]


def worth_reading(odds: Doubles, measures: Places, most: int = LOOKED, least: float = LEAST) -> NDArray[np.intp]:
    """Rows of the likeliest `most` acts of each measure, those that are not hopeless: of probability `least`."""
    order = np.lexsort((-odds, measures))
    firsts = np.flatnonzero(np.diff(measures[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(firsts, np.diff(np.append(firsts, len(order))))
    return np.sort(order[(place < most) & (odds[order] >= np.log(least / (1 - least)))])


def reading_values(odds: Doubles, likeness: Doubles, measures: Places, acts: Places, again: Doubles) -> Doubles:
    """Columns `READING` of the pairs that were read: `likeness` is the mean of those of the title and of title and steps with the act's
    nearest passages, the leads are over the measure's other acts and the act's other measures that were read. `again` are the signals
    `AGAIN`."""
    return np.column_stack((odds, likeness, _lead(likeness, measures), _lead(likeness, acts), again))


def _lead(likeness: Doubles, groups: Places) -> Doubles:
    leads = np.zeros(len(likeness))
    for row, group in enumerate(groups):
        others = likeness[(groups == group) & (np.arange(len(likeness)) != row)]
        leads[row] = likeness[row] - (others.max() if len(others) else _ALONE)
    return np.clip(leads, -_FURTHEST, _FURTHEST)
