"""Tables without ruled lines: runs of rows whose pieces stand under each other, with or without a header row set in bold or on colour."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median

from pipeline.read.abreast import are_abreast, has_leads
from pipeline.read.bullets import bullet_of
from pipeline.read.drafts import Draft, DraftCell
from pipeline.read.printed import Ground, Printed, Row, row_of, rows_of
from pipeline.records.source import BlockKind, Box
from pipeline.records.words import hull

APART = 1.5  # of the font size: pieces of one row this far apart are cells
NEAR_APART = 0.8  # the same under a header set in bold or on colour
SURELY_SPACE = 3.2  # points: 0.8 of the smallest font size that is looked at
GUTTER = 0.6  # of the font size: columns of one table keep at least this distance
CLOSE = 0.45  # of the font size: rows no further apart may be lines of one row
STEP = 3.6  # of the font size: rows further apart are no longer one table
LEAST_ROWS = 3  # rows with several cells
CARD = 4.0  # of the height of a line: a ground this tall holds more than a head
MOST_COLUMNS = 14
WRAPPED = 0.6  # of the usual gap between table rows: what is nearer is a line of the same row
FULL = 0.8  # share of the rows that have three cells, and of a column's cells that are figures, for a table without a header
RUNNING = 0.4  # share of a column's pieces that begin in lower case from which it is running text
BULLET_GAP = 5.0  # of the font size between a bullet and its text
FIGURE = re.compile(r"^[-+(]?[\d  .,/%€()+-]*\d[\d  .,/%€()+-]*(?:€|euros?|h|k€|m²|%|HT|TTC|ans?)?\.?$", re.IGNORECASE)
LEADERS = re.compile(r"[.…_]{4,}|(?:\. ){4,}")


@dataclass(slots=True)
class Run:
    """Rows of one table: for each row its cells (column index, row of words), and the columns' stretches. `labelled`: its first column
    holds labels, which open with a capital."""

    rows: list[list[Row]]
    columns: list[tuple[float, float]]
    size: float
    labelled: bool = False


def split_row(row: Row, apart: float = APART) -> list[Row]:
    """The cells of one row: pieces with gaps wider than `apart` font sizes between them; a bullet stays with its text."""
    cells: list[list[Printed]] = [[row.words[0]]]
    for word in row.words[1:]:
        last = cells[-1][-1]
        if word.x0 - last.x1 <= SURELY_SPACE:
            cells[-1].append(word)
            continue
        size = max(min(word.size, last.size), 4)
        gap = word.x0 - last.x1
        bullet = len(cells[-1]) == 1 and gap < BULLET_GAP * size and bullet_of(last.text) is not None
        if gap > apart * size and not bullet:
            cells.append([word])
        else:
            cells[-1].append(word)
    return [row] if len(cells) == 1 else [row_of(cell) for cell in cells]


def find_runs(rows: list[Row], least: int = LEAST_ROWS) -> list[tuple[int, int, Run]]:
    """Stretches of `rows` (start, end) that are tables."""
    split = [split_row(row) for row in rows]
    found: list[tuple[int, int, Run]] = []
    at = 0
    while at < len(rows):
        if len(split[at]) < 2:
            at += 1
            continue
        run, end = _grow(rows, split, at)
        several = sum(len(cells) >= 2 for cells in run.rows)
        if has_leads(_placed(run, run.rows)):  # nor is a part of it a table
            at = max(end, at + 1)
            continue
        if several >= least and _is_table(run):
            found.append((at, end, run))
            at = end
        else:
            at += 1
    return found


def _grow(rows: list[Row], split: list[list[Row]], start: int) -> tuple[Run, int]:
    size = max(median(w.size for w in rows[start].words), 4.0)
    run = Run([split[start]], [(c.x0, c.x1) for c in split[start]], size)
    end = start + 1
    for index in range(start + 1, len(rows)):
        if rows[index].top - rows[index - 1].bottom > STEP * size or LEADERS.search(rows[index].text):
            break
        columns = _with(run.columns, split[index], size)
        if columns is None:
            break
        run.columns = columns
        run.rows.append(split[index])
        if len(split[index]) >= 2 or _goes_on(rows[index - 1], rows[index]):
            end = index + 1
    run.rows = run.rows[: end - start]
    run.columns = sorted(_columns(run.rows, size))
    return run, end


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row of one cell is the rest of the cell above."""
    return row.top - above.bottom < 0.35 * row.size and row.words[0].text[:1].islower()


