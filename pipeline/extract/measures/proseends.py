"""Where a part of prose ends whose heading is set in larger letters than those over the measures behind it.

"Comment lire cet avis" may be printed larger than "A. De l'ombre" on the next page: by the letters alone, the recommendations under A, B
and C would be a part of the method. They are not where several headings below it each stand over things to do, and the rest of the
document has fewer of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import TO_DO, opening_of
from pipeline.extract.measures.zones import CLOSED, zone_of

_PROSE = frozenset({"method", "foreword"})
_FINDINGS = frozenset({"diagnosis", "values", "testimony"})  # they may list what should be done: only one run of numbers tells them apart
_PARTS = 2  # headings of one level, each over things to do
_EACH = 2  # things to do under each
_NUMBERED = 4  # things to do that one run of numbers counts
_WORDS = 3  # of something to do
_ANYWAY = frozenset({"row", "fiche"})  # pieces that are measures in whatever words


def ends_of_prose(pieces: Sequence[Piece], chains: Sequence[tuple[int, ...]], zones: Sequence[str]) -> Mapping[int, int]:
    """For each heading over prose that reaches too far, the heading below it where its part ends (both by their place in the list)."""
    ends: dict[int, int] = {}
    for at, zone in enumerate(zones):
        if zone in _PROSE | _FINDINGS and pieces[at].kind == "heading" and not any(zones[over] in CLOSED for over in chains[at]):
            below = _parts_to_do(pieces, chains, at)
            acts = [i for part in below.values() for i in part]
            others = sum(_may_count(p, zones[i]) for i, p in enumerate(pieces) if at not in chains[i])
            if len(below) >= _PARTS and len(acts) > others and (zone in _PROSE or _are_counted([pieces[i] for i in acts])):
                ends[at] = min(below)
    return ends


def _parts_to_do(pieces: Sequence[Piece], chains: Sequence[tuple[int, ...]], at: int) -> dict[int, list[int]]:
    """The headings right below a heading, of the level that most have, with the things to do under each; those over hardly any left out."""
    found: dict[int, dict[int, list[int]]] = {}
    for i, chain in enumerate(chains):
        if at in chain and chain[-1] != at and _is_to_do(pieces[i]):
            part = chain[chain.index(at) + 1]
            if pieces[part].kind == "heading" and zone_of(pieces[part].rest) not in CLOSED:
                found.setdefault(pieces[part].level, {}).setdefault(part, []).append(i)
    levels = [{part: acts for part, acts in parts.items() if len(acts) >= _EACH} for parts in found.values()]
    return max(levels, key=len, default={})


def _is_to_do(piece: Piece) -> bool:
    if piece.field or len(piece.rest.split()) < _WORDS:
        return False
    shape = opening_of(piece.rest).shape
    return shape in TO_DO or (shape == "promise" and (piece.kind == "heading" or piece.bold_end > 0))


def _may_count(piece: Piece, zone: str) -> bool:
    """Whether a piece outside of the prose is as good a measure: by its words, by its kind, or for standing under "Nos propositions"."""
    if zone == "measures" and piece.kind in {"heading", "item"}:
        return not piece.field and zone_of(piece.rest) != zone
    return zone not in CLOSED and (piece.kind in _ANYWAY or _is_to_do(piece))


def _are_counted(acts: Sequence[Piece]) -> bool:
    """Whether one run of numbers from 1 on counts the things to do of all parts."""
    numbers = [int(p.mark.value) for p in acts if p.mark and p.mark.value.isdigit()]
    return len(numbers) >= _NUMBERED and numbers == list(range(1, len(acts) + 1))
