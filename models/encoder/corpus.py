"""Word meanings from open text: co-occurrence, positive pointwise mutual information, truncated SVD."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.encoder.tokens import words

_WINDOW = 15  # words on each side, after the commonest are dropped
_DROPPED = 150  # the commonest words, which carry no meaning
_SMOOTHING = 0.75  # of the context distribution
_FEWEST = 8  # times a word is met before it gets a row
_CHUNK = 4_000_000  # places counted at once


@dataclass(frozen=True, slots=True)
class Table:
    """The start: words by falling frequency, how often each was met, and a unit row (words, dim) for each."""

    words: list[str]
    counts: NDArray[np.int64]
    rows: NDArray[np.float32]


def read_paragraphs(folder: Path) -> Iterator[str]:
    """Distinct lines of 20 characters and more of `*.txt` and `*.txt.xz`, in the order of the names of the files."""
    seen: set[int] = set()
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                key = hash(line)
                if len(line) >= 20 and key not in seen:
                    seen.add(key)
                    yield line


def learn_table(paragraphs: Iterable[str], wanted: set[str], dim: int, seed: int) -> Table:
    """The start table. Words in `wanted` (those of the wordings) get a row from three occurrences on."""
    counts: Counter[str] = Counter()
    cut = []
    for paragraph in paragraphs:
        found = words(paragraph)
        if len(found) > 2:
            cut.append(found)
            counts.update(found)
    vocabulary = sorted((w for w, n in counts.items() if n >= (3 if w in wanted else _FEWEST)), key=lambda w: (-counts[w], w))
    places = {word: place for place, word in enumerate(vocabulary)}
    flat: list[int] = []
    for found in cut:
        flat.extend(places.get(word, -1) for word in found)
        flat.extend([-1] * (_WINDOW + 1))
    together = _count_pairs(np.asarray(flat, np.int64), len(vocabulary))
    rows = _truncated_svd(_information(together), dim, seed)
    return Table(vocabulary, np.asarray([counts[word] for word in vocabulary], np.int64), rows)


def _count_pairs(text: NDArray[np.int64], size: int) -> sparse.csr_matrix:
    text = text[(text < 0) | (text >= _DROPPED)]
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for start in range(0, len(text), _CHUNK):
        part = text[start : start + _CHUNK + _WINDOW]
        keys = []
        for distance in range(1, _WINDOW + 1):
            left, right = part[:-distance][:_CHUNK], part[distance:][:_CHUNK]
            both = (left >= 0) & (right >= 0)
            keys.append(np.minimum(left[both], right[both]) * size + np.maximum(left[both], right[both]))
        pairs, times = np.unique(np.concatenate(keys), return_counts=True)
        total = total + sparse.csr_matrix((times.astype(np.float32), (pairs // size, pairs % size)), shape=(size, size))
    return (total + total.T).tocsr()


def _information(together: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information; pairs met once are dropped."""
    cells = together.tocoo()
    row_sums = np.asarray(together.sum(axis=1)).ravel()
    context = row_sums**_SMOOTHING / (row_sums**_SMOOTHING).sum()
    values = np.log(cells.data / np.maximum(row_sums[cells.row], 1) / np.maximum(context[cells.col], 1e-12))
    kept = (values > 0) & (cells.data >= 2)
    return sparse.csr_matrix((values[kept].astype(np.float32), (cells.row[kept], cells.col[kept])), shape=together.shape)


def _truncated_svd(matrix: sparse.csr_matrix, dim: int, seed: int) -> NDArray[np.float32]:
    """Randomised: a random start, three power iterations, an exact decomposition of the small rest. Rows scaled to unit length."""
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(matrix @ rng.standard_normal((matrix.shape[1], dim + 16)).astype(np.float32))[0]
    for _ in range(3):
        basis = np.linalg.qr(matrix @ np.linalg.qr(matrix.T @ basis)[0])[0]
    left, values, _ = np.linalg.svd(np.asarray(matrix.T @ basis).T, full_matrices=False)
    rows = (basis @ left)[:, :dim] * np.sqrt(values[:dim])
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
