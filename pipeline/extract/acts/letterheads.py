"""The head of a single act: where its number and its subject stand among the names of the authority and of the sitting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.acts.heads import Title, Worth
from pipeline.extract.acts.marks import ANOTHER, Mark
from pipeline.extract.acts.numbers import SIGN, SIGNED_ALONE, compact, formal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import head_field, head_label
from pipeline.extract.acts.titles import settles
from pipeline.extract.flat import flat
from pipeline.records.source import BlockKind, Span

_NUMBER_LABEL = re.compile(
    r"(?:(?:deliberation|decision|acte) )?(?:numero|n[°o])(?: (?:de l'acte|d'acte|de la deliberation|de deliberation))?\s*:?"
)
_KINDS = frozenset({"deliberation", "decision", "acte"})
LONGEST_NUMBER = 30  # characters of a cell that holds the number of an act
_OF_SITTING = re.compile(r"(?:date de (?:la )?)?(?:seance|reunion)|rapporteure?|matiere|nomenclature(?: actes)?|direction|instance")
_REFERENCE_LABEL = re.compile(r"ref(?:erence)?s?\.?(?: de (?:l'acte|la deliberation))?|(?:numero|n[°o]) d'ordre")
_NUMBER_ALONE = re.compile(
    rf"(?!\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d$)(?=[^\d]*\d)[a-z]{{0,8}}[\d./_–-][\w./_–-]{{1,{LONGEST_NUMBER - 10}}}"
)
_SIGNED = re.compile(rf"\s*{SIGN}")
_AT_END = re.compile(
    rf"(?<=\s)(?:(?:{SIGN}|[nN]°\s?d['’]ordre\s?:?\s?)(?=[\w./–-]{{3,30}}\s*$)"
    r"|(?=D[ée]lib[ée]ration\s[A-Z]{2,4}\s[\w./–-]{4,30}\s*$)"
    r"|(?<=[dD][ée]lib[ée]ration\s)(?=[A-Z]{1,8}[-_]?\d{2,4}[-–_/.]\d{1,4}\s*$)"
    r"|(?=[A-Z]{0,8}[-_./]?(?:19|20)\d\d(?:[-_./]\d{1,4}|[._]\d\d[._]\d{2,3})\s*$))"
)  # "2024.04.03": the third act of the sitting of April
# "Conseil municipal – séance du 27 mars 2025 25-015": the year of the sitting proves the number behind it.
SITTING_END = re.compile(
    r"\b[Ss][ée]ance du \d{1,2}(?:er)?\s\w+\s(?:19|20)(?P<year>\d\d)\W{1,4}(?P<number>(?P=year)[-_./][A-Z]{0,3}\d{2,4})\s*$"
)
_DOTTED_ALONE = re.compile(r"\W{0,3}(?P<number>\d{1,3}(?:[.\-/]\d{1,3}){1,2})\W{0,3}")
SHORTEST_STAMPED = 4  # letters and digits; a shorter one ("12") is met by chance
SHORTEST_DIGITS = 6  # a year and a number: what is left without letters must be more than a year
_OF_KIND = re.compile(r"^(?:de|del|delib|dl|d)(?=\d)", re.IGNORECASE)
_HEADER = re.compile(
    rf"\b(?:conseil{ANOTHER}|seance|deliberations?|recueil|extrait|registre|republique|departement|arrondissement"
    r"|commune de|ville de|mairie|communaute"
    r"|convocation|presents?|liberte|syndicat mixte|direction (?:generale )?d(?:e|u|es)"
    r"|rapport de presentation)\b|^\W*(?:region|metropole|commission permanente|bureau|session)\b|^\W*rapport n°\s?[\w./-]+\W*$"
)
HEADER = 60  # characters of a line of a letterhead; a longer line that only mentions such a word names a subject
# What a subject opens with, whatever authority it names further on: "Élection du président de la communauté de communes".
_SUBJECT = re.compile(
    r"^\W*(?:election|designation|installation|indemnites?|approbation|adoption|adhesion|creation|modification|renouvellement|convention"
    r"|budget|compte administratif|statuts|transfert|remplacement|demission|avenant|attribution|cession|acquisition|fixation|demande"
    r"|subventions?|reglement|tarifs?) "
)
_PARTED = re.compile(r"\s[-–—]\s(?=[a-z])")
HEAD_LINES = 12  # pieces of a head
NAME = 40  # characters; a shorter line at the head may be but the name of the authority
_KIND_ALONE = re.compile(r"\W*(?:(?:vou|voeu|motion|resolution)x?s?|sommaire|table des matieres)\W*")
MOST_LINES = 3  # of a subject above its number
LONGEST_SUBJECT, SHORTEST_SUBJECT = 260, 12  # characters
_OBJECT_CELL = re.compile(r"\W*objet(?: de l[a'] ?(?:deliberation|acte))?\s*:\s*(?=\w)")
_OBJECT_LABEL = re.compile(r"(?:objet|intitule|titre|libelle)(?: de l[a'] ?(?:deliberation|acte))?\W*")
_TITLE_LABEL = re.compile(r"\W*(?:titre|intitule|libelle)(?: d(?:e l[a'] ?|u )?(?:deliberation|acte|dossier|projet))?\W*")
_OBJECT_INSIDE = re.compile(
    r"^\W*(?:[^\W\d][^:]{2,40}:\s*|(?:nombre de|membres|conseillers|date|seance)\b[^:.;]{0,40}\s)objet\s*:\s*(?=\w)"
)
_DATE_ALONE = re.compile(r"\W*(?:en date )?du \d{1,2}(?:er)? [a-z]{3,9} (?:19|20)\d\d\W*")  # "Décision 24-06 du 3 février 2024"


def number_cell(pieces: Sequence[Piece]) -> Span | None:
    """The cell beside "Numéro" in a table at the head of an act, or below it, when it holds a number; a cell that opens with "Délibération
    n° ..."."""
    if (below := next(iter(numbers_below_label(pieces)), None)) is not None:
        return below
    for piece in pieces:
        for start, end in piece.cells if piece.is_row else ():
            words = piece.text[start - piece.start : end - piece.start]
            if alone := SIGNED_ALONE.fullmatch(words):
                return start + alone.start("number"), start + alone.end("number")
            printed = formal_number(words.lstrip())
            only = printed is not None and (len(words) < HEADER or head_field().fullmatch(flat(words.lstrip()[printed.rest :])))
            if printed is not None and only and (printed.labelled or _SIGNED.match(words)):
                first = start + len(words) - len(words.lstrip())
                return first + printed.start, first + printed.end
        if len(piece.cells) != 2:
            continue
        if (field := number_field(piece)) is not None:
            return field
        label, value = _words_of_cells(piece)
        if label in _KINDS and len(value) <= LONGEST_NUMBER and formal_number(value.upper()):
            return piece.cells[1]
    return None


