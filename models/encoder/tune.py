"""Turns the start table into rows that bring wordings of one measure together. Needs torch, which nothing else does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from models.encoder.corpus import Table
from models.encoder.tokens import grams, stem, words
from models.encoder.wordings import Group


@dataclass(frozen=True, slots=True)
class Settings:
    """What tuning is told; chosen on the development groups."""

    seed: int = 0
    epochs: int = 12
    batch: int = 96  # groups of a step
    families: int = 96  # families of a step
    family_weight: float = 0.5
    rate: float = 2e-3
    temperature: float = 0.07
    words_dropped: float = 0.2
    buckets: int = 20_000


@dataclass(frozen=True, slots=True)
class Units:
    """All that has a row: words of the corpus, then those only wordings have; their stems. Frequencies are of both texts."""

    words: dict[str, int]
    stems: dict[str, int]
    word_rows: NDArray[np.float32]
    stem_rows: NDArray[np.float32]
    word_shares: NDArray[np.float64]
    stem_shares: NDArray[np.float64]


Unit = tuple[int, int, list[int]]
"""(word or -1, stem or -1, n-grams) of a word."""

Cut = list[int]
"""A text as places in `Tuner.lexicon`."""

_WORDING_COUNTS = 20  # what an occurrence in the wordings weighs against one in law text
_LONG_FAMILY = 12
_WORD_LOST, _ALL_LOST = 0.15, 0.1  # shares of words seen by their stem alone, by their n-grams alone, while training


def gather_units(table: Table, texts: list[str]) -> Units:
    """Units of the start table and of the training texts; a word or stem without a start row begins at its stem's mean, or zero."""
    met = Counter(word for text in texts for word in words(text))
    names = [*table.words, *sorted(set(met) - set(table.words))]
    stems: dict[str, int] = {}
    for name in names:
        stems.setdefault(stem(name), len(stems))
    counts = np.zeros(len(names))
    counts[: len(table.words)] = table.counts
    counts += [1 + _WORDING_COUNTS * met[name] for name in names]
    belongs = np.asarray([stems[stem(name)] for name in names])
    word_rows = np.zeros((len(names), table.rows.shape[1]), np.float32)
    word_rows[: len(table.words)] = table.rows
    stem_rows = np.zeros((len(stems), word_rows.shape[1]), np.float32)
    np.add.at(stem_rows, belongs, word_rows * np.sqrt(counts)[:, None].astype(np.float32))
    stem_rows /= np.maximum(np.linalg.norm(stem_rows, axis=1, keepdims=True), 1e-9)
    word_rows[len(table.words) :] = stem_rows[belongs[len(table.words) :]]
    places = {name: place for place, name in enumerate(names)}
    shares = counts / counts.sum()
    stem_shares = np.bincount(belongs, weights=shares).astype(np.float64)
    return Units(places, stems, word_rows, stem_rows, shares, stem_shares)


