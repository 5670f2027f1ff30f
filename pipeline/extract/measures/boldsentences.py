"""Paragraphs that tell, ask and add, with one whole sentence in bold: the bold sentence is the wording of the measure."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.prose import asks_loosely, bold_runs
from pipeline.extract.measures.wording import find_commitment, is_action, sentences

# Bounds set on one plan with twelve such paragraphs and one made for the tests; the other plans of the tests keep their figures.
_STYLES = frozenset({"label", "number"})
_LEAST = 3  # measures of one style
_ONE_EACH = 0.8  # of a style's paragraphs with one bold sentence
_ASK = 0.5  # of the bold sentences that demand or open like an action
_WORDS = 4  # of a bold sentence


def said_in_bold(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The candidates, those of a style whose paragraphs each hold one bold sentence worded by it ("**Offrons un livre à chacun.**")."""
    styles: dict[tuple[str, ...], list[Candidate]] = {}
    for one in chosen:
        styles.setdefault(one.family[:2], []).append(one)
    said: dict[int, tuple[int, int]] = {}
    for style, members in styles.items():
        if style[0] not in _STYLES or len(members) < _LEAST:
            continue
        own = {m.at: span for m in members if (span := _bold_sentence(plan, m)) is not None}
        texts = [plan.running.text[a:b] for a, b in own.values()]
        asking = sum(find_commitment(t) is not None or is_action(t) or asks_loosely(t, promises=False) for t in texts)
        if len(own) >= _ONE_EACH * len(members) and asking >= _ASK * len(own):
            said |= own
    return [replace(c, start=said[c.at][0], end=said[c.at][1]) if c.at in said else c for c in chosen]


def _bold_sentence(plan: Outline, member: Candidate) -> tuple[int, int] | None:
    """Running offsets of the one bold run in the paragraphs of a candidate, when it is a whole sentence among others; else None."""
    runs: list[tuple[int, int]] = []
    alone = True
    for at in range(member.at, max(member.until, member.at + 1)):
        piece = plan.pieces[at]
        if piece.kind not in {"text", "item"} or piece.bold or (piece.bold_end and at == member.at):
            return None
        whole = {(piece.start + a, piece.start + b) for a, b in sentences(piece.text)}
        for start, end in bold_runs(plan, piece):
            ends_here = any(
                a <= start and plan.running.text[a:start].strip() == "" and end <= b and not plan.running.text[end:b].strip()
                for a, b in whole
            )
            if not ends_here or len(plan.running.text[start:end].split()) < _WORDS:
                return None
            runs.append((start, start + len(plan.running.text[start:end].rstrip(" ."))))
        alone = alone and len(whole) <= 1
    return runs[0] if len(runs) == 1 and not alone else None
