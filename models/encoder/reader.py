"""Texts to vectors, read whole: a transformer in numpy, for the texts worth a closer look. The table of `encoder.py` is for all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.layers import Layers, Vectors, blocks, load_weights, starts_of, version_of

WEIGHTS = Path(__file__).with_name("weights") / "reader.npz"
LONGEST = 128
"""Pieces of a text that are read, some 80 words; the rest is not seen."""
_SCRIPT = "models.encoder.train_reader"


class Reader:
    """Holds the weights. `encode` is pure: same texts, same vectors, whatever stands beside them."""

    __slots__ = ("_layers", "dim", "version")

    def __init__(self, stored: Mapping[str, NDArray[Any]], version: str) -> None:
        self.version = version
        self._layers = Layers(stored, _SCRIPT)
        self.dim = self._layers.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows; a text without letters gets the row of an empty text."""
        cut = [self._layers.pieces.encode(text, LONGEST) for text in texts]
        out = np.zeros((len(texts), self.dim), np.float32)
        for block in blocks(cut):
            out[block] = self._read([cut[i] for i in block])
        return out

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same as `encode`: a question is read as its answer is."""
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """The same as `encode`, of texts of one word."""
        return self.encode(words)

    def similarity(self, queries: Sequence[str], candidates: Sequence[str]) -> Vectors:
        """Cosines (queries, candidates), -1..1. They rank; they are no probabilities."""
        return self.encode(queries) @ self.encode(candidates).T

    def _read(self, texts: list[list[int]]) -> Vectors:
        """Unit rows of texts in order of length: the mean of their last states."""
        sums = np.add.reduceat(self._layers.states(texts), starts_of(texts), axis=0)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), np.float32)


def load_reader(path: Path = WEIGHTS) -> Reader:
    """Reads the shipped weights; `EncoderMissing` says what to do when they are not there or not whole."""
    return load_weights(path, Reader, _SCRIPT)


def reader_version(path: Path = WEIGHTS) -> str:
    """The version that `load_reader` would give, without loading; empty when the weights are absent."""
    return version_of(path.read_bytes()) if path.is_file() else ""