class Tuner(nn.Module):  # type: ignore[misc]
    """Row of a word = gate * (projected start + own change + the same of its stem + mean of its n-grams)."""

    def __init__(self, units: Units, settings: Settings) -> None:
        super().__init__()
        self.units, self.settings = units, settings
        self.lexicon: list[Unit] = []
        self.places: dict[str, int] = {}
        dim = units.word_rows.shape[1]
        self.word_start, self.stem_start = torch.tensor(units.word_rows), torch.tensor(units.stem_rows)
        self.word_change = nn.Parameter(torch.zeros(len(units.words), dim))
        self.stem_change = nn.Parameter(torch.zeros(len(units.stems), dim))
        self.gram_rows = nn.Parameter(torch.zeros(settings.buckets, dim))
        self.word_map, self.stem_map = nn.Parameter(torch.eye(dim)), nn.Parameter(torch.eye(dim))
        self.word_gate, self.stem_gate = nn.Parameter(torch.zeros(len(units.words))), nn.Parameter(torch.zeros(len(units.stems)))
        self.gate = nn.Sequential(nn.Linear(dim, 32), nn.Tanh(), nn.Linear(32, 1))
        nn.init.zeros_(self.gate[2].weight)
        nn.init.zeros_(self.gate[2].bias)
        self.word_base, self.stem_base = _rarity(units.word_shares), _rarity(units.stem_shares)

    def rates(self) -> list[dict[str, Any]]:
        """Parameters by how fast they learn."""
        rate = self.settings.rate
        return [
            {"params": [self.word_change, self.stem_change, self.gram_rows], "lr": rate},
            {"params": [self.word_map, self.stem_map], "lr": rate / 10},
            {"params": [self.word_gate, self.stem_gate, *self.gate.parameters()], "lr": rate * 3},
        ]

    def cut(self, text: str) -> Cut:
        """Places in the lexicon of the text's words; new ones are added."""
        out = []
        for word in words(text):
            if word not in self.places:
                self.places[word] = len(self.lexicon)
                self.lexicon.append(self.cut_word(word))
            out.append(self.places[word])
        return out

    def cut_word(self, word: str) -> Unit:
        """The units of a folded word."""
        return self.units.words.get(word, -1), self.units.stems.get(stem(word), -1), grams(word, self.settings.buckets)

    def rows(self, word: Any, root: Any, parts: Any, starts: Any) -> tuple[Any, Any]:
        """(rows without their gate, logarithms of the gates) of words given as units; -1 for a unit that is not there."""
        word_there, root_there = (word >= 0).float(), (root >= 0).float()
        at, under = word.clamp(min=0), root.clamp(min=0)
        row = (self.word_start[at] @ self.word_map + self.word_change[at]) * word_there[:, None]
        row = row + (self.stem_start[under] @ self.stem_map + self.stem_change[under]) * root_there[:, None]
        row = row + functional.embedding_bag(parts, self.gram_rows, starts, mode="mean")
        seen = torch.where(word[:, None] >= 0, self.word_start[at], self.stem_start[under] * root_there[:, None])
        gate = torch.where(word >= 0, self.word_base[at] + self.word_gate[at], self.stem_base[under] * root_there)
        gate = gate + self.stem_gate[under] * root_there
        return row, gate + self.gate(seen)[:, 0] * torch.maximum(word_there, root_there)

    def forward(self, texts: list[Cut], learn_gates: bool = True) -> Any:
        """Unit vectors of texts; words and units are dropped at random while training. Each distinct word is worked out once.

        Families are lists without the empty words of a sentence, so what words weigh is learnt on wordings alone.
        """
        place = torch.tensor([place for text in texts for place in text])
        belongs = torch.tensor([index for index, text in enumerate(texts) for _ in text])
        lost = torch.zeros(len(place), dtype=torch.long)  # 0 nothing, 1 the word, 2 the word and its stem
        if self.training:
            kept = torch.rand(len(place)) > self.settings.words_dropped
            place, belongs = place[kept], belongs[kept]
            drawn = torch.rand(len(place))
            lost = (drawn < _WORD_LOST + _ALL_LOST).long() + (drawn < _ALL_LOST).long()
        distinct, back = torch.unique(place * 3 + lost, return_inverse=True)
        units = [_without(self.lexicon[key // 3], key % 3) for key in distinct.tolist()]
        row, gate = self.rows(torch.tensor([unit[0] for unit in units]), torch.tensor([unit[1] for unit in units]), *bags(units))
        weighted = row * (gate if learn_gates else gate.detach()).exp()[:, None]
        sums = torch.zeros(len(texts), row.shape[1]).index_add(0, belongs, weighted[back])
        return functional.normalize(sums, dim=1, eps=1e-6)


def _without(unit: Unit, lost: int) -> Unit:
    _, root, parts = unit
    if lost == 2 or (lost == 1 and root < 0):
        return -1, -1, parts
    return (-1, root, parts) if lost else unit


def tune(table: Table, groups: list[Group], families: list[list[str]], settings: Settings, watch: Any = None) -> Tuner:
    """The tuned rows. `watch(epoch, tuner)` is called after each epoch."""
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    texts = [text for group in groups for _, text in group.wordings] + [" ".join(family) for family in families]
    tuner = Tuner(gather_units(table, texts), settings)
    cut_groups = [([tuner.cut(text) for _, text in group.wordings], [tuner.cut(text) for text in group.near_misses]) for group in groups]
    cut_families = [[tuner.cut(term) for term in family] for family in families]
    optimizer = torch.optim.AdamW(tuner.rates(), weight_decay=0)
    steps = len(groups) // settings.batch
    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / (steps * settings.epochs)))
    for epoch in range(settings.epochs):
        tuner.train()
        order = rng.permutation(len(groups))
        for step in range(steps):
            chosen = [cut_groups[i] for i in order[step * settings.batch : (step + 1) * settings.batch]]
            loss = _pull([same for same, _ in chosen], [text for _, near in chosen for text in near], tuner)
            if cut_families:
                picked = rng.permutation(len(cut_families))[: settings.families]
                loss = loss + settings.family_weight * _pull([_deal(cut_families[i], rng) for i in picked], [], tuner, learn_gates=False)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            falling.step()
        tuner.eval()
        if watch is not None:
            watch(epoch, tuner)
    return tuner


def _deal(family: list[Cut], rng: np.random.Generator) -> list[Cut]:
    """The terms of a family dealt out to texts that are to find each other: four, or two where four would be left with a word each."""
    parts = 4 if len(family) >= _LONG_FAMILY else 2
    order = [family[i] for i in rng.permutation(len(family))]
    return [[unit for term in order[start::parts] for unit in term] for start in range(min(parts, len(order)))]


def _pull(groups: list[list[Cut]], others: list[Cut], tuner: Tuner, learn_gates: bool = True) -> Any:
    """Contrastive loss: each text is to be nearer to each of its group than to all texts of other groups and to `others`."""
    texts = [text for group in groups for text in group]
    label = torch.tensor([number for number, group in enumerate(groups) for _ in group])
    vectors = tuner(texts + others, learn_gates)
    likeness = vectors[: len(texts)] @ vectors.T / tuner.settings.temperature
    same = label[:, None] == label[None, :]
    apart = likeness.clone()
    apart[:, : len(texts)] = apart[:, : len(texts)].masked_fill(same, -1e4)
    pulled = functional.softplus(torch.logsumexp(apart, 1, keepdim=True) - likeness[:, : len(texts)])
    pairs = (same & ~torch.eye(len(texts), dtype=torch.bool)).float()
    return (pulled * pairs).sum() / pairs.sum()


def _rarity(shares: NDArray[np.float64]) -> Any:
    """Logarithm of the smooth inverse frequency weight a gate starts from."""
    return torch.tensor(np.log(1e-3 / (1e-3 + shares) + 0.02), dtype=torch.float32)


def bags(units: list[Unit]) -> tuple[Any, Any]:
    """All n-grams of the units in one row, and where each unit's begin."""
    starts = np.cumsum([0, *[len(unit[2]) for unit in units[:-1]]])
    return torch.tensor([part for unit in units for part in unit[2]], dtype=torch.long), torch.tensor(starts[: len(units)])
