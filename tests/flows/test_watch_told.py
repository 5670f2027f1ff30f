"""What nights that did not go well say: in the log, on the state page, on the front page, and in `ecart health`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from flows.publish import folder_of
from flows.refresh import Refreshed, refresh
from flows.watch import WatchNight, publish_only, watch_night
from flows.watch_command import print_health, print_night
from flows.watch_file import load_watch
from flows.watch_state import Unread
from pipeline.collect import load_territory
from tests.collect.town_hall import MovedClock
from tests.flows.conftest import TODAY
from tests.flows.small import small_watch

ACT = Unread("acte.pdf", "encrypted", "acte.pdf: it asks for a password.", "Ask for one without.")
PLAN = Unread("plan.pdf", "missing-file", "[[plan]] plan.pdf: no such file.", "Put the file there.", plan=True)


@dataclass
class Nights:
    """A watch over the small territory whose analyses come out as told, and the messages that it sent."""

    file: Path
    clock: MovedClock = field(default_factory=MovedClock)
    messages: list[str] = field(default_factory=list)

    @property
    def territory(self) -> Path:
        return self.file.parent / "territoire" / "territory.toml"

    def night(self, outcome: Refreshed | None = None) -> WatchNight:
        """One night whose analysis comes to `outcome`; without one, to what an analysis in this process comes to."""

        def analysed(pieces: Sequence[Sequence[Any]], _parallel: int, _seconds: float) -> Iterator[tuple[int, Refreshed]]:
            for number, piece in enumerate(pieces):
                yield number, outcome or refresh(*piece)

        done = watch_night(load_watch(self.file), clock=self.clock, today=TODAY, analyse=analysed, send=self.send)
        self.clock.move(days=1)
        return done

    def send(self, _address: str, title: str, text: str) -> bool:
        self.messages.append(f"{title}\n{text}")
        return True

    def page(self, name: str) -> str:
        return (self.file.parent / "site" / name).read_text("utf-8")


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    file = small_watch(tmp_path / "veille")
    file.write_text(file.read_text("utf-8") + '[[alert]]\nto = "json://nobody"\n', "utf-8")
    return Nights(file)


def test_each_unread_document_is_named_with_reason_and_remedy(nights: Nights, capsys: pytest.CaptureFixture[str]) -> None:
    done = nights.night(Refreshed(unread=(ACT,), documents=4, unchanged=True))
    print_night(load_watch(nights.file), done, as_json=False)
    log = capsys.readouterr().out
    assert f"not read (1):\n  - Commune de Port-Aubraie: {ACT.message} {ACT.remedy}" in log
    assert log.endswith("exit code 1: 1 documents were not read\n")
    assert "Non lu : acte.pdf, fichier protégé par un mot de passe. Demander à la collectivité" in nights.page("etat/index.html")
    (values,) = json.loads(nights.page("etat/etat.json"))["territories"]
    assert values["unread_documents"][0]["doc"] == "acte.pdf"
    print_health(nights.file)
    assert f"{ACT.message} {ACT.remedy}" in capsys.readouterr().out
    assert json.loads(nights.page("etat/etat.json"))["incidents"] == [], "a scan that nobody can read is nothing unusual"


def test_a_plan_that_is_gone_is_an_incident_at_once_and_over_when_it_is_back(nights: Nights) -> None:
    nights.night(Refreshed(unread=(PLAN,), documents=4))
    assert "Plan non lu : plan.pdf : fichier introuvable." in nights.messages[0]
    assert print_health(nights.file) == 1
    nights.night(Refreshed(error="too long"))
    nights.night(Refreshed(documents=5))
    assert "rétabli, après 2 jours" in nights.messages[-1] and "Plan non lu" not in nights.messages[1]


def test_a_territory_that_failed_keeps_its_name_and_its_report(nights: Nights, capsys: pytest.CaptureFixture[str]) -> None:
    territory = load_territory(nights.territory)
    nights.night()
    link = f"{folder_of(territory)}/index.html"
    assert link in nights.page("index.html")
    nights.territory.write_text("name =", "utf-8")
    (failed,) = nights.night().nights
    assert (failed.name, failed.siren) == (territory.name, territory.siren) and "not a valid TOML" in failed.error
    assert link in nights.page("index.html") and link in nights.page("etat/index.html")
    assert f"### {territory.name}" in nights.messages[-1] and "le dernier rapport reste en place" in nights.messages[-1]
    print_health(nights.file)
    assert territory.name in capsys.readouterr().out
    publish_only(load_watch(nights.file))
    assert link in nights.page("index.html")


def test_a_failure_between_is_no_recovery_and_no_second_alert(nights: Nights) -> None:
    lacking = Refreshed(known=50, read=40, documents=5)
    for outcome in (lacking, lacking, Refreshed(error="too long"), lacking, lacking, replace(lacking, read=50)):
        nights.night(outcome)
    told = [line for message in nights.messages for line in message.splitlines() if "Délibérations manquantes" in line]
    assert len(told) == 2 and "rétabli, après 4 jours" in told[1]


def test_the_state_page_speaks_french_and_lets_long_words_wrap(nights: Nights) -> None:
    nights.night(Refreshed(error="/" + "long" * 60))
    assert "le dernier rapport" not in nights.messages[0], "there is none"
    page = nights.page("etat/index.html")
    assert "Analyse impossible" in page and "run-failed" not in page
    table = page[page.index("<table") : page.index("</table>")]
    assert "longlong" not in table, "what may be long stands outside the table"
    told = re.findall(r'<(?:li|ul) class="(\w+)">(?:(?!</ul>).)*?longlong', page)
    assert told == ["wide", "origin"], "the incident and the remark"
    assert {".wide", ".origin"} <= set(re.findall(r"(\.\w+) \{[^}]*overflow-wrap: anywhere", nights.page("assets/ecart.css")))


def test_a_first_night_that_is_cut_off_is_told_by_health_and_made_good_by_the_next(
    nights: Nights, capsys: pytest.CaptureFixture[str]
) -> None:
    def cut_off(pieces: Sequence[Sequence[Any]], _parallel: int, _seconds: float) -> Iterator[tuple[int, Refreshed]]:
        for number, piece in enumerate(pieces):
            yield number, refresh(*piece)
            raise SystemExit(143)  # as when the process is ended

    with pytest.raises(SystemExit):
        watch_night(load_watch(nights.file), clock=nights.clock, today=TODAY, analyse=cut_off, send=nights.send)
    assert nights.messages == [] and print_health(nights.file) == 1
    assert "has not come to its end" in capsys.readouterr().out
    (night,) = nights.night().nights
    assert night.run == "" and "premier rapport" in nights.messages[0], "stored by the night before, told by this one"
    print_health(nights.file)
    assert "has not come to its end" not in capsys.readouterr().out
