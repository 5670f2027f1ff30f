"""Measures and acts to links, with the signals that made them."""

from models.encoder import Encoder, load_encoder, load_reader
from models.encoder.hub import load_hub_encoder, read_hub_settings
from models.matcher import load_matcher
from pipeline.match.acts import link_acts
from pipeline.match.dates import date_acts
from pipeline.match.early import link_early
from pipeline.match.rows import link_rows
from pipeline.match.texts import text_scores

__all__ = [
    "Encoder",
    "date_acts",
    "link_acts",
    "link_early",
    "link_rows",
    "load_encoder",
    "load_hub_encoder",
    "load_matcher",
    "load_reader",
    "read_hub_settings",
    "text_scores",
]
