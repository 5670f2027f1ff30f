"""Tables that the page draws without upright rules, found by the words of their head row and set again as tables.

The reading stage knows lines and gaps; only here is it known that "Action", "Pilote" and "Budget" on one line head columns. What is
found is laid out anew in a copy of the document (`relaid.py`).
"""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass

from pipeline.extract.measures.abreast import rows_abreast
from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.measures.pieces import page_words
from pipeline.records.source import Block, BlockKind, Box, Page, Word

_BODY = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.SIDE})
_GAP = 0.75  # of the font size: words of a head row this far apart name two columns
_PITCH = 1.55  # of the font size: lines further apart (top to top) are two cells
_SLACK = 1.5  # points that a word may reach over the edge of its column
_STRONG = frozenset({"title", "number", "owner", "partners", "deadline", "budget", "indicators", "steps"})
_PARAGRAPH = 2.3  # of the font size: lines of one value are no further apart
_INDENT = 30.0  # points that the first line of a value may stand in (a bullet)
_LABELS = 3  # known labels that make a column of labels
_LONGEST_HEAD = 45  # characters of a column's name


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The words of a table found on a page: the edges between its columns, its rows of cells (each its words, "" where empty)."""

    words: frozenset[int]
    rows: tuple[tuple[tuple[Word, ...], ...], ...]
    boxes: tuple[Box, ...]


def tables_of(page: Page) -> list[FoundTable]:
    """The tables of a page that the reading stage has not, or not whole."""
    blocks = [b for b in page.blocks if b.kind in _BODY and b.start < page.body_end]
    grids = [frozenset(w.start for w in page_words(page, b.start, b.end)) for b in blocks if b.kind is BlockKind.TABLE]
    lines = _lines([w for b in blocks for w in page_words(page, b.start, b.end)])
    found: list[FoundTable] = []
    bottom = 0.0
    for at, line in enumerate(lines):
        if line[0].box.top < bottom:
            continue
        heads = _heads(page, line)
        table = _below(page, blocks, heads) if heads else _fiche(page, lines[at:]) or _abreast(page, blocks, lines[at:])
        if table is not None and _goes_beyond(table.words, grids):
            found.append(table)
            bottom = max(b.bottom for b in table.boxes)
    return found


def _goes_beyond(words: frozenset[int], grids: list[frozenset[int]]) -> bool:
    """Whether a table is more than the reading stage has: outside of its tables, or all of one and what it left out below."""
    return not any(words <= grid or (words & grid and not grid <= words) for grid in grids)


def _fiche(page: Page, lines: list[list[Word]]) -> FoundTable | None:
    """The table of a label and a value on each line that the first of `lines` opens, down to a line that has no such edge."""
    opener = _split(lines[0])
    if len(opener) < 2 or (field_of(_said(page, opener[0])) is None and not is_only_number(_said(page, opener[0]))):
        return None
    label, value = opener[0][0].box.x0, opener[1][0].box.x0
    rows: list[tuple[list[Word], list[Word]]] = []
    known = 0
    for line in lines:
        left = [w for w in line if w.box.x0 < value - 2]
        right = [w for w in line if w.box.x0 >= value - 2]
        apart = not left or not right or right[0].box.x0 - left[-1].box.x1 > 0.4 * max(left[-1].size, 6)
        if not apart or (left and (not right or abs(left[0].box.x0 - label) > 3 or left[0].bold != opener[0][0].bold)):
            break
        if left and right[0].box.x0 - value > _INDENT:
            break
        if left:
            known += field_of(_said(page, left)) is not None
            rows.append((left, right))
        elif rows and line[0].box.top - rows[-1][1][-1].box.top <= _PARAGRAPH * max(line[0].size, 6):
            rows[-1][1].extend(right)
        else:
            break
    if known < _LABELS or known * 2 < len(rows):
        return None
    words = [w for row in rows for cell in row for w in cell]
    return FoundTable(frozenset(w.start for w in words), tuple((tuple(a), tuple(b)) for a, b in rows), tuple(w.box for w in words))


def _abreast(page: Page, blocks: list[Block], lines: list[list[Word]]) -> FoundTable | None:
    """The columns of things to do under the first of `lines`."""
    rows = rows_abreast(page, blocks, lines, _split)
    words = [w for row in rows for cell in row for w in cell] if rows else []
    return FoundTable(frozenset(w.start for w in words), tuple(rows), tuple(w.box for w in words)) if rows else None


def _said(page: Page, words: list[Word]) -> str:
    return " ".join(page.text[w.start : w.end] for w in words)


def _lines(words: list[Word]) -> list[list[Word]]:
    """The words on one height, left to right, over all blocks."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.box.top + w.box.bottom) / 2, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if lines and abs(middle - (lines[-1][0].box.top + lines[-1][0].box.bottom) / 2) < 0.3 * max(word.size, 6):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.x0) for line in lines]


def _heads(page: Page, line: list[Word]) -> list[list[Word]] | None:
    """The columns' names on a line: two or more that name fields, one of them what is done, and hardly any other."""
    cells = _split(line)
    if not 2 <= len(cells) <= 12:
        return None
    names = [_said(page, cell) for cell in cells]
    if any(len(name) > _LONGEST_HEAD or (name.rstrip().endswith((":", "?", ".")) and len(cells) == 2) for name in names):
        return None
    fields = [field_of(name) for name in names]
    strong = {f for f in fields if f in _STRONG}
    enough = len(strong) >= 2 and len(strong) >= 0.6 * len(cells) and ("title" in strong or len(strong) >= 3)
    return cells if enough and (len(cells) > 2 or "title" in strong) else None


