"""Text of a document stays text, whatever it holds; private people stay unnamed in every file that is written."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.records.past import Added, Cause, Month, Past
from pipeline.records.source import Box
from pipeline.records.territory import Sighting
from pipeline.records.verdict import Status
from pipeline.report import Known, write_report
from tests import factories as make

EVIL = (
    '<script>alert(1)</script> =HYPERLINK("http://mal.example") \u202etset\u202c </style></blockquote> {{ 7*7 }} ${x} #import "x" \'a\' & b'
)
PRIVATE = "Mme Zoé Quillard-Sanois"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = make.document(f"Créer un lieu {EVIL}\nRéunir {PRIVATE} et jo@exemple.fr", doc="plans/<b>plan</b>.pdf")
    act = make.document(
        f"Présents : M. Paul RAVENEL\nObjet : {EVIL}\nATTRIBUE 1 200 € à {PRIVATE} ({EVIL})", doc="actes/'\"><img src=x>.pdf"
    )
    measure = make.measure(plan, f"Créer un lieu {EVIL}", number="=1+1", steps=[f"Réunir {PRIVATE} et jo@exemple.fr"], owner=PRIVATE)
    answer = make.act(
        act,
        f"Objet : {EVIL}",
        operative=f"ATTRIBUE 1 200 € à {PRIVATE} ({EVIL})",
        amounts=[("1 200 €", 120_000)],
        number="@SUM(A1)",
        beneficiaries=[PRIVATE],
    )
    spare = make.act(act, f"Objet : {EVIL}", operative=f"ATTRIBUE 1 200 € à {PRIVATE} ({EVIL})", number=EVIL, id="a-spare")
    results = make.results(
        [plan],
        [act],
        measures=(measure,),
        acts=(answer, spare),
        links=(make.link(measure, answer),),
        verdicts=(make.verdict(measure, answer, statement=f"Adoptée : {EVIL} pour {PRIVATE}"),),
        territory=make.territory(name=f"Commune {EVIL}"),
    )
    seen = Sighting(f'https://mal.example/"><script>alert(1)</script>?{PRIVATE}', f"{EVIL} {PRIVATE}", EVIL, make.RUN.started)
    results = replace(results, files=tuple(replace(f, sightings=(seen,)) for f in results.files))
    cause = Cause("act found", f"{EVIL} {PRIVATE}", date(2024, 1, 1))
    past = [Past(measure.id, Status.UNSURE, Status.FUNDED, make.RUN.started.date(), (cause, Cause("review", EVIL)))]
    known = Known((Added("a-spare", measure.id, 0.9),), (Month(date(2024, 1, 1), 1),))
    return write_report(results, tmp_path_factory.mktemp("hostile"), picture, past=past, known=known).parent


def picture(document: str, page: int, boxes: tuple[Box, ...]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (595, 842), "white").save(out, "WEBP", lossless=True)
    return out.getvalue()


def texts(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.suffix in {".html", ".csv", ".json", ".md", ".atom", ".txt"}]


def test_markup_of_a_document_is_never_markup_of_the_page(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "alert(1)" in text or path.name in {"methode.html"} or path.parent.name != "mesures"
        assert "<script>alert" not in text
        assert "<img src=x>" not in text
        assert "<b>plan</b>" not in text


def test_what_stands_beside_the_measures_is_shown_as_text(folder: Path) -> None:
    shown = {name: (folder / name).read_text("utf-8") for name in ("ajouts.html", "changements.html", "corpus.html")}
    assert all("&lt;script&gt;alert(1)" in text and "[U+202E]" in text for text in shown.values())
    assert 'href="https://mal' not in shown["corpus.html"], "a name that is masked stands in the address"


def test_no_sign_turns_a_text_around(folder: Path) -> None:
    for path in texts(folder):
        assert "\u202e" not in path.read_text("utf-8"), path.name


def test_templates_do_not_run_what_documents_say(folder: Path) -> None:
    page = next((folder / "mesures").glob("*.html")).read_text("utf-8")
    assert "{{ 7*7 }}" in page
    assert "[U+202E]" in page


def test_markdown_and_tables_hold_no_markup_and_no_formula(folder: Path) -> None:
    assert "<script>" not in (folder / "rapport.md").read_text("utf-8")
    rows = list(csv.reader(io.StringIO((folder / "mesures.csv").read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert any(cell == "'=1+1" for row in rows for cell in row)


def test_feed_and_letters_are_well_formed(folder: Path) -> None:
    ET.fromstring((folder / "changements.atom").read_bytes())
    letters = list((folder / "courriers").glob("*.odt"))
    assert letters
    for path in letters:
        with zipfile.ZipFile(path) as archive:
            words = "".join(ET.fromstring(archive.read("content.xml")).itertext())
        assert "\u202e" not in words
        assert "Quillard" not in words


def test_pdf_prints_hostile_text_as_text(folder: Path) -> None:
    with pdfium.PdfDocument(folder / "rapport.pdf") as document:
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
    squeezed = "".join(words.split())
    assert "<script>alert(1)</script>" in squeezed
    assert "{{7*7}}" in squeezed
    assert "Quillard" not in squeezed


def test_private_people_are_named_nowhere(folder: Path) -> None:
    for path in texts(folder):
        text = path.read_text("utf-8")
        assert "Quillard" not in text, path.name
        assert "jo@exemple.fr" not in text, path.name
    assert "[nom masqué]" in (folder / "rapport-complet.html").read_text("utf-8")


def test_pictures_have_bars_over_private_names(folder: Path) -> None:
    images = [Image.open(p).convert("L") for p in (folder / "images").glob("*.webp")]
    assert images
    assert any(image.getextrema()[0] < 20 for image in images), "a bar is black on the white page of this test"
