"""CPU seconds and weight of a report of 200 measures with 400 pictures, each act in a file of its own.

python -m tests.bench.report_speed [measures]

Made-up documents, typeset and read here; only the report is timed. Run it on a quiet machine.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import typst

from flows.pictures import page_pictures
from pipeline.read import read_document
from pipeline.records.plan import Measure
from pipeline.records.run import Results
from pipeline.records.source import Document
from pipeline.records.territory import SourceFile
from pipeline.report import write_report
from tests import factories as make

_HEADS = ("Brin", "Mor", "Val", "Sau", "Cler", "Tour", "Mire", "Font", "Cham", "Rou", "Vil", "Gran", "Bel", "Haut", "Ser")
_TAILS = ("jonc", "sac", "fosse", "vigny", "mont", "bise", "lane", "court", "pré", "rive", "seuil", "garde", "lieu", "vent")
PLACES = [
    a + b
    for a in _HEADS
    for b in ("jonc", "sac", "fosse", "vigny", "mont", "bise", "lane", "court", "pré", "rive", "seuil", "garde", "lieu", "vent")
]
PLAN_PAGE = 4  # measures a page
WORDS = "Le territoire manque de lieux ouverts à toutes et à tous, et les habitants l'ont dit à chaque atelier. "


def typeset(source: str, path: Path) -> Path:
    path.write_bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))
    return path


def plan_source(count: int) -> str:
    parts = [
        f"== {PLACES[n]}\nOuvrir un lieu partagé à {PLACES[n]}\n\n{WORDS * 3}\n\nBudget : {n} 000 €\n"
        + ("#pagebreak()\n" if n % PLAN_PAGE == 0 else "")
        for n in range(1, count + 1)
    ]
    return '#set page(paper: "a4")\n#set text(lang: "fr")\n= Plan des lieux partagés\n' + "\n".join(parts)


def act_source(number: int) -> str:
    return (
        f'#set page(paper: "a4")\n#set text(lang: "fr")\n= Délibération n° 2024-{number:03}\n'
        f"Objet : lieu partagé de {PLACES[number]}\n\n{WORDS * 8}\n\n"
        f"ATTRIBUE une subvention de {number} 000 € au lieu partagé de {PLACES[number]}.\n\n{WORDS * 6}"
    )


def made_up(folder: Path, count: int) -> Results:
    """A territory with `count` measures, each answered by an act in a file of its own."""
    plan = _read(typeset(plan_source(count), folder / "plan.pdf"))
    deeds = [_read(typeset(act_source(n), folder / f"acte-{n:03}.pdf")) for n in range(1, count + 1)]
    measures: tuple[Measure, ...] = tuple(
        make.measure(plan, f"Ouvrir un lieu partagé à {PLACES[n]}", number=f"Action {n}") for n in range(1, count + 1)
    )
    acts = tuple(
        make.act(
            deed, f"lieu partagé de {PLACES[n]}", number=f"2024-{n:03}", session=date(2024, 3, 1),
            operative=f"ATTRIBUE une subvention de {n} 000 € au lieu partagé de {PLACES[n]}.",
        )
        for n, deed in enumerate(deeds, 1)
    )  # fmt: skip
    return make.results(
        (plan,),
        deeds,
        measures=measures,
        acts=acts,
        links=tuple(make.link(m, a) for m, a in zip(measures, acts, strict=True)),
        verdicts=tuple(make.verdict(m, a) for m, a in zip(measures, acts, strict=True)),
        files=tuple(SourceFile(folder / d.doc, d.doc, d.sha256, 1, make.PLAN if d is plan else make.ACTS) for d in (plan, *deeds)),
    )


def _read(path: Path) -> Document:
    document = read_document(path, path.name, make.sha(path.name)).document
    if document is None:
        raise ValueError(path)
    return document


def main(count: int = 200) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        results = made_up(root, count)
        for turn in ("first", "again"):
            start, wall = time.process_time(), time.perf_counter()
            write_report(results, root / "rapport", page_pictures(results.files, results.documents))
            pictures = list((root / "rapport" / "images").glob("*.webp"))
            weight = sum(p.stat().st_size for p in pictures)
            pages = max(p.stat().st_size for p in (root / "rapport").rglob("*.html") if p.name != "rapport-complet.html")
            print(
                f"{turn}: {count} measures, {len(pictures)} pictures: {time.process_time() - start:.1f} CPU-s "
                f"({time.perf_counter() - wall:.1f} s); "
                f"{weight / max(len(pictures), 1) / 1000:.0f} kB a picture, largest page {pages / 1000:.0f} kB without pictures"
            )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