def numbers_below_label(pieces: Sequence[Piece]) -> list[Span]:
    """The cells below "Délibération" or "Numéro" in two rows alone, the labels of a head over their values ("Délibération | Séance")."""
    return [
        span
        for _, label, value, span in _below_labels(pieces)
        if (label in _KINDS or _NUMBER_LABEL.fullmatch(label) or _REFERENCE_LABEL.fullmatch(label)) and _NUMBER_ALONE.fullmatch(value)
    ]


def _below_labels(pieces: Sequence[Piece]) -> Iterator[tuple[int, str, str, Span]]:
    """Each label of two such rows at the head, one of which tells the sitting or who reports, with the words below it: the place of their
    piece, both flat, and their span."""
    rows = zip((None, *pieces), pieces, pieces[1:], (*pieces[2:], None), strict=False)
    for at, (before, labels, values, behind) in enumerate(itertools.islice(rows, HEAD_LINES), 1):
        alone = not any(p is not None and p.is_row and len(p.cells) == len(labels.cells) for p in (before, behind))
        named = any(map(_OF_SITTING.fullmatch, _words_of_cells(labels)))
        if alone and named and len(values.cells) == len(labels.cells):
            for label, value, span in zip(_words_of_cells(labels), _words_of_cells(values), values.cells, strict=True):
                yield at, label, value, span


