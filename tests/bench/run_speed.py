"""Pages per CPU-second of the whole run, stage by stage, beside bare pdfplumber on the same files.

usage: python -m tests.bench.run_speed TERRITORY.toml [--sample N]

Children count. With `--sample N` pdfplumber, which is slow, reads every Nth document only. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber

from flows.analyse import analyse
from flows.options import Options
from pipeline.records.source import Document
from pipeline.records.territory import SourceFile

T = TypeVar("T")


def cpu() -> float:
    """CPU seconds of this process and its finished children so far."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Stopwatch:
    """A `Call` that notes the CPU seconds of each piece of work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[..., T], /, *arguments: Any) -> T:
        began = cpu()
        try:
            return work(*arguments)
        finally:
            stage = name.split(",", maxsplit=1)[0]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + cpu() - began


def bare_rate(files: Sequence[SourceFile], documents: Sequence[Document], every: int) -> float:
    """Pages per CPU-second of `pdfplumber.extract_words` on every `every`th document."""
    paths = {file.sha256: file.path for file in files}
    began, pages = cpu(), 0
    for document in documents[::every]:
        with pdfplumber.open(paths[document.sha256]) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.close()
                pages += 1
    return pages / (cpu() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("territory", type=Path)
    parser.add_argument("--sample", type=int, default=4, metavar="N")
    arguments = parser.parse_args()
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder:
        options = Options(Path(folder) / "e.duckdb", Path(folder) / "rapport", workers=1, today=date(2026, 1, 1))
        results = analyse(arguments.territory, options, watch).results
    pages = sum(len(document.pages) for document in results.documents)
    for stage, seconds in watch.seconds.items():
        print(f"{stage:10} {seconds:8.2f} CPU-s  {pages / seconds:8.1f} pages/CPU-s")
    whole = sum(seconds for stage, seconds in watch.seconds.items() if stage != "report")
    print(f"{'to store':10} {whole:8.2f} CPU-s  {pages / whole:8.1f} pages/CPU-s, {pages} pages")
    bare = bare_rate(results.files, results.documents, arguments.sample)
    print(f"pdfplumber.extract_words alone {bare:6.1f} pages/CPU-s: {pages / whole / bare:.1f} times as many")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"peak memory of the largest process {peak:.0f} MB")


if __name__ == "__main__":
    main()
