"""Tables that the page draws without upright rules, found by the words of their head row and set again as tables.

The reading stage knows lines and gaps; only here is it known that "Action", "Pilote" and "Budget" on one line head columns. What is
found is laid out anew in a copy of the document (`relaid.py`).
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.measures.abreast import Row, rows_abreast
from pipeline.extract.measures.labelrows import label_row
from pipeline.extract.measures.labels import field_of, head_field
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.measures.overgrids import rows_over_grids
from pipeline.extract.measures.pieces import page_words, printed_lines
from pipeline.extract.measures.secondlabels import second_labels
from pipeline.extract.measures.valuerows import value_row
from pipeline.records.source import BODY_KINDS, Block, BlockKind, Box, Page, Word

_GAP = 0.75  # of the font size: words of a head row this far apart name two columns
_PITCH = 1.55  # of the font size: lines further apart (top to top) are two cells
_SPACE = 0.36  # of the font size: words further apart need not read on
_SLACK = 1.5  # points that a word may reach over the edge of its column
_STRONG = frozenset({"title", "number", "owner", "partners", "deadline", "budget", "indicators", "steps"})
_PARAGRAPH = 2.3  # of the font size: lines of one value are no further apart
_INDENT = 30.0  # points that the first line of a value may stand in (a bullet)
_HEADING_PITCH = 2.6  # of the font size: the first row under a line that heads rows is no further below
_HEADING_EDGE = 8.0  # points that such a line may stand right of the table's left edge
_HEADING_WORDS = 12
_MARK = 4  # characters of the letter or number of such a line
_LEVEL = 2.0  # points between the left edges of a column's name and of what stands below it
_LEVEL_LINES = 3  # such lines that tell where the edges between columns are
_CODE = re.compile(r"[A-Z]?\d{1,2}[.-]?[A-Z]?(?:[.-]?\d{1,2})?")  # "1-A"
_LETTER = re.compile(r"[^\W\d_]")
_LABELS = 3  # known labels that make a column of labels
_LONGEST_HEAD = 45  # characters of a column's name


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The words of a table found on a page: the edges between its columns, its rows of cells (each its words, "" where empty).

    `grid`: the table of the reading stage whose rows these are."""

    words: frozenset[int]
    rows: tuple[tuple[tuple[Word, ...], ...], ...]
    boxes: tuple[Box, ...]
    grid: Block | None = None


def tables_of(page: Page) -> list[FoundTable]:
    """The tables of a page that the reading stage has not, or not whole."""
    blocks = [b for b in page.blocks if b.kind in BODY_KINDS and b.start < page.body_end]
    grids = [b for b in blocks if b.kind is BlockKind.TABLE]
    found = [_found(rows, grid) for grid, rows in second_labels(page, grids, _lines, _split)]
    taken = {start for table in found for start in table.words}
    lines = _lines([w for b in blocks for w in page_words(page, b.start, b.end) if w.start not in taken])
    bottom = 0.0
    for at, line in enumerate(lines):
        if line[0].box.top < bottom:
            continue
        heads = _heads(page, line)
        table = (
            _over_grids(page, blocks, heads) or _below(page, blocks, heads)
            if heads
            else _values(page, lines[at:]) or _fiche(page, lines[at:]) or _labels(page, lines[at:]) or _abreast(page, blocks, lines[at:])
        )
        if table is not None and all(_goes_beyond(page, table, grid) for grid in grids) and not _joins_abreast(page, table, grids):
            found.append(table)
            bottom = max(b.bottom for b in table.boxes)
    return found


def _found(rows: list[Row], grid: Block | None = None) -> FoundTable:
    words = [w for row in rows for cell in row for w in cell]
    return FoundTable(frozenset(w.start for w in words), tuple(rows), tuple(w.box for w in words), grid)


def _goes_beyond(page: Page, table: FoundTable, grid: Block) -> bool:
    """Whether a table is more than one that the reading stage has: outside of it, all of it and what it left out below, or its rows where
    it has their lines."""
    words = frozenset(w.start for w in page_words(page, grid.start, grid.end))
    if table.words <= words:
        return _joins_lines(page, table, grid) or _parts_heads(page, table, grid)
    return not table.words & words or words <= table.words