def _words_of_cells(piece: Piece) -> list[str]:
    return [flat(piece.text[a - piece.start : b - piece.start]).strip() for a, b in piece.cells]


def number_field(piece: Piece) -> Span | None:
    """The cell beside "Numéro de l'acte", when it holds a number."""
    if len(piece.cells) != 2:
        return None
    label, value = _words_of_cells(piece)
    numbered = _NUMBER_LABEL.fullmatch(label) and any(c.isdigit() for c in value) and len(value) <= LONGEST_NUMBER
    return piece.cells[1] if numbered else None


def letterhead_number(pieces: Sequence[Piece]) -> Span | None:
    """The number that ends a line of the letterhead ("Ville de Rochebrune N° 2024-031")."""
    for piece in pieces:
        if of_sitting := SITTING_END.search(piece.text):
            return piece.start + of_sitting.start("number"), piece.start + of_sitting.end("number")
    for piece in pieces[:8]:
        sign = _AT_END.search(piece.text) if len(piece.text) < HEADER + 30 and _HEADER.search(piece.flat) else None
        printed = (formal_number(piece.text, sign.end()) or formal_number(piece.text, sign.start())) if sign else None
        if printed and not piece.text[printed.end :].strip():
            return piece.start + printed.start, piece.start + printed.end
    return None


def signed_number(pieces: Sequence[Piece]) -> Title | None:
    """The line at the head that holds a sign and a number in any shape, and nothing else ("N° 24/068")."""
    for index, piece in enumerate(pieces[:HEAD_LINES]):
        alone = None if piece.is_row else SIGNED_ALONE.fullmatch(piece.text)
        if alone is not None:
            at = (piece.start + alone.start("number"), piece.start + alone.end("number"))
            return Title(index, index, Worth.SURE, piece.end, piece.end, number=alone["number"], number_at=at, formal=True)
    return None


def number_above(pieces: Sequence[Piece], named: Title | None) -> Span | None:
    """The number of rank alone on the line right above the subject ("5.4": the fourth matter of the fifth sitting or chapter)."""
    above = pieces[named.first - 1] if named is not None and named.first > 0 else None
    alone = None if above is None or above.is_row else _DOTTED_ALONE.fullmatch(above.text)
    return (above.start + alone.start("number"), above.start + alone.end("number")) if above is not None and alone is not None else None


def stamped_number(pieces: Sequence[Piece], stamped: str) -> Span | None:
    """Where the head prints the number that the stamp of transmission holds without its own separators ("20240403": "2024.04.03"), and
    behind letters of its own for the kind of act ("DE2024020": "2024/020")."""
    signs = compact(stamped)
    if len(signs) < SHORTEST_STAMPED or not any(c.isdigit() for c in signs):
        return None
    digits = _OF_KIND.sub("", signs)
    for wanted in (signs, digits) if SHORTEST_DIGITS <= len(digits) < len(signs) else (signs,):
        printed = re.compile(rf"(?<![\w-]){r'[-–_./ ]{0,3}'.join(wanted)}(?![\w-]|[.,/]\d)", re.IGNORECASE)
        for piece in pieces[:HEAD_LINES]:
            found = printed.search(piece.text) if len(piece.text) < 2 * HEADER or piece.is_row else None
            if found:
                return piece.start + found.start(), piece.start + found.end()
    return None


def is_header(words: str) -> bool:
    """Whether a flat line belongs to the letterhead: the authority, the assembly, the sitting."""
    found = _HEADER.search(words)
    if found and found.start() and _SUBJECT.match(words):
        return False
    if found and len(words) >= HEADER and (parted := _PARTED.search(words, found.end())) and not _HEADER.search(words, parted.end()):
        return False  # "Syndicat mixte du bassin – Remplacement d'un délégué": a subject that begins with a body
    return found is not None and (len(words) < HEADER or not words[: found.start()].strip(" -*|"))


