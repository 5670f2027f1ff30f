"""The demo report as people use it, in a real browser: with the keyboard alone, sorted, filtered, on a narrow screen, printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.report.browser import needs_chromium
from tests.report.demo import demo_results
from tests.report.devtools import Tab, tab

pytestmark = needs_chromium
SHOWN = "Array.from(document.querySelectorAll('tr[data-status]')).filter(function (r) { return r.offsetParent !== null; }).length"
FOCUS = "(document.activeElement.textContent || document.activeElement.id || '').trim()"


@pytest.fixture(scope="module")
def page() -> Iterator[Tab]:
    with tab() as opened:
        yield opened


def tab_to(page: Tab, what: str, most: int = 60) -> None:
    """Press Tab until the element whose text or id begins with `what` has the focus."""
    for _ in range(most):
        page.press("Tab")
        if page.run(FOCUS).startswith(what):
            return
    raise AssertionError(f"Tab never reached {what!r}")


def test_from_the_first_page_to_a_proof_without_a_mouse(demo_report: Path, page: Tab) -> None:
    page.wide(1280)
    page.open((demo_report / "index.html").as_uri())
    page.press("Tab")
    assert page.run(FOCUS) == "Aller au contenu"
    tab_to(page, "Les mesures")
    page.press("Enter", leads_on=True)
    everything = page.run(SHOWN)
    tab_to(page, "f-tous")
    page.press("ArrowDown")
    assert 0 < page.run(SHOWN) < everything, "the arrow keys choose a status"
    page.press("ArrowUp")
    tab_to(page, "mots")
    page.press(*"dimanche")
    assert page.run(SHOWN) == 1
    assert page.run("document.getElementById('vus').textContent") == "1 mesure sur 16"
    tab_to(page, "Ouvrir la médiathèque")
    page.press("Enter", leads_on=True)
    assert "médiathèque" in page.run("document.querySelector('h1').textContent")
    tab_to(page, "Actes les plus proches")
    page.press("Enter")
    assert page.run("document.activeElement.parentElement.open") is True, "what is folded opens with Enter"


def test_what_was_filtered_is_still_there_on_the_way_back(demo_report: Path, page: Tab) -> None:
    page.open((demo_report / "mesures.html").as_uri() + "?statut=no_trace")
    assert page.run("document.getElementById('f-no_trace').checked")
    assert page.run(SHOWN) == sum(v.status.value == "no_trace" for v in demo_results().verdicts)


def test_lists_are_sorted_by_their_links(demo_report: Path, page: Tab) -> None:
    page.open((demo_report / "mesures.html").as_uri())
    page.click("a[href='mesures-par-somme.html']", leads_on=True)
    sums = page.run("Array.from(document.querySelectorAll('.group:first-of-type tr[data-status] td:nth-child(4)')).map(c => c.textContent)")
    figures = [int("".join(c for c in text if c.isdigit())) for text in sums]
    assert figures == sorted(figures, reverse=True) and len(figures) > 3


def test_a_narrow_screen_shows_every_column_as_words(demo_report: Path, page: Tab) -> None:
    page.wide(360, 800)
    page.open((demo_report / "mesures.html").as_uri())
    assert page.run("document.documentElement.scrollWidth") == 360
    shown = page.run("getComputedStyle(document.querySelector('td[data-label]:not(:empty)'), '::before').content")
    assert "demandé" in shown or "voté" in shown
    page.wide(1280)


def test_print_unfolds_what_is_folded_and_leaves_out_what_is_for_the_screen(demo_report: Path, page: Tab) -> None:
    measure = next(v.measure for v in demo_results().verdicts if v.decisions)
    page.open((demo_report / "mesures" / f"m-{measure}.html").as_uri())
    document = pypdfium2.PdfDocument(page.printed())
    text = " ".join(p.get_textpage().get_text_bounded() for p in document)
    assert "Les mots de l'acte répondent" in text, "why this conclusion, folded on the screen"
    assert "Courriers" not in text, "no navigation"
    assert len(document) <= 4


def test_nothing_is_logged_and_no_host_is_asked(demo_report: Path, page: Tab) -> None:
    for name in (
        "index.html",
        "mesures.html",
        "ajouts.html",
        "changements.html",
        "corpus.html",
        "courriers.html",
        "methode.html",
        "droit-de-reponse.html",
        "rapport-complet.html",
    ):
        page.open((demo_report / name).as_uri())
    assert page.errors == []
    assert [address for address in page.asked if not address.startswith(("file:///", "data:"))] == []
