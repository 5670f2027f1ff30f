"""One sheet to blocks in reading order: areas and tables first, then columns, then rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.asides import Entry, entries_of
from pipeline.read.blocks import blocks_of
from pipeline.read.columns import Piece, pieces_of, regions, rows_in
from pipeline.read.continued import is_rest, rest_of
from pipeline.read.drafts import Draft, Placed
from pipeline.read.grids import grids_of
from pipeline.read.gutters import parted_at_gutter, ruled_rows
from pipeline.read.hanging import put_back, set_level
from pipeline.read.labelled import labelled_runs
from pipeline.read.levelrows import level_rows
from pipeline.read.marginheads import beside_heads
from pipeline.read.printed import PAPER, Ground, Printed, Row, Rule, Sheet, row_of, rows_of
from pipeline.read.stamps import stream_rows
from pipeline.read.tables import Filled, apart, fill, is_table, table_draft
from pipeline.read.unruled import draft_of, find_runs, headed_runs, split_row
from pipeline.records.source import BlockKind, Box
from pipeline.records.words import hull

WHOLE = 0.8  # of the page: a ground or frame larger than this is the page's own background
EDGE = 3.0  # points between the edges of a card and those of its bar
WALL = 0.4  # of the page height: a vertical rule this tall parts a margin column from the text


@dataclass(slots=True)
class Region:
    """A frame or coloured ground that keeps its words together."""

    box: Box
    shaded: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the whole page while its parts are laid out: free rules (`walls` are tall vertical ones), usual font size."""

    rules: tuple[Rule, ...]
    walls: tuple[Rule, ...]
    body: float


def lay_out(sheet: Sheet, words: list[Printed], body_size: float, before: Draft | None = None) -> list[Draft]:
    """The body's blocks in reading order. `words` are those of the body; `body_size` the document's usual font size.

    `before` is the table that ends the page before, if one does: what is left of it on this page may be too little to be told by itself.
    """
    upright = [w for w in words if w.upright]
    tables: list[tuple[Draft, set[int]]] = []
    areas: list[Region] = []
    for grid in grids_of(sheet.rules):
        filled = parted_at_gutter(fill(grid, words), sheet.grounds)
        if is_table(filled) or (before is not None and is_rest(filled, before, words)):
            tables.append((table_draft(filled), _orders(filled)))
            continue
        inner = [part for part in apart(filled) if is_table(part)]
        tables += [(table_draft(part), _orders(part)) for part in inner]
        held = {id(cell) for part in inner for cell in part.grid.cells}
        areas += [Region(c.box, False) for c, w in zip(grid.cells, filled.words, strict=True) if w and id(c) not in held]
    areas += [Region(Box(g.x0, g.top, g.x1, g.bottom), True) for g in sheet.grounds]
    cards = _cards(areas)
    areas = _distinct([a for a in areas + cards if _area(a.box) < WHOLE * sheet.width * sheet.height])
    grounds = tuple(g for g in sheet.grounds if (g.x1 - g.x0) * (g.bottom - g.top) < WHOLE * sheet.width * sheet.height)
    ruled = set().union(*(orders for _, orders in tables)) if tables else set()
    for ruled_alone in (ruled_rows, level_rows):
        rows = ruled_alone(sheet.rules, sheet.grounds, [w for w in upright if w.order not in ruled])
        tables += [(table_draft(filled), _orders(filled)) for filled in rows]
        ruled = ruled.union(*map(_orders, rows))
    free = [w for w in upright if w.order not in ruled]
    headed = headed_runs([w for w in free if not any(_holds(card.box, w) for card in cards)], grounds)
    rest = rest_of(before, free) if before is not None and not headed else None
    headed += [rest] if rest is not None else []
    seen = {w.order for run in headed for cells in run.rows for cell in cells for w in cell.words}
    headed += labelled_runs([w for w in free if w.order not in seen])
    tables += [(draft_of(run), {w.order for cells in run.rows for cell in cells for w in cell.words}) for run in headed]
    taken = set().union(*(orders for _, orders in tables)) if tables else set()
    lines, walls = _free_rules(sheet, [t for t, _ in tables])
    page = Page(lines, walls, body_size)
    left = [w for w in upright if w.order not in taken]
    level = set_level(left, grounds)
    drafts = _inside(level, [t for t, _ in tables], areas, page)
    moved = {w.order: w for w, now in zip(left, level, strict=True) if now is not w}
    for row in _rows_of(drafts) if moved else ():
        row.words = put_back(row.words, moved)
        row.x0 = min(w.x0 for w in row.words)
    turned = [w for w in words if not w.upright and w.order not in taken]
    drafts += [Draft(BlockKind.SIDE, [row], row.box, row.size, row.bold) for row in stream_rows(turned)]
    _shade(drafts, tuple(g for g in sheet.grounds if g.colour != PAPER))
    return drafts


