"""The named reasons for and against a link. Each is a number, mostly 0 to 1; `explain.py` finds the words behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.match.nearness import coverage, nearness, place_weights
from pipeline.match.pairs import Sides
from pipeline.match.pieces import Place
from pipeline.match.reference import least_named, title_stems
from pipeline.match.runs import Places, Runs
from pipeline.match.sides import ActSides, Floats, MeasureSide
from pipeline.match.wanted import Wanted
from pipeline.match.words import stem as root_of
from pipeline.records.council import Body, Outcome

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
_NO_COMMITMENT = (Outcome.NOTED, Outcome.OPINION)
NAMES = tuple(name for name, _ in SIGNALS)
_COLUMN = {name: column for column, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Compared:
    """Some measures with their candidate acts, a row for each pair: `values` (columns as `SIGNALS`), and the best passages as in `Pairs`.

    `near` is how near each piece of these acts is to the measure, one act after the other; `rows` are the pieces' rows in
    `ActSides.vectors` and `starts` each act's first among them.
    """

    values: Floats
    lefts: Places
    rights: Places
    near: Floats
    rows: NDArray[np.int32]
    starts: Places


def signal_values(sides: Sides, measures: Sequence[MeasureSide], pairs: Runs) -> Compared:
    """Compare measures with their candidate acts, given as places among those of `ActSides`. The column `passage_lead` is left at 0: it
    needs all measures."""
    everyone = tuple(sides.acts.sides.values())
    acts = [everyone[place] for place in pairs.values.tolist()]
    pieces = sides.acts.pieces.of(pairs.values)
    near = nearness(sides.acts, measures, pairs, pieces)
    rarities = [_rarities(sides, measure) for measure in measures]
    words = sides.acts.said.of(pieces.values[pieces.starts] - 1)
    answers = [act.pieces[place] for act, place in zip(acts, near.rights.tolist(), strict=True)]
    values = np.zeros((len(acts), len(NAMES)), np.float32)
    first, last = _COLUMN["meaning"], _COLUMN["topic"]
    values[:, first : last + 1] = near.signals
    values[:, _COLUMN["coverage"]], values[:, _COLUMN["least"]] = coverage(sides.acts, measures, rarities, pairs, words).T
    values[:, _COLUMN["words"]], values[:, _COLUMN["words_all"]] = _shared(sides.acts, measures, rarities, pairs, pieces, words)
    for measure, first, last in zip(measures, pairs.bounds[:-1].tolist(), pairs.bounds[1:].tolist(), strict=True):
        for name, found in Wanted(sides, measure).signals(acts[first:last], answers[first:last]):
            values[first:last, _COLUMN[name]] = found
    general = np.array([act.general and answer.place is not Place.ROW for act, answer in zip(acts, answers, strict=True)])
    values[:, _COLUMN["general"]] = general | _naming(sides.acts, measures, pairs, pieces)
    values[:, _COLUMN["delegated"]] = [act.act.body is Body.DELEGATION for act in acts]
    values[:, _COLUMN["noted"]] = [act.act.outcome in _NO_COMMITMENT for act in acts]
    return Compared(values, near.lefts, near.rights, near.pieces, pieces.values, pieces.starts)


def _rarities(sides: Sides, measure: MeasureSide) -> Mapping[str, float]:
    """How rare each of the measure's words is; those of names are counted by `names`, not once more."""
    named = frozenset(root_of(word) for name in measure.names for word in name.split())
    return {stem: 0.0 if stem in named else sides.rarity.weight(stem) for stem in measure.words}


def _shared(
    acts: ActSides, measures: Sequence[MeasureSide], rarities: Sequence[Mapping[str, float]], pairs: Runs, pieces: Runs, words: Runs
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many of the measure's words each act says, by rarity, `words` and `words_all`: those of the title in the one piece that says
    most of them, those of the whole measure anywhere."""
    numbers = [[acts.stems.get(stem, 0) for stem in measure.words] for measure in measures]
    distinct, columns = np.unique(np.concatenate([np.array(of, np.intp) for of in numbers]), return_inverse=True)
    column = np.zeros(len(acts.word_vectors), np.int32)  # of each stem that some of the measures have, 0 for others
    column[distinct] = np.arange(1, len(distinct) + 1)
    column[0] = 0  # stems that no act says
    of_measure = np.repeat(np.arange(len(measures)), [len(of) for of in numbers])
    title, everything = np.zeros((2, len(measures), len(distinct) + 1))
    everything[of_measure, columns + 1] = np.square([weight for weights in rarities for weight in weights.values()])
    title[of_measure, columns + 1] = [
        weight if stem in measure.stems[0] else 0.0
        for measure, weights in zip(measures, rarities, strict=True)
        for stem, weight in weights.items()
    ]
    totals = np.array([math.fsum(map(weights.__getitem__, m.stems[0])) for m, weights in zip(measures, rarities, strict=True)])
    by_piece = _added(acts.said.of(pieces.values), column, title, pairs.owners[pieces.owners])
    near = np.maximum.reduceat(by_piece * place_weights(acts, pieces.values), pieces.starts)
    common = _added(words, column, everything, pairs.owners)
    return near / (totals[pairs.owners] + 1.0), common / (common + 2.0)


def _added(said: Runs, column: NDArray[np.int32], weights: NDArray[np.float64], measures: Places) -> NDArray[np.float64]:
    """What the stems of each run weigh together for its measure."""
    columns = column[said.values]
    known = np.flatnonzero(columns)
    runs = said.owners[known]
    return np.asarray(np.bincount(runs, weights[measures[runs], columns[known]], len(said)), np.float64)


def _naming(acts: ActSides, measures: Sequence[MeasureSide], pairs: Runs, pieces: Runs) -> NDArray[np.bool_]:
    """Whether the act's subject names the measure's plan, see `names_plan`."""
    subjects = acts.said.of(pieces.values[pieces.starts])
    plans = [measure.plan.title if measure.plan else "" for measure in measures]
    found = np.zeros(len(pairs.values), bool)
    for plan in set(plans):
        wanted = title_stems(plan)
        known = [acts.stems[stem] for stem in wanted if stem in acts.stems]
        said = np.bincount(subjects.owners, np.isin(subjects.values, known), len(subjects))
        found |= (said >= least_named(len(wanted))) & np.array([title == plan for title in plans])[pairs.owners]
    return found
