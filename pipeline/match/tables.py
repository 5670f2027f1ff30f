"""The signals of a labelled territory's pairs, and whether they answer: what the matcher's weights are fitted on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.matcher import Matcher
from models.matcher.reading import LOOKED, worth_reading
from models.matcher.train import Table
from pipeline.match.acts import make_sides
from pipeline.match.labels import Gold
from pipeline.match.reading import PairReading, read_closely, read_together
from pipeline.match.score import compare, log_odds
from pipeline.match.sides import Encoder
from pipeline.match.signals import SIGNALS


def table_of(
    gold: Gold,
    encoder: Encoder,
    common: Mapping[str, float],
    trust: float,
    reader: Encoder | None = None,
    first: Matcher | None = None,
    together: Mapping[tuple[str, str], float] | PairReading | None = None,
) -> Table:
    """All pairs of a territory; those neither right nor wrong are left out. `trust` weighs the table, `common` as in `make_sides`.

    With a reader, the likeliest acts of each measure by the weights `first` are read too, two more than are read in use. `together` are
    the log-odds of pairs (measure, act) by a reader of both texts that has not seen the territory, or a reader that has not.
    """
    sides, wanted = make_sides(gold.measures, gold.acts, gold.plans, False, encoder, common)
    pairs = compare(sides, wanted)
    ids = [(gold.measures[m].id, gold.acts[a].id) for m, a in zip(pairs.measures, pairs.acts, strict=True)]
    likeness, read = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    if reader is not None and first is not None:
        rows = worth_reading(log_odds(pairs, first)[0], pairs.measures, LOOKED + 2)
        likeness[rows] = read_closely(sides, pairs, rows, reader).likeness
        if isinstance(together, Mapping):
            read[rows] = [together.get(ids[row], np.nan) for row in rows]
        elif together is not None:
            read[rows] = read_together(sides, pairs, rows, together)
    kept = np.array([pair not in gold.allowed for pair in ids], bool)
    return Table(
        gold.name,
        tuple(name for name, _ in SIGNALS),
        tuple(sign for _, sign in SIGNALS),
        pairs.measures[kept],
        pairs.acts[kept],
        pairs.rights[kept].astype(np.int32),
        pairs.values[kept].astype(np.float64),
        np.array([pair in gold.answers for pair in ids], np.float64)[kept],
        likeness[kept],
        read[kept],
        trust,
    )
