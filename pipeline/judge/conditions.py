"""Conditions that hold back an act or its money."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.paid_rows import Rows
from pipeline.judge.wording import flat, says
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


def held_back(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows, asked: int | None) -> bool:
    """Whether the measure's money waits for a condition: what is free of one is nothing, or less than asked, or a small part. A condition
    is taken up when a grant was paid through its act."""
    held = free = 0
    for answer, found in zip(answers, sums, strict=True):
        total = sum(a.cents for a in found)
        if condition_of(answer) and not rows.through & {answer.act.id, ""}:
            held += total
        else:
            free += total or sum(g.cents for g in rows.grants if answer.act.id in rows.through or "" in rows.through)
    if not held:
        return not free and not rows.grants
    return not free or (free < asked * TOLERANCE if asked else free * SMALL_PART < held)
