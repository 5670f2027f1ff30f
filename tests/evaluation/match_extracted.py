"""A labelled territory as the program itself reads it, with the labels carried over to what was extracted."""

from __future__ import annotations

from pathlib import Path

from pipeline.collect.files import collect_files
from pipeline.collect.territory import load_territory
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.match.labels import Gold, carried_over
from pipeline.read import ReadSettings, read_documents
from pipeline.records.council import Act
from pipeline.records.plan import Measure
from pipeline.records.territory import Role


def load_extracted(root: Path, labels: Path) -> Gold:
    """Read and extract all plans and acts below `root`. Labels of what was not found keep their own ids, so that they count as missed."""
    collection = collect_files(load_territory(root / "territory.toml"))
    wanted = [f for f in collection.files if f.role in (Role.PLAN, Role.ACTS, Role.BUDGET) and f.path.suffix == ".pdf"]
    measures: list[Measure] = []
    acts: list[Act] = []
    plans = {}
    for file, result in read_documents(wanted, ReadSettings(), workers=1):
        if result.document is None:
            continue
        if file.role is Role.PLAN:
            measures += extract_measures(result.document).found
            plans[file.sha256] = file.source
        else:
            acts += extract_acts(result.document).found
    return carried_over(f"{root.name} as read", labels, measures, acts, plans)
