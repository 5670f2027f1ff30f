"""What a co-constructed plan asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records.source import Passage


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as printed, and the period it means. `start` and `end` are inclusive; None where the words do not say."""

    printed: Passage
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedBudget:
    """Money asked for or announced for a measure, in euro cents (never multiplied by years).

    `undefined` is True for words like "à définir": a budget is spoken of, no sum is given, and `cents` is None. `cents` is None as well
    where a price for each is all that is printed ("800 € par école"): what it comes to is not said.
    `by_year` are (year, cents) where the plan gives a sum for each year; `cents` is then the printed total or, without one, their sum.
    """

    printed: Passage
    cents: int | None
    undefined: bool = False
    per_year: bool = False
    by_year: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Something somebody is asked or promises to do, checkable later.

    `id` is content-derived (`pipeline.records.ids.measure_id`). `text` is the measure's own title or bullet; `whole` is everything said
    about it (the fiche, the paragraph), which matching may read. `axis` runs from the widest heading to the nearest.
    `also_at` are further places that repeat it (a synoptic table). `verb` is the strength of what is asked (create, fund, support,
    study, encourage, ...: a value of `data/lexicon/verbs.csv`), None when not told.
    """

    id: str
    document: str  # sha256
    doc: str
    page: int
    number: str | None
    text: Passage
    whole: Passage
    steps: tuple[Passage, ...] = ()
    axis: tuple[Passage, ...] = ()
    owner: Passage | None = None
    partners: tuple[Passage, ...] = ()
    deadline: Deadline | None = None
    budget: PlannedBudget | None = None
    indicators: tuple[Passage, ...] = ()
    theme: str | None = None
    author: str | None = None  # workshop, citizens, minority opinion, as printed
    support: float | None = None  # share of the participants' votes, 0..1
    verb: str | None = None
    also_at: tuple[Passage, ...] = ()
