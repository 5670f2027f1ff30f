"""Cards whose labelled fields stand over the title: each group of them goes to the measure below it, not to the one before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.labels import OWN_FIELDS
from pipeline.extract.measures.outline import Outline, announced

_BESIDE = 1.5  # of the size of a title: what stands beside it opens no further below
_LEAST = 2  # measures under fields of their own


def with_fields_over(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, in order, with the fields right over them, where all have some and none has any below."""
    groups = [_over(plan, c) for c in chosen]
    if len(chosen) < _LEAST or not all(groups):
        return chosen
    given = {at for group in groups for at in group}
    if any(announced(plan.pieces[at]) in OWN_FIELDS for c in chosen for at in range(c.at, c.until) if at not in given):
        return chosen
    ends = [*(group.start for group in groups[1:]), chosen[-1].until]
    pairs = zip(chosen, groups, ends, strict=True)
    return [replace(c, until=min(c.until, end), strays=(*c.strays, *group)) for c, group, end in pairs]


def _over(plan: Outline, candidate: Candidate) -> range:
    """The labelled values right over a candidate on its page, or beside it and read before; none where they name no owner, date or sum."""
    head = plan.pieces[candidate.at]
    at = candidate.at
    while at and plan.pieces[at - 1].page == head.page and _says_field(plan, at - 1):
        at -= 1
    own = range(at, candidate.at)
    told = any(announced(plan.pieces[i]) in OWN_FIELDS for i in own)
    return own if told and plan.pieces[at].top <= head.top + _BESIDE * head.size else range(0)


def _says_field(plan: Outline, at: int) -> bool:
    """Whether a piece is a labelled value, a label over its value, or the value under a label."""
    piece, above = plan.pieces[at], plan.pieces[at - 1] if at else None
    if announced(piece) is not None:
        return announced(piece) != "title"
    labelled = above is not None and above.kind == "heading" and announced(above) is not None and above.page == piece.page
    return labelled and piece.kind in {"text", "cell"} and not piece.bold
