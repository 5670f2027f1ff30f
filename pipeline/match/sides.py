"""The two sides made ready for comparing: pieces, stems, names, figures and vectors, each worked out once."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.match.figures import figures
from pipeline.match.kinds import audiences, general_or_special
from pipeline.match.names import names_of, ordinary_words
from pipeline.match.numbering import Numbering
from pipeline.match.pieces import PLACES, Cut, Piece, Place, common_sayings, cut_acts, measure_pieces
from pipeline.match.reference import cited_numbers
from pipeline.match.runs import Runs, bounds_of, joined
from pipeline.match.words import Vocabulary, content_words, folded_tokens
from pipeline.records.council import Act, AmountRole
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]
Halves = NDArray[np.float16]
_OWN_MONEY = (AmountRole.GRANTED, AmountRole.BUDGETED, AmountRole.ESTIMATED)
_LONGEST = 3_000  # letters of an act that are compared as one
_BATCH = 1024  # acts cut and encoded at once


class Encoder(Protocol):
    """Whatever turns texts into vectors of length 1, as rows of float32: what acts say, and what measures ask."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts of acts, one row each."""

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts of measures, one row each; some encoders read a question in another way than its answer."""

    def encode_words(self, words: Sequence[str]) -> Floats:
        """Vectors of single words of either side, one row each."""


@dataclass(frozen=True, slots=True)
class MeasureSide:
    """A measure ready for comparing. `vectors` are its pieces', the last row is title and steps together.

    `words` are its stems, each with a word as it stands there first, those of the title before the others. `wanted_roots` are the stems
    of the words of title and steps, `word_vectors` the vectors of these words, in the same order.
    """

    measure: Measure
    pieces: tuple[Piece, ...]
    stems: tuple[frozenset[str], ...]
    words: Mapping[str, str]
    names: tuple[str, ...]
    figures: frozenset[str]
    vectors: Floats
    wanted_roots: tuple[str, ...]
    word_vectors: Floats
    plan: Source | None


@dataclass(frozen=True, slots=True)
class ActSide:
    """An act ready for comparing. `start` is the row of all its words in `ActSides`, its pieces' rows follow up to `stop`."""

    act: Act
    pieces: tuple[Piece, ...]
    text: str  # all pieces and beneficiaries, `spaced`
    figures: frozenset[str]
    sums: frozenset[int]  # cents
    own_sums: tuple[int, ...]  # those that the act spends or plans
    cited: Mapping[str, tuple[str, ...]]  # numbers of actions that the act cites, with the words around
    general: bool  # about the budget, the accounts, the minutes ...
    purposes: tuple[str, ...]
    start: int
    stop: int

    @property
    def audiences(self) -> frozenset[str]:
        """For whom the act is, by its subject and operative words."""
        return audiences(" . ".join(p.text for p in self.pieces if p.place in (Place.SUBJECT, Place.OPERATIVE)))


@dataclass(frozen=True, slots=True)
class ActSides:
    """The acts that are compared closely, by their place in the list of acts, which go up, and what they say by rows: one for all words of
    an act, then one for each of its pieces.

    `places` are numbers in `PLACES`, that of the subject for all words of an act. `said` are the different stems of each row, as numbers of
    `stems`, in the order in which they stand there first.
    """

    sides: Mapping[int, ActSide]
    pieces: Runs  # the rows of each act's pieces
    vectors: Halves
    places: NDArray[np.int8]
    said: Runs
    figures: Mapping[str, int]  # in how many of these acts a figure stands
    stems: Mapping[str, int]  # the stems of these acts and their rows in `word_vectors`
    word_vectors: Floats  # of one word for each stem


class Stack:
    """Vectors at half precision, so that a large corpus fits into memory, each written where it stays: joining parts would take both the
    memory and the time twice. `size` is how many rows there will be."""

    def __init__(self, size: int) -> None:
        self._size, self._done = size, 0
        self.rows: Halves = np.zeros((0, 0), np.float16)

    def add(self, vectors: Floats) -> None:
        """Put these below the others."""
        if not self._done:
            self.rows = np.empty((self._size, vectors.shape[1]), np.float16)
        self.rows[self._done : self._done + len(vectors)] = vectors
        self._done += len(vectors)


def measure_sides(
    measures: Sequence[Measure], plans: Mapping[str, Source], encoder: Encoder, others: Iterable[str] = ()
) -> tuple[MeasureSide, ...]:
    """Cut and encode the measures. `others` are further texts of the territory: a word that stands there without a capital is no name."""
    cut = [measure_pieces(m) for m in measures]
    ordinary = ordinary_words(itertools.chain((p.text for pieces in cut for p in pieces), others))
    vectors = encoder.encode_queries([text for pieces in cut for text in (*(p.text for p in pieces), title_and_steps(pieces))])
    sides: list[MeasureSide] = []
    row = 0
    for measure, pieces in zip(measures, cut, strict=True):
        rows = vectors[row : row + len(pieces) + 1]
        row += len(pieces) + 1
        asked = content_words([title_and_steps(pieces)])
        sides.append(
            MeasureSide(
                measure,
                pieces,
                tuple(frozenset(content_words([p.text])) for p in pieces),
                content_words(p.text for p in pieces),
                names_of(measure, ordinary, pieces),
                frozenset().union(*(figures(p.text.lower(), folded_tokens(p.text)) for p in pieces)),
                rows,
                tuple(asked),
                encoder.encode_words(list(asked.values())),
                plans.get(measure.document),
            )
        )
    return tuple(sides)


