"""What an act is about, as far as its money goes: a kind of act told by its title."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pipeline.records.lexicon import load_table


class ActKind(StrEnum):
    """Kinds of act, as their sums are read differently."""

    REPORT = "report"
    ACCOUNTS = "accounts"
    ALLOCATION = "allocation"
    AMENDMENT = "amendment"
    OPENING = "opening"
    PROGRAMME = "programme"
    ORIENTATION = "orientation"
    BUDGET = "budget"
    RATES = "rates"
    ASSETS = "assets"
    GUARANTEE = "guarantee"
    WRITE_OFF = "writeoff"
    FINANCING = "financing"
    TARIFF = "tariff"
    GRANTS = "grants"
    MARKET = "market"
    OTHER = "other"


ON_BUDGET = frozenset(
    {ActKind.ACCOUNTS, ActKind.ALLOCATION, ActKind.AMENDMENT, ActKind.OPENING, ActKind.ORIENTATION, ActKind.BUDGET, ActKind.RATES}
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], ActKind], ...]:
    return tuple((re.compile(row["pattern"]), ActKind(row["kind"])) for row in load_table("act_titles"))


def act_kind(title: str) -> ActKind:
    """The kind of the first row of `act_titles.csv` that a flat title matches, else `OTHER`."""
    return next((kind for pattern, kind in _rules() if pattern.search(title)), ActKind.OTHER)
