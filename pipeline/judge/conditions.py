"""Conditions that hold back an act or its money."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.counting import SUM
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.paid_rows import Rows
from pipeline.judge.segments import Zone
from pipeline.judge.wording import flat, mentions_sum, says
from pipeline.records.council import Amount
from pipeline.records.folding import fold

SMALL_PART = 2  # without a sum asked, free money counts when it is at least half of what a condition holds back


def condition_of(answer: Answer) -> str | None:
    """The words that hold the act or its money back, when they concern this part of the act. Payment after delivery holds nothing back."""
    condition = answer.act.condition
    if condition is None:
        return next((c for c in answer.clauses if says("conditions", "holds_back", c)), None)
    words = condition.text
    if says("conditions", "delivery", words) and not says("conditions", "money", words):
        return None
    if any(fold(words) in fold(s.text) for s in answer.before):
        return None  # it stands in a clause on something else, decided before
    apart = flat(words) not in flat(f"{answer.text} {' '.join(answer.clauses)}")
    decided = flat(answer.act.operative.text) if answer.act.operative else ""
    return None if apart and (answer.part is not None or flat(words) in decided) else words  # of another part, or of another's clause


def _stands_apart(answer: Answer, condition: str, amount: Amount, asked: int | None) -> bool:
    """Whether a condition stands in a clause with a sum of its own, not the one asked, and this amount in others."""
    clauses = [s.text for s in answer.segments if s.zone is Zone.OPERATIVE]
    told = [flat(condition) in flat(c) for c in clauses]
    own = [c for c, holds in zip(clauses, told, strict=True) if holds]
    apart = [c for c, holds in zip(clauses, told, strict=True) if not holds and mentions_sum(c, amount.cents)]
    if any(flat(condition) in flat(s.text) for s in answer.nearest):
        return False  # it holds back what comes nearest to the measure
    held = {amount.cents, asked or amount.cents}
    return bool(own and apart) and all(SUM.search(c) and not any(mentions_sum(c, cents) for cents in held) for c in own)


def held_back(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows, asked: int | None) -> bool:
    """Whether the measure's money waits for a condition: what is free of one is nothing, or less than asked, or a small part. A condition
    is taken up when a grant was paid through its act."""
    held = free = 0
    for answer, found in zip(answers, sums, strict=True):
        total = sum(a.cents for a in found)
        condition = condition_of(answer)
        if condition and not rows.through & {answer.act.id, ""}:
            free_of_it = sum(a.cents for a in found if _stands_apart(answer, condition, a, asked))
            held += total - free_of_it
            free += free_of_it
        else:
            free += total or sum(g.cents for g in rows.grants if answer.act.id in rows.through or "" in rows.through)
    if not held:
        return not free and not rows.grants
    return not free or (free < asked * TOLERANCE if asked else free * SMALL_PART < held)
