"""How well the encoder ranks, beside plain comparison of characters: `python tests/evaluation/encoder_ranking.py`.

Prints for each task the mean reciprocal rank (MRR) of the first right candidate and recall@10, with 95 % bootstrap intervals over queries.
Tasks: the development and test groups of `data/paraphrases/aside.csv`, never trained on, and the pairs of the development collection
(`paraphrases/pairs_dev.csv`, skipped when absent).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.encoder import Encoder, load_encoder, load_reader  # noqa: E402
from models.encoder.wordings import Ranking, ranking, read_groups, split_groups  # noqa: E402
from pipeline.match import text_scores  # noqa: E402
from pipeline.records.folding import fold, folded_words  # noqa: E402
from tests.shared import SHARED  # noqa: E402

GROUPS = ROOT / "data" / "paraphrases"
Scorer = Callable[[list[str], list[str]], NDArray[np.float32]]


def main() -> None:
    encoder, reader = load_encoder(), load_reader()
    scorers: dict[str, Scorer] = {
        "rapidfuzz token_set_ratio": fuzzy_scores,
        "TF-IDF of characters 3-5": character_scores,
        "table, cosine": encoder.similarity,
        "table, rescored": lambda queries, candidates: rescored(encoder, queries, candidates),
        "reader, cosine": reader.similarity,
        "both (match-texts)": lambda queries, candidates: text_scores(queries, candidates, encoder, reader),
    }
    for name, task in tasks(SHARED).items():
        print(f"{name}: {len(task.queries)} queries, {len(task.candidates)} candidates")
        for scorer, scores in scorers.items():
            ranks = first_ranks(task, scores(task.queries, task.candidates))
            print(f"  {scorer:28} MRR {interval(1 / ranks)}   recall@10 {interval((ranks <= 10).astype(float))}")


def tasks(shared: Path) -> dict[str, Ranking]:
    _, development, test = split_groups(read_groups(GROUPS), GROUPS)
    found = {"development groups": ranking(development), "test groups": ranking(test)}
    pairs = shared / "paraphrases" / "pairs_dev.csv"
    if pairs.exists():
        with pairs.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        asked = [number for number, row in enumerate(rows) if row["type"] == "pair"]
        texts = [row["deliberation"] for row in rows]
        found["pairs_dev"] = Ranking([rows[number]["action"] for number in asked], asked, texts, list(range(len(rows))))
    return found


def first_ranks(task: Ranking, scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Rank (from 1) of the best right candidate of each query; ties count against it."""
    owners = np.asarray(task.owners)
    ranks = []
    for row, group in zip(scores, task.asked, strict=True):
        right = owners == group
        ranks.append(1 + int((row[~right] >= row[right].max()).sum()))
    return np.asarray(ranks, float)


def interval(values: NDArray[np.float64], rounds: int = 1000) -> str:
    rng = np.random.default_rng(0)
    means = values[rng.integers(0, len(values), (rounds, len(values)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def rescored(encoder: Encoder, queries: list[str], candidates: list[str], depth: int = 200) -> NDArray[np.float32]:
    """Cosine for all, the closer score for the first `depth` of each query."""
    scores = encoder.similarity(queries, candidates) - 2
    for index, query in enumerate(queries):
        first = np.argsort(-scores[index])[:depth]
        scores[index, first] = encoder.rescore(query, [candidates[i] for i in first])
    return scores


def character_scores(queries: list[str], candidates: list[str]) -> NDArray[np.float32]:
    """Cosine of TF-IDF over character 3- to 5-grams within words; frequencies from the candidates."""

    def cut(text: str) -> Counter[str]:
        edged = [f" {word} " for word in folded_words(text)]
        return Counter(word[i : i + size] for word in edged for size in (3, 4, 5) for i in range(len(word) - size + 1))

    asked, there = [cut(text) for text in queries], [cut(text) for text in candidates]
    met = Counter(gram for counts in there for gram in counts)
    places = {gram: place for place, gram in enumerate(met)}
    rarity = np.log((1 + len(there)) / (1 + np.asarray(list(met.values())))) + 1

    def rows(texts: list[Counter[str]]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), len(places)), np.float32)
        for index, counts in enumerate(texts):
            for gram, number in counts.items():
                if gram in places:
                    out[index, places[gram]] = (1 + np.log(number)) * rarity[places[gram]]
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9), np.float32)

    return rows(asked) @ rows(there).T


def fuzzy_scores(queries: list[str], candidates: list[str]) -> NDArray[np.float32]:
    return process.cdist(
        [fold(text) for text in queries], [fold(text) for text in candidates], scorer=fuzz.token_set_ratio, dtype=np.float32
    )


if __name__ == "__main__":
    main()
