"""Where the sums of an act stand: its zones, and who speaks in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.acts.anatomy import Anatomy
from pipeline.extract.acts.found import PARAGRAPH, Found, words_before
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.source import BlockKind, Span

HEAD = 8  # lines of the operative part in which its matter is looked for; fewer, asked by each question, told the same acts apart
_PAST_LIST = re.compile(
    r"\b(?:(?:a|ont|avai(?:t|ent)) (?:deja )?ete (?:vote|attribue|accorde|verse|alloue|octroye)e?s?|se (?:faisait|repartissai(?:t|ent)))\b"
    r"[^.;€]{0,140}:\W*$"
)
# "Considérant ..., il est proposé au conseil de ..." proposes, though it begins like a recital
PROPOSAL = re.compile(r"\b(?:il (?:vous )?est|est) (?:donc |ainsi )?propose\b|\bpropose (?:donc )?(?:au|a l'|aux)\b")
_OWN_WORDS = (
    ("conseil departemental", "departement"),
    ("conseil regional", "region"),
    ("conseil municipal", "(?:commune|ville)"),
    ("conseil communautaire", "communaute"),
    ("conseil metropolitain", "metropole"),
    ("conseil de la metropole", "metropole"),
    ("conseil de communaute", "communaute"),
)
_SPEAKER = (
    r"\W*(?:[^;]{0,80}, )?(?:m\.|mme\.?|mlle|monsieur|madame) (?!l[ea] (?:maire|president))"
    r"(?P<name>[a-z][\w'-]+(?: [a-z][\w'-]+){0,3}?)(?:,? (?:[-–] )?[^.;]{3,60},)? (?:s')?"
)
_ASKS = re.compile(
    _SPEAKER
    + r"(?:demande|interroge|etonne|inquiete|regrette|remarque|fait (?:remarquer|observer)|(?:souhaite|voudrait) savoir|revient sur)\b"
)
_SPEAKS = re.compile(_SPEAKER + r"(?:precise|indique|ajoute|souligne|repond|rappelle|estime|partage|confirme|explique)\b")
_REPORTER = re.compile(
    r"\W*(?:rapporteu?r(?:e|euse|ice)?s?\b|rapport (?:de|du|presente par)|presente par)\s*[:-]?\s*"
    r"(?:m\.|mm\.|mme\.?|mmes|monsieur|madame)?\s*(?P<name>[^,;:.(\n]{3,60})"
)
_PERSON = re.compile(r"\W*(?:m\.|mm\.|mme\.?|mmes|mlle|monsieur|madame) (?!l[ea] (?:maire|president))(?P<name>[a-z][\w' -]{2,60})")
_PRESENTING = re.compile(
    r"\W*(?:m\.|mme\.?|mlle|monsieur|madame) (?!l[ea] (?:maire|president))(?P<name>[a-z][\w'-]+(?: [a-z][\w'-]+){0,3}?)"
    r"(?:, [^.;]{3,60},)? (?:presente|expose|rapporte)\b"
)
# "passe la parole à M. Exemple qui explique que ..."
_FLOOR = re.compile(
    r"\b(?:passe|donne|cede|laisse) la parole a (?:m\.|mme\.?|mlle|monsieur|madame) (?!l[ea] (?:maire|president))"
    r"(?P<name>[a-z][\w'-]+(?: [a-z][\w'-]+){0,3}?)(?= (?:qui|pour|afin)\b|\W?[,.;:(]|\W*$)"
)
_VERBATIM = re.compile(r"\W*(?:m\.|mme|monsieur|madame) [^.:–—]{2,50}\.\s?[-–—]\s")
_PRESENTS = re.compile(r"\brapporteure?\b|\bl[ea] (?:president|maire)")
_GOES_ON = re.compile(r"\W*(?:il|elle|ils|elles)\b")
_OBJECTS = re.compile(
    r"\b(?:regrett|s'inquiet|s'etonn|deplor|trouv|juge|critiqu|contest|s'interrog|demand|craint|redout|dout|s'oppos|denonc"
    r"|depose (?:un|l')(?: sous-)? ?amendement|objecte|rappelle que|estime que|pense que|doute que)"
)
_SENTENCE_BREAK = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bart)(?<!\b[a-z])[.?!;]\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Zones:
    """Where an act's sums may stand: its pieces before the decision, and those of its operative part."""

    text: str
    title: str  # flat
    statement: tuple[Piece, ...]
    operative: tuple[Piece, ...]
    heading: tuple[Piece, ...]  # the lines of the title
    asked: bool
    reporters: frozenset[str] = frozenset()  # flat names of who presents the matter; others only discuss it
    behind: tuple[Piece, ...] = ()  # rows of tables behind the operative part: annexes
    debate: tuple[Piece, ...] = ()  # what others ask and object before the decision, and the answers
    own: str = ""  # pattern of the words for the authority whose assembly decides

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What stands before and in the decision."""
        return (*self.statement, *self.operative)

    def decision_says(self, pattern: re.Pattern[str], first: int = HEAD) -> bool:
        """Whether one of the `first` lines of the operative part says what `pattern` looks for."""
        return any(pattern.search(piece.flat) for piece in self.operative[:first])


def zones_of(text: str, title: str, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy) -> Zones:
    """The pieces of an act by zone; a piece that holds proposal and decision is cut between them."""
    start, end = anatomy.operative or (anatomy.whole[1], anatomy.whole[1])
    held = set(anatomy.recitals)
    own = [p for p in pieces if (p.start, p.end) not in held or PROPOSAL.search(p.flat)]
    heading = tuple(p for p in own if p.start < subject[1] and p.end > subject[0])
    operative = tuple(p for p in own if p.end > start and p.start < end and p not in heading)
    statement = tuple(p for p in own if p.start < start and p not in heading and p not in operative and p.start >= subject[0])
    behind = tuple(p for p in own if p.is_row and p.start >= end)
    reporters = _reporters(own)
    debate = _debate(statement, reporters)
    statement = tuple(p for p in statement if p not in debate)
    if operative and operative[0].start < start:  # the proposal before the verb stands in the same piece
        statement = (*statement, _part(operative[0], operative[0].start, start))
        operative = (_part(operative[0], start, operative[0].end), *operative[1:])
    statement = _without_past_lists(statement, operative)
    return Zones(text, title, statement, operative, heading, anatomy.asked, reporters, behind, debate, _own_words(text[:6000]))


def _without_past_lists(statement: Sequence[Piece], operative: Sequence[Piece]) -> tuple[Piece, ...]:
    """The statement without lists of what was given before, where the decision tells a sum ("il avait été attribué : ...")."""
    if not any(find_sums(p.text) for p in operative):
        return tuple(statement)
    kept: list[Piece] = []
    past = False
    for piece in statement:
        listed = piece.is_row or piece.bullet or piece.kind is BlockKind.LIST_ITEM
        past = past if listed else _PAST_LIST.search(piece.flat) is not None
        if not (listed and past):
            kept.append(piece)
    return tuple(kept)


@lru_cache(maxsize=16)
def _own_words(printed: str) -> str:
    """What the authority is called, by the assembly named first at the head of the document; "" when none is."""
    head = flat(printed)
    named = [(head.find(assembly), words) for assembly, words in _OWN_WORDS if assembly in head]
    return min(named)[1] if named else ""


def _debate(statement: Sequence[Piece], reporters: frozenset[str]) -> tuple[Piece, ...]:
    """The prose from the paragraph in which a person asks or objects who does not present the matter, to the next that proposes."""
    found: list[Piece] = []
    debated = False
    for piece in statement:
        if not piece.is_row:
            asks = _ASKS.match(piece.flat) or (_SPEAKS.match(piece.flat) if reporters else None)
            debated = (debated or (asks is not None and not reporters & set(asks["name"].split()))) and not PROPOSAL.search(piece.flat)
            if debated:
                found.append(piece)
    return tuple(found)


def _reporters(pieces: Iterable[Piece]) -> frozenset[str]:
    """The surnames of the line "Rapporteur : ...", else of the person who has the floor or presents the matter first; none where the act
    names nobody."""
    found = [m["name"].split() for p in pieces if not p.is_row and len(p.text) < 160 and (m := _REPORTER.match(p.flat))]
    if not found:
        told = next((m for p in pieces if not p.is_row and (m := _FLOOR.search(p.flat) or _PRESENTING.match(p.flat))), None)
        found = [told["name"].split()] if told else []
    return frozenset(words[-1] for words in found if words)


def others_say(zones: Zones, found: Found) -> bool:
    """Whether a sum stands in a sentence that begins with a person who is not the one that presents the matter."""
    before = words_before(zones.text, found, PARAGRAPH)
    line = zones.text.rfind("\n", 0, found.start) + 1
    spoken = _VERBATIM.match(flat(zones.text[line : min(line + 90, found.start)]))
    if spoken is not None:  # verbatim minutes: "Mme Escudoux. – Vous coupez ..."
        return _PRESENTS.search(spoken[0]) is None and not zones.reporters & set(re.findall(r"[a-z'-]+", spoken[0]))
    starts = [0, *(m.end() for m in _SENTENCE_BREAK.finditer(before))]
    while len(starts) > 1 and _GOES_ON.match(before, starts[-1]):
        starts.pop()  # "Il l'évalue à ..." goes on from the sentence that names the speaker
    speaker = _PERSON.match(before, starts[-1])
    if speaker is None:
        return False
    if not zones.reporters:  # nobody is named to present the matter: those who object do not
        return _OBJECTS.search(before, starts[-1], speaker.start("name") + 90) is not None
    return not zones.reporters & set(speaker["name"].split())


def _part(piece: Piece, start: int, end: int) -> Piece:
    a, b = start - piece.start, end - piece.start
    return replace(piece, start=start, end=end, text=piece.text[a:b], flat=piece.flat[a:b])
