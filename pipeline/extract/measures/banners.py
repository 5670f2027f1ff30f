"""Banners of fiches: a title over a table of labels ("Actions", "Porteur"), and the line over or under the title that names its axis."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.numbering import Mark, is_only_number
from pipeline.extract.measures.pieces import BULLET, Piece
from pipeline.extract.measures.wording import is_action, plain
from pipeline.extract.measures.zones import zone_of

_UNNUMBERED = Mark("measure", "fiche", "", "", 0, 0)  # what a title over a fiche is when no number says so
_OWN = frozenset({"owner", "partners", "deadline", "budget"})
_REACH = 14  # pieces between a title and what its fiche calls "Actions"
_CALL = 3  # words of a title that may only call out
_NEAR = 3.2  # of the title's size: a line of its banner stands no further away (top to top), a number between them
_LINE, _TITLE_LINE = 1.4, 50  # of its size: a further line of the title, and the characters of one
_LONGEST = 90  # characters of such a line
_LEAST = 3  # titles of one document with such a line
_MOST = 0.6  # of the titles
_SPEAKS = re.compile(r"\b(?:nous|on|nos)\b")
_ASKING = 0.7  # of the bullets below


def with_banners(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each fiche under the title that stands over its table, and under the axis that its banner names."""
    return _axes_in_banners(_titles_over_tables(_first_titles(pieces)))


