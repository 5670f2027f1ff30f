"""Charts as SVG text: nothing to load, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from pipeline.records.verdict import Status
from pipeline.report.wording import STATUS, count

_WIDTH, _HEIGHT, _GAP = 1000.0, 34.0, 3.0


def status_bar(counts: Sequence[tuple[Status, int]]) -> Markup:
    """One bar cut by status, each part with its number; the parts are named by a legend beside it and by title texts."""
    total = sum(number for _, number in counts)
    if not total:
        return Markup("")
    shown = [(status, number) for status, number in counts if number]
    scale = (_WIDTH - _GAP * (len(shown) - 1)) / total
    parts: list[Markup] = []
    x = 0.0
    for status, number in shown:
        width = number * scale
        title = f"{STATUS[status].label} : {count(number, 'mesure')}"
        parts.append(
            Markup(
                '<g><title>{}</title><rect class="s-{}" x="{:.1f}" y="0" width="{:.1f}" height="{}" rx="3"/>'
                '<text class="t-{}" x="{:.1f}" y="23" text-anchor="middle">{}</text></g>'
            ).format(title, status.value, x, width, _HEIGHT, status.value, x + width / 2, number)
        )
        x += width + _GAP
    label = escape("Répartition des mesures : " + ", ".join(f"{STATUS[s].label} {n}" for s, n in shown))
    return Markup('<svg class="bar" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        int(_WIDTH), int(_HEIGHT), label, Markup("").join(parts)
    )
