"""Both sides of a comparison, and the pairs that are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.match.index import Index
from pipeline.match.rarity import Rarity
from pipeline.match.sides import ActSides, Floats, Indices, MeasureSide


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything that is compared, and how rare each word is among it."""

    measures: tuple[MeasureSide, ...]
    acts: ActSides
    index: Index
    rarity: Rarity
    named: Mapping[str, int]  # name -> number of measures that carry it


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs, a row each: places in `Sides`, signal values, and the best passages: pieces of the measure and of the act."""

    measures: Indices
    acts: Indices
    values: Floats
    lefts: Indices
    rights: Indices
