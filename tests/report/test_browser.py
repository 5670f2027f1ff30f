"""The demo report in a real browser: filters, search, narrow screens, no script, accessibility."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.browser import AXE, ask, needs_axe, needs_chromium
from tests.report.demo import demo_results

pytestmark = needs_chromium
KINDS = (
    "index.html",
    "mesures.html",
    "mesures-par-statut.html",
    "ajouts.html",
    "changements.html",
    "corpus.html",
    "methode.html",
    "courriers.html",
    "droit-de-reponse.html",
    "rapport-complet.html",
)
VISIBLE = "Array.from(document.querySelectorAll('tr[data-status]')).filter(function (r) { return r.offsetParent !== null; }).length"


def every_kind(folder: Path) -> dict[str, Path]:
    """One page of each kind."""
    measure = folder / "mesures" / f"m-{demo_results().measures[1].id}.html"
    return {name: folder / name for name in KINDS} | {"measure": measure}


def test_search_and_filter(demo_report: Path) -> None:
    page = demo_report / "mesures.html"
    script = f"""
        var seen = [{VISIBLE}];
        document.getElementById('mots').value = 'MEDIATHEQUE dimanche';
        document.getElementById('mots').dispatchEvent(new Event('input'));
        seen.push({VISIBLE});
        document.getElementById('mots').value = '';
        document.getElementById('f-dropped').click();
        seen.push({VISIBLE});
        seen.push(document.getElementById('vus').textContent);
        answer(seen);"""
    assert ask([page], script)[0] == [16, 1, 2, "2 mesures sur 16"]


def test_a_filtered_list_has_an_address(demo_report: Path) -> None:
    script = f"answer([{VISIBLE}, document.getElementById('mots').value]);"
    assert ask([demo_report / "mesures.html"], script, query="?statut=funded&mots=artistes")[0] == [1, "artistes"]


def test_filter_without_script(demo_report: Path) -> None:
    script = f"""
        var search = document.querySelector('.search').offsetParent === null;
        document.getElementById('f-no_trace').checked = true;
        answer([search, {VISIBLE}]);"""
    assert ask([demo_report / "mesures.html"], script, javascript=False)[0] == [True, 2], (
        "the status filter needs no script, the search hides"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_do_not_overflow(width: int, demo_report: Path) -> None:
    pages = every_kind(demo_report)
    script = "answer([document.documentElement.scrollWidth, window.innerWidth]);"
    sizes = dict(zip(pages, ask(list(pages.values()), script, width=width), strict=True))
    assert {name: size for name, size in sizes.items() if size[0] > size[1]} == {}
    assert all(inner == width for _, inner in sizes.values())


def test_pictures_load_from_disk(demo_report: Path) -> None:
    script = "answer(Array.from(document.images).map(function (i) { return i.naturalWidth; }));"
    widths = ask([every_kind(demo_report)["measure"]], script, eager=True)[0]
    assert len(widths) >= 2
    assert min(widths) > 300


@needs_axe
def test_axe_finds_no_violation(demo_report: Path) -> None:
    script = """
        document.querySelectorAll('details').forEach(function (d) { d.open = true; });
        axe.run(document, {resultTypes: ['violations']}).then(function (r) {
          answer(r.violations.map(function (v) { return [v.id, v.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 200); })]; }));
        });"""
    pages = every_kind(demo_report)
    found = dict(zip(pages, ask(list(pages.values()), script, library=Path(AXE).read_text("utf-8")), strict=True))
    assert {name: violations for name, violations in found.items() if violations} == {}
