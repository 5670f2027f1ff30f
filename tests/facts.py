"""Walk every fact of a run down to its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from pipeline.records.run import Results
from pipeline.records.source import Evidence, Page, RowEvidence


def evidence_of(value: object) -> Iterator[Evidence | RowEvidence]:
    """Every piece of evidence inside a record, however deep."""
    if isinstance(value, Evidence | RowEvidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence_of(getattr(value, field.name))


def facts_of(results: Results) -> tuple[object, ...]:
    """Everything a run claims."""
    return (
        *results.measures,
        *results.acts,
        *results.register,
        *results.budget_lines,
        *results.grants,
        *results.links,
        *results.money_links,
        *results.verdicts,
    )


def broken_evidence(results: Results) -> list[str]:
    """What is wrong with the evidence of a run; empty when every quote stands where it says."""
    pages: dict[tuple[str, int], Page] = {(d.sha256, p.number): p for d in results.documents for p in d.pages}
    files = {f.sha256: f.path for f in results.files}
    lines: dict[str, list[str]] = {}
    wrong: list[str] = []
    for fact in facts_of(results):
        for evidence in evidence_of(fact):
            if isinstance(evidence, Evidence):
                page = pages.get((evidence.document, evidence.page))
                if page is None:
                    wrong.append(f"{evidence}: no such page")
                elif page.text[evidence.start : evidence.end] != evidence.quote:
                    wrong.append(f"{evidence}: the page says {page.text[evidence.start : evidence.end]!r}")
                elif not evidence.boxes:
                    wrong.append(f"{evidence}: no place on the page")
                elif any(not _on(page, box) for box in evidence.boxes):
                    wrong.append(f"{evidence}: off the page")
            else:
                if evidence.document not in lines:
                    lines[evidence.document] = files[evidence.document].read_bytes().decode("utf-8-sig", errors="replace").splitlines()
                if evidence.quote.splitlines()[0] != lines[evidence.document][evidence.line - 1]:
                    wrong.append(f"{evidence}: another line")
    return wrong


def _on(page: Page, box: object) -> bool:
    x0, top, x1, bottom = (getattr(box, name) for name in ("x0", "top", "x1", "bottom"))
    return bool(-2 <= x0 < x1 <= page.width + 2 and -2 <= top < bottom <= page.height + 2)
