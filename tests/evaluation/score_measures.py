"""Measures of the development plans, written in the export's field names for the scoring tool beside the collection.

usage: python -m tests.evaluation.score_measures [--plans FOLDER] [--gold FOLDER] [--misses N]

Without arguments: the plans of every territory of the development collection and its list of measures. With `--plans` and `--gold`:
any folder of plans against a folder that holds measures.jsonl. Prints what the tool prints, once a gold folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.extract.measures import extract_measures
from pipeline.read import read_document
from pipeline.records.plan import Measure
from tests.shared import SHARED


def measure_row(measure: Measure) -> dict[str, object]:
    """One measure in the field names of the gold."""
    budget = measure.budget
    return {
        "id": measure.id,
        "doc": measure.doc,
        "page": measure.page,
        "number": measure.number,
        "text": measure.text.text,
        "steps": [s.text for s in measure.steps],
        "axis": measure.axis[-1].text if measure.axis else None,
        "owner": measure.owner.text if measure.owner else None,
        "partners": [p.text for p in measure.partners],
        "deadline": measure.deadline.printed.text if measure.deadline else None,
        "budget": {"cents": budget.cents, "quote": budget.printed.text} if budget and budget.cents is not None else None,
    }


def read_measures(path: Path, doc: str) -> Iterator[dict[str, object]]:
    """The measures of one plan; what went wrong goes to standard error."""
    read = read_document(path, doc, "0" * 64)
    if read.document is None:
        print(*read.issues, sep="\n", file=sys.stderr)
        return
    extraction = extract_measures(read.document)
    for issue in extraction.issues:
        print(issue.message, file=sys.stderr)
    yield from map(measure_row, extraction.found)


def score(plans: Iterable[tuple[Path, str]], gold: Path, misses: int) -> None:
    """Write the measures of some plans and let the tool compare them."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for path, doc in plans for row in read_measures(path, doc)]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (Path(folder) / "measures.jsonl").write_text(lines, "utf-8")
        print(f"{gold}:")
        labels = Path(folder) / "gold"
        labels.mkdir()
        for name in ("measures.jsonl", "measures_optional.jsonl"):
            if (gold / name).exists():
                (labels / name).write_text((gold / name).read_text("utf-8"), "utf-8")
        subprocess.run([sys.executable, SHARED / "tools" / "score", folder, labels, "--misses", str(misses)], check=True)


def main() -> None:
    """Score the collection, or one folder of plans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--prefix", default="plan")
    parser.add_argument("--misses", type=int, default=10)
    args = parser.parse_args()
    if args.plans and args.gold:
        score([(p, f"{args.prefix}/{p.name}") for p in sorted(args.plans.glob("*.pdf"))], args.gold, args.misses)
        return
    if not (SHARED / "gold").is_dir():
        parser.error(f"no development collection at {SHARED}; set ECART_SHARED or give --plans and --gold")
    for territory in sorted((SHARED / "territories").iterdir()):
        score([(p, f"plan/{p.name}") for p in sorted((territory / "plan").glob("*.pdf"))], territory / "gold", args.misses)
    score([(p, f"ademe/{p.name}") for p in sorted((SHARED / "corpus" / "ademe").glob("*.pdf"))], SHARED / "gold" / "dev", args.misses)


if __name__ == "__main__":
    main()
