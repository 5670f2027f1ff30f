"""One night of the watch: visit all territories, analyse what changed, publish, compare with habit, tell who wants to know.

Like a run, the night hands each piece of work to a `call`, so that the same composition runs with Prefect and without. Pieces are
batches of territories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from flows.alerts import Send, lacking_addresses, meet_all, send_by_apprise, tell_all
from flows.calls import Call, Progress, be_quiet, call_directly
from flows.collect import agent
from flows.elsewhere import on_dask
from flows.guarded import run_all
from flows.health import Turn, examine_night
from flows.news import news_of_runs, news_of_turn
from flows.options import Options, usable_cores
from flows.publish import folder_of, folders_of, publish_site
from flows.refresh import Refreshed, refresh
from flows.watch_file import Watch
from flows.watch_state import News, Night, SourceVisit, Unread, one_night_at_a_time, open_state
from pipeline.collect import Clock, Manners, SystemClock, Visit, load_territory, visit_sources
from pipeline.records.errors import EcartError
from pipeline.records.territory import Territory

BATCH = 20  # territories a task
VISITORS = 16  # territories visited at once: they wait for hosts most of the time, and each host has its own pause

_NETWORK = ("no-answer", "status-5", "status-429", "robots-unreachable", "host-left-alone", "cut-off")  # codes of troubles

Analyse = Callable[[Sequence[Sequence[Any]], int, float], Iterator[tuple[int, Refreshed | Exception]]]


@dataclass(frozen=True, slots=True)
class Visited:
    """What the visit to one territory's sources came to; `error` when its file cannot be used or its folder not be written."""

    file: Path
    territory: Territory | None = None
    visits: Mapping[str, Visit] = field(default_factory=dict)  # by the key of the source
    seconds: float = 0.0
    error: str = ""

    @property
    def unreachable(self) -> bool:
        """Whether the network or a site failed, so that another try may help."""
        return any(visit.trouble[0].startswith(_NETWORK) for visit in self.visits.values())

    @property
    def troubles(self) -> str:
        """Why sources could not be listed, in a few words."""
        return " ; ".join(visit.trouble[1] for visit in self.visits.values() if visit.trouble[0])[:500]


