"""Commitments inside prose ("le Département s'engage à ..."), for plans that carry their measures in no other way."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate, family_of
from pipeline.extract.measures.choice import is_aim
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.passives import says_what_is_done
from pipeline.extract.measures.pieces import Piece, page_words
from pipeline.extract.measures.wording import (
    find_commitment,
    find_kind,
    is_action,
    is_own_commitment,
    lead_end,
    opening_of,
    plain,
    sentences,
)
from pipeline.extract.measures.zones import CLOSED, zone_of
from pipeline.records.lexicon import pattern_of

_INQUIRY = re.compile(r"\b(?:enquete publique|commissaire[- ]enqueteu?r|commission d'enquete)")  # it reports what the public asks
_ANNOUNCES = re.compile(r"\s*(?:voici|voila|decouvrez|retrouvez)\b")  # what follows is said there, not here
_FAREWELL = re.compile(
    r"\b(?:pri(?:ons|e)|veuillez|recev(?:ez|oir)|agree[zr])\b[^.]{0,80}\b(?:croire|agreer|recevoir|assurance|salutations|consideration)\b"
)
_GOES_ON = re.compile(r"\s*(?:ils? |elles? |cel(?:ui|le)-ci |ceux-ci |cet(?:te)? |ces? |[^.]{3,40} y [a-z])")
_WISHED = re.compile(r"(?:et )?(?:si|pourquoi (?:ne )?pas) ")
_WILL_BE = re.compile(r" (?:sera|seront) ")
_SHOWN = 2  # sentences that show how a document asks or promises
_LEAD = 70  # characters before a bold run that may ask for it
_BOLD_LEAST = 4  # words of a bold run that can be a commitment


def commitments(plan: Outline) -> list[Candidate]:
    """The promises, demands and recommendations of running text, one for each sentence; where some are bold, only those."""
    bold = [c for at, piece in _told(plan) for c in _bold_commitments(plan, at, piece)]
    if len(bold) >= 2:
        return limited(bold)
    firm = [c for at, piece in _told(plan) for c in _sentences(plan, at, piece)]
    return limited(_with_looser(plan, _without_farewell(plan, firm)))


def _without_farewell(plan: Outline, firm: list[Candidate]) -> list[Candidate]:
    """The commitments of a document that asks, without what its authors say at its end that they will do ("Nous reviendrons en juin")."""
    last = [c for c in firm if plan.zones[c.at] in {"followup", "calendar"}]
    said = [find_kind(plan.running.text[c.start : c.end]) for c in firm if c not in last]
    asks = sum(kind != "promise" for kind in said)
    if 2 * asks <= len(said):
        return firm
    return [c for c in firm if c not in last or find_kind(plan.running.text[c.start : c.end]) != "promise"]


def rather_prose(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The demands of running text where the chosen headings only name its parts: they are a few of their style or say how to be, and
    the demands stand below most headings of the style; else the chosen."""
    family = chosen[0].family
    style = [at for at, p in enumerate(plan.pieces) if family_of(p) == family and plan.zones[at] not in CLOSED]
    aims = sum(is_aim(plan, c) for c in chosen)
    if 2 * len(chosen) > len(style) and 2 * aims < len(chosen):
        return chosen
    asked = commitments(plan)
    over = {at for c in asked for at in plan.chains[c.at]}
    return asked if len(asked) > len(chosen) and 2 * sum(at in over for at in style) > len(style) else chosen


