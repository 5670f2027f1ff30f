"""How long verdicts hold while nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.judge.verdicts import deadlines
from pipeline.records.plan import Measure
from pipeline.records.territory import Territory
from pipeline.records.verdict import Coverage


def holds_until(territory: Territory, measures: Sequence[Measure], coverage: Coverage, today: date) -> date | None:
    """First day after `today` on which a deadline has passed that has not yet, and which the acts read reach; None when there is none.

    Before it the same facts give the same verdicts.
    """
    ahead = [d for d in deadlines(territory, measures).values() if d >= today and coverage.end is not None and coverage.end >= d]
    return min(ahead) + timedelta(days=1) if ahead else None
