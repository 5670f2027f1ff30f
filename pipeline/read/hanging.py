"""Numbers that hang before the text they count, between its lines: each is set level with its first line. Numbers in a circle or in large
type that count on down the page, and the reference of an act, or the label "Objet", before a title of several lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from pipeline.read.printed import Ground, Printed

NUMBER = re.compile(r"(?:n[°º]\s?)?(?:\d{1,2}(?:\.\d{1,2}|\.?[A-Za-z])?|[A-Z](?:\.?\d{1,2})?)[.)]?$")
REFERENCE = re.compile(r"(?:[A-Z]{1,6}[-_.]?)?(?:19|20)?\d\d[-_/.](?:[A-Z]{1,4}[-_/.]?)?\d{1,4}$")  # "D2024-014", "DCM24_012", "2024/031"
OBJECT = re.compile(r"objet:?$", re.IGNORECASE)
FIELD = 10.0  # times the text's size: the subject stands no further right of the label "Objet", as in a form
LEAST = 3  # numbers in one column
LARGE = re.compile(r"\d{1,2}[.)]?$")
LARGER = 2.0  # times the size of its title: a number in large type
TITLE_LINES = 4
BAR = 6.0  # times the height of a label: the ground of a title is no taller
LABEL_WORDS = 3  # before a number ("Fiche action n°")
STEP = 1.6  # of the text's line height, from a line to the next
CENTRED = 0.4  # of the line height, between the middles of a reference and of its title
ALIGNED = 2.5  # points between their middles, or their left ends
NEAR = 5.0  # of the text's size: the text stands no further right of its number
APART = 0.4  # of the text's size: and no nearer
CLEAR = 1.5  # of the size: no word ends nearer before the number
AROUND = 60.0  # points
SPACE = 0.3  # of the size: what parts a moved number from its text
REACH = 2.6  # of the text's line height: its first line is no further from the middle of the number
LABEL = 14  # characters of the longest word set above the number ("MESURE")

Hanging = tuple[Printed, Printed | None]  # a number and the first word of the text it stands before, if any


def set_level(words: list[Printed], grounds: tuple[Ground, ...] = ()) -> list[Printed]:
    """The words with hanging numbers, and the label above each, moved right before the first line of their text; others as they are."""
    moved = _references(words) | _numbered_labels(words, grounds)
    numbers = [w for w in words if w.upright and NUMBER.match(w.text)]
    set_apart: list[list[Hanging]] = []
    for column in sorted(_columns(numbers), key=len, reverse=True) if len(numbers) >= LEAST else ():
        if len(column) < LEAST and not set_apart:
            break
        hanging = [(number, _first_line(number, _around(number, words))) for number in column]
        counts = _counts(hanging) if len(column) >= LEAST else any(_goes_on_from(hanging, column) for column in set_apart)
        if counts:
            set_apart.append(hanging)
    for hanging in set_apart:
        widest = max(number.x1 - number.x0 for number, _ in hanging)
        for number, first in hanging:
            if first is not None:
                moved |= _before(first, [number, *_labels(number, first.x0, _around(number, words))], widest)
    return [moved.get(w.order, w) for w in words] if moved else words


def _counts(column: list[Hanging]) -> bool:
    """Whether numbers one below the other count on before texts that begin at one edge, and one of them hangs between lines."""
    known = [(number, first) for number, first in column if first is not None]
    if len(known) < LEAST or len(known) < 0.8 * len(column) or not _rising([number for number, _ in column]):
        return False
    return _aligned([first.x0 for _, first in known]) and not all(_level(number, first) for number, first in known)


def _goes_on_from(column: list[Hanging], before: list[Hanging]) -> bool:
    """Whether a few numbers go on, in the next column of the page, with those of one before: one print, as far from their texts."""
    (last, text), (first, own) = before[-1], column[0]
    if text is None or any(beside is None for _, beside in column) or own is None or first.x0 < last.x1:
        return False
    alike = abs(first.size - last.size) < 0.5 and first.bold == last.bold and abs((own.x0 - first.x0) - (text.x0 - last.x0)) <= ALIGNED
    return alike and _rising([last, *(number for number, _ in column)])


def _references(words: list[Printed]) -> dict[int, Printed]:
    """References of acts, labels of their subject and numbers in large type that stand before a title of several lines, each set right
    before the first of these; by their order."""
    found: dict[int, Printed] = {}
    for number in (w for w in words if w.upright and (REFERENCE.match(w.text) or LARGE.match(w.text))):
        first = _title_beside(number, _around(number, words), NEAR)
        if first is not None:
            found |= _before(first, [number], number.x1 - number.x0)
    for label in (w for w in words if w.upright and OBJECT.match(w.text)):
        around = _around(label, words)
        colon = next((w for w in around if w.text == ":" and abs(w.top - label.top) < 1 and 0 <= w.x0 - label.x1 < label.size), None)
        last = colon or label
        first = _title_beside(last, [w for w in around if w is not label], FIELD)
        if first is not None and not _anything_between(label, last.x0, around):
            found |= _before(first, [last, label] if colon else [label], last.x1 - last.x0)
    return found


def _numbered_labels(words: list[Printed], grounds: tuple[Ground, ...]) -> dict[int, Printed]:
    """Labels with a number ("Fiche 4") beside a title of several lines, in the bar on whose ground both stand or between its lines, each
    set right before the first of these; by their order."""
    found: dict[int, Printed] = {}
    for number in (w for w in words if w.upright and NUMBER.match(w.text)):
        around = _around(number, words)
        label = _label_run(number, around)
        bar = _bar(number, grounds)
        others = [w for w in around if w not in label]
        first = _first_of_title(label, bar, others) if len(label) > 1 or bar is not None else None
        if first is not None:
            found |= _before(first, label, number.x1 - number.x0)
    return found


def _label_run(number: Printed, words: list[Printed]) -> list[Printed]:
    """A number and the few words right before it on its line, from right to left."""
    run = [number]
    while len(run) <= LABEL_WORDS:
        last = run[-1]
        level = (
            w for w in words if w is not last and w.top < last.bottom - 1 and w.bottom > last.top + 1 and abs(w.size - last.size) < 0.5
        )
        before = next((w for w in level if 0 <= last.x0 - w.x1 < 0.5 * last.size), None)
        if before is None:
            break
        run.append(before)
    return run


def _bar(number: Printed, grounds: tuple[Ground, ...]) -> Ground | None:
    """The ground of a few lines' height that a number stands on."""
    x, y = (number.x0 + number.x1) / 2, (number.top + number.bottom) / 2
    under = [g for g in grounds if g.x0 <= x <= g.x1 and g.top <= y <= g.bottom and g.bottom - g.top < BAR * (number.bottom - number.top)]
    return min(under, key=lambda g: g.bottom - g.top, default=None)


