"""What becomes of the verdicts of a territory when some of its deliberations are missing or cannot be read: no new "dropped" may appear.

    python -m tests.evaluation.removal [valserre|demo] [rounds]

Each round takes ten documents away (at most half of them), or makes one unreadable, matches and judges again, and compares.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.encoder import load_encoder, load_reader
from models.matcher.pair_reader import load_pair_reader
from pipeline.collect.files import collect_files
from pipeline.collect.territory import load_territory
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.judge import judge, measure_coverage
from pipeline.match import date_acts, link_acts, link_rows
from pipeline.match.reading import PairReading
from pipeline.match.sides import Encoder, Floats
from pipeline.records.run import Issue
from pipeline.records.territory import Role
from pipeline.records.verdict import Status, Verdict
from tests.evaluation.score_verdicts import PLACES, TODAY, documents_of, rows


class Remembering:
    """A reader that reads each text once: the rounds ask for mostly the same ones."""

    def __init__(self, reader: Encoder) -> None:
        self.reader = reader
        self.seen: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in self.seen]
        if new:
            self.seen.update(zip(new, self.reader.encode(new), strict=True))
        return np.array([self.seen[text] for text in texts])

    encode_queries = encode
    encode_words = encode


class RememberingPairs:
    """A reader of both texts that reads each pair once."""

    def __init__(self, reader: PairReading) -> None:
        self.reader = reader
        self.seen: dict[tuple[str, tuple[str, ...]], float] = {}

    def log_odds(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.float64]:
        keys = [(question, tuple(passages)) for question, passages in pairs]
        new = [key for key in dict.fromkeys(keys) if key not in self.seen]
        self.seen.update(zip(new, self.reader.log_odds(new).tolist(), strict=True))
        return np.array([self.seen[key] for key in keys])


def main(name: str = "valserre", rounds: int = 12) -> None:
    """Print what each removal changes, and the sum."""
    root, _ = PLACES[name]
    territory = load_territory(root / "territory.toml")
    files = collect_files(territory).files
    register, budget, grants = rows(root)
    documents = documents_of(root)
    plans = {f.sha256: f.source for f in files if f.role is Role.PLAN}
    planned = {f.doc for f in files if f.role is Role.PLAN}
    measures = tuple(m for d in documents if d.doc in planned for m in extract_measures(d).found)
    acts = date_acts([a for d in documents if d.doc not in planned for a in extract_acts(d).found], register)
    encoder, reader, pair_reader = load_encoder(), Remembering(load_reader()), RememberingPairs(load_pair_reader())

    def judged(gone: Sequence[str], unread: Sequence[str] = ()) -> tuple[Verdict, ...]:
        lost = {*gone, *unread}
        left = [a for a in acts if a.doc not in lost]
        issues = [Issue("encrypted", doc, "", doc, unread=True) for doc in unread]
        there = [f for f in files if f.doc not in gone]
        links = link_acts(measures, left, plans, territory.look_back, encoder, reader=reader, pair_reader=pair_reader)
        money = link_rows(measures, left, links, budget, grants)
        read = [d for d in documents if d.doc not in lost]
        coverage = measure_coverage(territory, register, left, there, issues, budget, read, grants)
        return judge(territory, measures, left, links, money, budget, grants, coverage, TODAY)

    before = {v.measure: v for v in judged(())}
    texts = {m.id: m.text.text[:60] for m in measures}
    names = sorted({a.doc for a in acts if a.doc.startswith("deliberations/")})
    chance = random.Random(11)
    false = 0
    for number in range(rounds):
        gone = chance.sample(names, min(10, len(names) // 2)) if number % 2 == 0 else []
        unread = [] if gone else chance.sample(names, 1)
        after = judged(gone, unread)
        new = [v for v in after if (v.dropped or v.status is Status.DROPPED) and not (before[v.measure].dropped or _was_dropped(before, v))]
        moved = sum(v.status is not before[v.measure].status for v in after)
        false += len(new)
        what = f"{'removed' if gone else 'unreadable'} {len(gone) or 1}"
        print(f"{what}: {moved} statuses differ, {len(new)} new dropped {[(v.rule, texts[v.measure]) for v in new]}")
    print(f"{name}: {false} new dropped in {rounds} rounds")


def _was_dropped(before: dict[str, Verdict], verdict: Verdict) -> bool:
    return before[verdict.measure].status is Status.DROPPED


if __name__ == "__main__":
    main(*sys.argv[1:2], *map(int, sys.argv[2:3]))
