"""Makes the encoder's weights: `python -m models.encoder.train --text DIR --groups data/paraphrases --out models/encoder/weights`.

DIR holds the open text that the card names (`*.txt`, `*.txt.xz`). Needs scipy and torch, which are no dependencies of ecart.
Seeded; five minutes of one core. The groups in `aside.csv` are never trained on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoder.corpus import Table, learn_table, read_paragraphs
from models.encoder.tokens import RULES, words
from models.encoder.tune import Settings, Tuner, Unit, bags, tune
from models.encoder.wordings import Ranking, own_paragraphs, ranking, read_families, read_groups, split_groups

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
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1], help="one tuning each; their rows are set side by side")
    parser.add_argument("--families", type=float, default=Settings().family_weight, help="what the families weigh; 0 leaves them out")
    chosen = parser.parse_args()
    training, development, _ = split_groups(read_groups(chosen.groups), chosen.groups)
    families = read_families(chosen.groups) if chosen.families else []
    wanted = {word for group in training for _, text in group.wordings for word in words(text)}
    wanted |= {word for family in families for term in family for word in words(term)}
    paragraphs = chain(read_paragraphs(chosen.text), own_paragraphs(training, families, chosen.seeds[0]))
    table = _table(paragraphs, wanted, chosen.table, chosen.seeds[0])
    task = ranking(development)

    def watch(epoch: int, tuner: Tuner) -> None:
        if epoch % 2 == 1:
            print(f"epoch {epoch + 1}: MRR {_reciprocal_rank(task, tuner):.3f} on development groups", flush=True)

    asked = [Settings(seed=seed, epochs=chosen.epochs, family_weight=chosen.families) for seed in chosen.seeds]
    tuners = [tune(table, training, families, settings, watch) for settings in asked]
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.out / "encoder.npz", **export(tuners, table, wanted, chosen.dim))


def export(tuners: list[Tuner], table: Table, wanted: set[str], dim: int) -> dict[str, Any]:
    """The arrays that `Encoder` reads: the tuners' rows side by side, turned to their principal axes, `dim` of them kept, in bytes.

    Side by side, the cosine of two texts is a mean of the tuners' cosines, which ranks better than any of them.
    """
    counts = dict(zip(table.words, table.counts.tolist(), strict=True))
    units = tuners[0].units
    kept = sorted(word for word in units.words if word in wanted or counts.get(word, _FEWEST_KEPT) >= _FEWEST_KEPT)
    stems = sorted(units.stems)
    with torch.no_grad():
        word_rows = np.concatenate([_gated(tuner, [tuner.cut_word(word) for word in kept])[0] for tuner in tuners], axis=1)
        bare = [_gated(tuner, [(-1, units.stems[name], []) for name in stems]) for tuner in tuners]
        gram_rows = np.concatenate([tuner.gram_rows.numpy() for tuner in tuners], axis=1)
    rows = np.concatenate([word_rows, np.concatenate([row for row, _ in bare], axis=1)])
    gates = np.mean([gate for _, gate in bare], axis=0)
    spread = word_rows * np.asarray([units.word_shares[units.words[word]] for word in kept])[:, None] ** 0.25
    axes = np.linalg.eigh(spread.T @ spread)[1][:, ::-1][:, :dim].astype(np.float32)
    row_bytes, row_scales = _quantised(rows @ axes)
    gram_bytes, gram_scales = _quantised(gram_rows @ axes)
    return {
        "rules": np.asarray(RULES),
        "words": np.asarray(len(kept)),
        "names": np.frombuffer("\n".join([*kept, *stems]).encode("ascii"), np.uint8),
        "rows": row_bytes,
        "row_scales": row_scales,
        "stem_gates": gates.astype(np.float32),
        "grams": gram_bytes,
        "gram_scales": gram_scales,
    }


def _table(paragraphs: Iterable[str], wanted: set[str], kept: Path | None, seed: int) -> Table:
    if kept is not None and kept.exists():
        with np.load(kept) as stored:
            return Table(stored["words"].tolist(), stored["counts"], stored["rows"])
    table = learn_table(paragraphs, wanted, 256, seed)
    if kept is not None:
        np.savez(kept, words=np.asarray(table.words), counts=table.counts, rows=table.rows)
    return table


def _gated(tuner: Tuner, units: list[Unit]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(rows times their gates, the gates). A unit without n-grams gets none."""
    word, root = torch.tensor([unit[0] for unit in units]), torch.tensor([unit[1] for unit in units])
    row, gate = tuner.rows(word, root, *bags(units))
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