def _split(line: list[Word]) -> list[list[Word]]:
    """The words of a line, parted at wide gaps."""
    cells: list[list[Word]] = [[line[0]]]
    for word in line[1:]:
        if word.box.x0 - cells[-1][-1].box.x1 > _GAP * max(word.size, 6):
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _below(page: Page, blocks: list[Block], heads: list[list[Word]]) -> FoundTable | None:
    """The table under a head row: its blocks down to the first whose lines run over its columns."""
    top = max(w.box.bottom for cell in heads for w in cell)
    height = min(w.box.top for cell in heads for w in cell)
    size = heads[0][0].size
    under = sorted((b for b in blocks if b.box.top >= height - 2), key=lambda b: b.box.top)
    words = [w for b in under for w in page_words(page, b.start, b.end) if w.box.top > top - 0.3 * size and w.start < page.body_end]
    edges = _edges(heads, words, _bottom(page, under, heads, None, size))
    bottom = _bottom(page, under, heads, edges, size)
    inside = [w for w in words if w.box.bottom <= bottom + 1]
    body = [[w for w in inside if _column(edges, w) == i] for i in range(len(heads))]
    rows = _rows(page, heads, body)
    if len(rows) < (1 if len(heads) > 2 else 2) or sum(bool(column) for column in body) < 2:
        return None
    all_words = frozenset(w.start for w in [*inside, *(w for cell in heads for w in cell)])
    cells = (tuple(tuple(cell) for cell in heads), *rows)
    boxes = tuple(w.box for w in [*inside, *(w for cell in heads for w in cell)])
    return FoundTable(all_words, cells, boxes)


def _bottom(page: Page, under: list[Block], heads: list[list[Word]], edges: list[float] | None, size: float) -> float:
    """Where a table ends: above the first larger heading, or the first line that runs over the edges of the columns."""
    top = max(w.box.bottom for cell in heads for w in cell)
    for block in under:
        words = page_words(page, block.start, block.end)
        lowest = [w for w in words if w.box.top > top - 0.3 * size]
        if not lowest:
            continue
        if block.kind is BlockKind.HEADING and block.size > size + 0.6:
            return block.box.top - 1
        for line in _lines(list(lowest)) if edges else ():
            if any(_runs_over(edges, a, b) for a, b in itertools.pairwise(line)) or any(_lies_over(edges, w) for w in line):
                return min(w.box.top for w in line) - 1
    return page.height


def _runs_over(edges: list[float] | None, a: Word, b: Word) -> bool:
    """Whether two words of one line read on over an edge."""
    return any(a.box.x1 <= e + _SLACK and b.box.x0 >= e - _SLACK and b.box.x0 - a.box.x1 < 0.36 * a.size for e in edges or ())


def _lies_over(edges: list[float] | None, word: Word) -> bool:
    return any(word.box.x0 < e - _SLACK and word.box.x1 > e + _SLACK for e in edges or ())


def _edges(heads: list[list[Word]], words: list[Word], bottom: float) -> list[float]:
    """The edge before each column but the first: between two names, where fewest words lie over it, as far right as can be."""
    edges: list[float] = []
    inside = [w for w in words if w.box.bottom <= bottom + 1]
    for left, right in itertools.pairwise(heads):
        low, high = left[-1].box.x1, right[0].box.x0 - 0.5
        steps = [low + (high - low) * i / 40 for i in range(41)]
        edges.append(min(steps, key=lambda x: (sum(w.box.x0 < x < w.box.x1 for w in inside), -x)))
    return edges


def _column(edges: list[float], word: Word) -> int:
    return bisect.bisect_right(edges, (word.box.x0 + word.box.x1) / 2)


def _clusters(words: list[Word]) -> list[list[Word]]:
    """The cells of one column: lines near each other."""
    cells: list[list[Word]] = []
    last = -1e9
    for line in _lines(words):
        top = min(w.box.top for w in line)
        if cells and top - last <= _PITCH * max(line[0].size, 6):
            cells[-1].extend(line)
        else:
            cells.append(list(line))
        last = top
    return cells


def _rows(page: Page, heads: list[list[Word]], body: list[list[Word]]) -> list[tuple[tuple[Word, ...], ...]]:
    """The rows: a cell of the column of titles opens each, the cells of the others go to the row beside them."""
    names = [field_of(_said(page, cell)) for cell in heads]
    named = [i for i, name in enumerate(names) if name == "title"]
    columns = {i: _clusters(body[i]) for i in named or range(len(body))}
    titles = max(columns, key=lambda i: (len(columns[i]) if named else len(body[i]), i))
    openers = columns[titles]
    rows: list[list[list[Word]]] = [[[] for _ in heads] for _ in openers]
    for column, words in enumerate(body):
        for cell in openers if column == titles else _clusters(words):
            at = openers.index(cell) if column == titles else _row_beside(openers, cell)
            if at is not None:
                rows[at][column].extend(cell)
    return [tuple(tuple(cell) for cell in row) for row in rows]


def _row_beside(openers: list[list[Word]], cell: list[Word]) -> int | None:
    return min(range(len(openers)), key=lambda i: _distance(openers[i], cell), default=None)


def _distance(a: list[Word], b: list[Word]) -> float:
    """How far two cells are from standing beside each other, whether their tops, middles or feet are in line."""
    top_a, top_b = min(w.box.top for w in a), min(w.box.top for w in b)
    end_a, end_b = max(w.box.bottom for w in a), max(w.box.bottom for w in b)
    return min(abs(top_a - top_b), abs(end_a - end_b), abs(top_a + end_a - top_b - end_b) / 2)
