"""Which acts are worth comparing with a measure: found by rare shared words, names, sums and nearness of meaning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.match.numbering import Numbering
from pipeline.match.rarity import Rarity
from pipeline.match.sides import Encoder, Floats, Halves, Indices, MeasureSide, Stack
from pipeline.match.words import folded_words, root_of, stem, stems
from pipeline.records.council import Act

FEW_PAIRS = 60_000  # up to so many pairs every act is compared with every measure
PAIRS = 20_000  # compared closely in a larger territory
FEWEST, MOST = 5, 40  # candidates by words, and as many by meaning: 5 and 5 held all 63 answering acts of two labelled territories
_RARE = 12  # acts: a name or sum that stands in no more acts than this makes each of them a candidate
# An act that has the sum asked for, but says hardly any of the measure's words, by rarity, and whose head is not near it, has that sum by
# chance: of 27 labelled sets put together 844 of 2,106 acts found by a sum alone, none of them an answer.
_SAID, _NEAR = 0.05, 0.1
_CHUNK, _BLOCK = 1024, 256  # acts and measures at a time in the product of vectors: what fits a processor's cache
_HEAD = 320  # letters of the operative words that go into an act's head
_LONGEST = 20_000  # letters of an act that are indexed

_NONE: Indices = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Index:
    """All acts at a glance, counted by their place in the list. `terms` are the stems that measures have; of `heads` each act has two:
    subject, and subject with operative."""

    size: int
    terms: Mapping[str, Indices]
    sums: Mapping[int, Indices]
    days: tuple[date | None, ...]
    heads: Halves

    def holding(self, name: str) -> Indices:
        """Acts that hold all words of a name (not necessarily in order)."""
        lists = sorted((self.terms.get(root, _NONE) for root in stems(name)), key=len)
        if not lists:
            return _NONE
        found = lists[0]
        for other in lists[1:]:
            found = np.intersect1d(found, other, assume_unique=True)
        return found


def index_acts(acts: Sequence[Act], measures: Sequence[MeasureSide], encoder: Encoder) -> Index:
    """Invert the acts' sums and those of their stems that the measures have, encode their heads."""
    sums: defaultdict[int, list[int]] = defaultdict(list)
    for number, act in enumerate(acts):
        for cents in {a.cents for a in act.amounts}:
            sums[cents].append(number)
    return Index(
        len(acts),
        _inverted(acts, {term for m in measures for term in (*m.words, *map(stem, " ".join(m.names).split()))}),
        {cents: np.array(found, np.int32) for cents, found in sums.items()},
        tuple(a.session.value if a.session else None for a in acts),
        _heads(acts, encoder),
    )


def _inverted(acts: Sequence[Act], wanted: Iterable[str]) -> Mapping[str, Indices]:
    """Acts that hold each of the wanted stems, in order."""
    terms = {term: number for number, term in enumerate(sorted(set(wanted)), 1)}
    numbering = Numbering(lambda word: terms.get(root_of(word), 0))
    smallest = np.min_scalar_type(len(terms))  # as few bytes as will do: sorted many times faster
    said, owned = [np.zeros(0, smallest)], [_NONE]
    for first in range(0, len(acts), _CHUNK):
        numbers, owners = numbering.numbers([folded_words(_everything(act)) for act in acts[first : first + _CHUNK]])
        some = numbers > 0
        once = np.sort(owners[some].astype(np.int64) << 32 | numbers[some])
        once = once[np.diff(once, prepend=-1) > 0]  # many times faster than `np.unique`, which puts numbers into a table of hashes
        said.append((once & 0xFFFFFFFF).astype(smallest))
        owned.append((once >> 32).astype(np.int32) + np.int32(first))
    held = np.concatenate(said)
    owner = np.concatenate(owned)[np.argsort(held, kind="stable")]
    ends = np.cumsum(np.bincount(held, minlength=len(terms) + 1))
    return {term: owner[ends[number - 1] : ends[number]] for term, number in terms.items()}


def _everything(act: Act) -> str:
    passages = (act.subject, act.operative, act.statement, *act.annexes, *act.beneficiaries)
    return " ".join(e.quote for p in passages if p for e in p.evidence)[:_LONGEST]


def _heads(acts: Sequence[Act], encoder: Encoder) -> Halves:
    heads = Stack(2 * len(acts))
    for first in range(0, len(acts), _CHUNK):
        texts: list[str] = []
        for act in acts[first : first + _CHUNK]:
            subject = act.subject.text
            decided = act.operative.evidence[0].quote[:_HEAD] if act.operative else ""
            texts += [subject, f"{subject}. {decided}"]
        heads.add(encoder.encode(texts))
    return heads.rows


def rarity_of_all(index: Index, measures: Sequence[MeasureSide], common: Mapping[str, float]) -> Rarity:
    """How rare each stem is among the acts and measures."""
    counts = Counter(term for m in measures for term in frozenset().union(*m.stems))
    for term, found in index.terms.items():
        counts[term] += len(found)
    return Rarity(counts, index.size + len(measures), common)


