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
_ROW, _LETTER = 17.0, 7.2  # height of a line of labels, usual width of a letter
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
    labels = _rows([(at(d), f"{words} : {day(d)}") for d, words in sorted(dict.fromkeys(marks))])
    above = _ROW * max((row for *_, row in labels), default=0)
    parts += [_mark(x, words, row * _ROW - above) for x, words, row in labels]
    parts += _dots(dots, at_month=lambda d: at(date(d.year, d.month, 15)))
    label = "Actes qui répondent à une mesure, par date : " + " ; ".join(f"{title}, mesure {number}" for _, title, number, _ in dots[:40])
    return Markup('<svg class="timeline" viewBox="0 {:.0f} {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        -above, _WIDTH, 182 + above, label, Markup("").join(parts)
    )


def _rows(labels: Sequence[tuple[float, str]]) -> list[tuple[float, str, int]]:
    """Each label with the line it stands on, from 0, so that none lies over another."""
    taken: list[list[tuple[float, float]]] = []
    found: list[tuple[float, str, int]] = []
    for x, words in labels:
        wide = len(words) * _LETTER
        left, right = (x, x + wide) if x < _WIDTH / 2 else (x - wide, x)
        row = next((n for n, line in enumerate(taken) if all(right < a or left > b for a, b in line)), len(taken))
        taken += [[]] if row == len(taken) else []
        taken[row].append((left, right))
        found.append((x, words, row))
    return found


def _year(x: float, year: int, end: float) -> Markup:
    return Markup(
        '<line class="rule" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/><line class="tick" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>'
        '<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
    ).format(x, _BASE, end, _BASE, x, _BASE, x, _BASE + 8, (x + end) / 2, _BASE + 24, year)


def _mark(x: float, words: str, top: float) -> Markup:
    anchor = "start" if x < _WIDTH / 2 else "end"
    return Markup(
        '<line class="mark" x1="{:.1f}" y1="{:.0f}" x2="{:.1f}" y2="{}"/>'
        '<text class="small" x="{:.1f}" y="{:.0f}" text-anchor="{}">{}</text>'
    ).format(x, top + 20, x, _BASE, x, top + 14, anchor, words)


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
