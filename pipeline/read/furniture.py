"""Running headers, footers and page numbers: rows that come again at the edge of page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.grids import grids_of
from pipeline.read.printed import Printed, Row, Sheet, rows_of
from pipeline.read.tables import fill, is_table
from pipeline.read.unruled import STEP, split_row
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.records.source import Box

EDGE = 0.14  # of the page height: furniture stands in this outer band
DRIFT = 8.0  # points: how far a running row may move between pages
SHARE = 0.4  # of the pages (of one parity) that a running row is on, at least
AMOUNT = re.compile(r"€|\beuros?\b|\d[\d .]*,\d\d\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^(?:p(?:age|\.)? ?)?[-–]? ?\d{1,4} ?[-–]?(?: ?(?:/|sur|de) ?\d{1,4})?$|^(?:page ?)\d{1,4}.{0,12}$")
# "D2024-017   Page 1", "Délibération DCM24-015 – Conseil municipal du 28 mars 2024": also on the only page of a document
FOOT = re.compile(
    r"(?:^| )page \d{1,3}(?: ?(?:/|sur) ?\d{1,3})?$"
    r"|^deliberation (?:n° ?)?\S{2,20} ?[-–—|·] ?(?:seance|conseil|bureau|comite|commission|assemblee)\b.{0,50}\b\d{4}$"
)
COUNT = re.compile(r"(?<![\w/.,-])(?P<page>\d{1,3}) ?(?:/|sur|de) ?(?P<pages>\d{1,3})$")  # "... – 96320 Montferrière   1/1"
LARGER = 1.15  # of the size of a running row: what is set larger over it is a heading of the body
LONGEST_FOOT = 120  # letters
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Rows to set apart on one page; words are named by their `order`."""

    header: tuple[Row, ...] = ()
    footer: tuple[Row, ...] = ()

    @property
    def orders(self) -> frozenset[int]:
        """Orders of all words in it."""
        return frozenset(w.order for row in self.header + self.footer for w in row.words)


@dataclass(slots=True)
class _Edge:
    """Rows of one edge of one page, from the edge inwards, with the key that tells a repetition."""

    rows: list[Row]
    keys: list[str]
    depths: list[float]  # distance of each row from the edge, points


def find_furniture(sheets: Sequence[Sheet]) -> list[Furniture]:
    """For each page its running rows. A row with an amount, or one that opens an act, is never furniture."""
    tops = [_edge(sheet, top=True) for sheet in sheets]
    bottoms = [_edge(sheet, top=False) for sheet in sheets]
    top_runs, bottom_runs = _runs(tops, len(sheets), foot=False), _runs(bottoms, len(sheets), foot=True)
    found: list[Furniture] = []
    for index, sheet in enumerate(sheets):
        header, footer = _outer(tops[index], top_runs[index]), _outer(bottoms[index], bottom_runs[index])
        heads = table_heads(sheet) if header or footer else []
        header = header[: next((i for i, row in enumerate(header) if _is_head(row, tops[index].rows, heads)), None)]
        footer = footer[: next((i for i, row in enumerate(footer) if _inside(row, heads)), None)]
        found.append(Furniture(tuple(header), tuple(reversed(footer))))
    return found


def table_heads(sheet: Sheet) -> list[Box]:
    """Places of the ruled tables of a page that reach from its edges into its body: their repeated headers are no furniture."""
    if not sheet.rules:
        return []
    inner = sheet.height * EDGE, sheet.height * (1 - EDGE)
    grids = [g for g in grids_of(sheet.rules) if g.columns > 1 and g.box.bottom > inner[0] and g.box.top < inner[1]]
    words = list(sheet.words)
    return [g.box for g in grids if is_table(fill(g, words))]


def _inside(row: Row, places: list[Box]) -> bool:
    x, y = (row.x0 + row.x1) / 2, (row.top + row.bottom) / 2
    return any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in places)


def _is_head(row: Row, rows: list[Row], heads: list[Box]) -> bool:
    """Whether a row heads a table: inside a ruled one, or set in bold over a row with the same columns close below."""
    if _inside(row, heads):
        return True
    cells = split_row(row)
    at = rows.index(row)
    if len(cells) < 3 or not all(c.bold for c in cells) or at + 1 == len(rows):
        return False
    below = rows[at + 1]
    under = split_row(below)
    close = below.top - row.bottom < STEP * row.size and len(under) >= 2
    return close and all(sum(c.x0 < u.x1 and c.x1 > u.x0 for c in cells) == 1 for u in under)


def _edge(sheet: Sheet, top: bool) -> _Edge:
    band = sheet.height * EDGE
    inside: list[Printed] = [w for w in sheet.words if w.upright and (w.bottom <= band if top else w.top >= sheet.height - band)]
    rows = rows_of(inside)
    if not top:
        rows.reverse()
    return _Edge(rows, [row_key(r) for r in rows], [r.top if top else sheet.height - r.bottom for r in rows])


def row_key(row: Row) -> str:
    """What tells that two rows are the same furniture: folded text without its figures."""
    return DIGITS.sub("#", fold(row.text)).replace(" ", "")


def _runs(edges: list[_Edge], pages: int, *, foot: bool) -> list[list[bool]]:
    """For each page and row, whether the same row stands at the same place on enough other pages, or alone numbers the page."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, edge in enumerate(edges):
        for key, depth in zip(edge.keys, edge.depths, strict=True):
            places[key].append((index, depth))
    kept = [re.compile(r["pattern"]) for r in load_table("furniture_kept")]
    flags: list[list[bool]] = []
    for page, edge in enumerate(edges, 1):
        marks = []
        for row, key, depth in zip(edge.rows, edge.keys, edge.depths, strict=True):
            text = fold(row.text)
            same = {i for i, other in places[key] if abs(other - depth) <= DRIFT}
            number = bool(PAGE_NUMBER.match(text.strip()))
            enough = len(same) >= max(2, SHARE * pages / 2) and (len(same) >= 3 or pages <= 4)
            alone = (number and "page" in text) or (foot and _numbers_page(text.strip(), page, pages))
            barred = bool(AMOUNT.search(row.text)) or any(p.search(text) for p in kept)
            marks.append((alone or enough or (number and len(same) >= 2)) and not barred)
        flags.append(marks)
    return flags


def _numbers_page(text: str, page: int, pages: int) -> bool:
    """Whether a folded row at the foot says which page it is, or which act of which sitting."""
    if len(text) > LONGEST_FOOT:
        return False
    count = COUNT.search(text)
    return FOOT.search(text) is not None or (count is not None and (int(count["page"]), int(count["pages"])) == (page, pages))


def _outer(edge: _Edge, flags: list[bool]) -> list[Row]:
    """Furniture rows from the edge inwards; the first row of the body ends the search, one odd row in no larger letters is passed."""
    found: list[Row] = []
    for index, row in enumerate(edge.rows):
        if flags[index]:
            found.append(row)
        elif index == 0 and flags[1:2] == [True] and len(row.text) < 60 and row.size <= LARGER * edge.rows[1].size:
            continue
        else:
            break
    return found
