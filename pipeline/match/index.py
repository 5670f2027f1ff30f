"""Which acts are worth comparing with a measure: found by rare shared words, names, sums and nearness of meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.match.sides import ActSide, Floats, MeasureSide, Sides
from pipeline.match.words import stem

FEW_ACTS = 150  # up to here every act is compared with every measure
BY_WORDS = 25  # candidates of each kind in a larger territory
BY_MEANING = 25
_RARE = 12  # acts: a name or sum that stands in no more acts than this makes each of them a candidate
_CHUNK = 4096  # acts at a time in the product of vectors

K = TypeVar("K", bound=Hashable)
Indices = NDArray[np.int32]
_NONE: Indices = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Index:
    """Acts by what stands in them; acts are counted as in `Sides.acts`."""

    size: int
    terms: Mapping[str, Indices]
    figures: Mapping[float, Indices]
    sums: Mapping[int, Indices]

    def holding(self, name: str) -> Indices:
        """Acts that hold all words of a name (not necessarily in order)."""
        lists = sorted((self.terms.get(stem(w), _NONE) for w in name.split() if not w.isdigit() and len(w) > 2), key=len)
        if not lists:
            return _NONE
        found = lists[0]
        for other in lists[1:]:
            found = np.intersect1d(found, other, assume_unique=True)
        return found


def index_acts(acts: Sequence[ActSide]) -> Index:
    """Invert the acts' stems, figures and sums."""
    return Index(len(acts), _invert(a.every for a in acts), _invert(a.figures for a in acts), _invert(a.sums for a in acts))


def _invert(keys: Iterable[Iterable[K]]) -> dict[K, Indices]:
    found: defaultdict[K, list[int]] = defaultdict(list)
    for number, row in enumerate(keys):
        for key in row:
            found[key].append(number)
    return {key: np.array(numbers, np.int32) for key, numbers in found.items()}


def candidates(sides: Sides, index: Index) -> Iterator[Indices]:
    """For each measure, in order, the acts to compare it with. All of them in a small territory."""
    if index.size <= FEW_ACTS:
        everything = np.arange(index.size, dtype=np.int32)
        for _ in sides.measures:
            yield everything
        return
    near = _nearest(sides)
    for row, measure in enumerate(sides.measures):
        parts = [near[row], _by_words(sides, index, measure)]
        parts += [found for name in measure.names if 0 < len(found := index.holding(name)) <= _RARE]
        budget = measure.measure.budget
        if budget and budget.cents:
            same = index.sums.get(budget.cents, _NONE)
            parts.append(same if len(same) <= _RARE else _NONE)
        yield np.unique(np.concatenate(parts)).astype(np.int32)


def _by_words(sides: Sides, index: Index, measure: MeasureSide) -> Indices:
    scores = np.zeros(index.size, np.float32)
    weights: dict[str, float] = defaultdict(float)
    for piece, terms in zip(measure.pieces, measure.stems, strict=True):
        for term in terms:  # the title's words count twice
            weights[term] = max(weights[term], sides.rarity.weight(term) ** 2 * (2.0 if piece is measure.pieces[0] else 1.0))
    for term, weight in weights.items():
        found = index.terms.get(term)
        if found is not None and len(found) < 0.1 * index.size:
            scores[found] += weight
    best = np.argpartition(scores, -BY_WORDS)[-BY_WORDS:]
    return best[scores[best] > 0].astype(np.int32)


def _nearest(sides: Sides) -> list[Indices]:
    """The acts whose subject, or subject and first operative words, lie nearest to title or title and steps."""
    starts = np.array([a.start for a in sides.acts])
    queries = np.stack([row for m in sides.measures for row in (m.vectors[0], m.vectors[-1])])
    kept: list[Indices] = [_NONE] * len(sides.measures)
    scores: list[Floats] = [np.zeros(0, np.float32)] * len(sides.measures)
    for first in range(0, len(starts), _CHUNK):
        block = starts[first : first + _CHUNK]
        similar = np.maximum(queries @ sides.vectors[block].astype(np.float32).T, queries @ sides.vectors[block + 1].astype(np.float32).T)
        best = np.maximum(similar[0::2], similar[1::2])
        top = np.argpartition(best, -min(BY_MEANING, len(block)), axis=1)[:, -min(BY_MEANING, len(block)) :]
        for row in range(len(kept)):
            merged = np.concatenate((scores[row], best[row, top[row]]))
            acts = np.concatenate((kept[row], (top[row] + first).astype(np.int32)))
            order = np.argsort(-merged, kind="stable")[:BY_MEANING]
            kept[row], scores[row] = acts[order], merged[order]
    return kept
