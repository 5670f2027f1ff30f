"""What people say about what the machine found. A review is kept across runs and overrides the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class ReviewKind(StrEnum):
    """What was looked at: a link of a measure and an act, a verdict, or one extracted field of a measure or act."""

    LINK = "link"
    VERDICT = "verdict"
    FIELD = "field"


class Choice(StrEnum):
    """What the person said of it."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Review:
    """One person's word. A link names measure and act, a verdict its measure, a field the measure or act and the field's name.

    `value` is what is right instead (a status, a date, a number), given with `corrected`. `at` is in UTC. `due` is True when the words that
    the person saw have changed since, or are gone: it is asked again and does not override meanwhile.
    """

    territory: str  # SIREN
    kind: ReviewKind
    choice: Choice
    reviewer: str
    at: datetime
    measure: str | None = None
    act: str | None = None
    field: str | None = None
    value: str | None = None
    reason: str = ""
    due: bool = False


# What a review of the kind `field` may correct, and how its value is written. "amount:1200000" names a sum of an act by its cents as read.
# A corrected fact keeps the evidence it had: a field that the machine found nowhere on the page cannot be given (`deadline`, `budget`).
MEASURE_FIELDS: Mapping[str, str] = MappingProxyType({"number": "text", "deadline": "date", "budget": "cents"})
ACT_FIELDS: Mapping[str, str] = MappingProxyType(
    {"number": "text", "session": "date", "outcome": "outcome", "body": "body", "amount": "cents or role"}
)
