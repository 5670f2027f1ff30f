"""How much a shared word tells: words that few measures and acts of the territory use tell much."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BACKGROUND = 400  # texts that common administrative French counts for, beside the territory's own


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of stems, 0 (everywhere) to 1 (nowhere else)."""

    counts: Mapping[str, int]
    texts: int
    common: Mapping[str, float]  # stem -> share of the texts of administrative French that have it
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)  # many measures ask for the same stems

    def weight(self, term: str) -> float:
        """Weight of one stem, 0..1."""
        found = self._known.get(term)
        if found is None:
            size = self.texts + BACKGROUND
            seen = self.counts.get(term, 0) + BACKGROUND * self.common.get(term, 0.0)
            found = self._known[term] = max(math.log(size / (seen + 0.5)), 0.0) / math.log(size / 0.5)
        return found

    def total(self, terms: Iterable[str]) -> float:
        """Sum of the weights."""
        return sum(map(self.weight, terms))


def rarity_of(texts: Iterable[frozenset[str]], common: Mapping[str, float]) -> Rarity:
    """Count in how many texts each stem stands."""
    counts: Counter[str] = Counter()
    number = 0
    for terms in texts:
        counts.update(terms)
        number += 1
    return Rarity(counts, number, common)
