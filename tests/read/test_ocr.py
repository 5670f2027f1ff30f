"""Scans: read page by page where Tesseract is there, told as unread where it is not."""

from __future__ import annotations

import difflib
import functools
import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image, ImageDraw

from pipeline.read import ReadResult, ReadSettings
from pipeline.read.ink import flatten
from pipeline.read.ocr import missing
from pipeline.read.printed import Tilt
from pipeline.read.quality import quality_of
from pipeline.read.skew import skew_of
from pipeline.records.folding import folded_words
from pipeline.records.source import Box, Page
from tests.read.invariants import check_document
from tests.read.typeset import PAGE, body, read_bytes

needs_ocr = pytest.mark.skipif(missing(ReadSettings()) is not None, reason=f"needs Tesseract ({missing(ReadSettings())})")
DPI = 200
SENTENCES = (
    "Le conseil municipal décide d'attribuer une subvention de 1 200 € à l'association des jardins partagés de Brévonne.",
    "La commission propose de planter huit cents mètres de haies le long du chemin des Aulnes avant la fin de l'année.",
    "Les membres présents approuvent la convention avec la coopérative d'habitants et autorisent madame la maire à la signer.",
)
TEXT = " ".join(SENTENCES * 5)


@functools.cache
def scan(source: str, *, tilt: float = 0.0, stamp: bool = False, turn: int = 0) -> bytes:
    """A page set with Typst, as a scan: a picture in a PDF, tilted by `tilt` degrees, with a blue stamp over its text or turned."""
    png = typst.compile((PAGE + source).encode(), format="png", ppi=DPI)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if stamp:
        layer = Image.new("RGB", picture.size, "white")
        pen = ImageDraw.Draw(layer)
        pen.ellipse((1000, 150, 1330, 480), outline=(90, 90, 235), width=7)
        pen.ellipse((1040, 190, 1290, 440), outline=(90, 90, 235), width=4)
        picture = Image.fromarray(np.minimum(np.asarray(picture), np.asarray(layer)))
    picture = picture.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor="white").rotate(turn, expand=True)
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=DPI)
    return out.getvalue()


def recall(expected: str, found: str) -> float:
    """Share of the expected words found in order."""
    a, b = folded_words(expected), folded_words(found)
    return sum(m.size for m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()) / len(a)


def read_scan(content: bytes) -> ReadResult:
    return read_bytes(content, ReadSettings())


def test_without_ocr_a_scan_is_told_as_unread() -> None:
    result = read_bytes(scan(TEXT), ReadSettings(ocr="never"))
    assert result.document is None
    (issue,) = result.issues
    assert (issue.code, issue.unread) == ("unread-scan", True)
    lack = missing(ReadSettings(ocr="never"))
    assert lack is not None and issue.remedy == lack.remedy


def test_a_missing_language_is_the_reason() -> None:
    lack = missing(ReadSettings(ocr_language="zzz"))
    assert lack is not None
    assert ("zzz" in lack.why and "TESSDATA_PREFIX" in lack.remedy) or (lack.why.startswith("tesserocr") and ".[ocr]" in lack.remedy)


@needs_ocr
@pytest.mark.parametrize(
    ("tilt", "stamp", "turn"),
    [(0.0, False, 0), (2.0, True, 0), (-1.3, False, 0), (0.0, False, 180), (0.8, False, 90)],
    ids=["straight", "tilted with a stamp", "tilted the other way", "on its head", "on its side"],
)
def test_words_of_a_scan(tilt: float, stamp: bool, turn: int) -> None:
    result = read_scan(scan(TEXT, tilt=tilt, stamp=stamp, turn=turn))
    assert result.document is not None
    check_document(result.document)
    assert recall(TEXT, body(result.document)) >= 0.95
    page = result.document.pages[0]
    assert page.by_ocr
    assert page.engine == "tesseract"
    assert (page.confidence or 0) > 0.8
    assert [i.code for i in result.issues] == ["read-by-ocr"]


