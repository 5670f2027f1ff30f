"""What a report may tell beyond the results of one run."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.past import Added, Month, PlanWord


@dataclass(frozen=True, slots=True)
class Known:
    """All of it."""

    added: tuple[Added, ...] = ()
    months: tuple[Month, ...] = ()
    said: tuple[PlanWord, ...] = ()
