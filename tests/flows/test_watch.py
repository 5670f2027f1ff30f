"""The watch file, news out of the database, digests, and one night over the demo."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.alerts import concerns, digest, meet_all, send_by_apprise, tell_all, title_of
from flows.health import examine_night, findings
from flows.publish import folder_of
from flows.refresh import Refreshed, refresh
from flows.watch import watch_night
from flows.watch_command import print_health, print_progress, run_watch
from flows.watch_file import KEYS, Habits, Recipient, Told, Watch, load_watch
from flows.watch_state import News, Night, SourceVisit, one_night_at_a_time, open_state, unfinished_night
from flows.watch_words import INCIDENTS
from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.records.territory import Listing, WebRules
from tests.flows.conftest import TODAY, DemoRun
from tests.shared import ROOT

NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


def write(folder: Path, text: str) -> Path:
    (folder / "t").mkdir(exist_ok=True)
    (folder / "t" / "territory.toml").write_text("")
    path = folder / "watch.toml"
    path.write_text('territory = ["t/*.toml"]\n' + text, "utf-8")
    return path


def test_a_watch_file_has_defaults(tmp_path: Path) -> None:
    watch = load_watch(write(tmp_path, ""))
    assert watch.territories == (tmp_path / "t" / "territory.toml",)
    assert (watch.database, watch.site, watch.state) == tuple(tmp_path / n for n in ("ecart.duckdb", "site", "watch.sqlite"))
    assert (watch.schedule, watch.timezone, watch.recipients) == ("0 3 * * *", "Europe/Paris", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('shedule = "0 3 * * *"', 'unknown key "shedule"; did you mean "schedule"?'),
        ('schedule = "every night"', '"schedule" must be five fields of cron'),
        ('schedule = "0 3 * *"', '"schedule" must be five fields of cron'),
        ('timezone = "Paris"', '"timezone" must be a name such as'),
        ("timeout = 0", '"timeout" must be a number from 1 to 86400'),
        ('contact = "two words"', '"contact" must be one mail address or page'),
        ("parallel = true", '"parallel" must be a number'),
        ("[health]\nfactr = 2", 'unknown key "factr"; did you mean "factor"?'),
        ("[[alert]]\nevents = ['gap']", '"to" must be an address of apprise'),
        ("[[alert]]\nto = 'env:X'\nevents = ['gaps']", '"events" must be a list out of act, gap, health, status'),
        ("[[alert]]\nto = 'env:X'\nthemes = 'x'", '"themes" must be a list'),
        ("[alert]\nto = 'env:X'", "must be written as a table of its own: [[alert]]"),
        ("name =", "not a valid TOML file"),
    ],
)
def test_a_wrong_watch_file_says_what_and_where(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_watch(write(tmp_path, text))
    assert expected in str(caught.value) and "watch.toml" in str(caught.value)


def test_a_glob_without_territories_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text('territory = ["none/*.toml"]')
    with pytest.raises(ConfigurationError, match="no such territory file"):
        load_watch(tmp_path / "watch.toml")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "secret" not in Recipient("mailtos://user:secret@mail.example").name
    monkeypatch.delenv("ECART_TEST_TO", raising=False)
    with pytest.raises(ConfigurationError, match="ECART_TEST_TO"):
        Recipient("env:ECART_TEST_TO").address()
    monkeypatch.setenv("ECART_TEST_TO", "json://somewhere")
    assert Recipient("env:ECART_TEST_TO").address() == "json://somewhere"


def nights(count: int, **last: Any) -> list[Night]:
    usual = [Night("t", "210000012", "Ville", NOW + timedelta(days=n), 100.0, run=f"r{n}", known=50, read=50) for n in range(count)]
    return [*usual[:-1], replace(usual[-1], **last)]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (nights(20), None),
        (nights(20, error="no plan"), "run-failed"),
        (nights(20, unread=2), "more-unread"),
        (nights(20, unread=1), None),
        (nights(3, unread=9), None),  # too few nights for a habit
        (nights(20, seconds=301.0), "run-slow"),
        (nights(20, seconds=299.0), None),
        (nights(20, seconds=999.0, run=""), None),
        (nights(20, read=40), None),  # the register is ahead by a night
        ([*nights(20, read=40), *nights(1, read=40)], "acts-missing"),
        ([*nights(20, read=49), *nights(1, read=49)], None),  # within the threshold of coverage
    ],
)
def test_what_is_unusual_in_a_night(found: Sequence[Night], code: str | None) -> None:
    assert [finding.code for finding in findings(found, {}, Habits())] == ([code] if code else [])


def visits(count: int, **last: Any) -> list[SourceVisit]:
    usual = [SourceVisit("page https://a.example", NOW + timedelta(days=n), 100, int(n % 7 == 0)) for n in range(count)]
    return [*usual[:-1], replace(usual[-1], **last)]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (visits(30), None),
        (visits(20, listed=0), "fewer-listed"),
        (visits(20, listed=40), None),
        (visits(3, listed=0), None),  # too few visits for a habit
        (visits(20, trouble="no answer", listed=0), None),  # one bad night
        ([*visits(20, trouble="no answer"), *visits(1, trouble="no answer")], "source-unreachable"),
        ([*visits(30), *visits(1, at=NOW + timedelta(days=50), new=0)], "source-silent"),
        ([*visits(30), *visits(1, at=NOW + timedelta(days=48), new=0)], None),
        ([*visits(20), *visits(1, at=NOW + timedelta(days=90), new=0)], None),  # news twice are no habit
    ],
)
def test_what_is_unusual_in_a_visit(found: Sequence[SourceVisit], code: str | None) -> None:
    unusual = list(findings(nights(1), {"page https://a.example": found}, Habits()))
    assert [finding.code for finding in unusual] == ([code] if code else [])
    assert all(finding.subject == "page https://a.example" and "https://a.example" in finding.detail for finding in unusual)


def test_one_silent_source_beside_a_busy_one_is_told(tmp_path: Path) -> None:
    with open_state(tmp_path / "w.sqlite") as state:
        for day in range(70):
            at = NOW + timedelta(days=day)
            new = int(day % 7 == 0)
            both = [SourceVisit("page a", at, 10, new), SourceVisit("feed b", at, 10, new if day < 40 else 0)]
            state.add_visits("t", [*both, *([SourceVisit("page dropped", at, 10, new)] if day < 10 else [])])
            night = Night("t", "210000012", "Ville", at)
            state.add_night(night)
            examine_night(state, night, Habits())
        assert [(i.code, i.subject) for i in state.incidents(only_open=False)] == [("source-silent", "feed b")]


def news(kind: Told = Told.GAP, siren: str = "1", words: str = "« Ouvrir une ressourcerie » : abandonnée", **more: str) -> News:
    return News(f"{kind} {siren} {words}", NOW, kind, siren, f"Ville {siren}", words, **more)


@pytest.mark.parametrize(
    ("recipient", "item", "expected"),
    [
        ({}, news(), True),
        ({"events": frozenset({Told.ACT})}, news(), False),
        ({"territories": frozenset({"2"})}, news(), False),
        ({"themes": frozenset({"mobility"})}, news(theme="housing"), False),
        ({"themes": frozenset({"mobility"})}, news(theme="mobility"), True),
        ({"themes": frozenset({"mobility"})}, news(Told.HEALTH), True),
        ({"measures": frozenset({"m1"})}, news(measure="m2"), False),
        ({"measures": frozenset({"m1"})}, news(measure="m1"), True),
    ],
)
def test_who_is_told_of_what(recipient: dict[str, Any], item: News, expected: bool) -> None:
    assert concerns(Recipient("json://x", **recipient), item) is expected


def empty_watch(folder: Path, **more: Any) -> Watch:
    return Watch(folder / "watch.toml", "Veille", (), folder / "e.duckdb", folder / "site", folder / "w.sqlite", **more)


def test_a_digest_is_no_flood(tmp_path: Path) -> None:
    watch = empty_watch(tmp_path, address="https://veille.example")
    many = [news(words=f"mesure {n}", link="ville-1") for n in range(500)] + [news(Told.HEALTH, "2", "[run-failed] …")]
    text = digest(watch, many)
    assert len(text.splitlines()) < 100 and "et 441 autres" in text
    assert "[Ville 1](https://veille.example/ville-1/)" in text
    assert title_of(watch, many) == "Veille : 1 signalement, 500 écarts"
    assert title_of(watch, []) == "Veille : rien de nouveau"


def test_what_did_not_arrive_is_sent_again_and_nothing_twice(tmp_path: Path) -> None:
    watch = empty_watch(tmp_path, recipients=(Recipient("json://a"), Recipient("env:ECART_NOT_SET")))
    sent: list[str] = []
    with open_state(watch.state) as state:
        meet_all(watch, state, NOW)
        state.add_news([news()])
        for day, arrives in enumerate((True, False, True, True)):
            state.add_news([news(words=f"jour {day}")])
            failures = tell_all(watch, state, NOW, lambda _a, _t, text, ok=arrives: sent.append(text) is None and ok)  # type: ignore[misc]
            assert ("json" in failures[0]) is not arrives and "ECART_NOT_SET" in failures[-1]
        told = [(i.code, i.subject, i.closed is None) for i in state.incidents(only_open=False)]
        assert sorted(told) == [("alert-failed", "env:ECART_NOT_SET", True), ("alert-failed", "json://… ([[alert]] no. 1)", False)]
    assert [("jour 0" in t, "jour 1" in t, "jour 2" in t) for t in sent] == [
        (True, False, False), (False, True, False), (False, True, True), (False, False, False),
    ]  # fmt: skip


def test_recipients_of_one_service_are_told_apart(tmp_path: Path) -> None:
    both = (Recipient("json://a"), Recipient("json://b", number=2))
    watch = empty_watch(tmp_path, recipients=both)
    with open_state(watch.state) as state:
        meet_all(watch, state, NOW)
        state.add_news([news()])
        tell_all(watch, state, NOW, lambda address, *_: address == "json://b")
        assert [i.subject for i in state.incidents("")] == ["json://… ([[alert]] no. 1)"], "what arrives at one says nothing of another"
        mended = replace(watch, recipients=(Recipient("json://a-mended"), both[1]))
        sent: list[str] = []
        later = NOW + timedelta(days=1)
        meet_all(mended, state, later)
        assert tell_all(mended, state, later, lambda address, *_: sent.append(address) is None) == []
        assert sent == ["json://a-mended"], "an address that is corrected still gets what waited for it"
        meet_all(empty_watch(tmp_path), state, later)
        assert state.incidents("") == []


def test_a_new_recipient_is_not_told_of_the_past(tmp_path: Path) -> None:
    watch = empty_watch(tmp_path, recipients=(Recipient("json://a"),))
    with open_state(watch.state) as state:
        state.add_news([news()])
        later = NOW + timedelta(days=1)
        meet_all(watch, state, later)
        assert tell_all(watch, state, later, lambda *_: pytest.fail("nothing to tell")) == []


def test_an_address_that_is_not_set_is_said_each_night_and_by_health(
    demo_watch: Watch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ECART_TEST_TO", raising=False)
    demo_watch.file.write_text(demo_watch.file.read_text("utf-8") + '[[alert]]\nto = "env:ECART_TEST_TO"\n', "utf-8")
    watch = load_watch(demo_watch.file)
    done = watch_night(watch, analyse=in_this_process, progress=print_progress, today=TODAY)
    assert done.news == () and "ECART_TEST_TO" in done.failures[0] and done.exit_code == 1
    first, *rest = capsys.readouterr().err.splitlines()
    assert "ECART_TEST_TO: this environment variable is not set" in first, "before anything else"
    assert any("analyse 1/1: Commune de Port-Aubraie: unchanged" in line for line in rest)
    assert print_health(demo_watch.file) == 1
    assert "alert: env:ECART_TEST_TO" in capsys.readouterr().out


def test_words_of_documents_stay_words(tmp_path: Path) -> None:
    text = digest(empty_watch(tmp_path), [news(words="« [Cliquez](http://evil.example) <img src=x> *ici* »")])
    assert "](" not in text.replace("\\](", "") and "<img" not in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of apprise's own
def test_an_unknown_kind_of_address_is_told() -> None:
    with pytest.raises(ConfigurationError, match="apprise does not know"):
        send_by_apprise("nonsense://x", "t", "b")


def test_one_night_at_a_time(tmp_path: Path) -> None:
    state = tmp_path / "w.sqlite"
    with one_night_at_a_time(state, NOW), pytest.raises(EcartError, match="still running"), one_night_at_a_time(state, NOW):
        pass
    assert unfinished_night(state) is None


def in_this_process(pieces: Sequence[Sequence[Any]], _parallel: int, _seconds: float) -> Iterator[tuple[int, Refreshed]]:
    for number, piece in enumerate(pieces):
        yield number, refresh(*piece)


@pytest.fixture
def demo_watch(demo_run: DemoRun, tmp_path: Path) -> Watch:
    """A watch over the demo, whose database and report are those of its run."""
    shutil.copy(demo_run.options.database, tmp_path / "ecart.duckdb")
    results = demo_run.analysis.results
    shutil.copytree(demo_run.options.report, tmp_path / "site" / folder_of(results.territory))
    (tmp_path / "watch.toml").write_text(f'territory = ["{demo_run.territory}"]\nthemes = ["mobility", "housing", "culture"]\n', "utf-8")
    watch = load_watch(tmp_path / "watch.toml")
    with open_state(watch.state) as state:
        first = Night(str(demo_run.territory), results.territory.siren, results.territory.name, results.run.started, run=results.run.id)
        state.add_night(replace(first, documents=len(results.documents)))
    return watch


def test_a_night_in_which_nothing_changed_analyses_nothing(
    demo_watch: Watch, demo_run: DemoRun, capsys: pytest.CaptureFixture[str]
) -> None:
    done = watch_night(demo_watch, analyse=in_this_process, today=TODAY)
    (night,) = done.nights
    assert (night.run, night.error, night.unread) == ("", "", len(demo_run.analysis.unread)) and night.documents > 10
    assert done.news == () and done.exit_code == demo_run.analysis.exit_code
    assert (demo_watch.site / "index.html").read_text("utf-8").count("index.html") >= 1
    assert print_health(demo_watch.file) == 0
    assert "nothing unusual" in capsys.readouterr().out


def test_watch_without_a_server_says_what_to_do(demo_watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with pytest.raises(ConfigurationError, match="PREFECT_API_URL"):
        run_watch(demo_watch.file, once=False, direct=False)


def test_health_before_the_first_night(tmp_path: Path) -> None:
    with pytest.raises(EcartError, match="no night of this watch has run yet"):
        print_health(write(tmp_path, ""))


def test_the_example_names_every_key_and_loads(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "watch" / "watch.toml").read_text("utf-8")
    (tmp_path / "territoires" / "a").mkdir(parents=True)
    (tmp_path / "territoires" / "a" / "territory.toml").write_text("")
    (tmp_path / "watch.toml").write_text(text, "utf-8")
    watch = load_watch(tmp_path / "watch.toml")
    assert len(watch.recipients) == 2
    assert watch.habits == Habits(), "the example shows the defaults"
    told = tomllib.loads(text)
    assert set(told) == KEYS


def test_everything_is_documented_and_points_to_something() -> None:
    guide = (ROOT / "docs" / "watch.md").read_text("utf-8")
    lacking = [words for words in INCIDENTS.values() if f"| {words} |" not in guide]
    lacking += [
        name for name in (*INCIDENTS, *(t.value for t in Told), *(listing.value for listing in Listing)) if f"`{name}`" not in guide
    ]
    lacking += [field.name for field in fields(WebRules) if f"`{field.name}`" not in guide and field.name != "contact"]
    lacking += [link for link in re.findall(r"\]\(([^)]+)\)", guide) if "://" not in link and not (ROOT / "docs" / link).exists()]
    assert lacking == []
    for deployment in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]:
        file, name = deployment["entrypoint"].split(":")
        assert f"def {name}(file: str" in (ROOT / file).read_text("utf-8") and set(deployment["parameters"]) == {"file"}
    assert set(yaml.safe_load((ROOT / "docs" / "watch" / "compose.yaml").read_text("utf-8"))["services"]) == {
        "database", "server", "worker", "web",
    }  # fmt: skip
