"""How far a scanned page is tilted, from the sharpness of its rows of ink."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

MAX_ANGLE = 6.0  # degrees
SAMPLE = 60_000  # dark pixels looked at
SIDE = 1000  # pixels: the picture is looked at in about this size
LEAST_INK = 400  # dark pixels: with fewer there is no text to straighten


def skew_of(picture: Image.Image) -> float:
    """Angle in degrees by which a grey picture must be turned counter-clockwise to stand straight; 0.0 when it cannot be told."""
    scale = SIDE / max(picture.size)
    small = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.BOX)
    grey = np.asarray(small, dtype=np.uint8)
    rows, columns = np.nonzero(grey < min(160, int(grey.mean()) - 20))
    if len(rows) < LEAST_INK:
        return 0.0
    step = max(len(rows) // SAMPLE, 1)
    ys, xs = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    rough = max(np.arange(-MAX_ANGLE, MAX_ANGLE + 0.01, 0.5), key=lambda a: _sharpness(xs, ys, float(a)))
    fine = max(np.arange(rough - 0.5, rough + 0.51, 0.1), key=lambda a: _sharpness(xs, ys, float(a)))
    return float(fine) if abs(fine) >= 0.15 else 0.0


def _sharpness(xs: np.ndarray, ys: np.ndarray, angle: float) -> float:
    """Contrast between rows once the ink is turned by `angle` degrees."""
    turned = ys - xs * math.tan(math.radians(angle))
    counts = np.bincount((turned - turned.min()).astype(np.int64))
    return float(np.square(np.diff(counts)).sum())
