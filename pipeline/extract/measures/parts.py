"""Parts whose heading announces demands and in which no style carries them: one sentence under each heading says what is asked."""

from __future__ import annotations

from pipeline.extract.measures.candidates import Candidate, opens_measure
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.prose import candidate_of, limited
from pipeline.extract.measures.wording import find_commitment, opening_of, plain, sentences
from pipeline.extract.measures.zones import CLOSED, zone_of

_LEAST = 2  # sentences of a part that ask for something
_TITLE_WORDS = 4  # words of a heading that only names what the text below asks for
_OPENS = 25  # characters of a sentence within which its demand opens
_LONGEST = 400  # characters of a demand
_SURE = frozenset({"exhortation", "future"})


def left_parts(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The demands of each part that announces some and holds none of the chosen measures, the first under each of its headings."""
    taken = {at for c in chosen for at in range(c.at, max(c.until, c.at + 1))}
    found: list[Candidate] = []
    for at, piece in enumerate(plan.pieces):
        if piece.kind != "heading" or at in taken or zone_of(piece.rest) != "measures" or not plan.chains[at]:
            continue
        inside = [i for i in range(at + 1, len(plan.pieces)) if at in plan.chains[i]]
        if inside and not taken & {at, *inside} and not {c.at for c in found} & set(inside):
            found += _of_part(plan, at, inside)
    return found


def _of_part(plan: Outline, part: int, inside: list[int]) -> list[Candidate]:
    said = [(i, *span) for i in inside if _may_tell(plan, i) for span in _asking(plan, i)]
    heads = {plan.chains[i][-1] for i, _, _ in said}
    titles = [i for i in inside if plan.pieces[i].kind == "heading"]
    if len(said) < _LEAST or any(len(plan.pieces[i].rest.split()) > _TITLE_WORDS for i in titles):
        return []
    if titles and (part in heads or len(heads) < len(titles) - 1):  # the headings do not each stand over a demand
        return []
    first: dict[int, Candidate] = {}
    for i, a, b in said:
        key = plan.chains[i][-1] if titles else a
        first.setdefault(key, candidate_of(plan, i, a, b))
    return limited(sorted(first.values(), key=lambda c: c.start))


def _may_tell(plan: Outline, at: int) -> bool:
    piece = plan.pieces[at]
    return piece.kind == "text" and not piece.field and piece.table is None and plan.zones[at] not in CLOSED


def _asking(plan: Outline, at: int) -> list[tuple[int, int]]:
    """Running offsets of the sentences of a piece that ask for something or promise it."""
    piece = plan.pieces[at]
    found: list[tuple[int, int]] = []
    for a, b in sentences(piece.text):
        text = piece.text[a:b].strip()
        start = a + len(piece.text[a:b]) - len(piece.text[a:b].lstrip())
        span = find_commitment(text)
        asks = (span is not None and span[0] <= _OPENS) or opens_measure(text) or opening_of(text).shape in _SURE
        if asks and len(text) <= _LONGEST and "deja" not in plain(text) and not text.endswith((":", "?")):
            found.append((piece.start + start, piece.start + start + len(text)))
    return found