@dataclass(frozen=True, slots=True)
class WatchNight:
    """What one night came to."""

    nights: tuple[Night, ...]
    turns: tuple[Turn, ...]
    news: tuple[News, ...]
    failures: tuple[str, ...] = field(default=())  # recipients that could not be reached
    site: Path = Path()
    unread: Mapping[str, tuple[Unread, ...]] = field(default_factory=dict)  # by territory file

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some documents or territories were not, 3 nothing could be done."""
        if self.nights and all(night.error for night in self.nights):
            return 3
        return 1 if self.lacking else 0

    @property
    def lacking(self) -> str:
        """Why not all was done, in a few words; empty when it was."""
        counts = (
            (sum(bool(night.error) for night in self.nights), "territories failed"),
            (sum(night.unread for night in self.nights), "documents were not read"),
            (len(self.failures), "recipients were not told"),
        )
        return ", ".join(f"{count} {words}" for count, words in counts if count)


def analyse_in_children(pieces: Sequence[Sequence[Any]], parallel: int, seconds: float) -> Iterator[tuple[int, Refreshed | Exception]]:
    """The `Analyse` of a real night."""
    return run_all(refresh, pieces, parallel=parallel, seconds=seconds)


def watch_night(
    watch: Watch,
    *,
    call: Call = call_directly,
    progress: Progress = be_quiet,
    clock: Clock | None = None,
    today: date | None = None,
    analyse: Analyse | None = None,
    send: Send = send_by_apprise,
    offline: bool = False,
) -> WatchNight:
    """One night. Trouble with one territory is told and stops no other.

    Raises EcartError when another night is running, or the state or the site cannot be written.
    """
    clock = clock or SystemClock()
    started = clock.now()
    for lacking in lacking_addresses(watch):
        progress("alert", 0, len(watch.recipients), lacking)
    with one_night_at_a_time(watch.state, started):
        how = analyse or (on_dask(watch.dask) if watch.dask else analyse_in_children)
        visited, outcomes = _all_territories(watch, call, progress, clock, today, how, offline)
        return _conclude(watch, visited, outcomes, call, progress, send, started)


def collect_only(watch: Watch, *, call: Call = call_directly, clock: Clock | None = None) -> list[Visited]:
    """Visit the sources of all territories and keep what is there, without analysing: for sites whose documents do not stay for long."""
    clock = clock or SystemClock()
    manners = Manners(clock)
    found: list[Visited] = []
    for number, batch in enumerate(_batches(watch.territories), start=1):
        found += call(f"collect, batch {number}", visit_batch, watch, batch, clock, manners, False)
    return found


def publish_only(watch: Watch, *, call: Call = call_directly) -> Path:
    """Write the front page, the state page and the feed again from what is known; gives the front page."""
    with open_state(watch.state) as state:
        nights = [night for file in watch.territories for night in state.nights(str(file), last=1)]
        at = max((night.started for night in nights), default=SystemClock().now())
        return call("publish", publish_site, watch, state, nights, folders_of(nights), at)


def _all_territories(
    watch: Watch, call: Call, progress: Progress, clock: Clock, today: date | None, analyse: Analyse, offline: bool
) -> tuple[list[Visited], dict[Path, Refreshed]]:
    manners = Manners(clock)
    visited: list[Visited] = []
    outcomes: dict[Path, Refreshed] = {}
    sirens: dict[str, Path] = {}
    for number, batch in enumerate(_batches(watch.territories), start=1):
        progress("visit", len(visited), len(watch.territories), batch[0].parent.name)
        fresh = call(f"collect, batch {number}", visit_batch, watch, batch, clock, manners, offline)
        fresh = [_only_one(one, sirens) for one in fresh]
        visited += fresh
        outcomes |= call(f"analyse, batch {number}", analyse_batch, watch, fresh, today, analyse, progress, len(outcomes))
    return visited, outcomes


def _only_one(one: Visited, sirens: dict[str, Path]) -> Visited:
    """Two files for one authority would each mark as gone what the other stored: the second is told and left."""
    if one.territory is None:
        return one
    first = sirens.setdefault(one.territory.siren, one.file)
    if first == one.file:
        return one
    return Visited(one.file, error=f"{one.file}: the same SIREN as {first}. Write the plans and acts of one authority into one file.")


def _conclude(
    watch: Watch, visited: Sequence[Visited], outcomes: dict[Path, Refreshed], call: Call, progress: Progress, send: Send, started: datetime
) -> WatchNight:
    with open_state(watch.state) as state:
        nights = tuple(_night(one, outcomes[one.file], started, state.nights(str(one.file), last=1)) for one in visited)
        for night in nights:
            state.add_night(night)
        for file, outcome in outcomes.items():
            if not outcome.error:
                state.set_unread(str(file), outcome.unread)
        for one in visited:
            found = [SourceVisit(key, started, v.listed, v.new, v.trouble[1]) for key, v in one.visits.items()]
            state.add_visits(str(one.file), found)
        turns = tuple(examine_night(state, night, watch.habits) for night in nights)
        folders = folders_of(nights)
        news = [n for night, turn in zip(nights, turns, strict=True) for n in news_of_turn(night, turn)]
        news += call("news", news_of_runs, watch, state, nights, folders)
        state.add_news(news)
        meet_all(watch, state, started)
        state.commit()
        progress("publish", 0, 1, str(watch.site))
        site = call("publish", publish_site, watch, state, nights, folders, started)
        failures = tell_all(watch, state, started, send)
        unread = {night.territory: state.unread(night.territory) for night in nights}
    return WatchNight(nights, turns, tuple(news), tuple(failures), site, unread)


def _batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    return (files[at : at + BATCH] for at in range(0, len(files), BATCH))


def visit_batch(watch: Watch, files: Sequence[Path], clock: Clock, manners: Manners, offline: bool) -> list[Visited]:
    """Visit the sources of some territories, several at once."""
    with ThreadPoolExecutor(VISITORS) as pool:
        return list(pool.map(lambda file: _visit(watch, file, clock, manners, offline), files))


def _visit(watch: Watch, file: Path, clock: Clock, manners: Manners, offline: bool) -> Visited:
    started = monotonic()
    try:
        territory = load_territory(file)
        if watch.contact and not territory.web.contact:
            territory = replace(territory, web=replace(territory.web, contact=watch.contact))
        visits = {} if offline else visit_sources(territory, clock=clock, manners=manners, agent=agent())
    except EcartError as error:
        return Visited(file, error=str(error))
    return Visited(file, territory, visits, monotonic() - started)


def analyse_batch(
    watch: Watch, visited: Sequence[Visited], today: date | None, analyse: Analyse, progress: Progress = be_quiet, before: int = 0
) -> dict[Path, Refreshed]:
    """Analyse some territories where something changed, in child processes; one of them writes at a time.

    `progress` is told of each as it ends; `before` ended in earlier batches.
    """
    parallel = watch.parallel or usable_cores()
    able = [one for one in visited if one.territory is not None]
    pieces = [(one.file, _options(watch, one, today)) for one in able]
    outcomes = {one.file: Refreshed(error=one.error) for one in visited if one.territory is None}
    for ended, file in enumerate(outcomes, start=before + 1):
        progress("analyse", ended, len(watch.territories), f"{file.parent.name}: {outcomes[file].in_short}")
    for number, outcome in analyse(pieces, parallel, watch.timeout):
        found = Refreshed(error=str(outcome)) if isinstance(outcome, Exception) else outcome
        outcomes[able[number].file] = found
        progress("analyse", before + len(outcomes), len(watch.territories), f"{_name(able[number])}: {found.in_short}")
    return outcomes


def _name(one: Visited) -> str:
    return one.territory.name if one.territory else one.file.parent.name


def _options(watch: Watch, one: Visited, today: date | None) -> Options:
    folder = folder_of(one.territory) if one.territory else ""
    return Options(watch.database, watch.site / folder, workers=1, today=today, wait_for_lock=watch.timeout, fetch=False)


def _night(one: Visited, outcome: Refreshed, started: datetime, last: Sequence[Night]) -> Night:
    """A line of the state. A territory whose file cannot be used keeps the name that it had in its `last` night."""
    listed, new, changed, vanished, failed = (
        sum(getattr(v, f) for v in one.visits.values()) for f in ("listed", "new", "changed", "vanished", "failed")
    )
    return Night(
        territory=str(one.file),
        siren=one.territory.siren if one.territory else next((night.siren for night in last), ""),
        name=one.territory.name if one.territory else next((night.name for night in last), one.file.parent.name),
        started=started,
        seconds=round(outcome.seconds, 3),
        run=outcome.run,
        listed=listed,
        new=new,
        changed=changed,
        vanished=vanished,
        failed=failed,
        trouble=one.troubles,
        unread=len(outcome.unread),
        known=outcome.known,
        read=outcome.read,
        documents=outcome.documents,
        error=outcome.error,
    )
