"""Results to what citizens read."""

from pipeline.report.front import read_summary, write_front
from pipeline.report.known import Known
from pipeline.report.replies import Reply, read_replies
from pipeline.report.write import report_of, write_report

__all__ = [
    "Known",
    "Reply",
    "read_replies",
    "read_summary",
    "report_of",
    "write_front",
    "write_report",
]
