"""`ecart watch` and `ecart health`: what they do and what they print."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.alerts import lacking_addresses
from flows.calls import be_quiet
from flows.prefect_errors import prefect_told
from flows.publish import state_values
from flows.tables import print_rows
from flows.watch import WatchNight, watch_night
from flows.watch_file import Watch, load_watch
from flows.watch_state import Night, Unread, WatchState, open_state, unfinished_night
from pipeline.collect import SystemClock
from pipeline.records.errors import ConfigurationError, EcartError, NothingToDo

SHOWN = 20  # unread documents of a territory that are named; the others are counted


def run_watch(file: Path, *, once: bool, direct: bool, offline: bool = False, dask: str = "", as_json: bool = False) -> int:
    """One night (`once`), or one after the other by the schedule; with Prefect, or `direct`ly. Gives the exit code."""
    watch = load_watch(file)
    if dask:
        watch = replace(watch, dask=dask)
    if once:
        progress = be_quiet if as_json else print_progress
        night = watch_night(watch, progress=progress, offline=offline) if direct else _under_prefect(watch, offline)
        print_night(watch, night, as_json=as_json)
        return night.exit_code
    if direct:
        return _night_after_night(watch, offline=offline)
    _need_server(watch)
    from flows.prefect_settings import calm_prefect

    calm_prefect()
    from flows.deployments import serve_watch

    serve_watch(watch)
    return 0


def print_progress(stage: str, done: int, total: int, what: str, /) -> None:
    """The `Progress` of a night for a log: a line as soon as there is something to say, so that a night that is killed has left its own."""
    print(f"{SystemClock().now():%H:%M:%S} {stage} {done}/{total}: {what}", file=sys.stderr, flush=True)


def print_night(watch: Watch, night: WatchNight, *, as_json: bool) -> None:
    """What one night came to."""
    if as_json:
        with open_state(watch.state) as state:
            values = state_values(watch, night.nights, state.incidents(), night.unread, night.nights[0].started)
        print(json.dumps({**values, "failures": list(night.failures), "exit_code": night.exit_code}, ensure_ascii=False, indent=2))
        return
    ran = sum(bool(n.run) for n in night.nights)
    broken = [n for n in night.nights if n.error]
    same = len(night.nights) - ran - len(broken)
    print(f"{watch.name}: {len(night.nights)} territories, {ran} analysed, {same} unchanged, {len(broken)} failed")
    total = {name: sum(getattr(n, name) for n in night.nights) for name in ("new", "changed", "vanished", "failed")}
    print("documents: " + ", ".join(f"{count} {name}" for name, count in total.items()))
    for one in broken:
        print(f"  - {one.name}: {one.error}")
    names = {one.territory: one.name for one in night.nights}
    _print_unread(names, night.unread)
    opened = [i for turn in night.turns for i in turn.opened]
    closed = [i for turn in night.turns for i in turn.closed]
    print(f"incidents: {len(opened)} new, {len(closed)} over; news: {len(night.news)}")
    for failure in night.failures:
        print(f"  - {failure}")
    print(f"site: {night.site}")
    if night.lacking:
        print(f"exit code {night.exit_code}: {night.lacking}")


def _print_unread(names: Mapping[str, str], unread: Mapping[str, Sequence[Unread]]) -> None:
    """Each document that is not read, with the reason and what to do."""
    if total := sum(map(len, unread.values())):
        print(f"not read ({total}):")
    for territory, lacking in unread.items():
        for one in lacking[:SHOWN]:
            print(f"  - {names[territory]}: {one.told}")
        if len(lacking) > SHOWN:
            print(f"  - {names[territory]}: and {len(lacking) - SHOWN} more, on its page of documents")


def print_health(file: Path, *, as_json: bool = False) -> int:
    """What is not as usual now; exit code 0 when nothing is, 1 when something is, 3 when no night ran yet."""
    watch = load_watch(file)
    begun = unfinished_night(watch.state)
    if not watch.state.is_file() and begun is None:
        raise NothingToDo(f"{watch.state}: no night of this watch has run yet. Run: ecart watch {file} --once")
    with open_state(watch.state) as state:
        nights = [night for night in (_last(state, str(t)) for t in watch.territories) if night is not None]
        incidents = state.incidents()
        unread = {night.territory: state.unread(night.territory) for night in nights}
    never = [str(t) for t in watch.territories if str(t) not in {night.territory for night in nights}]
    newest = max((night.started for night in nights), default=None)
    late = _late(watch, newest)
    lacking = lacking_addresses(watch)
    if as_json:
        values = state_values(watch, nights, incidents, unread, newest or SystemClock().now())
        print(
            json.dumps(
                {**values, "never_run": never, "late": late, "alerts": lacking, "unfinished": str(begun or "")},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        print(f"{watch.name}: last night {newest:%Y-%m-%d %H:%M} UTC" if newest else f"{watch.name}: no night yet")
        if begun:
            print(
                f"a night that began {begun:%Y-%m-%d %H:%M} UTC has not come to its end: it is running, or the next one does what it left"
            )
        if late:
            print(f"late: {late}")
        names = {night.territory: night.name for night in nights}
        rows = [(names.get(i.territory, i.territory), i.code, f"{i.opened:%Y-%m-%d}", i.detail) for i in incidents]
        if rows:
            print_rows(("territory", "incident", "since", "detail"), rows, "table")
        elif not (begun or late or never or lacking):
            print("nothing unusual")
        _print_unread(names, unread)
        for one in never:
            print(f"never run: {one}")
        for one in lacking:
            print(f"alert: {one}")
    return 1 if incidents or never or late or lacking else 0


def _last(state: WatchState, territory: str) -> Night | None:
    nights = state.nights(territory, last=1)
    return nights[-1] if nights else None


def _late(watch: Watch, newest: datetime | None) -> str:
    """Whether a night of the schedule should have run since the newest one: nobody else would tell that the watch itself stands still."""
    from cronsim import CronSim

    if newest is None:
        return ""
    zone = ZoneInfo(watch.timezone)
    due = next(CronSim(watch.schedule, newest.astimezone(zone)))
    after = next(CronSim(watch.schedule, due))
    if SystemClock().now() > after:  # one night may be running or have been left out
        return f"no night since {newest:%Y-%m-%d %H:%M} UTC, though the schedule is {watch.schedule}"
    return ""


def _night_after_night(watch: Watch, *, offline: bool) -> int:
    """Wait for the schedule and run, without Prefect, until stopped."""
    from cronsim import CronSim

    zone = ZoneInfo(watch.timezone)
    while True:
        now = SystemClock().now()
        due = next(CronSim(watch.schedule, now.astimezone(zone)))
        print(f"next night: {due:%Y-%m-%d %H:%M %Z}", flush=True)
        time.sleep(max((due - now).total_seconds(), 0.0))
        try:
            fresh = load_watch(watch.file)  # territories may have been added since
            print_night(fresh, watch_night(fresh, progress=print_progress, offline=offline), as_json=False)
        except EcartError as error:  # told, and tried again the next night
            print(f"ecart: {error}", file=sys.stderr, flush=True)


def _need_server(watch: Watch) -> None:
    if not os.environ.get("PREFECT_API_URL"):
        raise ConfigurationError(
            "ecart watch serves its schedule through a Prefect server: start one (prefect server start) and set PREFECT_API_URL; "
            f"or do without: ecart watch {watch.file} --direct, or cron with --once --direct (docs/watch.md)."
        )


def _under_prefect(watch: Watch, offline: bool) -> WatchNight:
    from flows.prefect_settings import calm_prefect

    calm_prefect(errors_told=True)
    from flows.watch_flow import watch_flow

    with prefect_told():
        return watch_flow(str(watch.file), offline, watch.dask)
