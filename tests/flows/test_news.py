"""What is told of stored runs: of all that no night has told yet, and what only unread documents changed as just that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.news import news_of_runs
from flows.watch_file import Told, Watch
from flows.watch_state import News, Night, WatchState, open_state
from pipeline.records.run import Issue, Results, Run, Severity
from pipeline.records.verdict import Status
from pipeline.store import save
from tests import factories as make
from tests.store.territories import RUN_2, brevaux

FIRST = datetime.now(UTC) - timedelta(hours=1)  # the store notes the real moment at which a run was saved
LATER = datetime.now(UTC) + timedelta(hours=1)
RUN_3 = replace(RUN_2, id="r3", started=RUN_2.started.replace(day=13))


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    themes = frozenset({"mobility", "housing", "culture"})
    return Watch(tmp_path / "watch.toml", "Veille", (), tmp_path / "e.duckdb", tmp_path / "site", tmp_path / "w.sqlite", themes=themes)


@pytest.fixture
def state(watch: Watch) -> Iterator[WatchState]:
    with open_state(watch.state) as opened:
        yield opened


def night(at: datetime, run: str = "") -> Night:
    territory = brevaux().territory
    return Night("t", territory.siren, territory.name, at, run=run, documents=12)


def told(watch: Watch, state: WatchState, now: Night) -> list[News]:
    """What the night tells, which is then brought to its end."""
    state.add_night(now)
    return news_of_runs(watch, state, [now], {"t": "brevaux"})


def changed(run: Run, status: Status) -> Results:
    """The run whose first measure has another status."""
    results = brevaux(run)
    return replace(results, verdicts=(replace(results.verdicts[0], status=status), *results.verdicts[1:]))


def test_a_first_report_is_one_line(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    (only,) = told(watch, state, night(FIRST, "r1"))
    assert "premier rapport, 12 documents lus" in only.words and only.link == "brevaux"


def test_a_later_run_tells_what_changed_and_new_acts(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    told(watch, state, night(FIRST, "r1"))
    results = changed(RUN_2, Status.DROPPED)
    save(with_act(results), watch.database)
    found = told(watch, state, night(LATER, "r2"))
    assert [(n.kind, n.measure) for n in found if n.measure] == [(Told.STATUS, results.verdicts[0].measure)]
    assert all("→" in n.words for n in found if n.measure)
    assert [n.kind for n in found if not n.measure] == [Told.ACT] and "piste cyclable" in found[-1].words


def test_the_changes_of_a_night_that_was_killed_are_told_by_the_next(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    told(watch, state, night(FIRST, "r1"))
    save(changed(RUN_2, Status.DROPPED), watch.database)  # and then the night was killed
    missed = told(watch, state, night(LATER))  # in which nothing changes
    assert [n.id for n in missed] == [f"verdict r2 {brevaux().verdicts[0].measure}"]
    assert told(watch, state, night(LATER + timedelta(days=1))) == [], "told once"


def test_the_first_reports_of_a_night_that_was_killed_are_told_by_the_next(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    save(changed(RUN_2, Status.DROPPED), watch.database)
    (only,) = told(watch, state, night(LATER))
    assert "premier rapport" in only.words
    assert told(watch, state, night(LATER + timedelta(days=1))) == []


def with_act(results: Results) -> Results:
    """The run with one more document and its act, on which its first verdict rests."""
    source = make.document("Objet : Aménagement d'une piste cyclable", doc="actes/2024-040.pdf")
    act = make.act(source, "Aménagement d'une piste cyclable")
    verdict = replace(results.verdicts[0], decisions=(act.id,))
    verdicts = (verdict, *results.verdicts[1:])
    return replace(results, documents=(*results.documents, source), acts=(*results.acts, act), verdicts=verdicts)


def unread(code: str = "encrypted") -> Issue:
    doc = brevaux().acts[0].doc
    return Issue(code, f"{doc}: protected.", "Ask for it.", doc, severity=Severity.ERROR, unread=True)


def lost(run: Run) -> Results:
    """The run that can no longer read the document of the acts, and so finds another status."""
    results = changed(run, Status.NO_TRACE)
    (_, *rest), (_, *acts) = results.documents, results.acts
    verdicts = (replace(results.verdicts[0], decisions=(), ledger=(), evidence=()), *results.verdicts[1:])
    issues = (*results.issues, unread())
    return replace(results, documents=tuple(rest), acts=tuple(acts), links=(), money_links=(), verdicts=verdicts, issues=issues)


def test_what_an_unread_document_changed_is_no_news_of_the_council(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    told(watch, state, night(FIRST, "r1"))
    save(lost(RUN_2), watch.database)
    (only,) = told(watch, state, night(LATER, "r2"))
    assert only.kind is Told.HEALTH
    assert f"aucun acte nouveau, mais un document qui n'est plus lu : {unread().doc} (fichier protégé par un mot de passe)" in only.words
    save(brevaux(RUN_3), watch.database)
    again = told(watch, state, night(LATER + timedelta(days=1), "r3"))
    assert {n.kind for n in again if n.measure} == {Told.HEALTH}
    assert all(f"un document lu de nouveau : {unread().doc}" in n.words for n in again if n.measure)


def test_a_new_act_explains_a_change_whatever_else_is_unread(watch: Watch, state: WatchState) -> None:
    save(brevaux(), watch.database)
    told(watch, state, night(FIRST, "r1"))
    save(with_act(lost(RUN_2)), watch.database)
    kinds = [n.kind for n in told(watch, state, night(LATER, "r2")) if n.measure]
    assert kinds == [Told.STATUS]