def _parts_heads(page: Page, table: FoundTable, grid: Block) -> bool:
    """Whether one cell of a grid holds the names of several columns, which its rules do not part."""
    named = [head for head in table.rows[0] if head and head_field(page.said(list(head))) is not None]
    cells = (sum(c.start <= head[0].start < c.end for head in named) for c in grid.cells)
    return len(named) == len(table.rows[0]) and max(cells, default=0) > 1


def _joins_abreast(page: Page, table: FoundTable, grids: list[Block]) -> bool:
    """Whether a table runs over grids that stand side by side, each of a card of its own."""
    inside = [g.box for g in grids if any(w.start in table.words for w in page_words(page, g.start, g.end))]
    return any(a.top < b.bottom and b.top < a.bottom and (a.x1 <= b.x0 or b.x1 <= a.x0) for a, b in itertools.combinations(inside, 2))


def _joins_lines(page: Page, table: FoundTable, grid: Block) -> bool:
    """Whether the rows of a table are those of a grid whose rows are single printed lines, most of which go on with the line above."""
    cells = [c for c in grid.cells if page.text_of(c)]
    if any(len(printed_lines(page, c.start, c.end)) > 1 for c in cells):
        return False
    opens = {cell[0].start for row in table.rows for cell in row if cell}
    first = {c.row: c for c in reversed(cells) if _LETTER.search(page.text, c.start, c.end)}
    more = [page.text[c.start : c.end].lstrip() for c in first.values() if c.start not in opens]
    return 2 * sum(text[0].islower() or text[0] == "(" for text in more) >= len(more) > 0


def _fiche(page: Page, lines: list[list[Word]]) -> FoundTable | None:
    """The table of a label and a value on each line that the first of `lines` opens, down to a line that has no such edge."""
    opener = _split(lines[0])
    if len(opener) < 2 or (field_of(page.said(opener[0])) is None and not is_only_number(page.said(opener[0]))):
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
        if left and right and any(page.said(run) == page.said(left) for run in _split(right)[1:]):  # two fiches side by side
            return None
        if left:
            known += field_of(page.said(left)) is not None
            rows.append((left, right))
        elif rows and line[0].box.top - rows[-1][1][-1].box.top <= _PARAGRAPH * max(line[0].size, 6):
            rows[-1][1].extend(right)
        else:
            break
    if known < _LABELS or known * 2 < len(rows):
        return None
    words = [w for row in rows for cell in row for w in cell]
    return FoundTable(frozenset(w.start for w in words), tuple((tuple(a), tuple(b)) for a, b in rows), tuple(w.box for w in words))


def _labels(page: Page, lines: list[list[Word]]) -> FoundTable | None:
    """The row of labels that the first of `lines` is, over their values."""
    rows = label_row(page, lines, _split)
    return _found(rows) if rows else None


def _over_grids(page: Page, blocks: list[Block], heads: list[list[Word]]) -> FoundTable | None:
    """The table of the grids that a head row drawn apart stands over."""
    rows = rows_over_grids(page, blocks, heads)
    return _found(rows) if rows else None


def _values(page: Page, lines: list[list[Word]]) -> FoundTable | None:
    """The row of values side by side that the first of `lines` is."""
    rows = value_row(page, lines, _split)
    return _found(rows) if rows else None


def _abreast(page: Page, blocks: list[Block], lines: list[list[Word]]) -> FoundTable | None:
    """The columns of things to do under the first of `lines`."""
    rows = rows_abreast(page, blocks, lines, _split)
    return _found(rows) if rows else None


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
    names = [page.said(cell) for cell in cells]
    if any(len(name) > _LONGEST_HEAD or (name.rstrip().endswith((":", "?", ".")) and len(cells) == 2) for name in names):
        return None
    fields = [head_field(name) for name in names]
    strong = {f for f in fields if f in _STRONG}
    known = sum(f is not None for f in fields)
    many = len(strong) >= 0.6 * len(cells) or (len(strong) >= 3 and "title" in strong and known >= 0.6 * len(cells))
    enough = len(strong) >= 2 and many and ("title" in strong or len(strong) >= 3)
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
    below = [w for w in words if w.box.bottom <= bottom + 1]
    titles = _row_headings(page, below, heads, edges)
    inside = [w for w in below if not any(w in title for title in titles) and not _is_box(page, heads, w)]
    placed = [(column, w) for line in _lines(inside) for run in _runs(heads, line) for column, w in _columns(heads, edges, run)]
    body = [[w for column, w in placed if column == i] for i in range(len(heads))]
    rows = _rows(page, heads, body)
    if len(rows) < (1 if len(heads) > 2 else 2) or sum(bool(column) for column in body) < 2:
        return None
    rows = _with_headings(rows, titles, len(heads))
    all_words = frozenset(w.start for w in [*below, *(w for cell in heads for w in cell)])
    cells = (tuple(tuple(cell) for cell in heads), *rows)
    boxes = tuple(w.box for w in [*below, *(w for cell in heads for w in cell)])
    return FoundTable(all_words, cells, boxes)


