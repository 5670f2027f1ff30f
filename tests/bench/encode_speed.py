"""How many short texts a CPU-second the table of words encodes: at first sight of their words, and when these have been met.

python -m tests.bench.encode_speed [times]

Texts are the wordings that ship (some 75 letters each), and, with a place and a number of their own before each, more of them, as no two
acts are the same. The best of several turns is told: other programs on the machine only make it slower.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence

from models.encoder import Encoder, load_encoder
from tests.shared import ROOT


def shipped_texts() -> list[str]:
    """All wordings and near misses, each once."""
    lines = [line for path in sorted((ROOT / "data" / "paraphrases").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(t for g in map(json.loads, lines) for t in (*(w["text"] for w in g["wordings"]), *g["near_misses"])))


def other_texts(texts: Sequence[str], count: int) -> list[str]:
    """As many texts of the same kind, with words that no training saw."""
    chance = random.Random(11)
    letters = "bcdfglmnprstv", "aeiou"
    places = ["".join(chance.choice(letters[n % 2]) for n in range(7)).title() for _ in range(2000)]
    return [f"{chance.choice(places)}, {chance.randrange(10_000)} : {chance.choice(texts)}" for _ in range(count)]


def speed(encoder: Encoder, texts: Sequence[str]) -> float:
    """Texts a CPU-second."""
    start = time.process_time()
    encoder.encode(texts)
    return len(texts) / (time.process_time() - start)


def main(times: int = 5) -> None:
    texts = shipped_texts()
    made = other_texts(texts, 50_000)
    first, again, many = [], [], []
    for _ in range(times):
        encoder = load_encoder()
        first.append(speed(encoder, texts))
        again.append(speed(encoder, texts))
        many.append(speed(load_encoder(), made))
    letters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} texts of {letters:.0f} letters, {encoder.dim} columns; texts a CPU-second, best of {times}")
    print(f"first sight {max(first):,.0f}, again {max(again):,.0f}; {len(made)} with places of their own, first sight {max(many):,.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
