"""Scans made easier to read: stamps in colour fade, and text on grey or coloured bands, dark or light, becomes dark on white."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageFilter

PAPER = 215  # a pixel darker than this is no bare paper
FILLED = 0.62  # share of such pixels around a place in a band (in bold text on paper: up to .45)
REDUCED = 4  # the surroundings are looked at in a picture this many times smaller
AROUND = 3  # pixels of the smaller picture to each side, about 3 mm in all at 200 dpi
GAIN = 3.0  # how much a difference from the band is strengthened
COLOURED = 70  # difference between the strongest and the weakest primary of a coloured pixel
INK = 0.002  # share of coloured pixels from which a page has coloured ink
TILE = 40  # pixels: places of colour are found in tiles of this side
NEAR_TILES = 2  # tiles this near belong to one place
LEAST = 0.0003  # share of the page's pixels that a place of colour has, at least
STAIN = 25  # a difference below this is grain


def flatten(grey: Image.Image) -> Image.Image:
    """A grey picture in which what differs from a dark or grey band is black and the band itself white; the rest is untouched."""
    size = (max(grey.width // REDUCED, 1), max(grey.height // REDUCED, 1))
    values = np.asarray(grey)
    dark = Image.fromarray(np.where(values < PAPER, 255, 0).astype(np.uint8)).resize(size, Image.Resampling.BOX)
    filled = np.asarray(dark.filter(ImageFilter.BoxBlur(AROUND))) > 255 * FILLED
    if not filled.any():
        return grey
    around = grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(2 * AROUND + 1))
    band = np.asarray(Image.fromarray(filled).resize(grey.size, Image.Resampling.NEAREST))
    ground = np.asarray(around.resize(grey.size, Image.Resampling.BILINEAR), dtype=np.int16)
    difference = np.abs(values.astype(np.int16) - ground)
    on_band = np.clip(255 - GAIN * np.maximum(difference - STAIN, 0), 0, 255)
    return Image.fromarray(np.where(band, on_band, values).astype(np.uint8))


def colourless(picture: Image.Image) -> Image.Image:
    """Grey picture of an RGB one in which each pixel is as light as its strongest primary: black stays, blue and red ink fade."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def coloured_places(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    """Where an RGB picture holds coloured ink (a stamp, a signature, a coloured title): boxes in pixels with some paper around.

    [] when there is hardly any; the whole picture when there is colour over half of it.
    """
    small = picture.resize((max(picture.width // REDUCED, 1), max(picture.height // REDUCED, 1)), Image.Resampling.NEAREST)
    values = np.asarray(small, dtype=np.int16)
    coloured = values.max(axis=2) - values.min(axis=2) > COLOURED
    if float(coloured.mean()) <= INK:
        return []
    step = TILE // REDUCED
    tall, wide = -(-coloured.shape[0] // step), -(-coloured.shape[1] // step)
    padded = np.zeros((tall * step, wide * step), dtype=bool)
    padded[: coloured.shape[0], : coloured.shape[1]] = coloured
    counts = padded.reshape(tall, step, wide, step).sum(axis=(1, 3))
    boxes = [_around(group, picture.size) for group in _groups(counts) if sum(int(counts[t]) for t in group) > LEAST * coloured.size]
    if sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes) > picture.width * picture.height / 2:
        return [(0, 0, *picture.size)]
    return boxes


def _groups(counts: np.ndarray) -> list[list[tuple[int, int]]]:
    """Tiles with colour, those that touch each other or nearly so together."""
    left = {(int(r), int(c)) for r, c in zip(*np.nonzero(counts), strict=True)}
    groups: list[list[tuple[int, int]]] = []
    while left:
        group = [left.pop()]
        for row, column in group:
            near = [t for t in left if abs(t[0] - row) <= NEAR_TILES and abs(t[1] - column) <= NEAR_TILES]
            left.difference_update(near)
            group += near
        groups.append(group)
    return groups


def _around(tiles: list[tuple[int, int]], size: tuple[int, int]) -> tuple[int, int, int, int]:
    rows, columns = [t[0] for t in tiles], [t[1] for t in tiles]
    x0, y0 = (min(columns) - 1) * TILE, (min(rows) - 1) * TILE
    x1, y1 = (max(columns) + 2) * TILE, (max(rows) + 2) * TILE
    return max(x0, 0), max(y0, 0), min(x1, size[0]), min(y1, size[1])
