"""The charts of the overview, drawn from the views."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pipeline.records.verdict import Status
from pipeline.report.charts.bars import by_axis, status_bar, sum_bar, thin_bar, words
from pipeline.report.charts.flow import flow
from pipeline.report.charts.months import by_body, months_chart
from pipeline.report.charts.timeline import timeline
from pipeline.report.views import MeasureView, ReportView

SUMS = 16  # measures with a sum shown on the overview, largest first


@dataclass(frozen=True, slots=True)
class SumRow:
    """What a measure asked and what was voted, as bars and words."""

    slug: str
    name: str
    asked: str
    asked_bar: Markup
    voted: str
    voted_bar: Markup


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts of a report. `axes` are (axis, bar, counts in words); `sums_left` counts the sums that did not fit."""

    status: Markup
    axes: tuple[tuple[str, Markup, str], ...]
    flow: Markup
    sums: tuple[SumRow, ...]
    sums_left: int
    timeline: Markup
    months: Markup
    bodies: bool  # whether the chart of months also shows the acts by body


def charts_of(view: ReportView) -> Charts:
    """Draw the charts."""
    axes = by_axis(view.measures)
    longest = max((sum(n for _, n in counts) for _, counts in axes), default=0)
    asked = sorted((m for m in view.measures if m.asked), key=lambda m: -(m.asked or 0))
    most = max((max(m.asked or 0, m.voted or m.paid or 0) for m in asked[:SUMS]), default=0)
    return Charts(
        status=status_bar(view.counts),
        axes=tuple((axis, thin_bar(counts, longest), words(counts)) for axis, counts in axes) if len(axes) > 1 else (),
        flow=flow(view.measures),
        sums=tuple(_sums(m, most) for m in asked[:SUMS]),
        sums_left=max(0, len(asked) - SUMS),
        timeline=timeline(view.plans),
        months=months_chart(view.months),
        bodies=by_body(view.months),
    )


def _sums(measure: MeasureView, most: int) -> SumRow:
    asked = measure.asked_words
    voted = f"voté : {measure.voted_words}" if measure.voted else measure.voted_words or _without(measure)
    cents = measure.voted or measure.paid
    return SumRow(
        measure.slug,
        measure.name,
        asked,
        sum_bar(measure.asked or 0, most, "asked", f"demandé : {asked}"),
        voted,
        sum_bar(cents, most, "voted", voted) if cents else Markup(""),
    )


def _without(measure: MeasureView) -> str:
    """Why no voted sum stands beside what was asked."""
    if measure.stage == "unsure":
        return "à vérifier"
    with_money = measure.status in (Status.FUNDED, Status.WEAKENED, Status.UNDERFUNDED)
    return "aucune somme chiffrée dans les actes retenus" if with_money else measure.label.lower()
