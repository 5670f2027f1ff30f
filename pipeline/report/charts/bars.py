"""Bars cut by status: one for the whole report, one for each axis of the plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from pipeline.records.verdict import Status
from pipeline.report.french import count
from pipeline.report.views import MeasureView
from pipeline.report.wording import STATUS

_HEIGHT, _GAP = 34, 0.3  # pixels, per cent of the width: text keeps its size on any screen
NO_AXIS = "Sans axe"


def status_bar(counts: Sequence[tuple[Status, int]]) -> Markup:
    """One bar cut by status, each part with its number; the parts are named by a legend beside it and by title texts."""
    total = sum(number for _, number in counts)
    if not total:
        return Markup("")
    shown = [(status, number) for status, number in counts if number]
    parts: list[Markup] = []
    x = 0.0
    for status, number in shown:
        width = 100 * number / total
        title = f"{STATUS[status].label} : {count(number, 'mesure')}"
        parts.append(
            Markup(
                '<g><title>{}</title><rect class="s-{}" x="{:.2f}%" y="0" width="{:.2f}%" height="{}" rx="3"/>'
                '<text class="t-{}" x="{:.2f}%" y="23" text-anchor="middle">{}</text></g>'
            ).format(title, status.value, x, max(width - _GAP, 0.2), _HEIGHT, status.value, x + (width - _GAP) / 2, number)
        )
        x += width
    return Markup('<svg class="bar" width="100%" height="{}" role="img" aria-label="{}">{}</svg>').format(
        _HEIGHT, "Répartition des mesures : " + words(shown), Markup("").join(parts)
    )


def words(counts: Iterable[tuple[Status, int]]) -> str:
    """Counts by status in words, zeros left out."""
    return ", ".join(f"{number} {STATUS[status].short if number < 2 else STATUS[status].plural}" for status, number in counts if number)


def by_axis(measures: Sequence[MeasureView]) -> tuple[tuple[str, tuple[tuple[Status, int], ...]], ...]:
    """The heading that groups each measure, with counts by status, in the order of the plans."""
    axes: dict[str, Counter[Status]] = {}
    for measure in measures:
        axes.setdefault(measure.group or NO_AXIS, Counter())[measure.status] += 1
    return tuple((axis, tuple((s, counts[s]) for s in STATUS if counts[s])) for axis, counts in axes.items())


def thin_bar(counts: Sequence[tuple[Status, int]], most: int) -> Markup:
    """A bar without text, as long as its share of `most`; its numbers stand beside it."""
    parts: list[Markup] = []
    x = 0.0
    for status, number in counts:
        width = 100 * number / max(most, 1)
        parts.append(
            Markup('<rect class="s-{}" x="{:.2f}" y="0" width="{:.2f}" height="10"><title>{}</title></rect>').format(
                status.value, x, max(width - 0.4, 0.2), f"{STATUS[status].label} : {number}"
            )
        )
        x += width
    return Markup('<svg class="thin" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>').format(
        words(counts), Markup("").join(parts)
    )


def sum_bar(cents: int, most: int, kind: str, label: str) -> Markup:
    """A sum as a bar, as long as its share of `most`."""
    return Markup(
        '<svg class="thin" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="m-{}" x="0" y="0" width="{:.2f}" height="10"/></svg>'
    ).format(label, kind, max(100 * cents / max(most, 1), 0.4))
