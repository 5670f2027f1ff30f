"""From links, money and coverage to verdicts."""

from pipeline.judge.coverage import measure_coverage
from pipeline.judge.fairness import measure_fairness
from pipeline.judge.verdicts import judge

__all__ = ["judge", "measure_coverage", "measure_fairness"]