def _first_titles(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the heading right over a table of several fiches as the title of the first, where it is printed like the others."""
    made = list(pieces)
    for at, (over, below) in enumerate(itertools.pairwise(pieces)):
        if over.kind != "heading" or over.mark or over.field or below.table is None or not below.field or below.page != over.page:
            continue
        titles = [p for p in pieces[at + 1 :] if p.table == below.table and p.kind == "fiche"]
        if titles and all((p.size, p.bold, p.mark) == (over.size, over.bold, None) for p in titles):
            made[at] = replace(over, kind="fiche", level=0, table=below.table)
    return made


def _titles_over_tables(pieces: list[Piece]) -> list[Piece]:
    """The pieces with what a fiche calls "Actions" or "Proposition" as its steps where a title of its own stands over the fiche."""
    labelled = [at for at, p in enumerate(pieces) if _is_labelled_title(p)]
    over = {at: head for at in labelled if (head := _title_over(pieces, at)) is not None}
    count = Counter(over.values())
    pairs = {at: head for at, head in over.items() if count[head] == 1}
    if len(pairs) == 1:  # the title of a document may stand over "Nos recommandations"
        pairs = {at: head for at, head in pairs.items() if pieces[at].kind != "heading" or _is_numbered(pieces[head])}
    if 2 * len(pairs) < len(labelled) or not _titles_say_more(pieces, pairs):
        return pieces
    made = list(pieces)
    for at, head in pairs.items():
        below, title = pieces[at], pieces[head]
        kind = {"fiche": "cell", "heading": "text"}.get(below.kind, below.kind)
        value = below.value if below.field or below.label else len(below.text)
        field = "steps" if _is_list(below) or not _has_steps(pieces, at) else "objective"
        made[at] = replace(below, kind=kind, field=field, mark=None, value=value)
        for part in itertools.takewhile(lambda i: pieces[i].field == "title" and not pieces[i].value, range(at + 1, len(pieces))):
            made[part] = replace(pieces[part], field=field)  # what the list goes on with
        if not _is_numbered(title):
            made[head] = replace(title, mark=replace(title.mark, meaning="measure", label="fiche") if title.mark else _UNNUMBERED)
    return made


def _is_numbered(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.meaning == "measure"


def _is_labelled_title(piece: Piece) -> bool:
    """Whether a piece is what a fiche prints beside "Action", "Proposition" and the like (not beside "Intitulé")."""
    if piece.kind == "fiche":
        return bool(piece.label) and not _names_title(piece.label)
    if piece.kind == "heading" and not piece.mark and not piece.field:  # "Actions prévues" over bullets
        return field_of(piece.text) == "title" and not _names_title(piece.text)
    label = piece.text[: piece.value]
    own = piece.kind in {"text", "cell", "item"} or (piece.kind == "heading" and not piece.text[piece.value :].strip())
    return piece.field == "title" and own and bool(label) and not _names_title(label)


def _names_title(label: str) -> bool:
    return plain(label).strip().startswith(("intitule", "titre", "nom", "libelle", "designation", "denomination"))


def _title_over(pieces: list[Piece], at: int) -> int | None:
    """The heading over a fiche; None where a title inside a table or what can be no title comes first."""
    for index in range(at - 1, max(at - _REACH, 0) - 1, -1):
        piece = pieces[index]
        if piece.kind in {"row", "axis"} or (piece.kind == "fiche" and not _is_labelled_title(piece)):
            return None
        if piece.kind == "heading" and (piece.field or (not piece.mark and field_of(piece.text))):  # "Constat" over its text
            continue
        alone = piece.kind == "text" and piece.table is None and not piece.field
        over = pieces[at].table is not None and pieces[at].table == pieces[index + 1].table
        if piece.kind == "heading" or (alone and (piece.bold or (over and _is_numbered(piece)))):
            return index if _can_be_title(piece) and pieces[at].page - piece.page <= 1 else None
    return None


def _can_be_title(piece: Piece) -> bool:
    named = piece.mark is not None and piece.mark.meaning in {"axis", "other"}
    return not named and not piece.field and not is_only_number(piece.text) and zone_of(piece.rest) == "" and len(piece.rest.split()) > 1


def _titles_say_more(pieces: list[Piece], pairs: dict[int, int]) -> bool:
    """Whether the titles over the fiches are the measures: numbered as such or over lists, and no mere calls over what is to be done."""
    if not pairs:
        return False
    titles, below = [pieces[h] for h in pairs.values()], [pieces[at] for at in pairs]
    numbered = sum(map(_is_numbered, titles))
    lists = sum(_is_list(pieces[at]) and _has_owner(pieces, at) for at in pairs)
    speaking = sum(is_action(p.rest) for p in titles)
    calls = sum(len(p.rest.split()) <= _CALL and not is_action(p.rest) for p in titles)
    asked = sum(is_action(p.text[p.value :]) for p in below)
    demands = sum(_asks_for_each(pieces, at) for at in pairs)
    if 2 * max(numbered, lists) <= len(titles) < 2 * demands:
        return False
    if 2 * calls > len(titles) and 2 * asked > len(titles) and 2 * lists <= len(titles):
        return False
    return 2 * max(numbered, lists, speaking) > len(titles)


def _has_steps(pieces: list[Piece], at: int) -> bool:
    """Whether the fiche around `at` names its steps under another label."""
    table = pieces[at].table
    return table is not None and any(p.table == table and p.field == "steps" for p in pieces[max(at - _REACH, 0) : at + _REACH])


def _has_owner(pieces: list[Piece], at: int) -> bool:
    """Whether a part says who does it, when or at what cost, once for all that it lists: it is a fiche, no theme over measures."""
    return any(p.field in _OWN for p in itertools.takewhile(lambda p: p.field or p.kind != "heading", pieces[at + 1 : at + _REACH]))


def _asks_for_each(pieces: list[Piece], at: int) -> bool:
    """Whether a label says who speaks ("Nous demandons :") over several bullets or numbered demands that each ask for something: its title
    is their theme."""
    below = list(itertools.takewhile(lambda p: p.kind != "heading", pieces[at + 1 :]))
    numbered = [p for p in below if _is_numbered(p)]
    items = numbered or list(itertools.takewhile(lambda p: p.kind == "item", below))
    asking = sum(is_action(p.rest) for p in items)
    return _SPEAKS.search(plain(pieces[at].text)) is not None and len(items) > 1 and asking >= _ASKING * len(items)


def _is_list(piece: Piece) -> bool:
    """Whether a fiche says several things under the label, or names it in the plural."""
    label = (piece.label or piece.text[: piece.value] or piece.text).strip(" :?.")
    several = len(BULLET.findall(piece.text)) > 1 or piece.text.count(";") > 1
    return label.split(" ")[0].endswith(("s", "x")) or several or plain(label).startswith("ce qu")


def _axes_in_banners(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the short line right over a title as the axis of its measure, and with that right under it as its field."""
    titles = [at for at, p in enumerate(pieces) if _heads_fiche(p)]
    over = {at - 1: at for at in titles if at and _is_near(pieces[at - 1], pieces[at], pieces[at].top - pieces[at - 1].top)}
    under = [at + 1 for at in titles if at + 1 < len(pieces) and _is_near(pieces[at + 1], pieces[at], pieces[at + 1].top - pieces[at].top)]
    made = list(pieces)
    for at in _naming_axes(pieces, list(over), len(titles)):
        made[at] = replace(pieces[at], kind="axis", level=pieces[over[at]].level, field=None)
    for at in under:
        if _is_axis(pieces[at]) and at not in over:
            made[at] = replace(pieces[at], field="axis", value=0, mark=None)
    for at, (title, line) in enumerate(itertools.pairwise(pieces)):  # a row of the fiche's table
        if title.kind == "fiche" and line.kind == "fiche" and title.table == line.table and not _is_axis(title) and _is_axis(line):
            made[at + 1] = replace(line, kind="cell", field="axis", value=0, mark=None)
    return made


def _heads_fiche(piece: Piece) -> bool:
    numbered = piece.mark is not None and piece.mark.meaning in {"measure", ""}
    return numbered and not piece.field and (piece.kind == "heading" or (piece.kind == "text" and piece.bold))


def _is_near(line: Piece, title: Piece, distance: float) -> bool:
    """Whether a line is short, stands at the title and is set in smaller letters than it or in no bold ones."""
    short = len(line.text) <= _LONGEST and not line.text.rstrip().endswith((".", ":", ";", ",", "»"))
    small = line.size < title.size or (title.bold and not line.bold and line.size <= title.size)
    close = line.page == title.page and 0 < distance < (_NEAR + _LINE * (len(title.text) // _TITLE_LINE)) * title.size
    return short and small and close and line.kind in {"text", "heading"} and line.table is None and not line.field


def _is_axis(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.meaning == "axis"


def _naming_axes(pieces: list[Piece], lines: list[int], titles: int) -> Iterator[int]:
    """Of the lines over titles those that are called an axis, or all where most titles have one and several share it."""
    texts = Counter(plain(pieces[at].text) for at in lines if (mark := pieces[at].mark) is None or not mark.meaning)
    shared = sum(texts.values()) >= max(_LEAST, _MOST * titles) and len(texts) <= _MOST * sum(texts.values())
    for at in lines:
        if _is_axis(pieces[at]) or (shared and plain(pieces[at].text) in texts):
            yield at
