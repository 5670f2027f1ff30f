"""Texts of the labelled pairs that are worth reading, one a line, which `models/matcher/train_pair_reader.py` trains on. They stay here.

python -m tests.evaluation.pair_texts build/pair_texts.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoder import load_encoder
from models.matcher import Matcher, load_matcher
from models.matcher.pair_questions import LabelledPair
from models.matcher.reading import worth_reading
from pipeline.match import written
from pipeline.match.acts import make_sides
from pipeline.match.labels import Gold
from pipeline.match.reading import texts_together
from pipeline.match.score import compare, log_odds
from pipeline.match.sides import Encoder
from tests.evaluation.match_gold import load_gold
from tests.evaluation.match_pairs import WRITTEN
from tests.shared import ROOT

LIKELIEST = 14  # acts of a measure by the first look, those that are not hopeless
LEAST = 10  # acts of a measure, hopeless or not


def shipped() -> list[Gold]:
    """The labelled territories that ship: the demo, and those written by hand, for tuning or aside."""
    return [load_gold(ROOT / "data" / "demo", ROOT / "data" / "labels" / "demo"), *written(WRITTEN)]


def pair_texts(gold: Gold, encoder: Encoder, matcher: Matcher) -> Iterator[LabelledPair]:
    """A territory's pairs that are worth training on; those neither right nor wrong are left out."""
    sides, wanted = make_sides(gold.measures, gold.acts, gold.plans, False, encoder, matcher.common)
    pairs = compare(sides, wanted)
    ids = [(gold.measures[m].id, gold.acts[a].id) for m, a in zip(pairs.measures, pairs.acts, strict=True)]
    told = np.flatnonzero([pair not in gold.allowed for pair in ids])
    answers = np.array([ids[row] in gold.answers for row in told], bool)
    for place in worth_training(log_odds(pairs, matcher)[0][told], pairs.measures[told], answers):
        row = int(told[place])
        question, passages = texts_together(sides, pairs, row)
        yield LabelledPair(gold.name, *ids[row], question, tuple(passages), bool(answers[place]))


def worth_training(odds: NDArray[np.float64], measures: NDArray[np.int32], answers: NDArray[np.bool_]) -> list[int]:
    """Rows of the `LIKELIEST` acts of each measure, of `LEAST` even where they are hopeless, and of all that answer."""
    kept = {*worth_reading(odds, measures, LIKELIEST).tolist(), *np.flatnonzero(answers).tolist()}
    for measure in np.unique(measures):
        rows = np.flatnonzero(measures == measure)
        kept.update(rows[np.argsort(-odds[rows], kind="stable")[:LEAST]].tolist())
    return sorted(kept)


def main(out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    encoder, matcher = load_encoder(), load_matcher()
    with out.open("w", encoding="utf-8") as lines:
        for gold in shipped():
            found = list(pair_texts(gold, encoder, matcher))
            lines.writelines(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in found)
            print(f"{gold.name}: {len(found)} pairs, {sum(pair.answers for pair in found)} answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
