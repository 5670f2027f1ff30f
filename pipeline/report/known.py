"""What is known beyond the results of one run: by the store, over all runs, and by the ledger of what was seen on the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Added:
    """An act on a plan's subjects that answers no measure. `measure` is the one whose subject is nearest, `nearness` how near, 0..1."""

    act: str
    measure: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from the sitting until the préfecture received the acts of one body: of how many acts it is printed, median and longest."""

    acts: int
    median: float
    longest: int


@dataclass(frozen=True, slots=True)
class Month:
    """The acts of one month; `day` is its first, None where no day is known.

    `known` are those that registers name, `read` those of them that were read; `council` and `delegation` count the acts read by body,
    in a register or not, and `delays` their ways to the préfecture.
    """

    day: date | None
    known: int = 0
    read: int = 0
    council: int = 0
    delegation: int = 0
    council_delay: Delay | None = None
    delegation_delay: Delay | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file was seen on the web: its address, the title it had there, the page that listed it, since when and until when."""

    address: str
    title: str
    where: str
    first: date
    vanished: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `origins` are by sha256 of the file."""

    added: tuple[Added, ...] = ()
    months: tuple[Month, ...] = ()
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)
