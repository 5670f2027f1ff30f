"""The second engine: one page's sheet from pdfplumber, for files and pages that pdfium cannot load or reads in doubt.

Several times slower than pdfium, so it is imported only when the first such page comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.read.bullets import drawn_bullets
from pipeline.read.drawings import THIN, Drawings, is_white, mark, thin
from pipeline.read.frame import MAX_SIDE, MIN_SIDE
from pipeline.read.printed import Ground, Printed, Rule, Sheet
from pipeline.read.words import BOLD_NAME, ITALIC_NAME
from pipeline.records.source import Box

ENGINE = "pdfplumber"
UNKNOWN = re.compile(r"\(cid:\d+\)")  # how pdfplumber writes a glyph without Unicode value
GAP = 0.15  # of the font size: a wider gap parts two words
STRAIGHT = 1.0  # points: a line that leaves its direction by no more is straight

Corners = tuple[float, float, float, float]
TURNS = {(1, 0): ("ltr", "ttb"), (0, 1): ("ttb", "rtl"), (-1, 0): ("rtl", "btt"), (0, -1): ("btt", "ltr")}  # right, down: letters, lines


@contextmanager
def plumbed(path: Path) -> Iterator[Any]:
    """The open pdfplumber document, or None when pdfplumber cannot open it either."""
    import pdfplumber  # noqa: PLC0415 - slow to import, rarely needed

    try:
        document = pdfplumber.open(path)
        count = len(document.pages)
    except MemoryError:
        raise
    except Exception:  # whatever a damaged file sets off: the caller then tells pdfium's reason
        yield None
        return
    try:
        yield document if count else None
    finally:
        document.close()


def plumb_sheet(document: Any, index: int) -> Sheet | None:
    """Words and drawings of one page (index from 0) by pdfplumber; None when it cannot read the page or the page has no size."""
    try:
        page = document.pages[index]
        try:
            return _sheet(page, index + 1)
        finally:
            page.close()
    except MemoryError:
        raise
    except Exception:  # whatever a damaged page sets off
        return None


def plumb_cells(document: Any, index: int) -> list[Box]:
    """The cells of the ruled tables that pdfplumber finds on a page (index from 0), in seen coordinates; [] when it cannot."""
    try:
        page = document.pages[index]
        try:
            frame = _frame(page)
            tables = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"}) if frame else []
            return [Box(*_moved(cell, frame)) for table in tables for cell in table.cells] if frame else []
        finally:
            page.close()
    except MemoryError:
        raise
    except Exception:  # whatever a damaged page sets off
        return []


def _sheet(page: Any, number: int) -> Sheet | None:
    frame = _frame(page)
    if frame is None:
        return None
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    found = _words(page.chars, frame)
    broken = sum(w.text.count("\ufffd") for w in found)
    words = [w for w in found if w.x1 > 0 and w.bottom > 0 and w.x0 < width and w.top < height]
    drawn = _drawings(page, frame)
    words += drawn_bullets(drawn.marks, words)
    return Sheet(
        number,
        round(width, 2),
        round(height, 2),
        page.rotation // 90 * 90,
        tuple(words),
        tuple(drawn.rules),
        tuple(drawn.grounds),
        min(drawn.picture_area / (width * height), 1.0),
        broken,
        engine=ENGINE,
    )


def _frame(page: Any) -> Corners | None:
    """The visible rectangle in pdfplumber's coordinates, which are those of the turned MediaBox; None when it has no usable size."""
    media, crop = _normal(page.page_obj.mediabox), _normal(page.page_obj.cropbox or page.page_obj.mediabox)
    margins = [max(crop[0] - media[0], 0), max(media[3] - crop[3], 0), max(media[2] - crop[2], 0), max(crop[1] - media[1], 0)]
    turns = page.rotation // 90 % 4  # left, top, right and bottom of the file: each turn makes the bottom the left, the left the top
    left, top, right, bottom = margins[4 - turns :] + margins[: 4 - turns]
    x0, y0, x1, y1 = page.mediabox
    seen = x0 + left, y0 + top, x1 - right, y1 - bottom
    if min(seen[2] - seen[0], seen[3] - seen[1]) < MIN_SIDE:
        seen = x0, y0, x1, y1
    usable = all(MIN_SIDE <= side <= MAX_SIDE for side in (seen[2] - seen[0], seen[3] - seen[1]))
    return seen if usable else None


def _normal(box: Sequence[float]) -> Corners:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _moved(box: Sequence[float], frame: Corners) -> Corners:
    return box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]


def _direction(char: Any) -> tuple[int, int]:
    """Where the writing of a character goes on the seen page: one of the keys of TURNS."""
    a, b = char["matrix"][:2]
    if abs(a) >= abs(b):
        return (1, 0) if a >= 0 else (-1, 0)
    return (0, -1) if b > 0 else (0, 1)


