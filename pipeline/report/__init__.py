"""Results to what citizens read."""

from pipeline.report.page import write_report

__all__ = ["write_report"]
