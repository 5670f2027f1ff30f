"""The front page over several territories: no ranking, coverage beside every figure."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.records.errors import ConfigurationError
from pipeline.report import read_summary, write_front
from tests.report.browser import AXE, needs_axe, needs_chromium
from tests.report.devtools import tab
from tests.report.markup import elements


def test_territories_stand_in_the_order_of_their_names(demo_report: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_report, tmp_path / "port-aubraie")
    summary = read_summary(tmp_path / "port-aubraie", tmp_path)
    assert (summary.measures, summary.read, summary.known, summary.address) == (16, 25, 27, "port-aubraie")
    other = replace(summary, name="Commune d'<i>Ailleurs</i>", siren="1", share=None, budget_years=())
    path = write_front([summary, other], tmp_path)
    text = path.read_text("utf-8")
    assert text.index("Ailleurs") < text.index("Port-Aubraie")
    assert "pas un classement" in text
    assert "Aucun registre" in text
    assert "<i>Ailleurs" not in text
    links = [e.attributes["href"] for e in elements(text) if e.tag == "a" and e.attributes["href"].endswith("index.html")]
    assert "port-aubraie/index.html" in links
    assert (tmp_path / "port-aubraie" / "index.html").is_file()


def test_a_folder_without_a_report_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="ecart report"):
        read_summary(tmp_path, tmp_path)


def test_an_empty_front_page_says_so(tmp_path: Path) -> None:
    assert "Aucun rapport" in write_front([], tmp_path).read_text("utf-8")


def test_the_state_of_a_watch_is_linked_where_there_is_one(tmp_path: Path) -> None:
    assert "etat/" not in write_front([], tmp_path).read_text("utf-8")
    (tmp_path / "etat").mkdir()
    (tmp_path / "etat" / "index.html").write_text("x")
    assert 'href="etat/index.html"' in write_front([], tmp_path).read_text("utf-8")


@needs_chromium
@needs_axe
def test_the_front_page_is_accessible_and_fits_a_narrow_screen(demo_report: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_report, tmp_path / "port-aubraie", ignore=shutil.ignore_patterns("*.pdf", "images"))
    summary = read_summary(tmp_path / "port-aubraie", tmp_path)
    path = write_front([summary, replace(summary, name="Une communauté au nom plus long que tous les autres noms", siren="1")], tmp_path)
    with tab() as page:
        for width in (360, 1280):
            page.wide(width)
            page.open(path.as_uri())
            assert page.run("document.documentElement.scrollWidth") <= width
            assert page.violations(Path(AXE).read_text("utf-8")) == []
        assert page.errors == []
