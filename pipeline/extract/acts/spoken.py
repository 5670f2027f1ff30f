"""Votes told inside a paragraph, set apart as pieces: what the chair says in verbatim minutes, amendments settled in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.acts.marks import AMENDMENT, SET_ASIDE, Mark, mark_of
from pipeline.extract.acts.pieces import Piece

# "M. le Président. – ", "Mme LA MAIRE : ", "Le Président. - "
_CHAIR = re.compile(
    r"\W*(?:(?:m\.|mme|monsieur|madame) )?l[ea] (?:maire|presidente?)(?: d[^.:–—]{2,40}| [a-z' -]{2,30})?(?:\.\s?[-–—]|\s?:)\s+"
)
_BREAK = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bart)(?<!\b[a-z])[.?!]\s+(?=[^\W\d_])|:\s+(?=l[ea'] ?(?:conseil|assemblee)\b)")
_AMENDMENT = re.compile(
    r"(?:(?:ainsi |ensuite |alors )?(?:mise?|soumise?) (?:aux voix|au vote|au scrutin),? )?(?:cet |l'|le )?(?:sous-)?amendement\b"
    r"[^.;]{0,60}\b(?:est|a ete) (?:donc |ainsi )?(?:adopte|approuve|rejete|repousse|refuse)"
)


def votes_apart(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, those in which a vote follows other words cut in two before it."""
    return tuple(part for piece in pieces for part in _parts(piece))


def _parts(piece: Piece) -> Iterator[Piece]:
    at = None if piece.is_row or piece.number is not None else _vote_in(piece)
    if at is None:
        yield piece
        return
    before = piece.text[:at].rstrip()
    if re.search(r"\w{3}", before[_spoken(piece) :]):
        yield replace(piece, end=piece.start + len(before), text=before, flat=piece.flat[: len(before)])
        yield _from(piece, at, len(piece.text))
    else:
        yield replace(_from(piece, at, len(piece.text)), bullet=piece.bullet)


def _spoken(piece: Piece) -> int:
    chair = _CHAIR.match(piece.flat)
    return chair.end() if chair else 0


def _vote_in(piece: Piece) -> int | None:
    """Where, inside a paragraph, the first sentence stands that settles something; None where its first words do."""
    head = _spoken(piece)
    starts = [head, *(m.end() for m in _BREAK.finditer(piece.flat, head) if piece.text[m.end()].isupper() or m[0].startswith(":"))]
    for start, end in zip(starts, [*starts[1:], len(piece.text)], strict=True):
        sentence = piece.flat[start:end]
        if _AMENDMENT.match(sentence) and (head or (start and not AMENDMENT.match(piece.flat))):
            return start
        if head and not SET_ASIDE.fullmatch(sentence.strip()) and mark_of(_from(piece, start, end)) in {Mark.DECISION, Mark.VOTE}:
            return start
    return None


def _from(piece: Piece, start: int, end: int) -> Piece:
    return replace(
        piece, start=piece.start + start, end=piece.start + end, text=piece.text[start:end], flat=piece.flat[start:end], bullet=""
    )
