"""What made a result: kept with each run, shown on the report."""

from __future__ import annotations

from importlib import metadata

from pipeline.match import Encoder, load_matcher
from pipeline.read import READER


def program_version() -> str:
    """The version of ecart; "unpackaged" when it runs from a folder without being installed."""
    try:
        return metadata.version("ecart")
    except metadata.PackageNotFoundError:
        return "unpackaged"


def versions(encoder: Encoder) -> tuple[tuple[str, str], ...]:
    """Name and version of everything whose change may change a result."""
    return (
        ("ecart", program_version()),
        ("reader", READER),
        ("encoder", encoder.version),
        ("matcher", load_matcher().version),
        *((name, metadata.version(name)) for name in ("pypdfium2", "pdfplumber", "spacy", "rapidfuzz", "duckdb")),
    )