def _first_of_title(label: list[Printed], bar: Ground | None, words: list[Printed]) -> Printed | None:
    """The first word of the title of several lines right of a label that is not level with its first line; None where there is none."""
    number, left = label[0], label[-1].x0
    middle = (number.top + number.bottom) / 2
    right = [
        w for w in words if w.upright and number.x1 < w.x0 < number.x1 + FIELD * w.size and w.bold == number.bold and not _goes_on(w, words)
    ]
    held = [w for w in right if bar is None or bar.top <= (w.top + w.bottom) / 2 <= bar.bottom]
    edge = min((w.x0 for w in held), default=0.0)
    lines = sorted((w for w in held if w.x0 - edge <= ALIGNED), key=lambda w: w.top)
    if bar is None:
        lines = _title_around(number, lines)
    if not 2 <= len(lines) <= TITLE_LINES or lines[0].bottom >= number.bottom - 1 or _anything_between(number, edge, words):
        return None
    between = (lines[0].top + lines[-1].bottom) / 2 - middle, (lines[-1].top + lines[-1].bottom) / 2 - middle
    fits = bar is not None or min(map(abs, between)) <= CENTRED * (number.bottom - number.top)
    alone = not any(left - 1 <= w.x0 < edge - ALIGNED and w.bottom > lines[0].top + 1 and w.top < lines[-1].bottom - 1 for w in words)
    return lines[0] if fits and alone and all(_same_title(a, b) for a, b in itertools.pairwise(lines)) else None


