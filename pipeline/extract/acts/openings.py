"""Which lines that may be titles open a segment of minutes, and to which of them a number belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.agenda import LIKE, Agenda, likeness, title_words
from pipeline.extract.acts.heads import Title, Worth
from pipeline.extract.acts.marks import DECIDING, Mark
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.titles import REPORTER, above_reporter, candidates, last_minutes, settles
from pipeline.extract.flat import flat
from pipeline.records.source import BlockKind


def opening_titles(text: str, pieces: Sequence[Piece], marks: Sequence[Mark], agenda: Agenda) -> list[Title]:
    """The titles that open a segment of minutes, each with its number and all its lines."""
    possible = _under_titles(text, candidates(pieces, marks, agenda), pieces)
    possible = _over_subjects(text, _numbers_above(text, possible, marks))
    titles = _kept(text, _unrepeated(possible, pieces, marks), pieces, marks)
    if titles and sum(t.formal for t in possible) < 2:
        titles = [*_opening_items(possible, titles[0].first, pieces, marks), *titles]
    return _merged(titles)


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


def _kept(text: str, titles: Sequence[Title], pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Title]:
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
