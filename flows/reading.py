"""Every PDF of a territory as a document, read now or taken as it was read before."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.calls import Call, Progress
from flows.defects import write_down
from flows.options import BATCH, Options
from pipeline.read import ReadProgress, ReadResult, read_documents, reader_version
from pipeline.records.run import Issue
from pipeline.records.source import Document
from pipeline.records.territory import SourceFile, Territory
from pipeline.store import stored_readings


@dataclass(frozen=True, slots=True)
class Readings:
    """The documents in the order of their files, what reading met, and how many of them a former run had read."""

    documents: tuple[Document, ...]
    issues: tuple[Issue, ...]
    kept: int


def read_all(territory: Territory, files: Sequence[SourceFile], options: Options, call: Call, progress: Progress) -> Readings:
    """Every PDF once, whatever its roles, in batches; those that this reader already read come from the database.

    What could not be read before is tried again.
    """
    once = {file.sha256: file for file in files if not is_table(file)}
    kept = {} if options.fresh else call("read, kept documents", _kept, territory, tuple(once.values()), options)
    found: dict[str, ReadResult] = dict(kept)
    for number, batch in enumerate(_batches((f for f in once.values() if f.sha256 not in kept), BATCH), start=1):
        progress("read", len(found), len(once), batch[0].doc)
        told = functools.partial(_tell, progress, len(found), len(once))
        found |= call(f"read, batch {number}", read_batch, batch, options, told)
    titled = (replace(r.document, title=file.source.title) for file in once.values() if (r := found[file.sha256]).document is not None)
    issues = (replace(issue, stage="read") for sha256 in once for issue in found[sha256].issues)
    return Readings(tuple(titled), tuple(issues), len(kept))


def read_batch(files: Sequence[SourceFile], options: Options, told: Callable[[ReadProgress], None]) -> dict[str, ReadResult]:
    """Read some files in guarded child processes: what each gave, by sha256. `told` is called after each."""
    found = {file.sha256: result for file, result in read_documents(files, options.reading, options.workers, told)}
    write_down((result.trace for result in found.values() if result.trace), options)
    return found


def _tell(progress: Progress, before: int, total: int, of: ReadProgress) -> None:
    progress("read", before + of.done, total, f"{of.rate:.0f} pages/s {of.doc}")


def is_table(file: SourceFile) -> bool:
    """Whether a file is read by rows (CSV, TSV, XML) and not by pages."""
    return file.path.suffix.lower() in {".csv", ".tsv", ".txt", ".xml"}


def _kept(territory: Territory, files: Sequence[SourceFile], options: Options) -> dict[str, ReadResult]:
    """What the database holds of these files by content, where they have kept their place (issues name it)."""
    stored = stored_readings(options.database, territory.siren, (f.sha256 for f in files), reader_version(options.reading))
    return {f.sha256: ReadResult(*stored[f.sha256]) for f in files if f.sha256 in stored and stored[f.sha256][0].doc == f.doc}


def _batches(files: Iterable[SourceFile], size: int) -> Iterator[tuple[SourceFile, ...]]:
    remaining = iter(files)
    while batch := tuple(itertools.islice(remaining, size)):
        yield batch
