"""The pieces of a document cut into segments, one for each possible act."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.acts.agenda import LIKE, Agenda, likeness, title_words
from pipeline.extract.acts.heads import Title, Worth
from pipeline.extract.acts.letterheads import SITTING_END
from pipeline.extract.acts.marks import AMENDMENT_SETTLED, Mark
from pipeline.extract.acts.numbers import compact
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.titles import REPORTER, above_reporter, amendment_number, candidates, last_minutes, no_title, settles
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.source import BlockKind

DECIDING = frozenset({Mark.DECISION, Mark.VERB, Mark.VOTE})
_OPENS_ACT = re.compile(
    r"\bextrait (?:certifie conforme )?du (?:registre|proces-verbal|recueil)|^\W*l'an (?:deux|20)"
    r"|^\W*(?:projet de )?deliberation\b(?! (?:\w+ ){0,2}?(?:adopt|approuv|rejet|vote|retir|ajourn|report|publi|affich|transmis|rendu"
    r"|executoire|certifi))\w*.{0,40}$|^\W*decision\b.{0,40}$|^\W*arrete (?:du|de la|n°|municipal|permanent|temporaire)\b.{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Pieces `first:last` (half-open). `title` is None for what stands before the first title."""

    first: int
    last: int
    title: Title | None
    parent: Title | None = None
    skip: frozenset[int] = frozenset()  # pieces inside that belong to an act of their own (an amendment)

    def indices(self, start: int) -> tuple[int, ...]:
        """Indices of its own pieces from `start` on."""
        return tuple(i for i in range(start, self.last) if i not in self.skip)


def cut_minutes(text: str, pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda) -> tuple[Segment, ...]:
    """Segments of minutes: sure and likely titles always open one; a weak one only when the item before it was decided and another decision
    comes before the next title."""
    possible = _under_titles(text, candidates(pieces, marks, agenda), pieces)
    possible = _over_subjects(text, _numbers_above(text, possible, marks))
    titles = _kept(text, _unrepeated(possible, pieces, marks), pieces, marks, agenda)
    if titles and sum(t.formal for t in possible) < 2:
        titles = [*_opening_items(possible, titles[0].first, pieces, marks), *titles]
    segments = _between(titles, len(pieces), agenda)
    found: list[Segment] = []
    for one in segments:
        for child in _split(text, pieces, marks, one):
            found.extend(_amended(pieces, marks, child))
    return tuple(found)


def _unrepeated(titles: Sequence[Title], pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Title]:
    """The titles without the lines of no number that repeat words of the item above before it is decided ("2. Commune – Budget modifié",
    below it "Budget modifié :")."""
    found: list[Title] = []
    for title in titles:
        item = next((t for t in reversed(found) if t.formal or t.ordinal), None)
        words = title_words(pieces[title.first].flat)
        again = item is not None and not (title.formal or title.ordinal) and words and words <= title_words(_flat_title(item, pieces))
        if item is None or not again or any(m in DECIDING for m in marks[item.last + 1 : title.first]):
            found.append(title)
    return found


def _flat_title(title: Title, pieces: Sequence[Piece]) -> str:
    return " ".join(pieces[i].flat for i in range(title.first, title.last + 1))


def _under_titles(text: str, titles: Sequence[Title], pieces: Sequence[Piece]) -> Sequence[Title]:
    """Where a line below the title holds nothing but the number (and who reports), the number goes to that title."""
    found: list[Title] = []
    for index, title in enumerate(titles):
        above = found[-1] if found else None
        words = flat(text[title.number_at[1] : title.end]) if title.formal and title.number_at else "x"
        bare = not words.strip(" :.–-") or REPORTER.match(words) is not None
        below = titles[index + 1] if index + 1 < len(titles) else None
        heads = above is not None and (pieces[above.first].bold or pieces[above.first].kind is BlockKind.HEADING)
        named_below = below is not None and below.first == title.last + 1 and not below.formal
        if above and heads and bare and not named_below and above.last + 1 == title.first and not above.formal and not above.news:
            found[-1] = replace(above, last=title.last, number=title.number, number_at=title.number_at, formal=True, worth=Worth.SURE)
        else:
            found.append(title)
    return found


