"""The schedule of a watch, served by this process or left to workers of a pool (prefect.yaml). Imports Prefect."""

from __future__ import annotations

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from flows.watch_file import Watch
from flows.watch_flow import watch_flow


def serve_watch(watch: Watch) -> None:
    """Run the nights of a watch by its schedule, one at a time, until this process is stopped."""
    watch_flow.serve(
        name=watch.file.parent.name or "watch",
        schedule=Cron(watch.schedule, timezone=watch.timezone),
        parameters={"file": str(watch.file)},
        description=f"{watch.name}: {len(watch.territories)} territories",
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        pause_on_shutdown=False,
    )