def heading(titles: Sequence[Title], pieces: Sequence[Piece], decided: int) -> Title | None:
    """A heading that names the subject without "Objet :": the largest prominent line before the decision that is no page heading."""
    own = [t for t in titles if t.first < decided and not t.formal and not is_header(_words_of(pieces, t).flat)]
    own = [t for t in own if not _KIND_ALONE.fullmatch(pieces[t.first].flat) and not _is_value(pieces, t.first)] or own
    head = next((i for i, p in enumerate(pieces[:HEAD_LINES]) if not p.is_row and is_header(p.flat)), HEAD_LINES)
    reach = HEAD_LINES + sum(p.is_row for p in pieces[:HEAD_LINES])
    below = [t for t in own if head < t.first < reach and len(_words_of(pieces, t).text) > NAME]
    if below and own[0].first < head:  # above the line of the sitting stands the name of the authority, however large
        own = below
    return max(own, key=lambda t: (_words_of(pieces, t).size, -t.first), default=None)


def _is_value(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a line holds the value of the field whose label stands alone above it."""
    return index > 0 and head_label().fullmatch(pieces[index - 1].flat) is not None


def _words_of(pieces: Sequence[Piece], title: Title) -> Piece:
    """The piece that prints the words of a title; its count may stand on the line above."""
    return next((p for p in pieces[title.first : title.last + 1] if p.start <= title.start < p.end), pieces[title.first])


def below_number(titles: Sequence[Title], pieces: Sequence[Piece], numbered: Title | None) -> Title | None:
    """The heading right below a number that stands alone on its line, there or where it comes back, unless it is of the letterhead."""
    own = compact(numbered.number or "") if numbered else ""
    again = [t for t in titles if t.number and compact(t.number) == own and t is not numbered]
    for bare in [numbered, *again] if numbered else []:
        if _words_behind(pieces[bare.first], bare):
            continue
        below = next((t for t in titles if t.first == bare.last + 1 and not t.formal and not is_header(pieces[t.first].flat)), None)
        if below is not None:
            return below
    return None


def beside_number(pieces: Sequence[Piece], numbered: Title | None) -> Title | None:
    """The subject on the line of the number itself, in prominent print ("2024-018 – Budget primitif 2024")."""
    if numbered is None or not (pieces[numbered.first].bold or pieces[numbered.first].kind is BlockKind.HEADING):
        return None
    words = flat(pieces[numbered.first].text[numbered.start - pieces[numbered.first].start :])
    named = len(words) >= SHORTEST_SUBJECT and _words_behind(pieces[numbered.first], numbered)
    return numbered if named and not (is_header(words) or settles(words) or head_field().fullmatch(words)) else None


def names_authority(titles: Sequence[Title], pieces: Sequence[Piece], numbered: Title | None) -> bool:
    """Whether all short headings above the number are of the letterhead: they open the page, or stand above the line of the assembly or of
    the sitting."""
    above = [t for t in titles if numbered is not None and t.first < numbered.first]
    last = max((i for i, p in enumerate(pieces[: numbered.first if numbered else 0]) if not p.is_row and is_header(p.flat)), default=0)
    return bool(above) and all(t.first <= last and not t.formal and not t.ordinal and t.end - t.start < HEADER for t in above)


def lines_below(pieces: Sequence[Piece], marks: Sequence[Mark], numbered: Title | None) -> Title | None:
    """The subject in body print below a number alone on its line: the longest of the lines there, above the first sentence ("Commande
    publique / Entretien des parcs – Attribution des lots")."""
    if numbered is None or _words_behind(pieces[numbered.first], numbered):
        return None
    return _longest_line(pieces, marks, numbered.last + 1)


def lines_below_cell(pieces: Sequence[Piece], marks: Sequence[Mark], cell: Span | None) -> Title | None:
    """The same below a number that stands amid the letterhead, on a line with the address or the name of the authority."""
    at = next((i for i, p in enumerate(pieces[:HEAD_LINES]) if cell and p.start <= cell[0] < p.end and not p.is_row), None)
    return None if at is None else _longest_line(pieces, marks, at + 1)


def _longest_line(pieces: Sequence[Piece], marks: Sequence[Mark], first: int) -> Title | None:
    """The longest of three lines from here, above the first sentence, those of the letterhead left out."""
    lines: list[int] = []
    for index in range(first, min(first + 3, len(pieces))):
        piece = pieces[index]
        if (
            piece.is_row
            or marks[index] is not Mark.OTHER
            or len(piece.text) > LONGEST_SUBJECT
            or piece.text.rstrip().endswith((".", ":", ";", ","))
        ):
            break
        if not (is_header(piece.flat) or settles(piece.flat) or head_field().fullmatch(piece.flat) or _is_value(pieces, index)):
            lines.append(index)
    best = max(lines, key=lambda i: len(pieces[i].text), default=None)
    if best is None or len(pieces[best].text) < SHORTEST_SUBJECT:
        return None
    return Title(best, best, Worth.WEAK, pieces[best].start, pieces[best].end)


def lines_above(pieces: Sequence[Piece], marks: Sequence[Mark], numbered: Title | None) -> Title | None:
    """The subject in body print right above a number alone on its line, below the last line of the letterhead, as scans give it."""
    if numbered is None or _words_behind(pieces[numbered.first], numbered):
        return None
    first = numbered.first
    while first and not _ends_head(pieces[first - 1], marks[first - 1]) and numbered.first - first < MOST_LINES:
        first -= 1
    start, end = pieces[first].start, pieces[numbered.first - 1].end
    below_head = first > 0 and not pieces[first - 1].is_row and is_header(pieces[first - 1].flat)
    if not below_head or not SHORTEST_SUBJECT <= end - start <= LONGEST_SUBJECT or not pieces[first].text[:1].isupper():
        return None
    return Title(first, numbered.first - 1, Worth.WEAK, start, end)


def _ends_head(piece: Piece, mark: Mark) -> bool:
    closed = piece.text.rstrip().endswith((".", ":", ";"))
    return piece.is_row or mark is not Mark.OTHER or closed or is_header(piece.flat) or settles(piece.flat)


def object_inside(pieces: Sequence[Piece]) -> Title | None:
    """The subject behind "Objet :" in a cell of the head, below such a label, or where two columns were read as one line ("Conseillers : 12
    Objet : ...")."""
    for at, named, _, (start, end) in _below_labels(pieces):
        if _OBJECT_LABEL.fullmatch(named) and end - start > NAME / 4:
            return Title(at, at, Worth.SURE, start, end, object_line=True)
    for index, piece in enumerate(pieces):
        for start, end in piece.cells if piece.is_row else ():
            cell = _OBJECT_CELL.match(piece.flat[start - piece.start : end - piece.start])
            if cell and end - start - cell.end() > NAME / 4:
                return Title(index, index, Worth.SURE, start + cell.end(), end, object_line=True)
        label_cell = piece.text[: piece.cells[0][1] - piece.start] if len(piece.cells) == 2 else ""
        if label_cell and (_TITLE_LABEL.fullmatch(flat(label_cell)) or SIGNED_ALONE.fullmatch(label_cell)):
            start, end = piece.cells[1]
            if end - start > NAME / 4:
                return Title(index, index, Worth.SURE, start, end, object_line=True)
        label = None if piece.is_row else _OBJECT_INSIDE.match(piece.flat)
        if label and len(piece.text) - label.end() > NAME / 2:
            return Title(index, index, Worth.SURE, piece.start + label.end(), piece.end, object_line=True)
    return None


def _words_behind(piece: Piece, title: Title) -> bool:
    """Whether words of a subject follow the number on its line; who tables the text is none."""
    start = max(title.number_at[1] if title.number_at else piece.start, title.start) - piece.start
    return re.search(r"[^\W\d_]{3}", piece.text[start:]) is not None and _DATE_ALONE.fullmatch(piece.flat, start) is None
