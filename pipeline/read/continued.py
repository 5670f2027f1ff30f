"""Tables that go on over the page: said so, their columns counted alike, repeated headers and cut rows told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.drafts import Draft, DraftCell
from pipeline.read.printed import Printed, Row, Sheet
from pipeline.read.printed import rows_of as rows_of_words
from pipeline.read.tables import Filled
from pipeline.read.unruled import LEAST_ROWS, STEP, Run, split_row
from pipeline.records.folding import fold
from pipeline.records.source import BlockKind, Box

TOP = 0.3  # of the page height: a table that goes on begins above this
EDGE = 6.0  # points: lines of one column stand this near on both pages
ROOM = 30.0  # points that may stay free at the foot of a page beside what the next row needs
SAME_LABELS = 0.5  # share of the first column's labels that come again: then it is the same form filled in anew
DISTINCT = 0.8  # share of the first column's cells that differ from each other in a form: "M." and "Mme" over and over are no labels
HEADER_ROWS = 3  # a header that is repeated has at most so many rows
OPEN_END = re.compile(r"(?:[-,('’]|\b(?:de|du|des|d|la|le|les|l|et|ou|à|au|aux|en|par|pour|un|une|sur|avec|dans))$", re.IGNORECASE)
KEYED = 0.8  # share of the rows that have a cell in the first column: a row without one is then no row of its own
FIGURES = re.compile(r"^\W*\d[\d\W]*(?:€|euros?)?$")
SENTENCE_END = re.compile(r"[.;:!?]$")


@dataclass(slots=True)
class Chain:
    """The tables that are one table, its columns from left to right, and the words of its rows by column."""

    tables: list[Draft]
    scale: list[tuple[float, float]]
    rows: list[dict[int, str]]

    def add(self, table: Draft) -> None:
        """Number the columns of one more table on the scale of the others, which grows where it has columns of its own."""
        ruled = bool(table.edges)
        scale = _scale([*self.scale, *_columns(table).values()], ruled)
        if len(scale) > len(self.scale):
            moved = {i: _place_on(scale, place, ruled) for i, place in enumerate(self.scale)}
            for cell in (c for t in self.tables for c in t.cells):
                cell.column = moved.get(cell.column, cell.column)
            self.rows = [{moved.get(c, c): text for c, text in row.items()} for row in self.rows]
        self.scale = scale
        numbers = {c: _place_on(scale, place, ruled) for c, place in _columns(table).items()}
        for cell in table.cells:
            cell.column = numbers.get(cell.column, cell.column)
        self.tables.append(table)

    def take_rows(self, rows: list[dict[int, str]], *, cut: bool) -> None:
        """Note the rows of the table added last; when `cut`, the first of them goes on from the last one noted."""
        if cut:
            above = self.rows[-1]
            self.rows[-1] = above | {c: f"{above[c]} {text}" if c in above else text for c, text in rows[0].items()}
        self.rows += rows[1:] if cut else rows


def _chain_of(table: Draft) -> Chain:
    chain = Chain([], [], [])
    chain.add(table)
    chain.rows = [_texts(row) for row in rows_of(table)]
    return chain


def join_tables(sheets: Sequence[Sheet], laid: Sequence[list[Draft]]) -> None:
    """Mark tables that go on from the page before and count the columns of both alike. `laid`: the blocks of each sheet in order."""
    foot = max((d.box.bottom for drafts in laid for d in drafts), default=0.0)
    chain: Chain | None = None
    for (before, last), (after, first) in itertools.pairwise(zip(sheets, laid, strict=True)):
        table, rest = edge_table(last, -1), edge_table(first, 0)
        if table is None or rest is None or after.number != before.number + 1 or rest.box.top > TOP * after.height or not _fit(table, rest):
            continue
        if chain is None or chain.tables[-1] is not table:
            chain = _chain_of(table)
        _join(chain, rest, foot)


def edge_table(drafts: list[Draft], place: int) -> Draft | None:
    """The last (-1) or first (0) block of a page when that is a table; text in the margin aside."""
    inner = [d for d in drafts if d.kind is not BlockKind.SIDE]
    return inner[place] if inner and inner[place].kind is BlockKind.TABLE and inner[place].cells else None


def _join(chain: Chain, rest: Draft, foot: float) -> None:
    """Join a table that stands first on its page and has the columns of the chain, unless it is one of its own."""
    head, more = rows_of(chain.tables[0])[:HEADER_ROWS], rows_of(rest)
    repeated = _repeated(head, more)
    if repeated == len(more) or (repeated == 0 and _is_same_form(chain.rows, [_texts(row) for row in more])):
        return
    fresh = more[repeated]
    needs = max(c.box.bottom for c in fresh) - min(c.box.top for c in fresh)
    if foot - chain.tables[-1].box.bottom > needs + ROOM and not repeated:
        return
    chain.add(rest)
    rows = [_texts(row) for row in more[repeated:]]
    rest.continues, rest.repeated, rest.cut = True, repeated, _is_cut(chain.rows, rows)
    chain.take_rows(rows, cut=rest.cut)


def rows_of(table: Draft) -> list[list[DraftCell]]:
    """The cells of a table, row by row."""
    return [list(cells) for _, cells in itertools.groupby(table.cells, key=lambda c: c.row)]


def text_of(cell: DraftCell) -> str:
    """The words of a cell on one line, as printed."""
    return " ".join(row.text for row in cell.rows)


def _columns(table: Draft) -> dict[int, tuple[float, float]]:
    """Where each column stands: from its left line to the right end of its narrowest cell, or around its words where nothing is ruled."""
    found: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if not table.edges and not cell.rows:
            continue
        x0, x1 = found.get(cell.column, (cell.box.x0, cell.box.x1))
        found[cell.column] = (min(x0, cell.box.x0), min(x1, cell.box.x1) if table.edges else max(x1, cell.box.x1))
    return found


def _fit(a: Draft, b: Draft) -> bool:
    """Whether the columns of one table are columns of the other."""
    if bool(a.edges) != bool(b.edges):
        return False
    if a.edges:
        return _same_grid(a, b.box, b.edges)
    few, many = sorted((list(_columns(a).values()), list(_columns(b).values())), key=len)
    hits = [[i for i, (y0, y1) in enumerate(many) if x0 < y1 and x1 > y0] for x0, x1 in few]
    return len(few) >= 2 and all(len(h) == 1 for h in hits) and len({h[0] for h in hits}) == len(few) and len(many) - len(few) <= 1


def _near(x: float, y: float) -> bool:
    return abs(x - y) <= EDGE


def is_rest(filled: Filled, before: Draft, words: list[Printed]) -> bool:
    """Whether a grid that is no table by itself is the rest of the one that ends the page before. `words` are the body's."""
    box = filled.grid.box
    if not before.edges or not any(filled.words) or filled.grid.columns < 2 or any(w.bottom < box.top for w in words):
        return False
    return _same_grid(before, box, tuple({c.box.x0 for c in filled.grid.cells}))