@needs_ocr
def test_a_stamp_in_blue_on_a_scan_is_read_and_kept_apart() -> None:
    lines = ("Envoyé en préfecture le 12/03/2024", "Reçu en préfecture le 13/03/2024", "ID : 095-200000174-20240308-032024-DE")
    stamp = f"#place(top + right, dy: -1cm, box(stroke: blue, inset: 6pt, text(fill: blue, size: 9pt)[{' #linebreak() '.join(lines)}]))"
    result = read_scan(scan(f"{stamp}#v(2cm){SENTENCES[0]}"))
    assert result.document is not None
    page = result.document.pages[0]
    (found,) = page.stamps
    assert found.transmission_id == "095-200000174-20240308-032024-DE"
    assert "ID" not in page.text[: page.body_end]
    assert recall(SENTENCES[0], page.text[: page.body_end]) == 1.0


@needs_ocr
def test_boxes_lie_on_the_page_as_it_is_in_the_file() -> None:
    straight = read_scan(scan(TEXT)).document
    tilted = read_scan(scan(TEXT, tilt=2.0)).document
    assert straight is not None
    assert tilted is not None
    angle = Tilt(-2.0, 0, 595.3, 841.9)
    for word in ("subvention", "Brévonne."):
        a, b = place(straight.pages[0], word), place(tilted.pages[0], word)
        expected = angle.back(a)
        assert abs(expected.x0 - b.x0) < 4
        assert abs(expected.top - b.top) < 4


def place(page: Page, printed: str) -> Box:
    return next(w.box for w in page.words if w.printed == printed)


@needs_ocr
def test_a_title_on_a_grey_band_is_read() -> None:
    band = "#block(fill: luma(130), inset: 4pt, width: 100%)[#strong[Tarifs publics locaux] #text(white)[#strong[Finances communales]]]"
    result = read_scan(scan(f"{TEXT}\n\n{band}\n\n{TEXT}"))
    assert result.document is not None
    assert "Tarifs publics locaux Finances communales" in " ".join(body(result.document).split())


@needs_ocr
def test_a_page_is_read_once_and_kept(tmp_path: Path) -> None:
    settings = ReadSettings(ocr_cache=tmp_path / "ocr")
    first = read_bytes(scan(SENTENCES[0]), settings)
    (kept,) = (tmp_path / "ocr").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("subvention", "gratification"), "utf-8")
    read_bytes.cache_clear()
    again = read_bytes(scan(SENTENCES[0]), settings)
    assert first.document is not None
    assert again.document is not None
    assert "subvention" in body(first.document)
    assert "gratification" in body(again.document)
    kept.write_text("{", "utf-8")
    read_bytes.cache_clear()
    anew = read_bytes(scan(SENTENCES[0]), settings)
    assert anew.document == first.document


@needs_ocr
def test_only_the_pages_that_need_it_are_read_by_ocr() -> None:
    source = f'{TEXT}\n#pagebreak()\n#place(top + left, dx: -2cm, dy: -2cm, image("scan.png", width: 21cm))'
    with tempfile.TemporaryDirectory() as folder:
        png = typst.compile((PAGE + SENTENCES[1] * 6).encode(), format="png", ppi=DPI)
        (Path(folder) / "scan.png").write_bytes(png)
        (Path(folder) / "source.typ").write_text(PAGE + source, "utf-8")
        content = typst.compile(Path(folder) / "source.typ")
    document = read_scan(content).document
    assert document is not None
    assert [page.engine for page in document.pages] == ["pdfium", "tesseract"]


