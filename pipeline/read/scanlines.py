"""Ruled lines of a scan: long straight runs of ink, so that its tables are cells like any other's."""

from __future__ import annotations

import numpy as np
from PIL import Image

from pipeline.read.printed import Printed, Rule

LONG = 0.55  # inches: a shorter run of ink is a letter or a stroke
DARK = 200  # a pixel darker than this is ink; thin grey lines of tables are hardly darker
COLOURED = 45  # difference between the strongest and the weakest primary of a coloured pixel
THICK = 0.03  # inches: runs this near are one line
MAX_LINES = 400  # more are a picture or noise
NEAR = 3.0  # points
BAND = 60.0  # points: no header is taller
GAP = 0.04  # inches of missing ink that a line may have


def scan_rules(picture: Image.Image, dpi: int, scale: float) -> tuple[Rule, ...]:
    """Lines of a straight RGB picture in points, coloured ones (frames of stamps) left out. `scale` is pixels for one point."""
    red, green, blue = (np.asarray(band) for band in picture.split())
    strongest = np.maximum(np.maximum(red, green), blue)
    weakest = np.minimum(np.minimum(red, green), blue)
    ink = (strongest < DARK) & (strongest - weakest < COLOURED)
    level = _runs(ink, dpi)
    upright = _runs(ink.T, dpi)
    if len(level) > MAX_LINES or len(upright) > MAX_LINES:
        return ()
    rules = [Rule(a / scale, at / scale, b / scale, at / scale) for at, a, b in level]
    return tuple(rules + [Rule(at / scale, a / scale, at / scale, b / scale) for at, a, b in upright])


def _runs(ink: np.ndarray, dpi: int) -> list[tuple[float, float, float]]:
    """(position, start, end) in pixels of long runs of ink along the rows, runs of neighbouring rows joined."""
    near = max(round(THICK * dpi), 2)
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]  # a line that is a little tilted goes on in the next row
    length = round(LONG * dpi)
    counts = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    if counts.shape[1] <= length:
        return []
    full = counts[:, length:] - counts[:, :-length] >= length - round(GAP * dpi)
    found: list[list[float]] = []  # first row, last row, start, end
    for row in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(full[row].astype(np.int8), 1)))
        for start, end in zip(edges[::2], edges[1::2] + length - 1, strict=True):
            home = next((f for f in reversed(found[-60:]) if row - f[1] <= near and start <= f[3] + near and end >= f[2] - near), None)
            if home is None:
                found.append([float(row), float(row), float(start), float(end)])
            else:
                home[1], home[2], home[3] = float(row), min(home[2], float(start)), max(home[3], float(end))
    thin = [f for f in found if f[1] - f[0] <= 3 * near]  # a thicker thing is a band or a picture
    return [((top + bottom) / 2, start, end) for top, bottom, start, end in thin]


def reached(rules: tuple[Rule, ...], words: list[Printed]) -> tuple[Rule, ...]:
    """The lines, upright ones carried on through the coloured band of a header, where they are not seen, up to the next level line.

    Only where no word stands across, and words stand well apart on both sides.
    """
    level = sorted((r for r in rules if r.top == r.bottom), key=lambda r: r.top)
    found: list[Rule] = []
    for rule in rules:
        if rule.x0 != rule.x1:
            found.append(rule)
            continue
        over = [r.top for r in level if r.x0 - NEAR <= rule.x0 <= r.x1 + NEAR and r.top < rule.top - NEAR]
        band = [w for w in words if over and over[-1] < (w.top + w.bottom) / 2 < rule.top + NEAR]
        left, right = [w for w in band if w.x1 <= rule.x0 + NEAR], [w for w in band if w.x0 >= rule.x0 - NEAR]
        apart = left and right and min(w.x0 for w in right) - max(w.x1 for w in left) > band[0].size / 2
        low = over and rule.top - over[-1] < BAND
        found.append(rule._replace(top=over[-1]) if apart and low and len(left) + len(right) == len(band) else rule)
    return tuple(found)