def _rows_of(drafts: list[Draft]) -> Iterator[Row]:
    """The rows of blocks and of the cells of tables."""
    for draft in drafts:
        yield from draft.rows
        for cell in draft.cells:
            yield from cell.rows


def _orders(filled: Filled) -> set[int]:
    return {w.order for cell in filled.words for w in cell}


def _inside(words: list[Printed], tables: list[Draft], areas: list[Region], page: Page) -> list[Draft]:
    """Lay out words, tables and areas of one level; areas are given largest first."""
    pieces: list[Piece] = []
    rest, rest_tables = words, tables
    remaining = list(areas)
    while remaining:
        area = remaining.pop(0)
        inner = [w for w in rest if _holds(area.box, w)]
        if _is_band(area, inner) or not inner or (len(inner) == len(rest) and not rest_tables and not pieces):
            continue
        within = [r for r in remaining if _contains(area.box, r.box)]
        inner_tables = [t for t in rest_tables if _contains(area.box, t.box)]
        orders = {w.order for w in inner}
        rest = [w for w in rest if w.order not in orders]
        rest_tables = [t for t in rest_tables if t not in inner_tables]
        remaining = [r for r in remaining if r not in within]
        drafts = _inside(inner, inner_tables, within, page)
        pieces.append(Piece(area.box.x0, area.box.top, area.box.x1, area.box.bottom, [], Placed(drafts)))
    pieces += [Piece(t.box.x0, t.box.top, t.box.x1, t.box.bottom, [], t) for t in rest_tables]
    entries = entries_of(pieces_of(rows_of(rest)))
    told = {w.order for entry in entries for piece in (*entry.title, *entry.aside) for w in piece.words}
    pieces += [_entry_piece(entry, page.body) for entry in entries]
    rows = rows_of([w for w in rest if w.order not in told])
    pieces += pieces_of(rows)
    found: list[Draft] = []
    parts = [region for part in beside_heads(pieces) for region in regions(part, page.rules, page.walls)]
    for region in parts:
        run: list[Row] = []
        for row in rows_in(region, rows if len(parts) == 1 else None):
            if isinstance(row, Row):
                run.append(row)
                continue
            found += _run_blocks(run, page.body)
            run = []
            found += _placed(row, pieces)
        found += _run_blocks(run, page.body)
    return found


def _entry_piece(entry: Entry, body: float) -> Piece:
    """A title with the lines beside it, to be read behind it."""
    title, aside = (blocks_of([row_of(piece.words) for piece in side], body) for side in (entry.title, entry.aside))
    for draft in aside:
        draft.kind = BlockKind.PARAGRAPH
    box = hull([draft.box for draft in (*title, *aside)])
    return Piece(box.x0, box.top, box.x1, box.bottom, [], Placed([*title, *aside]))


def _is_band(area: Region, words: list[Printed]) -> bool:
    """Whether a ground only bands one or two rows of a table: then it keeps nothing apart."""
    rows = rows_of(words) if area.shaded and len(words) < 60 else []
    return 0 < len(rows) <= 2 and any(len(split_row(row)) >= 2 for row in rows)


