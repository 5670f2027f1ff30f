"""Measures to the acts that answer them."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from models.matcher import Matcher, load_matcher
from models.matcher.choice import crowding
from models.matcher.together import worth_reading_together
from pipeline.match.bands import Doubles, band_pairs
from pipeline.match.emptied import is_emptied
from pipeline.match.index import candidates, index_acts, rarity_of_all
from pipeline.match.links import Judged, make_links
from pipeline.match.looks import look_everywhere, second_look, third_look
from pipeline.match.pairs import Pairs, Sides
from pipeline.match.reading import PairReading
from pipeline.match.score import compare, log_odds, pair_scores
from pipeline.match.sides import Encoder, Indices, act_sides, measure_sides
from pipeline.records.council import Act
from pipeline.records.errors import ConfigurationError
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.territory import Source

_SAMPLE = 500  # acts in whose words it is seen which ones are no names


def link_acts(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    look_back: bool,
    encoder: Encoder,
    matcher: Matcher | None = None,
    reader: Encoder | None = None,
    pair_reader: PairReading | None = None,
) -> tuple[Link, ...]:
    """Links of measures with acts, by measure and falling probability. Measures that say nothing (`is_emptied`) have none.

    `plans` maps a measure's document to its source; acts before the day a plan was adopted are left out unless `look_back`, and one
    without a date is never better than `review`. Several acts may answer a measure and several measures share an act. The best
    `SET_ASIDE` of the unlinked are kept for each measure. `matcher` are the weights, those that ship by default. With a
    `reader`, a slower and better encoder, the likeliest acts of each measure are read again; with a `pair_reader` those still in doubt
    are read beside the measure.
    """
    measures = [m for m in measures if not is_emptied(m)]
    if not measures or not acts:
        return ()
    with _uncollected():
        return _linked(measures, acts, plans, look_back, encoder, matcher or shipped_for(encoder), reader, pair_reader)


def _linked(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    look_back: bool,
    encoder: Encoder,
    matcher: Matcher,
    reader: Encoder | None,
    pair_reader: PairReading | None,
) -> tuple[Link, ...]:
    sides, wanted = make_sides(measures, acts, plans, look_back, encoder, matcher.common)
    return tuple(_links(sides, compare(sides, wanted), matcher, reader, pair_reader))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for objects that hold each other, of which linking makes none: it would walk through all acts again and again
    while their pieces are made, and once more at the end if these were not gone by then."""
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


def _links(sides: Sides, pairs: Pairs, matcher: Matcher, reader: Encoder | None, pair_reader: PairReading | None) -> Iterator[Link]:
    if len(pairs.acts) == 0:
        return
    matcher = replace(matcher, bias=matcher.bias - crowding(pair_scores(pairs, matcher), pairs.measures, matcher.rival))
    odds, chosen = log_odds(pairs, matcher)
    read, passages = second_look(sides, pairs, odds, matcher, reader) if reader is not None and matcher.reading else ({}, {})
    together: Mapping[int, Doubles] = {}
    if pair_reader is not None and read and matcher.together:
        together = third_look(sides, pairs, worth_reading_together(odds, pairs.measures), odds, matcher, pair_reader)
    pairs = replace(pairs, rights=pairs.rights.copy())
    pairs.rights[list(passages)] = list(passages.values())
    bands, further = band_pairs(sides, pairs, odds, (read, together), matcher)
    judged = Judged(odds, chosen, bands, read, together, further)
    if reader is not None and matcher.reading:
        judged = look_everywhere(sides, pairs, judged, matcher, reader, pair_reader)
    yield from make_links(sides, pairs, judged, matcher)
