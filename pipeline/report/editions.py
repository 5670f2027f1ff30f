"""The PDF in parts: one for each heading of the plans, one for each status, where there are several."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.folding import folded_words
from pipeline.records.verdict import Status
from pipeline.report.charts.bars import by_axis
from pipeline.report.french import count
from pipeline.report.views import ReportView
from pipeline.report.wording import STATUS

MOST = 24  # headings with an edition of their own: a plan that has more is cut too finely for it
LONGEST = 60  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Edition:
    """One part of the report as PDF: its file, what it is called, and what it holds."""

    path: str
    words: str
    axis: str | None = None
    statuses: tuple[Status, ...] = ()


def editions_of(view: ReportView) -> tuple[Edition, ...]:
    """The editions of a report, by heading in the order of the plans, then by status; none where one would hold everything."""
    axes = by_axis(view.measures)
    found = [
        Edition(f"editions/axe-{place}-{_name(axis)}.pdf", f"{axis} ({count(sum(n for _, n in counts), 'mesure')})", axis)
        for place, (axis, counts) in enumerate(axes, 1)
        if 1 < len(axes) <= MOST
    ]
    held = [(status, number) for status, number in view.counts if number]
    if len(held) > 1:
        found += [
            Edition(f"editions/statut-{status.value}.pdf", f"{STATUS[status].label} ({count(number, 'mesure')})", None, (status,))
            for status, number in held
        ]
    return tuple(found)


def _name(axis: str) -> str:
    """The words of a heading as part of a file's name, without "Axe 1" before them."""
    words = folded_words(axis)
    words = words[2:] if words[:1] == ["axe"] and words[1:2] and words[1].isdigit() else words
    return "-".join(words)[:LONGEST].strip("-") or "sans-nom"
