"""Numbers that stand alone, put to the text they number: beside them, below them, or the title of the fiche they open."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import plain

_VOTED = re.compile(
    r"(?=.*(?:%|voix|votes?|pour|unanimite|majorite))(?:[\d\s,.()%/–—·:;-]|\b(?:adoptee?|approuvee?|votee?|retenue?|a|la|l'|par|de|des|sur|"
    r"voix|votes?|pour|contre|abstentions?|blancs?|suffrages|exprimes|favorables?|unanimite|majorite|et)(?![a-z]))+\Z"
)
_VOTES = 12  # words that say the votes
_OVER = 2.5  # of its size: the text of a large number stands no further below
_UNDER = 3.0  # of the size of a title on one line: its number stands no further below
_LINE, _ONE_LINE = 1.4, 45  # of its size: a second line of it, and the characters of one
_LARGE = 1.3  # of the size of its text
_FEW = 3  # words of a label with its value
_ABREAST = 16  # pieces read between the band of a card and its title, of the cards beside it
_FICHE_HEAD = 6  # pieces between the number of a fiche and its title


def joined(pieces: list[Piece]) -> list[Piece]:
    """Numbers that stand alone go to the text beside them on the same line, else to the next piece."""
    taken: dict[int, Piece] = {}
    behind: dict[int, Piece] = {}
    gone: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.field or not piece.mark or not _only_number(piece) or (piece.mark.label == "" and piece.kind == "item"):
            continue
        target = _beside(pieces, at, taken)
        if target is not None:
            mark = replace(piece.mark, rest=0, printed_end=0)
            printed = piece.text[: piece.mark.printed_end] if not is_only_number(piece.text) else piece.text
            value = printed.strip(" .:–—-)") if piece.mark.meaning else piece.mark.value
            taken[target] = replace(pieces[target], mark=replace(mark, value=value))
            if _says_votes(piece):
                behind[target] = replace(piece, kind="text", level=0, field="support", value=piece.mark.rest, mark=None)
            gone.add(at)
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        found += [taken.get(at, piece)] if at not in gone else []
        found += [behind[at]] if at in behind else []
    return found


def _only_number(piece: Piece) -> bool:
    """Whether a piece is a number alone, or with a label and its value beside it ("Action 1.1  Priorité ★★")."""
    if _is_number(piece):
        return True
    return (
        piece.mark is not None
        and piece.mark.meaning == "measure"
        and bool(piece.rest.strip())
        and (_says_field(piece.rest) or _says_votes(piece))
    )


def _is_number(piece: Piece) -> bool:
    """Whether a piece is nothing but its number, with a label that the plan may have made for itself."""
    return is_only_number(piece.text) or (piece.mark is not None and piece.mark.rest > 0 and not piece.rest.strip(" .:–—-)"))


def _says_votes(piece: Piece) -> bool:
    """Whether nothing but its votes follows the number of a measure ("Recommandation n° 1  94 % des voix (47 voix sur 50)")."""
    return piece.mark is not None and says_votes(piece.rest)


def says_votes(text: str) -> bool:
    """Whether a few words say nothing but votes ("47 voix sur 50")."""
    return len(text.split()) <= _VOTES and _VOTED.match(plain(text)) is not None


def _says_field(text: str) -> bool:
    """Whether a few words are a label and its value without a colon ("Priorité ★★")."""
    words = text.split()
    return len(words) <= _FEW and not text[:1].islower() and field_of(words[0]) not in {None, "title", "number"}


def title_of_fiche(pieces: list[Piece], at: int) -> int | None:
    """The piece labelled as title in a fiche whose number stands over its first labels ("FICHE N° 1", "Axe", "Titre de l'action")."""
    for index in range(at, min(at + _FICHE_HEAD, len(pieces))):
        piece = pieces[index]
        if piece.mark or (not piece.field and field_of(piece.text) != "title" and piece.kind not in {"fiche", "axis"} and index == at):
            return None
        if piece.kind == "axis":
            continue
        if piece.field == "title" or piece.kind == "fiche":
            return index
    return None


def _stands_over(number: Piece, piece: Piece) -> bool:
    """Whether a number in large letters stands right over a text, as on a card."""
    below = piece.page == number.page and 0 < piece.top - number.top < _OVER * number.size and abs(piece.x0 - number.x0) < number.size
    return below and piece.kind in {"text", "cell"} and number.size > _LARGE * piece.size


def _stands_under(pieces: list[Piece], at: int) -> bool:
    """Whether the labelled number of a measure stands in smaller letters right under a title without one, and over no other title."""
    number, over = pieces[at], pieces[at - 1] if at else None
    if over is None or number.mark is None or number.mark.meaning != "measure" or over.mark or over.field or over.page != number.page:
        return False
    titled = (
        over.kind == "heading"
        and number.size < over.size
        and 0 < number.top - over.top < (_UNDER + _LINE * (len(over.text) > _ONE_LINE)) * over.size
    )
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    heads = below is not None and below.kind == "heading" and not below.field and field_of(below.text) is None
    return titled and field_of(over.text) is None and not heads and len(over.text.split()) > 1


def _heads(pieces: list[Piece], at: int, beside: int) -> bool:
    """Whether the next piece is a title over what stands level with a number: the number is set in the middle of its card."""
    if at >= len(pieces):
        return False
    title, text = pieces[at], pieces[beside]
    plain_title = title.kind == "heading" and not title.mark and not title.field and field_of(title.text) is None
    over = title.page == text.page and title.top < text.top and abs(title.x0 - text.x0) < title.size
    return plain_title and over and text.kind != "heading"


def _title_under_band(pieces: list[Piece], at: int, taken: dict[int, Piece]) -> int | None:
    """The title right below a labelled number that stands over it as the band of a card, past what is read of the cards beside it."""
    number = pieces[at]
    if number.mark is None or number.mark.meaning != "measure" or not _is_number(number):
        return None
    for below in range(at + 1, min(at + 1 + _ABREAST, len(pieces))):
        title = pieces[below]
        heads = title.kind == "heading" and title.page == number.page and not title.field and not title.mark
        close = 0 < title.top - number.top < _OVER * title.size and abs(title.x0 - number.x0) < title.size
        if heads and close and field_of(title.text) is None:
            return None if below in taken else below
    return None


def _beside(pieces: list[Piece], at: int, taken: dict[int, Piece]) -> int | None:
    number = pieces[at]
    banded = _title_under_band(pieces, at, taken)
    if banded is not None:
        return banded
    near = range(max(at - 40, 0), min(at + 41, len(pieces)))
    same_line = [
        i for i in near
        if i != at and i not in taken and pieces[i].page == number.page and pieces[i].x0 > number.x0
        and abs(pieces[i].top - number.top) < 0.6 * max(number.size, 6) and not pieces[i].mark and not pieces[i].field
        and not _says_field(pieces[i].text)
    ]  # fmt: skip
    if same_line:
        beside = min(same_line, key=lambda i: pieces[i].x0)
        return at + 1 if at + 1 not in taken and _heads(pieces, at + 1, beside) else beside
    if _stands_under(pieces, at) and at - 1 not in taken:
        return at - 1
    following = at + 1
    if number.mark and number.mark.meaning == "measure":
        titled = title_of_fiche(pieces, following)
        if titled is not None and titled not in taken:
            return titled
    if following < len(pieces) and following not in taken and not pieces[following].mark and not pieces[following].field:
        heads = pieces[following].kind in {"heading", "fiche", "row"} or pieces[following].bold or _stands_over(number, pieces[following])
        if number.mark and (number.mark.meaning == "measure" or heads):
            return following
    return None