def _same_grid(table: Draft, box: Box, edges: tuple[float, ...]) -> bool:
    """Whether a ruled table is as wide as another and the columns of one are columns of the other."""
    few, many = sorted((table.edges, edges), key=len)
    return _near(table.box.x0, box.x0) and _near(table.box.x1, box.x1) and all(any(_near(x, y) for y in many) for x in few)


def rest_of(before: Draft, words: list[Printed]) -> Run | None:
    """The one or two first rows of a page that stand under the columns of the unruled table that ends the page before."""
    if before.edges:
        return None
    columns = sorted(_columns(before).values())
    found: list[list[Row]] = []
    for row in rows_of_words(words)[:LEAST_ROWS]:
        cells = split_row(row)
        hits = [[i for i, (x0, x1) in enumerate(columns) if c.x0 < x1 and c.x1 > x0] for c in cells]
        apart = all(len(h) == 1 for h in hits) and len({h[0] for h in hits}) == len(cells)
        if len(cells) < 2 or not apart or (found and row.top - found[-1][0].bottom > STEP * row.size):
            break
        found.append(cells)
    return Run(found, columns, before.size) if 0 < len(found) < LEAST_ROWS else None


def _repeated(head: list[list[DraftCell]], more: list[list[DraftCell]]) -> int:
    """How many rows at the top of a table print the head of the first one again."""
    count = 0
    for a, b in zip(head, more, strict=False):
        words = [fold(text_of(c)) for c in a if c.rows]
        if len(words) < 2 or words != [fold(text_of(c)) for c in b if c.rows]:
            break
        count += 1
    return count


def _is_same_form(rows: list[dict[int, str]], more: list[dict[int, str]]) -> bool:
    """Whether a table has the labels of the one before: a form for each page, not one table over both."""
    labels = [{fold(row[0]) for row in some if 0 in row} for some in (rows, more)]
    if len(labels[1]) < 2 or len(labels[0]) < DISTINCT * sum(0 in row for row in rows):
        return False
    words = {fold(text) for text in more[0].values()}
    return bool(words and words <= {fold(text) for text in rows[0].values()}) or len(labels[0] & labels[1]) >= SAME_LABELS * len(labels[1])


def _is_cut(rows: list[dict[int, str]], more: list[dict[int, str]]) -> bool:
    """Whether the first row of `more` goes on from the last of `rows`: without a key of its own, or each cell amid a sentence."""
    above, below = rows[-1], more[0]
    if not below or not set(below) <= set(above):
        return False
    key = min(above)
    keys = [row[key] for row in (*rows, *more[1:]) if key in row]
    if key not in below:
        return len(keys) >= KEYED * (len(rows) + len(more) - 1) and not any(
            FIGURES.match(text) and FIGURES.match(above[c]) for c, text in below.items()
        )
    if below[key][0].islower() and sum(k[0].islower() for k in keys) <= 0.2 * len(keys):
        return True
    return all(_flows(above[column], text) for column, text in below.items())


def _texts(row: list[DraftCell]) -> dict[int, str]:
    """The words of a row by column, empty cells left out."""
    return {c.column: text_of(c) for c in row if c.rows}


def _flows(above: str, below: str) -> bool:
    return below[0].islower() or bool(OPEN_END.search(above)) or (below[0] in "),;:»" and not SENTENCE_END.search(above))


def _scale(places: list[tuple[float, float]], ruled: bool) -> list[tuple[float, float]]:
    """Places of columns, those of one column joined, from left to right."""
    scale: list[tuple[float, float]] = []
    for x0, x1 in sorted(places):
        if scale and (_near(x0, scale[-1][0]) if ruled else x0 < scale[-1][1]):
            scale[-1] = (scale[-1][0], max(scale[-1][1], x1))
        else:
            scale.append((x0, x1))
    return scale


def _place_on(scale: list[tuple[float, float]], place: tuple[float, float], ruled: bool) -> int:
    """Which column of a scale a place is."""
    if ruled:
        return min(range(len(scale)), key=lambda i: abs(scale[i][0] - place[0]))
    return max(range(len(scale)), key=lambda i: min(scale[i][1], place[1]) - max(scale[i][0], place[0]))
