"""The agenda at the head of a document: where it stands, and what it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.acts.numbers import compact, ordinal_number
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.records.source import BlockKind

_HEADING = re.compile(
    r"(?:-+\s*)?(?:l'\s?)?ordre du jour\b[^a-z]*(?:de la seance|du conseil.{0,40})?\W*$|ordre du jour\s*:"
    r"|\W*(?:(?:rappel|examen|lecture|liste) d(?:e |es |u ))?(?:(?:les )?(?:points?|affaires?|questions?|dossiers?|rapports?|sujets?"
    r"|projets? de deliberations?|deliberations?)(?: (?:inscrit|porte|figurant|soumis|examine|propose|mis)\w*)?(?: (?:a|de|sur)| du)? )?"
    r"(?:l')?ordre du jour\b\W*$|\W*sommaire\W*$"
    r"|(?![^:]*\b(?:retir|ajout|inscri|supprim|modifi))[^:]{0,300}\bl'ordre du jour\b[^.:]{0,60}:\s*$"
)
_DEALT_WITH = re.compile(r"\W*(?:rapporteu?r(?:e|euse|ice)?s?\s*:|votes? (?:favorable|defavorable|unanime|:|pour)|adopte a l'unanimite)")
_SENTENCES = re.compile(r"[^\W\d_]{3}\. [A-ZÀ-Ý][^\W\d_]+ [^.]{20,}\.\s*$")  # two sentences and more are no announced item
_RULE = re.compile(r"^[_\-=*\s]{4,}$")
_SPEECH = re.compile(
    r"\b(?:expose|informe|rappelle|propose|presente|indique|precise|demande|explique|donne lecture|ouvre la seance|passe la parole)\b"
)
_STOP = frozenset(
    re.split(" ", "a au aux avec ce ces d dans de des du en et l la le les leur n par pour qu que qui s sa se ses son sur un une n° no")
)
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_ITEM = 320  # characters of an agenda item; longest met in the development collection: 240
LIKE = 0.72  # share of the words of the shorter title found in the other; tuned on six labelled minutes


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One announced item: the piece that prints it, its words, its printed number."""

    piece: int
    words: frozenset[str]
    number: str | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Pieces `first:last` (half-open) hold the agenda. Empty when the document has none."""

    first: int = 0
    last: int = 0
    items: tuple[AgendaItem, ...] = ()

    def holds(self, index: int) -> bool:
        """Whether piece `index` is part of it."""
        return self.first <= index < self.last

    def match(self, words: frozenset[str], longer: float = 3.0) -> AgendaItem | None:
        """The item that says the same as `words`, or None; the longer of the two may have `longer` times the words of the other."""
        best, best_score = None, LIKE
        for one in self.items:
            score = likeness(words, one.words, longer)
            if score >= best_score:
                best, best_score = one, score
        return best


# "Tarifs (2024-043)", "Tarifs – Délibération n° 2024-043": the body prints a number that the agenda has not
_NUMBER_BEHIND = re.compile(
    r"(?:\s*\((?:[^()\d]{0,18}\s)?[A-Z]{0,8}[-_. ]?\d[\w./_–-]{2,20}\)|\s[-–—]\s[dD][ée]lib[ée]ration\s(?:[nN]°\s?)?[\w./_–-]{3,20})\s*$"
)


def title_words(text: str) -> frozenset[str]:
    """The words of a title that carry meaning."""
    return frozenset(w for w in _WORD.findall(flat(text)) if w not in _STOP)


def likeness(a: frozenset[str], b: frozenset[str], longer: float = 3.0) -> float:
    """Share of the smaller set found in the larger one, 0 when their sizes are too different to be one title."""
    if not a or not b:
        return 0.0
    small, large = sorted((a, b), key=len)
    if len(large) > longer * len(small) + 1:
        return 0.0
    return len(small & large) / len(small)


def find_agenda(pieces: Sequence[Piece]) -> Agenda:
    """The first agenda of the document. It ends at a rule, at running text, or where its first items come back."""
    for index, piece in enumerate(pieces):
        if len(piece.flat) < 400 and _HEADING.match(piece.flat):
            return _read(pieces, index)
    return Agenda()


def _read(pieces: Sequence[Piece], heading: int) -> Agenda:
    last = heading + 1
    while last < len(pieces) and not _is_body(pieces[last]):
        last += 1
    dealt = next((i for i in range(heading + 1, last) if _DEALT_WITH.match(pieces[i].flat)), None)
    if dealt is not None:  # the words stand over the items themselves
        if dealt - heading < 6:
            return Agenda()
        last = dealt - 1
    ruled = next((i for i in range(heading + 2, last) if _RULE.match(pieces[i].text)), None)
    last = ruled if ruled is not None else _before_repeats(pieces, heading + 1, _before_body(pieces, heading + 1, last))
    if ruled is None and last - heading < 3 and last < len(pieces) and _is_body(pieces[last]):
        return Agenda()  # one line and then its text: the words stand over the items themselves
    items = tuple(one for i in range(heading + 1, last) if (one := _item(pieces[i], i)))
    return Agenda(heading, last, items)


def _is_body(piece: Piece) -> bool:
    if len(piece.text) > LONGEST_ITEM or (len(piece.text) > 100 and _SENTENCES.search(piece.text)):
        return True
    prose = piece.text.rstrip().endswith((".", " :")) and len(piece.text) > 60
    return prose and _SPEECH.search(piece.flat) is not None


def _before_body(pieces: Sequence[Piece], first: int, last: int) -> int:
    """The body begins where the first announced line comes back, where an announced number comes back, where headings count anew what a
    list has announced, or where numbers of acts begin that the agenda does not print."""
    seen = [title_words(_bare(p)) for p in pieces[first:last]]
    printed = [_number_of(p) for p in pieces[first:last]]
    numbered = [number is not None for number in printed]
    for index in range(2, len(seen)):
        if numbered[index] and printed[index] in printed[:index]:
            return first + index
        if seen[0] and seen[index] == seen[0] and _bare(pieces[first + index]).lower()[:40] == _bare(pieces[first]).lower()[:40]:
            return first + index
        if (numbered[index] and not any(numbered[:index])) or _counts_anew(pieces[first], pieces[first + index]):
            return first + index
    return last


def _counts_anew(announced: Piece, piece: Piece) -> bool:
    """Whether a heading has the ordinal of the first item of a list that is printed as text."""
    if piece.kind is not BlockKind.HEADING or announced.kind is BlockKind.HEADING:
        return False
    ordinal = ordinal_number(piece.text)
    own = ordinal_number(announced.text)
    return ordinal is not None and ordinal.number == (own.number if own else announced.bullet.strip(" .-)–•"))


def _number_of(piece: Piece) -> str | None:
    """The number of an act at the head of a line, or right behind its ordinal ("3. – Délibération n° 2024-12"), without its signs."""
    start = len(piece.text) - len(piece.text.lstrip(" -–"))
    ordinal = ordinal_number(piece.text, start)
    printed = piece.formal_number(start) or (piece.formal_number(ordinal.rest) if ordinal else None)
    return compact(printed.number) if printed else None


def _before_repeats(pieces: Sequence[Piece], first: int, last: int) -> int:
    """Titles right before the body that repeat announced items are the body's own."""
    seen = [title_words(_bare(p)) for p in pieces[first:last]]
    end = last
    while end - 1 > first and any(likeness(seen[end - 1 - first], seen[k]) >= 0.9 for k in range(end - 1 - first) if seen[end - 1 - first]):
        end -= 1
    return end if end < last else last


def _bare(piece: Piece) -> str:
    printed = piece.formal_number() or ordinal_number(piece.text)
    words = piece.text[printed.rest :] if printed else piece.text
    behind = _NUMBER_BEHIND.search(words)
    return words[: behind.start()] if behind else words


def _item(piece: Piece, index: int) -> AgendaItem | None:
    printed = piece.formal_number() or ordinal_number(piece.text)
    text = piece.text[printed.rest :] if printed else piece.text
    words = title_words(text)
    if not words:
        return None
    number = printed.number if printed else piece.bullet.strip(" .-)–•") or None
    return AgendaItem(index, words, number)
