"""A plan looked at once more where no measures were found: labels of axes counted as measures, parts that may hold some as open."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.wording import TO_DO, opening_of
from pipeline.extract.measures.zones import CLOSED, PARTS, SOFT

_ARTICLES = 3  # of one label, each a sentence
_SENTENCE = 5  # words


def renamed_axes(plan: Outline) -> Outline:
    """The plan with those labels counted as measures whose own words speak of actions ("Chantier 1 : acquérir") or are sentences."""
    by_label: dict[str, list[int]] = {}
    for at, piece in enumerate(plan.pieces):
        if piece.mark and piece.mark.label not in {"", *PARTS} and piece.mark.meaning != "measure" and plan.zones[at] not in CLOSED:
            by_label.setdefault(piece.mark.label, []).append(at)
    renamed = {at for ats in by_label.values() if _speak(plan, ats) or _are_articles(plan, ats) for at in ats}
    pieces = tuple(
        replace(p, mark=replace(p.mark, meaning="measure")) if at in renamed and p.mark else p for at, p in enumerate(plan.pieces)
    )
    return replace(plan, pieces=pieces)


def _speak(plan: Outline, ats: list[int]) -> bool:
    """Whether the words behind the labels of axes are mostly actions."""
    axes = [at for at in ats if (mark := plan.pieces[at].mark) and mark.meaning == "axis"]
    speaking = sum(opening_of(plan.pieces[at].rest).shape in {*TO_DO, "noun"} for at in axes)
    return len(axes) == len(ats) >= 2 and speaking >= 0.6 * len(axes)


def _are_articles(plan: Outline, ats: list[int]) -> bool:
    """Whether each label opens a sentence, as the articles of a text that was voted do."""
    return len(ats) >= _ARTICLES and all(_is_sentence(plan.pieces[at].rest) for at in ats)


def _is_sentence(text: str) -> bool:
    """Whether a text is a whole sentence or several."""
    return len(text.split()) >= _SENTENCE and text.rstrip().endswith(".")


def reopened(plan: Outline) -> Outline:
    """The plan with the parts that may hold its measures after all (aims, what follows, calendar) counted as open."""
    return replace(plan, zones=tuple("" if zone in SOFT else zone for zone in plan.zones))
