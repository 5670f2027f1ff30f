"""Acts without a title of their own: items taken off or put off while the agenda is settled, news on which the council speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.acts.numbers import SIGN, formal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.records.source import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Aside:
    """`subject` and `operative` are spans of the running text; `whole` is what they stand in."""

    subject: Span
    operative: Span
    whole: Span
    removed: bool = False
    number: Span | None = None
    told: Span | None = None  # what more is said of it, up to the next item that is set aside


_REMOVED = re.compile(
    r"\b(?:retir\w*|retrait)\b[^.;]{0,120}\b(?:ordre du jour|points? suivants?|points?)\b|\b(?:point|question|dossier|rapport|affaire"
    r"|projet|deliberation)s?\b(?:[^.;]|(?<=\d)\.(?=\d)){0,300}\b(?:est|sont)\s+(?:retire|reporte|ajourne)e?s?\b"
)
_QUOTED = re.compile(r"[«\"“]\s*([^»\"”]{6,260}?)\s*[»\"”]")
_AFTER_COLON = re.compile(r"[^:.;]{0,30}:\s*([^\W\d_][^(;\n]{5,160}?)\s*(?=[(;,.]|$)")
_SPEAKS = re.compile(
    r"\b(?:le conseil(?: municipal| communautaire)?|l'assemblee|les (?:membres du conseil|elus"
    r"|conseillers)[a-z ]{0,12})\s+(?:n'emet|est (?:majoritairement |unanimement )?(?:un )?favorable|prend acte|"
    r"decide|approuve|accepte|emet|donne (?:un avis|son accord)|refuse|valide|se prononce)"
)
_STOP = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)[.;](?=\s+[^\W\d_]|\s*$)")
_SET_ASIDE = re.compile(r"\W*[^.;]{0,40}\b(?:est|sont|sera)\s+(?:donc\s+|ainsi\s+)?(?:retire|reporte|ajourne|differe|renvoye)e?s?\b")
_SIGN = re.compile(rf"\b{SIGN}(?=\w)")
# "le rapport n° 24/071, intitulé « ... »": of a shape of the house, right before the subject
_NAMED = re.compile(
    rf"\b(?:rapport|délibération|projet|dossier|affaire|point)\s{SIGN}([\w]{{1,8}}[-–/_.][\w./–-]{{1,12}}\w|\d{{1,3}})\b[^.;«\"“]{{0,40}}[«\"“]?\s?$"
)
# "le point 2024-093 « ... »": a year in front needs no sign
_SHAPED_NAME = re.compile(
    r"\b(?:rapport|délibération|projet|dossier|affaire|point)\s((?:19|20)\d\d[-–/_.]\d{1,4})\b[^.;«\"“]{0,40}[«\"“]?\s?$"
)
_BEHIND = re.compile(r"\s?[»\"”]?\s?\(?(?:[nN]°\s?)?([\w./–-]{4,20})\)")


def removed_items(pieces: Sequence[Piece]) -> tuple[Aside, ...]:
    """Items that the opening of the sitting takes off or puts off: named in quotes, or listed below."""
    found: list[Aside] = []
    for index, piece in enumerate(pieces):
        several = [] if piece.is_row else _named_one_by_one(piece)
        if len(several) > 1:
            found.extend(several)
            continue
        match = _REMOVED.search(piece.flat)
        if not match or piece.is_row or "avait" in match[0]:
            continue
        listed = _list_below(pieces, index) if piece.text.rstrip().endswith(":") else []
        quoted = _QUOTED.search(piece.text, max(match.start() - 20, 0))
        named = None if quoted or listed else _AFTER_COLON.match(piece.text, match.end())
        operative = _sentence(piece, match.start(), match.end())
        subject = quoted or named
        if subject:
            at = (piece.start + subject.start(1), piece.start + subject.end(1))
            following = _REMOVED.search(piece.flat, subject.end())
            told = (
                operative[1],
                piece.start + following.start() if following and following.start() > operative[1] - piece.start else piece.end,
            )
            told = told if following is None or following.end() <= operative[1] - piece.start else (operative[1], operative[1])
            found.append(Aside(at, operative, operative, removed=True, number=_number_of(piece, operative, at), told=told))
        found.extend(Aside((p.start, p.end), operative, (piece.start, p.end), removed=True) for p in listed)
    return tuple(found)


def _named_one_by_one(piece: Piece) -> list[Aside]:
    """Items that a paragraph sets aside one after the other, each in a sentence of its own that quotes the subject before the verb."""
    found: list[Aside] = []
    ends = [*(m.start() + 1 for m in _STOP.finditer(piece.flat)), len(piece.text)]
    for start, end in zip([0, *ends], ends, strict=False):
        quoted = _QUOTED.search(piece.text, start, end)
        removed = _SET_ASIDE.match(piece.flat, quoted.end(), end) if quoted else None
        if quoted is None or removed is None:
            continue
        first = start + len(piece.text[start:end]) - len(piece.text[start:end].lstrip())
        operative = (piece.start + first, piece.start + end)
        at = (piece.start + quoted.start(1), piece.start + quoted.end(1))
        found.append(Aside(at, operative, operative, removed=True, number=_number_of(piece, operative, at), told=operative))
    return found


def _number_of(piece: Piece, sentence: Span, subject: Span) -> Span | None:
    """The number printed in a sentence before the subject that it sets aside, or in brackets right behind it."""
    for sign in _SIGN.finditer(piece.text, sentence[0] - piece.start, subject[0] - piece.start):
        printed = formal_number(piece.text, sign.start())
        if printed is not None and printed.end <= subject[0] - piece.start:
            return piece.start + printed.start, piece.start + printed.end
    named = _NAMED.search(piece.text, sentence[0] - piece.start, subject[0] - piece.start) or _SHAPED_NAME.search(
        piece.text, sentence[0] - piece.start, subject[0] - piece.start
    )
    if named is not None:
        return piece.start + named.start(1), piece.start + named.end(1)
    behind = _BEHIND.match(piece.text, subject[1] - piece.start)
    return (piece.start + behind.start(1), piece.start + behind.end(1)) if behind and formal_number(behind[1]) else None


def _sentence(piece: Piece, start: int, end: int) -> Span:
    """The sentence of `piece` around `start:end`."""
    first = max((m.end() for m in re.finditer(r"(?<!\bm)(?<!\bmme)\.\s+(?=[^\W\d_])", piece.flat[:start])), default=0)
    stop = re.compile(r"[.;](?=\s|$)").search(piece.flat, end)
    return piece.start + first, piece.start + (stop.end() if stop else len(piece.text))


def _list_below(pieces: Sequence[Piece], index: int) -> list[Piece]:
    below: list[Piece] = []
    for piece in pieces[index + 1 :]:
        if piece.kind is not BlockKind.LIST_ITEM and not piece.bullet:
            break
        below.append(piece)
    return below


def spoken_news(pieces: Sequence[Piece]) -> tuple[Aside, ...]:
    """News under "Informations" on which the council takes a stand."""
    found: list[Aside] = []
    for piece in pieces:
        match = _SPEAKS.search(piece.flat)
        if not match or piece.is_row:
            continue
        subject_end = match.start() if match.start() > 12 else len(piece.text)
        lead = re.match(r"\W*(?:d(?:u|e la|e l'|es|e)\s+)?", piece.flat)
        first = piece.start + (lead.end() if lead else 0)
        name = piece.text[first - piece.start : subject_end]
        stop = re.search(r"\s(?:prévue?|versée?|qui|que|dont|:)\s|[.,;:]", name)
        end = first + (stop.start() if stop and stop.start() > 12 else len(name.rstrip(" :;,.")))
        found.append(Aside((first, end), (piece.start + match.start(), piece.end), (piece.start, piece.end)))
    return tuple(found)
