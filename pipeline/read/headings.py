"""Depth of headings: one scale for the whole document, largest style first."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.read.drafts import Draft
from pipeline.records.source import BlockKind

DEEPEST = 6


def give_levels(pages: Iterable[list[Draft]]) -> None:
    """Set `level` of each heading by its size, then weight, then capitals; 1 is the largest style of the document."""
    headings = [d for drafts in pages for d in drafts if d.kind is BlockKind.HEADING]
    styles = sorted({_style(d) for d in headings}, reverse=True)
    rank = {style: min(index + 1, DEEPEST) for index, style in enumerate(styles)}
    for draft in headings:
        draft.level = rank[_style(draft)]


def _style(draft: Draft) -> tuple[int, bool, bool]:
    return round(draft.size), draft.bold, draft.caps
