"""Territories analysed on the workers of a Dask cluster; the results come back, and one process here stores them.

The workers see the territories, the published database and the site at the same paths (a shared file system) and have ecart installed.
Results travel as records, because the store takes records; nothing is written to the database elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from flows.options import Options
from flows.refresh import Outcome, refresh
from flows.report import write_with_history
from pipeline.records.errors import ConfigurationError
from pipeline.records.run import Results
from pipeline.store import SaveSummary, save

T = TypeVar("T")


class Carrier:
    """The `Call` of a run that stores and reports nothing: it keeps the results that were to be stored."""

    def __init__(self) -> None:
        self.results: Results | None = None

    def __call__(self, name: str, work: Callable[..., T], /, *arguments: Any) -> T:
        """Run a piece of work; take the results where they would be stored, and leave the report, which tells of what is stored."""
        if name == "report":
            return arguments[-1]  # type: ignore[no-any-return]
        if name != "store":
            return work(*arguments)
        results, options = arguments
        self.results = results
        return SaveSummary(options.database, results.run.id)  # type: ignore[return-value]


def refresh_elsewhere(territory_file: Path, options: Options) -> tuple[Outcome, Results | None]:
    """What a worker does: `flows.refresh.refresh` with the results given back instead of stored. Never raises."""
    carrier = Carrier()
    outcome = refresh(territory_file, options, carrier)
    return outcome, carrier.results


def report_elsewhere(found: tuple[Outcome, Results | None], options: Options) -> float:
    """What a worker does once its results are stored: the report. Gives the seconds it took."""
    began = monotonic()
    if found[1] is not None:
        write_with_history(found[1], options.database, options.report)
    return monotonic() - began


def on_dask(address: str) -> Callable[[Sequence[Sequence[Any]], int, float], Iterator[tuple[int, Outcome | Exception]]]:
    """The `Analyse` of a night on the Dask cluster at `address` (tcp://host:port). Raises ConfigurationError when there is none."""

    def analyse(pieces: Sequence[Sequence[Any]], _parallel: int, seconds: float) -> Iterator[tuple[int, Outcome | Exception]]:
        distributed = _distributed()
        try:
            client = distributed.Client(address, timeout="30s", set_as_default=False)
        except OSError as error:
            raise ConfigurationError(f"{address}: no Dask cluster answers ({error}). Start one: dask scheduler, dask worker.") from error
        with client:
            yield from _Cluster(client, distributed, pieces).outcomes(seconds * len(pieces))

    return analyse


class _Cluster:
    """One batch on a cluster: a worker analyses a territory, this process stores it, and the worker, which has it still, reports it."""

    def __init__(self, client: Any, distributed: Any, pieces: Sequence[Sequence[Any]]) -> None:
        self._client = client
        self._distributed = distributed
        self._pieces = pieces
        self._left = {client.submit(refresh_elsewhere, *piece, pure=False, retries=1): n for n, piece in enumerate(pieces)}
        self._stored: dict[int, tuple[Outcome, Any]] = {}  # with the future that holds the results

    def outcomes(self, seconds: float) -> Iterator[tuple[int, Outcome | Exception]]:
        """The outcome of each piece by its number, as it ends."""
        ended = self._distributed.as_completed(list(self._left), loop=self._client.loop, timeout=seconds)
        try:
            for future in ended:
                number = self._left.pop(future)
                outcome = self._took(future, number)
                if number in self._stored and isinstance(outcome, Outcome) and outcome.run:
                    report = self._client.submit(report_elsewhere, future, self._pieces[number][1], pure=False)
                    self._left[report] = number
                    ended.add(report)
                else:
                    yield number, outcome
        except (TimeoutError, self._distributed.TimeoutError):
            for future, number in self._left.items():
                future.cancel()
                yield number, TimeoutError(f"no result from the cluster after {seconds:.0f} s")

    def _took(self, future: Any, number: int) -> Outcome | Exception:
        """What a finished future says; results are stored when they come, and let go when their report is there."""
        if number in self._stored:
            outcome, _ = self._stored.pop(number)
            failure = future.exception()
            return failure if failure is not None else replace(outcome, seconds=outcome.seconds + future.result())
        options, began = self._pieces[number][1], monotonic()
        try:
            outcome, results = future.result()
            if results is not None:
                save(results, options.database, wait=options.wait_for_lock)
                self._stored[number] = (outcome, future)
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
