"""Territories analysed on the workers of a Dask cluster; the results come back, and one process here stores them.

The workers see the territories, the published database and the site at the same paths (a shared file system) and have ecart installed.
Results travel as records, because the store takes records; nothing is written to the database elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from flows.options import Options
from flows.refresh import Outcome, refresh
from pipeline.records.errors import ConfigurationError
from pipeline.records.run import Results
from pipeline.store import SaveSummary, save

T = TypeVar("T")


class Carrier:
    """The `Call` of a run that stores nothing: it keeps the results that were to be stored."""

    def __init__(self) -> None:
        self.results: Results | None = None

    def __call__(self, name: str, work: Callable[..., T], /, *arguments: Any) -> T:
        """Run a piece of work; take the results where they would be stored."""
        if name != "store":
            return work(*arguments)
        results, options = arguments
        self.results = results
        return SaveSummary(options.database, results.run.id)  # type: ignore[return-value]


def refresh_elsewhere(territory_file: Path, options: Options, last: datetime | None, now: datetime) -> tuple[Outcome, Results | None]:
    """What a worker does: `flows.refresh.refresh` with the results given back instead of stored. Never raises."""
    carrier = Carrier()
    outcome = refresh(territory_file, options, last, now, carrier)
    return outcome, carrier.results


def on_dask(address: str) -> Callable[[Sequence[Sequence[Any]], int, float], Iterator[tuple[int, Outcome | Exception]]]:
    """The `Analyse` of a night on the Dask cluster at `address` (tcp://host:port). Raises ConfigurationError when there is none."""

    def analyse(pieces: Sequence[Sequence[Any]], _parallel: int, seconds: float) -> Iterator[tuple[int, Outcome | Exception]]:
        distributed = _distributed()
        try:
            client = distributed.Client(address, timeout="30s", set_as_default=False)
        except OSError as error:
            raise ConfigurationError(f"{address}: no Dask cluster answers ({error}). Start one: dask scheduler, dask worker.") from error
        with client:
            futures = {client.submit(refresh_elsewhere, *piece, pure=False, retries=1): n for n, piece in enumerate(pieces)}
            left = dict(futures)
            try:
                for future in distributed.as_completed(list(futures), loop=client.loop, timeout=seconds * len(pieces)):
                    yield left.pop(future), _stored(future, pieces[futures[future]][1])
                    future.release()  # its results need not stay on the worker
            except (TimeoutError, distributed.TimeoutError):
                for future, number in left.items():
                    future.cancel()
                    yield number, TimeoutError(f"no result from the cluster after {seconds * len(pieces):.0f} s")

    return analyse


def _stored(future: Any, options: Options) -> Outcome | Exception:
    """The outcome of a worker, its results stored. A worker that died twice, or a store that refuses, is told."""
    began = monotonic()
    try:
        outcome, results = future.result()
        if results is not None:
            save(results, options.database, wait=options.wait_for_lock)
    except Exception as error:  # of the worker or of the store: this territory's, no other's
        return error
    told: Outcome = replace(outcome, seconds=outcome.seconds + monotonic() - began)
    return told


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise ConfigurationError("A Dask cluster needs the extra dask: pip install 'ecart[dask]'.") from None
    return distributed
