"""Visits are part of a run, unless it is told to stay offline."""

from __future__ import annotations

from pathlib import Path

from flows.calls import be_quiet, call_directly
from flows.collect import collect
from flows.options import Options
from tests.collect.town_hall import on_the_web, open_town_hall, page_source, pdf


def test_a_run_visits_its_sources_or_uses_what_was_kept(tmp_path: Path) -> None:
    told: list[str] = []
    with open_town_hall() as site:
        site.put("/1.pdf", pdf("1"))
        territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/1.pdf")), tries=1)
        offline = Options(fetch=False)
        assert [i.code for i in collect(territory, offline, call_directly, be_quiet).issues] == ["not-visited"] and not site.asked
        found = collect(territory, Options(), call_directly, lambda stage, done, total, _: told.append(f"{stage} {done}/{total}"))
        assert len(found.files) == 1 and told == ["fetch 1/1"]
        assert all(agent.startswith("ecart/") for agent in site.agents)
    assert collect(territory, offline, call_directly, be_quiet) == found, "the site may be down"
