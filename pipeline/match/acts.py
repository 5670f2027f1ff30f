"""Measures to the acts that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher, load_matcher
from models.matcher.choice import CHOICE
from pipeline.match.explain import explain
from pipeline.match.index import Indices, candidates, index_acts
from pipeline.match.score import Pairs, compare, log_odds, signal_weights
from pipeline.match.sides import Encoder, Sides, make_sides
from pipeline.match.signals import NAMES
from pipeline.records.council import Act
from pipeline.records.link import Band, Link, Signal
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

SET_ASIDE = 5  # unlinked acts kept for each measure, so that a reader sees what was looked at
_WORD_SIGNALS = ("words", "words_all", "letters")


def link_acts(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    look_back: bool,
    encoder: Encoder,
    matcher: Matcher | None = None,
) -> tuple[Link, ...]:
    """Links of measures with acts, by measure and falling probability.

    `plans` maps a measure's document to its source; acts before the day a plan was adopted are left out unless `look_back`, and one
    without a date is never better than `review`. Several acts may answer a measure and several measures share an act. The best
    `SET_ASIDE` of the unlinked are kept for each measure. `matcher` are the weights, those that ship by default.
    """
    if not measures or not acts:
        return ()
    matcher = matcher or load_matcher()
    sides = make_sides(measures, acts, plans, encoder, matcher.common)
    index = index_acts(sides.acts)
    wanted = (found if look_back else _since(sides, number, found) for number, found in enumerate(candidates(sides, index)))
    pairs = compare(sides, index, wanted)
    return tuple(_links(sides, pairs, matcher))


def _since(sides: Sides, number: int, found: Indices) -> Indices:
    plan = sides.measures[number].plan
    if plan is None or plan.adopted is None:
        return found
    kept = [a for a in found if (day := sides.acts[a].day) is None or day >= plan.adopted]
    return np.array(kept, np.int32)


def _links(sides: Sides, pairs: Pairs, matcher: Matcher) -> Iterator[Link]:
    if len(pairs.acts) == 0:
        return
    odds, chosen = log_odds(pairs, matcher)
    chances = 1 / (1 + np.exp(-odds))
    bands = _bands(sides, pairs, odds, matcher)
    order = np.lexsort((pairs.acts, -chances, pairs.measures))
    aside = 0
    last = -1
    for row in order:
        if pairs.measures[row] != last:
            last, aside = pairs.measures[row], 0
        band = bands[row]
        if band is Band.UNLINKED:
            aside += 1
            if aside > SET_ASIDE:
                continue
        yield _link(sides, pairs, int(row), float(chances[row]), band, chosen[row], matcher)


def _bands(sides: Sides, pairs: Pairs, odds: NDArray[np.float64], matcher: Matcher) -> list[Band]:
    """Linked, review or unlinked. Shared words alone never link, nor does an act without a date."""
    columns = [NAMES.index(name) for name in _WORD_SIGNALS]
    by_words = pairs.values[:, columns].astype(np.float64) @ signal_weights(matcher)[columns] * matcher.choice["score"]
    chances = 1 / (1 + np.exp(-odds))
    found: list[Band] = []
    for row, chance in enumerate(chances):
        if chance < matcher.review:
            found.append(Band.UNLINKED)
        elif chance < matcher.linked or odds[row] - by_words[row] < matcher.without_words or sides.acts[pairs.acts[row]].day is None:
            found.append(Band.REVIEW)
        else:
            found.append(Band.LINKED)
    return found


def _link(sides: Sides, pairs: Pairs, row: int, chance: float, band: Band, chosen: NDArray[np.float64], matcher: Matcher) -> Link:
    measure, act = sides.measures[pairs.measures[row]], sides.acts[pairs.acts[row]]
    best = pairs.best[row]
    scale = matcher.choice["score"]
    words = explain(measure, act, best)
    signals = [
        Signal(name, float(value), weight * scale, *words.get(name, ("", "")))
        for name, value, weight in zip(NAMES, pairs.values[row], signal_weights(matcher), strict=True)
        if value
    ]
    signals += [Signal(name, float(chosen[i]), matcher.choice[name]) for i, name in enumerate(CHOICE) if name != "score"]
    signals.append(Signal("base_rate", 1.0, matcher.bias * scale + matcher.choice_bias))
    passage = act.pieces[best.right].passage
    return Link(measure.measure.id, act.act.id, chance, band, tuple(signals), passage, measure.pieces[best.left].step)
