"""A plan of very many measures: lists in pages, light ones, and a search that finds what stands on other pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.records.verdict import Status
from pipeline.report.album import Album
from pipeline.report.compose import view_of
from pipeline.report.groups import ORDERS, PAGE, list_pages, status_addresses
from pipeline.report.overview import charts_of
from pipeline.report.privacy import Discretion
from pipeline.report.render import environment
from pipeline.report.site import FILES, site
from pipeline.report.views import OriginView, ReportView
from tests import factories as make
from tests.report.browser import needs_chromium
from tests.report.devtools import tab
from tests.report.markup import elements

MANY, TRACELESS, HEADED = 640, 610, 620
DAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def view() -> ReportView:
    """640 measures without acts, the last thirty to be checked."""
    plan = make.document("Ouvrir le lieu du quartier", doc="plans/plan.pdf")
    at = make.passage(plan, "Ouvrir le lieu du quartier")
    measures = tuple(
        make.measure(plan, "Ouvrir le lieu du quartier", number=str(n), id=f"m{n:04}", axis=(at,) if n < HEADED else ())
        for n in range(MANY)
    )
    verdicts = tuple(make.verdict(m, status="no_trace" if n < TRACELESS else "unsure") for n, m in enumerate(measures))
    results = make.results((plan,), measures=measures, verdicts=verdicts)
    return view_of(results, Album(lambda *_: None, results.documents, Discretion({})), Discretion({}))


@pytest.fixture(scope="module")
def folder(view: ReportView, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    for name, content in site(environment(), view, charts_of(view), {}, (), ((), ()), ()).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@pytest.mark.parametrize("address", [address for address, _ in ORDERS])
def test_every_measure_stands_on_one_light_page(address: str, view: ReportView, folder: Path) -> None:
    parts = list_pages(view, address)
    assert [len(part.measures) for part in parts] == [PAGE, MANY - PAGE]
    assert sorted(m.id for part in parts for m in part.measures) == sorted(m.id for m in view.measures)
    for part in parts:
        assert (folder / part.address).stat().st_size < 300_000
        links = [e.attributes["href"] for e in elements((folder / part.address).read_text("utf-8")) if e.tag == "a"]
        assert all((folder / link.split("#")[0]).is_file() for link in links if not link.startswith("#") and link.endswith(".html"))


def test_a_long_list_of_files_goes_on_over_light_pages(view: ReportView) -> None:
    seen = OriginView(
        "https://www.valserre.example/" + "deliberations/" * 6, "www.valserre.example", "Délibération du conseil " * 3, DAY, DAY, DAY
    )
    files = tuple((f"deliberations/{n:04}-{'long-' * 6}name.pdf", "acts", f"{n:064x}") for n in range(2 * FILES + 1))
    long = replace(view, files=files, origins={sha: (seen, seen) for _, _, sha in files}, plans=(), counts=())
    made = site(environment(), long, charts_of(view), {}, (), ((), ()), ())
    pages = [made[name].decode() for name in ("corpus.html", "corpus-page-2.html", "corpus-page-3.html")]
    assert "corpus-page-4.html" not in made
    assert [page.count("<code>") for page in pages] == [FILES, FILES, 1]
    assert all(len(page.encode()) < 300_000 for page in pages)
    assert all(f"{n:064x}" in pages[n // FILES] for n in range(len(files)))
    assert all(f'href="{name}"' in pages[0] for name in ("corpus-page-2.html", "corpus-page-3.html"))
    assert 'aria-current="page">page 3' in pages[2] and f"{len(files)} fichiers" in pages[2]


def test_a_short_list_of_files_stays_on_its_page(folder: Path) -> None:
    assert not (folder / "corpus-page-2.html").exists()
    assert 'aria-label="Pages de la liste des fichiers"' not in (folder / "corpus.html").read_text("utf-8")


def test_a_group_that_is_cut_goes_on_under_its_heading(view: ReportView) -> None:
    titles = [[g.title for g in part.groups] for part in list_pages(view, ORDERS[0][0])]
    assert titles[0][0] + " (suite)" == titles[1][0]
    assert "(suite)" not in titles[1][1]


def test_the_legend_leads_to_the_page_where_a_status_begins(view: ReportView, folder: Path) -> None:
    found = status_addresses(view)
    assert found[Status.NO_TRACE] == "mesures-par-statut.html#no_trace"
    assert found[Status.UNSURE] == "mesures-par-statut-page-2.html#unsure"
    assert found[Status.UNSURE] in (folder / "index.html").read_text("utf-8")


@needs_chromium
def test_the_search_finds_what_stands_on_other_pages(folder: Path) -> None:
    with tab() as page:
        page.open((folder / "mesures.html").as_uri())
        page.run("document.getElementById('mots').focus()")
        page.press(*"639")
        assert "et 1 sur les autres pages" in page.run("document.getElementById('vus').textContent")
        assert page.run("document.querySelector('#ailleurs a').getAttribute('href')") == "mesures/m-m0639.html"
        assert page.run("document.querySelector('p.none').offsetParent !== null")
        assert page.errors == []