@needs_ocr
@pytest.mark.parametrize("tilt", [0.0, 1.5])
def test_a_ruled_table_of_a_scan_keeps_its_cells(tilt: float) -> None:
    cells = "[Objet], [Entretien des chemins et des haies], [Rapporteur], [Madame la maire], [Montant], [12 000 euros]"
    result = read_scan(scan(f"{SENTENCES[0]}\n\n#table(columns: (120pt, 240pt), inset: 7pt, {cells})\n\n{TEXT}", tilt=tilt))
    assert result.document is not None
    (table,) = [b for b in result.document.pages[0].blocks if b.cells]
    text = result.document.pages[0].text
    assert text[table.start : table.end].split("\n") == [
        "Objet\tEntretien des chemins et des haies",
        "Rapporteur\tMadame la maire",
        "Montant\t12 000 euros",
    ]


PROJECTS = [
    ["Projet", "Montant HT", "Financeur", "Année"],
    ["Entretien des chemins ruraux", "18 450,00 €", "Département", "2024"],
    ["Réfection de la toiture de l'école", "42 000,00 €", "Région", "2025"],
    ["Achat de matériel de jardinage partagé", "3 200,00 €", "Commune", "2024"],
    ["Création d'un atelier de vélos", "12 750,50 €", "Mécénat", "2026"],
]


@needs_ocr
@pytest.mark.parametrize(("stroke", "ground"), [("0.5pt", 'rgb("#336699")'), ("none", "luma(210)")], ids=["ruled, dark header", "unruled"])
def test_a_table_of_projects_on_a_scan_keeps_its_rows_and_header(stroke: str, ground: str) -> None:
    head = ", ".join(f"table.cell(fill: {ground})[*{text}*]" for text in PROJECTS[0])
    rows = ", ".join(f"[{text}]" for row in PROJECTS[1:] for text in row)
    table = f"#table(columns: (1fr, 80pt, 80pt, 45pt), inset: 5pt, stroke: {stroke}, {head}, {rows})"
    result = read_scan(scan(f"{SENTENCES[0]}\n\n{table}\n\n{SENTENCES[1]}", tilt=1.2))
    assert result.document is not None
    (found,) = [b for b in result.document.pages[0].blocks if b.cells]
    assert result.document.pages[0].text[found.start : found.end].split("\n") == ["\t".join(row) for row in PROJECTS]


@pytest.mark.parametrize("angle", [-4.0, -1.5, 0.0, 0.7, 3.0])
def test_tilt_is_measured(angle: float) -> None:
    png = typst.compile((PAGE + TEXT).encode(), format="png", ppi=100)
    picture = Image.open(io.BytesIO(png)).convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(skew_of(picture) + angle) <= 0.25


def test_an_empty_page_has_no_tilt() -> None:
    assert skew_of(Image.new("L", (800, 1100), 255)) == 0.0


def test_a_page_without_bands_is_left_alone() -> None:
    picture = Image.open(io.BytesIO(typst.compile((PAGE + TEXT).encode(), format="png", ppi=100))).convert("L")
    assert flatten(picture) is picture


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_way_back_keeps_the_page(turn: int) -> None:
    width, height = (842.0, 595.0) if turn in (90, 270) else (595.0, 842.0)
    box = Tilt(0.0, turn, width, height).back(Box(10, 20, 40, 30))
    assert 0 <= box.x0 < box.x1 <= 595
    assert 0 <= box.top < box.bottom <= 842


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (TEXT, True),
        ("Article 3 : le budget de l'opération est fixé à 12 000 € et sera inscrit au chapitre 65 du budget de la commune", True),
        ("Mc r)n ;i|. t1 rn ;l1 iu q§ 'rlt _cn° ii^ lli 1t r,n tlt ;i ;; »r i1 |t nl m1 rr", False),
        ("Âê ×ñðß ÊË ÌÍ ØÙÚ ÛÜ ßàá ðñò ×Ø ÐÑ ÒÓÔ ÊË ÌÍÎ ÏÐÑ ÒÓÔ ÕÖ×", False),
    ],
    ids=["prose", "article", "poor OCR", "broken font"],
)
def test_quality_tells_french_from_noise(text: str, good: bool) -> None:
    assert (quality_of(text.split()) >= 0.5) is good
