"""The same run as a Prefect flow. Imports Prefect: import it after `calm_prefect()`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.analyse import Analysis, analyse
from flows.calls import Progress
from flows.options import Options

T = TypeVar("T")


def call_as_task(name: str, work: Callable[..., T], /, *arguments: Any) -> T:
    """The `Call` of a run under Prefect: each piece of work is a task of its own name."""
    piece = task(name=name, cache_policy=NO_CACHE, persist_result=False)(work)
    return piece(*arguments)


@flow(name="ecart run", validate_parameters=False, persist_result=False)
def run_flow(territory_file: Path, options: Options, progress: Progress) -> Analysis:
    """`flows.analyse.analyse` under Prefect; same arguments, same result, same errors."""
    return analyse(territory_file, options, call_as_task, progress)
