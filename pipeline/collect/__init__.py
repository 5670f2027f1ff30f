"""Sources to files on disk, known by their content."""

from pipeline.collect.clock import Clock, SystemClock
from pipeline.collect.files import Collection, collect_files
from pipeline.collect.ledger import Visit
from pipeline.collect.manners import Manners
from pipeline.collect.territory import load_encoder_choice, load_territory
from pipeline.collect.visit import visit_sources

__all__ = [
    "Clock",
    "Collection",
    "Manners",
    "SystemClock",
    "Visit",
    "collect_files",
    "load_encoder_choice",
    "load_territory",
    "visit_sources",
]
