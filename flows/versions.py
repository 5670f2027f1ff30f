"""What made a result: kept with each run, shown on the report."""

from __future__ import annotations

from importlib import metadata

from pipeline.match import Matching
from pipeline.read import ReadSettings, reader_version
from pipeline.records.fingerprint import fingerprint

_CODE = ("pipeline", "models", "flows", "data.lexicon")


def program_version() -> str:
    """The version of ecart; "unpackaged" when it runs from a folder without being installed."""
    try:
        return metadata.version("ecart")
    except metadata.PackageNotFoundError:
        return "unpackaged"


def versions(matching: Matching, settings: ReadSettings) -> tuple[tuple[str, str], ...]:
    """Name and version of everything whose change may change a result."""
    return (
        ("ecart", program_version()),
        ("code", fingerprint(*_CODE)),
        ("reader", reader_version(settings)),
        ("encoder", matching.version),
        ("matcher", matching.weights),
        *((name, metadata.version(name)) for name in ("spacy", "rapidfuzz", "duckdb")),
    )
