"""Measures to the acts that answer them."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher, load_matcher
from models.matcher.choice import CHOICE, crowding
from models.matcher.reading import AGAIN, LOOKED, NEAR, READ, READING, reading_values, worth_reading
from pipeline.match.chain import WORTH, carries_on
from pipeline.match.emptied import is_emptied
from pipeline.match.explain import explain
from pipeline.match.index import candidates, index_acts, rarity_of_all
from pipeline.match.pieces import Piece
from pipeline.match.reading import EVERYWHERE, Nearest, acts_to_read, read_closely, read_everywhere
from pipeline.match.score import Pairs, compare, log_odds, pair_scores, signal_weights
from pipeline.match.sides import ActSide, Encoder, Indices, act_sides, measure_sides
from pipeline.match.signals import NAMES, Best, Sides
from pipeline.records.council import Act, Outcome
from pipeline.records.errors import ConfigurationError
from pipeline.records.link import Band, Link, Signal
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

SET_ASIDE = 5  # unlinked acts kept for each measure, so that a reader sees what was looked at
_SAMPLE = 500  # acts in whose words it is seen which ones are no names
_NOTHING = ("", "")  # words of a signal that has none
_HOPELESS = -2.2  # log-odds, p = .1: an act below does not answer by carrying on another
_PASSAGE_ANSWERS = 2  # measures: in fifteen labelled territories no passage answers more
_WORD_SIGNALS = ("words", "words_all")


def link_acts(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    look_back: bool,
    encoder: Encoder,
    matcher: Matcher | None = None,
    reader: Encoder | None = None,
) -> tuple[Link, ...]:
    """Links of measures with acts, by measure and falling probability. Measures that say nothing (`is_emptied`) have none.

    `plans` maps a measure's document to its source; acts before the day a plan was adopted are left out unless `look_back`, and one
    without a date is never better than `review`. Several acts may answer a measure and several measures share an act. The best
    `SET_ASIDE` of the unlinked are kept for each measure. `matcher` are the weights, those that ship by default. With a
    `reader`, a slower and better encoder, the likeliest acts of each measure are read again.
    """
    measures = [m for m in measures if not is_emptied(m)]
    if not measures or not acts:
        return ()
    matcher = matcher or shipped_for(encoder)
    with _uncollected():
        sides, wanted = make_sides(measures, acts, plans, look_back, encoder, matcher.common)
        return tuple(_links(sides, compare(sides, wanted), matcher, reader))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for objects that hold each other, of which linking makes none: it would walk through all acts again and again
    while their pieces are made."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def shipped_for(encoder: Encoder) -> Matcher:
    """The weights that ship, for the encoder they were fitted on. Raises ConfigurationError for any other that tells its version."""
    matcher = load_matcher()
    if getattr(encoder, "version", matcher.encoder) != matcher.encoder:
        raise ConfigurationError("The matcher's weights that ship were fitted on another encoder: fit some for this one (ecart calibrate).")
    return matcher


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
    index = index_acts(acts, asked, encoder)
    rarity = rarity_of_all(index, asked, common)
    wanted = candidates(index, asked, rarity, look_back)
    closely = act_sides(acts, np.unique(np.concatenate(wanted)).tolist(), encoder)
    return Sides(asked, closely, index, rarity, Counter(name for m in asked for name in m.names)), wanted


def _links(sides: Sides, pairs: Pairs, matcher: Matcher, reader: Encoder | None = None) -> Iterator[Link]:
    if len(pairs.acts) == 0:
        return
    matcher = replace(matcher, bias=matcher.bias - crowding(pair_scores(pairs, matcher), pairs.measures, matcher.rival))
    odds, chosen = log_odds(pairs, matcher)
    read, passages = _second_look(sides, pairs, odds, matcher, reader) if reader is not None and matcher.reading else ({}, {})
    for number, values in read.items():
        odds[number] = values @ _reading_weights(matcher) + matcher.reading_bias
    bests = [Best(best.left, passages.get(row, best.right)) for row, best in enumerate(pairs.best)]
    bands = _bands(sides, pairs, odds, read, matcher)
    weights = signal_weights(matcher).tolist()
    carried = _carried_on(sides, pairs, odds, bands, bests)
    if carried:
        odds[list(carried)] += WORTH
        bands = _bands(sides, pairs, odds, read, matcher)
    for row in _worn_out(sides, pairs, odds, bands, bests):
        bands[row] = Band.REVIEW
    nearest = _nearest(sides, pairs, bands, reader) if reader is not None and matcher.reading else {}
    for row, found in nearest.items():
        bands[row], bests[row] = Band.REVIEW, Best(bests[row].left, found.piece)
    chances = 1 / (1 + np.exp(-odds))
    order = np.lexsort((pairs.acts, -chances, pairs.measures))
    aside = 0
    last = -1
    wanted: frozenset[int] = frozenset()
    for row in order:
        if pairs.measures[row] != last:
            last, aside = pairs.measures[row], 0
            wanted = frozenset(known for stem in sides.measures[last].words if (known := sides.acts.stems.get(stem)))
        band = bands[row]
        if band is Band.UNLINKED:
            aside += 1
            if aside > SET_ASIDE:
                continue
        words = explain(sides.measures[last], sides.acts.sides[int(pairs.acts[row])], bests[row], wanted)
        chance, again = float(chances[row]), read.get(int(row))
        link = _link(sides, pairs, int(row), bests[row], words, chance, band, chosen[row], again, weights, matcher)
        if row in carried:
            link = replace(link, signals=(*link.signals, Signal("carries_on", 1.0, WORTH, *carried[int(row)])))
        if row in nearest:
            likeness = Signal("nearest_of_all", nearest[int(row)].likeness, 0.0, sides.measures[last].pieces[0].text, _said(link))
            link = replace(link, signals=(*link.signals, likeness))
        yield link


Doubles = NDArray[np.float64]


def _second_look(
    sides: Sides, pairs: Pairs, odds: Doubles, matcher: Matcher, reader: Encoder
) -> tuple[Mapping[int, Doubles], Mapping[int, int]]:
    """The values of the second look of each pair that is worth it, and the act's piece that answers best, by row."""
    most = acts_to_read(len(sides.measures), LOOKED)
    rows = worth_reading(odds, pairs.measures, most) if most else np.zeros(0, np.intp)
    read = read_closely(sides, pairs, rows, reader)
    again = pairs.values[rows][:, [NAMES.index(name) for name in AGAIN]].astype(np.float64)
    values = reading_values(odds[rows], read.likeness, pairs.measures[rows], pairs.acts[rows], again)
    return dict(zip(rows.tolist(), values, strict=True)), dict(zip(rows.tolist(), read.passages.tolist(), strict=True))