def numbered_alike(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The demands of an opinion whose paragraphs are all numbered, where the chosen are only those that the demand opens; else the
    chosen."""
    marks = {plan.pieces[c.at].mark for c in chosen}
    shapes = {mark.shape for mark in marks if mark is not None}
    if not chosen or any(c.family[0] != "number" or plan.pieces[c.at].kind not in {"text", "cell"} for c in chosen) or len(shapes) > 1:
        return chosen
    asked = commitments(plan)
    known = {c.at for c in chosen}
    more = [c for c in asked if c.at not in known]
    alike = [c for c in more if (mark := plan.pieces[c.at].mark) is not None and mark.shape in shapes]
    return asked if alike and 2 * len(alike) >= len(more) and known <= {c.at for c in asked} else chosen


def _with_looser(plan: Outline, firm: list[Candidate]) -> list[Candidate]:
    """The commitments, and the sentences beside them that ask or promise in other ways where the document has shown its own: "Qu'elle
    éclaire le chemin" among demands, "Un permis de louer sera instauré" among promises in the future."""
    if len(firm) < _SHOWN or _INQUIRY.search(plain(plan.running.text)):
        return firm
    promises = sum(c.opening.shape == "future" for c in firm) >= _SHOWN
    known = {c.start for c in firm}
    more = [
        candidate_of(plan, at, piece.start + a, piece.start + b)
        for at, piece in _told(plan)
        if piece.kind == "text" and plan.zones[at] not in {"followup", "calendar"}
        for a, b in told(piece)
        if asks_loosely(piece.text[a:b].strip(), promises=promises)
    ]
    return sorted([*firm, *(c for c in more if c.start not in known)], key=lambda c: c.start)


def asks_loosely(said: str, *, promises: bool) -> bool:
    """Whether a sentence asks in other ways than a firm demand; among `promises` also in the future passive."""
    folded = plain(said)
    if folded.endswith(":") or (folded.endswith("?") and not _WISHED.match(folded)) or "deja" in folded:
        return False
    return pattern_of("loose_demands").match(folded) is not None or (
        promises and (_WILL_BE.search(folded) is not None and says_what_is_done(folded))
    )


def asked_in_bold(plan: Outline) -> list[Candidate]:
    """The bold words of running text that the words before them ask for ("Nous demandons de **raccorder les cales**"); beside several
    such, also bold sentences that open their paragraph and ask themselves."""
    bold = [c for at, piece in _told(plan) for c in _bold_commitments(plan, at, piece)]
    amid = [c for c in bold if not plan.pieces[c.at].bold and c.start > plan.pieces[c.at].start]
    opening = [c for c in bold if c not in amid and plan.pieces[c.at].kind == "text" and _opens_with_demand(plan, c)]
    return limited(sorted([*amid, *opening], key=lambda c: c.start) if len(amid) >= _SHOWN else amid)


def _opens_with_demand(plan: Outline, candidate: Candidate) -> bool:
    span = find_commitment(plan.running.text[candidate.start : candidate.end])
    return span is not None and span[0] == 0


def _told(plan: Outline) -> list[tuple[int, Piece]]:
    """The pieces that may be running text about what is to be done."""
    closed = CLOSED - {"followup", "calendar"}
    return [(at, p) for at, p in enumerate(plan.pieces) if p.kind != "heading" and not p.field and plan.zones[at] not in closed]


def limited(found: list[Candidate]) -> list[Candidate]:
    """Each commitment up to the next one of its piece."""
    following = {a: b.start for a, b in itertools.pairwise(found) if a.at == b.at}
    return [replace(c, limit=following.get(c)) for c in found]


def _bold_commitments(plan: Outline, at: int, piece: Piece) -> list[Candidate]:
    found: list[Candidate] = []
    behind = piece.start + (piece.mark.rest if piece.mark and not piece.mark.meaning else 0)  # a number in bold is no word of it
    for opened, end in bold_runs(plan, piece):
        start = max(opened, behind)
        for a, b in sentences(plan.running.text[start:end]):
            said = plan.running.text[start + a : start + b]
            if zone_of(said) in CLOSED:  # "Composition du groupe"
                continue
            led = _led_in(plan.running.text[max(start - _LEAD, piece.start) : start], said)
            if len(said.split()) >= _BOLD_LEAST and (find_commitment(said) or is_action(said) or led):
                found.append(candidate_of(plan, at, start + a, start + b))
    return found


def _led_in(before: str, said: str) -> bool:
    """Whether the words right before a bold run ask for it ("Nous proposons enfin **un concours**")."""
    span = find_commitment(f"{before.rstrip()} {said}")
    return span is not None and span[0] < len(before.rstrip()) < span[1]


def bold_runs(plan: Outline, piece: Piece) -> list[tuple[int, int]]:
    """Spans (running offsets) of the bold runs of a piece."""
    base = plan.running.starts[piece.page]
    page = plan.running.document.pages[piece.page]
    runs: list[tuple[int, int]] = []
    bold_before = False
    for word in page_words(page, piece.start - base, min(piece.end - base, page.body_end)):
        if word.bold and bold_before:
            runs[-1] = (runs[-1][0], base + word.end)
        elif word.bold:
            runs.append((base + word.start, base + word.end))
        bold_before = word.bold
    return runs


def told(piece: Piece) -> list[tuple[int, int]]:
    """Spans of the sentences of a piece, the first of an article behind its number ("Article 2 – La Commune s'engage à ...")."""
    spans = sentences(piece.text)
    if _is_article(piece) and piece.mark and spans and piece.mark.rest < spans[0][1]:
        spans[0] = (piece.mark.rest, spans[0][1])
    return spans


def says_more(piece: Piece, said: str) -> bool:
    """Whether a sentence of an article goes on about what the article has promised ("Elle y consacre 12 000 euros")."""
    return _is_article(piece) and _GOES_ON.match(plain(said)) is not None


def _is_article(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.label == "article"


def _sentences(plan: Outline, at: int, piece: Piece) -> list[Candidate]:
    found: list[Candidate] = []
    reported = _INQUIRY.search(plain(plan.running.text)) is not None
    for a, b in told(piece):
        said = piece.text[a:b]
        if found and says_more(piece, said):
            continue
        if reported and not is_own_commitment(said):
            continue
        if _FAREWELL.search(plain(said)):
            continue
        if find_commitment(said) and "deja" not in plain(said) and not _ANNOUNCES.match(plain(said)):
            found.append(candidate_of(plan, at, piece.start + a, piece.start + b))
    return found


def candidate_of(plan: Outline, at: int, start: int, end: int) -> Candidate:
    """The sentence `start:end` (running offsets) of piece `at` as a candidate."""
    said = plan.running.text[start:end]
    lead = len(said) - len(said.lstrip())
    stop = lead_end(said, 200)
    return Candidate(at, ("prose",), start + lead, start + stop, opening_of(said[lead:stop]), at + 1)
