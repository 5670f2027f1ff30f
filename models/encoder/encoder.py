"""Texts to vectors: the sum of the rows of their words, and a closer look at a few candidates, word by word."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.tokens import RULES, grams, stem, words
from pipeline.records.errors import EcartError

Vectors = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("weights") / "encoder.npz"
LATE_SHARE = 0.35
"""What the late interaction weighs beside the cosine in `rescore`; chosen on 120 development groups, flat between 0.2 and 0.5."""
_BLOCK = 64  # texts whose rows are gathered at once; so few stay in the processor's cache
_GROWTH = 4096  # rows made room for at once
_MOST_CHUNKS = 500_000  # chunks remembered, about 80 MB
_MOST_UNSEEN = 50_000  # rows of unseen words kept, 50 MB


class EncoderMissing(EcartError):
    """The weights are absent or were made for other rules of cutting."""


class Encoder:
    """Holds the rows. `encode` and its like are pure: same texts, same vectors; rows of unseen words are kept from call to call.

    A row already carries its word's weight (a frequent, empty word has a short row), so a text is a plain sum.
    """

    __slots__ = (
        "_buckets",
        "_chunks",
        "_grams",
        "_known",
        "_places",
        "_rows",
        "_stem_gates",
        "_stems",
        "_unseen",
        "_used",
        "_words",
        "dim",
        "version",
    )

    def __init__(self, stored: dict[str, NDArray[Any]], version: str) -> None:
        if int(stored["rules"]) != RULES:
            raise EncoderMissing(
                f"encoder weights follow cutting rules {int(stored['rules'])}, the code {RULES}: train again (models.encoder.train)"
            )
        self.version = version
        rows = stored["rows"].astype(np.float32) * stored["row_scales"].astype(np.float32)[:, None]
        self._grams: Vectors = stored["grams"].astype(np.float32) * stored["gram_scales"].astype(np.float32)[:, None]
        names = bytes(stored["names"]).decode("ascii").split("\n")
        count = self._words = int(stored["words"])
        self._places: dict[str, int] = {name: place for place, name in enumerate(names[:count])}
        self._stems: dict[str, int] = {name: place for place, name in enumerate(names[count:], count)}
        self._stem_gates: Vectors = stored["stem_gates"].astype(np.float32)
        self._chunks: dict[str, tuple[int, ...]] = {}  # what stands between blanks -> places of its words
        self._known = self._used = len(names)
        self._buckets, self.dim = self._grams.shape
        self._rows: Vectors = rows
        self._unseen: Vectors = np.zeros((0, self.dim), np.float32)  # rows of places from `_known` on

    def apart(self) -> Encoder:
        """One with the same rows and nothing else in common: what it learns of unseen words is its own."""
        other = copy(self)
        other._places = {word: place for word, place in self._places.items() if place < self._known}
        other._unseen, other._used, other._chunks = self._unseen[:0], self._known, {}
        return other

    def words(self, text: str) -> list[str]:
        """The folded words that count, in order."""
        return words(text)

    def known_share(self, text: str) -> float:
        """Share (0..1) of the text's words that training saw, themselves or by their stem; 0 for a text without words."""
        cut = words(text)
        return sum(self._is_known(word) for word in cut) / len(cut) if cut else 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows, or a zero row for a text without words."""
        return self._add_up(*self._cut(texts))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same as `encode`: a question is read as its answer is."""
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """The same as `encode`, of texts of one word."""
        return self.encode(words)

    def token_vectors(self, text: str) -> tuple[list[str], Vectors]:
        """The text's words and their weighted rows (words, dim): the length of a row is what its word weighs."""
        places, _ = self._cut([text])
        return words(text), self._rows_at(places)

    def similarity(self, queries: Sequence[str], candidates: Sequence[str]) -> Vectors:
        """Cosines (queries, candidates), -1..1. They rank; they are no probabilities."""
        return self.encode(queries) @ self.encode(candidates).T

    def rescore(self, query: str, candidates: Sequence[str]) -> Vectors:
        """Closer scores (candidates,) of one query, for the few candidates that `similarity` put first.

        (1 - LATE_SHARE) * cosine + LATE_SHARE * the weighted mean, over the query's words, of the best cosine with a word of the candidate.
        Costs words x words: about 20 000 pairs a CPU-second.
        """
        places, _ = self._cut([query])
        if not len(places) or not candidates:
            return np.zeros(len(candidates), np.float32)
        asked = self._rows_at(places)
        weights = np.linalg.norm(asked, axis=1)
        there, counts = self._cut(candidates)
        distinct, back = np.unique(there, return_inverse=True)
        close = (_unit(asked) @ _unit(self._rows_at(distinct)).T)[:, back]
        late = np.zeros(len(candidates), np.float32)
        full = counts > 0
        if full.any():
            best = np.maximum.reduceat(close, _starts(counts[full]), axis=1)
            late[full] = weights @ best / max(float(weights.sum()), 1e-9)
        cosine = self._add_up(there, counts) @ _unit(asked.sum(axis=0, keepdims=True))[0]
        return np.asarray((1 - LATE_SHARE) * cosine + LATE_SHARE * late, np.float32)

    def _add_up(self, places: NDArray[np.intp], counts: NDArray[np.intp]) -> Vectors:
        """Unit sums of the rows of texts cut by `_cut`."""
        out = np.zeros((len(counts), self.dim), np.float32)
        ends = np.cumsum(counts)
        for start in range(0, len(counts), _BLOCK):
            block = counts[start : start + _BLOCK]
            first, full = ends[start] - block[0], block > 0
            if full.any():
                rows = self._rows_at(places[first : first + block.sum()])
                out[start : start + _BLOCK][full] = np.add.reduceat(rows, _starts(block[full]), axis=0)
        return _unit(out)

    def _rows_at(self, places: NDArray[np.intp]) -> Vectors:
        rows = self._rows.take(places, axis=0, mode="clip")
        unseen = np.flatnonzero(places >= self._known)
        rows[unseen] = self._unseen[places[unseen] - self._known]
        return rows

    def _cut(self, texts: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Places of all words in `_rows`, one text after the other, and the number of words of each text."""
        if self._used - self._known > _MOST_UNSEEN or len(self._chunks) > _MOST_CHUNKS:
            self._forget()
        places: list[int] = []
        counts = np.zeros(len(texts), np.intp)
        chunks = self._chunks
        for index, text in enumerate(texts):
            before = len(places)
            for chunk in text.split():
                found = chunks.get(chunk)
                places.extend(self._cut_chunk(chunk) if found is None else found)
            counts[index] = len(places) - before
        return np.asarray(places, np.intp), counts

    def _cut_chunk(self, chunk: str) -> tuple[int, ...]:
        """Blanks end words, so a text is cut chunk by chunk, and each chunk once."""
        found = tuple(self._places[word] if word in self._places else self._add(word) for word in words(chunk))
        self._chunks[chunk] = found
        return found

    def _add(self, word: str) -> int:
        """Makes the row of an unseen word: its stem's, if that was seen, and the mean of its n-grams'."""
        row: Vectors = self._grams[grams(word, self._buckets)].mean(axis=0)
        place = self._stems.get(stem(word))
        if place is not None:
            row = row * self._stem_gates[place - self._words] + self._rows[place]
        number = self._used - self._known
        if number == len(self._unseen):
            self._unseen = np.concatenate([self._unseen, np.zeros((_GROWTH, self.dim), np.float32)])
        self._unseen[number] = row
        self._places[word] = self._used
        self._used += 1
        return self._places[word]

    def _forget(self) -> None:
        """Drops the rows of unseen words, so that a long run does not fill the memory."""
        self._places = {word: place for word, place in self._places.items() if place < self._known}
        self._unseen, self._used = self._unseen[:0], self._known
        self._chunks.clear()

    def _is_known(self, word: str) -> bool:
        return self._places.get(word, self._known) < self._known or stem(word) in self._stems


def load_encoder(path: Path = WEIGHTS) -> Encoder:
    """Reads the shipped weights; `EncoderMissing` says what to do when they are not there or not whole."""
    try:
        content = path.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return Encoder(arrays, hashlib.sha256(content).hexdigest()[:16])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EncoderMissing(
            f"encoder weights {path} cannot be read ({type(error).__name__}: {error}): "
            "reinstall ecart, or make them with python -m models.encoder.train"
        ) from error


def _starts(counts: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
