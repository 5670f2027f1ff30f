"""Pictures of passages: the part of the page around the words, the words marked, private people's names under a bar."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from pipeline.records.source import Box, Document, Page, Passage
from pipeline.records.words import sides_between
from pipeline.report.privacy import Discretion

Pictures = Callable[[str, int, tuple[Box, ...]], bytes | None]
MARK = (255, 225, 90)
EDGE = (150, 95, 0)
AROUND = 64.0  # points of the page shown above and below the passage
BESIDE = 40.0  # points left and right of it
LEAST_HEIGHT, LEAST_WIDTH = 190.0, 340.0  # points: less gives no idea of the page
BAR_MARGIN = 1.0  # points
CLEAR = 3.0  # points of white left between the words and an edge that was moved
GUTTER = 9.0  # points of white between two columns; words of a line stand closer
KEPT_PAGES = 4  # drawn pages kept while passages of them are cut out
QUALITY, METHOD = 60, 2  # WebP; method 4 gives 2 % smaller files for twice the time (demo pages)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be shown. `name` follows from the content; `width`, `height` in pixels, `points` its width on the page."""

    name: str
    image: bytes
    width: int
    height: int
    points: float


class Album:
    """The pictures a report needs, each cut once. `pictures(sha256, page from 1, boxes)` draws a page, in any form that Pillow reads, or
    gives None.

    A page that was not read is not published: nobody could tell which names it shows.
    """

    def __init__(self, pictures: Pictures, documents: Iterable[Document], discretion: Discretion) -> None:
        self._pictures = pictures
        self._pages: Mapping[tuple[str, int], Page] = {(d.sha256, p.number): p for d in documents for p in d.pages}
        self._discretion = discretion
        self._drawn: OrderedDict[tuple[str, int], Image.Image | None] = OrderedDict()
        self._names: dict[tuple[str, int, tuple[Box, ...]], str | None] = {}
        self.pictures: dict[str, Picture] = {}

    def key(self, passage: Passage) -> str | None:
        """Name of the picture of the passage's first page, made when first asked for; None when it cannot be drawn."""
        first = passage.evidence[0]
        boxes = tuple(box for e in passage.evidence if e.page == first.page for box in e.boxes)
        wanted = (first.document, first.page, boxes)
        if wanted not in self._names:
            self._names[wanted] = self._cut(*wanted)
        return self._names[wanted]

    def _cut(self, document: str, number: int, boxes: tuple[Box, ...]) -> str | None:
        page = self._pages.get((document, number))
        drawn = self._page(document, number, page) if page else None
        if page is None or drawn is None:
            return None
        scale = drawn.width / page.width
        around = uncut(strip(page.width, page.height, boxes), boxes, page)
        part = drawn.crop((round(around.x0 * scale), round(around.top * scale), round(around.x1 * scale), round(around.bottom * scale)))
        out = io.BytesIO()
        _marked(part, boxes, scale, around).save(out, "WEBP", quality=QUALITY, method=METHOD)
        image = out.getvalue()
        name = f"{document[:8]}-p{number}-{hashlib.sha256(image).hexdigest()[:10]}.webp"
        self.pictures[name] = Picture(name, image, part.width, part.height, around.x1 - around.x0)
        return name

    def _page(self, document: str, number: int, page: Page) -> Image.Image | None:
        """The page as drawn, bars over what is not published; the last few are kept."""
        at = (document, number)
        if at in self._drawn:
            self._drawn.move_to_end(at)
            return self._drawn[at]
        image = self._pictures(document, number, ())
        drawn = Image.open(io.BytesIO(image)).convert("RGB") if image else None
        if drawn:
            _bar(drawn, self._discretion.boxes(page), drawn.width / page.width)
        self._drawn[at] = drawn
        if len(self._drawn) > KEPT_PAGES:
            self._drawn.popitem(last=False)
        return drawn


