"""From links, money and coverage to verdicts."""

from pipeline.judge.coverage import measure_coverage
from pipeline.judge.fairness import measure_fairness
from pipeline.judge.lasting import holds_until
from pipeline.judge.listed import listed_measures
from pipeline.judge.plausible import implausible
from pipeline.judge.reviews import correct_facts, correct_links, override, review_issues
from pipeline.judge.verdicts import deadlines, judge

__all__ = [
    "correct_facts",
    "correct_links",
    "deadlines",
    "holds_until",
    "implausible",
    "judge",
    "listed_measures",
    "measure_coverage",
    "measure_fairness",
    "override",
    "review_issues",
]
