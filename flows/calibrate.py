"""`ecart calibrate`: the matcher's weights for another encoder, fitted on the labels that ship."""

from __future__ import annotations

import json
import os
import sys
from importlib import resources
from pathlib import Path

from flows.analyse import extract_all
from flows.calls import Progress
from flows.run import demo_territory, progress_bar
from pipeline.collect import collect_files, load_encoder_choice, load_territory
from pipeline.match import Fitted, Gold, calibrate, carried_over, load_hub_encoder, load_reader, made_up, write_calibration, written
from pipeline.read import ReadSettings, read_documents
from pipeline.records.source import Document
from pipeline.records.territory import Role

DEFAULT_NAME = "encoder-weights.json"


def calibrate_encoder(file: Path, out: Path | None = None, *, as_json: bool = False) -> Path:
    """Fit weights for the encoder that the table [encoder] of `file` names and write them to `out`, else to what the table calls its
    calibration, else beside the file. Gives the path written.

    Raises ConfigurationError for a bad table and EncoderMissing when the encoder cannot be had.
    """
    choice = load_encoder_choice(file)
    target = out or choice.calibration or file.parent / DEFAULT_NAME
    encoder = load_hub_encoder(choice)
    encoder.encode(["ecart"])  # what its files may hold is told now
    with progress_bar(hidden=as_json or not sys.stderr.isatty()) as progress:
        labels, wordings = _shipped("labels"), _shipped("paraphrases")
        labelled = [demo_gold(labels / "demo", progress), *written(labels / "linking", "tune")]

        def told(what: str, done: int, total: int) -> None:
            progress("fit", done, total, what)

        aside = written(labels / "linking", "aside")
        fitted = calibrate(encoder, load_reader(), labelled, made_up(wordings, "development"), aside, told)
    write_calibration(target, encoder, fitted.centre, fitted.weights, fitted.figures)
    line = f'calibration = "{Path(os.path.relpath(target.resolve(), file.resolve().parent)).as_posix()}"'
    if as_json:
        values = {"encoder": f"{choice.label} {encoder.version}", "file": str(target), "figures": fitted.figures}
        print(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        said = [] if choice.calibration and choice.calibration.resolve() == target.resolve() else [f"write under [encoder]: {line}"]
        print("\n".join([f"encoder: {choice.label} {encoder.version}", *_lines(fitted), f"weights: {target}", *said]))
    return target


def demo_gold(labels: Path, progress: Progress) -> Gold:
    """The demo territory as the program reads it, with its labels."""
    territory = load_territory(demo_territory())
    files = [f for f in collect_files(territory).files if f.role in (Role.PLAN, Role.ACTS) and f.path.suffix == ".pdf"]
    documents: list[Document] = []
    for file, result in read_documents(files, ReadSettings(), workers=1):
        progress("read", len(documents), len(files), file.doc)
        if result.document is not None:
            documents.append(result.document)
    facts = extract_all(files, documents)
    plans = {file.sha256: file.source for file in files if file.role is Role.PLAN}
    return carried_over("demo", labels, facts.measures, facts.acts, plans)


def _lines(fitted: Fitted) -> list[str]:
    lines = []
    for where, told in fitted.figures.items():
        lines.append(
            f"{where}, {told['answering']:.0f} answering pairs: first of all acts {told['first']:.2f}; "
            f"linked: precision {told['precision']:.2f}, recall {told['recall']:.2f}; review: "
            f"{told['review']:.0f} pairs, {told['review_right']:.0f} answer; calibration error {told['calibration_error']:.3f}"
        )
    bands = ", ".join(f"{name} from {fitted.weights[name]:.2f}" for name in ("linked", "further", "review"))
    return [*lines, f"bands: {bands}"]


def _shipped(name: str) -> Path:
    return Path(str(resources.files("data") / name))
