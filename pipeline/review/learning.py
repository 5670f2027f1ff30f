"""What people's answers teach about links: labelled pairs, where the machine and people part, and what a new calibration would change.

Nothing is changed here. Pairs that people see are those the machine was unsure of, so a calibration on them speaks of such links first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.records.link import Band, Link
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.run import Results
from pipeline.review.opinions import fresh, opinions_of, parted

ENOUGH = 30  # labelled pairs, of both answers, below which no calibration is tried: its error would exceed what it mends
EACH = 8  # pairs of each answer
PRIOR = 4.0  # how strongly the calibration is held to "as it is", in pairs
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure and an act on which people agree. `probability` and `band` are the machine's, None when it had not seen the pair."""

    measure: str
    act: str
    answers: bool
    people: int
    probability: float | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A link that would change its band."""

    link: Link
    after: float
    band: Band


@dataclass(frozen=True, slots=True)
class Learned:
    """What answers teach. `parted` counts pairs on which people differ, which teach nothing yet.

    `table` gives each band its pairs with yes and no (None: the machine had not seen the pair). With enough pairs, log-odds `x` become
    `slope * x + offset`; `loss` is the mean log loss (nats) as it is and after, each measure predicted without its own answers; `shifts`
    are the links of the run that would change their band.
    """

    pairs: tuple[Pair, ...]
    parted: int
    table: tuple[tuple[Band | None, int, int], ...]
    slope: float = 1.0
    offset: float = 0.0
    loss: tuple[float, float] | None = None
    shifts: tuple[Shift, ...] = ()

    @property
    def helps(self) -> bool:
        """Whether the new calibration is better on measures it has not seen."""
        return self.loss is not None and self.loss[1] < self.loss[0]


def labelled_pairs(results: Results, reviews: Iterable[Review]) -> tuple[tuple[Pair, ...], int]:
    """The pairs on which those who spoke agree, in the order of the plan, and how many they differ on. Answers whose evidence changed, and
    pairs that are no longer in the run, are left out."""
    places = {m.id: n for n, m in enumerate(results.measures)}
    acts = {a.id for a in results.acts}
    links = {(link.measure, link.act): link for link in results.links}
    found, differ = [], 0
    for subject, said in opinions_of(r for r in reviews if r.kind is ReviewKind.LINK).items():
        current = fresh(said)
        if subject.measure not in places or subject.act not in acts or not current:
            continue
        if parted(said):
            differ += 1
            continue
        choice = next(iter(current.values())).choice
        link = links.get((subject.measure, subject.act))
        ends = (link.probability, link.band) if link else (None, None)
        found.append(Pair(subject.measure, subject.act, choice is not Choice.REJECTED, len(current), *ends))
    return tuple(sorted(found, key=lambda p: (places[p.measure], p.act))), differ


def learn(results: Results, reviews: Iterable[Review], linked: float, review: float) -> Learned:
    """What `reviews` teach about the links of a run whose bands begin at the probabilities `linked` and `review`."""
    pairs, differ = labelled_pairs(results, reviews)
    table = tuple(
        (band, sum(p.answers for p in some), sum(not p.answers for p in some))
        for band in (*Band, None)
        if (some := [p for p in pairs if p.band is band])
    )
    seen = [p for p in pairs if p.probability is not None]
    yes = sum(p.answers for p in seen)
    if len(seen) < ENOUGH or min(yes, len(seen) - yes) < EACH:
        return Learned(pairs, differ, table)
    odds = _log_odds([p.probability or 0.0 for p in seen])
    answers = np.array([float(p.answers) for p in seen])
    slope, offset = _fit(odds, answers)
    shifts = []
    for link, after in zip(results.links, _calibrated([link.probability for link in results.links], slope, offset), strict=True):
        band = Band.LINKED if after >= linked else Band.REVIEW if after >= review else Band.UNLINKED
        shifts += [Shift(link, float(after), band)] if band is not link.band else []
    loss = (_loss(odds, answers), _left_out_loss([p.measure for p in seen], odds, answers))
    return Learned(pairs, differ, table, slope, offset, loss, tuple(shifts))


def _log_odds(probabilities: Sequence[float]) -> Floats:
    p = np.clip(np.array(probabilities, np.float64), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(p / (1 - p)), np.float64)


def _calibrated(probabilities: Sequence[float], slope: float, offset: float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(slope * _log_odds(probabilities) + offset))), np.float64)


def _fit(odds: Floats, answers: Floats) -> tuple[float, float]:
    """Slope and offset of greatest posterior (Platt 1999, held to slope 1 and offset 0 by `PRIOR`), by Newton's method."""
    table = np.stack([odds, np.ones_like(odds)], axis=1)
    start = np.array([1.0, 0.0])
    held = PRIOR * np.eye(2)
    weights = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (answers - p) - held @ (weights - start)
        step = np.linalg.solve((table * (p * (1 - p))[:, None]).T @ table + held, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def _loss(odds: Floats, answers: Floats) -> float:
    return float(np.mean(np.logaddexp(0.0, np.where(answers > 0, -odds, odds))))


def _left_out_loss(measures: Sequence[str], odds: Floats, answers: Floats) -> float:
    """The loss when each measure's answers are left out of the calibration that predicts them."""
    names = np.array(measures)
    moved = np.empty_like(odds)
    for name in dict.fromkeys(measures):
        out = names == name
        slope, offset = _fit(odds[~out], answers[~out])
        moved[out] = slope * odds[out] + offset
    return _loss(moved, answers)
