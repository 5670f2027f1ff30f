"""Scores of single lines with single lines, for evaluation and for users who bring their own pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.match.sides import Encoder, Floats
from pipeline.match.words import plain

LETTERS = 0.15  # share of the n-grams' score beside the encoder's; tuned on held-out paraphrase groups
_GRAMS = (3, 5)


def text_scores(queries: Sequence[str], candidates: Sequence[str], encoder: Encoder) -> Floats:
    """How far each candidate (columns) means the same as each query (rows), float32. Higher is nearer; no probability."""
    if not queries or not candidates:
        return np.zeros((len(queries), len(candidates)), np.float32)
    similar = getattr(encoder, "similarity", None)
    meaning = similar(queries, candidates) if similar is not None else encoder.encode(queries) @ encoder.encode(candidates).T
    return np.asarray((1 - LETTERS) * meaning + LETTERS * letter_scores(queries, candidates), np.float32)


def letter_scores(queries: Sequence[str], candidates: Sequence[str]) -> Floats:
    """Cosine of character n-grams weighted by their rarity among the candidates, rows the queries."""
    grams = [_grams(t) for t in candidates]
    seen: Counter[str] = Counter(g for counted in grams for g in counted)
    columns = {g: i for i, g in enumerate(seen)}
    weights = np.array([np.log(1 + len(candidates) / n) for n in seen.values()], np.float32)
    left = [_sparse(_grams(t), columns, weights) for t in queries]
    right = [_sparse(g, columns, weights) for g in grams]
    scores = np.zeros((len(queries), len(candidates)), np.float32)
    dense: NDArray[np.float32] = np.zeros(len(columns), np.float32)
    for row, (places, values) in enumerate(left):
        dense[places] = values
        scores[row] = [dense[p] @ v for p, v in right]
        dense[places] = 0
    return scores


def _grams(text: str) -> Counter[str]:
    words = f" {' '.join(plain(text).split())} "
    return Counter(words[i : i + n] for n in range(_GRAMS[0], _GRAMS[1] + 1) for i in range(len(words) - n + 1))


def _sparse(grams: Counter[str], columns: dict[str, int], weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    known = [(columns[g], n) for g, n in grams.items() if g in columns]
    places = np.array([c for c, _ in known], np.int64)
    values = (1 + np.log(np.array([n for _, n in known], np.float32))) * weights[places]
    return places, values / max(float(np.linalg.norm(values)), 1e-9)
