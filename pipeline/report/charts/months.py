"""The acts of each month, against those known to exist and by body: rows for a table and their chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pipeline.records.past import Delay, Month
from pipeline.report.french import month
from pipeline.report.sentences import (
    CHART_COUNCIL,
    CHART_DELEGATION,
    CHART_KNOWN,
    CHART_READ,
    PANEL_BODIES,
    PANEL_KNOWN,
    UNDATED,
    delay_words,
)
from pipeline.report.views import MonthView

DRAWN = 120  # months in the chart, the newest; the table holds all
_WIDTH, _LEFT, _RIGHT = 780.0, 34.0, 8.0
_TALL, _HEAD, _FOOT = 110.0, 26.0, 36.0  # of a panel: its bars, the words above, the months below
_LETTERS = 13.0  # width of a month from which its initial fits below it
_INITIALS = "JFMAMJJASOND"


def month_views(months: Sequence[Month]) -> tuple[MonthView, ...]:
    """The months in order, undated acts last."""
    ordered = sorted(months, key=lambda m: (m.day is None, m.day or date.min))
    return tuple(
        MonthView(
            m.day,
            month(m.day) if m.day else UNDATED,
            m.known,
            m.read,
            m.council,
            m.delegation,
            _delays(m),
            _days(m.published) if m.published else "",
        )
        for m in ordered
    )


def _delays(one: Month) -> str:
    said = [_days(one.council_delay)] if one.council_delay else []
    said += [f"{'décisions : ' if one.council else ''}{_days(one.delegation_delay)}"] if one.delegation_delay else []
    return " ; ".join(said)


def _days(delay: Delay) -> str:
    return delay_words(delay.median, delay.longest, delay.acts)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One row of bars: `parts` are kinds and heights of each month's bar from below, `frames` what stands around it."""

    title: str
    parts: tuple[tuple[tuple[str, int], ...], ...]
    frames: tuple[int, ...]

    @property
    def most(self) -> int:
        """The tallest bar or frame."""
        return max((max(sum(n for _, n in bar), frame) for bar, frame in zip(self.parts, self.frames, strict=True)), default=0)


def months_chart(views: Sequence[MonthView]) -> Markup:
    """Bars by month: what registers name, filled by what of it was read; below, where it adds something, the acts read by body.

    Empty below two months.
    """
    dated = {m.day: m for m in views if m.day}
    if len(dated) < 2:
        return Markup("")
    shown = [dated.get(d) or MonthView(d, month(d), 0, 0, 0, 0, "") for d in _between(min(dated), max(dated))]
    panels = _panels(shown)
    wide = (_WIDTH - _LEFT - _RIGHT) / len(shown)
    parts: list[Markup] = []
    for place, panel in enumerate(panels):
        base = (place + 1) * (_HEAD + _TALL) + place * _FOOT
        parts += _scale(panel, base)
        for number, one in enumerate(shown):
            x = _LEFT + number * wide
            parts += [*_bar(panel, number, _words(one), x, wide, base), *_below(one.day or date.min, x, wide, base, first=number == 0)]
    label = f"Actes par mois, de {shown[0].name} à {shown[-1].name} : {_sums(shown)}."
    height = len(panels) * (_HEAD + _TALL + _FOOT)
    return Markup('<svg class="months" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, label, Markup("").join(parts)
    )


def by_body(views: Sequence[MonthView]) -> bool:
    """Whether the acts by body say more than the acts known and read."""
    return any(m.delegation or m.council != m.read for m in views if m.day)


def _panels(shown: Sequence[MonthView]) -> list[_Panel]:
    known = _Panel(PANEL_KNOWN, tuple((("read", m.read),) for m in shown), tuple(m.known for m in shown))
    bodies = _Panel(PANEL_BODIES, tuple((("council", m.council), ("delegation", m.delegation)) for m in shown), (0,) * len(shown))
    return [p for p in (known, bodies) if p.most and (p is known or by_body(shown))]


def _sums(shown: Sequence[MonthView]) -> str:
    return _words(
        MonthView(
            None, "", sum(m.known for m in shown), sum(m.read for m in shown), sum(m.council for m in shown),
            sum(m.delegation for m in shown), "",
        )
    )  # fmt: skip


def _words(one: MonthView) -> str:
    figures = f"{one.known} {CHART_KNOWN}, {one.read} {CHART_READ} ; {one.council} {CHART_COUNCIL}, {one.delegation} {CHART_DELEGATION}"
    return f"{one.name} : {figures}" if one.name else figures


def _between(first: date, last: date) -> list[date]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(start, end - DRAWN + 1), end + 1)]


def _scale(panel: _Panel, base: float) -> list[Markup]:
    found = [Markup('<text class="head" x="{:.1f}" y="{:.1f}">{}</text>').format(_LEFT, base - _TALL - 12, panel.title)]
    for value in sorted({panel.most, panel.most // 2 or panel.most}):
        y = base - _TALL * value / panel.most
        found.append(Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>').format(_LEFT - 5, y + 4, value))
        found.append(Markup('<line class="grid" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(_LEFT, y, _WIDTH - _RIGHT, y))
    return found


def _bar(panel: _Panel, number: int, words: str, x: float, wide: float, base: float) -> list[Markup]:
    gap = min(wide * 0.16, 3.0)
    found: list[Markup] = []
    below = 0.0
    for kind, count in panel.parts[number]:
        tall = _TALL * count / panel.most
        below += tall
        found += [_rect(kind, x + gap, base - below, wide - 2 * gap, tall)] if count else []
    frame = _TALL * panel.frames[number] / panel.most
    found += [_rect("known", x + gap / 2, base - frame, wide - gap, frame)] if frame else []
    return [Markup("<g><title>{}</title>{}</g>").format(words, Markup("").join(found))] if found else []


def _rect(kind: str, x: float, y: float, wide: float, tall: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(kind, x, y, wide, tall)


def _below(day: date, x: float, wide: float, base: float, *, first: bool) -> list[Markup]:
    found: list[Markup] = []
    if day.month == 1 or first:
        found.append(Markup('<line class="tick" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(x, base, x, base + 32))
    if wide >= _LETTERS:
        letter = _INITIALS[day.month - 1]
        found.append(Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(x + wide / 2, base + 14, letter))
    if day.month == 1 or (first and day.month < 11):
        found.append(Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(x + 4, base + (29 if wide >= _LETTERS else 16), day.year))
    return found
