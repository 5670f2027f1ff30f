"""The acts that may answer a measure, read closely by the slower encoder."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.match.pieces import Place
from pipeline.match.score import Pairs
from pipeline.match.sides import Encoder, Floats
from pipeline.match.signals import Sides

PASSAGES = 4  # of an act, beside its subject: those nearest to the measure by the quick encoder
TOGETHER = 2  # of these read with the subject before them too: "creates a post" says for what only below its title
MOST_READ = 1_500  # pairs in all: in a larger territory fewer acts of each measure, down to two, then none
# Of passages that say nearly the same, the one that decides answers: its sums and its article are the measure's.
_LEANING = {Place.OPERATIVE: 0.05, Place.ROW: 0.05, Place.SUBJECT: -0.05}


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
        whole = ". ".join(p.text for p in measure.pieces if p.place in (Place.TITLE, Place.STEP))
        asked.append((_number(questions, measure.pieces[0].text), _number(questions, whole)))
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


def _passages(sides: Sides, pairs: Pairs, row: int) -> list[int]:
    """The act's subject and its passages nearest to the measure, as places of its pieces."""
    measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
    vectors = sides.acts.vectors[act.start + 1 : act.stop].astype(np.float32)
    near = np.maximum(vectors @ measure.vectors[0], vectors @ measure.vectors[-1])
    best = np.argsort(-near, kind="stable")[:PASSAGES].tolist()
    return list(dict.fromkeys([0, *best]))


def _number(texts: dict[str, int], text: str) -> int:
    return texts.setdefault(text, len(texts))
