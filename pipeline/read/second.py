"""When pdfplumber reads a page after pdfium: where pdfium fails, or where too many of its characters cannot be text."""

from __future__ import annotations

import unicodedata
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.read.bullets import readable
from pipeline.read.grids import grids_of
from pipeline.read.plumber import edges_of, plumb_cells, plumb_sheet, plumbed
from pipeline.read.printed import Sheet
from pipeline.read.tables import fill, is_sound, is_table
from pipeline.records.words import hull

DOUBT = 0.02  # share of characters that are no text from which pdfplumber is asked (334 real pages: at most .0035, all of them bullets)
CLEARLY = 0.5  # pdfplumber's share over pdfium's, at most, for its reading to be taken: a page that both read badly stays pdfium's
ENOUGH = 5  # such characters on a page, at least
DASHES = 60  # strokes shorter than a line on a page, from which they may be the borders of a table
NO_TEXT = frozenset({"Cc", "Co", "Cn", "Cs"})  # control, private use, unassigned, surrogate
ALLOWED = frozenset("\u00ad\u200b\u200c\u200d\ufeff\ufffe\x02")  # invisible, or pdfium's marks of a line-end hyphen


def unreadable_share(sheet: Sheet) -> tuple[float, int]:
    """Share (0..1) and number of a page's characters that are no text: without Unicode value, control, private use without meaning."""
    text = "".join([readable(w.text) for w in sheet.words])
    odd = [c for c in set(text) if not (c.isascii() and c.isprintable()) and c not in ALLOWED and unicodedata.category(c) in NO_TEXT]
    strange = sum(map(text.count, odd))
    lost = max(sheet.broken, text.count("\ufffd"))
    count = strange + lost
    return (count / max(len(text) + sheet.broken, 1), count)


def doubtful_grids(sheet: Sheet) -> int:
    """How many of a page's grids do not hold their words (see `is_sound`)."""
    words = list(sheet.words)
    return sum(not is_sound(fill(grid, words), words) for grid in grids_of(sheet.rules))


def _held(sheet: Sheet) -> int:
    """How many words stand in the cells of tables."""
    filled = [fill(grid, list(sheet.words)) for grid in grids_of(sheet.rules)]
    return sum(len(held) for f in filled if is_table(f) for held in f.words)


class SecondEngine:
    """pdfplumber beside pdfium for one document of `count` pages, opened when first needed and closed with `stack`."""

    def __init__(self, path: Path, count: int, stack: ExitStack) -> None:
        self.path = path
        self.count = count
        self.stack = stack
        self.document: Any = None
        self.asked = False

    def sheet(self, index: int) -> Sheet | None:
        """Pdfplumber's reading of a page (index from 0); None when it cannot, or counts other pages than pdfium."""
        return plumb_sheet(self.document, index) if self._open() else None

    def _open(self) -> bool:
        if not self.asked:
            self.asked = True
            self.document = self.stack.enter_context(plumbed(self.path))
        return self.document is not None and len(self.document.pages) == self.count

    def ruled(self, sheet: Sheet) -> Sheet:
        """The sheet with the sides of pdfplumber's cells for lines, where its own lines are dashes or do not hold their words.

        Taken only when tables then hold more words, or fewer grids are in doubt and no word is lost to them.
        """
        doubtful = doubtful_grids(sheet)
        if (not doubtful and sheet.dashes < DASHES) or not self._open():
            return sheet
        cells = plumb_cells(self.document, sheet.number - 1)
        if not cells:
            return sheet
        b = hull(cells)
        outside = tuple(r for r in sheet.rules if r.x1 < b.x0 or r.x0 > b.x1 or r.bottom < b.top or r.top > b.bottom)
        other = replace(sheet, rules=outside + edges_of(cells))
        gained, fewer = _held(other) - _held(sheet), doubtful - doubtful_grids(other)
        return other if (gained > 0 and fewer >= 0) or (gained >= 0 and fewer > 0) else sheet

    def better(self, own: Sheet | None, index: int) -> tuple[Sheet | None, str]:
        """Pdfium's reading of a page or pdfplumber's where that has clearly fewer characters that are no text, and why then."""
        if own is None:
            return self.sheet(index), "pdfium cannot load it, its words were read by pdfplumber, the slower engine"
        share, count = unreadable_share(own)
        if share < DOUBT or count < ENOUGH:
            return own, ""
        other = self.sheet(index)
        if other is None or not other.words or unreadable_share(other)[0] > CLEARLY * share:
            return own, ""
        reason = f"{share:.0%} of pdfium's characters are no text, pdfplumber's {unreadable_share(other)[0]:.0%} were taken"
        return other, reason
