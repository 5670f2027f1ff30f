"""One territory analysed again when something changed: what a process of the watch does, and the little that it tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from flows.analyse import Call, analyse, call_directly
from flows.options import Options
from flows.versions import versions
from pipeline.collect import collect_files, load_territory
from pipeline.match import load_encoder
from pipeline.records.errors import EcartError
from pipeline.records.territory import SourceFile, Territory
from pipeline.store import query, same_inputs

AT_LEAST_EVERY = timedelta(days=7)  # deadlines pass and reviews are withdrawn without any file changing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one territory. `run` is empty when nothing had changed or nothing could be done; `error` is empty when all is well."""

    run: str = ""
    unread: int = 0
    known: int = 0
    read: int = 0
    documents: int = 0
    seconds: float = 0.0
    error: str = ""
    unchanged: bool = False


def refresh(territory_file: Path, options: Options, last: datetime | None, now: datetime, call: Call = call_directly) -> Outcome:
    """Analyse a territory unless its files, the program and its reviews are those of its last run, `last`. Never raises."""
    started = monotonic()
    try:
        territory = load_territory(territory_file)
        if last is not None and now - last < AT_LEAST_EVERY and _unchanged(territory, collect_files(territory).files, options, last):
            return Outcome(unchanged=True, seconds=monotonic() - started)
        analysis = analyse(territory_file, options, call)
    except EcartError as error:
        return Outcome(error=str(error), seconds=monotonic() - started)
    except Exception as error:  # a defect met in one territory must not stop the others
        return Outcome(error=f"{type(error).__name__}: {error}"[:500], seconds=monotonic() - started)
    coverage = analysis.results.coverage
    return Outcome(
        run=analysis.results.run.id,
        unread=len(analysis.unread),
        known=coverage.known,
        read=coverage.read,
        documents=len(analysis.results.documents),
        seconds=monotonic() - started,
    )


def _unchanged(territory: Territory, files: Sequence[SourceFile], options: Options, last: datetime) -> bool:
    if not (options.report / "index.html").is_file():
        return False
    if not same_inputs(options.database, territory, files, versions(load_encoder())):
        return False
    asked = f"SELECT count(*) FROM reviews WHERE siren = '{int(territory.siren):09d}' AND reviewed_at > '{last:%Y-%m-%d %H:%M:%S}'"
    return bool(query(options.database, asked)[1][0][0] == 0)
