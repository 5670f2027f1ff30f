"""All that is known of one measure when the rules are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.judge.answers import Answer
from pipeline.judge.decision import Decided
from pipeline.judge.paid import Paid
from pipeline.judge.substance import Compared
from pipeline.records.council import Act
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure
from pipeline.records.verdict import Coverage


@dataclass(frozen=True, slots=True)
class Facts:
    """The findings that the rules test. `linked` carry the verdict, `review` wait for a person.

    `compared` is None without an act, `paid` without an adopted one. `deadline` is the day by which the measure was due (its own, else the
    end of the plan's period). `lifted` tells that counting the links to review would turn absence or lack of money into more. `nearby` is
    an act that was set aside, or a line of the budget, that makes an absence or a lack of money doubtful, `paid_by` a grant that does.
    `priced` are answers, not the surest ones, that only set prices: they are set aside. `foreign` is the likeliest act of another
    authority that matching took for an answer: it counts for nothing, and no absence is said beside it. `of_ccas` are the acts of its
    centre d'action sociale. `chance` is that of any act answering, 0..1. `misread` tells that the plan may not say what was read
    as its measures.
    """

    measure: Measure
    linked: tuple[Answer, ...]
    review: tuple[Answer, ...]
    decided: Decided
    compared: Compared | None
    paid: Paid | None
    coverage: Coverage
    deadline: date | None
    today: date
    lifted: bool = False
    nearby: Act | BudgetLine | None = None
    paid_by: Grant | None = None
    priced: tuple[Answer, ...] = ()
    foreign: Act | None = None
    of_ccas: frozenset[str] = frozenset()
    chance: float = 1.0
    misread: bool = False

    @property
    def surest(self) -> float:
        """Probability of the best link that carries the decision, 0 without one."""
        return max((a.link.probability for a in self.decided.by), default=0.0)

    @property
    def deadline_passed(self) -> bool:
        """Whether the deadline lies behind us and the acts read go at least as far."""
        if self.deadline is None or self.deadline >= self.today:
            return False
        return self.coverage.end is not None and self.coverage.end >= self.deadline
