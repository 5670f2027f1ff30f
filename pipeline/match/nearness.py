"""How near acts come to measures by the encoder: passages, all words of an act, and word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.match.pieces import PLACES, Place
from pipeline.match.runs import Places, Runs, first_highest
from pipeline.match.sides import ActSides, Floats, MeasureSide

# What a piece of the act proves, by where it stands: the operative words decide, the exposé explains, a table lists.
PLACE_WEIGHTS = {Place.SUBJECT: 1.0, Place.OPERATIVE: 1.0, Place.STATEMENT: 0.95, Place.ANNEX: 0.9, Place.ROW: 1.0}
_DECIDING = (Place.SUBJECT, Place.OPERATIVE, Place.ROW)
_WEIGHTS: Floats = np.array([PLACE_WEIGHTS.get(place, 0.0) for place in PLACES], np.float32)
_DECIDES = np.array([place in _DECIDING for place in PLACES])
_BEST = 3  # steps and sentences of the fiche that count
_TELLING = 3  # rarest words of a title that an act should come near to


@dataclass(frozen=True, slots=True)
class Near:
    """How near some acts come to measures, a row for each pair: `signals` as `meaning` to `topic`, and the best passages as pieces of the
    measure and of the act. `pieces` are how near each piece of the act is to the measure."""

    signals: Floats
    lefts: Places
    rights: Places
    pieces: Floats


def nearness(acts: ActSides, measures: Sequence[MeasureSide], pairs: Runs, pieces: Runs) -> Near:
    """Compare each measure with its acts (`pairs`, the acts' places); `pieces` are the rows of each of these acts' pieces."""
    vectors = acts.vectors[pieces.values].astype(np.float32)
    whole = np.zeros(len(vectors), np.float32)  # how near each piece is to title and steps together
    similar = np.full((len(vectors), max(len(m.pieces) for m in measures)), -np.inf, np.float32)  # to each piece of the measure
    for measure, rows in zip(measures, _spans(pieces.bounds[pairs.bounds]), strict=True):
        found = vectors[rows] @ measure.vectors.T
        similar[rows, : len(measure.pieces)], whole[rows] = found[:, :-1], found[:, -1]
    weights = place_weights(acts, pieces.values)
    similar *= weights[:, None]
    whole *= weights
    starts = pieces.starts
    nearest = np.maximum.reduceat(similar, starts, axis=0)
    lefts = np.argmax(nearest, axis=1)
    rights = first_highest(similar[np.arange(len(similar)), lefts[pieces.owners]], starts) - starts
    decided = np.maximum.reduceat(np.where(_DECIDES[acts.places[pieces.values]], whole, -1.0), starts)
    signals = (nearest[:, 0], np.maximum.reduceat(whole, starts), _steps(nearest), decided, _topic(acts, measures, pairs, pieces))
    return Near(np.stack(signals, axis=1), lefts, rights, np.maximum(similar[:, 0], whole))


def place_weights(acts: ActSides, rows: NDArray[np.int32]) -> Floats:
    """What the pieces in these rows prove by where they stand."""
    return _WEIGHTS[acts.places[rows]]


def _steps(nearest: Floats) -> Floats:
    """The mean of the nearest steps and sentences, that of the title where the measure has none. Columns are the measure's pieces."""
    best = np.sort(nearest[:, 1:], axis=1)[:, -_BEST:]
    there = np.isfinite(best)
    number = there.sum(axis=1)
    return np.where(number, np.where(there, best, 0.0).sum(axis=1) / np.maximum(number, 1), nearest[:, 0]).astype(np.float32)


def _topic(acts: ActSides, measures: Sequence[MeasureSide], pairs: Runs, pieces: Runs) -> Floats:
    """How near all words of the act are to title and steps."""
    asked = np.stack([m.vectors[-1] for m in measures])
    said = acts.vectors[pieces.values[pieces.starts] - 1].astype(np.float32)
    near: Floats = np.einsum("ij,ij->i", said, asked[pairs.owners])
    return near


def coverage(acts: ActSides, measures: Sequence[MeasureSide], rarities: Sequence[Mapping[str, float]], pairs: Runs, words: Runs) -> Floats:
    """How near each act comes to the measure's words, columns `coverage` and `least`: the mean over all of them, weighted by rarity, and
    the least over the telling ones of the title. `words` are the stems of each pair's act."""
    found = np.zeros((len(words), 2), np.float32)
    there, row_of = np.zeros(len(acts.word_vectors), bool), np.zeros(len(acts.word_vectors), np.int32)
    for measure, weights_of, mine in zip(measures, rarities, _spans(pairs.bounds), strict=True):
        weights = np.array([weights_of[root] for root in measure.wanted_roots], np.float32)
        bounds = words.bounds[mine.start : mine.stop + 1]
        said = words.values[bounds[0] : bounds[-1]]
        some = np.diff(bounds) > 0  # an act may have no words
        if not weights.any() or not some.any():
            continue
        there[said] = True
        distinct = np.flatnonzero(there)
        there[distinct] = False
        row_of[distinct] = np.arange(len(distinct))
        similar = acts.word_vectors[distinct] @ measure.word_vectors.T
        nearest = np.maximum.reduceat(similar[row_of[said]], bounds[:-1][some] - bounds[0], axis=0)
        titled = [place for place, root in enumerate(measure.wanted_roots) if root in measure.stems[0]]
        telling = sorted(titled, key=(-weights).__getitem__)[:_TELLING] or [0]
        found[mine][some] = np.stack((nearest @ weights / weights.sum(), nearest[:, telling].min(axis=1)), axis=1)
    return found


def _spans(bounds: Places) -> list[slice]:
    return list(map(slice, bounds[:-1].tolist(), bounds[1:].tolist()))
