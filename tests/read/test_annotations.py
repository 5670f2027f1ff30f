"""Stamps and comments put on a page as annotations are words of the page; links, notes and hidden ones are not."""

from __future__ import annotations

import pytest

from tests.read import hostile
from tests.read.invariants import check_document
from tests.read.typeset import read_bytes

PAGE = b"/MediaBox [0 0 595 842] /Annots [10 0 R]"
FONT = b"/Resources << /Font << /F1 5 0 R >> >>"
LINES = (b"Envoye en prefecture le 12/03/2024", b"Recu en prefecture le 13/03/2024", b"ID : 095-200000174-20240308-032024-DE")


def annotated(subtype: bytes, lines: tuple[bytes, ...], *, flags: int = 4) -> bytes:
    """A page with one annotation at its top right, drawn by an appearance of its own."""
    shown = b" ".join(b"BT /F1 8 Tf 4 %d Td (%s) Tj ET" % (44 - 12 * i, line) for i, line in enumerate(lines))
    annotation = b"<< /Type /Annot /Subtype /%s /Rect [360 760 580 820] /F %d /Contents (aside) /AP << /N 11 0 R >> >>" % (subtype, flags)
    appearance = hostile.stream(shown, b"/Type /XObject /Subtype /Form /BBox [0 0 220 60] " + FONT)
    return hostile.one_page(page=PAGE, extra={10: annotation, 11: appearance})


@pytest.mark.parametrize("subtype", [b"Stamp", b"FreeText"])
def test_a_stamp_drawn_as_an_annotation_is_read(subtype: bytes) -> None:
    document = read_bytes(annotated(subtype, LINES)).document
    assert document is not None
    check_document(document)
    page = document.pages[0]
    (stamp,) = page.stamps
    assert stamp.transmission_id == "095-200000174-20240308-032024-DE"
    assert page.text[: page.body_end] == "La commune plante des haies avec les habitants du village."
    word = next(w for w in page.words if w.printed == "Envoye")
    assert 360 < word.box.x0 < 370
    assert 30 < word.box.top < 42


@pytest.mark.parametrize(
    ("subtype", "flags"), [(b"Text", 4), (b"Link", 4), (b"Popup", 4), (b"Stamp", 2)], ids=["note", "link", "popup", "hidden"]
)
def test_other_annotations_are_no_words(subtype: bytes, flags: int) -> None:
    document = read_bytes(annotated(subtype, LINES, flags=flags)).document
    assert document is not None
    assert document.pages[0].text == "La commune plante des haies avec les habitants du village."
