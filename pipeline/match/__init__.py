"""Measures and acts to links, with the signals that made them."""

from pipeline.match.acts import link_acts
from pipeline.match.rows import link_rows
from pipeline.match.texts import text_scores

__all__ = ["link_acts", "link_rows", "text_scores"]