def candidates(index: Index, measures: Sequence[MeasureSide], rarity: Rarity, look_back: bool) -> list[Indices]:
    """For each measure the acts to compare it with: all of them in a small territory. None from before its plan, unless `look_back`."""
    if index.size * len(measures) <= FEW_PAIRS:
        found = [np.arange(index.size, dtype=np.int32)] * len(measures)
    else:
        most = int(np.clip(PAIRS / len(measures) / 2, FEWEST, MOST))
        near = _nearest(index, measures, most)
        found = [np.unique(np.concatenate((near[i], *_by_words(index, m, rarity, most)))) for i, m in enumerate(measures)]
    return found if look_back else [_since(index, m, acts) for m, acts in zip(measures, found, strict=True)]


def _since(index: Index, measure: MeasureSide, found: Indices) -> Indices:
    if measure.plan is None or measure.plan.adopted is None:
        return found
    adopted = measure.plan.adopted
    return np.array([a for a in found if (day := index.days[a]) is None or day >= adopted], np.int32)


def _by_words(index: Index, measure: MeasureSide, rarity: Rarity, most: int) -> list[Indices]:
    scores, most_said = _word_scores(index, measure, rarity)
    parts = [_highest(scores, most)]
    parts += [held for name in measure.names if len(held := index.holding(name)) <= _RARE]
    budget = measure.measure.budget
    same = index.sums.get(budget.cents, _NONE) if budget and budget.cents else _NONE
    if 0 < len(same) <= _RARE:
        heads = index.heads[[2 * same, 2 * same + 1]].astype(np.float32)
        near = (heads @ measure.vectors[[0, -1]].T).max(axis=(0, 2))
        parts.append(same[(near >= _NEAR) | (scores[same] > _SAID * most_said)])
    return parts


def _word_scores(index: Index, measure: MeasureSide, rarity: Rarity) -> tuple[Floats, float]:
    """How many of the measure's words each act says, by rarity, those of the title twice, and what saying all of them would be. Words of a
    tenth of the acts tell nothing."""
    title = measure.stems[0]
    every = {term: rarity.weight(term) ** 2 * (2.0 if term in title else 1.0) for term in measure.words}
    held = {term: found for term in measure.words if len(found := index.terms.get(term, _NONE)) < 0.1 * index.size and len(found)}
    if not held:
        return np.zeros(index.size, np.float32), sum(every.values())
    weights = [every[term] for term in held]
    # Added at double precision, so that acts with the same words score the very same, in whatever order these are added.
    added = np.bincount(np.concatenate(list(held.values())), np.repeat(weights, [len(found) for found in held.values()]), index.size)
    return added.astype(np.float32), sum(every.values())


def _highest(scores: Floats, most: int) -> Indices:
    """Places of the highest scores above 0, at most so many."""
    found = np.flatnonzero(scores > scores.max() / 2)  # as a rule enough, and many times fewer than all
    if len(found) < most:
        found = np.flatnonzero(scores)
    if len(found) > most:
        found = found[np.argpartition(scores[found], -most)[-most:]]
    return found.astype(np.int32)


def _nearest(index: Index, measures: Sequence[MeasureSide], most: int) -> list[Indices]:
    """The acts whose subject, or subject and operative words, lie nearest to title or title and steps."""
    titles, wholes = np.stack([m.vectors[0] for m in measures]), np.stack([m.vectors[-1] for m in measures])
    kept = np.zeros((len(measures), most), np.int32)
    scores = np.full((len(measures), most), -np.inf, np.float32)
    for first in range(0, index.size, _CHUNK):
        subjects, decided = (index.heads[row + 2 * first : 2 * (first + _CHUNK) : 2].astype(np.float32).T for row in (0, 1))
        for start in range(0, len(measures), _BLOCK):
            asked = slice(start, start + _BLOCK)
            near = titles[asked] @ subjects
            for queries, heads in ((titles, decided), (wholes, subjects), (wholes, decided)):
                np.maximum(near, queries[asked] @ heads, out=near)
            better = np.flatnonzero(near.max(axis=1) > scores[asked, -1])
            top = np.argpartition(near[better], -min(most, near.shape[1]), axis=1)[:, -most:]
            found = np.concatenate((kept[asked][better], (top + first).astype(np.int32)), axis=1)
            how = np.concatenate((scores[asked][better], np.take_along_axis(near[better], top, axis=1)), axis=1)
            order = np.argsort(-how, axis=1, kind="stable")[:, :most]
            kept[start + better], scores[start + better] = np.take_along_axis(found, order, axis=1), np.take_along_axis(how, order, axis=1)
    return [found[np.isfinite(how)] for found, how in zip(kept, scores, strict=True)]
