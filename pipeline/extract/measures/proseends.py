"""Where a part of prose ends whose heading is set in larger letters than those over the measures behind it.

"Comment lire cet avis" may be printed larger than "A. De l'ombre" on the next page: by the letters alone, the recommendations under A, B
and C would be a part of the method. They are not where several headings below it each stand over things to do, and the rest of the
document has fewer of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import TO_DO, find_commitment, is_own_commitment, opening_of
from pipeline.extract.measures.zones import CLOSED, zone_of

_PROSE = frozenset({"method", "foreword"})
_FINDINGS = frozenset({"diagnosis", "values", "testimony"})  # they may list what should be done: only one run of numbers tells them apart
_PARTS = 2  # headings of one level, each over things to do
_EACH = 2  # things to do under each
_NUMBERED = 4  # things to do that one run of numbers counts
_WORDS = 3  # of something to do
_MANY = 5  # titles that say what to do where nothing else in a document does; the stages of a method are fewer
_SHORTEST = 12  # characters of a title in bold
_ANYWAY = frozenset({"row", "fiche"})  # pieces that are measures in whatever words


def ends_of_prose(pieces: Sequence[Piece], chains: Sequence[tuple[int, ...]], zones: Sequence[str]) -> Mapping[int, int]:
    """For each heading over prose that reaches too far, the heading below it where its part ends (both by their place in the list)."""
    ends: dict[int, int] = {}
    for at, zone in enumerate(zones):
        if zone in _PROSE | _FINDINGS and pieces[at].kind == "heading" and not any(zones[over] in CLOSED for over in chains[at]):
            others = sum(_may_count(p, zones[i]) for i, p in enumerate(pieces) if at not in chains[i])
            below = _parts_to_do(pieces, chains, at)
            if len(below) < _PARTS:  # no themes, or one
                below = _titles_to_do(pieces, chains, zones, at) if not others else {}
            acts = [i for part in below.values() for i in part]
            if len(acts) > others and (zone in _PROSE or _are_counted([pieces[i] for i in acts])):
                ends[at] = min(below)
    return ends


def _parts_to_do(pieces: Sequence[Piece], chains: Sequence[tuple[int, ...]], at: int) -> dict[int, list[int]]:
    """The headings right below a heading, of the level that most have, with the things to do under each; those over hardly any left out."""
    parts: dict[int, list[int]] = {}
    for i, chain in enumerate(chains):
        if at in chain and chain[-1] != at:
            parts.setdefault(chain[chain.index(at) + 1], []).append(i)
    levels: dict[int, dict[int, list[int]]] = {}
    for part, below in parts.items():
        acts = [i for i in below if _is_to_do(pieces[i])]
        acts = acts if len(acts) >= _EACH else _demands(pieces, below)
        if len(acts) >= _EACH and pieces[part].kind == "heading" and zone_of(pieces[part].rest) not in CLOSED:
            levels.setdefault(pieces[part].level, {})[part] = acts
    return max(levels.values(), key=len, default={})


def _titles_to_do(pieces: Sequence[Piece], chains: Sequence[tuple[int, ...]], zones: Sequence[str], at: int) -> dict[int, list[int]]:
    """The things to do below a heading that are set like titles or numbered, by what stands right below it; none where they are few."""
    found: dict[int, list[int]] = {}
    for i, chain in enumerate(chains):
        piece = pieces[i]
        titled = piece.kind == "heading" or piece.mark is not None or piece.bold_end >= _SHORTEST
        if at in chain and zones[i] == zones[at] and titled and _is_to_do(piece):
            found.setdefault((*chain, i)[chain.index(at) + 1], []).append(i)
    return found if sum(map(len, found.values())) >= _MANY else {}


def _demands(pieces: Sequence[Piece], below: Sequence[int]) -> list[int]:
    """The paragraphs in which the authors ask for something, where most of a part's do."""
    texts = [i for i in below if pieces[i].kind == "text" and not pieces[i].field]
    asking = [i for i in texts if find_commitment(pieces[i].text) is not None and is_own_commitment(pieces[i].text)]
    return asking if 2 * len(asking) > len(texts) else []


def _is_to_do(piece: Piece) -> bool:
    return not piece.field and len(piece.rest.split()) >= _WORDS and opening_of(piece.rest).shape in TO_DO


def _may_count(piece: Piece, zone: str) -> bool:
    """Whether a piece outside of the prose is as good a measure: by its words, by its kind, or for standing under "Nos propositions"."""
    if zone == "measures" and piece.kind in {"heading", "item"}:
        return not piece.field and zone_of(piece.rest) != zone
    return zone not in CLOSED and (piece.kind in _ANYWAY or _is_to_do(piece))


def _are_counted(acts: Sequence[Piece]) -> bool:
    """Whether one run of numbers from 1 on counts the things to do of all parts."""
    numbers = [int(p.mark.value) for p in acts if p.mark and p.mark.value.isdigit()]
    return len(numbers) >= _NUMBERED and numbers == list(range(1, len(acts) + 1))
