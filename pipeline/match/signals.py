"""The named reasons for and against a link. Each is a number, mostly 0 to 1; `explain.py` finds the words behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from pipeline.match.index import Index
from pipeline.match.kinds import asks_for, audiences, clause_purposes, purpose_weight, purposes
from pipeline.match.pieces import PLACES, Piece, Place
from pipeline.match.rarity import Rarity
from pipeline.match.reference import names_enough, reference_strength, title_stems
from pipeline.match.sides import ActSide, ActSides, Floats, Indices, MeasureSide
from pipeline.match.words import stem as root_of
from pipeline.records.council import AmountRole, Body, Outcome

# What a piece of the act proves, by where it stands: the operative words decide, the exposé explains, a table lists.
PLACE_WEIGHTS = {Place.SUBJECT: 1.0, Place.OPERATIVE: 1.0, Place.STATEMENT: 0.95, Place.ANNEX: 0.9, Place.ROW: 1.0}
# Names of the signals in the order of the columns, with the sign that their weight must have.
SIGNALS: tuple[tuple[str, int], ...] = (
    ("meaning", 1),  # encoder: the title against the act's best piece
    ("meaning_whole", 1),  # encoder: title and steps together against the act's best piece
    ("meaning_steps", 1),  # encoder: steps and sentences of the fiche, each against its best piece, mean of the three best
    ("meaning_decided", 1),  # encoder: title and steps against the best piece that decides: subject, operative words, row of a table
    ("topic", 1),  # encoder: title and steps against all words of the act
    ("passage_lead", 1),  # how much nearer the best passage is to this measure than to any other (`score.passage_leads`)
    ("words", 1),  # rare words of the title found in one piece of the act
    ("words_all", 1),  # rare words of the whole measure found anywhere in the act
    ("coverage", 1),  # encoder, word by word: how near the act comes to each rare word of title and steps
    ("least", 1),  # how near the act comes to the one of the title's telling words that it comes least near to
    ("names", 1),  # proper names of the measure found in the act, by rarity
    ("sum", 1),  # the sum that the measure asks for stands in the act
    ("sum_near", 1),  # the act spends or plans a sum of the size asked for
    ("figures", 1),  # further figures in common, by rarity
    ("reference", 1),  # the act names the plan's action
    ("general", -1),  # an act on the budget, the minutes, the plan as a whole ...
    ("delegated", -1),  # a contract by delegation
    ("noted", -1),  # the assembly only took note, or uttered a wish or an opinion
    ("other_purpose", -1),  # a tariff, a guarantee, a name ... for a measure that asks for none
    ("other_people", -1),  # for other people than the measure's
)
_TELLING = 3  # rarest words of a title that an act should come near to
_SAME_SIZE = 2.0  # doublings: four times as much or a quarter is another size
_LONG_NAME = 9  # letters and spaces of a name that a misreading leaves recognisable
_ALIKE = 88  # rapidfuzz ratio: one letter in eight
_OWN_MONEY = (AmountRole.GRANTED, AmountRole.BUDGETED, AmountRole.ESTIMATED)
_A_SUM = 1_000_00  # cents: a smaller figure may stand for anything
_NO_COMMITMENT = (Outcome.NOTED, Outcome.OPINION)
_DECIDING = (Place.SUBJECT, Place.OPERATIVE, Place.ROW)
_WEIGHTS: Floats = np.array([PLACE_WEIGHTS.get(place, 0.0) for place in PLACES], np.float32)
_DECIDES = np.array([place in _DECIDING for place in PLACES])
NAMES = tuple(name for name, _ in SIGNALS)


@dataclass(frozen=True, slots=True)
class Best:
    """Where the best passage is: row of the measure's pieces and of the act's."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything that is compared, and how rare each word is among it."""

    measures: tuple[MeasureSide, ...]
    acts: ActSides
    index: Index
    rarity: Rarity
    named: Mapping[str, int]  # name -> number of measures that carry it


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure with its candidate acts: `values` (rows as the acts, columns as `SIGNALS`) and where the best passages are.

    `near` is how near each piece of these acts is to the measure, one act after the other; `rows` are the pieces' rows in
    `ActSides.vectors` and `starts` each act's first among them.
    """

    values: Floats
    best: list[Best]
    near: Floats
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]


def signal_values(sides: Sides, measure: MeasureSide, acts: Indices) -> Compared:
    """Compare a measure with its candidate acts. The column `passage_lead` is left at 0: it needs the other measures."""
    found = [sides.acts.sides[a] for a in acts.tolist()]
    title = measure.plan.title if measure.plan else ""
    number = measure.measure.number
    wanted = _Wanted(sides, measure)
    rows = np.concatenate([np.arange(a.start + 1, a.stop) for a in found])
    starts = np.cumsum([0, *(len(a.pieces) for a in found)])[:-1]
    places = sides.acts.places[rows]
    weights = _WEIGHTS[places]
    named = frozenset(root_of(word) for name in measure.names for word in name.split())  # counted by `names`, not once more
    rarities = {stem: 0.0 if stem in named else sides.rarity.weight(stem) for stem in measure.words}
    similar = (sides.acts.vectors[rows].astype(np.float32) @ measure.vectors.T) * weights[:, None]  # reduced fastest along rows
    decided = np.maximum.reduceat(np.where(_DECIDES[places], similar[:, -1], -1.0), starts)
    topic = sides.acts.vectors[[a.start for a in found]].astype(np.float32) @ measure.vectors[-1]
    meanings, best = _meanings(similar, starts)
    said = [
        (
            0.0, 0.0, 0.0, 0.0, wanted.names(act), wanted.sum(act), wanted.size(act), wanted.figures(act),
            reference_strength(number, title, act.cited) if act.cited else 0.0,
            (act.general and answer.place is not Place.ROW) or wanted.named_by(act), act.act.body is Body.DELEGATION,
            act.act.outcome in _NO_COMMITMENT,
            wanted.other_purpose(act, answer), wanted.other_people(act, answer),
        )
        for act, answer in zip(found, (act.pieces[b.right] for act, b in zip(found, best, strict=True)), strict=True)
    ]  # fmt: skip
    near = np.column_stack((meanings, decided, topic, np.zeros(len(found))))
    values = np.concatenate((near, np.array(said)), axis=1).astype(np.float32)
    first = NAMES.index("coverage")
    values[:, first : first + 2] = _coverage(sides, measure, found, rarities)
    first = NAMES.index("words")
    values[:, first : first + 2] = _shared(sides, measure, found, rarities, weights)
    return Compared(values, best, np.maximum(similar[:, 0], similar[:, -1]), rows, starts)


def _coverage(sides: Sides, measure: MeasureSide, found: list[ActSide], rarities: Mapping[str, float]) -> Floats:
    """How near each act comes to the measure's words, columns `coverage` and `least`: the mean over all of them, weighted by rarity, and
    the least over the telling ones of the title."""
    weights = np.array([rarities[root] for root in measure.wanted_roots], np.float32)
    if not weights.any() or not all(len(a.words) for a in found):
        return np.zeros((len(found), 2), np.float32)
    said = np.concatenate([a.words for a in found])
    row_of = np.zeros(len(sides.acts.word_vectors), np.int32)
    row_of[said] = 1
    distinct = np.flatnonzero(row_of)
    row_of[distinct] = np.arange(len(distinct))
    similar = sides.acts.word_vectors[distinct] @ measure.word_vectors.T
    nearest = np.maximum.reduceat(similar[row_of[said]], np.cumsum([0, *(len(a.words) for a in found)])[:-1], axis=0)
    titled = np.array([root in measure.stems[0] for root in measure.wanted_roots])
    telling = np.argsort(-np.where(titled, weights, -1.0), kind="stable")[: max(min(_TELLING, int(titled.sum())), 1)]
    return np.stack((nearest @ weights / weights.sum(), nearest[:, telling].min(axis=1)), axis=1)


def _shared(sides: Sides, measure: MeasureSide, found: list[ActSide], rarities: Mapping[str, float], places: Floats) -> NDArray[np.float64]:
    """How many of the measure's words each act says, by rarity, columns `words` and `words_all`: those of the title in the one piece that
    says most of them, those of the whole measure anywhere."""
    title, everything = np.zeros((2, len(sides.acts.word_vectors)))
    for stem, weight in rarities.items():
        number = sides.acts.stems.get(stem, 0)
        everything[number] = weight**2
        title[number] = weight if stem in measure.stems[0] else 0.0
    starts = np.cumsum([0, *(len(a.pieces) for a in found)])
    within = np.concatenate([a.within + start for a, start in zip(found, starts.tolist(), strict=False)])
    by_piece = np.bincount(within, title[np.concatenate([a.said for a in found])], starts[-1])
    near = np.maximum.reduceat(by_piece * places, starts[:-1]) / (math.fsum(rarities[stem] for stem in measure.stems[0]) + 1.0)
    owners = np.repeat(np.arange(len(found)), [len(a.words) for a in found])
    common = np.bincount(owners, everything[np.concatenate([a.words for a in found])], len(found))
    return np.stack((near, common / (common + 2.0)), axis=1)


def _meanings(similar: Floats, starts: NDArray[np.intp]) -> tuple[Floats, list[Best]]:
    """The signals of meaning for each act, and the best pair of pieces.

    Rows of `similar` are the acts' pieces, columns the measure's pieces and, last, title and steps together.
    """
    by_act = np.maximum.reduceat(similar, starts, axis=0)
    further = by_act[:, 1:-1] if by_act.shape[1] > 2 else by_act[:, :1]
    steps = np.sort(further, axis=1)[:, -3:].mean(axis=1)
    lefts = np.argmax(by_act[:, :-1], axis=1)
    sizes = np.diff(starts, append=len(similar))
    rights = first_highest(similar[np.arange(len(similar)), np.repeat(lefts, sizes)], starts) - starts
    best = [Best(left, right) for left, right in zip(lefts.tolist(), rights.tolist(), strict=True)]
    return np.stack((by_act[:, 0], by_act[:, -1], steps), axis=1), best


def first_highest(values: Floats, starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where the highest value of each run stands first; `starts` are where the runs begin, none of which is empty."""
    highest = np.repeat(np.maximum.reduceat(values, starts), np.diff(starts, append=len(values)))
    places = np.flatnonzero(values == highest)
    return places[np.searchsorted(places, starts)]


