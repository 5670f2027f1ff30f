"""Signals of labelled pairs, written as tables that `models/matcher/train.py` fits on. No text goes into them.

python -m tests.evaluation.match_pairs build/pairs
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from models.encoder import load_encoder, load_reader
from models.matcher import load_matcher
from models.matcher.reading import LOOKED, worth_reading
from models.matcher.train import LABELLED
from pipeline.match.acts import make_sides
from pipeline.match.reading import read_closely
from pipeline.match.score import compare, log_odds
from pipeline.match.sides import Encoder
from pipeline.match.signals import SIGNALS
from pipeline.match.words import stems
from tests.evaluation.match_gold import Gold, load_gold
from tests.evaluation.match_wordings import made_territory, unseen_groups
from tests.evaluation.match_written import written
from tests.shared import ROOT, SHARED

PARAPHRASES = ROOT / "data" / "paraphrases"
MADE_UP = 0.3  # what a pair of a made-up territory weighs in the fit, beside one of a labelled territory
_SHARE = 0.0015  # stems in fewer texts than this are not common


def common_stems(folder: Path = PARAPHRASES) -> dict[str, float]:
    """Shares of the paraphrases' texts in which a stem stands: what is common in administrative French."""
    texts = [
        t for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() for t in wordings(json.loads(line))
    ]
    counts = Counter(s for text in texts for s in set(stems(text)))
    kept = sorted((s for s, n in counts.items() if n >= _SHARE * len(texts)), key=lambda s: (-counts[s], s))
    return {s: round(counts[s] / len(texts), 5) for s in kept}


def wordings(group: dict[str, object]) -> list[str]:
    """All texts of a group, near misses too."""
    found = group["wordings"]
    misses = group["near_misses"]
    if not isinstance(found, list) or not isinstance(misses, list):
        raise TypeError(f"group {group.get('group')} is not as described")
    return [w["text"] for w in found] + misses


def pair_table(gold: Gold, encoder: Encoder, common: dict[str, float], reader: Encoder | None = None) -> dict[str, object]:
    """The signals of all pairs of a territory and whether they answer; pairs neither right nor wrong are left out.

    With a reader, the likeliest acts of each measure by the shipped weights are read too, two more than are read in use.
    """
    sides, wanted = make_sides(gold.measures, gold.acts, gold.plans, False, encoder, common)
    pairs = compare(sides, wanted)
    ids = [(gold.measures[m].id, gold.acts[a].id) for m, a in zip(pairs.measures, pairs.acts, strict=True)]
    likeness = np.full(len(ids), np.nan)
    if reader is not None:
        rows = worth_reading(log_odds(pairs, load_matcher())[0], pairs.measures, LOOKED + 2)
        likeness[rows] = read_closely(sides, pairs, rows, reader)
    kept = np.array([pair not in gold.allowed for pair in ids])
    answers = np.array([pair in gold.answers for pair in ids], np.float32)
    return {
        "signals": np.array([n for n, _ in SIGNALS]),
        "signs": np.array([s for _, s in SIGNALS]),
        "measures": pairs.measures[kept],
        "acts": pairs.acts[kept],
        "passages": np.array([b.right for b in pairs.best], np.int32)[kept],
        "values": pairs.values[kept],
        "answers": answers[kept],
        "likeness": likeness[kept],
    }


def golds() -> list[Gold]:
    """The labelled territories that can be found: the demo, the development territory beside the checkout, and those written by hand."""
    found = []
    if (ROOT / "data" / "labels" / "demo" / "verdicts.jsonl").exists():
        found.append(load_gold(ROOT / "data" / "demo", ROOT / "data" / "labels" / "demo"))
    if (SHARED / "territories" / "valserre").is_dir():
        found.append(load_gold(SHARED / "territories" / "valserre"))
    return found + written("tune")


def made_up(which: str, parts: int = 2) -> list[Gold]:
    """Territories of wordings that the encoder has not seen, each of every `parts`-th group."""
    groups = unseen_groups(PARAPHRASES, which)
    return [made_territory(f"wordings-{which}-{n}", groups[n::parts], n) for n in range(parts)]


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    encoder, reader = load_encoder(), load_reader()
    common = common_stems()
    for gold, trust in [*((g, LABELLED) for g in golds()), *((g, MADE_UP) for g in made_up("development"))]:
        table = pair_table(gold, encoder, common, reader if trust >= LABELLED else None)
        np.savez_compressed(out / f"{gold.name}.npz", trust=trust, **table)
        print(f"{gold.name}: {len(table['answers'])} pairs, {int(table['answers'].sum())} answer")
    (out / "made.json").write_text(json.dumps({"encoder": encoder.version, "common": common}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
