"""What people say about what the machine found. A review is kept across runs and overrides the machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from pipeline.records.ids import fact_id


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

    @property
    def about_plan(self) -> bool:
        """Whether it says what the plan says: which measures there are, and in which words. It holds as long as the plan says so."""
        return self.kind is ReviewKind.FIELD and self.act is None and (self.field or "").partition(":")[0] in PLAN_FIELDS


# What a review of the kind `field` may correct, and how its value is written. "amount:1200000" names a sum of an act by its cents as read.
# A corrected fact keeps the evidence it had: a field that the machine found nowhere on the page cannot be given (`deadline`, `budget`).
MEASURE_FIELDS: Mapping[str, str] = MappingProxyType({"number": "text", "deadline": "date", "budget": "cents", "text": "printed words"})
ACT_FIELDS: Mapping[str, str] = MappingProxyType(
    {"number": "text", "session": "date", "outcome": "outcome", "body": "body", "amount": "cents or role"}
)

# What a plan says, beside what a measure's fields say. `text` are the measure's words as the plan prints them. `measure`, rejected: it is
# none; its value are the words that were taken for one. `added:PAGE:DOC`, corrected: a measure that was missed, its value the words printed
# on that page of that plan, its `measure` the id that it has from then on (`pipeline.records.ids`).
TEXT, NO_MEASURE, ADDED = "text", "measure", "added"
PLAN_FIELDS = (TEXT, NO_MEASURE, ADDED)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)  # days that a deadline or a sitting may have


def added_field(page: int, doc: str) -> str:
    """The field of a review that adds a measure printed on a page (from 1) of a plan."""
    return f"{ADDED}:{page}:{doc}"


def added_id(doc: str, page: int, words: str) -> str:
    """Id of a measure that a person adds: the same for whoever adds the same words, and still that of the measure when the plan's file is
    replaced."""
    return fact_id("m", doc, f"{ADDED}\x1f{page}\x1f{' '.join(words.split())}")


def added_place(field: str | None) -> tuple[int, str] | None:
    """Page and plan of a review that adds a measure; None for another field. Raises ValueError when they cannot be understood."""
    name, _, place = (field or "").partition(":")
    if name != ADDED:
        return None
    page, _, doc = place.partition(":")
    if not page.isdecimal() or not doc:
        raise ValueError(f"{field!r} does not name a page and a plan ({ADDED}:PAGE:DOC)")
    return int(page), doc


def written_day(value: str) -> date:
    """A day as a review writes it. Raises ValueError when it is none, or none that a plan or a council could mean."""
    found = date.fromisoformat(value)
    if not EARLIEST <= found <= LATEST:
        raise ValueError(f"{value} is no day between {EARLIEST} and {LATEST}")
    return found


def standing(reviews: Sequence[Review]) -> tuple[Review, ...]:
    """The reviews that override the machine: not due, and of one thing the latest."""
    latest: dict[tuple[object, ...], Review] = {}
    for review in sorted((r for r in reviews if not r.due), key=lambda r: r.at):
        latest[review.kind, review.measure, review.act, review.field] = review
    return tuple(latest.values())
