"""The slower looks at the acts that may answer a measure, and the act whose passage comes nearest of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from models.matcher.reading import AGAIN, LOOKED, NEAR, READING, reading_values, worth_reading
from models.matcher.together import MOST, TOGETHER, together_values
from pipeline.match.bands import HOPELESS, Doubles, deciding
from pipeline.match.links import Judged
from pipeline.match.pairs import Pairs, Sides
from pipeline.match.reading import EVERYWHERE, Nearest, PairReading, acts_to_read, read_closely, read_everywhere, read_together
from pipeline.match.sides import Encoder
from pipeline.match.signals import NAMES
from pipeline.records.link import Band, Signal


def second_look(
    sides: Sides, pairs: Pairs, odds: Doubles, matcher: Matcher, reader: Encoder
) -> tuple[Mapping[int, Doubles], Mapping[int, int]]:
    """The values of the second look of each pair that is worth it, and the act's piece that answers best, by row. `odds` are changed."""
    most = acts_to_read(len(sides.measures), LOOKED)
    rows = worth_reading(odds, pairs.measures, most) if most else np.zeros(0, np.intp)
    read = read_closely(sides, pairs, rows, reader)
    again = pairs.values[rows][:, [NAMES.index(name) for name in AGAIN]].astype(np.float64)
    values = reading_values(odds[rows], read.likeness, pairs.measures[rows], pairs.acts[rows], again)
    odds[rows] = values @ np.array([matcher.reading[name] for name in READING]) + matcher.reading_bias
    return dict(zip(rows.tolist(), values, strict=True)), dict(zip(rows.tolist(), read.passages.tolist(), strict=True))


def third_look(
    sides: Sides, pairs: Pairs, rows: NDArray[np.intp], odds: Doubles, matcher: Matcher, reader: PairReading
) -> Mapping[int, Doubles]:
    """The values of the third look of these rows. `odds` are changed."""
    read = read_together(sides, pairs, rows, reader)
    values = together_values(odds[rows], read, pairs.measures[rows], pairs.acts[rows])
    odds[rows] = values @ np.array([matcher.together[name] for name in TOGETHER]) + matcher.together_bias
    return dict(zip(rows.tolist(), values, strict=True))


def look_everywhere(
    sides: Sides, pairs: Pairs, judged: Judged, matcher: Matcher, reader: Encoder, pair_reader: PairReading | None
) -> Judged:
    """For measures that no act may answer: the act whose passage comes nearest of all waits for a person when it comes very near, unless
    it is hopeless after it was read beside the measure too. `pairs.rights` are changed where it waits."""
    near = _nearest(sides, pairs, judged.bands, reader)
    odds, together, bands, further = judged.odds.copy(), dict(judged.together), list(judged.bands), dict(judged.further)
    if pair_reader is not None and matcher.together:
        unread = sorted((row for row in near if row not in together), key=lambda row: -near[row].likeness)[:MOST]
        together |= third_look(sides, pairs, np.array(sorted(unread), np.intp), odds, matcher, pair_reader)
    for row, found in near.items():
        if row in together and odds[row] < HOPELESS:
            continue
        bands[row], pairs.rights[row] = Band.REVIEW, found.piece
        asked = sides.measures[pairs.measures[row]].pieces[0].text
        said = sides.acts.sides[int(pairs.acts[row])].pieces[found.piece].text
        further[row] = Signal("nearest_of_all", found.likeness, 0.0, asked, said)
    return replace(judged, odds=odds, together=together, bands=bands, further=further)


def _nearest(sides: Sides, pairs: Pairs, bands: Sequence[Band], reader: Encoder) -> Mapping[int, Nearest]:
    """For measures that no act may answer, the act whose passage comes nearest of all, by row, when it is at least `NEAR` alike. Acts that
    decide nothing would leave an absence what it is."""
    answered = {int(pairs.measures[row]) for row, band in enumerate(bands) if band is not Band.UNLINKED}
    left = [m for m in range(len(sides.measures)) if m not in answered]
    if not left or not acts_to_read(len(left), EVERYWHERE):
        return {}
    decide = deciding(sides, pairs)
    rows_of = {m: np.flatnonzero((pairs.measures == m) & decide) for m in left}
    return {near.row: near for near in read_everywhere(sides, pairs, rows_of, reader).values() if near.likeness >= NEAR}
