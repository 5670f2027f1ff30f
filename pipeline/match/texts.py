"""Scores of single lines with single lines, for evaluation and for users who bring their own pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.match.sides import Encoder, Floats


def text_scores(queries: Sequence[str], candidates: Sequence[str], encoder: Encoder) -> Floats:
    """How far each candidate (columns) means the same as each query (rows), float32. Higher is nearer; no probability.

    The encoder's cosines alone: n-grams of letters weighted by rarity, mixed in at shares of .05 to .4, moved the mean reciprocal rank by
    less than .005 on three sets of held-out wordings, up or down.
    """
    if not queries or not candidates:
        return np.zeros((len(queries), len(candidates)), np.float32)
    return np.asarray(encoder.encode(queries) @ encoder.encode(candidates).T, np.float32)
