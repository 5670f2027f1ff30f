"""Lists of numbers of different lengths as one array, so that what is asked of all of them is asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of numbers, one after the other: the one at place `i` is `values[bounds[i] : bounds[i + 1]]`."""

    values: NDArray[np.int32]
    bounds: Places

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def sizes(self) -> Places:
        """How many numbers each run has."""
        return np.diff(self.bounds)

    @property
    def starts(self) -> Places:
        """Where each run begins."""
        return self.bounds[:-1]

    @property
    def owners(self) -> Places:
        """The run of each number."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def of(self, places: NDArray[np.integer]) -> Runs:
        """The runs at these places, in this order."""
        firsts = self.bounds[places]
        bounds = bounds_of(self.bounds[1:][places] - firsts)
        return Runs(self.values[np.arange(bounds[-1]) + np.repeat(firsts - bounds[:-1], np.diff(bounds))], bounds)


def joined(parts: Sequence[Runs]) -> Runs:
    """The runs of all these, one after the other; none when there are no parts."""
    if not parts:
        return Runs(np.zeros(0, np.int32), bounds_of(()))
    return Runs(np.concatenate([part.values for part in parts]), bounds_of(np.concatenate([part.sizes for part in parts])))


def bounds_of(sizes: Sequence[int] | NDArray[np.integer]) -> Places:
    """Where runs of these sizes begin, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.intp), np.cumsum(sizes, dtype=np.intp)))


def first_highest(values: NDArray[np.floating], starts: Places) -> Places:
    """Where the highest value of each run stands first; `starts` are where the runs begin, none of which is empty."""
    highest = np.repeat(np.maximum.reduceat(values, starts), np.diff(starts, append=len(values)))
    places = np.flatnonzero(values == highest)
    return places[np.searchsorted(places, starts)]
