"""One territory analysed again when something changed: what a process of the watch does, and the little that it tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from flows.analyse import analyse
from flows.calls import Call, call_directly
from flows.defects import defect_told
from flows.options import Options
from flows.watch_state import Unread
from pipeline.records.errors import EcartError
from pipeline.records.territory import Role


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of one territory. `run` is empty when nothing had changed or nothing could be done; `error` is empty when all is well."""

    run: str = ""
    unread: tuple[Unread, ...] = ()
    known: int = 0
    read: int = 0
    documents: int = 0
    seconds: float = 0.0
    error: str = ""
    unchanged: bool = False

    @property
    def in_short(self) -> str:
        """What came of it, for a line on the screen."""
        if self.error:
            return f"failed: {self.error.splitlines()[0]}"
        unread = f", {len(self.unread)} not read" if self.unread else ""
        return f"{'unchanged' if self.unchanged else f'analysed in {self.seconds:.0f} s'}{unread}"


def refresh(territory_file: Path, options: Options, call: Call = call_directly) -> Refreshed:
    """Analyse a territory, which does nothing where nothing has changed, and tell the little that a night keeps of it. Never raises."""
    started = monotonic()
    try:
        analysis = analyse(territory_file, options, call)
    except EcartError as error:
        return Refreshed(error=str(error), seconds=monotonic() - started)
    except Exception as error:  # a defect met in one territory must not stop the others
        return Refreshed(error=defect_told(error, options, str(territory_file)), seconds=monotonic() - started)
    coverage = analysis.results.coverage
    plans = {file.doc for file in analysis.results.files if file.role is Role.PLAN}
    plans |= {source.path for source in analysis.results.territory.sources if source.role is Role.PLAN}
    return Refreshed(
        run="" if analysis.unchanged else analysis.results.run.id,
        unread=tuple(Unread(i.doc, i.code, i.message, i.remedy, i.doc in plans) for i in analysis.unread),
        known=coverage.known,
        read=coverage.read,
        documents=len(analysis.results.documents),
        seconds=monotonic() - started,
        unchanged=analysis.unchanged,
    )
