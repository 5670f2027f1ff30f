"""Another encoder than ours, small and real, and weights fitted for it on the labels that ship."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from models.encoder.hub import load_hub_encoder
from models.matcher.calibration import write_calibration
from pipeline.match import calibrate, written
from pipeline.match.fitting import Fitted
from pipeline.match.labels import Gold
from pipeline.match.words import stem
from pipeline.records.territory import EncoderChoice
from tests.match.made import Letters
from tests.models.folders import static_folder
from tests.shared import ROOT

WRITTEN = ROOT / "data" / "labels" / "linking"
_FEW = 20  # measures


def short_ones(use: str | None = None) -> list[Gold]:
    """The labelled territories with few measures: enough to see that a fit is made and kept."""
    return [gold for gold in written(WRITTEN, use) if len(gold.measures) < _FEW]


def words_folder(made: Path) -> Path:
    """A static model of these labels' own words: those of one stem have one row, and all lean the same way, as in many encoders."""
    texts = [p.text for g in short_ones() for m in g.measures for p in (m.text, *m.steps)]
    texts += [p.text for g in short_ones() for a in g.acts for p in (a.subject, a.operative) if p]
    words = sorted({word for text in texts for word in text.split()})
    rows = [np.random.default_rng(zlib.crc32(stem(word).encode())).normal(size=48) + 2 for word in words]
    return static_folder(made, ["[UNK]", *words], [np.full(48, 0.1), *rows])


def fit_quickly(choice: EncoderChoice) -> Fitted:
    """Weights without the long, the demo and the made-up territories, and with a quick second look, written where the choice says."""
    encoder = load_hub_encoder(choice)
    made = calibrate(encoder, Letters(), short_ones("tune"), (), short_ones("aside"), lambda *_: None)
    assert choice.calibration is not None
    write_calibration(choice.calibration, encoder, made.centre, made.weights, made.figures)
    return made
