"""The bounds of `data/lexicon/verdict_bounds.csv`, each with the figures that it was chosen on."""

from __future__ import annotations

import functools

from pipeline.records.lexicon import load_table


@functools.cache
def bound(name: str) -> float:
    """A bound of the table by its name."""
    return next(float(row["bound"]) for row in load_table("verdict_bounds") if row["pattern"] == name)
