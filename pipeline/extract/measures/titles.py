"""Titles that may be proposals although no verb opens them: what their part announces, and what stands below them."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.measures.candidates import Candidate, action_share
from pipeline.extract.measures.labels import OWN_FIELDS
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.wording import plain
from pipeline.extract.measures.zones import zone_of

_DEFINITE = re.compile(r"(?:le|la|les|l'|nos|notre)[ a-z]")
_RUN_IN = 0.8  # of the bold words that open a paragraph must name a thing
_THEMES = 0.5  # of headings that speak: fewer are themes where titles stand below them
_CARDS, _FIELDED = 3, 0.75  # titles, and the share of them over a field of their own
_NEAR = 4  # pieces below a title
_FEW = 2  # words of a title that names a domain ("Le logement")


def titles_speak(plan: Outline, run: list[Candidate], *, usual: bool, most: bool) -> bool:
    """Whether the titles of one part are all proposals: some speak of an action, others name things, under a heading that says so."""
    if _head_titles(plan, run):
        return False
    could = sum(m.could_be for m in run) / len(run)
    if could >= 0.7 and _stand_over_fields(plan, run):
        return True
    if most and len(run) >= 2 and plan.zones[run[0].at] == "measures" and action_share(run) >= 0.5:
        return True
    if (are_run_in(plan, run) or _name_things(plan, run)) and plan.zones[run[0].at] == "measures":
        return True
    if usual and could >= 0.7:  # the same style speaks of actions elsewhere in the plan
        return True
    return plan.zones[run[0].at] == "measures" and len(run) >= 2 and (could >= 0.7 or (directly(plan, run) and action_share(run) >= 0.3))


def _head_titles(plan: Outline, run: list[Candidate]) -> bool:
    """Whether headings that rarely speak of an action each stand over titles of their own, as the themes of a list of wishes do."""
    if run[0].family[0] != "heading" or action_share(run) >= _THEMES:
        return False
    ats = {m.at for m in run}
    over = Counter(at for i, p in enumerate(plan.pieces) if p.kind == "heading" and not announced(p) for at in plan.chains[i] if at in ats)
    return 2 * sum(count > 1 for count in over.values()) > len(run)


def _stand_over_fields(plan: Outline, run: list[Candidate]) -> bool:
    """Whether most titles of a part stand over a sentence or two and a field of their own ("Un mur d'escalade", ..., "Coût : 31 000 €")."""
    over = sum(not OWN_FIELDS.isdisjoint(_fields_below(plan, m.at)) for m in run)
    return run[0].family[0] == "heading" and len(run) >= _CARDS and over >= _FIELDED * len(run)


def _fields_below(plan: Outline, at: int) -> list[str]:
    """The fields announced right below a title, before any other title."""
    found: list[str] = []
    for piece in plan.pieces[at + 1 : at + 1 + _NEAR]:
        if (field := announced(piece)) is not None:
            found.append(field)
        elif piece.kind not in {"text", "cell"} or piece.bold:
            break
    return found


def _name_things(plan: Outline, run: list[Candidate]) -> bool:
    """Whether titles over a sentence or two name things one after the other, half of them as one that is not there yet ("Un kiosque")."""
    named = all(m.could_be or (m.words > _FEW and _DEFINITE.match(plain(plan.running.text[m.start : m.end]))) for m in run)
    wished = 2 * sum(m.could_be for m in run) >= len(run) > 1
    return run[0].family[0] == "heading" and named and wished and all(_stands_over_text(plan, m.at) for m in run)


def _stands_over_text(plan: Outline, at: int) -> bool:
    below = plan.pieces[at + 1] if at + 1 < len(plan.pieces) else None
    return below is not None and below.kind == "text" and not below.mark and not below.field


def are_run_in(plan: Outline, run: list[Candidate]) -> bool:
    """Whether bold words name things one after the other, each with a sentence behind ("*La cantine à un euro :* un repas ...")."""
    if run[0].family[0] != "lead" or len(run) < 2:
        return False
    named = sum(m.could_be or _DEFINITE.match(plain(plan.running.text[m.start : m.end])) is not None for m in run)
    return named >= _RUN_IN * len(run) and all(has_body(plan, m) for m in run)


def directly(plan: Outline, run: list[Candidate]) -> bool:
    """Whether the nearest heading over a run announces measures."""
    under = plan.chains[run[0].at][-1:]
    return bool(under) and zone_of(plan.pieces[under[0]].text) == "measures"


def has_body(plan: Outline, member: Candidate) -> bool:
    """Whether running text follows the wording, in the piece itself or right behind it."""
    head = plan.pieces[member.at]
    if head.end - member.end > 30:
        return True
    following = plan.pieces[member.at + 1] if member.at + 1 < min(member.until, len(plan.pieces)) else None
    return following is not None and following.kind in {"text", "cell"} and not following.mark and len(following.text) > 30
