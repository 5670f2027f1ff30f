"""Results to what citizens read."""

from pipeline.report.replies import Reply, read_replies
from pipeline.report.write import write_report

__all__ = ["Reply", "read_replies", "write_report"]
