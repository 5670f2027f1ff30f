"""The acts that may answer a measure, read closely by the slower encoder, and those in doubt once more by the reader of both texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.match.pairs import Pairs, Sides
from pipeline.match.pieces import Piece, Place
from pipeline.match.sides import Encoder, Floats, title_and_steps

PASSAGES = 4  # of an act, beside its subject: those nearest to the measure by the quick encoder
TOGETHER = 2  # of these read with the subject before them too: "creates a post" says for what only below its title
EVERYWHERE = 40  # passages of whatever act that are read for a measure without an answer
MOST_READ = 1_500  # pairs in all: in a larger territory fewer acts of each measure, down to two, then none
# Of passages that say nearly the same, the one that decides answers: its sums and its article are the measure's.
_LEANING = {Place.OPERATIVE: 0.05, Place.ROW: 0.05, Place.SUBJECT: -0.05}


class PairReading(Protocol):
    """What reads a measure and an act at once."""

    def log_odds(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.float64]:
        """Log-odds that the act answers, of pairs of what a measure asks and of an act's passages, its subject first."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of any act that comes nearest to a measure: `row` is the pair's, `piece` the act's, `likeness` as in `Read`."""

    row: int
    piece: int
    likeness: float


def acts_to_read(measures: int, most: int) -> int:
    """How many acts of each measure can be read: at most `most`, and 0 where even two would take too long."""
    each = min(MOST_READ // max(measures, 1), most)
    return each if each >= 2 else 0


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader makes of some pairs. `likeness` is how far title, and title and steps, are what the act's nearest passages say: the
    mean of both, -1..1; `passages` number the act's pieces that answer best."""

    likeness: NDArray[np.float64]
    passages: NDArray[np.intp]


def read_closely(sides: Sides, pairs: Pairs, rows: NDArray[np.intp], reader: Encoder) -> Read:
    """Read these pairs: title, and title and steps, beside the subject and the nearest passages of the act."""
    questions: dict[str, int] = {}
    answers: dict[str, int] = {}
    asked: list[tuple[int, int]] = []
    said: list[list[int]] = []
    places: list[list[int]] = []
    for row in rows.tolist():
        measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
        asked.append((_number(questions, measure.pieces[0].text), _number(questions, title_and_steps(measure.pieces))))
        places.append(_passages(sides, pairs, row))
        texts = [act.pieces[place].said for place in places[-1]]
        texts += [f"{act.pieces[0].said}. {text}" for text in texts[1 : 1 + TOGETHER]]
        said.append([_number(answers, text) for text in texts])
    if not asked:
        return Read(np.zeros(0), np.zeros(0, np.intp))
    there: Floats = reader.encode(list(answers))
    wanted: Floats = reader.encode_queries(list(questions))
    likeness, passages = [], []
    for row, questions_of, read, numbers in zip(rows.tolist(), asked, places, said, strict=True):
        near = there[numbers] @ wanted[list(questions_of)].T
        pieces = sides.acts.sides[int(pairs.acts[row])].pieces
        likeness.append(float(near.max(axis=0).mean()))
        alone = near[: len(read)].mean(axis=1) + np.array([_LEANING.get(pieces[place].place, 0.0) for place in read])
        passages.append(read[int(alone.argmax())])
    return Read(np.array(likeness), np.array(passages, np.intp))


def read_together(sides: Sides, pairs: Pairs, rows: NDArray[np.intp], reader: PairReading) -> NDArray[np.float64]:
    """Log-odds of these pairs by a reader of both texts: title and steps beside the act's subject and nearest passages."""
    return reader.log_odds([texts_together(sides, pairs, row) for row in rows.tolist()])


def texts_together(sides: Sides, pairs: Pairs, row: int) -> tuple[str, list[str]]:
    """What is read of a pair at once: what the measure asks, and the act's subject with its nearest passages."""
    pieces = sides.acts.sides[int(pairs.acts[row])].pieces
    asked = title_and_steps(sides.measures[pairs.measures[row]].pieces)
    return asked, [pieces[place].said for place in _passages(sides, pairs, row)]


def read_everywhere(sides: Sides, pairs: Pairs, rows_of: Mapping[int, NDArray[np.intp]], reader: Encoder) -> Mapping[int, Nearest]:
    """For each of these measures the nearest passage of all its acts (`rows_of`, rows of pairs by measure), whatever the first look made
    of these: the `EVERYWHERE` nearest by the quick encoder are read, fewer where many measures are asked."""
    each = acts_to_read(len(rows_of), EVERYWHERE)
    places: dict[int, list[tuple[int, int]]] = {}
    texts: dict[str, int] = {}
    for measure, rows in rows_of.items():
        places[measure] = _nearest_pieces(sides, pairs, measure, rows, each)
        for row, piece in places[measure]:
            _number(texts, _piece(sides, pairs, row, piece).said)
    said = reader.encode(list(texts))
    found: dict[int, Nearest] = {}
    for measure, spots in places.items():
        if not spots:
            continue
        pieces = sides.measures[measure].pieces
        asked = reader.encode_queries([pieces[0].text, title_and_steps(pieces)])
        near = (said[[texts[_piece(sides, pairs, *spot).said] for spot in spots]] @ asked.T).mean(axis=1)
        best = int(near.argmax())
        found[measure] = Nearest(*spots[best], float(near[best]))
    return found


def _nearest_pieces(sides: Sides, pairs: Pairs, measure: int, rows: NDArray[np.intp], most: int) -> list[tuple[int, int]]:
    """The `most` passages of these rows' acts nearest to the measure by the quick encoder, as (row, piece of the act)."""
    asked = sides.measures[measure].vectors[[0, -1]]
    acts = [sides.acts.sides[int(pairs.acts[row])] for row in rows]
    if not acts:
        return []
    vectors = np.concatenate([sides.acts.vectors[act.start + 1 : act.stop] for act in acts]).astype(np.float32)
    spots = [(int(row), piece) for row, act in zip(rows, acts, strict=True) for piece in range(len(act.pieces))]
    order = np.argsort(-(vectors @ asked.T).max(axis=1), kind="stable")[:most]
    return [spots[place] for place in order.tolist()]


def _piece(sides: Sides, pairs: Pairs, row: int, piece: int) -> Piece:
    return sides.acts.sides[int(pairs.acts[row])].pieces[piece]


def _passages(sides: Sides, pairs: Pairs, row: int) -> list[int]:
    """The act's subject and its passages nearest to the measure, as places of its pieces."""
    measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
    vectors = sides.acts.vectors[act.start + 1 : act.stop].astype(np.float32)
    near = np.maximum(vectors @ measure.vectors[0], vectors @ measure.vectors[-1])
    best = np.argsort(-near, kind="stable")[:PASSAGES].tolist()
    return list(dict.fromkeys([0, *best]))


def _number(texts: dict[str, int], text: str) -> int:
    return texts.setdefault(text, len(texts))
