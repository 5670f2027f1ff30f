"""Lines that may be the title of an act, and how much each is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.agenda import Agenda, title_words
from pipeline.extract.acts.heads import (
    Title,
    Worth,
    counted_above,
    item_box,
    numbered_behind,
    numbered_below,
    row_title,
    run_in,
)
from pipeline.extract.acts.marks import Mark, opens_with_verb
from pipeline.extract.acts.numbers import Printed, ordinal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import chapter, head_field
from pipeline.extract.money import find_sums
from pipeline.records.source import BlockKind, Span

LONGEST_TITLE = 420  # characters; longest labelled: 262
_OBJECT = re.compile(
    r"^\W*(?:(?:objet|object)\s*(?:de la deliberation\s*)?[:\t-]|(?:intitule|titre)(?: de la deliberation| de l'acte)?\s*:)\s*"
)
_OBJECT_ALONE = re.compile(r"\W*objet de la (?:deliberation|decision)\W*")  # over the subject
_OBJECT_BARE = re.compile(r"^\W*objet\s+(?=\w)")  # a cell border that OCR lost
_AMENDMENT = re.compile(r"^\W*(?:amendement|sous-amendement|vou|voeu|motion)\b.{0,160}$")
_AMENDMENT_LABEL = re.compile(r"\W*((?:sous-)?amendement\s+(?:n°\s?[a-z]{0,2}-?\d+|[a-z]{1,2}-?\d{1,3}\b))")
_NO_TITLE = re.compile(
    r"^\W*(?:informations?(?: diverses?)?|questions? (?:diverses?|orales?)|divers|affaires diverses|communications?"
    r"|points? divers|tour de table|agenda|ordre du jour|page \d+|pour|contre|abstention|presents?|absents?|pouvoirs?|secretaire|rapporteur"
    r"|(?:texte|sort|objet) de l'amendement)\b\W{0,3}$"
)
# What the item above puts to the vote or tells, in bold: "Il est proposé de ...", "Êtes-vous d'accord pour ... ?", "Le coût est estimé à".
_PROPOSAL = re.compile(
    r"\W*(?:il (?:vous |nous )?est (?:donc |ainsi |alors )?(?:propose|demande) (?:au|aux|a l'|de|d')"
    r"|(?:madame|monsieur|mme\.?|m\.) l[ea] (?:maire|presidente?) (?:demande|propose) (?:donc )?(?:au|aux|a l')|etes[- ]vous d'accord"
    r"|l[ea] (?:cout|montant|budget)(?: total| global| previsionnel)?(?: (?:de|du|des)\b[^.:;]{0,60})? "
    r"(?:est (?:estime|evalue|de)|s'eleve)\b"
    r"|(?:d'|l')?(?:approuver|autoriser|accepter|adopter|attribuer|accorder)\b"
    r"|(?:de )?(?:refuser|solliciter|valider|prendre (?:note|acte))\b)"
)
_INFORMATION = re.compile(
    r"^\W*(?:\w{1,4}\W+)?(?:informations?(?! et (?!questions?\b|communications?\b|divers|points?\b))"
    r"|questions? (?:diverses?|orales?)|(?:affaires )?divers(?:es)?\W*$|communications?"
    r"|points? divers|tour de table|agenda\b|prochaines? (?:dates?|reunions?))"
)
_BALLOT = re.compile(r"\bsuffrages?\b|\bbulletins?\b|\btour de scrutin\b|^\W*(?:liste|candidats?)\b")  # parts of an election
_DELEGATED = re.compile(r"\bdelegations?\b|\bdecisions? (?:prises?|du (?:maire|president))\b")  # a report of decisions, which is an act
_LAST_MINUTES = re.compile(
    r"\W*(?:approbation du )?(?:compte[- ]rendu|proces[- ]verbal|pv) d(?:e la|u|es) (?:reunion|seance|conseil|precedent|\d|derniere)"
)
_SENTENCE_END = re.compile(r"[.;,]$")
_SETTLED = re.compile(
    r"\b(?:secretaire de seance|quorum|appel nominal|appel des (?:membres|conseillers)|ouverture de (?:la )?seance|ordre du jour)\b"
)
_PERSON = re.compile(r"\W*(?:m\.|mm\.|mmes?\b|monsieur|madame|absente?s?\b|presente?s?\b|excusee?s?\b|pouvoirs?\b)")
REPORTER = re.compile(r"\W*rapporteu?r(?:e|euse|ice)?s?\s*:")
# Who reports, alone beside the number: "2024-012   Mme Lucile Exemple", "2024-013   Le Président".
_ONLY_A_PERSON = re.compile(
    r"\W*(?:(?:Rapporteure?|rapporteure?)\s*:?\s*)?(?:(?:M\.|Mme|Mr|Monsieur|Madame)(?:\s+(?:l[ea]\s+)?(?:d[eu]s?|la|l[ea]|\w[’']|[^\W\d_a-zà-ÿ][\w’'-]*)){1,6}"
    r"|(?:Le|La|le|la)\s+(?:Pr[ée]sidente?|Maire|(?:\d\w{1,4}\s+)?[Vv]ice-[Pp]r[ée]sidente?))\W*"
)
_BROUGHT_BY = re.compile(r"\W*(?:presente|depose|propose|porte)e?s? (?:par|au nom d)\b")  # who tables a wish is no subject
_REPORTER_INSIDE = re.compile(r"\s\(?rapporteu?r(?:e|euse|ice)?s?\s*:")
# "FINANCES - Budget principal": the field of the matter in capitals, then the matter.
_FIELD = re.compile(r"(?:[^\s]{1,3}[.)] ?)?[^\w«\"]{0,3}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’ /&-]{3,45}\s?[-–—/:]\s?[^\W\d_]")
SHORT = 260  # characters of a line that may be a title by its place alone
LONE = 110  # characters of a title that only its place gives away


def no_title(words: str) -> bool:
    """Whether flat words head a part of the sitting or a chapter of one act ("2. Fondements"), or are a field of its head, not an act."""
    return any(p.fullmatch(words) for p in (chapter(), head_field())) or any(p.match(words) for p in (_NO_TITLE, _PROPOSAL))


def last_minutes(words: str) -> bool:
    """Whether a flat title is the approval of the last minutes."""
    return _LAST_MINUTES.match(words) is not None


def amendment_number(piece: Piece) -> tuple[str | None, Span | None]:
    """The label of an amendment ("Amendement n° 3") at the head of a piece, and its span; none without a number."""
    label = _AMENDMENT_LABEL.match(piece.flat)
    if label is None:
        return None, None
    return piece.text[label.start(1) : label.end(1)], (piece.start + label.start(1), piece.start + label.end(1))


def settles(words: str) -> bool:
    """Whether a flat line is about the order of the sitting (who is there, secretary, quorum), on which no act is taken."""
    return _SETTLED.search(words) is not None or _PERSON.match(words) is not None


def _is_plain(pieces: Sequence[Piece], marks: Sequence[Mark]) -> bool:
    """Whether nothing behind the roll call is printed to stand out: a scan, or minutes typed in one hand."""
    opened = next((i for i, m in enumerate(marks) if m is Mark.OPENING), 0)
    behind = [p for p in pieces[opened:] if not p.is_row]
    return sum(p.bold or p.kind is BlockKind.HEADING for p in behind) <= 0.02 * len(behind)


def candidates(pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda) -> tuple[Title, ...]:
    """All possible titles outside the agenda, in reading order."""
    found: list[Title] = []
    index = 0
    plain = _is_plain(pieces, marks)
    while index < len(pieces):
        title = (
            None if agenda.holds(index) else _title(pieces, marks, agenda, index) or (_lone_line(pieces, marks, index) if plain else None)
        )
        if title:
            title = title if title.formal else numbered_behind(pieces[title.last], title)
            title = run_in(pieces, title) if title.ordinal else title
            title = title if title.number or title.news else counted_above(pieces, title, found[-1].last if found else -1)
            found.append(title if title.formal else numbered_below(pieces, title))
            index = found[-1].last + 1
        else:
            index += 1
    return tuple(found)


def _title(pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda, index: int) -> Title | None:
    piece = pieces[index]
    if piece.is_row:
        return row_title(piece, index) or item_box(pieces, index)
    by_object = _OBJECT.match(piece.flat)
    if by_object is None and _OBJECT_BARE.match(piece.flat):
        by_object = _OBJECT_BARE.match(piece.flat)
        by_object = by_object if by_object and piece.text[by_object.end() : by_object.end() + 1].isupper() else None
    if _OBJECT_ALONE.fullmatch(piece.flat) and index + 1 < len(pieces) and not pieces[index + 1].is_row:
        below = pieces[index + 1]
        return replace(_grow(pieces, marks, index + 1, Worth.SURE, below.start, object_line=True), first=index)
    if by_object:
        return _grow(pieces, marks, index, Worth.SURE, piece.start + by_object.end(), object_line=True)
    formal, ordinal, rest = _numbers(piece)
    if formal:
        named = _OBJECT.match(piece.flat[rest:])
        rest += named.end() if named else 0
        rest = len(piece.text) if _ONLY_A_PERSON.fullmatch(piece.text, rest) or _BROUGHT_BY.match(piece.flat, rest) else rest
        number_at = (piece.start + formal.start, piece.start + formal.end)
        return _grow(
            pieces,
            marks,
            index,
            Worth.SURE,
            piece.start + rest,
            number=formal.number,
            number_at=number_at,
            formal=True,
            ordinal=ordinal.number if ordinal else None,
            labelled=formal.labelled,
        )
    return _unnumbered(pieces, marks, agenda, index, ordinal, rest)


def _unnumbered(
    pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda, index: int, ordinal: Printed | None, rest: int
) -> Title | None:
    piece = pieces[index]
    if len(piece.text) > LONGEST_TITLE or marks[index] in {
        Mark.VISA,
        Mark.VOTE,
        Mark.OPENING,
        Mark.CLOSING,
        Mark.DECISION,
        Mark.RECITAL,
        Mark.ANNEX,
    }:
        return None
    if opens_with_verb(piece) or REPORTER.match(piece.flat) or not re.search(r"[^\W\d_]{3}", piece.text[rest:]):
        return None
    words = title_words(piece.text[rest:])
    prominent = piece.kind is BlockKind.HEADING or piece.bold
    announced = agenda.match(words, 3.0 if prominent else 1.3) if len(words) > 1 or not agenda.items else _exact(agenda, words)
    if _INFORMATION.match(piece.flat[rest:]) and not _DELEGATED.search(piece.flat) and (prominent or announced) and len(piece.text) < 120:
        return Title(index, index, Worth.LIKELY, piece.start + rest, piece.end, news=True)
    if no_title(piece.flat[rest:]):
        return None
    if _LAST_MINUTES.match(piece.flat[rest:]) and (piece.text.endswith(":") or (prominent and Mark.OPENING in marks[:index])):
        end = piece.start + len(piece.text.rstrip(" :"))
        return Title(index, index, Worth.SURE, piece.start + rest, end, *_place_of(piece, ordinal))
    number, number_at = _place_of(piece, ordinal)
    if (
        announced
        and not (marks[index] is Mark.SPEECH and piece.text.rstrip().endswith("."))
        and (prominent or (marks[index] is not Mark.SPEECH and not _SENTENCE_END.search(piece.text.rstrip(" :"))))
    ):
        return _grow(
            pieces, marks, index, Worth.LIKELY, piece.start + rest, number=number, number_at=number_at, ordinal=number, on_agenda=True
        )
    if ordinal and not piece.text.endswith(";") and (prominent or not agenda.items):
        worth = Worth.LIKELY if prominent or ordinal.labelled else Worth.WEAK
        return _grow(pieces, marks, index, worth, piece.start + rest, number=number, number_at=number_at, ordinal=number)
    if _BALLOT.search(piece.flat):
        return None
    headed = prominent and re.search(r"[^\W\d_]{3}.*\w", piece.text) is not None and len(piece.text) > 5
    if (headed or _AMENDMENT.match(piece.flat)) and not _SENTENCE_END.search(piece.text):
        label, label_at = amendment_number(piece)
        return _grow(pieces, marks, index, Worth.WEAK, piece.start, number=label, number_at=label_at)
    return _placed(pieces, marks, index, rest, number_at, number)


def _place_of(piece: Piece, ordinal: Printed | None) -> tuple[str | None, Span | None]:
    """The ordinal at the head of a piece and its span; no span for one that stands for a list mark."""
    if ordinal is None:
        return None, None
    printed = ordinal.start >= 0 and ordinal.end <= len(piece.text)
    return ordinal.number, (piece.start + ordinal.start, piece.start + ordinal.end) if printed else None


def _placed(
    pieces: Sequence[Piece], marks: Sequence[Mark], index: int, rest: int, number_at: Span | None, number: str | None
) -> Title | None:
    """A title told by its place: above the line that names the rapporteur, behind a vote, or by its field in capitals."""
    piece = pieces[index]
    if not _may_head(piece, marks[index]):
        return None
    last = above_reporter(pieces, marks, index)
    if last is not None:
        return Title(index, last, Worth.LIKELY, piece.start + rest, _without_reporter(pieces[last], piece.start + rest), number, number_at)
    behind_vote = next((marks[i] for i in range(index - 1, max(index - 4, -1), -1) if len(pieces[i].text) > 3), None) is Mark.VOTE
    if (_FIELD.match(piece.text) or (behind_vote and not piece.bullet)) and not find_sums(piece.text):
        end = _without_reporter(piece, piece.start + rest)
        return Title(index, index, Worth.WEAK, piece.start + rest, end, number, number_at)
    return None


def _lone_line(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> Title | None:
    """Where nothing stands out: a short line between the end of a sentence and a paragraph."""
    piece = pieces[index]
    if not 0 < index < len(pieces) - 1 or piece.is_row or piece.bullet or len(piece.text) > LONE or not _may_head(piece, marks[index]):
        return None
    before, below = pieces[index - 1], pieces[index + 1]
    ended = before.text.rstrip().endswith((".", "!", "?", "»")) or marks[index - 1] in {Mark.VOTE, Mark.OPENING, Mark.CLOSING}
    prose = len(below.text) > len(piece.text) + 10 and below.text[:1].isupper() and below.text.rstrip().endswith((".", ":"))
    prose = prose or marks[index + 1] in {Mark.VOTE, Mark.DECISION}
    if not ended or not prose or settles(piece.flat) or find_sums(piece.text) or no_title(piece.flat):
        return None
    return Title(index, index, Worth.WEAK, piece.start, piece.end, news=_INFORMATION.match(piece.flat) is not None)


def _may_head(piece: Piece, mark: Mark) -> bool:
    first = re.search(r"\w", piece.text)
    return (
        mark in {Mark.OTHER, Mark.VERB}
        and 8 <= len(piece.text) <= SHORT
        and first is not None
        and not piece.text[first.start()].islower()
        and not _SENTENCE_END.search(piece.text.rstrip(" |]_"))
        and not piece.text.rstrip().endswith(":")
        and not REPORTER.match(piece.flat)
    )


def above_reporter(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> int | None:
    """The last line of a title of up to three lines above "Rapporteur :" (or with it on its own line); None for other lines."""
    if _REPORTER_INSIDE.search(pieces[index].flat):
        return index
    for below in range(index + 1, min(index + 4, len(pieces))):
        piece = pieces[below]
        if REPORTER.match(piece.flat):
            return below - 1
        if _OBJECT.match(piece.flat) or piece.formal_number() is not None or (piece.bold and not pieces[index].bold):
            return None  # that line names the subject
        if piece.is_row or piece.bullet or marks[below] is not Mark.OTHER or len(piece.text) > 160 or no_title(piece.flat):
            return None
    return None


def _without_reporter(piece: Piece, start: int) -> int:
    inside = _REPORTER_INSIDE.search(piece.flat)
    return piece.start + inside.start() if inside and piece.start + inside.start() > start else piece.end


def _exact(agenda: Agenda, words: frozenset[str]) -> object | None:
    return next((one for one in agenda.items if one.words == words), None)


def _numbers(piece: Piece) -> tuple[Printed | None, Printed | None, int]:
    """The formal number, the ordinal before it, and where the words begin. A printed list mark counts as ordinal."""
    start = len(piece.text) - len(piece.text.lstrip(" -–•▪➢>*\uf0d8\uf0b7"))
    formal = piece.formal_number(start)
    if formal:
        return formal, _of_bullet(piece), formal.rest
    ordinal = ordinal_number(piece.text, start)
    if ordinal:
        formal = piece.formal_number(ordinal.rest)
        return formal, ordinal, formal.rest if formal else ordinal.rest
    return None, _of_bullet(piece), start


def _of_bullet(piece: Piece) -> Printed | None:
    mark = ordinal_number(piece.bullet + " x") if piece.bullet else None
    return Printed(mark.number, -1, len(piece.text) + 1, 0, formal=False) if mark else None


def _grow(
    pieces: Sequence[Piece],
    marks: Sequence[Mark],
    index: int,
    worth: Worth,
    start: int,
    *,
    number: str | None = None,
    number_at: Span | None = None,
    formal: bool = False,
    ordinal: str | None = None,
    labelled: bool = False,
    on_agenda: bool = False,
    object_line: bool = False,
) -> Title:
    """The title with the following pieces that carry it on (same print, no mark of their own)."""
    last = index
    piece = pieces[index]
    prominent = piece.kind is BlockKind.HEADING or piece.bold
    while prominent and last + 1 < len(pieces) and _carries_on(pieces, marks, last) and pieces[last + 1].end - start < LONGEST_TITLE:
        last += 1
    end = min(_without_reporter(pieces[last], start), start + LONGEST_TITLE)
    listed = piece.kind is BlockKind.LIST_ITEM and not piece.bold
    return Title(index, last, worth, start, end, number, number_at, formal, ordinal, labelled, on_agenda, object_line, listed)


def _carries_on(pieces: Sequence[Piece], marks: Sequence[Mark], last: int) -> bool:
    piece, following = pieces[last], pieces[last + 1]
    if following.is_row or marks[last + 1] is not Mark.OTHER or _NO_TITLE.match(following.flat):
        return False
    alike = following.bold == piece.bold and abs(following.size - piece.size) < 0.6
    formal, ordinal, _ = _numbers(following)
    if formal or ordinal or _OBJECT.match(following.flat):
        return False
    if not alike or following.page != piece.page or following.flat.startswith("rapporteur"):
        return False
    open_end = piece.text.rstrip().endswith((":", "-", "–", ",", " de", " du", " des", " et", " à", " la", " le", " les", "«"))
    wrapped = (
        piece.kind is BlockKind.HEADING and following.kind is BlockKind.PARAGRAPH and len(piece.text) > 50 and len(following.text) < 160
    )
    return (
        open_end or following.text[:1].islower() or following.bullet == "–" or (following.bullet == "-" and len(piece.text) > 50) or wrapped
    )
