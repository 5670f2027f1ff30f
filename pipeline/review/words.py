"""The French of the review page: the same words as in the report, handed in by whoever starts the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.records.council import Outcome, Vote
from pipeline.records.verdict import Status


@dataclass(frozen=True, slots=True)
class Words:
    """Labels and ways to print. `statuses` gives label, meaning and sign; `harmless` makes signs visible that could turn a text around;
    `typeset` sets the spaces that French wants."""

    statuses: Mapping[Status, tuple[str, str, str]]
    outcomes: Mapping[Outcome, str]
    signals: Mapping[str, str]
    vote: Callable[[Vote], str]
    euros: Callable[[int], str]
    day: Callable[[date | None], str]
    percent: Callable[[float], str]
    harmless: Callable[[str], str]
    typeset: Callable[[str], str]
