"""Measures and acts to links, with the signals that made them."""

from models.encoder import Encoder, load_encoder, load_reader
from models.encoder.hub import load_hub_encoder
from models.matcher import load_matcher
from models.matcher.calibration import write_calibration
from models.matcher.pair_reader import load_pair_reader
from pipeline.match.acts import link_acts
from pipeline.match.dates import date_acts
from pipeline.match.early import link_early
from pipeline.match.encoders import Matching, load_matching
from pipeline.match.fitting import Fitted, calibrate
from pipeline.match.labels import Gold, carried_over, written
from pipeline.match.rows import link_rows
from pipeline.match.texts import text_scores
from pipeline.match.wordings import made_up

__all__ = [
    "Encoder",
    "Fitted",
    "Gold",
    "Matching",
    "calibrate",
    "carried_over",
    "date_acts",
    "link_acts",
    "link_early",
    "link_rows",
    "load_encoder",
    "load_hub_encoder",
    "load_matcher",
    "load_matching",
    "load_pair_reader",
    "load_reader",
    "made_up",
    "text_scores",
    "write_calibration",
    "written",
]
