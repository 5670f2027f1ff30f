"""Highlighted words: grounds drawn behind single lines of running text keep nothing apart."""

from __future__ import annotations

from dataclasses import replace

from pipeline.read.printed import PAPER, Ground, Printed, Row, Sheet, rows_of

TIGHT = 0.5  # of the font size: a highlight ends this near to its words, and words on one line stand no further apart
LINE = 1.8  # of the height of its words: a ground this tall is more than a line
PITCH = 2.2  # of the height of a line: from one line of a paragraph to the next

Lit = tuple[Ground, Row]  # a ground tight around one line, or a part of it


def without_highlights(sheet: Sheet) -> Sheet:
    """The sheet without the grounds that only highlight words of running text.

    Such a ground is tight around a line or a part of one, and the text runs on: past it on the same line, or from it into
    the next, which stands on a ground of the same colour.
    """
    upright = [w for w in sheet.words if w.upright]
    lit = [found for found in (_lit(g, upright) for g in sheet.grounds if g.colour != PAPER) if found is not None]
    marked = [one for one in lit if _runs_past(*one, upright) or any(_runs_into(one, other) for other in lit)]
    todo = list(marked)
    while todo:
        one = todo.pop()
        near = [other for other in lit if other not in marked and (_next_line(one, other) or _next_line(other, one))]
        marked += near
        todo += near
    gone = {ground for ground, _ in marked}
    return replace(sheet, grounds=tuple(g for g in sheet.grounds if g not in gone)) if gone else sheet


def _lit(ground: Ground, words: list[Printed]) -> Lit | None:
    inner = [w for w in words if ground.x0 <= (w.x0 + w.x1) / 2 <= ground.x1 and ground.top <= (w.top + w.bottom) / 2 <= ground.bottom]
    rows = rows_of(inner)
    if len(rows) != 1:
        return None
    row = rows[0]
    tight = max(abs(row.x0 - ground.x0), abs(ground.x1 - row.x1)) <= TIGHT * row.size
    return (ground, row) if tight and ground.bottom - ground.top <= LINE * (row.bottom - row.top) else None


def _runs_past(ground: Ground, row: Row, words: list[Printed]) -> bool:
    """Whether words of the same size stand on the line of a ground, a space before or behind it."""
    own = {w.order for w in row.words}
    level = [
        w for w in words if w.order not in own and abs(w.size - row.size) < 0.5 and ground.top <= (w.top + w.bottom) / 2 <= ground.bottom
    ]
    return any(min(abs(w.x0 - row.x1), abs(row.x0 - w.x1)) <= TIGHT * row.size for w in level)


def _runs_into(one: Lit, other: Lit) -> bool:
    """Whether the line below goes on in lower case."""
    return _next_line(one, other) and other[1].text[:1].islower()


def _next_line(above: Lit, below: Lit) -> bool:
    (a, upper), (b, lower) = above, below
    alike = a.colour == b.colour and abs(upper.size - lower.size) < 0.5
    return alike and 0.5 < (lower.bottom - upper.bottom) / (upper.bottom - upper.top) <= PITCH and b.x0 < a.x1
