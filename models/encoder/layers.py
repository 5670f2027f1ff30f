"""The layers of a transformer in numpy: what the reader of texts and the reader of pairs have in common."""

from __future__ import annotations

import hashlib
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.encoder.encoder import EncoderMissing
from models.encoder.pieces import FIRST, RULES, Pieces

Vectors = NDArray[np.float32]
Stored = Mapping[str, NDArray[Any]]
T = TypeVar("T")
HEADS = 12
_BLOCK = 1500  # pieces gone through at once; so few stay in the processor's cache
_EPSILON = 1e-12


class Layers:
    """Pieces of words, their rows and the layers above these, a byte a weight: 28 MB. Raises EncoderMissing for other cutting rules
    than the code's, KeyError and ValueError for what is not whole. `script` is the module that makes the weights."""

    __slots__ = ("_scales", "_weights", "count", "dim", "pieces")

    def __init__(self, stored: Stored, script: str) -> None:
        if int(stored["rules"]) != RULES:
            raise EncoderMissing(f"the weights follow cutting rules {int(stored['rules'])}, the code {RULES}: train again ({script})")
        names = bytes(stored["pieces"]).decode("utf-8").split("\n")
        self.pieces = Pieces(names, stored["piece_scores"].tolist())
        self._weights = {name[2:]: _turned(name, stored[name]) for name in stored if name.startswith("w.")}
        self._scales = {name[2:]: stored[name].astype(np.float32) for name in stored if name.startswith("s.")}
        self.count = int(stored["layers"])
        rows, self.dim = self._weights["emb.word"].shape
        if rows != len(names) + FIRST:
            raise ValueError(f"{rows} rows for {len(names)} pieces")

    def states(self, texts: Sequence[Sequence[int]], beside: Vectors | None = None) -> Vectors:
        """(pieces of all texts, dim) last states. Texts come in order of length; `beside` is added to the rows of their pieces."""
        w = self._weights
        sizes = [len(text) for text in texts]
        runs = [(size, len(list(group))) for size, group in groupby(sizes)]
        places = np.concatenate([np.arange(size) for size in sizes])
        ids = np.concatenate(texts)
        x = w["emb.word"][ids] * self._scales["emb.word"][ids, None] + w["emb.pos"][places]
        if beside is not None:
            x += beside
        x = _norm(x, w["emb.ln.w"], w["emb.ln.b"])
        for n in range(self.count):
            q, k, v = (self._times(x, f"l{n}.{part}") for part in "qkv")
            heard = _attend(q, k, v, runs)
            x = _norm(self._times(heard, f"l{n}.ao", x), w[f"l{n}.aln.w"], w[f"l{n}.aln.b"])
            wide = _gelu(self._times(x, f"l{n}.fi"))
            x = _norm(self._times(wide, f"l{n}.fo", x), w[f"l{n}.oln.w"], w[f"l{n}.oln.b"])
        return x

    def _times(self, x: Vectors, name: str, before: Vectors | None = None) -> Vectors:
        """`x` through a layer's matrix and bias, added to what was before it."""
        out: Vectors = x @ self._weights[f"{name}.w"].astype(np.float32)
        out *= self._scales[f"{name}.w"]
        if before is not None:
            out += before
        out += self._weights[f"{name}.b"]
        return out


def load_weights(path: Path, make: Callable[[Stored, str], T], script: str) -> T:
    """What `make` makes of a file's arrays and their version; `EncoderMissing` says what to do when they are not there or not whole."""
    try:
        content = path.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return make(arrays, version_of(content))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EncoderMissing(
            f"weights {path} cannot be read ({type(error).__name__}: {error}): reinstall ecart, or make them with python -m {script}"
        ) from error


def version_of(content: bytes) -> str:
    """Sixteen hexadecimal digits that tell weights apart."""
    return hashlib.sha256(content).hexdigest()[:16]


def blocks(texts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of the texts in order of length, a few at once."""
    block: list[int] = []
    held = 0
    for place in sorted(range(len(texts)), key=lambda i: len(texts[i])):
        if block and held + len(texts[place]) > _BLOCK:
            yield block
            block, held = [], 0
        block.append(place)
        held += len(texts[place])
    if block:
        yield block


def starts_of(texts: Sequence[Sequence[int]]) -> NDArray[np.intp]:
    """Where the first piece of each text stands among the pieces of all."""
    return np.concatenate([[0], np.cumsum([len(text) for text in texts])[:-1]])


def _turned(name: str, array: NDArray[Any]) -> NDArray[Any]:
    """A matrix of a layer turned, so that rows of states are multiplied from the left, in bytes; all else in float32."""
    if array.dtype != np.int8:
        return array.astype(np.float32)
    return array if name.startswith("w.emb.") else np.ascontiguousarray(array.T)


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
