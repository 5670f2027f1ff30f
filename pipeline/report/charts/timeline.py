"""When the council answered: one dot for each act that answers a measure, by month, with the plans' adoption and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from pipeline.records.verdict import Status
from pipeline.report.french import day, month
from pipeline.report.views import PlanView
from pipeline.report.wording import STATUS

_WIDTH, _BASE, _DOT = 780.0, 150.0, 7.5
_MARGIN = 24.0
_STACK = 7  # dots above each other; further ones are counted in words


def timeline(plans: Sequence[PlanView]) -> Markup:
    """The timeline; empty when no act that answers a measure has a date."""
    dots = sorted({(a.day, a.title, m.number or m.text[:40], m.status) for p in plans for m in p.measures for a in m.acts if a.day})
    marks = [(d, words) for p in plans for d, words in ((p.adopted, "adoption du plan"), (p.until, "fin du plan")) if d]
    if not dots:
        return Markup("")
    days = [d for d, *_ in dots] + [d for d, _ in marks]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    scale = (_WIDTH - 2 * _MARGIN) / (last - first).days

    def at(value: date) -> float:
        return _MARGIN + (value - first).days * scale

    parts = [_year(at(date(year, 1, 1)), year, at(date(year + 1, 1, 1))) for year in range(first.year, last.year)]
    parts += [_mark(at(d), f"{words} : {day(d)}") for d, words in dict.fromkeys(marks)]
    parts += _dots(dots, at_month=lambda d: at(date(d.year, d.month, 15)))
    label = "Actes qui répondent à une mesure, par date : " + " ; ".join(f"{title}, mesure {number}" for _, title, number, _ in dots[:40])
    return Markup('<svg class="timeline" viewBox="0 0 {:.0f} 182" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, label, Markup("").join(parts)
    )


def _year(x: float, year: int, end: float) -> Markup:
    return Markup(
        '<line class="rule" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/><line class="tick" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>'
        '<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
    ).format(x, _BASE, end, _BASE, x, _BASE, x, _BASE + 8, (x + end) / 2, _BASE + 24, year)


def _mark(x: float, words: str) -> Markup:
    anchor = "start" if x < _WIDTH / 2 else "end"
    return Markup(
        '<line class="mark" x1="{:.1f}" y1="22" x2="{:.1f}" y2="{}"/><text class="small" x="{:.1f}" y="14" text-anchor="{}">{}</text>'
    ).format(x, x, _BASE, x, anchor, words)


def _dots(dots: Sequence[tuple[date, str, str, Status]], at_month: Callable[[date], float]) -> list[Markup]:
    heights: dict[tuple[int, int], int] = {}
    found: list[Markup] = []
    for when, title, number, status in dots:
        level = heights.get((when.year, when.month), 0)
        heights[when.year, when.month] = level + 1
        if level >= _STACK:
            continue
        y = _BASE - 10 - level * (2 * _DOT + 3)
        words = f"{title} ({month(when)}) : mesure {number}, {STATUS[status].label}"
        found.append(
            Markup(
                '<g><title>{}</title><circle class="s-{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>'
                '<text class="sign t-{}" x="{:.1f}" y="{:.1f}" text-anchor="middle" aria-hidden="true">{}</text></g>'
            ).format(words, status.value, at_month(when), y, _DOT, status.value, at_month(when), y + 3.5, STATUS[status].sign)
        )
    return found
