"""Everything a run can be told, in one frozen value."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.read import ReadSettings

DEFAULT_DATABASE = Path("ecart.duckdb")
DEFAULT_REPORT = Path("rapport")
BATCH = 40  # documents a task: a task costs 12 to 24 ms, a document 50 ms and more


@dataclass(frozen=True, slots=True)
class Options:
    """How one run works.

    `today` decides which deadlines have passed (the current day when None); `workers` are the reading processes; `fresh` does everything
    again, whether anything has changed or not. `fetch` says whether sources on the web are visited; without, the files kept by earlier
    visits are used.
    """

    database: Path = DEFAULT_DATABASE
    report: Path = DEFAULT_REPORT
    workers: int = 1
    today: date | None = None
    fresh: bool = False
    wait_for_lock: float = 60.0  # seconds to wait for another run on the same database
    fetch: bool = True

    @property
    def reading(self) -> ReadSettings:
        """How documents are read."""
        from pipeline.read import ReadSettings  # loads numpy, which a command that only prints does without

        return ReadSettings(ocr_cache=self.ocr_cache)

    @property
    def ocr_cache(self) -> Path:
        """Folder beside the database that keeps what OCR read, so that no page is recognised twice."""
        return self.database.with_name(f"{self.database.stem}.ocr")

    @property
    def defects(self) -> Path:
        """File beside the database to which unexpected errors are added with their tracebacks."""
        return self.database.with_name(f"{self.database.stem}.defects.log")


def usable_cores() -> int:
    """Cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return max(os.cpu_count() or 1, 1)
