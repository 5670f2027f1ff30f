"""Texts to vectors, read whole: a transformer in numpy, for the texts worth a closer look. The table of `encoder.py` is for all others."""

from __future__ import annotations

import hashlib
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.encoder import EncoderMissing, Vectors
from models.encoder.pieces import FIRST, RULES, Pieces

WEIGHTS = Path(__file__).with_name("weights") / "reader.npz"
HEADS = 12
LONGEST = 128
"""Pieces of a text that are read, some 80 words; the rest is not seen."""
_EPSILON = 1e-12
_BLOCK = 1500  # pieces gone through at once; so few stay in the processor's cache


class Reader:
    """Holds the weights, 110 MB once unpacked. `encode` is pure: same texts, same vectors, whatever stands beside them."""

    __slots__ = ("_layers", "_pieces", "_weights", "dim", "version")

    def __init__(self, stored: Mapping[str, NDArray[Any]], version: str) -> None:
        if int(stored["rules"]) != RULES:
            raise EncoderMissing(
                f"reader weights follow cutting rules {int(stored['rules'])}, the code {RULES}: train again (models.encoder.train_reader)"
            )
        self.version = version
        names = bytes(stored["pieces"]).decode("utf-8").split("\n")
        self._pieces = Pieces(names, stored["piece_scores"].tolist())
        self._weights = {name.removeprefix("w."): _whole(stored, name) for name in stored if name.startswith("w.")}
        self._layers = int(stored["layers"])
        rows, self.dim = self._weights["emb.word"].shape
        if rows != len(names) + FIRST:
            raise ValueError(f"{rows} rows for {len(names)} pieces")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows; a text without letters gets the row of an empty text."""
        cut = [self._pieces.encode(text, LONGEST) for text in texts]
        out = np.zeros((len(texts), self.dim), np.float32)
        order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        for block in _blocks(order, cut):
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
        w = self._weights
        sizes = [len(text) for text in texts]
        runs = [(size, len(list(group))) for size, group in groupby(sizes)]
        places = np.concatenate([np.arange(size) for size in sizes])
        x = w["emb.word"][np.concatenate(texts)] + w["emb.pos"][places]
        x = _norm(x, w["emb.ln.w"], w["emb.ln.b"])
        for n in range(self._layers):
            q, k, v = (self._times(x, f"l{n}.{part}") for part in "qkv")
            heard = _attend(q, k, v, runs)
            x = _norm(self._times(heard, f"l{n}.ao", x), w[f"l{n}.aln.w"], w[f"l{n}.aln.b"])
            wide = _gelu(self._times(x, f"l{n}.fi"))
            x = _norm(self._times(wide, f"l{n}.fo", x), w[f"l{n}.oln.w"], w[f"l{n}.oln.b"])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        sums = np.add.reduceat(x, starts, axis=0)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), np.float32)

    def _times(self, x: Vectors, name: str, before: Vectors | None = None) -> Vectors:
        """`x` through a layer's matrix and bias, added to what was before it."""
        out: Vectors = x @ self._weights[f"{name}.w"]
        if before is not None:
            out += before
        out += self._weights[f"{name}.b"]
        return out


def load_reader(path: Path = WEIGHTS) -> Reader:
    """Reads the shipped weights; `EncoderMissing` says what to do when they are not there or not whole."""
    try:
        content = path.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return Reader(arrays, hashlib.sha256(content).hexdigest()[:16])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EncoderMissing(
            f"reader weights {path} cannot be read ({type(error).__name__}: {error}): "
            "reinstall ecart, or make them with python -m models.encoder.train_reader"
        ) from error


def reader_version(path: Path = WEIGHTS) -> str:
    """The version that `load_reader` would give, without loading; empty when the weights are absent."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def _whole(stored: Mapping[str, NDArray[Any]], name: str) -> Vectors:
    """A tensor in float32; matrices of layers turned, so that rows of states are multiplied from the left."""
    array = stored[name].astype(np.float32)
    if f"s.{name[2:]}" in stored:
        array = array * stored[f"s.{name[2:]}"].astype(np.float32)[:, None]
    turned = array.ndim == 2 and not name.startswith("w.emb.")
    return np.ascontiguousarray(array.T if turned else array)


def _blocks(order: list[int], cut: list[list[int]]) -> Iterator[list[int]]:
    block: list[int] = []
    held = 0
    for place in order:
        if block and held + len(cut[place]) > _BLOCK:
            yield block
            block, held = [], 0
        block.append(place)
        held += len(cut[place])
    if block:
        yield block


def _attend(q: Vectors, k: Vectors, v: Vectors, runs: list[tuple[int, int]]) -> Vectors:
    """What each piece takes from the others of its text; `runs` are (pieces of a text, texts of that size), in order."""
    out = np.empty_like(v)
    width = q.shape[1] // HEADS
    q = q * np.float32(1 / math.sqrt(width))
    at = 0
    for size, count in runs:
        part = slice(at, at + size * count)
        at += size * count
        asked, there, held = (a[part].reshape(count, size, HEADS, width).transpose(0, 2, 1, 3) for a in (q, k, v))
        shares = asked @ there.transpose(0, 1, 3, 2)
        shares -= shares.max(axis=-1, keepdims=True)
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=-1, keepdims=True)
        out[part] = (shares @ held).transpose(0, 2, 1, 3).reshape(size * count, -1)
    return out


def _norm(x: Vectors, weight: Vectors, bias: Vectors) -> Vectors:
    """Rows of mean 0 and spread 1, then stretched and moved; `x` itself is changed."""
    x -= x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    x *= (1 / np.sqrt(spread + np.float32(_EPSILON)))[:, None]
    x *= weight
    x += bias
    return x


def _gelu(x: Vectors) -> Vectors:
    """Each number times the chance that a normal draw is below it, by its usual tanh formula."""
    inner = x * x
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= x
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner
