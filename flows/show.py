"""`ecart show`: what is read and extracted in one PDF, for people who debug."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.collect.files import sha256_of
from pipeline.extract.acts import extract_acts
from pipeline.extract.measures import extract_measures
from pipeline.read import ReadResult, ReadSettings, read_documents
from pipeline.read.boxes import draw_boxes
from pipeline.records.council import Act
from pipeline.records.errors import ConfigurationError
from pipeline.records.plan import Measure
from pipeline.records.run import Issue
from pipeline.records.source import Page
from pipeline.records.territory import Role, Source, SourceFile


def show_pdf(pdf: Path, *, as_json: bool = False, boxes: Path | None = None) -> int:
    """Print pages, blocks, measures and acts of one PDF; exit code 1 when it could not be read."""
    result = _read(pdf)
    document = result.document
    measures = extract_measures(document) if document else None
    acts = extract_acts(document) if document else None
    issues = (*result.issues, *(measures.issues if measures else ()), *(acts.issues if acts else ()))
    found_measures = measures.found if measures else ()
    found_acts = acts.found if acts else ()
    pages = document.pages if document else ()
    if as_json:
        print(json.dumps(_as_json(pages, found_measures, found_acts, issues), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(pdf, pages, found_measures, found_acts, issues)))
    if boxes is not None:
        _draw(pdf, pages, boxes)
    return 0 if document else 1


def _read(pdf: Path) -> ReadResult:
    try:
        file = SourceFile(pdf, pdf.name, sha256_of(pdf), pdf.stat().st_size, Source(Role.ACTS, pdf.name))
    except OSError as error:
        raise ConfigurationError(f"{pdf}: cannot be read ({error.strerror}). Give the path of a PDF file.") from error
    return dict(read_documents([file], ReadSettings(), workers=1))[file]


def _draw(pdf: Path, pages: tuple[Page, ...], target: Path) -> None:
    """One picture a page: `target`, or with several pages `target` with the page's number in its name."""
    for page in pages:
        path = target if len(pages) == 1 else target.with_stem(f"{target.stem}-{page.number}")
        try:
            draw_boxes(pdf, page).save(path)
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{path}: cannot be written ({error}). Give --boxes a path that ends in .png.") from error
        print(path)


def _lines(
    pdf: Path, pages: tuple[Page, ...], measures: tuple[Measure, ...], acts: tuple[Act, ...], issues: tuple[Issue, ...]
) -> list[str]:
    if not pages:
        return [f"{pdf}: not read", *(f"{i.severity} {i.code}: {i.message} {i.remedy}" for i in issues)]
    lines = [f"{pdf}: {len(pages)} pages, {len(measures)} measures if it is a plan, {len(acts)} acts if it is the council's"]
    for page in pages:
        by = f", OCR {page.confidence:.0%} sure" if page.confidence is not None else ""
        lines.append(f"\n== page {page.number} ({page.engine}{by}, {page.width:.0f} x {page.height:.0f} pt)")
        for block in page.blocks:
            mark = f" {block.bullet}" if block.bullet else ""
            words = page.text[block.start : block.end].replace("\n", " / ").replace("\t", " | ")
            lines.append(f"[{block.kind}{block.level or ''}{mark}] {words}")
    lines += ["\n== measures", *(f"p. {m.page} {m.number or '-'}: {m.text.text}" for m in measures)] if measures else []
    lines += ["\n== acts", *(f"p. {a.page} {a.number or '-'} {a.outcome}: {a.subject.text}" for a in acts)] if acts else []
    lines += ["\n== issues", *(f"{i.severity} {i.code}: {i.message} {i.remedy}" for i in issues)] if issues else []
    return lines


def _as_json(pages: tuple[Page, ...], measures: tuple[Measure, ...], acts: tuple[Act, ...], issues: tuple[Issue, ...]) -> dict[str, object]:
    return {
        "pages": [
            {
                "number": page.number,
                "engine": page.engine,
                "confidence": page.confidence,
                "text": page.text[: page.body_end],
                "blocks": [
                    {"kind": b.kind.value, "level": b.level, "bullet": b.bullet, "text": page.text[b.start : b.end]} for b in page.blocks
                ],
            }
            for page in pages
        ],
        "measures": [{"id": m.id, "page": m.page, "number": m.number, "text": m.text.text} for m in measures],
        "acts": [{"id": a.id, "page": a.page, "number": a.number, "outcome": a.outcome.value, "subject": a.subject.text} for a in acts],
        "issues": [{"code": i.code, "message": i.message, "remedy": i.remedy, "page": i.page} for i in issues],
    }
