from __future__ import annotations

import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.encoder.start import choose_pieces, read_packed, weigh_words


def test_words_of_our_own_weigh_more_than_rare_words_of_law() -> None:
    weights = weigh_words(["bail bail bail bail seul"], ["Composteur"])
    assert weights["composteur"] > weights["bail"] > 0
    assert "seul" not in weights, "met once"


def test_the_most_needed_pieces_and_all_letters_are_kept() -> None:
    pieces = ["▁", "l", "a", "m", "▁la", "▁lam", "▁zz"]
    scores = np.asarray([-5, -5, -5, -5, -2, -1, -3], np.float32)
    kept = choose_pieces(pieces, scores, Counter({"lam": 100, "la": 1}), 4)
    assert [pieces[place] for place in kept] == ["l", "a", "m", "▁lam"]


def test_packed_file(tmp_path: Path) -> None:
    """A file of two pieces and one tensor of 32 weights in four bits, written by hand."""
    names = [b"a", "▁b".encode()]
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 32, 1, 4, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 2, 0, 1, 0, 0, 5) + struct.pack("<3I", 0, 1, 5 if len(names[1]) == 4 else 0)
    head += struct.pack("<2f", -1, -2) + b"".join(names) + struct.pack("<iI", 0, 0) + struct.pack("<i", 1)
    directory = struct.pack("<H", 8) + b"emb.word"
    place = len(head) + len(directory) + 21
    codes = bytes((15 - j) << 4 | j for j in range(16))
    path = tmp_path / "packed.bin"
    path.write_bytes(head + directory + struct.pack("<BIQQ", 1, 32, place, 18) + np.float16(0.5).tobytes() + codes)
    pieces, scores, tensors = read_packed(path)
    assert pieces == ["a", "▁b"]
    assert scores.tolist() == [-1, -2]
    assert tensors["emb.word"].tolist() == [[0.5 * (j - 8) for j in range(16)] + [0.5 * (7 - j) for j in range(16)]]
    path.write_bytes(b"GGUF")
    with pytest.raises(ValueError, match="not a packed e5 model"):
        read_packed(path)