def strip(width: float, height: float, boxes: tuple[Box, ...]) -> Box:
    """The part of a page, in points, that shows `boxes` with something around them; the whole page without any."""
    if not boxes:
        return Box(0.0, 0.0, width, height)
    x0, x1 = _wide(min(b.x0 for b in boxes), max(b.x1 for b in boxes), BESIDE, LEAST_WIDTH, width)
    top, bottom = _wide(min(b.top for b in boxes), max(b.bottom for b in boxes), AROUND, LEAST_HEIGHT, height)
    return Box(x0, top, x1, bottom)


def uncut(around: Box, boxes: tuple[Box, ...], page: Page) -> Box:
    """A part of a page whose edges cut through no words: a line at the edge is shown whole, a neighbouring column whole or not at all."""
    words = [Box(*sides) for sides in sides_between(page.words, 0, len(page.text))]
    rows = [w for w in words if _crosses(w.top, around.top, w.bottom) or _crosses(w.top, around.bottom, w.bottom)]
    top, bottom = min([around.top, *(w.top for w in rows)]), max([around.bottom, *(w.bottom for w in rows)])
    beside = [(w.x0, w.x1) for w in words if w.top < bottom and w.bottom > top]
    left, right = min((b.x0 for b in boxes), default=around.x0), max((b.x1 for b in boxes), default=around.x1)
    mirrored = [(-x1, -x0) for x0, x1 in beside]
    return Box(-edge_beside(-around.x0, -left, 0.0, mirrored), top, edge_beside(around.x1, right, page.width, beside), bottom)


def edge_beside(edge: float, inner: float, border: float, words: Sequence[tuple[float, float]]) -> float:
    """The right edge of a crop: moved to the gutter before it where there is one behind the passage (`inner`), else out to where no word is
    cut, at most to the page's `border`."""
    back = edge
    while cut := [x0 for x0, x1 in words if _crosses(x0, back, x1)]:
        back = min(cut) - CLEAR
    if back > inner and back - max((x1 for _, x1 in words if x1 <= back), default=inner) >= GUTTER:
        return back
    while cut := [x1 for x0, x1 in words if _crosses(x0, edge, x1)]:
        edge = max(cut) + CLEAR
    return min(edge, border)


def _crosses(first: float, edge: float, last: float) -> bool:
    return first < edge < last


def _wide(first: float, last: float, margin: float, least: float, end: float) -> tuple[float, float]:
    """A stretch around `first`..`last`, at least `least` long, within 0..`end`."""
    first, last = first - margin, last + margin
    lacking = max(0.0, least - (last - first)) / 2
    first, last = first - lacking, last + lacking
    shift = max(0.0, -first) - max(0.0, last - end)
    return max(0.0, first + shift), min(end, last + shift)


def _bar(picture: Image.Image, boxes: tuple[Box, ...], scale: float) -> None:
    pen = ImageDraw.Draw(picture)
    for b in boxes:
        pen.rectangle(
            [v * scale for v in (b.x0 - BAR_MARGIN, b.top - BAR_MARGIN, b.x1 + BAR_MARGIN, b.bottom + BAR_MARGIN)], fill=(0, 0, 0)
        )


def _marked(picture: Image.Image, boxes: tuple[Box, ...], scale: float, around: Box) -> Image.Image:
    """The passage on a yellow ground that keeps the print legible, with an edge that is seen without colour too."""
    layer = Image.new("RGB", picture.size, (255, 255, 255))
    pen = ImageDraw.Draw(layer)
    for b in boxes:
        x0, x1 = b.x0 - around.x0 - 1.5, b.x1 - around.x0 + 1.5
        corners = [v * scale for v in (x0, b.top - around.top - 1.0, x1, b.bottom - around.top + 1.0)]
        pen.rectangle(corners, fill=MARK)
        pen.line([corners[0], corners[3], corners[2], corners[3]], fill=EDGE, width=max(1, round(scale)))
    return ImageChops.multiply(picture, layer)
