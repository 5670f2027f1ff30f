"""Titles that only call out ("Un toit pour commencer") over paragraphs that say what is demanded: the demand is the wording.

So is what a label says is to be done ("Quoi : ouvrir un stock de pièces") under titles that only name a theme ("Les pièces").
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.wording import (
    FIRST_PERSON,
    find_commitment,
    is_action,
    is_own_commitment,
    lead_end,
    plain,
    sentences,
)

# Bounds set on two plans, one of a citizens' council with twelve such titles (four of them infinitives) and one made for the tests; the
# other plans of the tests keep their figures.
_STYLES = frozenset({"label", "number", "heading", "bold", "lead"})
_THEMED = frozenset({"fiche", "number", "heading", "bold"})
_THEME = 3  # words of a title that names a theme
_LEAST = 3  # measures of one style
_SPEAK = 0.5  # a style whose titles speak of actions this often says its measures itself
_DEMANDS = 0.6  # share of a style's titles with a demand below
_OPENS = 25  # characters of a sentence within which its demand opens
_LONGEST = 400  # characters of a demand


def demanded(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, those of a style that rarely speaks of actions worded by the first sentence below that demands something."""
    styles: dict[tuple[str, ...], list[Candidate]] = {}
    for one in chosen:
        styles.setdefault(one.family[:2], []).append(one)
    said: dict[int, tuple[int, int]] = {}
    for style, members in styles.items():
        if style[0] not in _STYLES or len(members) < _LEAST or sum(m.speaks for m in members) > _SPEAK * len(members):
            continue
        below = {m.at: span for m in members if (span := _demand(plan, m)) is not None}
        if len(below) >= _DEMANDS * len(members):
            said |= below
    for style, members in styles.items():
        if style[0] in _THEMED and len(members) >= _LEAST and all(m.words <= _THEME and not m.speaks for m in members):
            labelled = {m.at: span for m in members if (span := _labelled_act(plan, m)) is not None}
            said |= labelled if len(labelled) == len(members) else {}
    return [replace(c, start=said[c.at][0], end=said[c.at][1]) if c.at in said else c for c in chosen]


def _labelled_act(plan: Outline, member: Candidate) -> tuple[int, int] | None:
    """Running offsets of the one thing to do that a candidate says under a label of steps; None for several or none."""
    own = [p for p in plan.pieces[member.at + 1 : member.until] if p.field == "steps"]
    value = own[0].text[own[0].value :].strip() if len(own) == 1 else ""
    if not is_action(value) or ";" in value or "\n•" in value:
        return None
    start = own[0].start + own[0].text.index(value)
    return start, start + lead_end(value)


def _demand(plan: Outline, member: Candidate) -> tuple[int, int] | None:
    """Running offsets of the first sentence in the paragraphs of a candidate that opens with a demand; one in the first person before
    what may only be reported ("Les jeunes rencontrés demandent une place")."""
    found: list[tuple[int, int]] = []
    own = member.family[0] == "lead"  # bold words that open the paragraph of the demand
    for at in range(member.at if own else member.at + 1, max(member.until, member.at + own)):
        piece = plan.pieces[at]
        if piece.kind != "text" or piece.field:
            continue
        for start, end in sentences(piece.text):
            if piece.start + start < member.end and at == member.at:
                continue
            text = piece.text[start:end].rstrip()
            lead = len(text) - len(text.lstrip())
            span = find_commitment(text)
            if span and span[0] - lead <= _OPENS and len(text) <= _LONGEST and is_own_commitment(text) and "deja" not in plain(text):
                found.append((piece.start + start + lead, piece.start + start + len(text)))
                if FIRST_PERSON.search(plain(text)):
                    return found[-1]
    return found[0] if found else None
