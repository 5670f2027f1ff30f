"""Letters to somebody in office: what they tell to do ("Publiez les comptes"), and what their authors will do on their own part."""

from __future__ import annotations

import re

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.prose import candidate_of, limited, told
from pipeline.extract.measures.wording import find_kind, opening_of, plain
from pipeline.extract.measures.zones import CLOSED
from pipeline.records.lexicon import pattern_of

# Bounds set on two letters, one with a list of demands and one without; the other plans of the tests keep their measures.
_OPENING = 6  # pieces at the head of a document that say to whom it is written
_STYLES = frozenset({"prose", "item", "line", "number", "lead"})  # of demands in a letter
_RUNNING = frozenset({"prose", "lead"})  # of these, sentences beside the candidate's may ask too
_LEAST = 2  # sentences of a letter that holds nothing else
_WORDS = 4  # words of a sentence that says what is to be done


def _cues(meaning: str) -> re.Pattern[str]:
    return pattern_of("letter_cues", meaning)


def with_letter(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates of a letter with its imperatives and its authors' promises beside them; those of another document unchanged."""
    addressed = any(_cues("addressed").search(plain(p.text)) for p in plan.pieces[:_OPENING])
    if not addressed or any(c.family[0] not in _STYLES for c in chosen):
        return chosen
    listed = [c for c in chosen if c.family[0] not in _RUNNING]
    lists = {at for c in listed for at in range(c.at, c.at + 1 if c is listed[-1] else c.until)}  # the letter goes on behind the last
    known = {c.start for c in chosen}
    asked = [
        c
        for at, piece in enumerate(plan.pieces)
        if at not in lists and piece.kind == "text" and not piece.field and plan.zones[at] not in CLOSED - {"followup"}
        for c in _of_paragraph(plan, at, piece)
        if c.start not in known
    ]
    if not chosen and len(asked) < _LEAST:
        return chosen
    prose = [*(c for c in chosen if c.family[0] in _RUNNING), *asked]
    return sorted([*listed, *limited(sorted(prose, key=lambda c: c.start))], key=lambda c: c.start)


def _of_paragraph(plan: Outline, at: int, piece: Piece) -> list[Candidate]:
    found: list[Candidate] = []
    own = False  # whether the authors have begun to say what they do themselves
    for a, b in told(piece):
        said = piece.text[a:b].strip()
        own = own or _cues("own_part").search(plain(said)) is not None
        if len(said.split()) < _WORDS or said.endswith(("?", ":")) or "deja fait" in plain(said):
            continue
        more = _cues("more").search(plain(said)) is not None and find_kind(said) in {"ask", "propose", "recommend"}
        if more or opening_of(said).shape == "imperative" or (own and find_kind(said) == "promise"):
            found.append(candidate_of(plan, at, piece.start + a, piece.start + b))
    return found
