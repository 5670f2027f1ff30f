"""The review page in a real browser over a real database: keyboard only, narrow screens, accessibility, choices kept."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn

from flows.review import FRENCH, shelf_of
from pipeline.records.review import Choice
from pipeline.review import Desk, review_app
from pipeline.store import load_reviews, save
from tests.report.browser import AXE, needs_chromium
from tests.report.devtools import Tab, tab
from tests.review.conftest import TOKEN, drawn
from tests.review.made import BIKES, BUS, DESSERTE, FAIR, ON_DEMAND, results

pytestmark = needs_chromium


@dataclass(frozen=True)
class Served:
    """The page over a database, in a browser that has entered as Anne."""

    db: Path
    home: str
    tab: Tab


@contextlib.contextmanager
def serving(db: Path) -> Iterator[str]:
    app = review_app(Desk(replace(shelf_of(db, None), picture=drawn)), FRENCH, TOKEN)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    db = tmp_path_factory.mktemp("review") / "ecart.duckdb"
    save(results(), db)
    with serving(db) as home, tab() as opened:
        opened.wide(1280)
        opened.open(f"{home}/entrer?jeton={TOKEN}")
        opened.press(*"Anne")
        opened.press("Enter", leads_on=True)
        yield Served(db, home, opened)


def at(page: Tab) -> str:
    return str(page.run("location.pathname"))


def test_a_round_with_the_keyboard_alone(served: Served) -> None:
    page = served.tab
    page.press("Enter", leads_on=True)  # the way on has the focus
    assert at(page) == f"/mesure/{BIKES.id}", "what is about to be published comes first"
    page.press("o", leads_on=True)
    page.press("c", leads_on=True)
    page.press("s", leads_on=True)
    assert at(page) == f"/mesure/{BUS.id}"
    page.press("j", "n", leads_on=True)
    page.press("z", leads_on=True)
    page.press("n", leads_on=True)
    page.press("o", leads_on=True)
    found = {(r.act, r.choice) for r in load_reviews(served.db)}
    first = {(None, Choice.CONFIRMED), (FAIR.id, Choice.CONFIRMED)}
    assert found == first | {(DESSERTE.id, Choice.REJECTED), (ON_DEMAND.id, Choice.CONFIRMED)}
    page.press("r", *"zzz")
    assert page.run("document.getElementById('mots').value") == "zzz", "typing is no shortcut"
    assert len(load_reviews(served.db)) == 4


def test_choices_survive_a_run(served: Served) -> None:
    before = load_reviews(served.db)
    save(results(), served.db)
    assert load_reviews(served.db) == before
    served.tab.open(f"{served.home}/mesure/{BIKES.id}")
    assert "Vous avez dit" in served.tab.run("document.body.innerText")


def test_tab_reaches_every_answer(served: Served) -> None:
    page = served.tab
    page.open(f"{served.home}/mesure/{BUS.id}")
    seen = []
    for _ in range(60):
        page.press("Tab")
        seen.append(page.run("(document.activeElement.textContent || '').trim().slice(0, 40)"))
    assert seen[0] == "Aller au contenu"
    assert {"Je ne sais pas, passer", "Annuler ma dernière réponse", "Chercher"} <= set(seen)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_and_are_accessible(width: int, served: Served) -> None:
    page = served.tab
    page.wide(width)
    for path in ("/", f"/mesure/{BUS.id}?mots=gare", f"/mesure/{BIKES.id}", "/mesures", "/bilan", "/nom"):
        page.open(served.home + path)
        assert page.run("document.documentElement.scrollWidth") <= width, path
        if width == 360 and Path(AXE).is_file():
            assert page.violations(Path(AXE).read_text("utf-8")) == [], path


def test_nothing_is_logged_and_nobody_else_is_asked(served: Served) -> None:
    assert served.tab.errors == []
    assert [a for a in served.tab.asked if not a.startswith((served.home, "data:"))] == []
