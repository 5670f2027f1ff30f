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
from models.matcher.pair_reader import load_pair_reader
from models.matcher.readings import load_readings
from models.matcher.train import LABELLED, Table
from pipeline.match import made_up, written
from pipeline.match.fitting import MADE_UP
from pipeline.match.labels import Gold
from pipeline.match.tables import table_of
from pipeline.match.words import stems
from tests.evaluation.match_gold import load_gold
from tests.shared import ROOT, SHARED

PARAPHRASES = ROOT / "data" / "paraphrases"
WRITTEN = ROOT / "data" / "labels" / "linking"
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


def golds() -> list[Gold]:
    """The labelled territories that can be found: the demo, the development territory beside the checkout, and those written by hand."""
    found = []
    if (ROOT / "data" / "labels" / "demo" / "verdicts.jsonl").exists():
        found.append(load_gold(ROOT / "data" / "demo", ROOT / "data" / "labels" / "demo"))
    if (SHARED / "territories" / "valserre").is_dir():
        found.append(load_gold(SHARED / "territories" / "valserre"))
    return found + written(WRITTEN, "tune")


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    encoder, reader = load_encoder(), load_reader()
    readings, pair_reader = load_readings(), load_pair_reader()
    common = common_stems()
    for gold, trust in [*((g, LABELLED) for g in golds()), *((g, MADE_UP) for g in made_up(PARAPHRASES, "development"))]:
        together = readings.get(gold.name, pair_reader)  # the development territory is in nothing that ships, nor has the reader seen it
        table = table_of(gold, encoder, common, trust, reader if trust >= LABELLED else None, load_matcher(), together)
        columns = {name: np.asarray(getattr(table, name)) for name in Table.__slots__ if name != "name"}
        np.savez_compressed(out / f"{gold.name}.npz", **columns)
        print(f"{gold.name}: {len(table.answers)} pairs, {int(table.answers.sum())} answer")
    (out / "made.json").write_text(json.dumps({"encoder": encoder.version, "common": common}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
