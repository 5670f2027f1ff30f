"""What Prefect adds to a night, without a server: which visits are tried again, and what is left for people to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.prefect_settings import calm_prefect
from flows.watch import Visited, WatchNight, collect_only, publish_only, visit_batch
from flows.watch_file import Told, load_watch
from flows.watch_state import News, Night, open_state
from pipeline.collect import Clock, Manners, SystemClock, Visit
from tests.collect.town_hall import MovedClock, Reply, TownHall, open_town_hall, pdf

calm_prefect()
from flows import watch_flow  # noqa: E402  # imports Prefect, which reads what was just set

NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def site() -> Iterator[TownHall]:
    with open_town_hall() as opened:
        yield opened


def two_territories(folder: Path, site: TownHall) -> Path:
    for name, page in (("a", "/a"), ("b", "/b")):
        (folder / name).mkdir(parents=True)
        (folder / name / "territory.toml").write_text(
            f'name = "Ville {name}"\nsiren = "210000012"\nkind = "commune"\n[web]\nallow = ["{site.host}"]\npause = 0\ntries = 1\n'
            f'[[plan]]\npath = "plan.pdf"\n[[acts]]\npage = "{site.origin}{page}"\n',
            "utf-8",
        )
    (folder / "watch.toml").write_text('territory = ["*/territory.toml"]\n', "utf-8")
    return folder / "watch.toml"


def test_only_what_was_not_reached_is_visited_again(tmp_path: Path, site: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    site.empty()
    site.page("/a", "/1.pdf")
    site.put("/1.pdf", pdf("1"))
    answers = iter([Reply(status=503), Reply(b'<html><a href="/2.pdf">2</a></html>')])
    site.paths["/b"] = lambda: next(answers)
    site.put("/2.pdf", pdf("2"))
    tries: list[int] = []

    def task(**how: Any) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        """As Prefect retries: again after a failure, when the condition says so."""

        def wrap(work: Callable[[], Any]) -> Callable[[], Any]:
            def run() -> Any:
                for count in range(1, how["retries"] + 2):
                    tries.append(count)
                    monkeypatch.setattr(watch_flow, "task_run", SimpleNamespace(run_count=count))
                    try:
                        return work()
                    except watch_flow.NetworkTrouble as trouble:
                        failed = SimpleNamespace(result=lambda raise_on_failure, t=trouble: t)
                        assert how["retry_condition_fn"](None, None, failed)
                raise AssertionError("the last try must give what there is")

            return run

        return wrap

    monkeypatch.setattr(watch_flow, "task", task)
    watch = load_watch(two_territories(tmp_path, site))
    clock: Clock = MovedClock()
    found = watch_flow.call_as_task("collect, batch 1", visit_batch, watch, watch.territories, clock, Manners(clock), False)
    assert tries == [1, 2] and site.times("/a") == 1 and site.times("/b") == 2
    assert [one.file.parent.name for one in found] == ["a", "b"]
    assert [sum(v.new for v in one.visits.values()) for one in found] == [1, 1] and not any(one.troubles for one in found)


@pytest.mark.parametrize(("error", "again"), [(watch_flow.NetworkTrouble("x"), True), (ValueError("x"), False), (KeyError("x"), False)])
def test_only_the_network_is_tried_again(error: Exception, again: bool) -> None:
    state = SimpleNamespace(result=lambda raise_on_failure: error)
    assert watch_flow._is_network(None, None, state) is again


def test_a_second_visit_adds_to_the_first() -> None:
    first = Visited(Path("t"), visits={"a": Visit(NOW, new=3, trouble=("status-503", "x")), "b": Visit(NOW, new=1)}, seconds=2.0)
    second = Visited(Path("t"), visits={"a": Visit(NOW, listed=9, new=2), "b": Visit(NOW, listed=4)}, seconds=1.0)
    both = watch_flow._added(first, second)
    assert {k: (v.listed, v.new, v.trouble[0]) for k, v in both.visits.items()} == {"a": (9, 5, ""), "b": (4, 1, "")}
    assert both.seconds == 3.0 and first.unreachable and not both.unreachable


def test_artifacts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: TownHall) -> None:
    left: dict[str, Any] = {}
    for kind in ("table", "markdown", "link"):
        monkeypatch.setattr(watch_flow, f"create_{kind}_artifact", lambda content, key, **_: left.__setitem__(key, content))
    file = two_territories(tmp_path, site)
    file.write_text('territory = ["*/territory.toml"]\naddress = "https://veille.example"\n', "utf-8")
    gap = News("g", NOW, Told.GAP, "210000012", "Ville a", "« Ouvrir une ressourcerie » : abandonnée", theme="environment")
    watch_flow.leave_artifacts(load_watch(file), WatchNight((Night("t", "210000012", "Ville a", NOW),), (), (gap,)))
    assert set(left) == {"ecart-gaps", "ecart-territories", "ecart-summary", "ecart-site"}
    assert left["ecart-gaps"] == [{"territoire": "Ville a", "mesure": "« Ouvrir une ressourcerie » : abandonnée", "thème": "environment"}]
    assert "Nouveaux écarts" in left["ecart-summary"] and left["ecart-site"] == "https://veille.example/index.html"


def test_collecting_and_publishing_alone(tmp_path: Path, site: TownHall) -> None:
    site.empty()
    site.page("/a", "/1.pdf")
    site.put("/1.pdf", pdf("1"))
    watch = load_watch(two_territories(tmp_path, site))
    visited = collect_only(watch, clock=MovedClock())
    assert [bool(one.visits) for one in visited] == [True, True]
    assert len(list((tmp_path / "a" / "collected").rglob("*.pdf"))) == 1
    with open_state(watch.state) as state:
        state.add_night(Night(str(watch.territories[0]), "210000012", "Ville a", SystemClock().now(), documents=7))
    assert publish_only(watch).is_file()
    assert "Ville a" in (watch.site / "etat" / "index.html").read_text("utf-8")
