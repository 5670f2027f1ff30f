"""Which pairs are links, which wait for a person, and which are set aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from pipeline.match.chain import WORTH, carries_on
from pipeline.match.pairs import Pairs, Sides
from pipeline.match.pieces import Piece
from pipeline.match.score import signal_weights
from pipeline.match.sides import ActSide
from pipeline.match.signals import NAMES
from pipeline.records.council import Outcome
from pipeline.records.link import Band, Signal

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]
Read = tuple[Mapping[int, Doubles], Mapping[int, Doubles]]
HOPELESS = -2.2  # log-odds, p = .1: an act below does not answer by carrying on another, nor as its nearest passage is near
_FAINT = 0.05  # probability below which an act is no more than one of many
_PASSAGE_ANSWERS = 2  # measures: in fifteen labelled territories no passage answers more
_WORD_SIGNALS = ("words", "words_all")
_AMENDMENT = re.compile(r"\W*(?:sous-)?amendement\b", re.IGNORECASE)


def band_pairs(sides: Sides, pairs: Pairs, odds: Doubles, read: Read, matcher: Matcher) -> tuple[list[Band], Mapping[int, Signal]]:
    """The band of each pair, and the signal of each row that is there for another reason than its own likelihood.

    `odds` are log-odds, raised here for acts that carry on others; `read` are the values of the pairs of the second and the third look.
    """
    bands = _bands(sides, pairs, odds, read, matcher)
    carried = _carried_on(sides, pairs, odds, bands)
    further = {row: Signal("carries_on", 1.0, WORTH, *words) for row, words in carried.items()}
    if carried:
        odds[list(carried)] += WORTH
        bands = _bands(sides, pairs, odds, read, matcher)
    doubted = (
        *_worn_out(sides, pairs, odds, bands),
        *_amended(sides, pairs, bands),
        *any_of_several(pairs, odds, bands, deciding(sides, pairs), matcher),
    )
    for row in doubted:
        bands[row] = Band.REVIEW
    return bands, further


def _bands(sides: Sides, pairs: Pairs, odds: Doubles, read: Read, matcher: Matcher) -> list[Band]:
    """Linked, review or unlinked. Shared words alone never link, nor does an act without a date; an act beside a likelier one that is
    linked already must be likelier than a first."""
    columns = [NAMES.index(name) for name in _WORD_SIGNALS]
    by_words = pairs.values[:, columns].astype(np.float64) @ signal_weights(matcher)[columns] * sum(matcher.choice.values())
    for rows, weights in zip(read, (matcher.reading, matcher.together), strict=True):
        if rows:
            by_words[list(rows)] *= weights["odds"]
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


def _carried_on(sides: Sides, pairs: Pairs, odds: Doubles, bands: Sequence[Band]) -> Mapping[int, tuple[str, str]]:
    """Rows of acts that carry on an act linked with the same measure, with the words that show it. Those that are hopeless are left out."""
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for row, band in enumerate(bands):
        if band is Band.LINKED:
            linked[int(pairs.measures[row])].append(row)
    found: dict[int, tuple[str, str]] = {}
    for row in np.flatnonzero(odds >= HOPELESS).tolist():
        if bands[row] is Band.LINKED:
            continue
        later, answer = _passage(sides, pairs, row)
        for first in linked[int(pairs.measures[row])]:
            if shown := carries_on(later, answer, *_passage(sides, pairs, first)):
                found[row] = shown
                break
    return found


def _worn_out(sides: Sides, pairs: Pairs, odds: Doubles, bands: Sequence[Band]) -> list[int]:
    """Linked rows whose passage would answer more measures than `_PASSAGE_ANSWERS`, but for the likeliest: it says too much to say that.
    Measures in the same words are one."""
    told: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, band in enumerate(bands):
        if band is Band.LINKED:
            told[int(pairs.acts[row]), int(pairs.rights[row])].append(row)
    found: list[int] = []
    for rows in told.values():
        titles = {row: sides.measures[pairs.measures[row]].stems[0] for row in rows}
        if len(set(titles.values())) > _PASSAGE_ANSWERS:
            likeliest = titles[max(rows, key=lambda row: odds[row])]
            found += [row for row in rows if titles[row] != likeliest]
    return found


def _amended(sides: Sides, pairs: Pairs, bands: Sequence[Band]) -> list[int]:
    """Linked rows of budgets that were to be amended for the measure: what they say of it is the amendment's, an act of its own that is
    linked with the measure too and printed in the same document."""
    linked = [row for row, band in enumerate(bands) if band is Band.LINKED]
    acts = {row: sides.acts.sides[int(pairs.acts[row])].act for row in linked}
    amendments = {(int(pairs.measures[row]), act.document) for row, act in acts.items() if _AMENDMENT.match(act.subject.text)}
    whole = pairs.values[:, NAMES.index("general")]
    return [row for row, act in acts.items() if whole[row] and (int(pairs.measures[row]), act.document) in amendments]


def any_of_several(pairs: Pairs, odds: Doubles, bands: Sequence[Band], deciding: Flags, matcher: Matcher) -> list[int]:
    """The likeliest row of each measure none of whose `deciding` acts is likely enough alone, when together they are: two at .2 are as
    doubtful as one at .36. An act that decides nothing leaves an absence what it is, however likely."""
    chances = np.where(deciding, 1 / (1 + np.exp(-odds)), 0.0)
    none = np.ones(int(pairs.measures.max()) + 1)
    np.multiply.at(none, pairs.measures, np.where(chances >= _FAINT, 1 - chances, 1.0))
    answered = {int(pairs.measures[row]) for row, band in enumerate(bands) if band is not Band.UNLINKED and deciding[row]}
    doubtful = [m for m in np.flatnonzero(1 - none >= matcher.review).tolist() if m not in answered]
    return [int(rows[np.argmax(odds[rows])]) for m in doubtful for rows in (np.flatnonzero((pairs.measures == m) & deciding),)]


def deciding(sides: Sides, pairs: Pairs) -> Flags:
    """The rows of acts that do more than take note or give an opinion."""
    return np.array([sides.acts.sides[int(act)].act.outcome not in (Outcome.NOTED, Outcome.OPINION) for act in pairs.acts], bool)


def _passage(sides: Sides, pairs: Pairs, row: int) -> tuple[ActSide, Piece]:
    act = sides.acts.sides[int(pairs.acts[row])]
    return act, act.pieces[int(pairs.rights[row])]
