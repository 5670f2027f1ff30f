"""The demo report: complete, traceable, self-contained, light."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.records.run import MISREAD_PLAN, Issue
from pipeline.records.verdict import Status
from pipeline.report import write_report
from pipeline.report.french import harmless
from pipeline.report.privacy import discretion_of
from pipeline.report.wording import STATUS
from tests.report.demo import demo_pictures, demo_results
from tests.report.markup import Element, elements

LIMIT = 300_000  # bytes of a page without its pictures


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def read(path: Path) -> list[Element]:
    return elements(path.read_text("utf-8"))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def test_every_kind_of_page_is_there(demo_report: Path) -> None:
    names = {p.relative_to(demo_report).as_posix() for p in pages(demo_report)}
    assert {"index.html", "mesures.html", "mesures-par-statut.html", "mesures-par-somme.html", "corpus.html", "methode.html"} <= names
    assert {"ajouts.html", "changements.html"} <= names
    assert {f"mesures/m-{m.id}.html" for m in demo_results().measures} <= names


def test_pages_ask_no_other_host(demo_report: Path) -> None:
    for path in pages(demo_report):
        for element in read(path):
            for name in ("src", "href", "srcset", "action", "data", "poster"):
                value = element.attributes.get(name, "")
                if re.match(r"(?i)[a-z]+:|//", value) and not value.startswith("data:image/webp;base64,"):
                    assert element.tag == "a", (path.name, value)
                    assert "external" in element.attributes.get("rel", ""), value
            assert not any(name.startswith("on") for name in element.attributes), path
        text = path.read_text("utf-8")
        assert "url(" not in text
        assert "@import" not in text
    assert not re.search(r"url\(|@import|https?:", (demo_report / "assets" / "ecart.css").read_text("utf-8"))
    assert not re.search(r"https?:|fetch|XMLHttp", (demo_report / "assets" / "ecart.js").read_text("utf-8"))


def test_links_lead_somewhere(demo_report: Path) -> None:
    ids = {path: {e.attributes["id"] for e in read(path) if "id" in e.attributes} for path in pages(demo_report)}
    for path in pages(demo_report):
        for element in read(path):
            for name in ("href", "src"):
                value = element.attributes.get(name)
                if not value or re.match(r"(?i)[a-z]+:", value):
                    continue
                target, _, anchor = value.partition("#")
                found = (path.parent / target).resolve() if target else path
                assert found.is_file(), f"{path.name}: {value}"
                assert not anchor or anchor in ids[found], f"{path.name}: {value}"


def test_ids_are_unique_and_headings_in_order(demo_report: Path) -> None:
    for path in pages(demo_report):
        found = read(path)
        ids = [e.attributes["id"] for e in found if "id" in e.attributes]
        assert len(ids) == len(set(ids)), path.name
        levels = [int(e.tag[1]) for e in found if re.fullmatch(r"h[1-6]", e.tag)]
        assert levels.count(1) == 1, path.name
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), f"{path.name}: {levels}"
        assert next(e for e in found if e.tag == "html").attributes["lang"] == "fr"


def test_pictures_are_light_lazy_and_told_in_words(demo_report: Path) -> None:
    shown = [(path, e) for path in pages(demo_report) for e in read(path) if e.tag == "img"]
    assert len(shown) > 20
    for path, image in shown:
        assert image.attributes["loading"] == "lazy"
        assert len(image.attributes["alt"]) > 30
        assert image.attributes["width"].isdigit()
        if not image.attributes["src"].startswith("data:"):
            content = (path.parent / image.attributes["src"]).read_bytes()
            assert Image.open(io.BytesIO(content)).format == "WEBP"
    for path in pages(demo_report):
        if path.name != "rapport-complet.html":
            assert path.stat().st_size < LIMIT, path.name


def test_charts_have_names(demo_report: Path) -> None:
    charts = [e for path in pages(demo_report) for e in read(path) if e.tag == "svg"]
    assert charts
    assert all(e.attributes["role"] == "img" and e.attributes["aria-label"] for e in charts)


def test_every_status_of_the_demo_is_shown_in_words(demo_report: Path) -> None:
    text = (demo_report / "mesures.html").read_text("utf-8")
    for status in set(Status) - {Status.UNSURE}:
        assert STATUS[status].label in text


def stored_words(trace: str) -> str:
    """The words of a document's page, or the line of a table file, that a claim names as its proof."""
    sha, place, *span = trace.split(":")
    if not span:
        file = next(f for f in demo_results().files if f.sha256.startswith(sha))
        return file.path.read_text("utf-8").splitlines()[int(place) - 1]
    document = next(d for d in demo_results().documents if d.sha256.startswith(sha))
    return next(p for p in document.pages if p.number == int(place)).text[int(span[0]) : int(span[1])]


def test_every_claim_leads_to_a_stored_quote_that_stands_on_its_page(demo_report: Path) -> None:
    masked = discretion_of(demo_results().documents).text
    traced = 0
    for path in pages(demo_report):
        for element in read(path):
            trace = element.attributes.get("data-trace", "")
            if not trace:
                continue
            stored = stored_words(trace)
            quotes = re.findall(r"«\s(.*?)\s»", element.text, re.S)
            quote = squeezed("".join(quotes[:1]) if element.tag != "blockquote" else element.text[2:-2]).removesuffix("[…]")
            assert quote, element.text
            expected = squeezed(masked(harmless(stored)))
            assert quote.startswith(expected[: len(quote)]) or expected.startswith(quote[: len(expected)]), (quote, expected)
            traced += 1
    assert traced > 100


@pytest.mark.parametrize("name", ["index.html", "corpus.html", "methode.html", "rapport-complet.html"])
def test_absence_is_explained(name: str, demo_report: Path) -> None:
    text = (demo_report / name).read_text("utf-8")
    assert "ne veut jamais dire" in text
    assert "refusée" not in text.replace("Cela ne veut pas dire qu&#39;elle a été refusée", "")


def test_where_a_document_was_seen_stands_beside_it(demo_report: Path) -> None:
    text = re.sub(r"[\u00a0\u202f]", " ", (demo_report / "corpus.html").read_text("utf-8"))
    assert 'href="https://mairie.example/1.pdf" rel="noreferrer external">Délibération &lt;b&gt;1&lt;/b&gt;</a> (mairie.example)' in text
    assert "la première fois le 2 juin 2025, ce fichier pris le 2 juillet 2025" in text
    assert "n'y figure plus depuis le 2 août 2025" in text.replace("&#39;", "'")


def test_a_plan_that_may_have_been_misread_is_told_before_anything_else(tmp_path: Path, demo_report: Path) -> None:
    results = demo_results()
    plan = results.measures[0].document
    issue = Issue(MISREAD_PLAN, "message", "remedy", results.measures[0].doc, plan)
    written = write_report(replace(results, issues=(*results.issues, issue)), tmp_path, demo_pictures()).parent
    warning = squeezed("La lecture du plan « ")
    for name in ("index.html", "rapport-complet.html"):
        text = squeezed((written / name).read_text("utf-8"))
        assert 0 < text.index(warning) < text.index("<h2id")
        assert warning not in squeezed((demo_report / name).read_text("utf-8"))
    first = pdfium.PdfDocument(written / "rapport.pdf")[0].get_textpage().get_text_range()
    assert warning in squeezed(first)
