"""`ecart run`: the composition, with Prefect or without, and what is said of it on the screen."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.analyse import Analysis, analyse
from flows.calls import Progress as Listener
from flows.calls import be_quiet
from flows.options import Options, usable_cores
from flows.prefect_errors import prefect_told
from pipeline.collect import load_territory
from pipeline.read import ocr_missing
from pipeline.records.errors import ConfigurationError, NothingToDo
from pipeline.records.run import Issue, Severity
from pipeline.records.verdict import Status

SHOWN = 8  # doubts printed; the others are counted


def run_territory(
    territory: Path,
    *,
    db: Path,
    out: Path,
    direct: bool = False,
    workers: int = 0,
    today: str = "",
    as_json: bool = False,
    fetch: bool = True,
    fresh: bool = False,
) -> int:
    """Run one territory, print what came of it, and give the exit code (0 done, 1 some documents could not be read)."""
    options = Options(database=db, report=out, workers=workers or usable_cores(), today=_day(today), fetch=fetch, fresh=fresh)
    return _run(territory, options, direct=direct, as_json=as_json).exit_code


def run_demo(out: Path, *, direct: bool = False, as_json: bool = False) -> int:
    """Run the territory that ships. It holds a scan: without OCR that one stays unread and is named, and that is no failure of the demo."""
    options = Options(database=out / "ecart.duckdb", report=out / "rapport", workers=usable_cores())
    analysis = _run(demo_territory(), options, direct=direct, as_json=as_json)
    only_scans = all(issue.code == "unread-scan" for issue in analysis.unread) and ocr_missing(options.reading) is not None
    return 0 if only_scans else analysis.exit_code


def _run(territory: Path, options: Options, *, direct: bool, as_json: bool) -> Analysis:
    with progress_bar(hidden=as_json or not sys.stderr.isatty()) as progress:
        analysis = analyse(territory, options, progress=progress) if direct else _under_prefect(territory, options, progress)
    if as_json:
        print(json.dumps(summary(analysis), ensure_ascii=False, indent=2))
    else:
        print("\n".join(summary_lines(analysis)))
    return analysis


def demo_territory() -> Path:
    """The territory file that ships."""
    path = Path(str(resources.files("data") / "demo" / "territory.toml"))
    if not path.is_file():
        raise NothingToDo(f"{path}: the demo territory is not installed; install ecart from a full checkout.")
    return path


def summary(analysis: Analysis) -> dict[str, object]:
    """What a run made, as plain values."""
    results = analysis.results
    statuses = Counter(verdict.status for verdict in results.verdicts)
    return {
        "territory": results.territory.name,
        "siren": results.territory.siren,
        "run": results.run.id,
        "encoder": encoder_of(analysis),
        "documents": len(results.documents),
        "kept_documents": analysis.kept,
        "unchanged": analysis.unchanged,
        "pages": sum(len(document.pages) for document in results.documents),
        "measures": len(results.measures),
        "acts": len(results.acts),
        "statuses": {status.value: statuses[status] for status in Status},
        "dropped": sum(verdict.dropped for verdict in results.verdicts),
        "unfunded": sum(verdict.unfunded for verdict in results.verdicts),
        "coverage": results.coverage.share,
        "fairness": {
            "kept": analysis.fairness.kept,
            "base_rate": analysis.fairness.base_rate,
            "unsure": analysis.fairness.unsure,
            "by_ocr": analysis.fairness.by_ocr,
            "warnings": list(analysis.fairness.warnings),
        },
        "verdicts_changed": analysis.saved.verdicts_changed,
        "unproven": len(analysis.saved.unproven),
        "unread": [{"doc": i.doc, "code": i.code, "message": i.message, "remedy": i.remedy} for i in analysis.unread],
        "issues": len(results.issues),
        "database": str(analysis.database),
        "report": str(analysis.report),
        "exit_code": analysis.exit_code,
    }


def summary_lines(analysis: Analysis) -> list[str]:
    """What a run made, for a person at the command line."""
    results = analysis.results
    statuses = Counter(verdict.status for verdict in results.verdicts)
    pages = sum(len(document.pages) for document in results.documents)
    share = results.coverage.share
    known = f"{results.coverage.read} of {results.coverage.known} known acts read" if share is not None else "no register of acts"
    lines = [
        f"{results.territory.name}: {len(results.measures)} measures, {len(results.acts)} acts, {known}",
        _read_line(analysis, pages),
        "verdicts: " + ", ".join(f"{statuses[status]} {status}" for status in Status if statuses[status]),
    ]
    if analysis.unread:
        lines.append(f"not read ({len(analysis.unread)}):")
        lines += [f"  - {told(issue)}" for issue in analysis.unread]
    doubts = [issue for issue in results.issues if not issue.unread and issue.severity is not Severity.NOTE]
    if doubts:
        lines.append(f"in doubt ({len(doubts)}):")
        lines += [f"  - {told(issue)}" for issue in doubts[:SHOWN]]
    if len(doubts) > SHOWN:
        lines.append(f"  - and {len(doubts) - SHOWN} more: ecart sql 'select * from issues' --db {analysis.database}")
    if not encoder_of(analysis).startswith("ecart "):
        lines.append(f"encoder: {encoder_of(analysis)}")
    wrong = len(analysis.saved.unproven) + len(analysis.saved.orphans)
    if wrong:
        lines.append(f"{wrong} stored facts without proof or partner: a defect of this program, please report it with the documents")
    lines += [f"doubt: {warning}" for warning in analysis.fairness.warnings]
    return [*lines, f"database: {analysis.database}", f"report: {analysis.report}"]


def encoder_of(analysis: Analysis) -> str:
    """Name and mark of the encoder that made the links."""
    return dict(analysis.results.run.versions).get("encoder", "")


def _read_line(analysis: Analysis, pages: int) -> str:
    documents = len(analysis.results.documents)
    if analysis.unchanged:
        then = f"{analysis.results.run.started:%Y-%m-%d %H:%M} UTC"
        return f"nothing has changed since the run of {then}: {documents} documents, {pages} pages, none read again"
    kept = f", of which {analysis.kept} documents as a former run read them" if analysis.kept else ""
    return f"read {documents} documents, {pages} pages{kept}"


def told(issue: Issue) -> str:
    """An issue as one line that names its document."""
    where = "" if issue.doc in issue.message else f"{issue.doc}: "
    return f"{where}{issue.message} {issue.remedy}"


def _under_prefect(territory: Path, options: Options, progress: Listener) -> Analysis:
    load_territory(territory)  # what is wrong in it is told before Prefect starts
    from flows.prefect_settings import calm_prefect

    calm_prefect(errors_told=True)
    from flows.scheduled import run_flow

    with prefect_told():
        return run_flow(territory.resolve(), options, progress)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f'--today must be a day such as 2025-06-30, got "{text}".') from None


@contextlib.contextmanager
def progress_bar(*, hidden: bool) -> Iterator[Listener]:
    """A bar on the error stream, or nothing."""
    if hidden:
        yield be_quiet
        return
    columns = (
        TextColumn("{task.description:8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[what]}"),
    )

    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        shown = bars.add_task("start", total=None, what="")

        def tell(stage: str, done: int, total: int, what: str, /) -> None:
            bars.update(shown, description=stage, completed=done, total=total, what=what[-60:])

        yield tell
