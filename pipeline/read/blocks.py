"""Rows of one region to blocks: headings, paragraphs, list items."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pipeline.read.bullets import bullet_of, glued_bullet
from pipeline.read.drafts import Draft
from pipeline.read.printed import Printed, Row, row_of
from pipeline.records.source import BlockKind
from pipeline.records.words import hull

USUAL = 0.35  # of the steps between baselines are not wider than those inside paragraphs: short paragraphs make many wider ones
LOOSE = 1.28  # of the region's usual line pitch: a wider one parts paragraphs
LARGER = 1.12  # of the body's font size: a heading's
END = re.compile(r"[.;:!?…»\"”)]$")
LEADERS = re.compile(r"(?:[.…_]{4,}|(?:\. ){4,}) ?\d{0,4}$")
DASHES = "-–—"  # open an item of a list, never a heading
RUN_IN = re.compile(r"[:.?]$")
HOLE = 3.5  # of the font size
RUNNING = 350  # characters of one size that make running text
SENTENCE_END = re.compile(r"[.;,]$")
LETTERS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Opening:
    """A row with what it tells about the start of a block."""

    row: Row
    bullet: str
    mark: Printed | None
    heavy: bool
    size: float
    colour: int
    caps: bool


def opening_of(row: Row, above: Row | None = None) -> Opening:
    """Take a bullet off a row and say how the row is set. What closes a bracket of the row `above` is no bullet ("(jusqu'à / 450) 1 €")."""
    bullet, mark = "", None
    first = row.words[0]
    closes = above is not None and first.text.endswith(")") and "(" not in first.text and _open_bracket(above.text)
    if len(row.words) > 1 and not closes:
        found = bullet_of(first.text)
        if found is not None and row.words[1].x0 - first.x1 < 6 * max(first.size, 8):
            bullet, mark = found, first
    if not bullet and not closes:
        glued = glued_bullet(first.text)
        if glued is not None:
            bullet, length = glued
            mark = first._replace(text=first.text[:length])
            row.words[0] = first._replace(text=first.text[length:])
    inner = row_of(row.words[1:]) if bullet and mark is first else row
    letters = thick = 0
    colours: dict[int, int] = {}
    for word in inner.words:
        size = len(word.text)
        letters += size
        if word.bold:
            thick += size
        colours[word.colour] = colours.get(word.colour, 0) + size
    colour = max(colours, key=lambda c: colours[c]) if len(colours) > 1 else inner.words[0].colour
    return Opening(inner, bullet, mark, thick >= 0.9 * letters, inner.size, colour, in_capitals(inner.text))


def _open_bracket(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")


def in_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals, and there are at least four."""
    letters = LETTERS.findall(text)
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def blocks_of(rows: list[Row], body_size: float) -> list[Draft]:
    """The blocks of a region's rows, given top to bottom. `body_size` is the document's usual font size."""
    if not rows:
        return []
    body_size = max(body_size, _running_size(rows))
    right = _right_edge(rows)
    openings = [opening_of(row, above) for above, row in zip([None, *rows], rows, strict=False)]
    pitch = _pitch([here.row for here in openings])
    groups: list[list[Opening]] = []
    for here in openings:
        if groups and not _parts(groups[-1], here, right, pitch, body_size):
            groups[-1].append(here)
        else:
            groups.append([here])
    return [_draft(group, body_size) for group in groups]


def _running_size(rows: list[Row]) -> float:
    """Font size of the region's running text, 0.0 without any: a document of tables in small type has its text in larger type."""
    letters: dict[float, int] = {}
    for row in rows:
        letters[row.size] = letters.get(row.size, 0) + len(row.text)
    size = max(letters, key=lambda s: letters[s])
    return size if letters[size] >= RUNNING else 0.0


def _right_edge(rows: list[Row]) -> float:
    edges = sorted(r.x1 for r in rows)
    return edges[min(int(0.95 * len(edges)), len(edges) - 1)]


def _pitch(rows: list[Row]) -> float:
    """Usual distance between baselines in units of the font size."""
    steps = [
        (b.bottom - a.bottom) / a.size
        for a, b in itertools.pairwise(rows)
        if abs(a.size - b.size) < 0.6 and 0.6 * a.size < b.bottom - a.bottom < 2.2 * a.size
    ]
    return min(max(sorted(steps)[int(USUAL * len(steps))], 1.0), 1.75) if steps else 1.25


def _parts(group: list[Opening], here: Opening, right: float, pitch: float, body: float) -> bool:
    """Whether a new block begins at `here`."""
    last = group[-1]
    a, b = last.row, here.row
    size = min(last.size, here.size)
    if (here.bullet and not _dash_in_title(last, here)) or max(last.size, here.size) > LARGER * size:
        return True
    starts_low = b.words[0].text[:1].islower()
    open_end = _full(a, right) and not END.search(a.text) and last.heavy == here.heavy
    flows = open_end and (starts_low or b.words[0].text[:1].isdigit())
    step = b.bottom - a.bottom
    even = open_end and len(group) > 1 and abs(step - (a.bottom - group[-2].row.bottom)) < 0.08 * step
    if a.words[-1].cut and starts_low and 0 < b.bottom - a.bottom < 2.2 * size:
        return False
    if not even and not -size <= step <= (2.6 * size if flows else LOOSE * pitch * size):
        return True
    if (not flows and (_gapped(a) or _gapped(b))) or LEADERS.search(a.text) or _runs_in(a, b):
        return True
    large = size > LARGER * body
    if b.words[0].bold and not a.words[-1].bold and END.search(a.text) and not starts_low and _would_fit(last, here, right):
        return True
    if large or (last.heavy and here.heavy):
        return _parts_titles(group, here, right, large=large)
    before, behind = a.words[-1], b.words[0]  # a run in bold or in colour that goes on over the line end parts nothing
    bolder = last.heavy != here.heavy and (before.bold != behind.bold or END.search(a.text))
    changed = bolder or (last.colour != here.colour and before.colour != behind.colour)
    if changed and not (starts_low and _full(a, right)):
        return True
    if group[0].bullet:
        hang = group[0].mark.x0 if group[0].mark else group[0].row.x0
        meant = END.search(a.text) or _would_fit(last, here, right)
        if b.x0 < hang - 2 or (b.x0 < group[0].row.x0 - 2 and meant and not starts_low):
            return True
        return _would_fit(last, here, right) and bool(END.search(a.text)) and not starts_low
    if last.caps and not here.caps and len(group) == 1 and _would_fit(last, here, right):
        return True
    if b.x0 > a.x0 + 0.8 * size and (END.search(a.text) or not starts_low) and not _centred(a, b) and len(group) > 0:
        return not _full(a, right) or bool(END.search(a.text))
    return _would_fit(last, here, right) and not starts_low and not (_centred(a, b) and not END.search(a.text))


