"""Dates and sums in lines of their own at the right edge, beside the titles of a list and not level with what stands below these.

Read row by row, the second of them stands amid its title or before the line below it; read as a column, all stand behind the list.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.read.columns import Piece

FEW = 6  # words of a line at the right edge
MOST = 3  # of these lines beside one title
LEAST = 2  # titles with such a line amid theirs or between these and the next
EDGE = 2.0  # points between the edges of one column
GAP = 1.5  # of the font size, at least, between a title and what stands beside it
PITCH = 0.75  # of the height of a line, between it and the next of one title or of one group
LEVEL = 0.2  # of the height of a line, between the feet of two on one height
STYLE = 0.2  # points between the sizes of one print


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of a title and those beside it."""

    title: tuple[Piece, ...]
    aside: tuple[Piece, ...]


def entries_of(pieces: list[Piece]) -> list[Entry]:
    """The titles of a list with what stands at the right edge beside each; none where rows tell the same."""
    lines = sorted((p for p in pieces if p.words), key=lambda p: p.top)
    ends = Counter(round(p.x1) for p in lines if len(p.words) <= FEW)
    edge = max(ends, key=lambda x: (ends[x], x), default=0)
    column = [p for p in lines if len(p.words) <= FEW and abs(p.x1 - edge) <= EDGE]
    groups = _groups(column)
    if len(groups) < LEAST or max(p.x0 for p in column) - min(p.x0 for p in column) <= EDGE:
        return []
    others = [p for p in lines if p not in column]
    entries = [entry for group in groups if (entry := _entry(group, others)) is not None]
    alike = len(entries) == len(groups) and all(_same_print(entries[0].title[0], entry.title[0]) for entry in entries)
    return entries if alike and sum(_is_amid(entry, others) for entry in entries) >= LEAST else []


def _groups(column: list[Piece]) -> list[tuple[Piece, ...]]:
    groups: list[tuple[Piece, ...]] = []
    for piece in column:
        if groups and _follows(groups[-1][-1], piece):
            groups[-1] = (*groups[-1], piece)
        else:
            groups.append((piece,))
    return groups


def _entry(group: tuple[Piece, ...], others: list[Piece]) -> Entry | None:
    """A group with the title in bold on whose first line it opens; None where none does, or where something reaches up to it."""
    first, left = group[0], min(p.x0 for p in group)
    beside = [p for p in others if p.top < group[-1].bottom and p.bottom > first.top]
    level = [p for p in beside if abs(p.middle - first.middle) < (first.bottom - first.top) / 2]
    if len(group) > MOST or [p.words[0].bold for p in level] != [True] or any(p.x1 > left - GAP * first.words[0].size for p in beside):
        return None
    title = [level[0]]
    for line in (p for p in others if p.top > level[0].top):
        if _same_print(title[-1], line) and _follows(title[-1], line):
            title.append(line)
    return Entry(tuple(title), group)


def _follows(above: Piece, below: Piece) -> bool:
    return below.top - above.bottom < PITCH * (above.bottom - above.top)


def _same_print(a: Piece, b: Piece) -> bool:
    first, second = a.words[0], b.words[0]
    return abs(a.x0 - b.x0) <= EDGE and first.bold == second.bold and abs(first.size - second.size) <= STYLE


def _is_amid(entry: Entry, others: list[Piece]) -> bool:
    """Whether a line below the first stands beside another line of the title, or level with none."""
    below = [p for p in others if p not in entry.title]
    return any(min(abs(line.bottom - p.bottom) for p in below) > LEVEL * (line.bottom - line.top) for line in entry.aside[1:])
