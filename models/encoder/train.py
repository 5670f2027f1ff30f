"""Makes the encoder's weights: `python -m models.encoder.train --text DIR --groups data/paraphrases --out models/encoder/weights`.

DIR holds the open text that the card names (`*.txt`, `*.txt.xz`). Needs scipy and torch, which are no dependencies of ecart.
Seeded; ten minutes on two cores. The groups in `aside.csv` are never trained on.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoder.corpus import Table, learn_table, read_paragraphs
from models.encoder.tokens import RULES, words
from models.encoder.tune import Settings, Tuner, tune
from models.encoder.wordings import Ranking, ranking, read_families, read_groups, split_groups

_FEWEST_KEPT = 15  # occurrences in law text for a word to keep a row of its own, unless the wordings have it


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--groups", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--table", type=Path, help="keeps the start table here, and takes it from here when it exists")
    parser.add_argument("--dim", type=int, default=256, help="columns kept in the weights")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-families", action="store_true")
    chosen = parser.parse_args()
    training, development, _ = split_groups(read_groups(chosen.groups), chosen.groups)
    families = [] if chosen.no_families else read_families(chosen.groups / "families.txt")
    wanted = {word for group in training for _, text in group.wordings for word in words(text)}
    table = _table(chosen.text, wanted, chosen.table, chosen.seed)
    task = ranking(development)

    def watch(epoch: int, tuner: Tuner) -> None:
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: MRR {_reciprocal_rank(task, tuner):.3f} on development groups", flush=True)

    tuner = tune(table, training, families, Settings(seed=chosen.seed, epochs=chosen.epochs), watch)
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.out / "encoder.npz", **export(tuner, table, wanted, chosen.dim))


def export(tuner: Tuner, table: Table, wanted: set[str], dim: int) -> dict[str, Any]:
    """The arrays that `Encoder` reads: rows turned to their principal axes, `dim` of them kept, in bytes with a scale a row."""
    counts = dict(zip(table.words, table.counts.tolist(), strict=True))
    kept = sorted(word for word in tuner.units.words if word in wanted or counts.get(word, _FEWEST_KEPT) >= _FEWEST_KEPT)
    stems = sorted(tuner.units.stems)
    with torch.no_grad():
        word_rows = _gated(tuner, [tuner.cut_word(word) for word in kept])[0]
        stem_rows, gates = _gated(tuner, [(-1, tuner.units.stems[name], []) for name in stems])
        gram_rows = tuner.gram_rows.numpy()
    rows = np.concatenate([word_rows, stem_rows])
    axes = np.linalg.eigh(word_rows.T.astype(np.float64) @ word_rows)[1][:, ::-1][:, :dim].astype(np.float32)
    row_bytes, row_scales = _quantised(rows @ axes)
    gram_bytes, gram_scales = _quantised(gram_rows @ axes)
    return {
        "rules": np.asarray(RULES),
        "words": np.asarray(len(kept)),
        "names": np.frombuffer("\n".join([*kept, *stems]).encode("ascii"), np.uint8),
        "rows": row_bytes,
        "row_scales": row_scales,
        "stem_gates": gates,
        "grams": gram_bytes,
        "gram_scales": gram_scales,
    }


def _table(text: Path, wanted: set[str], kept: Path | None, seed: int) -> Table:
    if kept is not None and kept.exists():
        with np.load(kept) as stored:
            return Table(stored["words"].tolist(), stored["counts"], stored["rows"])
    table = learn_table(read_paragraphs(text), wanted, 256, seed)
    if kept is not None:
        np.savez(kept, words=np.asarray(table.words), counts=table.counts, rows=table.rows)
    return table


def _gated(tuner: Tuner, units: list[tuple[int, int, list[int]]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(rows times their gates, the gates). A unit without n-grams gets none."""
    starts = np.cumsum([0, *[len(unit[2]) for unit in units[:-1]]])
    parts = torch.tensor([part for unit in units for part in unit[2]], dtype=torch.long)
    word, root = torch.tensor([unit[0] for unit in units]), torch.tensor([unit[1] for unit in units])
    row, gate = tuner.rows(word, root, parts, torch.tensor(starts))
    return (row * gate.exp()[:, None]).numpy(), gate.exp().numpy()


def _quantised(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _reciprocal_rank(task: Ranking, tuner: Tuner) -> float:
    with torch.no_grad():
        asked, there = (tuner([tuner.cut(text) for text in texts]) for texts in (task.queries, task.candidates))
        scores = (asked @ there.T).numpy()
    owners = np.asarray(task.owners)
    best = [row[owners == group].max() for row, group in zip(scores, task.asked, strict=True)]
    return float(np.mean([1 / (1 + (row > top).sum()) for row, top in zip(scores, best, strict=True)]))


if __name__ == "__main__":
    main()