def _numbers_above(text: str, titles: Sequence[Title], marks: Sequence[Mark]) -> Sequence[Title]:
    """Where the number of an act is printed below its vote, the number goes to the title above it."""
    bare = [t for t in titles if t.formal and not text[t.start : t.end].strip(" :.–-")]
    if not bare or all(t.ordinal for t in bare):  # "3. – Délibération n° 2024-12": an item that the agenda counts begins here
        return titles
    first = titles.index(bare[0])
    own = next((t for t in titles[:first] if t.worth is not Worth.WEAK or t.ordinal), None)
    if own is None or not any(m in DECIDING for m in marks[own.last + 1 : bare[0].first]):
        return titles
    if any(m in DECIDING for m in marks[bare[-1].last + 1 :]) and not _below_votes(bare, marks):
        return titles  # the last number has a decision of its own below it
    found: list[Title] = []
    for title in titles:
        if title in bare:
            above = next(
                (i for i in range(len(found) - 1, -1, -1) if not found[i].formal and (found[i].ordinal or found[i].worth > Worth.WEAK)),
                None,
            )
            if above is not None:
                found[above] = replace(found[above], number=title.number, number_at=title.number_at, formal=True, worth=Worth.SURE)
        else:
            found.append(title)
    return found


def _below_votes(bare: Sequence[Title], marks: Sequence[Mark]) -> bool:
    """Whether most of the numbers stand right below a vote."""
    return 2 * sum(t.first > 0 and marks[t.first - 1] is Mark.VOTE for t in bare) > len(bare)


def _over_subjects(text: str, titles: Sequence[Title]) -> Sequence[Title]:
    """A number alone on its line takes the unnumbered title right below as its subject."""
    found: list[Title] = []
    for index, title in enumerate(titles):
        above = found[-1] if found else None
        bare = above is not None and above.formal and not text[above.start : above.end].strip(" :.–-")
        below = titles[index + 1] if index + 1 < len(titles) else None
        fielded = below is not None and below.object_line and below.first == title.last + 1  # a field above the line "Objet"
        if above is not None and bare and title.first == above.last + 1 and not title.number and not title.news:
            if fielded:
                found[-1] = replace(above, last=title.last)
                continue
            found[-1] = replace(above, last=title.last, start=title.start, end=title.end)
        else:
            found.append(title)
    return found


_AMENDMENT = re.compile(r"^\W*(?:sous-)?amendement\b(?! (?:est|a|adopte|rejete|mis)\b)")


def _amended(pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment) -> list[Segment]:
    """Amendments dealt with inside an item are acts of their own, up to their vote; the item goes on around them."""
    found: list[Segment] = []
    skip: set[int] = set()
    if segment.title is None:
        return [segment]
    for index in range(segment.title.last + 1, segment.last):
        piece = pieces[index]
        if index in skip or not _AMENDMENT.match(piece.flat):
            continue
        settled = AMENDMENT_SETTLED.search(piece.flat)
        if settled and settled.start() > 20:  # told and settled in one paragraph
            title = Title(index, index - 1, Worth.SURE, piece.start, piece.start + _first_sentence(piece), *amendment_number(piece))
            found.append(Segment(index, index + 1, title, segment.title))
            skip.add(index)
            continue
        if len(piece.text) > 200 or marks[index] is Mark.VOTE:
            continue
        vote = next((i for i in range(index + 1, segment.last) if marks[i] in {Mark.VOTE, Mark.DECISION}), None)
        if vote is None:
            continue
        title = Title(index, index, Worth.SURE, piece.start, piece.end, *amendment_number(piece))
        found.append(Segment(index, vote + 1, title, segment.title))
        skip.update(range(index, vote + 1))
    return [replace(segment, skip=frozenset(skip)), *found]


def _first_sentence(piece: Piece) -> int:
    stop = re.search(r"[.;]\s", piece.text[12:])
    return 12 + stop.start() if stop else len(piece.text)


