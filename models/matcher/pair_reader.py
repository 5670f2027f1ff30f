"""A measure and an act read at once: a transformer in numpy that says how likely the one answers the other. For the few pairs in doubt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.layers import Layers, Vectors, blocks, load_weights, starts_of, version_of
from models.matcher.pair_texts import cut_pair

WEIGHTS = Path(__file__).with_name("pair_reader.npz")
_SCRIPT = "models.matcher.train_pair_reader"
_erf = np.frompyfunc(math.erf, 1, 1)


class PairReader:
    """Holds the weights. `log_odds` is pure: a pair is read alone, whatever stands beside it."""

    __slots__ = ("_head", "_layers", "version")

    def __init__(self, stored: Mapping[str, NDArray[Any]], version: str) -> None:
        self.version = version
        self._layers = Layers(stored, _SCRIPT)
        self._head = {name: stored[f"h.{name}"].astype(np.float32) for name in ("seg", "h1.weight", "h1.bias", "h2.weight", "h2.bias")}

    def log_odds(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.float64]:
        """Log-odds, one a pair, that the act answers what the measure asks. A pair is what the measure asks, and the act's subject with
        the passages that come nearest. Surer of itself than it is right: weigh it beside other signals."""
        cut = [cut_pair(self._layers.pieces, question, passages) for question, passages in pairs]
        out = np.zeros(len(cut))
        for block in blocks([ids for ids, _ in cut]):
            out[block] = self._read([cut[place] for place in block])
        return out

    def _read(self, pairs: list[tuple[list[int], int]]) -> Vectors:
        """Log-odds of pairs in order of length: from the first state, and the mean states of the measure and of the act."""
        head = self._head
        texts = [ids for ids, _ in pairs]
        sides = np.concatenate([np.arange(len(ids)) >= side for ids, side in pairs]).astype(np.intp)
        states = self._layers.states(texts, head["seg"][sides])
        first = starts_of(texts)
        second = first + np.array([side for _, side in pairs], np.intp)
        sums: Vectors = np.add.reduceat(states, np.stack((first, second), axis=1).ravel(), axis=0).reshape(len(pairs), 2, -1)
        sizes = np.array([(side, len(ids) - side) for ids, side in pairs], np.float32)
        means = (sums / sizes[:, :, None]).reshape(len(pairs), -1)
        inner: Vectors = np.concatenate((states[first], means), axis=1).astype(np.float32) @ head["h1.weight"].T + head["h1.bias"]
        inner = inner * (0.5 * (1 + _erf(inner / math.sqrt(2)).astype(np.float32)))
        return np.asarray(inner @ head["h2.weight"][0] + head["h2.bias"][0], np.float32)


def load_pair_reader(path: Path = WEIGHTS) -> PairReader:
    """Reads the shipped weights; `EncoderMissing` says what to do when they are not there or not whole."""
    return load_weights(path, PairReader, _SCRIPT)


def pair_reader_version(path: Path = WEIGHTS) -> str:
    """The version that `load_pair_reader` would give, without loading; empty when the weights are absent."""
    return version_of(path.read_bytes()) if path.is_file() else ""