def _is_box(page: Page, heads: list[list[Word]], word: Word) -> bool:
    """Whether a word is a mark left of all columns, which names nothing ("☐" before what is to be done)."""
    return word.box.x1 < heads[0][0].box.x0 and not any(c.isalnum() for c in page.text[word.start : word.end])


def _bottom(page: Page, under: list[Block], heads: list[list[Word]], edges: list[float] | None, size: float) -> float:
    """Where a table ends: above the first larger heading, or the first line that runs over the edges of the columns."""
    top = max(w.box.bottom for cell in heads for w in cell)
    every = [w for b in under for w in page_words(page, b.start, b.end) if w.box.top > top - 0.3 * size]
    titles = _row_headings(page, every, heads, edges) if edges else []
    for block in under:
        words = page_words(page, block.start, block.end)
        lowest = [w for w in words if w.box.top > top - 0.3 * size]
        if not lowest:
            continue
        if block.kind is BlockKind.HEADING and block.size > size + 0.6:
            return block.box.top - 1
        for line in _lines(list(lowest)) if edges else ():
            if any(line[0] in title for title in titles) or (edges and _is_level(heads, line, every=True)):
                continue
            if any(_runs_over(edges, a, b) for a, b in itertools.pairwise(line)) or any(_lies_over(edges, w) for w in line):
                return min(w.box.top for w in line) - 1
    return page.height


def _row_headings(page: Page, words: list[Word], heads: list[list[Word]], edges: list[float]) -> list[list[Word]]:
    """The lines that head the rows below them: a few words from the left edge over an edge between columns, over a line in columns."""
    left = min(w.box.x0 for w in [*heads[0], *words])
    lines = _lines(words)
    found: list[list[Word]] = []
    for line, below in itertools.pairwise(lines):
        size = max(line[0].size, 6)
        near = 0 < below[0].box.top - line[0].box.top < _HEADING_PITCH * size
        crosses = _crosses(edges, line) and not _is_level(heads, line, every=True)
        runs = _split(line)
        marked = len(runs) == 2 and len(page.said(runs[0])) <= _MARK  # "R   Réduire l'empreinte"
        apart = (len(runs) > 1 and not marked) or line[0].box.x0 > left + _HEADING_EDGE or line[0].size > heads[0][0].size + 0.6
        if not near or not crosses or apart or len(line) > _HEADING_WORDS or page.said(line).rstrip().endswith((".", ";", ":")):
            continue
        within = not _crosses(edges, below) or _is_level(heads, below, every=True)
        if within and len({_column(edges, w) for w in below}) > 1 and _heads(page, below) is None:
            found.append(line)
    return found


def _runs(heads: list[list[Word]], line: list[Word]) -> list[list[Word]]:
    """The words of a line, parted at wide gaps and where a word stands at the left edge of a column's name."""
    runs: list[list[Word]] = []
    for run in _split(line):
        runs.append([run[0]])
        for before, word in itertools.pairwise(run):
            apart = word.box.x0 - before.box.x1 > _SPACE * max(word.size, 6)
            if apart and any(abs(word.box.x0 - head[0].box.x0) < _LEVEL for head in heads[1:]):
                runs.append([word])
            else:
                runs[-1].append(word)
    return runs


def _is_level(heads: list[list[Word]], line: list[Word], *, every: bool = False) -> bool:
    """Whether a line has runs that begin right below the names of two columns, or with `every` only such runs: one may then reach
    over an edge, as merged cells do."""
    at = {i for run in _runs(heads, line) for i, head in enumerate(heads) if abs(run[0].box.x0 - head[0].box.x0) < _LEVEL}
    return len(at) > 1 and (not every or len(at) == len(_runs(heads, line)))


