"""The acts that may answer a measure, read closely by the slower encoder."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.match.pieces import Place
from pipeline.match.score import Pairs
from pipeline.match.sides import Encoder, Floats
from pipeline.match.signals import Sides

PASSAGES = 3  # of an act, beside its subject: those nearest to the measure by the quick encoder
MOST_READ = 1_500  # pairs in all: in a larger territory fewer acts of each measure, down to two, then none


def acts_to_read(measures: int, most: int) -> int:
    """How many acts of each measure can be read: at most `most`, and 0 where even two would take too long."""
    each = min(MOST_READ // max(measures, 1), most)
    return each if each >= 2 else 0


def read_closely(sides: Sides, pairs: Pairs, rows: NDArray[np.intp], reader: Encoder) -> NDArray[np.float64]:
    """For each of these pairs, how far title, and title and steps, are what the act's nearest passages say: the mean of both, -1..1."""
    questions: dict[str, int] = {}
    answers: dict[str, int] = {}
    asked: list[tuple[int, int]] = []
    said: list[list[int]] = []
    for row in rows.tolist():
        measure = sides.measures[pairs.measures[row]]
        whole = ". ".join(p.text for p in measure.pieces if p.place in (Place.TITLE, Place.STEP))
        asked.append((_number(questions, measure.pieces[0].text), _number(questions, whole)))
        said.append([_number(answers, text) for text in _passages(sides, pairs, row)])
    if not asked:
        return np.zeros(0)
    there: Floats = reader.encode(list(answers))
    wanted: Floats = reader.encode_queries(list(questions))
    found = [[(there[passages] @ wanted[text]).max() for text in texts] for texts, passages in zip(asked, said, strict=True)]
    likeness: NDArray[np.float64] = np.mean(np.array(found, np.float64), axis=1)
    return likeness


def _passages(sides: Sides, pairs: Pairs, row: int) -> list[str]:
    """The act's subject and its passages nearest to the measure."""
    measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
    vectors = sides.acts.vectors[act.start + 1 : act.stop].astype(np.float32)
    near = np.maximum(vectors @ measure.vectors[0], vectors @ measure.vectors[-1])
    best = np.argsort(-near, kind="stable")[:PASSAGES].tolist()
    return [act.pieces[place].text for place in dict.fromkeys([0, *best])]


def _number(texts: dict[str, int], text: str) -> int:
    return texts.setdefault(text, len(texts))
