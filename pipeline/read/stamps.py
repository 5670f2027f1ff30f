"""Stamps of the contrôle de légalité: found by their wording, in the file's own order, so that text printed under them does not mix in."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.read.printed import Printed, Row, row_of
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table

HINT = re.compile(r"pr[eé]fecture|l[eé]galit[eé]|ex[eé]cutoire|repr[eé]sentant de l.[eé]tat|\d-\d{9}-", re.IGNORECASE)
ID = re.compile(r"\b([0-9][0-9AB]{1,2})-(\d{9})-(\d{8})-([\w./ -]{1,40}?)-([A-Z]{2})\b")
DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b"
NEAR = 1.6  # of the line height: stamp lines this near belong together
PAGE_LABELS = 4  # labels that make a whole page one of acknowledgement


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of stamps.csv, ready to match folded text."""

    pattern: re.Pattern[str]
    role: str
    shape: str


@dataclass(frozen=True, slots=True)
class FoundStamp:
    """A stamp's lines and what they say."""

    shape: str
    rows: tuple[Row, ...]
    transmission_id: str | None
    siren: str | None
    act_date: date | None
    number: str | None
    nature: str | None
    received: date | None
    published: date | None


@dataclass(slots=True)
class _Line:
    row: Row
    text: str  # folded
    role: str
    shape: str
    upright: bool


@functools.cache
def wordings() -> tuple[Wording, ...]:
    """The table of stamp wordings."""
    return tuple(Wording(re.compile(r["pattern"].replace("DATE", DAY)), r["role"], r["shape"]) for r in load_table("stamps"))


def find_stamps(words: Sequence[Printed]) -> list[FoundStamp]:
    """All stamps among the words of a page."""
    if not HINT.search(" ".join([w.text for w in words])):
        return []
    lines = [_labelled(row) for row in stream_rows(words)]
    labels = {line.text.split(":")[0][:14] for line in lines if line.role == "page"}
    if len(labels) >= PAGE_LABELS and any(line.shape == "B" or "identifiant" in line.text for line in lines):
        return [_stamp("D", [line.row for line in lines])]
    matched = [line for line in lines if line.role in ("opener", "line")]
    found = []
    for group in _groups(matched):
        openers = [line for line in group if line.role == "opener"]
        if openers or any(ID.search(line.row.text) for line in group):
            rows = [line.row for line in group]
            shapes = [line.shape for line in openers + group if line.shape]
            found.append(_stamp(shapes[0] if shapes else "B", rows))
    return [stamp for stamp in found if _says_something(stamp)]


def _says_something(stamp: FoundStamp) -> bool:
    """A mention without identifier, date or second line is a sentence of the act, not a stamp."""
    return bool(stamp.transmission_id or stamp.received or stamp.published) or len(stamp.rows) > 1 or stamp.shape == "B"


def stream_rows(words: Sequence[Printed]) -> list[Row]:
    """Words that follow each other in the file on one baseline, in one size and colour; written across, up or down."""
    rows: list[list[Printed]] = []
    for word in words:
        if rows and _continues(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [row_of(row) for row in rows]


def _continues(a: Printed, b: Printed) -> bool:
    if a.upright != b.upright or abs(a.size - b.size) > 0.6 or a.colour != b.colour:
        return False
    if a.upright:
        level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.6 * min(a.bottom - a.top, b.bottom - b.top)
        return level and -0.2 * a.size <= b.x0 - a.x1 < 2.5 * a.size
    level = min(a.x1, b.x1) - max(a.x0, b.x0) > 0.6 * min(a.x1 - a.x0, b.x1 - b.x0)
    return level and min(abs(b.top - a.bottom), abs(a.top - b.bottom)) < 2.5 * a.size


def _labelled(row: Row) -> _Line:
    text = fold(row.text).strip()
    for wording in wordings():
        if wording.role in ("opener", "line", "page") and wording.pattern.match(text):
            return _Line(row, text, wording.role, wording.shape, row.words[0].upright)
    return _Line(row, text, "", "", row.words[0].upright)


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Lines that stand close together, in the file's order."""
    groups: list[list[_Line]] = []
    for line in lines:
        home = next((g for g in groups if any(_close(other, line) for other in g)), None)
        if home is None or (line.role == "opener" and any(o.text.split(" le")[0] == line.text.split(" le")[0] for o in home)):
            groups.append([line])
        else:
            home.append(line)
    return groups


def _close(a: _Line, b: _Line) -> bool:
    if a.upright != b.upright:
        return False
    p, q = a.row, b.row
    if a.upright:
        gap = max(p.top, q.top) - min(p.bottom, q.bottom)
        return gap < NEAR * min(p.bottom - p.top, q.bottom - q.top) and p.x0 < q.x1 + 40 and q.x0 < p.x1 + 40
    gap = max(p.x0, q.x0) - min(p.x1, q.x1)
    return gap < NEAR * min(p.x1 - p.x0, q.x1 - q.x0) and p.top < q.bottom + 40 and q.top < p.bottom + 40


def _stamp(shape: str, rows: list[Row]) -> FoundStamp:
    text = " ".join(row.text for row in rows)
    identifier = ID.search(text)
    dates = {role: _date(fold(text), role) for role in ("received", "published")}
    act_date = None
    if identifier:
        printed = identifier.group(3)
        act_date = _day(int(printed[6:]), int(printed[4:6]), int(printed[:4]))
    return FoundStamp(
        shape,
        tuple(rows),
        identifier.group(0) if identifier else None,
        identifier.group(2) if identifier else None,
        act_date,
        identifier.group(4) if identifier else None,
        identifier.group(5) if identifier else None,
        dates["received"],
        dates["published"],
    )


def _date(text: str, role: str) -> date | None:
    for wording in wordings():
        if wording.role == role:
            found = wording.pattern.search(text)
            if found:
                day, month, year = (int(g) for g in found.groups()[-3:])
                return _day(day, month, year + 2000 if year < 100 else year)
    return None


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