def _with(columns: list[tuple[float, float]], cells: list[Row], size: float) -> list[tuple[float, float]] | None:
    """The columns after one more row; None when a cell lies across two of them."""
    grown = list(columns)
    for cell in cells:
        hit = [i for i, (a, b) in enumerate(grown) if cell.x0 < b + GUTTER * size and cell.x1 > a - GUTTER * size]
        if len(hit) > 1:
            hit = [i for i in hit if cell.x0 < grown[i][1] and cell.x1 > grown[i][0]]
        if len(hit) > 1:
            return None
        if hit:
            a, b = grown[hit[0]]
            grown[hit[0]] = (min(a, cell.x0), max(b, cell.x1))
        else:
            grown.append((cell.x0, cell.x1))
    grown.sort()
    if any(b[0] - a[1] < GUTTER * size for a, b in itertools.pairwise(grown)):
        return None
    return grown


def _columns(rows: list[list[Row]], size: float) -> list[tuple[float, float]]:
    columns: list[tuple[float, float]] = []
    for cells in rows:
        columns = _with(columns, cells, size) or columns
    return columns


def _is_table(run: Run) -> bool:
    """Three columns that are no words of a stretched line, or two of which one holds figures or dates."""
    texts = _column_texts(run)
    if len(texts) >= 3:
        return len(texts) <= MOST_COLUMNS and not all(_is_running(some) for some in texts)
    return any(sum(bool(FIGURE.match(t)) for t in some) >= 0.5 * max(len(some), 1) for some in texts)


def _column_texts(run: Run) -> list[list[str]]:
    """The cells of each column."""
    columns: list[list[str]] = [[] for _ in run.columns]
    for cells in run.rows:
        for cell in cells:
            columns[column_of(run, cell)].append(cell.text)
    return columns


def _is_running(texts: list[str]) -> bool:
    """Whether the pieces of a column are those of running text: many begin in lower case."""
    return sum(text[0].islower() for text in texts) > RUNNING * len(texts)


def column_of(run: Run, cell: Row) -> int:
    """Index of the column that a cell stands in."""
    return max(range(len(run.columns)), key=lambda i: min(cell.x1, run.columns[i][1]) - max(cell.x0, run.columns[i][0]))


def draft_of(run: Run) -> Draft:
    """The run as a table block; a row that goes on from the one above is joined to it."""
    table: list[dict[int, list[Row]]] = []
    bottom, between = 0.0, _between(run)
    for cells in run.rows:
        placed: dict[int, list[Row]] = {}
        for cell in cells:
            placed.setdefault(column_of(run, cell), []).append(cell)
        top = min(c.top for c in cells)
        if table and (_belongs(run, table[-1], placed, top - bottom) or _wraps(table[-1], placed, top - bottom, between)):
            for column, parts in placed.items():
                table[-1].setdefault(column, []).extend(parts)
        else:
            table.append(placed)
        bottom = max(c.bottom for c in cells)
    drafts: list[DraftCell] = []
    for index, placed in enumerate(table):
        for column, parts in sorted(placed.items()):
            drafts.append(DraftCell(index, column, parts, hull([p.box for p in parts])))
    box = hull([c.box for c in drafts])
    return Draft(BlockKind.TABLE, [], box, round(run.size, 1), cells=_with_empty(drafts, len(run.columns), box))


def _belongs(run: Run, above: dict[int, list[Row]], row: dict[int, list[Row]], gap: float) -> bool:
    """Whether a printed row continues the table row above: close to it, and without a first cell, in lower case throughout or, where the
    first cells are labels, in the label."""
    if gap > CLOSE * run.size:
        return False
    starts = {column: parts[0].words[0].text[:1] for column, parts in row.items()}
    if 0 not in row and len(row) < len(above):
        return True
    goes_on = starts[0].islower() if run.labelled and 0 in row and 0 in above else all(s.islower() for s in starts.values())
    return goes_on and set(row) <= set(above)


def _between(run: Run) -> float:
    """The usual gap above a row that fills every column."""
    full = max(len(cells) for cells in run.rows)
    pairs = itertools.pairwise(run.rows)
    gaps = [min(c.top for c in cells) - max(c.bottom for c in above) for above, cells in pairs if len(cells) == full]
    return median(gaps) if gaps else 0.0


def _wraps(above: dict[int, list[Row]], row: dict[int, list[Row]], gap: float, between: float) -> bool:
    """Whether a row of one cell is the second line of the cell above, nearer to it than table rows are to each other."""
    return len(row) == 1 and set(row) < set(above) and gap < WRAPPED * between


