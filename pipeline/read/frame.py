"""From the file's coordinates to the page as seen: points, origin top left, turned as the file says."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

MIN_SIDE = 1.0
MAX_SIDE = 20_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in its own coordinates (y upwards), and its rotation in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Width of the page as seen."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as seen."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Seen rectangle (x0, top, x1, bottom) of a rectangle in the file's coordinates."""
        if self.rotation == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.rotation == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.rotation == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def direction(self, a: float, b: float) -> tuple[float, float]:
        """Seen direction (right, down) of a unit vector in the file's coordinates."""
        if self.rotation == 0:
            return a, -b
        if self.rotation == 90:
            return b, a
        if self.rotation == 180:
            return -a, b
        return -b, -a


def frame_of(page: Any) -> Frame | None:
    """The frame of a loaded pdfium page; None when the page has no usable size."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        return None
    rotation = (pdfium.FPDFPage_GetRotation(page) % 4) * 90
    sides = (rect.right - rect.left, rect.top - rect.bottom)
    if not all(MIN_SIDE <= side <= MAX_SIDE for side in sides):
        return None
    return Frame(rect.left, rect.bottom, rect.right, rect.top, rotation)
