"""What people said of which measures a plan has: those they took out, and those they added."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records.plan import Measure
from pipeline.records.review import ADDED, NO_MEASURE, Choice, Review
from pipeline.review.opinions import Opinions


def removed_by(opinions: Opinions) -> dict[str, Review]:
    """The measures that are none in somebody's last word, by id, with that word."""
    last = {s.measure: max(said.values(), key=lambda r: r.at) for s, said in opinions.items() if s.field == NO_MEASURE and s.measure}
    return {measure: review for measure, review in last.items() if review.choice is Choice.REJECTED}


def added_by(opinions: Opinions, measures: Iterable[Measure]) -> dict[str, Review]:
    """The measures that somebody added and that the last run did not know yet, by id, with their words; not those taken out again."""
    known, removed = {m.id for m in measures}, removed_by(opinions)
    last = {s.measure: max(said.values(), key=lambda r: r.at) for s, said in opinions.items() if (s.field or "").startswith(f"{ADDED}:")}
    return {m: r for m, r in last.items() if m and m not in known and m not in removed and r.choice is Choice.CORRECTED}
