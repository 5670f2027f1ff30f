"""The nights of the watch as Prefect flows. Imports Prefect: import it after `calm_prefect()`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run

from flows.alerts import digest, title_of
from flows.watch import Visited, WatchNight, collect_only, publish_only, visit_batch, watch_night
from flows.watch_file import Told, Watch, load_watch
from pipeline.collect import Clock, Manners

T = TypeVar("T")

RETRIES = 1  # of a batch of visits in which the network failed; single requests are tried several times anyway
RETRY_AFTER = 150.0  # seconds: longer than a host that is down is left alone


class NetworkTrouble(Exception):
    """Some sources of a batch were not reached; only this is tried again."""


def _night_name() -> str:
    parameters: dict[str, Any] = flow_run.parameters or {}
    when: datetime = flow_run.scheduled_start_time or datetime.now(UTC)
    return f"{Path(str(parameters.get('file', 'watch'))).resolve().parent.name}, night of {when:%Y-%m-%d %H:%M}"


@flow(name="ecart watch", flow_run_name=_night_name, validate_parameters=False, persist_result=False)
def watch_flow(file: str, offline: bool = False, dask: str = "") -> WatchNight:
    """One night of the watch file `file`: the composition of `flows.watch.watch_night`, its pieces as tasks, its results as artifacts.

    `dask` is the address of a cluster to analyse on, in place of the one that the watch file names.
    """
    watch = load_watch(Path(file))
    watch = replace(watch, dask=dask or watch.dask)
    night = watch_night(watch, call=call_as_task, progress=_Bar(), offline=offline)
    leave_artifacts(watch, night)
    return night


@flow(name="ecart collect", flow_run_name=_night_name, validate_parameters=False, persist_result=False)
def collect_flow(file: str) -> list[Visited]:
    """Only the visits of a night: what is online now is kept, the next night analyses it."""
    return collect_only(load_watch(Path(file)), call=call_as_task)


@flow(name="ecart publish", flow_run_name=_night_name, validate_parameters=False, persist_result=False)
def publish_flow(file: str) -> Path:
    """Only the front page, the state page and the feed."""
    return publish_only(load_watch(Path(file)), call=call_as_task)


def call_as_task(name: str, work: Callable[..., T], /, *arguments: Any) -> T:
    """The `Call` of a night under Prefect: each piece is a task of its own name; visits are tried again when the network failed."""
    if work is visit_batch:
        return _visits(name, *arguments)  # type: ignore[return-value]
    piece = task(name=name, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(work)
    return piece(*arguments)


def _visits(name: str, watch: Watch, files: Sequence[Path], clock: Clock, manners: Manners, offline: bool) -> list[Visited]:
    visited: dict[Path, Visited] = {}

    def visit() -> list[Visited]:
        due = [file for file in files if file not in visited or visited[file].unreachable]
        for one in visit_batch(watch, due, clock, manners, offline):
            visited[one.file] = _added(visited.get(one.file), one)
        lacking = [one.file.parent.name for one in visited.values() if one.unreachable]
        if lacking and (task_run.run_count or 1) <= RETRIES:
            raise NetworkTrouble(f"sources not reached: {', '.join(lacking)}")
        return [visited[file] for file in files]

    piece = task(
        name=name,
        task_run_name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=RETRIES,
        retry_delay_seconds=RETRY_AFTER,
        retry_condition_fn=_is_network,
    )(visit)
    return piece()


def _is_network(_task: Any, _run: Any, state: Any) -> bool:
    return isinstance(state.result(raise_on_failure=False), NetworkTrouble)


def _added(before: Visited | None, now: Visited) -> Visited:
    """The second visit with what the first one had found already."""
    if before is None:
        return now
    visits = dict(now.visits)
    for key, first in before.visits.items():
        second = visits.get(key, first)
        sums = {name: getattr(first, name) + getattr(second, name) for name in ("new", "changed", "vanished", "fetched")}
        visits[key] = replace(second, **sums)
    return replace(now, visits=visits, seconds=before.seconds + now.seconds)


class _Bar:
    """The `Progress` of a night, as an artifact that the Prefect page shows."""

    def __init__(self) -> None:
        self._artifact: UUID | None = None

    def __call__(self, stage: str, done: int, total: int, what: str, /) -> None:
        share = 100.0 * done / max(total, 1)
        if self._artifact is None:
            made: Any = create_progress_artifact(share, key="ecart-progress", description=f"{stage}: {what}")
            self._artifact = made
        else:
            update_progress_artifact(self._artifact, share, description=f"{stage}: {what}")


def leave_artifacts(watch: Watch, night: WatchNight) -> None:
    """A summary, the table of gaps and of territories, and a link to the site."""
    gaps = [{"territoire": n.territory, "mesure": n.words, "thème": n.theme} for n in night.news if n.kind is Told.GAP]
    create_table_artifact(gaps or [{"territoire": "", "mesure": "aucun nouvel écart", "thème": ""}], key="ecart-gaps")
    rows = [
        {"territoire": n.name, "lus": n.documents, "non lus": n.unread, "nouveaux": n.new, "durée (s)": round(n.seconds), "erreur": n.error}
        for n in night.nights
    ]
    create_table_artifact(rows, key="ecart-territories")
    create_markdown_artifact(f"# {title_of(watch, night.news)}\n\n{digest(watch, night.news)}", key="ecart-summary")
    if watch.address:
        create_link_artifact(f"{watch.address}/index.html", link_text="Rapports", key="ecart-site")
