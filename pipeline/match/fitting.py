"""Weights of the matcher for another encoder, fitted on the labels that ship."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.encoder.hub import Centre, HubEncoder
from models.matcher import load_matcher, matcher_of
from models.matcher.readings import load_readings
from models.matcher.train import LABELLED, VERSION, Judged, Table, chances, fit, fit_first, own_bands, share_right, unseen
from pipeline.match.labels import Gold
from pipeline.match.sides import Encoder
from pipeline.match.tables import table_of

MADE_UP = 0.3  # what a pair of a made-up territory weighs in the fit, beside one of a labelled territory
_HEAD = 320  # letters of the operative words that take part in the centre

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights as a calibration file holds them, the centre of the encoder, and what they are worth on territories they have not seen."""

    centre: Centre
    weights: dict[str, Any]
    figures: dict[str, dict[str, float]]


def calibrate(
    encoder: HubEncoder, reader: Encoder, labelled: Sequence[Gold], wordings: Sequence[Gold], aside: Sequence[Gold], told: Told
) -> Fitted:
    """Fit on labelled and on made-up territories (`wordings`); those kept `aside` only show what the weights are worth.

    The second look is the `reader`'s, the third takes the readings that ship (none of the demo, whose ids are others here). `told` is
    called with what is being done, how much is done and of how much.
    Costs some ten thousand short texts of the encoder and a thousand of the reader.
    """
    golds = [*((gold, LABELLED) for gold in labelled), *((gold, MADE_UP) for gold in wordings)]
    steps = len(golds) + len(labelled) + len(aside)
    told("centre", 0, steps)
    centre = centre_of(encoder, [gold for gold, _ in golds])
    centred, common, readings = encoder.centred(centre), load_matcher().common, load_readings()
    first: list[Table] = []
    for number, (gold, trust) in enumerate(golds):
        told(gold.name, number, steps)
        first.append(table_of(gold, centred, common, trust))
    looked = matcher_of({**fit_first(first), **_HEADING, "common": dict(common)})
    tables = list(first)
    for number, gold in enumerate(labelled):
        told(gold.name, len(golds) + number, steps)
        tables[number] = table_of(gold, centred, common, LABELLED, reader, looked, readings.get(gold.name))
    raw = fit(tables)
    judged = unseen(tables)
    raw |= {"version": VERSION, **own_bands(judged)}
    apart: list[Judged] = []
    for number, gold in enumerate(aside):
        told(gold.name, len(golds) + len(labelled) + number, steps)
        table = table_of(gold, centred, common, LABELLED, reader, looked, readings.get(gold.name))
        apart.append((table, *chances(table, raw)))
    return Fitted(centre, raw, {"territories unseen by the weights": share_right(judged, raw), "kept aside": share_right(apart, raw)})


_HEADING = {"version": VERSION, "encoder": "", "linked": 1.0, "review": 1.0, "without_words": 0.0}  # no band is asked of the first weights


def centre_of(encoder: HubEncoder, golds: Sequence[Gold]) -> Centre:
    """The mean vectors of what measures ask and of what acts say."""
    asked = [passage.text for gold in golds for m in gold.measures for passage in (m.text, *m.steps)]
    said = [text for gold in golds for a in gold.acts for text in (a.subject.text, a.operative.text[:_HEAD] if a.operative else "") if text]
    return Centre(encoder.encode_queries(asked).mean(axis=0), np.asarray(encoder.encode(said).mean(axis=0)))
