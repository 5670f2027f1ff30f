"""Ruled lines, coloured grounds and the share of pictures on a page, from its page objects."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.read.frame import Frame
from pipeline.read.printed import PAPER, Ground, Rule
from pipeline.read.words import fill_colour

THIN = 2.5  # points: a filled rectangle this thin is a ruled line
DASH = 4.0  # points: shorter strokes are dashes (grids.py takes no shorter line)
MAX_OBJECTS = 60_000  # a drawing beyond this is a map or a plan, not a table
MARK = 16.0  # points: no drawn bullet is larger
FRAME = 40.0  # points: shorter sides are no frame around text
SQUARE = 6  # segments of the path of a rectangle
ROUNDED = 120  # and of one with rounded corners: some printers draw a corner in eight arcs
STRAIGHT = 0.5  # of whose outline at least this much is straight
MAX_DEPTH = 6  # forms inside forms
NEAR_WHITE = 0xF7

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page besides text."""

    rules: list[Rule] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    marks: list[tuple[float, float, float, float]] = field(default_factory=list)  # small pictures and dots that may be bullets
    picture_area: float = 0.0
    dashes: int = 0  # strokes too short to be a line by themselves
    seen: int = 0


def read_drawings(page: Any, frame: Frame) -> Drawings:
    """Lines, grounds and picture area of a loaded page."""
    drawn = Drawings()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        _take(pdfium.FPDFPage_GetObject(page, index), IDENTITY, frame, drawn, 0)
        if drawn.seen > MAX_OBJECTS:
            break
    return drawn


def _take(handle: Any, matrix: Matrix, frame: Frame, drawn: Drawings, depth: int) -> None:
    drawn.seen += 1
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _take_path(handle, matrix, frame, drawn)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        box = _bounds(handle, matrix, frame)
        if box:
            width = min(box[2], frame.width) - max(box[0], 0)
            height = min(box[3], frame.height) - max(box[1], 0)
            if width > 0 and height > 0:
                drawn.picture_area += width * height
                mark(box, drawn)
                if height <= THIN < width or width <= THIN < height:
                    drawn.rules.append(thin(box))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _product(_matrix(handle), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
            _take(pdfium.FPDFFormObj_GetObject(handle, index), inner, frame, drawn, depth + 1)
            if drawn.seen > MAX_OBJECTS:
                return


def _take_path(handle: Any, matrix: Matrix, frame: Frame, drawn: Drawings) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) or not (fill.value or stroke.value):
        return
    box = _bounds(handle, matrix, frame)
    if box is None or not _on_page(box, frame):
        return
    if fill.value and not stroke.value:
        _take_filled(handle, box, drawn)
        return
    width, height = box[2] - box[0], box[3] - box[1]
    segments = pdfium.FPDFPath_CountSegments(handle)
    if segments <= 2 and (width <= THIN or height <= THIN):
        if max(width, height) > THIN:
            drawn.rules.append(thin(box))
        if max(width, height) < DASH:
            drawn.dashes += 1
        return
    if fill.value and _is_rectangle(handle, segments):
        colour = fill_colour(handle)
        if not is_white(colour):
            drawn.grounds.append(Ground(*box, colour))
    elif not fill.value and segments > SQUARE and width > FRAME and height > FRAME and _is_rectangle(handle, segments):
        drawn.grounds.append(Ground(*box, PAPER))  # its straight sides do not meet, so that they make no cell
    if segments <= 400:
        _take_segments(handle, segments, _product(_matrix(handle), matrix), frame, drawn)


def _take_filled(handle: Any, box: tuple[float, float, float, float], drawn: Drawings) -> None:
    """A filled shape without an outline: a ruled line when thin, a possible bullet when small, else a ground when it is a rectangle."""
    if is_white(fill_colour(handle)):
        return
    width, height = box[2] - box[0], box[3] - box[1]
    if mark(box, drawn):
        return
    if width <= THIN or height <= THIN:
        if max(width, height) > THIN:
            drawn.rules.append(thin(box))
    elif _is_rectangle(handle, pdfium.FPDFPath_CountSegments(handle)):
        drawn.grounds.append(Ground(*box, fill_colour(handle)))


def _is_rectangle(handle: Any, count: int) -> bool:
    """Whether a path is a rectangle, its corners rounded or not: most of its outline is level or upright and straight."""
    if count <= SQUARE or count > ROUNDED:
        return count <= SQUARE
    x, y = ctypes.c_float(), ctypes.c_float()
    xs: list[float] = []
    ys: list[float] = []
    straight = 0.0
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if xs and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            along, across = sorted((abs(x.value - xs[-1]), abs(y.value - ys[-1])), reverse=True)
            straight += along if across < 0.5 else 0.0
        xs.append(x.value)
        ys.append(y.value)
    return straight >= STRAIGHT * 2 * (max(xs) - min(xs) + max(ys) - min(ys))


def _take_segments(handle: Any, count: int, matrix: Matrix, frame: Frame, drawn: Drawings) -> None:
    x, y = ctypes.c_float(), ctypes.c_float()
    begun: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            _straight(last, point, frame, drawn)
        if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
            _straight(point, begun, frame, drawn)
        last = point


def _small(box: tuple[float, float, float, float]) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return 1.2 <= width <= MARK and 1.2 <= height <= MARK and 0.5 <= width / height <= 2.0


def mark(box: tuple[float, float, float, float], drawn: Drawings) -> bool:
    """Whether a drawn shape is small enough to be a bullet; it is then noted as one that may be."""
    small = _small(box)
    if small and len(drawn.marks) < 400:
        drawn.marks.append(box)
    return small


def _on_page(box: tuple[float, float, float, float], frame: Frame) -> bool:
    return box[2] >= 0 and box[3] >= 0 and box[0] <= frame.width and box[1] <= frame.height


def _straight(a: tuple[float, float], b: tuple[float, float], frame: Frame, drawn: Drawings) -> None:
    box = frame.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= 1.0 and max(width, height) > THIN:
        drawn.rules.append(thin(box))


def thin(box: tuple[float, float, float, float]) -> Rule:
    """The ruled line that a thin box is."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)


def is_white(colour: int) -> bool:
    """Whether a colour (0xRRGGBB) is that of the paper."""
    return min(colour >> 16, (colour >> 8) & 0xFF, colour & 0xFF) >= NEAR_WHITE


def _bounds(handle: Any, matrix: Matrix, frame: Frame) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    if matrix is IDENTITY:
        return frame.box(left.value, bottom.value, right.value, top.value)
    corners = [_apply(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(m: Matrix, n: Matrix) -> Matrix:
    if n is IDENTITY:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
