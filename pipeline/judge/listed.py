"""Which measures a plan has, and in which words, as people say after the machine: removed, put right or added.

No word without its place: what a person writes must be printed in the plan, and keeps the evidence of that place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.judge.corrections import unusable
from pipeline.records.folding import fold
from pipeline.records.plan import Measure
from pipeline.records.quotes import find_printed
from pipeline.records.review import ADDED, NO_MEASURE, TEXT, Choice, Review, added_place, standing
from pipeline.records.run import Issue, Severity
from pipeline.records.source import Document, Passage


def listed_measures(
    measures: Sequence[Measure], documents: Sequence[Document], reviews: Sequence[Review]
) -> tuple[tuple[Measure, ...], tuple[Issue, ...]]:
    """The measures with those that people added and without those they took out, in the order of the plans, each in the words they gave;
    and an issue for each word of theirs that cannot be used."""
    found, issues = list(measures), list[Issue]()
    for review in sorted((r for r in standing(reviews) if r.about_plan), key=_order):
        try:
            found = _said(found, documents, review)
        except ValueError as error:
            issues.append(unusable(review, str(error), Severity.WARNING, _doc(review, measures)))
    return tuple(found), tuple(issues)


def _order(review: Review) -> tuple[int, str]:
    """What was added first, then words, then what is taken out: a measure that was added may be taken out again."""
    return (ADDED, TEXT, NO_MEASURE).index((review.field or "").partition(":")[0]), review.measure or ""


def _said(measures: list[Measure], documents: Sequence[Document], review: Review) -> list[Measure]:
    place = added_place(review.field)
    if place:
        return _with(measures, _added(documents, review, *place)) if review.choice is Choice.CORRECTED else measures
    if all(m.id != review.measure for m in measures):
        raise ValueError("the measure is not found any more")
    if review.field == NO_MEASURE:
        return [m for m in measures if m.id != review.measure] if review.choice is Choice.REJECTED else measures
    if review.choice is not Choice.CORRECTED:
        return measures
    return [_reworded(m, documents, review.value or "") if m.id == review.measure else m for m in measures]


def _added(documents: Sequence[Document], review: Review, page: int, doc: str) -> Measure:
    document = next((d for d in documents if d.doc == doc), None)
    if document is None:
        raise ValueError(f"there is no plan {doc}")
    passage = _printed(document, review.value or "", page)
    return Measure(review.measure or "", document.sha256, document.doc, passage.page, None, passage, passage)


def _with(measures: list[Measure], added: Measure) -> list[Measure]:
    """The measures with one more, behind those printed before it. What the machine found in the meantime is not added again."""
    known = {fold(m.text.text) for m in measures if m.document == added.document}
    if fold(added.text.text) in known:
        return measures
    before = [n for n, m in enumerate(measures) if m.document == added.document and _at(m) < _at(added)]
    first = next((n for n, m in enumerate(measures) if m.document == added.document), len(measures))
    at = before[-1] + 1 if before else first
    return [*measures[:at], added, *measures[at:]]


def _at(measure: Measure) -> tuple[int, int]:
    return measure.page, measure.text.evidence[0].start


def _reworded(measure: Measure, documents: Sequence[Document], words: str) -> Measure:
    document = next((d for d in documents if d.sha256 == measure.document), None)
    if document is None:
        raise ValueError("its plan was not read")
    text = _printed(document, words, measure.page) if find_printed(document, words, measure.page) else _printed(document, words, None)
    whole = measure.whole if fold(text.text) in fold(measure.whole.text) else text
    return replace(measure, text=text, whole=whole, page=text.page)


def _printed(document: Document, words: str, page: int | None) -> Passage:
    found = find_printed(document, words, page)
    if found is None:
        raise ValueError(f"these words are not printed in {document.doc}" + (f", page {page}" if page else ""))
    return found


def _doc(review: Review, measures: Sequence[Measure]) -> str:
    """The plan that a review speaks of, as far as it can be told."""
    named = (review.field or "").split(":", 2)
    return named[2] if len(named) > 2 else next((m.doc for m in measures if m.id == review.measure), "")
