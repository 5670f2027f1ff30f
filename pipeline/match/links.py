"""The pairs that are told, as links with their signals and the words behind these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from models.matcher.choice import CHOICE
from models.matcher.reading import AGAIN, READ
from models.matcher.together import TOGETHER
from pipeline.match.explain import explain
from pipeline.match.pairs import Pairs, Sides
from pipeline.match.score import signal_weights
from pipeline.match.signals import NAMES
from pipeline.records.link import Band, Link, Signal

Doubles = NDArray[np.float64]
SET_ASIDE = 5  # unlinked acts kept for each measure, so that a reader sees what was looked at
_NOTHING = ("", "")  # words of a signal that has none
_LEADS = ("rival_acts", "rival_measures")


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the pairs, by row: log-odds, the values that made the choice (columns `CHOICE`), band, what a closer reading found
    (`READING`) of those read, what the reader of both texts (`TOGETHER`) of those in doubt, and a further signal of those that have one."""

    odds: Doubles
    chosen: Doubles
    bands: Sequence[Band]
    read: Mapping[int, Doubles]
    together: Mapping[int, Doubles]
    further: Mapping[int, Signal]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each signal, each lead, each value of a closer reading and the base add to the log-odds of a pair, all looks taken together."""

    signals: Sequence[float]
    leads: Sequence[float]
    read: Sequence[float]
    together: Sequence[float]
    base: float


def make_links(sides: Sides, pairs: Pairs, judged: Judged, matcher: Matcher) -> Iterator[Link]:
    """The links, by measure and falling probability: `SET_ASIDE` of the unlinked for each measure, all others."""
    chances = 1 / (1 + np.exp(-judged.odds))
    rows = _told(pairs, judged.bands, chances)
    weights = {looks: _weights(matcher, *looks) for looks in {_looks(judged, row) for row in rows}}
    columns = (pairs.measures, pairs.acts, pairs.lefts, pairs.rights, chances, pairs.values, judged.chosen)
    last = -1
    wanted: Mapping[int, str] = {}
    for row, one, other, left, right, chance, values, chosen in zip(rows, *(c[rows].tolist() for c in columns), strict=True):
        measure, act = sides.measures[one], sides.acts.sides[other]
        if one != last:
            last = one
            wanted = {known: stem for stem in measure.words if (known := sides.acts.stems.get(stem))}
        asked, answer = measure.pieces[left], act.pieces[right]
        mine = weights[_looks(judged, row)]
        there = {name: (value, weight) for name, value, weight in zip(NAMES, values, mine.signals, strict=True) if value}
        words = explain(sides.acts, measure, act, asked, answer, wanted, there)
        signals = [Signal(name, value, weight, *words.get(name, _NOTHING)) for name, (value, weight) in there.items()]
        signals += [Signal(name, lead - chosen[0], weight) for name, lead, weight in zip(_LEADS, chosen[1:], mine.leads, strict=True)]
        for names, found, by in ((READ, judged.read.get(row), mine.read), (TOGETHER, judged.together.get(row), mine.together)):
            if found is not None:
                closer = zip(names[1:], found[1 : len(names)].tolist(), by, strict=True)
                signals += [Signal(name, value, weight, asked.text, answer.text) for name, value, weight in closer if value]
        signals.append(Signal("base_rate", 1.0, mine.base))
        if row in judged.further:
            signals.append(judged.further[row])
        yield Link(measure.measure.id, act.act.id, chance, judged.bands[row], tuple(signals), answer.passage, asked.step)


def _told(pairs: Pairs, bands: Sequence[Band], chances: Doubles) -> list[int]:
    """The rows that are told, in order."""
    found: list[int] = []
    aside: dict[int, int] = {}
    for row in np.lexsort((pairs.acts, -chances, pairs.measures)).tolist():
        if bands[row] is Band.UNLINKED:
            measure = int(pairs.measures[row])
            aside[measure] = aside.get(measure, 0) + 1
            if aside[measure] > SET_ASIDE:
                continue
        found.append(row)
    return found


def _looks(judged: Judged, row: int) -> tuple[bool, bool]:
    """Whether a pair had a second look, and a third."""
    return row in judged.read, row in judged.together


def _weights(matcher: Matcher, read: bool, together: bool) -> _Weights:
    """Those of pairs that had these looks. Each look weighs the odds so far beside what it finds."""
    last = matcher.together["odds"] if together else 1.0
    first = last * (matcher.reading["odds"] if read else 1.0)
    scale = first * sum(matcher.choice.values())  # a signal counts in the score and, against the same rivals, in both leads
    again = {name: last * matcher.reading[name] for name in AGAIN} if read else {}
    signals = [weight * scale + again.get(name, 0.0) for name, weight in zip(NAMES, signal_weights(matcher).tolist(), strict=True)]
    base = matcher.bias * scale + first * matcher.choice_bias
    base += (last * matcher.reading_bias if read else 0.0) + (matcher.together_bias if together else 0.0)
    return _Weights(
        signals,
        [first * matcher.choice[name] for name in CHOICE[1:]],
        [last * matcher.reading[name] for name in READ[1:]] if read else (),
        [matcher.together[name] for name in TOGETHER[1:]] if together else (),
        base,
    )
