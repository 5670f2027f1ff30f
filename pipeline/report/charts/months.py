"""The acts of each month, by body, against those known to exist: rows for a table and their chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from pipeline.report.french import month
from pipeline.report.known import Delay, Month
from pipeline.report.sentences import CHART_COUNCIL, CHART_DELEGATION, CHART_KNOWN, UNDATED, delay_words
from pipeline.report.views import MonthView

DRAWN = 120  # months in the chart, the newest; the table holds all
_WIDTH, _HEIGHT, _BASE, _LEFT = 780.0, 190.0, 150.0, 34.0
_LETTERS = 13.0  # width of a month from which its initial fits below it
_INITIALS = "JFMAMJJASOND"


def month_views(months: Sequence[Month]) -> tuple[MonthView, ...]:
    """The months in order, undated acts last."""
    ordered = sorted(months, key=lambda m: (m.day is None, m.day or date.min))
    return tuple(
        MonthView(m.day, month(m.day) if m.day else UNDATED, m.known, m.read, m.council, m.delegation, _delays(m)) for m in ordered
    )


def _delays(one: Month) -> str:
    both = one.council_delay is not None and one.delegation_delay is not None
    said = [_days(one.council_delay)] if one.council_delay else []
    said += [f"{'décisions : ' if both or one.council else ''}{_days(one.delegation_delay)}"] if one.delegation_delay else []
    return " ; ".join(said)


def _days(delay: Delay) -> str:
    return delay_words(delay.median, delay.longest, delay.acts)


def months_chart(views: Sequence[MonthView]) -> Markup:
    """A bar for each month: the frame is what registers name, filled by the acts read, in two tones by body. Empty below two months."""
    dated = {m.day: m for m in views if m.day}
    if len(dated) < 2:
        return Markup("")
    days = _between(min(dated), max(dated))[-DRAWN:]
    shown = [dated.get(d) or MonthView(d, month(d), 0, 0, 0, 0, "") for d in days]
    most = max((max(m.known, m.council + m.delegation) for m in shown), default=0) or 1
    wide = (_WIDTH - _LEFT - 8) / len(shown)
    parts = [_scale(value, most) for value in sorted({most, most // 2 if most > 3 else most})]
    for place, one in enumerate(shown):
        parts += _bars(one, _LEFT + place * wide, wide, most)
        parts += _below(one.day or date.min, _LEFT + place * wide, wide, first=place == 0)
    label = (
        f"Actes par mois, de {shown[0].name} à {shown[-1].name} : {sum(m.known for m in shown)} {CHART_KNOWN}, dont "
        f"{sum(m.read for m in shown)} lus ; {sum(m.council for m in shown)} {CHART_COUNCIL}, "
        f"{sum(m.delegation for m in shown)} {CHART_DELEGATION}."
    )
    return Markup('<svg class="months" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, _HEIGHT, label, Markup("").join(parts)
    )


def _between(first: date, last: date) -> list[date]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(start, end - DRAWN + 1), end + 1)]


def _tall(number: int, most: int) -> float:
    return (_BASE - 16) * number / most


def _scale(value: int, most: int) -> Markup:
    y = _BASE - _tall(value, most)
    return Markup(
        '<line class="grid" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/><text x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>'
    ).format(_LEFT, y, _WIDTH - 8, y, _LEFT - 5, y + 4, value)


def _bars(one: MonthView, x: float, wide: float, most: int) -> list[Markup]:
    gap = min(wide * 0.16, 3.0)
    council, delegation = _tall(one.council, most), _tall(one.delegation, most)
    words = (
        f"{one.name} : {one.known} {CHART_KNOWN}, dont {one.read} lus ; {one.council} {CHART_COUNCIL}, {one.delegation} {CHART_DELEGATION}"
    )
    found = [_bar("council", x + gap, _BASE - council, wide - 2 * gap, council)] if council else []
    found += [_bar("delegation", x + gap, _BASE - council - delegation, wide - 2 * gap, delegation)] if delegation else []
    known = _tall(one.known, most)
    found += [_bar("known", x + gap / 2, _BASE - known, wide - gap, known)] if known else []
    return [Markup("<g><title>{}</title>{}</g>").format(words, Markup("").join(found))] if found else []


def _bar(kind: str, x: float, y: float, wide: float, tall: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(kind, x, y, wide, tall)


def _below(day: date, x: float, wide: float, *, first: bool) -> list[Markup]:
    found = []
    if day.month == 1 or first:
        found.append(Markup('<line class="tick" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(x, _BASE, x, _BASE + 34))
    if wide >= _LETTERS:
        found.append(
            Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(x + wide / 2, _BASE + 14, _INITIALS[day.month - 1])
        )
    if day.month == 1 or (first and day.month < 11):
        found.append(Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(x + 4, _BASE + 30, day.year))
    return found