def _columns(heads: list[list[Word]], edges: list[float], run: list[Word]) -> Iterator[tuple[int, Word]]:
    """The words of a run with their columns: one column for a run that begins right below its name."""
    own = next((i for i, head in enumerate(heads) if abs(run[0].box.x0 - head[0].box.x0) < _LEVEL), None)
    for word in run:
        yield (_column(edges, word) if own is None else own), word


def _crosses(edges: list[float], line: list[Word]) -> bool:
    return any(_runs_over(edges, a, b) for a, b in itertools.pairwise(line)) or any(_lies_over(edges, w) for w in line)


def _with_headings(rows: list[Row], titles: list[list[Word]], width: int) -> list[Row]:
    """The rows with those that head others between them, their words in the first cell."""
    made = [(min(w.box.top for cell in row for w in cell), row) for row in rows if any(row)]
    made += [(title[0].box.top, (tuple(title), *[()] * (width - 1))) for title in titles]
    return [row for _, row in sorted(made, key=lambda pair: pair[0])]


def _rows_by_number(page: Page, names: list[str | None], body: list[list[Word]]) -> list[Row] | None:
    """The rows that numbers in a column of their own open, each level with a first line of its measure; None where there are none."""
    column = next((i for i, name in enumerate(names) if name == "number"), None)
    title = next((i for i, name in enumerate(names) if name == "title"), None)
    if column is None or title is None:
        return None
    openers = [line for line in _lines(body[column]) if is_only_number(page.said(line)) or _CODE.fullmatch(page.said(line))]
    tops = [line[0].box.top for line in openers]
    level = sum(any(abs(w.box.top - top) < 0.4 * max(w.size, 6) for w in body[title]) for top in tops)
    if len(openers) < 2 or level < len(openers) or len(openers) < len(_lines(body[column])):
        return None
    rows: list[list[list[Word]]] = [[[] for _ in names] for _ in openers]
    for at, words in enumerate(body):
        for line in _lines(words):
            row = bisect.bisect_right(tops, line[0].box.top + 0.4 * max(line[0].size, 6)) - 1
            rows[max(row, 0)][at].extend(line)
    return [tuple(tuple(cell) for cell in row) for row in rows]


def _runs_over(edges: list[float] | None, a: Word, b: Word) -> bool:
    """Whether two words of one line read on over an edge."""
    return any(a.box.x1 <= e + _SLACK and b.box.x0 >= e - _SLACK and b.box.x0 - a.box.x1 < _SPACE * a.size for e in edges or ())


def _lies_over(edges: list[float] | None, word: Word) -> bool:
    return any(word.box.x0 < e - _SLACK and word.box.x1 > e + _SLACK for e in edges or ())


def _edges(heads: list[list[Word]], words: list[Word], bottom: float) -> list[float]:
    """The edge before each column but the first: between two names, where fewest words lie over it, as far right as can be."""
    edges: list[float] = []
    inside = [w for w in words if w.box.bottom <= bottom + 1]
    level = [w for line in _lines(inside) if _is_level(heads, line) for w in line]
    inside = level if len(_lines(level)) >= _LEVEL_LINES else inside
    runs = [run for line in _lines(inside) for run in _read_on(line)]
    for left, right in itertools.pairwise(heads):
        low, high = left[-1].box.x1, right[0].box.x0 - 0.5
        steps = [low + (high - low) * i / 40 for i in range(41)]
        edges.append(min(steps, key=lambda x: (sum(a < x < b for a, b in runs), -x)))
    return edges


def _read_on(line: list[Word]) -> Iterator[tuple[float, float]]:
    """The stretches of a line whose words stand no further apart than words that read on ("32 000 €" is one)."""
    start = line[0].box.x0
    for before, word in itertools.pairwise(line):
        if word.box.x0 - before.box.x1 > _SPACE * max(before.size, 6):
            yield start, before.box.x1
            start = word.box.x0
    yield start, line[-1].box.x1


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


def _rows(page: Page, heads: list[list[Word]], body: list[list[Word]]) -> list[Row]:
    """The rows: a cell of the column of titles opens each, the cells of the others go to the row beside them."""
    names = [head_field(page.said(cell)) for cell in heads]
    numbered = _rows_by_number(page, names, body)
    if numbered is not None:
        return numbered
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
