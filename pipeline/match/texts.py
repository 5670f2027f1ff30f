"""Scores of single lines with single lines, for evaluation and for users who bring their own pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.match.sides import Encoder, Floats

TABLE_SHARE = 0.35
"""What the table's cosine weighs beside the transformer's; chosen on 120 development groups, flat between 0.3 and 0.5."""


def text_scores(queries: Sequence[str], candidates: Sequence[str], table: Encoder, reader: Encoder | None = None) -> Floats:
    """How far each candidate (columns) means the same as each query (rows), float32. Higher is nearer; no probability.

    The cosine of the table, mixed with that of the reader when one is given: the table knows rare words by their letters, the reader
    what words say together, and the mix ranks better than either.
    """
    if not queries or not candidates:
        return np.zeros((len(queries), len(candidates)), np.float32)
    plain = _cosines(queries, candidates, table)
    if reader is None:
        return plain
    return np.asarray(TABLE_SHARE * plain + (1 - TABLE_SHARE) * _cosines(queries, candidates, reader), np.float32)


def _cosines(queries: Sequence[str], candidates: Sequence[str], encoder: Encoder) -> Floats:
    return np.asarray(encoder.encode_queries(queries) @ encoder.encode(candidates).T, np.float32)
