"""The transformer that is trained (torch) and the tuning that brings wordings of one measure together. Needs torch; using it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from models.encoder.pieces import START, STOP
from models.encoder.wordings import Group

HEADS = 12
_EPSILON = 1e-12
_LONGEST = 64  # pieces of a text read while training
_LONG_FAMILY = 12

Cut = list[int]


@dataclass(frozen=True, slots=True)
class Settings:
    """What tuning is told; chosen on the development groups."""

    seed: int = 0
    epochs: int = 10
    batch: int = 128  # groups of a step
    families: int = 128  # families of a step
    family_weight: float = 0.5
    rate: float = 1e-4
    temperature: float = 0.05
    pieces_dropped: float = 0.1
    dropout: float = 0.1
    levels: int = 0  # of a weight on each side of zero while training; 0 does not round
    layers: tuple[int, ...] = tuple(range(12))


class Transformer(nn.Module):  # type: ignore[misc]
    """Post-norm layers (attention, then a wide layer) over the rows of pieces; a text is the mean of its last states."""

    def __init__(self, start: Mapping[str, NDArray[Any]], settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        names = ["emb.word", "emb.pos", "emb.ln.w", "emb.ln.b"]
        kept = {name: start[name] for name in names}
        for number, layer in enumerate(settings.layers):
            kept |= {f"l{number}." + name.partition(".")[2]: array for name, array in start.items() if name.startswith(f"l{layer}.")}
        self.names = list(kept)
        self.weights = nn.ParameterList([nn.Parameter(torch.tensor(np.asarray(kept[name], np.float32))) for name in self.names])

    def rounded(self) -> dict[str, Any]:
        """The weights by name, as they will be stored; gradients pass through the rounding."""
        found = {}
        for name, weight in zip(self.names, self.weights, strict=True):
            if self.settings.levels and weight.ndim == 2 and name != "emb.pos":
                scale = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-9) / self.settings.levels
                found[name] = weight + (torch.round(weight / scale) * scale - weight).detach()
            else:
                found[name] = weight
        return found

    def states(self, ids: Any, there: Any, beside: Any = None) -> Any:
        """(texts, pieces, width) last states of padded texts; `there` is true where a piece is, `beside` is added to the rows of pieces."""
        w = self.rounded()
        lost = self.settings.dropout if self.training else 0.0
        x = functional.embedding(ids, w["emb.word"]) + w["emb.pos"][: ids.shape[1]]
        if beside is not None:
            x = x + beside
        x = _norm(x, w["emb.ln.w"], w["emb.ln.b"])
        width = x.shape[-1]
        mask = there[:, None, None, :]
        for n in range(len(self.settings.layers)):
            q, k, v = (
                functional.linear(x, w[f"l{n}.{part}.w"], w[f"l{n}.{part}.b"]).unflatten(-1, (HEADS, width // HEADS)).transpose(1, 2)
                for part in "qkv"
            )
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2)
            seen = functional.linear(seen, w[f"l{n}.ao.w"], w[f"l{n}.ao.b"])
            x = _norm(x + functional.dropout(seen, lost), w[f"l{n}.aln.w"], w[f"l{n}.aln.b"])
            wide = functional.gelu(functional.linear(x, w[f"l{n}.fi.w"], w[f"l{n}.fi.b"]), approximate="tanh")
            wide = functional.linear(wide, w[f"l{n}.fo.w"], w[f"l{n}.fo.b"])
            x = _norm(x + functional.dropout(wide, lost), w[f"l{n}.oln.w"], w[f"l{n}.oln.b"])
        return x

    def forward(self, texts: Sequence[Cut]) -> Any:
        """Unit vectors of texts, float32."""
        ids, there = self.padded(texts)
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.device.type == "cuda"):
            x = self.states(ids, there)
        return functional.normalize((x.float() * there[..., None]).sum(1), dim=1)

    def padded(self, texts: Sequence[Cut]) -> tuple[Any, Any]:
        """(ids, where a piece is seen) on the device of the weights; while training some pieces are hidden at random."""
        sizes = np.asarray([len(text) for text in texts])
        ids = np.zeros((len(texts), int(sizes.max())), np.int64)
        there = np.arange(ids.shape[1])[None] < sizes[:, None]
        ids[there] = np.concatenate(texts)
        device = self.weights[0].device
        places, seen = torch.tensor(ids).to(device), torch.tensor(there).to(device)
        if self.training and self.settings.pieces_dropped:
            stays = torch.rand(seen.shape, device=device) >= self.settings.pieces_dropped
            seen = seen & (stays | (places <= STOP))
        return places, seen

    def vectors(self, texts: Sequence[Cut], at_once: int = 256) -> NDArray[np.float32]:
        """Unit vectors of any number of texts, without gradients."""
        self.eval()
        with torch.no_grad():
            return np.concatenate([self(texts[i : i + at_once]).cpu().numpy() for i in range(0, len(texts), at_once)])


def tune(
    model: Transformer,
    cut: Callable[[str], Cut],
    groups: list[Group],
    families: list[list[str]],
    watch: Callable[[int, Transformer], None] | None = None,
) -> Transformer:
    """Tunes in place. A step sees `batch` groups whole, their near misses, and families dealt out to short texts."""
    settings = model.settings
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    cut_groups = [
        ([cut(text)[:_LONGEST] for _, text in group.wordings], [cut(text)[:_LONGEST] for text in group.near_misses]) for group in groups
    ]
    cut_families = [[cut(f"{term},")[1:-1] for term in family] for family in families]
    optimizer = torch.optim.AdamW(model.parameters(), lr=settings.rate, weight_decay=0.01)
    steps = max(1, len(groups) // settings.batch)
    total = steps * settings.epochs
    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / (0.06 * total + 1), max(0.02, 1 - step / total)))
    for epoch in range(settings.epochs):
        model.train()
        order = rng.permutation(len(groups))
        for step in range(steps):
            chosen = [cut_groups[i] for i in order[step * settings.batch : (step + 1) * settings.batch]]
            loss = pull(model, [same for same, _ in chosen], [text for _, near in chosen for text in near])
            optimizer.zero_grad()
            loss.backward()
            if families and settings.family_weight:
                dealt = [deal(cut_families[i], rng) for i in rng.permutation(len(families))[: settings.families]]
                (settings.family_weight * pull(model, dealt, [])).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            falling.step()
        if watch is not None:
            watch(epoch, model)
    return model


def pull(model: Transformer, groups: list[list[Cut]], others: list[Cut]) -> Any:
    """Contrastive loss: each text is to be nearer to each of its group than to all texts of other groups and to `others`."""
    texts = [text for group in groups for text in group]
    vectors = model(texts + others)
    label = torch.tensor([number for number, group in enumerate(groups) for _ in group], device=vectors.device)
    likeness = vectors[: len(texts)] @ vectors.T / model.settings.temperature
    same = label[:, None] == label[None, :]
    apart = likeness.clone()
    apart[:, : len(texts)] = apart[:, : len(texts)].masked_fill(same, -1e4)
    pulled = functional.softplus(torch.logsumexp(apart, 1, keepdim=True) - likeness[:, : len(texts)])
    pairs = (same & ~torch.eye(len(texts), dtype=torch.bool, device=vectors.device)).float()
    return (pulled * pairs).sum() / pairs.sum()


def deal(family: list[Cut], rng: np.random.Generator) -> list[Cut]:
    """The terms of a family dealt out to texts that are to find each other: four, or two where four would be left with a word each."""
    parts = 4 if len(family) >= _LONG_FAMILY else 2
    order = [family[i] for i in rng.permutation(len(family))]
    dealt = [[piece for term in order[start::parts] for piece in term] for start in range(min(parts, len(order)))]
    return [[START, *text[: _LONGEST - 2], STOP] for text in dealt]


def _norm(x: Any, weight: Any, bias: Any) -> Any:
    return functional.layer_norm(x, (x.shape[-1],), weight, bias, _EPSILON)
