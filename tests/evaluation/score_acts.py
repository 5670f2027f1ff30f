"""Read and extract the acts of the labelled documents and write `decisions.jsonl` for the score tool of the development collection.

    python -m tests.evaluation.score_acts OUT [dev|valserre|FOLDER] [tune|aside]

FOLDER holds a labelled territory: its documents, and its labels in a folder gold. The labelled minutes are told apart by the first byte
of the sha1 of their name: those of `ASIDE` are kept out of tuning.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.extract.acts import extract_acts
from pipeline.read import read_document
from pipeline.records.council import Act
from pipeline.records.source import Document
from pipeline.store.export_jsonl import counted
from tests.shared import SHARED

ASIDE = frozenset({"ca", "ba", "8d", "4f"})  # four of ten documents
CACHE = Path(tempfile.gettempdir()) / "ecart-read-cache"


def row(act: Act, identity: str) -> dict[str, Any]:
    """One act under the field names of the export."""
    votes = act.votes
    return {
        "id": identity,
        "doc": act.doc,
        "page": act.page,
        "number": act.number,
        "subject": act.subject.text,
        "session": act.session.value.isoformat() if act.session else None,
        "body": act.body.value,
        "outcome": act.outcome.value,
        "votes": {
            "for": votes.in_favour,
            "against": votes.against,
            "abstention": votes.abstention,
            "not_voting": votes.not_voting,
            "unanimous": votes.unanimous,
        },
        "operative": act.operative.text[:300] if act.operative else None,
        "amounts": [{"cents": a.cents, "role": a.role.value, "quote": a.quote.text} for a in counted(act.amounts, act.operative)],
        "beneficiaries": [b.text for b in act.beneficiaries],
        "imputation": " ; ".join(i.text for i in act.imputation) or None,
        "condition": act.condition.text if act.condition else None,
    }


def read(path: Path, doc: str) -> Document | None:
    """The document, from a cache that a change of the reader empties."""
    code = b"".join(p.read_bytes() for p in sorted(Path("pipeline/read").glob("*.py")))
    content = path.read_bytes()
    key = hashlib.sha1(content + code + doc.encode(), usedforsecurity=False).hexdigest()
    kept = CACHE / f"{key}.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    result = read_document(path, doc, hashlib.sha256(content).hexdigest())
    CACHE.mkdir(exist_ok=True)
    kept.write_bytes(pickle.dumps(result.document))
    return result.document


def labelled(collection: str, part: str) -> list[tuple[Path, str]]:
    """Paths and names of the labelled documents of a collection."""
    places = {"dev": SHARED / "corpus", "valserre": SHARED / "territories" / "valserre"}
    root = places.get(collection, Path(collection))
    gold = SHARED / "gold" / "dev" if collection == "dev" else root / "gold"
    names = sorted({json.loads(line)["doc"] for line in (gold / "decisions.jsonl").read_text("utf-8").splitlines()})
    if collection == "dev" and part in {"tune", "aside"}:
        names = [n for n in names if is_aside(n) == (part == "aside")]
    return [(root / n, n) for n in names]


def is_aside(name: str) -> bool:
    """Whether a labelled document is kept out of tuning."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:2] in ASIDE


def main(out: Path, collection: str, part: str) -> None:
    """Write the acts found, and the names of the documents read, to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    documents = labelled(collection, part)
    with (out / "decisions.jsonl").open("w", encoding="utf-8") as target:
        for path, name in documents:
            document = read(path, name)
            if document is None:
                continue
            for number, act in enumerate(extract_acts(document).found, 1):
                target.write(json.dumps(row(act, f"{path.stem}#{number}"), ensure_ascii=False) + "\n")
    (out / "docs.txt").write_text("\n".join(name for _, name in documents), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:] + ["dev", "all"][len(sys.argv) - 2 :]))