def _nearest(sides: Sides, pairs: Pairs, bands: Sequence[Band], reader: Encoder) -> Mapping[int, Nearest]:
    """For measures that no act may answer, the act whose passage comes nearest of all, by row, when it comes so near that a person
    must look. Acts that decide nothing would leave an absence what it is."""
    answered = {int(pairs.measures[row]) for row, band in enumerate(bands) if band is not Band.UNLINKED}
    left = [m for m in range(len(sides.measures)) if m not in answered]
    if not acts_to_read(len(left), EVERYWHERE):
        return {}
    deciding = np.array([sides.acts.sides[int(act)].act.outcome not in (Outcome.NOTED, Outcome.OPINION) for act in pairs.acts])
    rows_of = {m: np.flatnonzero((pairs.measures == m) & deciding) for m in left}
    return {near.row: near for near in read_everywhere(sides, pairs, rows_of, reader).values() if near.likeness >= NEAR}


def _said(link: Link) -> str:
    return link.passage.text if link.passage else ""


def _carried_on(sides: Sides, pairs: Pairs, odds: Doubles, bands: Sequence[Band], bests: Sequence[Best]) -> Mapping[int, tuple[str, str]]:
    """Rows of acts that carry on an act linked with the same measure, with the words that show it. Those that are hopeless are left out."""
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for row, band in enumerate(bands):
        if band is Band.LINKED:
            linked[int(pairs.measures[row])].append(row)
    found: dict[int, tuple[str, str]] = {}
    for row in np.flatnonzero(odds >= _HOPELESS).tolist():
        if bands[row] is Band.LINKED:
            continue
        later, answer = _passage(sides, pairs, bests, row)
        for first in linked[int(pairs.measures[row])]:
            if shown := carries_on(later, answer, *_passage(sides, pairs, bests, first)):
                found[row] = shown
                break
    return found


