"""CSV, JSON, Markdown, feed, PDF and picture of the report."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from pipeline.records.run import Issue, Results
from pipeline.records.verdict import Status
from pipeline.report.album import Album
from pipeline.report.colours import COLOURS
from pipeline.report.compose import issues_of, view_of
from pipeline.report.editions import editions_of
from pipeline.report.feed import feed
from pipeline.report.paper import report_pdf
from pipeline.report.privacy import discretion_of
from pipeline.report.reliability import MEASURED, rates
from pipeline.report.render import asset, environment
from pipeline.report.sentences import DOUBTS_TITLE, EMPTY_TITLE
from pipeline.report.tables import COLUMNS, cell, measures_csv, plain
from pipeline.report.views import Change, IssueView, ReportView
from tests.report.demo import demo_pictures, demo_results

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def view() -> ReportView:
    results = demo_results()
    discretion = discretion_of(results.documents)
    return view_of(results, Album(lambda *_: None, results.documents, discretion), discretion)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+33", "'+33"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"),  # a space before does not help
        ("\t=1", "'\t=1"),
        ("Action 1", "Action 1"),
        ("12,50", "12,50"),
    ],
)
def test_no_cell_is_a_formula(text: str, printed: str) -> None:
    assert cell(text) == printed


def test_csv_opens_in_a_french_spreadsheet(demo_report: Path) -> None:
    raw = (demo_report / "mesures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(demo_results().measures)
    assert rows[1]["Somme demandée (€)"] == "30000,00"
    assert {row["Statut"] for row in rows} >= {"Reportée", "Votée, avec ses moyens"}


def overdue_results() -> Results:
    """The demo with a measure without trace whose deadline passed while enough was read."""
    results = demo_results()
    late = [replace(v, dropped=True) if v.status is Status.NO_TRACE else v for v in results.verdicts]
    return replace(results, verdicts=tuple(late))


def test_what_left_no_trace_is_never_counted_or_called_as_turned_down() -> None:
    results = overdue_results()
    discretion = discretion_of(results.documents)
    view = view_of(results, Album(lambda *_: None, results.documents, discretion), discretion)
    turned_down = sum(v.status is Status.DROPPED for v in results.verdicts)
    assert (view.refused, view.overdue) == (turned_down, sum(v.status is Status.NO_TRACE for v in results.verdicts))
    assert view.refused and view.overdue
    rows = list(csv.DictReader(io.StringIO(measures_csv(view).decode("utf-8-sig"), newline=""), delimiter=";"))
    late = [row for row in rows if row["Sans trace, échéance passée"] == "oui"]
    assert len(late) == view.overdue and {(r["Écartée"], r["Statut"]) for r in late} == {("non", "Sans trace dans le corpus examiné")}
    home = environment().from_string('{% from "macros.html.j2" import figures with context %}{{ figures(view) }}').render(view=view)
    paper = " ".join(pdf_text(report_pdf(view)).split())
    for shown in (home, typeset_back(paper)):
        assert f"{'mesure écartée' if turned_down < 2 else 'mesures écartées'} : un acte l" in typeset_back(shown)
        assert "sans trace après l'échéance : aucun acte lu n'en décide. Ce n'est pas un refus" in typeset_back(shown)


def test_reliability_is_told_with_its_rate_everywhere(demo_report: Path, view: ReportView) -> None:
    told = f"élevée ({MEASURED[0].rate})"
    measure = next(m for m in view.measures if m.confidence == told)
    rows = csv.DictReader(io.StringIO((demo_report / "mesures.csv").read_text("utf-8-sig"), newline=""), delimiter=";")
    assert next(r["Fiabilité"] for r in rows if r["Mesure"] == measure.text) == told
    page = (demo_report / "mesures" / f"{measure.slug}.html").read_text("utf-8")
    paper = " ".join(pdf_text((demo_report / "rapport.pdf").read_bytes()).split())
    assert all(told in text for text in (page, paper, (demo_report / "rapport.md").read_text("utf-8")))


def typeset_back(text: str) -> str:
    """Without the signs that typesetting and escaping put in."""
    return unescape(text).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_the_paper_tells_what_limits_it(view: ReportView) -> None:
    issues = (
        IssueView("budget/bp.pdf", "aucun tableau n'a été compris", "Demander le CSV.", unread=False, empty=True),
        IssueView("actes/scan.pdf", "image difficile à lire", "Comparer à l'image.", unread=False, pages=(2,)),
    )
    paper = typeset_back(" ".join(pdf_text(report_pdf(replace(view, issues=issues))).split()))
    for title, doc in ((EMPTY_TITLE, "budget/bp.pdf"), (DOUBTS_TITLE, "actes/scan.pdf")):
        assert typeset_back(title) in paper and doc in paper
    assert all(typeset_back(words) in paper for words in rates()), "the measured rates stand beside the words"


def test_a_budget_of_which_nothing_was_read_is_not_called_read(view: ReportView) -> None:
    (issue,) = issues_of([Issue("budget-tables", "x", "y", "bp.pdf")], discretion_of([]))
    assert issue.empty and "en partie" not in issue.what
    told = replace(view, issues=(issue,))
    body = environment().get_template("corpus_body.html.j2")
    shown = [body.render(view=v, level=2) for v in (told, replace(view, issues=()))]
    assert ["Tous les documents indiqués ont été lus" in text for text in shown] == [False, True]


def test_json_keeps_cents_and_stable_words(demo_report: Path) -> None:
    stored = json.loads((demo_report / "rapport.json").read_bytes())
    assert {m["status"] for m in stored["measures"]} <= {s.value for s in Status}
    assert stored["measures"][1]["asked_cents"] == 3_000_000
    assert sum(stored["counts"].values()) == len(stored["measures"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Toit & Lien", "Toit & Lien"),  # no sign's name behind it: read as it stands
        ("A &amp; B", "A &amp;amp; B"),  # a name of a sign in a document is shown as it stands there
        ("&#60;b>", "&amp;\\#60;b&gt;"),
        ("<b>*x*</b>", "&lt;b&gt;\\*x\\*&lt;/b&gt;"),
    ],
)
def test_no_text_means_anything_in_markdown(text: str, written: str) -> None:
    assert plain(text) == written


def test_markdown_names_every_measure(demo_report: Path) -> None:
    text = (demo_report / "rapport.md").read_text("utf-8")
    assert text.count("\n### ") == len(demo_results().measures)


def test_feed_tells_changes_once(view: ReportView) -> None:
    measure = view.measures[0]
    change = Change(measure.slug, measure.name, Status.NO_TRACE, Status.FUNDED, date(2025, 9, 1))
    root = ET.fromstring(feed(view, [change]))
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 2
    assert "→" in (root.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary") or "")
    assert all(link.get("href", "").find(":") < 0 for link in root.iter(f"{ATOM}link"))


def pdf_text(content: bytes) -> str:
    with pdfium.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_pdf_is_tagged_french_with_bookmarks(demo_report: Path, view: ReportView) -> None:
    content = (demo_report / "rapport.pdf").read_bytes()
    assert b"/Lang" in content
    assert b"/StructTreeRoot" in content
    with pdfium.PdfDocument(content) as document:
        titles = [mark.get_title() for mark in document.get_toc()]
    assert "Synthèse" in titles
    assert sum(any(m.name[:40] in t for t in titles) for m in view.measures) == len(view.measures)


def test_pdf_holds_to_the_accessibility_standard(view: ReportView) -> None:
    assert report_pdf(view, standard="ua-1").startswith(b"%PDF")


def test_pdf_with_pictures_holds_to_it_too(demo_report: Path) -> None:
    results = demo_results()
    discretion = discretion_of(results.documents)
    album = Album(demo_pictures(), results.documents, discretion)
    content = report_pdf(view_of(results, album, discretion), pictures=album.pictures, standard="ua-1")
    assert len(content) > 5 * len((demo_report / "rapport.pdf").read_bytes()) / 2
    assert len(content) < 60_000 * len(album.pictures) + 400_000
    with pdfium.PdfDocument(content) as document:
        images = sum(1 for page in document for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    assert images >= len(demo_results().measures)


def test_summary_keeps_to_two_pages(view: ReportView) -> None:
    with pdfium.PdfDocument(report_pdf(view)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert next(number for number, text in enumerate(pages, 1) if text.lstrip().startswith("Les mesures")) <= 3


def test_editions_hold_their_measures_only(view: ReportView) -> None:
    axis = view.measures[0].group
    text = pdf_text(report_pdf(view, axis=axis))
    assert "Action 1 " in text
    assert "Action 16" not in text
    dropped = pdf_text(report_pdf(view, statuses=[Status.DROPPED]))
    assert "Action 10" in dropped
    assert "Action 1 –" not in dropped
    assert report_pdf(view, statuses=[Status.UNSURE]).startswith(b"%PDF"), "an edition without measures is still a document"


def test_the_same_results_give_the_same_pdf(view: ReportView) -> None:
    assert report_pdf(view) == report_pdf(view)


def test_preview_has_the_size_that_networks_show(demo_report: Path) -> None:
    assert Image.open(demo_report / "apercu.png").size == (1200, 630)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("status", list(Status))
def test_contrast_of_each_status(status: Status) -> None:
    light, dark = sorted(map(luminance, COLOURS[status]), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_screen_and_paper_have_the_same_colours() -> None:
    css = asset("site.css").lower()
    for status, (fill, _) in COLOURS.items():
        assert f".s-{status.value} {{ background: {fill}" in css


def test_each_axis_and_each_status_has_its_edition(demo_report: Path, view: ReportView) -> None:
    editions = editions_of(view)
    assert {e.path for e in editions} == {f"editions/{p.name}" for p in (demo_report / "editions").iterdir()}
    axes = [e for e in editions if e.axis is not None]
    assert {e.axis for e in axes} == {m.group for m in view.measures}
    assert {s for e in editions for s in e.statuses} == {m.status for m in view.measures}
    text = pdf_text((demo_report / axes[0].path).read_bytes())
    assert "Action 1 " in text and "Action 16" not in text
    overview = (demo_report / "index.html").read_text("utf-8")
    assert all(e.path in overview for e in editions)


def test_no_edition_where_one_would_hold_everything(view: ReportView) -> None:
    measures = tuple(replace(m, group="", status=Status.FUNDED) for m in view.measures)
    plans = (replace(view.plans[0], measures=measures),)
    assert editions_of(replace(view, plans=plans, counts=((Status.FUNDED, len(measures)),))) == ()