def _words(chars: Sequence[Any], frame: Corners) -> list[Printed]:
    """The words in the file's own order, run by run of one direction."""
    from pdfplumber.utils.text import extract_words  # noqa: PLC0415 - slow to import, rarely needed

    found: list[Printed] = []
    runs: list[tuple[tuple[int, int], list[Any]]] = []
    for char in chars:
        direction = _direction(char)
        if not runs or runs[-1][0] != direction:
            runs.append((direction, []))
        runs[-1][1].append(char | {"upright": direction[1] == 0})
    for direction, run in runs:
        along, across = TURNS[direction]
        turned = {"char_dir": along, "line_dir": across, "char_dir_rotated": along, "line_dir_rotated": across}
        for word in extract_words(
            run, use_text_flow=True, return_chars=True, x_tolerance_ratio=GAP, y_tolerance_ratio=GAP, expand_ligatures=False, **turned
        ):
            _take(word, direction, frame, found)
    return found


def _take(word: Any, direction: tuple[int, int], frame: Corners, found: list[Printed]) -> None:
    box = _moved((word["x0"], word["top"], word["x1"], word["bottom"]), frame)
    first = word["chars"][0]
    size = first["x1"] - first["x0"] if direction[0] == 0 else first["bottom"] - first["top"]
    name = str(first["fontname"])
    bold, italic, colour = bool(BOLD_NAME.search(name)), bool(ITALIC_NAME.search(name)), _colour(first["non_stroking_color"])
    for text in UNKNOWN.sub("\ufffd", word["text"]).replace("\x00", "\ufffd").split():
        found.append(Printed(text, *box, round(size, 1), bold, italic, direction == (1, 0), False, len(found), colour))


def _drawings(page: Any, frame: Corners) -> Drawings:
    drawn = Drawings()
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    for image in page.images:
        x0, top, x1, bottom = _corners(image, frame)
        across, down = min(x1, width) - max(x0, 0), min(bottom, height) - max(top, 0)
        if across > 0 and down > 0:
            drawn.picture_area += across * down
            mark((x0, top, x1, bottom), drawn)
    for shape in page.lines:
        _take_line(_corners(shape, frame), drawn)
    for shape in [*page.rects, *page.curves]:
        if shape["fill"] and not shape["stroke"]:
            _take_filled(shape, _corners(shape, frame), drawn)
        elif shape["stroke"]:
            if shape["fill"] and shape["object_type"] == "rect" and not is_white(_colour(shape["non_stroking_color"])):
                drawn.grounds.append(Ground(*_corners(shape, frame), _colour(shape["non_stroking_color"])))
            _take_outline(shape["pts"], shape["object_type"] == "rect", frame, drawn)
    return drawn


def _take_line(box: Corners, drawn: Drawings) -> None:
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= STRAIGHT and max(width, height) > THIN:
        drawn.rules.append(thin(box))


def _take_filled(shape: Any, box: Corners, drawn: Drawings) -> None:
    """A shape without an outline: a possible bullet when small, a ruled line when thin, a ground when it is a rectangle."""
    colour = _colour(shape["non_stroking_color"])
    width, height = box[2] - box[0], box[3] - box[1]
    if is_white(colour) or mark(box, drawn):
        return
    if width <= THIN or height <= THIN:
        if max(width, height) > THIN:
            drawn.rules.append(thin(box))
    elif shape["object_type"] == "rect":
        drawn.grounds.append(Ground(*box, colour))


def _take_outline(points: Sequence[tuple[float, float]], closed: bool, frame: Corners, drawn: Drawings) -> None:
    ends = [*points[1:], *(points[:1] if closed else ())]
    for a, b in zip(points, ends, strict=False):
        _take_line(_moved((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), frame), drawn)


def _corners(shape: Any, frame: Corners) -> Corners:
    return _moved((shape["x0"], shape["top"], shape["x1"], shape["bottom"]), frame)


def _colour(value: Any) -> int:
    """0xRRGGBB of a colour as pdfplumber tells it (grey, RGB or CMYK, 0..1); black when it is a pattern or not told."""
    parts = value if isinstance(value, tuple | list) else (value,)
    if not all(isinstance(p, int | float) for p in parts) or len(parts) not in (1, 3, 4):
        return 0
    shares = [min(max(float(p), 0.0), 1.0) for p in parts]
    if len(shares) == 4:
        shares = [(1 - s) * (1 - shares[3]) for s in shares[:3]]
    red, green, blue = (round(255 * s) for s in (shares * 3)[:3])
    return (red << 16) | (green << 8) | blue


def edges_of(cells: Sequence[Box]) -> tuple[Rule, ...]:
    """The four sides of each cell as rules."""
    sides: set[Rule] = set()
    for c in cells:
        sides |= {Rule(c.x0, c.top, c.x1, c.top), Rule(c.x0, c.bottom, c.x1, c.bottom)}
        sides |= {Rule(c.x0, c.top, c.x0, c.bottom), Rule(c.x1, c.top, c.x1, c.bottom)}
    return tuple(sorted(sides))
