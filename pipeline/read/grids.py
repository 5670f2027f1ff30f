"""Ruled lines to grids of cells. A grid is what connected lines enclose; cells that no line parts are one cell."""

from __future__ import annotations

import bisect
import functools
import itertools
from dataclasses import dataclass

from pipeline.read.printed import Rule
from pipeline.records.source import Box

SNAP = 3.0  # points: lines this near are one line (double rules, borders drawn cell by cell)
SHORT = 4.0  # points: shorter rules are ticks, dashes and letters drawn as lines
KEPT = 200  # pages whose grids are kept
MAX_RULES = 4000  # more are a drawing, not a table


@dataclass(frozen=True, slots=True)
class GridCell:
    """One enclosed cell; row and column count from 0, `rows` and `columns` say how many it spans."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table or box, cells in reading order."""

    box: Box
    cells: tuple[GridCell, ...]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return max(c.column + c.columns for c in self.cells)


@dataclass(slots=True)
class _Stroke:
    """A merged line: `at` is its fixed coordinate, `spans` the stretches it covers along the other."""

    at: float
    spans: list[tuple[float, float]]

    def covers(self, value: float) -> bool:
        return any(a - SNAP <= value <= b + SNAP for a, b in self.spans)


@functools.lru_cache(maxsize=KEPT)
def grids_of(rules: tuple[Rule, ...]) -> tuple[Grid, ...]:
    """All grids on a page, top to bottom; none when lines do not enclose anything. Kept for a while: a page is asked several times."""
    if not 4 <= len(rules) <= MAX_RULES:
        return ()
    level = _merge([(r.top, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= SHORT])
    upright = _merge([(r.x0, r.top, r.bottom) for r in rules if r.bottom - r.top >= SHORT])
    found = []
    for across, down in _connected(level, upright):
        if len(across) >= 2 and len(down) >= 2:
            grid = _grid(across, down)
            if grid is not None:
                found.append(grid)
    return tuple(sorted(found, key=lambda g: (g.box.top, g.box.x0)))


@functools.lru_cache(maxsize=KEPT)
def stacks_of(rules: tuple[Rule, ...]) -> tuple[Grid, ...]:
    """Level rules of one width below each other that no upright rule joins, as grids of one column."""
    if not 3 <= len(rules) <= MAX_RULES:
        return ()
    level = _merge([(r.top, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= SHORT])
    upright = _merge([(r.x0, r.top, r.bottom) for r in rules if r.bottom - r.top >= SHORT])
    widths: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for y, x0, x1 in (line for across, down in _connected(level, upright) if not down for line in across):
        widths.setdefault((round(x0 / SNAP), round(x1 / SNAP)), []).append((y, x0, x1))
    found: list[Grid] = []
    for lines in (some for some in widths.values() if len(some) > 1):
        (top, x0, x1), (bottom, *_) = lines[0], lines[-1]
        edges = itertools.pairwise([y for y, *_ in lines])
        cells = (GridCell(at, 0, 1, 1, Box(x0, above, x1, below)) for at, (above, below) in enumerate(edges))
        found.append(Grid(Box(x0, top, x1, bottom), tuple(cells)))
    return tuple(found)


def _merge(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Snap near-equal positions together and join stretches that touch: (at, start, end)."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    merged: list[tuple[float, float, float]] = []
    for group in groups:
        at = sum(g[0] for g in group) / len(group)
        spans = sorted((g[1], g[2]) for g in group)
        start, end = spans[0]
        for a, b in spans[1:]:
            if a <= end + SNAP:
                end = max(end, b)
            else:
                merged.append((at, start, end))
                start, end = a, b
        merged.append((at, start, end))
    return merged


def _connected(
    level: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]
) -> list[tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]]:
    """Group lines that touch each other."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    ats = [line[0] for line in level]
    for j, (x, top, bottom) in enumerate(upright):
        for i in range(bisect.bisect_left(ats, top - SNAP), bisect.bisect_right(ats, bottom + SNAP)):
            if level[i][1] - SNAP <= x <= level[i][2] + SNAP:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]] = {}
    for i, line in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(line)
    return list(groups.values())


def _strokes(lines: list[tuple[float, float, float]]) -> list[_Stroke]:
    found: list[_Stroke] = []
    for at, start, end in sorted(lines):
        if found and at - found[-1].at <= SNAP:
            found[-1].spans.append((start, end))
        else:
            found.append(_Stroke(at, [(start, end)]))
    return found


def _grid(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> Grid | None:
    levels, uprights = _strokes(across), _strokes(down)
    ys, xs = [s.at for s in levels], [s.at for s in uprights]
    height, width = len(ys) - 1, len(xs) - 1
    if height < 1 or width < 1 or height * width > 20_000:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(height):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(width):
            here = (r, c)
            owner[here] = here
            if c and not uprights[c].covers(middle):
                owner[here] = owner[(r, c - 1)]
            if r and not levels[r].covers((xs[c] + xs[c + 1]) / 2):
                above, mine = owner[(r - 1, c)], owner[here]
                if above != mine:
                    keep = min(above, mine)
                    for key, value in owner.items():
                        if value in (above, mine):
                            owner[key] = keep
    spans: dict[tuple[int, int], list[int]] = {}
    for (r, c), key in owner.items():
        span = spans.setdefault(key, [r, c, r, c])
        span[0], span[1], span[2], span[3] = min(span[0], r), min(span[1], c), max(span[2], r), max(span[3], c)
    cells = tuple(
        GridCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, Box(xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])) for r0, c0, r1, c1 in sorted(spans.values())
    )
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), cells)
