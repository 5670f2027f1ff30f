"""Pictures of passages: what part of the page is shown, where the mark and the bars are, when there is none."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pipeline.records.source import Box
from pipeline.report.album import MARK, Album, edge_beside, strip
from pipeline.report.privacy import discretion_of
from tests import factories as make

PAGE = (595.0, 842.0)


@pytest.mark.parametrize(
    ("boxes", "shown"),
    [
        ((), Box(0, 0, 595, 842)),  # no place known: the whole page
        ((Box(60, 400, 535, 412),), Box(20, 311, 575, 501)),  # a full line: the width, and a strip high enough to place it
        ((Box(60, 2, 200, 14),), Box(0, 0, 340, 190)),  # at the corner: shifted inside the page, no less of it
        ((Box(500, 830, 590, 840),), Box(255, 652, 595, 842)),  # at the other one
        ((Box(50, 20, 540, 30), Box(50, 800, 540, 810)), Box(10, 0, 580, 842)),  # a page long
    ],
)
def test_part_of_the_page(boxes: tuple[Box, ...], shown: Box) -> None:
    found = strip(*PAGE, boxes)
    assert [round(v) for v in (found.x0, found.top, found.x1, found.bottom)] == [shown.x0, shown.top, shown.x1, shown.bottom]


@pytest.mark.parametrize(
    ("edge", "inner", "words", "found"),
    [
        (400.0, 250.0, [(60.0, 240.0)], 400.0),  # nothing is cut
        (325.0, 240.0, [(60.0, 245.0), (300.0, 340.0)], 297.0),  # a column that only begins: out of the picture
        (325.0, 100.0, [(60.0, 200.0), (205.0, 340.0)], 343.0),  # the passage's own line: to its end
        (325.0, 320.0, [(60.0, 320.0), (322.0, 500.0), (310.0, 420.0)], 503.0),  # no gutter: all of it
        (590.0, 100.0, [(60.0, 700.0)], 595.0),  # never beyond the page
    ],
)
def test_the_edge_of_a_picture_cuts_no_word(edge: float, inner: float, words: list[tuple[float, float]], found: float) -> None:
    assert edge_beside(edge, inner, 595.0, words) == found


def white(document: str, page: int, boxes: tuple[Box, ...]) -> bytes:
    assert boxes == (), "the album marks passages itself, so that a page is drawn once"
    out = io.BytesIO()
    Image.new("RGB", (1190, 1684), "white").save(out, "WEBP", lossless=True)
    return out.getvalue()


def test_passage_is_marked_and_private_names_are_barred() -> None:
    source = make.document("DÉCIDE une aide\nà Mme Zoé Quillard de 500 euros")
    album = Album(white, [source], discretion_of([source]))
    name = album.key(make.passage(source, "DÉCIDE une aide"))
    assert name
    assert album.key(make.passage(source, "DÉCIDE une aide")) == name, "each picture is cut once"
    picture = Image.open(io.BytesIO(album.pictures[name].image)).convert("RGB")
    around = strip(595.25, 842.0, make.passage(source, "DÉCIDE une aide").evidence[0].boxes)

    def pixel(word: str) -> tuple[int, ...]:
        box = make.passage(source, word).evidence[0].boxes[0]
        at = (round(((box.x0 + box.x1) / 2 - around.x0) * 1190 / 595.25), round(((box.top + box.bottom) / 2 - around.top) * 1190 / 595.25))
        return picture.getpixel(at)

    assert max(abs(a - b) for a, b in zip(pixel("DÉCIDE"), MARK, strict=True)) < 30
    assert max(pixel("Quillard")) < 40
    assert min(pixel("euros")) > 220


def test_a_page_that_was_not_read_is_not_published() -> None:
    read, unread = make.document("Créer un lieu"), make.document("Ouvrir une ligne", doc="actes/autre.pdf")
    album = Album(white, [read], discretion_of([read]))
    assert album.key(make.passage(unread, "Ouvrir une ligne")) is None
    assert album.pictures == {}