def _worn_out(sides: Sides, pairs: Pairs, odds: Doubles, bands: Sequence[Band], bests: Sequence[Best]) -> list[int]:
    """Linked rows whose passage would answer more measures than `_PASSAGE_ANSWERS`, but for the likeliest: it says too much to say that.
    Measures in the same words are one."""
    told: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, band in enumerate(bands):
        if band is Band.LINKED:
            told[int(pairs.acts[row]), bests[row].right].append(row)
    found: list[int] = []
    for rows in told.values():
        titles = {row: sides.measures[pairs.measures[row]].stems[0] for row in rows}
        if len(set(titles.values())) > _PASSAGE_ANSWERS:
            likeliest = titles[max(rows, key=lambda row: odds[row])]
            found += [row for row in rows if titles[row] != likeliest]
    return found


def _passage(sides: Sides, pairs: Pairs, bests: Sequence[Best], row: int) -> tuple[ActSide, Piece]:
    act = sides.acts.sides[int(pairs.acts[row])]
    return act, act.pieces[bests[row].right]


def _reading_weights(matcher: Matcher) -> Doubles:
    return np.array([matcher.reading[name] for name in READING])


def _bands(sides: Sides, pairs: Pairs, odds: Doubles, read: Mapping[int, Doubles], matcher: Matcher) -> list[Band]:
    """Linked, review or unlinked. Shared words alone never link, nor does an act without a date; an act beside a likelier one that is
    linked already must be likelier than a first."""
    columns = [NAMES.index(name) for name in _WORD_SIGNALS]
    by_words = pairs.values[:, columns].astype(np.float64) @ signal_weights(matcher)[columns] * sum(matcher.choice.values())
    for row in read:
        by_words[row] *= matcher.reading["odds"]
    chances = 1 / (1 + np.exp(-odds))
    dated = np.array([sides.index.days[act] is not None for act in pairs.acts])
    highest = np.zeros(len(sides.measures))
    np.maximum.at(highest, pairs.measures[dated], chances[dated])
    found: list[Band] = []
    for row, chance in enumerate(chances):
        least = matcher.further if highest[pairs.measures[row]] > max(chance, matcher.linked) else matcher.linked
        if chance < matcher.review:
            found.append(Band.UNLINKED)
        elif chance < max(least, matcher.linked) or odds[row] - by_words[row] < matcher.without_words or not dated[row]:
            found.append(Band.REVIEW)
        else:
            found.append(Band.LINKED)
    return found


def _link(
    sides: Sides,
    pairs: Pairs,
    row: int,
    best: Best,
    words: Mapping[str, tuple[str, str]],
    chance: float,
    band: Band,
    chosen: Doubles,
    read: Doubles | None,
    weights: Sequence[float],
    matcher: Matcher,
) -> Link:
    measure, act = sides.measures[pairs.measures[row]], sides.acts.sides[int(pairs.acts[row])]
    first = 1.0 if read is None else matcher.reading["odds"]  # what the first look counts for
    scale = first * sum(matcher.choice.values())  # a signal counts in the score and, against the same rivals, in both leads
    again = {} if read is None else {name: matcher.reading[name] for name in AGAIN}
    signals = [
        Signal(name, value, weight * scale + again.get(name, 0.0), *words.get(name, _NOTHING))
        for name, value, weight in zip(NAMES, pairs.values[row].tolist(), weights, strict=True)
        if value
    ]
    score, *leads = chosen.tolist()
    signals += [
        Signal(name, lead - score, first * matcher.choice[choice])
        for name, choice, lead in zip(("rival_acts", "rival_measures"), CHOICE[1:], leads, strict=True)
    ]
    base = matcher.bias * scale + first * matcher.choice_bias
    if read is not None:
        base += matcher.reading_bias
        both = (measure.pieces[best.left].text, act.pieces[best.right].text)
        signals += [
            Signal(name, value, matcher.reading[name], *both)
            for name, value in zip(READ[1:], read[1 : len(READ)].tolist(), strict=True)
            if value
        ]
    signals.append(Signal("base_rate", 1.0, base))
    passage = act.pieces[best.right].passage
    return Link(measure.measure.id, act.act.id, chance, band, tuple(signals), passage, measure.pieces[best.left].step)
