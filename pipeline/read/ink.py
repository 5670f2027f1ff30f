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


def has_colour(picture: Image.Image) -> bool:
    """Whether an RGB picture holds coloured ink: a stamp, a signature, a coloured title."""
    small = picture.resize((max(picture.width // REDUCED, 1), max(picture.height // REDUCED, 1)), Image.Resampling.NEAREST)
    values = np.asarray(small, dtype=np.int16)
    return float((values.max(axis=2) - values.min(axis=2) > COLOURED).mean()) > INK