def _title_around(number: Printed, lines: list[Printed]) -> list[Printed]:
    """Of lines at one edge those of the title that a label stands level with, or between whose lines it stands."""
    middle = (number.top + number.bottom) / 2
    at = min(range(len(lines)), key=lambda i: abs((lines[i].top + lines[i].bottom) / 2 - middle), default=None)
    if at is None or lines[at].bottom < number.top or lines[at].top > number.bottom:
        return []
    first, last = _extent(lines, at)
    return lines[first : last + 1]


def _extent(lines: list[Printed], at: int) -> tuple[int, int]:
    """The first and the last line of the title that a line belongs to."""
    first, last = at, at
    while first and _same_title(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _same_title(lines[last], lines[last + 1]):
        last += 1
    return first, last


def _title_beside(number: Printed, words: list[Printed], near: float) -> Printed | None:
    """The first word of a title of several lines, all in one print, between which a number stands: centred, or in large type with its
    middle between them. None for other text, and for what begins further right than `near` times its size."""
    middle = (number.top + number.bottom) / 2
    beside = [
        w for w in words
        if w is not number and w.upright and number.x1 < w.x0 < number.x1 + near * w.size and not _goes_on(w, words)
        and abs((w.top + w.bottom) / 2 - middle) <= REACH * (w.bottom - w.top)
    ]  # fmt: skip
    if not beside:
        return None
    edge = min(w.x0 for w in beside)
    lines = sorted((w for w in beside if w.x0 - edge <= ALIGNED), key=lambda w: w.top)
    at = min(range(len(lines)), key=lambda i: abs((lines[i].top + lines[i].bottom) / 2 - middle))
    first, last = _extent(lines, at)
    height = lines[at].bottom - lines[at].top
    if number.size >= LARGER * lines[at].size:
        fits = lines[first].top <= middle <= lines[last].bottom
    else:
        fits = LARGE.match(number.text) is None and abs((lines[first].top + lines[last].bottom) / 2 - middle) <= CENTRED * height
    if not fits or not 1 <= last - first < TITLE_LINES or _anything_between(number, edge, words):
        return None
    return lines[first]


def _same_title(above: Printed, below: Printed) -> bool:
    close = below.top - above.top <= STEP * (above.bottom - above.top)
    return close and above.bold == below.bold and abs(above.size - below.size) < 0.5


def _before(first: Printed, marks: list[Printed], widest: float) -> dict[int, Printed]:
    """A number and its label set right before the first word of their text, level with it; by their order in the file.

    Numbers take the room of the `widest` of their column, so that they begin at one edge.
    """
    found: dict[int, Printed] = {}
    right = first.x0
    for mark in marks:
        right -= SPACE * first.size
        left = right - (mark.x1 - mark.x0 if found else widest)
        found[mark.order] = mark._replace(x0=left, top=first.top, x1=right, bottom=first.bottom)
        right = left
    return found


def put_back(words: Sequence[Printed], originals: dict[int, Printed]) -> list[Printed]:
    """The words at the place at which they are printed."""
    return [w._replace(x0=o.x0, top=o.top, x1=o.x1, bottom=o.bottom) if (o := originals.get(w.order)) is not None else w for w in words]


def _columns(numbers: list[Printed]) -> list[list[Printed]]:
    """Numbers that stand one below the other, by their middles."""
    found: list[list[Printed]] = []
    for number in sorted(numbers, key=lambda n: (n.x0 + n.x1, n.top)):
        middle = (number.x0 + number.x1) / 2
        if found and abs(middle - (found[-1][-1].x0 + found[-1][-1].x1) / 2) <= ALIGNED:
            found[-1].append(number)
        else:
            found.append([number])
    return [sorted(column, key=lambda n: n.top) for column in found]


def _aligned(edges: list[float]) -> bool:
    return max(edges) - min(edges) <= ALIGNED


def _rising(column: list[Printed]) -> bool:
    """Whether the numbers count on from top to bottom."""
    return all(_value(a) < _value(b) for a, b in itertools.pairwise(column))


def _value(number: Printed) -> tuple[int, ...]:
    """The parts of a number, letters by their place in the alphabet: "A.2" comes before "B.1"."""
    parts = re.findall(r"\d+|[A-Za-z](?![A-Za-z°º])", number.text.removeprefix("n"))
    return tuple(int(part) if part.isdigit() else ord(part.upper()) - ord("A") + 1 for part in parts)


def _level(number: Printed, first: Printed) -> bool:
    """Whether a number stands on the line of its text already."""
    return min(number.bottom, first.bottom) - max(number.top, first.top) > 0.55 * min(number.bottom - number.top, first.bottom - first.top)


def _first_line(number: Printed, words: list[Printed]) -> Printed | None:
    """The first word of the first line of the text beside a number: the nearest that is bold below one that is not, else the nearest."""
    middle = (number.top + number.bottom) / 2
    beside = [w for w in words if w is not number and w.upright and number.x1 < w.x0 < number.x1 + NEAR * w.size]
    near = [w for w in beside if abs((w.top + w.bottom) / 2 - middle) <= REACH * (w.bottom - w.top) and not _goes_on(w, words)]
    if not near:
        return None
    edge = min(w.x0 for w in near)
    lines = sorted((w for w in near if w.x0 - edge <= ALIGNED), key=lambda w: w.top)
    size = median(w.size for w in lines)
    if edge - number.x1 < APART * size or _anything_between(number, edge, words):
        return None
    above = [w for w in beside if abs(w.x0 - edge) <= ALIGNED and 0 < lines[0].top - w.top < 1.8 * (lines[0].bottom - lines[0].top)]
    before = max(above, key=lambda w: w.top, default=None)
    opening = [b for a, b in itertools.pairwise([before, *lines]) if b is not None and b.bold and (a is None or not a.bold)]
    level = min((label.top for label in _labels(number, edge, words)), default=None)
    if level is not None:
        return min(opening or lines, key=lambda w: abs(w.top - level))
    not_below = [w for w in opening if (w.top + w.bottom) / 2 <= middle + 0.6 * (w.bottom - w.top)]
    return min(not_below or opening or lines, key=lambda w: abs((w.top + w.bottom) / 2 - middle))


def _around(number: Printed, words: list[Printed]) -> list[Printed]:
    """The words near enough to a number to be its label, its text, or in between."""
    return [w for w in words if w.top < number.bottom + AROUND and w.bottom > number.top - AROUND and w.x0 < number.x1 + 2 * AROUND]


def _goes_on(word: Printed, words: list[Printed]) -> bool:
    """Whether a word stands right before this one on its line."""
    return any(
        w.top < word.bottom and w.bottom > word.top and w.x0 < word.x0 and -0.5 * word.size < word.x0 - w.x1 < 0.5 * word.size
        for w in words
    )


def _anything_between(number: Printed, edge: float, words: list[Printed]) -> bool:
    """Whether a word stands left of the number on its line near it, or between it and its text."""
    for word in words:
        level = word.top < number.bottom and word.bottom > number.top
        if word is not number and level and word.x0 < edge - 1 and word.x1 > number.x0 - CLEAR * word.size:
            return True
    return False


def _labels(number: Printed, edge: float, words: list[Printed]) -> list[Printed]:
    """The word right above a number in its column ("MESURE")."""
    height = number.bottom - number.top
    return [
        w for w in words
        if w is not number and len(w.text) <= LABEL and w.text.isalpha() and w.x1 < edge and w.bottom <= number.top + 0.35 * height
        and w.bottom > number.top - 0.6 * height and w.x0 < number.x1 and w.x1 > number.x0
    ]  # fmt: skip
