"""How long 2,000 measures against 50,000 acts take, and how much memory. Made-up acts from the shipped wordings.

OPENBLAS_NUM_THREADS=1 python -m tests.bench.match_scale [measures] [acts] [apart]

The acts say the shipped wordings again and again: 83 of 100 of their sentences stand in another act too, of real acts some 30.
With `apart` (1) no sentence stands in two acts, so that nothing is gained by looking at one only once.

One thread, as commands have (decision 0102). Encoding is what the encoder takes to turn texts into vectors, and nothing else: cutting acts
into passages, words, sums and names counts as matching. The stages are told apart, since some are done once a text (`measure_sides`,
`index_acts`, `act_sides`) and some once a pair.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from models.encoder import load_encoder
from pipeline.match import link_acts
from pipeline.match.sides import Encoder, Floats
from pipeline.records.council import Act
from pipeline.records.link import Band
from pipeline.records.plan import Measure
from tests.match.made import PLANS, act, measure
from tests.shared import ROOT

_PLACES = [
    a + b for a in ("Brin", "Mor", "Val", "Sau", "Cler", "Tour", "Mire", "Font") for b in ("jonc", "sac", "fosse", "vigny", "mont", "bise")
]


class Timed:
    """An encoder that counts the CPU seconds it takes."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.seconds, self.texts = encoder, 0.0, 0

    def encode(self, texts: Sequence[str]) -> Floats:
        start = time.process_time()
        found = self.encoder.encode(texts)
        self.seconds += time.process_time() - start
        self.texts += len(texts)
        return found

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> Floats:
        return self.encode(words)


class Stages:
    """CPU seconds of the stages of linking, without those of the encoder."""

    NAMES = ("measure_sides", "index_acts", "candidates", "act_sides", "compare")

    def __init__(self, encoder: Timed) -> None:
        self.encoder = encoder
        self.seconds: dict[str, float] = {}
        linking = importlib.import_module("pipeline.match.acts")
        for name in self.NAMES:
            setattr(linking, name, self.timed(name, getattr(linking, name)))

    def timed(self, name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, which notes its seconds."""

        def run(*arguments: Any) -> Any:
            start = time.process_time() - self.encoder.seconds
            found = stage(*arguments)
            self.seconds[name] = time.process_time() - self.encoder.seconds - start
            return found

        return run


def made_up(measures: int, acts: int, apart: bool = False) -> tuple[list[Measure], list[Act]]:
    """Measures in the words of plans, acts in the words of titles and decisions, each with a place and a sum of its own; `apart`: each
    sentence of an act too."""
    chance, places = random.Random(5), random.Random(6)
    lines = [line for path in sorted((ROOT / "data" / "paraphrases").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    groups = [json.loads(line) for line in lines]
    said: dict[str, list[list[str]]] = {
        register: [[w["text"] for w in g["wordings"] if w["register"] == register] for g in groups]
        for register in ("plan", "title", "decision")
    }
    asked, taken = [], []
    for number in range(measures):
        short, long = said["plan"][number % len(groups)][:2]
        place, cents = chance.choice(_PLACES), chance.randrange(10, 4000) * 1_000_00
        asked.append(
            measure(f"{short} à {place}", key=f"m{number}", number=f"{number // 40}.{number % 40}", whole=long, steps=[long], cents=cents)
        )
    for number in range(acts):
        group = chance.randrange(len(groups))
        title, (first, second) = said["title"][group][0], said["decision"][group][:2]
        day = date(2023, 2, 1) + timedelta(days=number % 900)
        sums = [chance.randrange(10, 4000) * 1_000_00]
        statement = f"{chance.choice(said['plan'])[1]} La commune de {chance.choice(_PLACES)} est concernée."
        if apart:
            first, second, statement = (
                f"{text.rstrip(' .;')}, à {', '.join(places.choices(_PLACES, k=4))}." for text in (first, second, statement)
            )
        taken.append(
            act(f"{title} – {chance.choice(_PLACES)}", f"{first}\n{second}", key=f"a{number}", day=day, statement=statement, granted=sums)
        )
    return asked, taken


def main(measures: int = 2_000, acts: int = 50_000, apart: int = 0) -> None:
    asked, taken = made_up(measures, acts, bool(apart))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    encoder = Timed(load_encoder())
    stages = Stages(encoder)
    start = time.process_time()
    found = link_acts(asked, taken, PLANS, False, encoder)
    whole = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{measures} measures x {acts} acts: {whole - encoder.seconds:.1f} CPU-s")
    print(f"beside {encoder.seconds:.1f} CPU-s of encoding {encoder.texts} texts")
    told = {**stages.seconds, "links": whole - encoder.seconds - sum(stages.seconds.values())}
    print(", ".join(f"{name} {seconds:.1f}" for name, seconds in told.items()))
    texts = sum(told[name] for name in ("measure_sides", "index_acts", "act_sides"))
    print(f"{texts:.1f} of it once a text, {whole - encoder.seconds - texts:.1f} for what texts have to do with each other")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: busy ones make every figure larger")
    print(f"peak memory {peak / 1024:.0f} MB, of which the records themselves {before / 1024:.0f} MB")
    bands = {band.value: sum(f.band is band for f in found) for band in Band}
    print(f"links: {bands}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
