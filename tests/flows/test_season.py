"""A season of nights over a fake town hall, with a moved clock: nothing lost, nothing fetched needlessly, incidents told once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from flows.refresh import Refreshed
from flows.watch import WatchNight, watch_night
from flows.watch_command import print_health
from flows.watch_file import load_watch
from flows.watch_state import Unread, open_state
from flows.watch_words import INCIDENTS
from pipeline.collect import collect_files, load_territory
from tests.collect.town_hall import START, MovedClock, Reply, TownHall, open_town_hall, pdf

NIGHTS = 95


@pytest.fixture(scope="module")
def site() -> Iterator[TownHall]:
    with open_town_hall() as opened:
        yield opened


@dataclass
class Season:
    """The watch, the town hall, and what was told."""

    root: Path
    site: TownHall
    clock: MovedClock = field(default_factory=MovedClock)
    messages: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    runs: int = 0

    def prepare(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "plan.pdf").write_bytes(pdf("plan"))
        (self.root / "territory.toml").write_text(
            f'''name = "Ville de Rochebrune-les-Pins"
siren = "210000012"
kind = "commune"
[web]
allow = ["{self.site.host}"]
pause = 0
[[plan]]
path = "plan.pdf"
[[acts]]
page = "{self.site.origin}/conseil"
''',
            "utf-8",
        )
        (self.root / "watch.toml").write_text('name = "Veille"\nterritory = ["territory.toml"]\n[[alert]]\nto = "json://nobody"\n', "utf-8")

    def publish(self, name: str) -> None:
        self.site.put(f"/actes/{name}.pdf", pdf(name))
        self.listed.append(f"/actes/{name}.pdf")
        self.list()

    def list(self) -> None:
        self.site.page("/conseil", *self.listed)

    def analyse(self, pieces: Sequence[Sequence[Any]], _parallel: int, _seconds: float) -> Iterator[tuple[int, Refreshed]]:
        """In place of the analysis: as many documents as were collected, as many unread as issues say."""
        for number, (file, *_) in enumerate(pieces):
            self.runs += 1
            found = collect_files(load_territory(file))
            unread = tuple(Unread(i.doc, i.code, i.message, i.remedy) for i in found.issues if i.unread)
            yield number, Refreshed(run=f"run{self.runs}", unread=unread, documents=len(found.files), seconds=5.0)

    def send(self, _address: str, title: str, text: str) -> bool:
        self.messages.append(f"{title}\n{text}")
        return True

    def night(self) -> WatchNight:
        done = watch_night(load_watch(self.root / "watch.toml"), clock=self.clock, analyse=self.analyse, send=self.send)
        self.clock.at = START.replace() + (self.clock.at - START)
        self.clock.move(days=1)
        return done


def test_a_season(tmp_path: Path, site: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "flows.publish.write_front", lambda _summaries, folder: folder / "index.html"
    )  # a third of the time, looked at elsewhere
    season = Season(tmp_path / "veille", site)
    season.prepare()
    weekly = 0
    for night in range(NIGHTS):
        if night % 7 == 0 and not 60 <= night < 90:  # the council publishes every week, but for a month in which it does not
            weekly += 1
            season.publish(f"acte-{weekly}")
        if night == 20:
            site.put("/actes/acte-1.pdf", pdf("acte-1, corrigé"))
        if night == 24:  # withdrawn from the list, then from the server
            season.listed.remove("/actes/acte-2.pdf")
            season.list()
            del site.paths["/actes/acte-2.pdf"]
        site.down = night in {30, 31, 32}
        if night == 40:  # three documents that are login pages
            for n in range(3):
                site.put(f"/actes/perdu-{n}.pdf", "<html>Connexion</html>")
                season.listed.append(f"/actes/perdu-{n}.pdf")
            season.list()
        if night == 45:
            for n in range(3):
                site.put(f"/actes/perdu-{n}.pdf", pdf(f"retrouvé {n}"))
        if night == 50:  # the site is made anew and for two nights lists next to nothing
            site.page("/conseil", season.listed[0])
        if night == 52:
            season.list()
        season.night()
    with open_state(season.root / "watch.sqlite") as state:
        told = state.incidents(only_open=False)
        nights = state.nights(str(season.root / "territory.toml"))
    day = Counter((i.code, (i.opened - START).days, (i.closed - START).days if i.closed else None) for i in told)
    assert day == Counter(
        [
            ("source-unreachable", 31, 33),
            ("more-unread", 40, 45),  # asked again a day, two days ... after it was refused
            ("fewer-listed", 50, 52),
            ("source-silent", 78, 91),
        ]
    ), "each incident once, and closed"
    lines = [line for message in season.messages for line in message.splitlines()]
    health = Counter(code for line in lines for code, words in INCIDENTS.items() if line.startswith(f"- {words} : "))
    assert health == Counter({i.code: 2 for i in told}), "told once, and its end once"
    assert len(season.messages) == len({(i.opened if w else i.closed) for i in told for w in (0, 1)}), (
        "one digest a night, none without news"
    )
    kept = {path.read_bytes() for path in (season.root / "collected").rglob("*.pdf")}
    assert kept == {*(pdf(f"acte-{n}") for n in range(1, weekly + 1)), pdf("acte-1, corrigé"), *(pdf(f"retrouvé {n}") for n in range(3))}
    assert sum(n.new for n in nights) == weekly + 3 and sum(n.changed for n in nights) == 1
    assert sum(n.vanished for n in nights) > 0
    asked = Counter(path for path in site.asked if path.startswith("/actes/"))
    assert max(asked.values()) <= 20, "an act is asked for again about ten times in 95 nights, more often after it changed"
    assert len(season.site.asked) < NIGHTS * 6
    assert print_health(season.root / "watch.toml", as_json=True) in {0, 1}


def test_a_digest_that_did_not_arrive_is_sent_the_next_night(tmp_path: Path, site: TownHall) -> None:
    site.empty()
    season = Season(tmp_path / "veille", site)
    season.prepare()
    (season.root / "plan.pdf").unlink()
    season.publish("acte-1")
    failing = watch_night(load_watch(season.root / "watch.toml"), clock=season.clock, analyse=_broken, send=lambda *_: False)
    assert failing.exit_code == 3 and "did not arrive" in failing.failures[0] and "nobody" not in failing.failures[0]
    season.clock.move(days=1)
    watch_night(load_watch(season.root / "watch.toml"), clock=season.clock, analyse=_broken, send=season.send)
    assert len(season.messages) == 1 and "no measure of a plan" in season.messages[0], "also the very first one"


def _broken(pieces: Sequence[Sequence[Any]], _parallel: int, _seconds: float) -> Iterator[tuple[int, Refreshed | Exception]]:
    for number, _ in enumerate(pieces):
        yield number, Refreshed(error="no measure of a plan could be read")


def test_the_state_page_and_its_values(tmp_path: Path, site: TownHall) -> None:
    site.empty()
    season = Season(tmp_path / "veille", site)
    season.prepare()
    site.paths["/conseil"] = Reply(status=500)
    for _ in range(2):
        season.night()
    page = (season.root / "site" / "etat" / "index.html").read_text("utf-8")
    assert (
        "Ville de Rochebrune-les-Pins" in page
        and "Source injoignable" in page
        and "source-unreachable" not in page
        and "<script" not in page
    )
    values = json.loads((season.root / "site" / "etat" / "etat.json").read_text("utf-8"))
    assert values["incidents"][0]["code"] == "source-unreachable"
    feed = (season.root / "site" / "nouvelles.atom").read_text("utf-8")
    assert feed.count("<entry>") == 1 and "deux fois de suite" in feed


def test_two_files_for_one_authority_are_refused(tmp_path: Path, site: TownHall) -> None:
    site.empty()
    season = Season(tmp_path / "veille", site)
    season.prepare()
    season.publish("acte-1")
    (season.root / "b").mkdir()
    (season.root / "b" / "territory.toml").write_bytes((season.root / "territory.toml").read_bytes())
    (season.root / "watch.toml").write_text('territory = ["territory.toml", "b/territory.toml"]\n', "utf-8")
    first, second = season.night().nights
    assert first.run and not first.error
    assert "the same SIREN as" in second.error and season.runs == 1
