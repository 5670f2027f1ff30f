"""The two sides made ready for comparing: pieces, stems, names, figures and vectors, each worked out once."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.match.figures import figures
from pipeline.match.names import names_of, ordinary_words, spaced
from pipeline.match.pieces import Piece, Place, act_pieces, measure_pieces
from pipeline.match.rarity import Rarity, rarity_of
from pipeline.match.reference import cited_numbers
from pipeline.match.words import plain, stems
from pipeline.records.council import Act
from pipeline.records.lexicon import load_table
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

Floats = NDArray[np.float32]


class Encoder(Protocol):
    """Whatever turns texts into vectors of length 1, as rows of float32."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of the texts, one row each."""


@dataclass(frozen=True, slots=True)
class MeasureSide:
    """A measure ready for comparing. `vectors` are its pieces', the last row is title and steps together."""

    measure: Measure
    pieces: tuple[Piece, ...]
    stems: tuple[frozenset[str], ...]
    names: tuple[str, ...]
    figures: frozenset[float]
    vectors: Floats
    plan: Source | None


@dataclass(frozen=True, slots=True)
class ActSide:
    """An act ready for comparing. `start:stop` are its rows in `Acts.vectors`; the first is subject and first operative words together."""

    act: Act
    pieces: tuple[Piece, ...]
    stems: tuple[frozenset[str], ...]
    every: frozenset[str]  # stems of all pieces
    text: str  # all pieces and beneficiaries, `spaced`
    figures: frozenset[float]
    sums: frozenset[int]  # cents
    cited: Mapping[str, tuple[str, ...]]  # numbers of actions that the act cites, with the words around
    general: bool  # about the budget, the accounts, the minutes ...
    day: date | None
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything that is compared, and how rare each word is among it."""

    measures: tuple[MeasureSide, ...]
    acts: tuple[ActSide, ...]
    vectors: NDArray[np.float16]  # of the acts' pieces
    rarity: Rarity


def make_sides(
    measures: Sequence[Measure], acts: Sequence[Act], plans: Mapping[str, Source], encoder: Encoder, common: Mapping[str, float]
) -> Sides:
    """Cut, count and encode both sides. `common` are the shares of stems in administrative French (see `models/matcher`)."""
    act_sides, act_vectors = _acts(acts, encoder)
    cut = [measure_pieces(m) for m in measures]
    words = [tuple(frozenset(stems(p.text)) for p in pieces) for pieces in cut]
    every = [frozenset().union(*w) for w in words]
    rarity = rarity_of([*every, *(a.every for a in act_sides)], common)
    ordinary = ordinary_words(p.text for pieces in cut for p in pieces)
    whole = [_joint(pieces) for pieces in cut]
    vectors = encoder.encode([t for pieces, joint in zip(cut, whole, strict=True) for t in (*(p.text for p in pieces), joint)])
    sides: list[MeasureSide] = []
    row = 0
    for measure, pieces, terms in zip(measures, cut, words, strict=True):
        rows = vectors[row : row + len(pieces) + 1]
        row += len(pieces) + 1
        named = names_of(measure, ordinary)
        numbers = figures(" . ".join(p.text for p in pieces))
        sides.append(MeasureSide(measure, pieces, terms, named, numbers, rows, plans.get(measure.document)))
    return Sides(tuple(sides), act_sides, act_vectors, rarity)


def _acts(acts: Sequence[Act], encoder: Encoder) -> tuple[tuple[ActSide, ...], NDArray[np.float16]]:
    sides: list[ActSide] = []
    texts: list[str] = []
    for act in acts:
        pieces = act_pieces(act)
        terms = tuple(frozenset(stems(p.text)) for p in pieces)
        text = " . ".join((*(p.text for p in pieces), *(b.text for b in act.beneficiaries)))
        start = len(texts)
        texts.append(_joint(pieces))
        texts += [p.text for p in pieces]
        sums = frozenset(a.cents for a in act.amounts)
        day = act.session.value if act.session else None
        sides.append(
            ActSide(
                act, pieces, terms, frozenset().union(*terms), spaced(text), figures(text), sums,
                cited_numbers(act.whole.text), is_general(act.subject.text), day, start, len(texts),
            )
        )  # fmt: skip
    return tuple(sides), _encode(texts, encoder)


def is_general(subject: str) -> bool:
    """Whether an act with this subject is about the budget, the accounts, the minutes ...: `data/lexicon/general_acts.csv`."""
    return _general().search(plain(subject)) is not None


@functools.cache
def _general() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load_table("general_acts")))


def _encode(texts: Sequence[str], encoder: Encoder, batch: int = 20_000) -> NDArray[np.float16]:
    """In batches and at half precision, so that a large corpus fits into memory."""
    parts = [encoder.encode(texts[i : i + batch]).astype(np.float16) for i in range(0, len(texts), batch)]
    return np.concatenate(parts) if parts else np.zeros((0, 1), np.float16)


def _joint(pieces: Sequence[Piece]) -> str:
    """Title and steps, or subject and the first operative words."""
    kept = [p.text for p in pieces if p.place in (Place.TITLE, Place.STEP, Place.SUBJECT)]
    kept += [p.text for p in pieces if p.place is Place.OPERATIVE][:2]
    return ". ".join(kept)
