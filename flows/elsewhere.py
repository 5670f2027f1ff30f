"""Territories analysed on the workers of a Dask cluster; rows come back, and one process here stores them.

The workers see the territories, the published database and the site at the same paths (a shared file system) and have ecart installed.
Results travel as rows, and stay as records on the worker that will report them; nothing is written to the database elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from flows.options import Options
from flows.refresh import Refreshed, refresh
from flows.report import write_with_history
from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.records.install import how_to_install
from pipeline.records.run import Results
from pipeline.store import Prepared, SaveSummary, prepare, save_prepared

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


def refresh_elsewhere(territory_file: Path, options: Options) -> tuple[Refreshed, Results | None]:
    """What a worker does: `flows.refresh.refresh` with the results given back instead of stored. Never raises."""
    carrier = Carrier()
    outcome = refresh(territory_file, options, carrier)
    return outcome, carrier.results


def rows_elsewhere(found: tuple[Refreshed, Results | None], options: Options) -> tuple[Refreshed, Prepared | None]:
    """What a worker sends: the little that the night keeps, and the rows, as Parquet, where there is something to store."""
    outcome, results = found
    return outcome, prepare(results, options.database) if results is not None else None


def report_elsewhere(found: tuple[Refreshed, Results | None], options: Options) -> float:
    """What a worker does once its results are stored: the report. Gives the seconds it took."""
    began = monotonic()
    if found[1] is not None:
        write_with_history(found[1], options.database, options.report)
    return monotonic() - began


def on_dask(address: str) -> Callable[[Sequence[Sequence[Any]], int, float], Iterator[tuple[int, Refreshed | Exception]]]:
    """The `Analyse` of a night on the Dask cluster at `address` (tcp://host:port). Raises ConfigurationError when there is none."""

    def analyse(pieces: Sequence[Sequence[Any]], _parallel: int, seconds: float) -> Iterator[tuple[int, Refreshed | Exception]]:
        distributed = _distributed()
        try:
            client = distributed.Client(address, timeout="30s", set_as_default=False)
        except OSError as error:
            raise ConfigurationError(f"{address}: no Dask cluster answers ({error}). Start one: dask scheduler, dask worker.") from error
        with client:
            yield from _Cluster(client, distributed, pieces).outcomes(seconds * len(pieces))

    return analyse


class _Cluster:
    """One batch on a cluster: a worker analyses a territory and sends its rows, this process stores what has come, and the worker, which
    has the results still, reports them."""

    def __init__(self, client: Any, distributed: Any, pieces: Sequence[Sequence[Any]]) -> None:
        self._client = client
        self._distributed = distributed
        self._pieces = pieces
        self._left: dict[Any, int] = {}  # what is waited for
        self._found: list[Any] = []  # by piece: the results, on the worker that made them
        self._stored: dict[int, Refreshed] = {}  # whose reports are being written
        for number, (file, options) in enumerate(pieces):
            self._found.append(client.submit(refresh_elsewhere, file, options, pure=False, retries=1))
            self._left[client.submit(rows_elsewhere, self._found[-1], options, pure=False, retries=1)] = number

    def outcomes(self, seconds: float) -> Iterator[tuple[int, Refreshed | Exception]]:
        """The outcome of each piece by its number, as it ends. What has come while something was stored is stored together."""
        ended = self._distributed.as_completed(list(self._left), loop=self._client.loop, timeout=seconds)
        try:
            for batch in ended.batches():
                fresh: dict[int, Any] = {}
                for future in batch:
                    number = self._left.pop(future)
                    if number in self._stored:
                        yield number, self._reported(number, future)
                    else:
                        fresh[number] = future
                for number, outcome in self._store(fresh):
                    if isinstance(outcome, Exception) or not outcome.run:
                        yield number, outcome
                        continue
                    self._stored[number] = outcome
                    report = self._client.submit(report_elsewhere, self._found[number], self._pieces[number][1], pure=False)
                    self._left[report] = number
                    ended.add(report)
        except (TimeoutError, self._distributed.TimeoutError):
            for future, number in self._left.items():
                future.cancel()
                yield number, TimeoutError(f"no result from the cluster after {seconds:.0f} s")

    def _store(self, fresh: Mapping[int, Any]) -> Iterator[tuple[int, Refreshed | Exception]]:
        """Store the rows that have come; what cannot be had or stored is that territory's trouble, no other's."""
        came: dict[int, tuple[Refreshed, Prepared]] = {}
        for number, future in fresh.items():
            try:
                outcome, rows = future.result()
            except Exception as error:  # of the worker
                yield number, error
                continue
            if rows is None:
                yield number, outcome
            else:
                came[number] = (outcome, rows)
        if not came:
            return
        began, options = monotonic(), self._pieces[next(iter(came))][1]
        try:
            told = save_prepared([rows for _, rows in came.values()], options.database, wait=options.wait_for_lock)
        except EcartError as error:
            yield from ((number, error) for number in came)
            return
        each = (monotonic() - began) / len(came)
        for (number, (outcome, _)), answer in zip(came.items(), told, strict=True):
            yield number, answer if isinstance(answer, EcartError) else replace(outcome, seconds=outcome.seconds + each)

    def _reported(self, number: int, future: Any) -> Refreshed | Exception:
        """What a finished report says; the worker may forget the results."""
        outcome = self._stored.pop(number)
        self._found[number] = None
        failure = future.exception()
        return failure if failure is not None else replace(outcome, seconds=outcome.seconds + future.result())


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise ConfigurationError(f"A Dask cluster needs distributed: {how_to_install('dask')}.") from None
    return distributed