def cut_extracts(pieces: Sequence[Piece], marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Segments of extracts of the register: a new act opens where the heading words come back after a decision, under another number."""
    starts = [0]
    decided, number = False, None
    for index, piece in enumerate(pieces):
        if marks[index] in {Mark.DECISION, Mark.VOTE}:
            decided = decided or not in_margin(pieces, marks, starts[-1], index)
        title = _heading_number(pieces, marks, index)
        opens = (marks[index] is not Mark.VOTE and _OPENS_ACT.search(piece.flat) is not None) or title is not None
        opens = opens or SITTING_END.search(piece.text) is not None
        anew = title is not None and number is not None and _LABEL_ALONE.fullmatch(piece.text) is not None
        if (decided or anew) and opens and not piece.is_row:
            if number and compact(number) in (compact(title) if title else "", *map(compact, _NUMBERED.findall(piece.text))):
                continue  # a running head, an annex: "Suite de la délibération n° 2023-12"
            starts.append(_with_head(pieces, marks, index))
            decided, number = False, title
        elif number is None:  # named in its heading, or in a cell of its letterhead
            number = title or (next(iter(_NUMBERED.findall(piece.text)), None) if piece.is_row and not decided else None)
    bounds = [*starts, len(pieces)]
    return tuple(Segment(a, b, None) for a, b in itertools.pairwise(bounds))


def in_margin(pieces: Sequence[Piece], marks: Sequence[Mark], start: int, index: int) -> bool:
    """Whether a vote is told in a letterhead, in the margin beside the act: all before it is short lines that say nothing of the matter."""
    told = {Mark.VISA, Mark.RECITAL, Mark.DECISION, Mark.VERB, Mark.SPEECH}
    return marks[index] is Mark.VOTE and all(
        marks[i] not in told
        and len(pieces[i].text) < MARGIN_LINE
        and (_heading_number(pieces, marks, i) is None or _NUMBER_ALONE.fullmatch(pieces[i].text) is not None)
        for i in range(start, index)
    )


def _with_head(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> int:
    """Where the head of the act begins whose number or heading words stand at `index`: with the short lines above them on its page."""
    first = index
    while first and pieces[first - 1].page == pieces[index].page:
        first -= 1
    above = range(first, index)
    head = all(
        marks[i] in {Mark.OTHER, Mark.OPENING}
        and not pieces[i].is_row  # of a table that goes on from the page before
        and len(pieces[i].text) < HEAD_LINE
        and not pieces[i].text.rstrip().endswith((".", ";"))
        for i in above
    )
    return first if head and len(above) <= HEAD_PIECES else index


_LABEL_ALONE = re.compile(  # "Délibération 23-05", "Décision D-23-006 du 3 février 2023"
    r"(?:D[ée]lib[ée]ration|D[ée]cision|DÉLIBÉRATION|DÉCISION)\s+(?:[Nn][°ºo]\s?)?\S*\d\S*(?:\s+du\s+\d{1,2}(?:er)?\s\w+\s\d{4})?"
)
# A line that holds the number of an act and nothing of its matter: "Délibération n° 2024-12 du 3 mars 2024", "2024-12 En exercice : 15".
_NUMBER_ALONE = re.compile(
    r"\W*(?:(?:D[ée]lib[ée]ration|D[ée]cision|DÉLIBÉRATION|DÉCISION|Acte)\s+)?(?:[Nn][°ºo]\s?)?[A-Z]{0,4}[ -]?\d[\w./-]*"
    r"(?:\s+du\s+\d{1,2}(?:er)?\s\w+\s\d{4}|(?:\s+(?:[Ee]n exercice|[Pp]résents|[Vv]otants|[Pp]ouvoirs)\s?:?\s?\d+)+)?\W*"
)
_NUMBERED = re.compile(r"[Dd]élibération\s+[Nn][°ºo]\s?(\S*\d\S*)")

MARGIN_LINE = 100  # characters of a line of a margin: a sentence that tells a matter is longer
HEAD_LINE, HEAD_PIECES = 200, 6  # characters and number of the lines of a head above its number


def _heading_number(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> str | None:
    found = candidates(pieces[index : index + 1], marks[index : index + 1], Agenda())
    return found[0].number if found and found[0].formal and len(pieces[index].text) < 200 else None


def _kept(text: str, titles: Sequence[Title], pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda) -> list[Title]:
    """Titles that open a segment by themselves: with numbers of acts around, mere ordinals must be announced or printed alike."""
    formal = [t for t in titles if t.formal]
    if len(formal) >= 2:
        like = {(pieces[t.first].kind, pieces[t.first].bold) for t in formal}
        styles = {_style(t.ordinal) for t in formal if t.ordinal}
        kept = [
            t
            for t in titles
            if t.formal
            or t.news
            or t.worth is Worth.SURE
            or t.object_line
            or (t.on_agenda and _alike(pieces[t.first], like))
            or (_alike(pieces[t.first], like) and above_reporter(pieces, marks, t.first) == t.last)
            or (t.worth is Worth.LIKELY and t.ordinal and _alike(pieces[t.first], like) and _style(t.ordinal) in styles)
        ]
        kept = [t for i, t in enumerate(kept) if t.formal or not t.on_agenda or not _repeats(text, kept[:i], t)]
        return [_without_count(t) if not t.formal and last_minutes(flat(text[t.start : t.end])) else t for t in kept]
    likely = _in_sequence([t for t in titles if t.worth >= Worth.LIKELY])
    if formal or any(not t.news and t.worth is not Worth.SURE for t in likely):
        return likely
    return _decided_headings(titles, pieces, marks)


def _without_count(title: Title) -> Title:
    """The approval of the last minutes where the acts have numbers: its place on the agenda is none."""
    return replace(title, number=None, number_at=None)


def _decided_headings(titles: Sequence[Title], pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Title]:
    """Where nothing is numbered or announced: the headings that have a decision before the next heading."""
    kept: list[Title] = []
    for index, title in enumerate(titles):
        following = titles[index + 1].first if index + 1 < len(titles) else len(pieces)
        opens = title.worth > Worth.WEAK or Mark.OPENING in marks[: title.first] or Mark.OPENING not in marks
        decided = any(marks[i] in {Mark.DECISION, Mark.VOTE} for i in range(title.last + 1, following))
        if title.worth > Worth.WEAK or (opens and decided):
            kept.append(title)
    return kept


def _opening_items(titles: Sequence[Title], first: int, pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Title]:
    """Titles before the first sure one that have a decision of their own; the order of the sitting is no act."""
    before = [t for t in titles if t.last < first and not t.news and not settles(pieces[t.first].flat)]
    return _decided_headings(before, pieces[:first], marks)


def _repeats(text: str, before: Sequence[Title], title: Title) -> bool:
    """A line inside an item that says part of the item's own title again."""
    own = next((t for t in reversed(before) if t.formal), None)
    return own is not None and likeness(title_words(text[title.start : title.end]), title_words(text[own.start : own.end])) >= LIKE


def _in_sequence(titles: Sequence[Title]) -> list[Title]:
    """Without the ordinals that the agenda does not announce and that fall behind those before them (points of a list)."""
    announced = [t for t in titles if t.on_agenda and t.ordinal and t.ordinal.isdigit()]
    if len(announced) < 3:
        return list(titles)
    kept: list[Title] = []
    reached = 0
    for title in titles:
        number = int(title.ordinal) if title.ordinal and title.ordinal.isdigit() else None
        if number is not None and not title.on_agenda and (number <= reached or number > reached + 2):
            continue
        if number is not None:
            reached = number
        kept.append(title)
    return kept


def _style(ordinal: str) -> str:
    return "digits" if ordinal[:1].isdigit() else "letters"


def _alike(piece: Piece, printed: set[tuple[BlockKind, bool]]) -> bool:
    return (piece.kind, piece.bold) in printed


def _between(titles: Sequence[Title], count: int, agenda: Agenda) -> list[Segment]:
    titles = _merged(titles)
    segments = [Segment(0, titles[0].first if titles else count, None)]
    for index, title in enumerate(titles):
        last = titles[index + 1].first if index + 1 < len(titles) else count
        segments.append(Segment(title.first, last, title))
    return segments


def _merged(titles: Sequence[Title]) -> list[Title]:
    """A numbered title with one unnumbered title right below it is one title of two lines; with several, each of them stands alone."""
    merged: list[Title] = []
    index = 0
    while index < len(titles):
        title = titles[index]
        below = titles[index + 1] if index + 1 < len(titles) else None
        if below and _is_sub_line(title, below) and not (title.number and _stands_alone(titles, index + 1)):
            while below and _is_sub_line(title, below):
                title = replace(title, last=below.last, end=below.end)
                index += 1
                below = titles[index + 1] if index + 1 < len(titles) else None
            merged.append(title)
            index += 1
        elif title.number and below and not below.number and below.first == title.last + 1 and not _has_sisters(titles, index + 1):
            merged.append(replace(title, last=below.last, end=below.end))
            index += 2
        else:
            merged.append(title)
            index += 1
    return merged


def _is_sub_line(title: Title, below: Title) -> bool:
    """A plain list line right below a title goes with it ("Budget primitif / - section de fonctionnement")."""
    return below.first == title.last + 1 and below.listed and not title.listed and not below.number


def _stands_alone(titles: Sequence[Title], index: int) -> bool:
    """A sub-line with text of its own below it, and sisters after it: an item, not a second line of the title."""
    following = titles[index + 1] if index + 1 < len(titles) else None
    return following is not None and following.first > titles[index].last + 1 and not following.number


def _has_sisters(titles: Sequence[Title], index: int) -> bool:
    """Whether another unnumbered title comes before the next numbered one."""
    return index + 1 < len(titles) and not titles[index + 1].number


def _split(text: str, pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment) -> list[Segment]:
    """A segment with several decisions, each under a title of its own, falls into as many."""
    cuts: list[Title] = []
    events = [i for i in range(segment.first, segment.last) if marks[i] in DECIDING]
    if len(events) < 2 or segment.title is None:
        return [segment]
    weak = {t.first: t for t in candidates(pieces[segment.first : segment.last], marks[segment.first : segment.last], Agenda())}
    body = segment.first if segment.title is None else segment.title.last + 1
    decided = False
    for index in range(body, segment.last):
        if marks[index] in DECIDING:
            decided = decided or marks[index] is not Mark.VERB or _CAPITALS.search(pieces[index].text[:60]) is not None
            continue
        title = weak.get(index - segment.first)
        moved = replace(title, first=index, last=title.last + segment.first) if title else _short_line(pieces, marks, index)
        if moved and _AMENDMENT.match(pieces[index].flat):
            continue
        if (
            moved
            and decided
            and not pieces[index - 1].text.rstrip().endswith((":", ","))
            and _decided_before_next(pieces, marks, index, segment.last)
            and not moved.news
        ):
            cuts.append(moved)
            decided = False
    if not cuts:
        return [segment]
    first_child = _first_child(pieces, marks, segment, cuts, body)
    if first_child:
        cuts.insert(0, first_child)
    bounds = [c.first for c in cuts] + [segment.last]
    head = Segment(segment.first, cuts[0].first, segment.title)
    children = [Segment(c.first, bounds[i + 1], c, segment.title) for i, c in enumerate(cuts)]
    return [head, *children]


_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ÿ]{4,}")


