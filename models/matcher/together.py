"""A third look at the one or two acts of a measure that are in doubt: what the reader of both texts finds, beside the odds so far."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.matcher.reading import Doubles, Places, worth_reading

TOGETHER = ("odds", "together", "together_over_acts", "together_over_measures")  # all with weights of at least 0
LOOKED = 2  # acts of a measure that are read: three gained nothing on territories unseen
LEAST = 0.03  # probability so far from which one is read
MOST = 500  # pairs in all, some fifty CPU-seconds: beyond, those most in doubt
_SUREST = 8.0  # log-odds beyond which the reader says no more
_ALONE = -2.0  # log-odds of a usual rival, for an act that is read alone
_FURTHEST = 4.0  # difference of log-odds beyond which a lead says no more


def worth_reading_together(odds: Doubles, measures: Places) -> NDArray[np.intp]:
    """Rows of the likeliest acts of each measure by the odds so far, those that are not hopeless."""
    rows = worth_reading(odds, measures, LOOKED, LEAST)
    return np.sort(rows[np.argsort(np.abs(odds[rows]), kind="stable")[:MOST]])


def together_values(odds: Doubles, read: Doubles, measures: Places, acts: Places) -> Doubles:
    """Columns `TOGETHER` of the pairs that were read: `read` are the log-odds by the reader of both texts, the leads are over the measure's
    other acts and the act's other measures that were read."""
    read = np.clip(read, -_SUREST, _SUREST)
    return np.column_stack((odds, read, _lead(read, measures), _lead(read, acts)))


def _lead(read: Doubles, groups: Places) -> Doubles:
    leads = np.zeros(len(read))
    for row, group in enumerate(groups):
        others = read[(groups == group) & (np.arange(len(read)) != row)]
        leads[row] = read[row] - max(others.max(initial=_ALONE), _ALONE)
    return np.clip(leads, -_FURTHEST, _FURTHEST)