def _with_empty(cells: list[DraftCell], columns: int, box: Box) -> list[DraftCell]:
    """Empty cells where a row has none, so that columns can be told."""
    full: list[DraftCell] = []
    by_row: dict[int, dict[int, DraftCell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, {})[cell.column] = cell
    for index in sorted(by_row):
        top = min(c.box.top for c in by_row[index].values())
        bottom = max(c.box.bottom for c in by_row[index].values())
        nothing = Box(box.x0, top, box.x0, bottom)
        full += [by_row[index].get(column) or DraftCell(index, column, [], nothing) for column in range(columns)]
    return full


def headed_runs(words: list[Printed], grounds: tuple[Ground, ...]) -> list[Run]:
    """Tables of three columns or more that columns of text cannot be: with a header row set in bold or on colour, or with figures."""
    rows = rows_of(words)
    found: list[Run] = []
    at = 0
    wide, narrow = [split_row(row) for row in rows], [split_row(row, NEAR_APART) for row in rows]
    while at < len(rows):
        run, end = _headed(rows, wide, narrow, grounds, at)
        if run is not None:
            found.append(run)
        at = max(end, at + 1)
    return found


def _headed(
    rows: list[Row], wide: list[list[Row]], narrow: list[list[Row]], grounds: tuple[Ground, ...], at: int
) -> tuple[Run | None, int]:
    """The table that begins at a row, if one does, and where it ends. Under a header, cells may stand nearer to each other."""
    best: Run | None = None
    last = at
    for split in (wide, narrow):
        if len(split[at]) < 3:
            continue
        run, end = _grow(rows, split, at)
        if _on_cards(split[at], run.rows[1:2], grounds):
            continue
        headed = _is_header(split[at], grounds) and _fresh_rows(run) >= 2
        if headed and _abreast(run):  # nor is a part of it a table
            return None, end
        sound = len(run.columns) == len(split[at]) if split is narrow else len(run.columns) >= 3
        better = best is None or (len(run.columns), len(run.rows)) > (len(best.columns), len(best.rows))
        if sound and (headed or (split is wide and _has_figures(run))) and better:
            best, last = run, end  # a long name may leave less than the wide gap to the next column
    return best, last


def _abreast(run: Run) -> bool:
    """Whether what stands below the first row are columns of text."""
    return are_abreast(_placed(run, run.rows[1:]), len(run.columns), run.size)


def _placed(run: Run, rows: list[list[Row]]) -> list[list[tuple[int, Row]]]:
    return [[(column_of(run, cell), cell) for cell in cells] for cells in rows]


def _has_figures(run: Run) -> bool:
    """Whether rows of short cells, nearly all with three or more, have a column of figures under a head that is none, and no running text.

    Without such a head, lists of names and sums that stand side by side look the same.
    """
    columns = _column_texts(run)
    full = sum(len(cells) >= 3 for cells in run.rows)
    if full < max(LEAST_ROWS, FULL * len(run.rows)) or not len(run.rows[0]) == len(columns) <= MOST_COLUMNS:
        return False
    if any(map(_is_running, columns)):
        return False
    if any(FIGURE.match(cell.text) for cell in run.rows[0]):
        return False
    return any(
        len(texts) >= LEAST_ROWS and sum(bool(FIGURE.match(t)) for t in texts[1:]) >= FULL * (len(texts) - 1) for texts in columns[1:]
    )


def _is_header(cells: list[Row], grounds: tuple[Ground, ...]) -> bool:
    if all(c.bold for c in cells):
        return True
    middle = [((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in cells]
    low = [g for g in grounds if g.bottom - g.top < 4 * max(c.bottom - c.top for c in cells)]
    return all(any(g.x0 <= x <= g.x1 and g.top <= y <= g.bottom for g in low) for x, y in middle)


def _on_cards(cells: list[Row], below: list[list[Row]], grounds: tuple[Ground, ...]) -> bool:
    """Whether the cells stand at the heads of coloured grounds of their own that go on below: cards side by side, and no header row."""
    found: set[Ground] = set()
    for cell in cells:
        x, y, height = (cell.x0 + cell.x1) / 2, (cell.top + cell.bottom) / 2, cell.bottom - cell.top
        under = [g for g in grounds if g.x0 <= x <= g.x1 and g.top <= y <= g.bottom]
        smallest = min(under, key=lambda g: (g.x1 - g.x0) * (g.bottom - g.top), default=None)
        if smallest is not None and (smallest.bottom - smallest.top > CARD * height or _holds_text(smallest, cell, below)):
            found.add(smallest)
    return len(found) >= 2 and len(found) >= len(cells) - 1


def _holds_text(ground: Ground, head: Row, below: list[list[Row]]) -> bool:
    """Whether a ground holds the next row's words as well, set otherwise than its head: no second line of that."""
    inside = [c for cells in below for c in cells if ground.x0 <= (c.x0 + c.x1) / 2 <= ground.x1 and c.bottom <= ground.bottom + 1]
    return any(c.bold != head.bold or abs(c.size - head.size) > 0.5 for c in inside)


def _fresh_rows(run: Run) -> int:
    """Rows below the header where most columns start anew after a gap, or each row is one printed line."""
    fresh = 0
    bottom = max(c.bottom for c in run.rows[0])
    for cells in run.rows[1:]:
        top = min(c.top for c in cells)
        if top - bottom > 0.3 * run.size and len(cells) >= max(2, len(run.columns) - 2):
            fresh += 1
        bottom = max(c.bottom for c in cells)
    return fresh
