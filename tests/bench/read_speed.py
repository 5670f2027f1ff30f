"""How fast PDFs are read, beside bare pdfplumber on the same pages in the same run. Not a timed test: run it by hand.

    python -m tests.bench.read_speed FOLDER [--files N] [--pages N]

Prints pages per CPU-second of the whole reading (words, layout, tables, clean text) and of `pdfplumber.extract_words`, their ratio,
and the most memory each has needed. Each side runs in a process of its own, in turns, file by file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

SEED = 7


def read_with_ecart(path: Path) -> int:
    from pipeline.read import ReadSettings, read_document  # noqa: PLC0415 - each side loads its own library

    result = read_document(path, path.name, "0" * 64, ReadSettings(ocr="never"))
    return len(result.document.pages) if result.document else 0


def read_with_pdfplumber(path: Path) -> int:
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.close()
        return len(document.pages)


def serve(read: Callable[[Path], int], connection: multiprocessing.connection.Connection) -> None:
    """Read what is asked for; answer with pages, CPU seconds and peak memory in MB."""
    while (path := connection.recv()) is not None:
        start = time.process_time()
        pages = read(path)
        connection.send((pages, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--only-ecart", action="store_true", help="leave pdfplumber out, for memory over many pages")
    given = parser.parse_args()
    paths = sorted(given.folder.rglob("*.pdf"))
    random.Random(SEED).shuffle(paths)
    context = multiprocessing.get_context("spawn")
    sides = {"ecart": read_with_ecart} | ({} if given.only_ecart else {"pdfplumber": read_with_pdfplumber})
    pipes, totals = {}, {name: [0, 0.0, 0.0] for name in sides}
    for name, read in sides.items():
        here, there = context.Pipe()
        context.Process(target=serve, args=(read, there), daemon=True).start()
        pipes[name] = here
        here.send(paths[0])  # imports are not counted
        here.recv()
    for path in paths[: given.files]:
        counts = {}
        for name, pipe in pipes.items():
            pipe.send(path)
            counts[name] = pipe.recv()
        if counts["ecart"][0] == 0:  # a scan: nothing to compare
            continue
        for name, (pages, seconds, memory) in counts.items():
            total = totals[name]
            total[0], total[1], total[2] = total[0] + pages, total[1] + seconds, max(total[2], memory)
    for name, (pages, seconds, memory) in totals.items():
        print(f"{name:12} {pages:5} pages  {pages / seconds:7.1f} pages per CPU-second  peak memory {memory:5.0f} MB")
    if len(totals) == 2:
        (a, b, _), (c, d, _) = totals["ecart"], totals["pdfplumber"]
        print(f"ratio {(a / b) / (c / d):.2f}")


if __name__ == "__main__":
    main()