def act_sides(acts: Sequence[Act], wanted: Iterable[int], encoder: Encoder) -> ActSides:
    """Cut and encode the wanted acts, in batches."""
    sides: dict[int, ActSide] = {}
    vocabulary = Vocabulary()
    numbering = Numbering(vocabulary.number)
    said: list[Runs] = []
    places: list[int] = []
    numbers = list(wanted)
    cut = list(cut_acts(acts[number] for number in numbers))
    said_often = common_sayings(cut)
    cut = [_telling(whole, said_often) for whole in cut]
    vectors = Stack(sum(1 + len(whole.pieces) for whole in cut))
    for first in range(0, len(numbers), _BATCH):
        batch = cut[first : first + _BATCH]
        said.append(_said(batch, numbering))
        texts: list[str] = []
        for number, whole in zip(numbers[first:], batch, strict=False):
            sides[number] = _act_side(acts[number], whole, len(places))
            texts += [_everything(whole.pieces), *[p.said for p in whole.pieces]]
            places += map(PLACES.index, [Place.SUBJECT, *[p.place for p in whole.pieces]])
        vectors.add(encoder.encode(texts))
    words = encoder.encode_words(vocabulary.words)
    counts = Counter(itertools.chain.from_iterable(side.figures for side in sides.values()))
    starts = np.array([*(side.start for side in sides.values()), len(places)])
    pieces = Runs(np.delete(np.arange(len(places), dtype=np.int32), starts[:-1]), starts - np.arange(len(starts)))
    return ActSides(sides, pieces, vectors.rows, np.array(places, np.int8), joined(said), counts, vocabulary.numbers, words)


def _telling(whole: Cut, said_often: Container[str]) -> Cut:
    """Without what many acts say; the subject stays."""
    if not said_often:
        return whole
    both = zip(whole.pieces, whole.said, strict=True)
    pieces, said = zip(*[b for b in both if b[0].place is Place.SUBJECT or b[1].key not in said_often], strict=True)
    return Cut(pieces, said, whole.subject)


def _said(batch: Sequence[Cut], numbering: Numbering) -> Runs:
    """The stems of these acts by rows, as in `ActSides`."""
    numbers, owners = numbering.numbers([saying.words for whole in batch for saying in whole.said])
    said, pieces = _once(numbers, owners)
    act_of = np.repeat(np.arange(len(batch), dtype=np.int32), [len(whole.pieces) for whole in batch])
    words, acts = _once(said, act_of[pieces])
    row_of = np.arange(1, len(act_of) + 1, dtype=np.int32) + act_of  # of each piece, behind those of the acts so far
    rows = np.concatenate(((np.searchsorted(act_of, acts) + acts), row_of[pieces]))
    sizes = np.bincount(rows, minlength=len(act_of) + len(batch))
    return Runs(np.concatenate((words, said))[np.argsort(rows, kind="stable")], bounds_of(sizes))


def _once(numbers: Indices, groups: Indices) -> tuple[Indices, Indices]:
    """The numbers above 0, each once in its group and where it stands first, and their groups, which go up."""
    numbers, groups = numbers[(some := numbers > 0)], groups[some]
    size = max(len(numbers), 1)
    pairs = groups.astype(np.int64) * (int(numbers.max(initial=0)) + 1) + numbers
    placed = np.sort(pairs * size + np.arange(len(pairs)))  # many times faster than sorting with a second array of places
    first = np.sort(placed[np.diff(placed // size, prepend=-1) > 0] % size)
    return numbers[first], groups[first]


def _act_side(act: Act, whole: Cut, start: int) -> ActSide:
    pieces = whole.pieces
    payees = [folded_tokens(payee.text) for payee in act.beneficiaries]
    return ActSide(
        act,
        pieces,
        f" {' '.join([*[saying.words for saying in whole.said], *itertools.chain.from_iterable(payees)])} ",
        frozenset().union(*[saying.figures for saying in whole.said], *[figures("", words) for words in payees]),
        frozenset([a.cents for a in act.amounts]),
        tuple([a.cents for a in act.amounts if a.role in _OWN_MONEY]),
        cited_numbers(" ".join([e.quote for e in act.whole.evidence])),
        *general_or_special(whole.subject),
        start,
        start + 1 + len(pieces),
    )


def _everything(pieces: Sequence[Piece]) -> str:
    return ". ".join(p.text for p in pieces)[:_LONGEST]


def title_and_steps(pieces: Sequence[Piece]) -> str:
    """What a measure asks, as one text."""
    return ". ".join(p.text for p in pieces if p.place in (Place.TITLE, Place.STEP))
