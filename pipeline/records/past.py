"""What the store knows beyond the results of one run: earlier changes, acts that answer no measure, acts month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records.verdict import Status


@dataclass(frozen=True, slots=True)
class Cause:
    """What was seen beside a change and may explain it. `kind` is the store's word; `words` name the act, row or person, `day` the act's
    sitting or the deadline."""

    kind: str
    words: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a verdict as the store knows it. `before` is None for a measure that came later than the first run.

    `raised` and `lowered` are flags ("dropped", "unfunded") that the change set or took back.
    """

    measure: str
    before: Status | None
    after: Status
    day: date
    causes: tuple[Cause, ...] = ()
    raised: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """An act on a plan's subjects that answers no measure. `measure` is the one whose subject is nearest, `nearness` how near, 0..1."""

    act: str
    measure: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from the sitting until acts were received by the préfecture, or published: of how many it is printed, median, longest."""

    acts: int
    median: float
    longest: int


@dataclass(frozen=True, slots=True)
class Month:
    """The acts of one month; `day` is its first, None where no day is known.

    `known` are those that registers name, `read` those of them that were read; `council` and `delegation` count the acts read by body,
    in a register or not. The delays of each body run until reception, `published` until publication, where a stamp prints the days.
    """

    day: date | None
    known: int = 0
    read: int = 0
    council: int = 0
    delegation: int = 0
    council_delay: Delay | None = None
    delegation_delay: Delay | None = None
    published: Delay | None = None


@dataclass(frozen=True, slots=True)
class PlanWord:
    """What a person says of a plan: a measure that was missed ("added"), none ("measure"), or one of its fields put right ("text",
    "number", "deadline", "budget"). `words` are the measure's, `place` where they stand."""

    measure: str
    field: str
    words: str
    place: str
    who: str
    day: date
    why: str