def _parts_titles(group: list[Opening], here: Opening, right: float, *, large: bool) -> bool:
    """Whether a row in large or bold letters begins a title of its own: in another colour, after a meant break, or in bold under large
    lines without ("Cinq propositions" over "1 Ouvrir une crèche")."""
    last, first = group[-1], here.row.words[0]
    if last.colour != here.colour:
        return True
    if first.text[:1].islower():
        return False
    if large:
        return here.heavy and not any(word.bold for o in group for word in o.row.words)
    return _would_fit(last, here, right) and not _centred(last.row, here.row)


def _dash_in_title(last: Opening, here: Opening) -> bool:
    """Whether a dash that opens a row only goes on with a bold title ("Eau potable / – Autorisation à signer")."""
    mark = here.mark
    if mark is None or here.bullet not in DASHES or last.bullet or not (last.heavy and here.heavy):
        return False
    return abs(mark.x0 - last.row.x0) < 3 and not END.search(last.row.text)


def _gapped(row: Row) -> bool:
    """Whether a row has a hole that no justified space makes: it is a line of its own."""
    return any(y.x0 - x.x1 > HOLE * x.size for x, y in itertools.pairwise(row.words))


def _runs_in(a: Row, b: Row) -> bool:
    """Whether a row opens with a run-in label ("Pilote :") in bold after text that is not."""
    first = b.words[0]
    if not first.bold or a.words[-1].bold or b.words[-1].bold or not first.text[:1].isupper():
        return False
    label = " ".join(itertools.takewhile(lambda text: text, (w.text for w in b.words if w.bold)))
    return bool(RUN_IN.search(label))


def _would_fit(last: Opening, here: Opening, right: float) -> bool:
    """Whether the next row's first word had room at the end of the last row, so that the break was meant; a sum ("7 500 €") is one word."""
    words = here.row.words
    end = 0
    if words[0].text.isdigit():
        while end + 1 < len(words) and _SUM_GOES_ON.fullmatch(words[end + 1].text):
            end += 1
    return last.row.x1 + (words[end].x1 - words[0].x0) + 0.6 * last.size < right - 1


_SUM_GOES_ON = re.compile(r"\d{3}(?:[.,]\d+)?[;,.)]?|(?:[kM]?€|%|euros?|millions?)[;,.)]?")


def _full(row: Row, right: float) -> bool:
    return row.x1 > right - 0.12 * (right - row.x0)


def _centred(a: Row, b: Row) -> bool:
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 6 and abs(a.x0 - b.x0) > 3


def _draft(group: list[Opening], body: float) -> Draft:
    rows = [group[0].row] + [row_of(_unglued(o.mark, o.row.words)) if o.mark else o.row for o in group[1:]]
    first = group[0]
    text = " ".join(r.text for r in rows)
    size = max(rows, key=lambda r: len(r.text)).size
    heavy = all(o.heavy for o in group)
    caps = in_capitals(text)
    kind = BlockKind.PARAGRAPH
    if first.bullet:
        kind = BlockKind.LIST_ITEM
    if _is_heading(first, text, (size, heavy, caps), len(rows), body):
        kind = BlockKind.HEADING
    mark = first.mark
    if kind is BlockKind.HEADING and mark is not None and mark.text[:1].isalnum():
        rows[0] = row_of(_unglued(mark, rows[0].words))
        mark, bullet = None, ""
    else:
        bullet = first.bullet
    box = hull([r.box for r in rows])
    return Draft(kind, rows, box, size, heavy, bullet, caps=caps, mark=mark)


def _is_heading(first: Opening, text: str, style: tuple[float, bool, bool], rows: int, body: float) -> bool:
    size, heavy, caps = style
    if rows > 4 or len(text) > 260 or not LETTERS.search(text):
        return False
    if size > 1.3 * body and len(text) > 2:
        return True
    if SENTENCE_END.search(text) or text[0].islower():
        return False
    if first.bullet and not first.bullet[:1].isalnum() and (not heavy or first.bullet in DASHES):
        return False
    return (size > LARGER * body and len(text) > 2) or (heavy and rows <= 3) or (caps and rows <= 3)


def _unglued(mark: Printed, words: list[Printed]) -> list[Printed]:
    """The first row of a numbered heading with its number back in the text."""
    if mark.order == words[0].order:
        return [words[0]._replace(text=mark.text + words[0].text), *words[1:]]
    return [mark, *words]
