"""Annotations that show words on the page (stamps, text boxes, filled form fields), drawn into it so that they are read with the rest."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

SHOWN = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET})
UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
MOST = 500  # annotations of a page that are looked at


def draw_annotations(page: Any) -> bool:
    """Draw the annotations of a loaded page that show words into it; whether there were any: the page is then to be loaded again.

    Others (links, notes, marks) are taken off first. The file itself is not changed.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if not 0 < count <= MOST:
        return False
    others = [index for index in range(count) if not _shows_words(page, index)]
    if len(others) == count:
        return False
    for index in reversed(others):
        pdfium.FPDFPage_RemoveAnnot(page, index)
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _shows_words(page: Any, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    try:
        return pdfium.FPDFAnnot_GetSubtype(annotation) in SHOWN and not pdfium.FPDFAnnot_GetFlags(annotation) & UNSEEN
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
