"""What the store knows beyond the results of one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
class Known:
    """All of it."""

    added: tuple[Added, ...] = ()
    months: tuple[Month, ...] = ()
