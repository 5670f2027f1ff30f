"""The French words of a watch: for incidents, and for documents that are not read."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records.run import Issue
from pipeline.report.issues import IssueWording, issue_wording

INCIDENTS: Mapping[str, str] = {
    "run-failed": "Analyse impossible",
    "source-unreachable": "Source injoignable",
    "source-silent": "Source sans nouveauté",
    "fewer-listed": "Moins de documents annoncés",
    "more-unread": "Plus de documents non lus",
    "plan-unread": "Plan non lu",
    "acts-missing": "Délibérations manquantes",
    "run-slow": "Analyse lente",
    "alert-failed": "Message non parti",
}


def why_unread(code: str, doc: str) -> IssueWording:
    """Why a document is not read, by the code of its issue, and what can be done about it."""
    return issue_wording(Issue(code, "", "", doc))