def _run_blocks(rows: list[Row], body: float) -> list[Draft]:
    """Blocks of rows without columns: tables without lines first, then headings, paragraphs and list items."""
    found: list[Draft] = []
    at = 0
    for start, end, run in find_runs(rows):
        found += blocks_of(rows[at:start], body)
        found.append(draft_of(run))
        at = end
    return found + blocks_of(rows[at:], body)


def _free_rules(sheet: Sheet, tables: list[Draft]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Horizontal rules, and tall vertical ones, that are no part of a table."""
    free = [r for r in sheet.rules if not any(_contains(t.box, Box(r.x0, r.top, r.x1, r.bottom)) for t in tables)]
    level = tuple(r for r in free if r.x1 - r.x0 > 0.2 * sheet.width)
    return level, tuple(r for r in free if r.bottom - r.top > WALL * sheet.height)


def _placed(piece: Piece, pieces: list[Piece]) -> list[Draft]:
    """The blocks of a piece put together before: a table, or an area, which is a side box when other text stands beside it."""
    if isinstance(piece.inside, Draft):
        return [piece.inside]
    if piece.inside is None:
        return []
    drafts = piece.inside.drafts
    beside = sum(
        len(p.words) for p in pieces if p.inside is None and p.top < piece.bottom and p.bottom > piece.top and not _meets(p, piece)
    )
    if beside > 12:
        for draft in drafts:
            if draft.kind is BlockKind.PARAGRAPH:
                draft.kind = BlockKind.SIDE
    return drafts


def _meets(a: Piece, b: Piece) -> bool:
    return a.x0 < b.x1 and a.x1 > b.x0


def _shade(drafts: list[Draft], grounds: tuple[Ground, ...]) -> None:
    for draft in drafts:
        x, y = (draft.box.x0 + draft.box.x1) / 2, (draft.box.top + draft.box.bottom) / 2
        draft.shaded = any(g.x0 <= x <= g.x1 and g.top <= y <= g.bottom for g in grounds)


def _distinct(areas: list[Region]) -> list[Region]:
    """Largest first, near-equal ones once (a frame and its ground)."""
    found: list[Region] = []
    for area in sorted(areas, key=lambda a: -_area(a.box)):
        twin = next((f for f in found if _near(f.box, area.box)), None)
        if twin is None:
            found.append(area)
        else:
            twin.shaded = twin.shaded or area.shaded
    return found


def _cards(areas: list[Region]) -> list[Region]:
    """Bars with what stands below each at the same width, touching it, where several such are side by side: one area each.

    With more of the same below they are the heads of columns.
    """
    pairs = [(a.box, b.box) for a, b in itertools.permutations(areas, 2) if a.shaded and _is_bar_of(a.box, b.box)]
    pairs = [(bar, below) for bar, below in pairs if not any(_touches(below, a.box) for a in areas)]
    cards = [Box(min(bar.x0, below.x0), bar.top, max(bar.x1, below.x1), below.bottom) for bar, below in pairs]
    return [Region(a, False) for a in cards if any(_beside(a, g.box) for g in areas)]


def _is_bar_of(bar: Box, below: Box) -> bool:
    return _touches(bar, below) and bar.bottom - bar.top < below.bottom - below.top


def _touches(above: Box, below: Box) -> bool:
    return max(abs(above.x0 - below.x0), abs(above.x1 - below.x1), abs(above.bottom - below.top)) <= EDGE


def _beside(a: Box, b: Box) -> bool:
    """Whether two boxes stand side by side, opening at one height."""
    return abs(a.top - b.top) <= EDGE and (a.x1 < b.x0 or b.x1 < a.x0)


def _near(a: Box, b: Box) -> bool:
    return max(abs(a.x0 - b.x0), abs(a.top - b.top), abs(a.x1 - b.x1), abs(a.bottom - b.bottom)) < 6


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0) * max(box.bottom - box.top, 0)


def _holds(box: Box, word: Printed) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom


def _contains(outer: Box, inner: Box) -> bool:
    return outer.x0 - 3 <= inner.x0 and outer.top - 3 <= inner.top and outer.x1 + 3 >= inner.x1 and outer.bottom + 3 >= inner.bottom