class _Wanted:
    """What one measure looks for, with its rarities, worked out once."""

    def __init__(self, sides: Sides, measure: MeasureSide) -> None:
        index = sides.index
        size = max(index.size, 2)
        # A partner of many measures tells none of them apart.
        self.name_weights = {n: _rare(len(index.holding(n)), size) / sides.named[n] ** 0.5 for n in measure.names}
        seen = sides.acts.figures
        budget = measure.measure.budget
        self.cents = budget.cents if budget else None
        self.sum_weight = _rare(len(index.sums.get(self.cents, ())), size) if self.cents else 0.0
        self.own_sum = f"{self.cents / 100:.10g}" if self.cents else ""
        self.written_weight = _rare(seen.get(self.own_sum, 0), len(sides.acts.sides)) if self.cents and self.cents >= _A_SUM else 0.0
        telling = (f for f in sorted(measure.figures) if f != self.own_sum and (len(f) > 1 or f > "2"))
        self.figure_weights = {f: _rare(seen.get(f, 0), len(sides.acts.sides)) for f in telling}
        self.said = " . ".join(p.text for p in measure.pieces if p.place in (Place.TITLE, Place.STEP))
        self.audiences = audiences(measure.measure.text.text)
        self.plan = [sides.acts.stems.get(stem, -1) for stem in title_stems(measure.plan.title)] if measure.plan else []

    def named_by(self, act: ActSide) -> bool:
        """Whether the act's subject names the plan, see `names_plan`."""
        return names_enough(self.plan, act.said[: act.opening].tolist())

    def other_purpose(self, act: ActSide, answer: Piece) -> float:
        """By the act's subject, or by what the passage that would answer does: a row of a table, a clause that sets a price. 0, or the
        weight of the purpose in its table."""
        part = purposes(answer.said) if answer.place is Place.ROW else clause_purposes(answer.text)
        unasked = (purpose_weight(purpose) for purpose in (*act.purposes, *part) if not asks_for(self.said, purpose))
        return max(unasked, default=0.0)

    def other_people(self, act: ActSide, answer: Piece) -> bool:
        """By the act's subject. Where that names nobody, by the row that would answer, or by the operative words, unless the passage that
        would answer names the measure's people."""
        if not self.audiences:
            return False
        subject = audiences(act.pieces[0].text)
        if subject:
            return self.audiences.isdisjoint(subject)
        if answer.place is Place.ROW and (row := audiences(answer.said)):
            return self.audiences.isdisjoint(row)
        decided = act.audiences
        return bool(decided) and self.audiences.isdisjoint(decided) and self.audiences.isdisjoint(audiences(answer.text))

    def names(self, act: ActSide) -> float:
        missing = 1.0
        for name, weight in self.name_weights.items():
            if weight and (name in act.text or (act.act.by_ocr and _misread(name, act.text))):
                missing *= 1.0 - weight
        return 1.0 - missing

    def sum(self, act: ActSide) -> float:
        """Half for a sum that the act neither spends nor plans (what somebody asked, another's part)."""
        if self.cents not in act.sums:
            return self.written_weight / 2 if self.own_sum in act.figures else 0.0
        own = any(a.cents == self.cents and a.role in _OWN_MONEY for a in act.act.amounts)
        return self.sum_weight if own else self.sum_weight / 2

    def size(self, act: ActSide) -> float:
        """How near what the act spends or plans comes to the sum asked for: 1 for the same, 0 from `_SAME_SIZE` doublings or halvings."""
        if not self.cents:
            return 0.0
        own = [a.cents for a in act.act.amounts if a.role in _OWN_MONEY and a.cents > 0]
        return max((max(1.0 - abs(math.log2(cents / self.cents)) / _SAME_SIZE, 0.0) for cents in own), default=0.0)

    def figures(self, act: ActSide) -> float:
        shared = sum([w for f, w in self.figure_weights.items() if f in act.figures])
        return shared / (shared + 1.0)


def _misread(name: str, text: str) -> bool:
    """Whether a text read by OCR holds the name but for a letter or two."""
    return len(name) >= _LONG_NAME and fuzz.partial_ratio(name, text, score_cutoff=_ALIKE) > 0


def _rare(found: int, size: int) -> float:
    """1 for something in one act, falling with the logarithm of how many hold it; 0 for what no act or a quarter of them hold."""
    if not found:
        return 0.0
    return float(max(np.log(size / 4 / found) / np.log(size / 4), 0.0)) if size >= 8 else 1.0 / found
