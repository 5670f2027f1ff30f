"""Measures to the acts that answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher, load_matcher
from models.matcher.choice import CHOICE
from pipeline.match.explain import explain
from pipeline.match.index import candidates, index_acts, rarity_of_all
from pipeline.match.score import Pairs, compare, log_odds, signal_weights
from pipeline.match.sides import Encoder, Indices, act_sides, measure_sides
from pipeline.match.signals import NAMES, Sides
from pipeline.records.council import Act
from pipeline.records.link import Band, Link, Signal
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

SET_ASIDE = 5  # unlinked acts kept for each measure, so that a reader sees what was looked at
_SAMPLE = 500  # acts in whose words it is seen which ones are no names
_WORD_SIGNALS = ("words", "words_all")


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
    sides, wanted = make_sides(measures, acts, plans, look_back, encoder, matcher.common)
    return tuple(_links(sides, compare(sides, wanted), matcher))


def make_sides(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    look_back: bool,
    encoder: Encoder,
    common: Mapping[str, float],
) -> tuple[Sides, list[Indices]]:
    """Both sides ready for comparing, and each measure's candidate acts. `common` are shares of stems in administrative French."""
    asked = measure_sides(measures, plans, encoder, (a.whole.text for a in acts[:_SAMPLE]))
    index = index_acts(acts, encoder)
    rarity = rarity_of_all(index, asked, common)
    wanted = candidates(index, asked, rarity, look_back)
    closely = act_sides(acts, np.unique(np.concatenate(wanted)).tolist(), encoder)
    return Sides(asked, closely, index, rarity, Counter(name for m in asked for name in m.names)), wanted


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
    by_words = pairs.values[:, columns].astype(np.float64) @ signal_weights(matcher)[columns] * sum(matcher.choice.values())
    chances = 1 / (1 + np.exp(-odds))
    found: list[Band] = []
    for row, chance in enumerate(chances):
        if chance < matcher.review:
            found.append(Band.UNLINKED)
        elif chance < matcher.linked or odds[row] - by_words[row] < matcher.without_words or sides.index.days[pairs.acts[row]] is None:
            found.append(Band.REVIEW)
        else:
            found.append(Band.LINKED)
    return found


def _link(sides: Sides, pairs: Pairs, row: int, chance: float, band: Band, chosen: NDArray[np.float64], matcher: Matcher) -> Link:
    measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
    best = pairs.best[row]
    words = explain(measure, act, best)
    scale = sum(matcher.choice.values())  # a signal counts in the score and, against the same rivals, in both leads
    signals = [
        Signal(name, float(value), weight * scale, *words.get(name, ("", "")))
        for name, value, weight in zip(NAMES, pairs.values[row], signal_weights(matcher), strict=True)
        if value
    ]
    score, *leads = chosen.tolist()
    signals += [
        Signal(name, lead - score, matcher.choice[choice])
        for name, choice, lead in zip(("rival_acts", "rival_measures"), CHOICE[1:], leads, strict=True)
    ]
    signals.append(Signal("base_rate", 1.0, matcher.bias * scale + matcher.choice_bias))
    passage = act.pieces[best.right].passage
    return Link(measure.measure.id, act.act.id, chance, band, tuple(signals), passage, measure.pieces[best.left].step)
