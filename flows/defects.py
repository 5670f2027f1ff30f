"""Unexpected errors: what a report of a defect needs is written beside the database, and where it stands is told."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from datetime import UTC, datetime

from flows.options import Options


def defect_told(error: Exception, options: Options, what: str) -> str:
    """Write down an unexpected error that was met with `what`; gives one line that says it, and where its traceback stands."""
    write_down([f"{what}\n{''.join(traceback.format_exception(error))}"], options)
    where = options.defects
    return f"{_named(error)}. This is a defect of the program, not of your files: please report it with its traceback ({where})."


def _named(error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said[:300]}" if said else type(error).__name__


def write_down(traces: Iterable[str], options: Options) -> None:
    """Add tracebacks, each with what it was met with, to the log of defects. Raises OSError when it cannot be written."""
    for trace in traces:
        options.defects.parent.mkdir(parents=True, exist_ok=True)
        with options.defects.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, {trace.rstrip()}\n\n")
