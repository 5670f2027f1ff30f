"""What could be a measure: pieces grouped into families of one style (a label word, a shape of number, a heading level, a bullet)."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.numbering import ORDINAL
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.pieces import PICTURE, Piece, opens_behind, printed_lines
from pipeline.extract.measures.valuelines import values_of
from pipeline.extract.measures.wording import (
    TO_DO,
    Opening,
    find_commitment,
    is_lead_in,
    lead_end,
    opening_of,
    plain,
    sentences,
    verb_start,
)
from pipeline.extract.measures.zones import CLOSED, zone_of
from pipeline.extract.money import find_sums

_LEAD = ' \t\n\u00a0\u202f;,:.–—-•·|»"★☆'
_TRIM = " \t\n\u00a0\u202f;,:.–—-•·|("
_DONE = re.compile(
    r"\b(?:deja (?:faite?s?|realisee?s?|engagee?s?|en place|effective?s?|mise?s? en place)|"
    r"(?:action|mesure|projet) (?:realisee?|terminee?|achevee?))\b"
)
_ASIDE = re.compile(r"\([^()]{3,60}\)\s*[:.–—-]*\s*(?=\S)")
_ABOUT = re.compile(r"(?:et|ou|a|est|n'a|n'est|sera|seront|sont|ont|avait|,)\b|,")
_LIST = re.compile(
    r"\b(?:formul\w+|recommand\w+|propos\w+|preconis\w+|emet\w*|ajout\w+|adress\w+|demand\w+|present\w+|soumet\w*)\b[^.:]{0,60}"
    r"\b(?:recommandations|propositions|preconisations|voeux|vo?ux|demandes|reserves|mesures|suggestions)\b[^.:]{0,40}:$"
)
_MUST = re.compile(r"\b(?:ne )?(?:doit|doivent|devra|devront|devrait|devraient|faut|faudra|faudrait) [a-z]")
_TOPIC = re.compile(r"(?P<topic>[A-ZÀ-Ý\d][^.!?:;]{2,40})\.\s+(?=[A-ZÀ-Ý])")
_TOPIC_WORDS = 4
_NAME_WORDS = 2  # "Protection", "Petite enfance": too few to say what is done
_BEHIND_TOPIC = re.compile(r"\s*[–—-]\s+(?=[A-ZÀ-Ý])")  # "**École** – Garantir un repas"
_SUBJECT = re.compile(r"[A-ZÀ-Ý][^.!?:;]{2,40}\s?:\s+(?=\w)")
_TAIL = re.compile(r"\s+[:–—]\s+(?P<tail>[^:–—]{2,40})$")
_SAID_BEHIND = re.compile(r"\s\([^()]{3,120}\)[\s.;]*$")
_TAIL_REST = 12  # characters of a tail beside its sum or date ("environ", "rentrée", "par an")
_HEAD_WORDS, _PHRASE = 4, 70  # bold words, and characters of the phrase they open
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST = 3  # words of a sentence that is a measure
_SHORTEST_LEAD = 12  # characters of the bold words that open a paragraph
_LONGEST_LINE = 170  # characters of a proposal set as a line of its own
LONGEST = 230  # characters of a wording: the longest title met in plans has 160
_BELOW = 3.0  # of the size of a bullet: a line that says more of it stands no further
_LEVEL = 2.0  # points between the left edges of a row's words and of a line that goes on with them
_PITCH, _LINE = 1.4, 1.3  # of the font size: one line of a row to the next; lines that the next one stands below the last of a row
_SMALL = 0.93  # of the size of a bullet
_UNNUMBERED = frozenset({"heading", "bold", "lead", "item", "line"})  # styles in which a question asks the reader
_WISHED = re.compile(r"(?:et )?(?:si|pourquoi pas)\b")  # "Et si on plantait des arbres ?"
_APART = frozenset({"synopsis", "thanks", "lexicon"})  # parts that belong to no measure, in whatever letters their heading is set
_OF_ALL = re.compile(r"\b(?:tota(?:l|le|ux)|globa(?:l|le|ux))\b")  # "Coût total" below a list is that of all its bullets
_OFTEN = 3  # places of the same words
_FIGURES = re.compile(r"\d+")
_NEVER = frozenset({"contents", "rejected", "done", "testimony", "lexicon"})
_OF_WORDS = frozenset({"lexicon", "thanks", "values", "foreword", "testimony"})  # the last pages before a table that has no heading
_PLANNED, _SURE = frozenset({"owner", "deadline", "budget"}), 2

Family = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that may be a measure. `start:end` (running offsets) is its wording, `until` the index of the first piece behind its extent.

    `limit`: running offset behind which its own piece speaks of something else; None for the end of the piece.
    `opened`: running offset where what it says of itself opens; None for the start of its piece.
    `strays`: pieces with fields that stand beside it on the page and behind its extent in the reading order.
    """

    at: int
    family: Family
    start: int
    end: int
    opening: Opening
    words: int = 0
    until: int = 0
    limit: int | None = None
    opened: int | None = None
    strays: tuple[int, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether the wording opens like something to do and says what ("Se loger" is an aim)."""
        return self.opening.shape not in {"", "thing"} and self.words > 2

    @property
    def could_be(self) -> bool:
        """Whether the wording speaks, or names a thing that a list of proposals may wish for."""
        return self.speaks or self.opening.shape == "thing"

    @property
    def rank(self) -> int:
        """How much the style itself says that this is a measure (5 = a fiche, 1 = a bullet)."""
        return RANKS[self.family[0]]


RANKS = {"prose": 0, "fiche": 6, "row": 6, "label": 5, "titled": 5, "number": 4, "heading": 3, "bold": 2, "lead": 2, "item": 1, "line": 1}


def wording(piece: Piece) -> tuple[int, int]:
    """Offsets into the piece's text of the measure's own words: behind the number, the bold lead or the first sentence."""
    start = piece.value if piece.field == "title" else piece.mark.rest if piece.mark else 0
    text = piece.text
    while start < len(text) and text[start] in _LEAD:
        start += 1
    behind = opens_behind(text) if not piece.mark and piece.kind in {"text", "item"} else None
    start = start if behind is None else behind
    start = topic_end(piece, start)
    aside = _ASIDE.match(text, start) if piece.mark else None
    start = aside.end() if aside else start
    start = _demand(piece, start)
    whole = text[start:]
    said = _SAID_BEHIND.search(whole)
    if said is not None and said.start() >= _SHORTEST_LEAD and values_of(said[0]):  # "(services techniques – 2026)"
        text = text[: start + said.start()]
        whole = text[start:]
    if piece.bold_end - start >= _SHORTEST_LEAD and piece.bold_end < len(text) and not _reads_on(text, start, piece.bold_end):
        bold = text[start : piece.bold_end].rstrip(_TRIM)
        end = start + (len(bold) if len(bold) <= LONGEST else lead_end(bold))
    elif piece.kind in {"heading", "fiche"} or piece.bold:
        end = start + (len(whole.rstrip(_TRIM)) if len(whole) <= LONGEST else lead_end(whole))
    else:
        end = start + lead_end(whole)
    return start, start + without_tail(text[start:end])


def _reads_on(text: str, start: int, bold_end: int) -> bool:
    """Whether a few bold words are only the head of a phrase ("**Vingt studios** au-dessus des commerces vides")."""
    bold, rest = text[start:bold_end].rstrip(), text[bold_end:].lstrip()
    return len(bold.split()) <= _HEAD_WORDS and bold[-1:].isalnum() and rest[:1].islower() and lead_end(rest) <= _PHRASE


def without_tail(text: str) -> int:
    """Where a wording ends without the sum or the date that a dash or colon sets behind it ("Ouvrir un abri : 35 000 € par an")."""
    tail = _TAIL.search(text)
    if tail is None or tail.start() < _SHORTEST_LEAD:
        return len(text)
    said = tail["tail"]
    spans = [(s.start, s.end) for s in find_sums(said)] + [(p.start, p.end) for p in find_periods(said)]
    return tail.start() if any(len(said) - (b - a) <= _TAIL_REST for a, b in spans) else len(text)


def _demand(piece: Piece, start: int) -> int:
    """Where the sentence begins that asks for something, in a numbered paragraph that tells first why; else `start`."""
    if piece.kind not in {"text", "cell"} or not piece.mark or piece.mark.meaning != "measure" or piece.bold_end > start or piece.bold:
        return start
    spans = [(start + a, start + b) for a, b in sentences(piece.text[start:])]
    if len(spans) < 2 or opening_of(piece.text[slice(*spans[0])]).shape not in {"", "thing"}:
        return start
    asked = [a for a, b in spans if find_commitment(piece.text[a:b]) and not _MUST.search(plain(piece.text[a:b]))]
    musts = [a for a, b in spans if _MUST.search(plain(piece.text[a:b]))]
    at = asked[0] if asked else musts[-1] if musts else start
    return at + len(piece.text[at:]) - len(piece.text[at:].lstrip())


def topic_end(piece: Piece, start: int) -> int:
    """Where the measures of a paragraph begin that names a place or subject first ("Rue Basse. Planter ... Élargir ..."), else `start`."""
    dash = _behind_dash(piece) if start < piece.bold_end else None
    if dash is not None:
        return dash
    topic = _TOPIC.match(piece.text, start) if piece.kind in {"text", "item"} and not piece.mark else None
    if topic is None or opening_of(topic["topic"]).shape not in {"", "thing"} or len(topic["topic"].split()) > _TOPIC_WORDS:
        return start
    rest = piece.text[topic.end() :]
    opening = [opens_measure(rest[a:b]) for a, b in sentences(rest)]
    return topic.end() if opening and all(opening[:2]) else start


def _behind_dash(piece: Piece) -> int | None:
    """Where the measure begins behind the bold name of its subject and a dash ("**École** – Garantir un repas"); None without such."""
    if not piece.bold_end or piece.bold or piece.mark or piece.kind not in {"text", "item"}:
        return None
    named = piece.text[: piece.bold_end].rstrip(" –—-")
    dash = _BEHIND_TOPIC.match(piece.text, len(named))
    words = len(named.split())
    few = words <= _NAME_WORDS or (words <= _TOPIC_WORDS and opening_of(named).shape in {"", "thing"})
    return dash.end() if dash and few and opens_measure(piece.text[dash.end() :]) else None


def opens_measure(text: str) -> bool:
    """Whether a sentence opens with a capital infinitive and says what is to be done."""
    stripped = text.lstrip()
    return stripped[:1].isupper() and opening_of(stripped).shape in TO_DO and len(stripped.split()) >= _LEAST


def _opening(piece: Piece, start: int, end: int) -> Opening:
    """How a wording opens; where it names its subject before a colon, what follows may speak ("Mobilité : rouvrir la gare")."""
    own = opening_of(piece.text[start:end])
    subject = _SUBJECT.match(piece.text, start)
    if own.shape not in {"", "thing"} or subject is None or piece.kind == "heading":
        return own
    behind = opening_of(piece.text[subject.end() :])
    return behind if behind.shape in TO_DO else own


def family_of(piece: Piece) -> Family | None:
    """The style family of a piece, None for what is never a measure by its form."""
    if piece.field == "title" and piece.kind != "row":
        return ("titled",)
    if piece.field or piece.kind == "axis":
        return None
    if piece.kind == "fiche":
        return ("fiche",) if not piece.mark or piece.mark.meaning != "axis" else None
    if piece.kind == "row":
        return ("row",)
    mark = piece.mark
    if mark and mark.meaning == "measure":
        return ("label", mark.label)
    if mark and mark.meaning:
        return None
    style = f"h{piece.level}" if piece.kind == "heading" else "bold" if piece.bold_end > (mark.rest if mark else 0) else "plain"
    if mark:
        return ("number", mark.shape, "" if "." in mark.shape else style)
    if piece.kind == "heading":
        return ("heading", style)
    return ("item", mark_family(piece.bullet)) if piece.kind == "item" else _text_family(piece)


def mark_family(bullet: str) -> str:
    """What the bullets of one list have in common: their mark, or that each is a small picture of its own."""
    return "picture" if PICTURE.fullmatch(bullet) else bullet


def _text_family(piece: Piece) -> Family | None:
    if piece.kind == "text" and piece.bold and len(piece.text) < 160 and not piece.text.endswith("."):
        return ("bold",)
    if piece.kind == "text" and (piece.bold_end >= _SHORTEST_LEAD or _behind_dash(piece) is not None):
        return ("lead",)
    if piece.kind == "text" and (len(piece.text) <= _LONGEST_LINE or _says_several(piece.text)):
        return ("line",)
    return None


def _says_several(text: str) -> bool:
    """Whether each sentence of a paragraph opens a measure."""
    opening = [opens_measure(text[a:b]) for a, b in sentences(text)]
    return len(opening) >= 2 and all(opening)


def candidates(plan: Outline) -> list[Candidate]:
    """Every piece that could be a measure by its form, outside the parts of a plan that hold none."""
    found: list[Candidate] = []
    title = next((at for at, piece in enumerate(plan.pieces) if piece.kind == "heading"), None)
    for at, piece in enumerate(plan.pieces):
        family = family_of(piece)
        if family is None or _excluded(plan, at, family) or (at == title and counts_things(piece) and _is_lone(plan, piece)):
            continue
        a, b = wording(piece)
        if family[0] == "label" and _ABOUT.match(plain(piece.rest)):  # "Proposition 3 a été fusionnée"
            continue
        if family == ("line",) and piece.text.rstrip().endswith(":") and verb_start(piece.text) is None:  # it opens a list
            continue
        if not piece.mark and is_lead_in(piece.text[a:]):  # what it promises is set below it
            continue
        if family == ("titled",) and " " not in piece.text[a:b]:  # the head of a column, no wording
            continue
        if family[0] in {"lead", "bold"} and zone_of(piece.text[: piece.bold_end]) in CLOSED:  # "Composition du groupe : ..."
            continue
        if family[0] in _UNNUMBERED and piece.text.rstrip().endswith("?") and not _WISHED.match(plain(piece.text)):
            continue
        asks = family == ("row",) and piece.text[a:b].endswith("?") and not piece.mark and not _WISHED.match(plain(piece.text[a:b]))
        if asks:  # a question of those who wrote, beside the measures
            continue
        if b - a < 4 or not _WORD.search(piece.text, a, b) or _DONE.search(plain(piece.text)):
            continue
        found.append(Candidate(at, family, piece.start + a, piece.start + b, _opening(piece, a, b), len(piece.text[a:b].split())))
    return _without_captions(plan, found)


def _without_captions(plan: Outline, found: list[Candidate]) -> list[Candidate]:
    """The candidates without what only heads or labels something in each fiche or card: the same words again and again that open like
    nothing to do, and without a number the bare name of a field ("Vote", "Pilote")."""
    said = [(c.family, _FIGURES.sub("", plain(plan.running.text[c.start : c.end])).strip(_TRIM)) for c in found]
    often = Counter(said)
    return [c for c, key in zip(found, said, strict=True) if c.speaks or not (often[key] >= _OFTEN or _names_field(plan, c, often[key]))]


def _names_field(plan: Outline, candidate: Candidate, times: int) -> bool:
    """Whether the words are the name of a field; the title of one row or fiche may be such a word ("Animation")."""
    alone = plan.pieces[candidate.at].mark is None and (candidate.family[0] not in {"row", "fiche"} or times > 1)
    return alone and field_of(plan.running.text[candidate.start : candidate.end]) is not None


def counts_things(piece: Piece) -> bool:
    """Whether the number at the head of a title says how many things follow ("10 choses à faire")."""
    mark = piece.mark
    bare = mark is not None and mark.shape == "d" and not mark.meaning and not piece.text[mark.printed_end : mark.rest].strip()
    return bare and mark is not None and mark.rest > 0 and mark.value != "1"


def _is_lone(plan: Outline, piece: Piece) -> bool:
    """Whether no other heading of its level is numbered alike."""
    alike = [p for p in plan.pieces if p.kind == piece.kind and p.level == piece.level and p.mark and p.mark.shape == "d"]
    return alike == [piece]


def _excluded(plan: Outline, at: int, family: Family) -> bool:
    zone = plan.zones[at]
    if family[0] == "row" and zone in _OF_WORDS and _is_planned(plan, at):
        return False
    if zone in _NEVER:
        return True
    if family[0] == "row":
        return zone in {"diagnosis", "values", "thanks"} or (zone == "method" and _is_meeting(plan, at))
    return zone in CLOSED and family[0] not in {"fiche", "label"}


def _is_planned(plan: Outline, at: int) -> bool:
    """Whether a row of a table says of itself who does it, when or for how much: no table of words or of thanks does."""
    return len({p.field for p in _behind(plan, at)} & _PLANNED) >= _SURE


def _is_meeting(plan: Outline, at: int) -> bool:
    """Whether a row of a table names something in a word or two and says of it on which day it was ("Se soigner | 22 mars 2022 | 38")."""
    days = [p for p in _behind(plan, at) if p.field == "deadline" and any(d.first == d.last is not None for d in find_periods(p.text))]
    return bool(days) and len(plan.pieces[at].rest.split()) <= _NAME_WORDS + 1


def _behind(plan: Outline, at: int) -> Iterator[Piece]:
    """The other cells of a row."""
    return itertools.takewhile(lambda p: p.kind not in {"row", "axis"} and p.table == plan.pieces[at].table, plan.pieces[at + 1 :])


def extent_end(plan: Outline, candidate: Candidate, siblings: frozenset[int]) -> int:
    """Index of the first piece behind what belongs to a candidate; `siblings` are the pieces that open another one of its kind."""
    pieces = plan.pieces
    head = pieces[candidate.at]
    at = candidate.at + 1
    while at < len(pieces) and not _ends(plan, candidate, head, at, siblings):
        at += 1
    return at


def _ends(plan: Outline, candidate: Candidate, head: Piece, at: int, siblings: frozenset[int]) -> bool:
    piece = plan.pieces[at]
    if at in siblings or piece.kind == "axis" or _is_numbered_axis(piece):
        return True
    if piece.kind == "heading" and plan.zones[at] in _APART and plan.zones[candidate.at] not in _APART and not piece.field:
        return True
    run_in = head.amid or (head.mark is not None and head.mark.shape == ORDINAL)
    if run_in and piece.kind == "text" and not piece.field:  # the paragraph behind it leads to another one, or the letter goes on
        return True
    kind = candidate.family[0]
    if kind in {"label", "number"} and (announces_list(piece) or _leaves_letters(plan, head, at, siblings)):
        return True
    if kind == "number" and at == candidate.at + 1 and {at - 2, at - 1} <= siblings and promises_list(piece):
        return True
    if kind in {"row", "fiche"}:
        said_of = kind == "fiche" and piece.field is not None
        return piece.table != head.table and not said_of and not (at == candidate.at + 1 and _is_last_line(plan, head, piece))
    if piece.mark and head.mark and (piece.mark.label, piece.mark.value) == (head.mark.label, head.mark.value) and piece.mark.label:
        return False  # the same number again, at the head of the next page
    if piece.mark and piece.mark.meaning in {"axis", "measure"} and not (piece.mark.meaning == "measure" and kind == "number"):
        return True
    if kind == "item":
        return not _under_item(head, piece) and not (at == candidate.at + 1 and _in_small_letters(head, piece))
    if kind == "number" and head.mark and "." in head.mark.value:
        return _leaves_number(head, piece)
    if head.kind == "heading":
        return candidate.at not in plan.chains[at]
    heads = piece.kind == "heading" and not piece.field
    return heads and (piece.size > head.size or not piece.mark or candidate.family[0] != "number" or head.kind in {"item", "text"})


def _is_numbered_axis(piece: Piece) -> bool:
    """Whether a cell is the words of an axis whose number stands in the cell beside ("AXE 2 | Manger")."""
    return piece.kind == "cell" and not piece.field and piece.mark is not None and piece.mark.meaning == "axis" and piece.mark.rest == 0


def _leaves_letters(plan: Outline, head: Piece, at: int, siblings: frozenset[int]) -> bool:
    """Whether a piece behind a letter belongs to none: a line that heads the next letters ("La vente" over "e)"), or the next number of
    the parts over them ("4." behind "h)", when "3." stands over "a)")."""
    if head.mark is None or head.mark.shape != "A" or head.kind != "item" or not head.mark.value.islower():
        return False
    piece, mark = plan.pieces[at], plan.pieces[at].mark
    if mark is None:
        return piece.kind == "text" and not piece.field and at + 1 in siblings and at in plan.chains[at + 1]
    over = (p.mark for p in plan.pieces[: min(siblings)] if p.mark is not None)
    return mark.shape == "d" and not mark.meaning and any(m.shape == "d" and not m.meaning for m in over)


def _is_last_line(plan: Outline, head: Piece, piece: Piece) -> bool:
    """Whether a paragraph goes on below the last row of a table, right under its words and right of its number."""
    plain_text = head.kind == "row" and piece.kind == "text" and piece.table is None and not (piece.mark or piece.field or piece.bold)
    if not plain_text or head.mark is None or piece.page != head.page or abs(piece.x0 - head.x0) > _LEVEL:
        return False
    base = plan.running.starts[head.page]
    lines = printed_lines(plan.running.document.pages[head.page], head.start - base, head.end - base)
    return 0 < piece.top - head.top < (len(lines) - 1 + _LINE) * _PITCH * head.size


def announces_list(piece: Piece) -> bool:
    """Whether a line opens a list of measures of its own ("La commission formule en outre trois recommandations :")."""
    return piece.kind == "text" and not piece.mark and not piece.field and _LIST.search(plain(piece.text)) is not None


def promises_list(piece: Piece) -> bool:
    """Whether a line says whose promises or demands the bullets below it are ("Les communes s'engagent quant à elles à :")."""
    said = piece.text.rstrip()
    return piece.kind == "text" and not piece.mark and not piece.field and said.endswith(":") and find_commitment(said) is not None


def _leaves_number(head: Piece, piece: Piece) -> bool:
    """Whether a piece is outside of a dotted number: another number that is no part of it, or a heading at least as wide."""
    own = head.mark
    if own and piece.mark and "." in piece.mark.value and not piece.mark.meaning and piece.mark.shape.startswith(own.shape):
        return not piece.mark.value.startswith(f"{own.value}.")
    if piece.kind != "heading" or piece.field or (piece.size < head.size and announced(piece) is not None):  # "Pas à pas" over its steps
        return False
    return piece.size > head.size or (head.kind == "heading" and piece.level <= head.level) or (head.kind != "heading" and not piece.mark)


def _in_small_letters(head: Piece, piece: Piece) -> bool:
    """Whether a line of smaller letters stands right below a bullet, as what is said of it does ("2027 – 40 000 €")."""
    below = piece.page == head.page and 0 < piece.top - head.top < _BELOW * head.size and abs(piece.x0 - head.x0) < _BELOW * head.size
    return piece.kind == "text" and not piece.bold and not piece.mark and below and piece.size < _SMALL * head.size


def _under_item(head: Piece, piece: Piece) -> bool:
    if piece.field and piece.kind != "heading":
        return piece.kind == "item" or not _OF_ALL.search(plain(piece.text[: piece.value]))
    if piece.kind == "item":
        return piece.bullet != head.bullet and piece.x0 > head.x0 + 2 and piece.page == head.page
    return False


def by_family(found: list[Candidate]) -> dict[Family, list[Candidate]]:
    """Candidates grouped by family, in order."""
    grouped: dict[Family, list[Candidate]] = {}
    for candidate in found:
        grouped.setdefault(candidate.family, []).append(candidate)
    return grouped


def action_share(members: list[Candidate]) -> float:
    """Share of the candidates whose wording opens like something to do."""
    return sum(m.speaks for m in members) / len(members) if members else 0.0


def inside(members: list[Candidate], outer: Candidate) -> Iterator[Candidate]:
    """The candidates that stand in the extent of `outer`, behind its head."""
    return (m for m in members if outer.at < m.at < outer.until)