def _short_line(pieces: Sequence[Piece], marks: Sequence[Mark], index: int) -> Title | None:
    """A short line (name and sum) right before a vote: one of several decided one after the other."""
    piece = pieces[index]
    inside = index > 0 and piece.is_row and pieces[index - 1].is_row and marks[index - 1] not in DECIDING
    voted = index + 1 < len(pieces) and pieces[index + 1].table == piece.table and marks[index + 1] in DECIDING
    if inside and not voted:
        return None  # of a table that one vote decides
    if marks[index] is not Mark.OTHER or len(piece.text) > 160 or piece.text.rstrip().endswith((".", ";", ":")) or piece.bullet:
        return None
    if not find_sums(piece.text) or not piece.text[:1].isalnum() or no_title(piece.flat):
        return None
    return Title(index, index, Worth.WEAK, piece.start, _name_end(piece))


def _name_end(piece: Piece) -> int:
    sums = find_sums(piece.text)
    end = sums[0].start if sums and sums[0].start > 3 else len(piece.text)
    return piece.start + len(piece.text[:end].rstrip(" :-–\t"))


def _decided_before_next(pieces: Sequence[Piece], marks: Sequence[Mark], index: int, last: int) -> bool:
    """A decision follows the title at `index`, and not as the debate of the item before."""
    following = next((marks[i] for i in range(index + 1, last) if marks[i] in DECIDING), None)
    return following in {Mark.DECISION, Mark.VOTE}


def _first_child(pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment, cuts: Sequence[Title], body: int) -> Title | None:
    """When lines of one shape (name and sum) each have their vote, the first of them is a child too, not the heading's own decision."""
    lines = [c for c in cuts if c.worth is Worth.WEAK and find_sums(pieces[c.first].text)]
    if len(lines) < 1:
        return None
    vote = next((i for i in range(body, cuts[0].first) if marks[i] in DECIDING), None)
    if vote is None:
        return None
    for index in range(vote - 1, max(vote - 4, body - 1), -1):
        line = _short_line(pieces, marks, index)
        if line:
            return line
    return None
