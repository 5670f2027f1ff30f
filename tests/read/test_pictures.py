"""Pictures of pages: the passage marked for readers, the layout drawn for people who debug."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.read import read_document
from pipeline.read.boxes import draw_boxes
from pipeline.read.picture import page_picture
from pipeline.read.sheets import Unreadable
from pipeline.records.source import line_boxes
from tests.read.typeset import SHA, pdf

SOURCE = "= Titre\n\nUn passage à marquer.\n\nUn autre texte.\n\n#table(columns: 2, [a], [b])"


def written(folder: Path) -> Path:
    path = folder / "page.pdf"
    path.write_bytes(pdf(SOURCE))
    return path


def test_the_passage_is_marked_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path)
    document = read_document(path, path.name, SHA).document
    assert document is not None
    page = document.pages[0]
    start = page.text.index("passage")
    boxes = line_boxes(page, start, start + len("passage"))
    plain = np.asarray(Image.open(io.BytesIO(page_picture(path, 1, (), dpi=72))).convert("RGB"), dtype=int)
    marked = np.asarray(Image.open(io.BytesIO(page_picture(path, 1, boxes, dpi=72))).convert("RGB"), dtype=int)
    rows, columns = np.nonzero(np.abs(plain - marked).sum(axis=2) > 120)
    (box,) = boxes
    assert len(rows) > 50
    assert abs(rows.min() - box.top) < 6
    assert abs(rows.max() - box.bottom) < 6
    assert abs(columns.min() - box.x0) < 6
    assert abs(columns.max() - box.x1) < 6


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no page 7"):
        page_picture(written(tmp_path), 7, ())


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"<html>")
    with pytest.raises(Unreadable, match="no PDF"):
        page_picture(path, 1, ())


def test_boxes_of_all_kinds_are_drawn(tmp_path: Path) -> None:
    path = written(tmp_path)
    document = read_document(path, path.name, SHA).document
    assert document is not None
    picture = draw_boxes(path, document.pages[0], dpi=72)
    colours = {colour for _, colour in picture.getcolors(1 << 24) or ()}
    assert {(200, 30, 30), (30, 90, 200), (150, 60, 180)} <= colours
