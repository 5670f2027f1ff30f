"""Reading order: cut a page into regions along white gutters, columns left to right, and give pieces in the order a person reads."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from pipeline.read.bullets import bullet_of
from pipeline.read.drafts import Draft, Placed
from pipeline.read.hanging import NUMBER
from pipeline.read.printed import LIST_MARKS, Printed, Row, Rule, row_of, rows_of

MIN_GUTTER = 0.65  # of the font size: no narrower white band parts columns (tuned on two- and three-column leaflets)
HALF_GUTTER = 0.4  # of the font size, before a bullet: it may hang out of its column into the gutter
HANGING = 2.0  # of the font size: a bullet stands no further left of its words
MIN_ROWS = 3  # rows of text on each side
MIN_MEASURE = 9.0  # of the font size: a column of running text is at least this wide, else it is a table's
NARROW = 5.5  # of the font size: no column is narrower, and one narrower than MIN_MEASURE must hold close lines of words
SENTENCE = 3  # words of the shortest sentence
LABEL_GAP = 1.0  # of the font size between a margin of labels over values and the gutter
ENDED = 0.4  # of a column's pieces that end a sentence: it holds short paragraphs
NUMBERS = 2  # alone before a gutter
EDGES = 4  # boxes, what stands in them, the numbers that hang before the text, the text
LEAST_LINES = 8  # rows that tell such edges from chance
AT_EDGES = 0.85  # of a column's rows that begin at these
LEAST_FIELDS = 2  # below the items of a column of notes
AGAIN = 3  # times each label of a column of fields
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:.]{2,24}?) ?: ?\S")
HEAD = 1.0  # points: a line in larger letters is a head over the next
INDENT = 4.0  # of the font size: a bullet stands no further right of its column's edge
ALIGNED = 3.0  # points: left edges of one column


@dataclass(slots=True)
class Piece:
    """A row segment, or something already put together (table, box) that is ordered as a whole: then `inside` is that thing."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Printed]
    inside: Draft | Placed | None = None

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


def pieces_of(rows: list[Row]) -> list[Piece]:
    """Rows cut where the gap is wider than a space can be."""
    found: list[Piece] = []
    for row in rows:
        run: list[Printed] = []
        right = 0.0
        for word in row.words:
            gap = word.x0 - right if run else 0.0
            size = max(min(word.size, run[-1].size), 4) if run else 4.0
            wide = gap > MIN_GUTTER * size or (gap > HALF_GUTTER * size and word.text in LIST_MARKS)
            if run and wide and not (len(run) == 1 and _marks(run[0], word, gap)):
                found.append(_piece(run))
                run = []
            right = max(word.x1, right) if run else word.x1
            run.append(word)
        found.append(_piece(run))
    return found


def _marks(first: Printed, word: Printed, gap: float) -> bool:
    """Whether a word alone is the bullet of what follows it a step further right."""
    return gap < HANGING * max(word.size, 4) and _is_bullet(first)


def _piece(run: list[Printed]) -> Piece:
    row = row_of(list(run))
    return Piece(row.x0, row.top, row.x1, row.bottom, row.words)


def regions(pieces: list[Piece], rules: tuple[Rule, ...] = (), walls: tuple[Rule, ...] = (), depth: int = 0) -> list[list[Piece]]:
    """The pieces as columns-free regions in reading order. No column runs through a horizontal rule, no line through a wall (vertical)."""
    for wall in walls:
        parted = _parted(pieces, wall)
        if parted is not None:
            rest = tuple(w for w in walls if w != wall)
            return [region for part in parted for region in regions(part, rules, rest, depth + 1)]
    if len(pieces) < 2 * MIN_ROWS or depth > 8:
        return [pieces] if pieces else []
    cut = _best_gutter(pieces, rules)
    if cut is None:
        return [pieces]
    above, left, right, below = cut
    found: list[list[Piece]] = []
    for part in (above, left, right, below):
        found += regions(part, rules, (), depth + 1)
    return found


def _parted(pieces: list[Piece], wall: Rule) -> tuple[list[Piece], ...] | None:
    """What stands above, left, right and below a vertical rule; None when something runs through it or a side is empty."""
    beside = [p for p in pieces if wall.top <= p.middle <= wall.bottom]
    left = [p for p in beside if p.x1 <= wall.x0 + ALIGNED]
    right = [p for p in beside if p.x0 >= wall.x0 - ALIGNED]
    if not left or not right or len(left) + len(right) < len(beside):
        return None
    return [p for p in pieces if p.middle < wall.top], left, right, [p for p in pieces if p.middle > wall.bottom]


def _best_gutter(pieces: list[Piece], rules: tuple[Rule, ...]) -> tuple[list[Piece], list[Piece], list[Piece], list[Piece]] | None:
    size = median(w.size for p in pieces for w in p.words[:1]) if any(p.words for p in pieces) else 10.0
    best: tuple[float, float, float, float] | None = None
    tried: set[tuple[int, int, int]] = set()
    for piece in pieces:
        for left, right in _gaps(piece, pieces, size):
            x = right - 0.5 * MIN_GUTTER * size
            half = 0.45 * MIN_GUTTER * size
            crossing = [p for p in pieces if p.x0 < x + half and p.x1 > x - half]
            lines = [r.top for r in rules if r.x0 < x - half and r.x1 > x + half]
            top = max([p.bottom for p in crossing if p.middle < piece.middle] + [y for y in lines if y < piece.middle], default=-1e9)
            bottom = min([p.top for p in crossing if p.middle > piece.middle] + [y for y in lines if y > piece.middle], default=1e9)
            key = (round(x / 4), round(top), round(bottom))
            if key in tried or left > right:
                continue
            tried.add(key)
            score = _worth(pieces, x, top, bottom, size)
            if score > 0 and (best is None or score > best[0]):
                best = (score, x, top, bottom)
    if best is None:
        return None
    _, x, top, bottom = best
    above = [p for p in pieces if p.middle < top]
    below = [p for p in pieces if p.middle > bottom]
    between = [p for p in pieces if top <= p.middle <= bottom]
    return above, [p for p in between if p.x0 < x], [p for p in between if p.x0 >= x], below


def _gaps(piece: Piece, pieces: list[Piece], size: float) -> list[tuple[float, float]]:
    """White gaps at the left of a piece, against the nearest piece beside it."""
    beside = [p.x1 for p in pieces if p is not piece and p.x1 <= piece.x0 + 1 and p.top < piece.bottom and p.bottom > piece.top]
    if not beside:
        return []
    left = max(beside)
    return [(left, piece.x0)] if piece.x0 - left >= MIN_GUTTER * size else []


def _worth(pieces: list[Piece], x: float, top: float, bottom: float, size: float) -> float:
    """How much a gutter is worth as a column gutter; 0 when it is none."""
    between = [p for p in pieces if top <= p.middle <= bottom]
    left = [p for p in between if p.x0 < x]
    right = [p for p in between if p.x0 >= x]
    if len(left) < MIN_ROWS or len(right) < MIN_ROWS or _cuts_numbers_off(left, x, size):
        return 0.0
    lines = _lines(right)
    if len(lines) < MIN_ROWS or len(_lines(left)) < MIN_ROWS or min(_wordy(left), _wordy(right)) < 0.5:
        return 0.0
    noted = _is_noted(right)
    for side, rows in ((left, _lines(left)), (right, lines)):
        measure = median(x1 - x0 for x0, x1 in rows)
        if _labels_values(side, x, size) or (side is left and _fields_beside(left, right)) or (side is right and noted):
            continue
        if measure < NARROW * size or (measure < MIN_MEASURE * size and not _speaks(side) and not _leads_cross(left, right)):
            return 0.0
    if not noted and not _at_edges(right, lines, size):
        return 0.0
    return float(min(len(left), len(right)) * 10 + len(between))


def _cuts_numbers_off(left: list[Piece], x: float, size: float) -> bool:
    """Whether numbers stand alone right before a gutter at `x`: they count what stands behind it."""
    return sum(len(p.words) == 1 and x - p.x1 < HANGING * size and NUMBER.match(p.words[0].text) is not None for p in left) >= NUMBERS


def _at_edges(side: list[Piece], lines: list[tuple[float, float]], size: float) -> bool:
    """Whether the rows of a column begin at its left edge or with a bullet a step further right, or nearly all at a few edges."""
    edge = min(x0 for x0, _ in lines)
    bulleted = sum(ALIGNED < p.x0 - edge <= INDENT * size and _is_bullet(p.words[0]) for p in side if p.words)
    if sum(x0 - edge <= ALIGNED for x0, _ in lines) + bulleted >= 0.4 * len(lines):
        return True
    if len(lines) < LEAST_LINES:
        return False
    edges: list[list[float]] = []
    for x0 in sorted(x0 for x0, _ in lines if x0 - edge <= INDENT * size):
        if edges and x0 - edges[-1][0] <= ALIGNED:
            edges[-1].append(x0)
        else:
            edges.append([x0])
    return sum(sorted(len(found) for found in edges if len(found) > 1)[-EDGES:]) >= AT_EDGES * len(lines)


def _is_bullet(word: Printed) -> bool:
    return not word.text[:1].isalnum() and bullet_of(word.text) is not None


def _leads_cross(left: list[Piece], right: list[Piece]) -> bool:
    """Whether a bold line stands beside one that is not, and elsewhere the other way round: both sides have heads of their own."""
    level = [(a, b) for a in left for b in right if a.words and b.words and abs(a.middle - b.middle) < 0.4 * (a.bottom - a.top)]
    weights = {(row_of(a.words).bold, row_of(b.words).bold) for a, b in level}
    return {(True, False), (False, True)} <= weights


def _lines(side: list[Piece]) -> list[tuple[float, float]]:
    """Left and right ends of a column's rows; a justified row may have fallen into several pieces."""
    rows: list[tuple[float, float, float]] = []  # middle, x0, x1
    for piece in sorted(side, key=lambda p: p.middle):
        if rows and piece.middle - rows[-1][0] < 0.4 * (piece.bottom - piece.top):
            middle, x0, x1 = rows[-1]
            rows[-1] = (middle, min(x0, piece.x0), max(x1, piece.x1))
        else:
            rows.append((piece.middle, piece.x0, piece.x1))
    return [(x0, x1) for _, x0, x1 in rows]


def _wordy(side: list[Piece]) -> float:
    """Share of a column's lines that hold as many letters as figures or more; 1.0 for a column of boxes."""
    texts = ["".join([w.text for w in p.words]) for p in side if p.words]
    return sum(sum(map(str.isalpha, t)) >= sum(map(str.isdigit, t)) for t in texts) / len(texts) if texts else 1.0


def _speaks(side: list[Piece]) -> bool:
    """Whether a narrow column holds words line after line or sentences, and not figures or labels with wide steps between them."""
    lines = [p for p in side if p.words]
    ordered = sorted(lines, key=lambda p: p.top)
    steps = [(a, b) for a, b in itertools.pairwise(ordered) if abs(a.words[0].size - b.words[0].size) < HEAD]
    close = sum(b.top - a.bottom < 0.5 * (a.bottom - a.top) for a, b in steps)
    ended = sum(len(p.words) >= SENTENCE and p.words[-1].text.endswith((".", "!", "?")) for p in lines)
    return _wordy(side) >= 0.7 and (close >= 0.6 * max(len(steps), 1) or ended >= ENDED * len(lines))


def _labels_values(side: list[Piece], x: float, size: float) -> bool:
    """Whether a column well left of a gutter at `x` is nothing but labels in bold over values, however short ("Pour quand" over "2028")."""
    ordered = sorted((p for p in side if p.words), key=lambda p: p.top)
    bold = [row_of(p.words).bold for p in ordered]
    apart = all(abs(p.x0 - ordered[0].x0) <= ALIGNED and p.x1 < x - LABEL_GAP * size for p in ordered)
    return apart and sum(bold) >= MIN_ROWS and bold == [at % 2 == 0 for at in range(len(bold))]


def _fields_beside(left: list[Piece], right: list[Piece]) -> bool:
    """Whether what stands left of a column is nothing but labels with their values on one line, each label again and again, and the
    column itself is not ("Pilote : la Ville", "Échéance : 2027" left of each title)."""
    first = min(p.top for p in right)
    return _fields_again([p for p in left if p.middle > first]) and not _fields_again(right)


def _is_noted(right: list[Piece]) -> bool:
    """Whether a column is nothing but items ("• Écrire la charte") and below them labels with their values ("Qui : la Ville")."""
    ordered = sorted((p for p in right if p.words), key=lambda p: p.top)
    listed = list(itertools.takewhile(lambda p: _is_bullet(p.words[0]), ordered))
    fields = ordered[len(listed) :]
    labels = [_LABEL.match(" ".join(w.text for w in p.words)) for p in fields]
    return len(fields) >= LEAST_FIELDS and all(labels) and all(abs(p.x0 - fields[0].x0) <= ALIGNED for p in fields)


def _fields_again(side: list[Piece]) -> bool:
    labels = [_LABEL.match(" ".join(w.text for w in p.words)) for p in side if p.words]
    named = Counter(label["label"] for label in labels if label is not None)
    return len(named) > 1 and sum(named.values()) == len(labels) and min(named.values()) >= AGAIN


def rows_in(pieces: list[Piece], whole: list[Row] | None) -> list[Row | Piece]:
    """The rows of one region top to bottom; things put together already stand among them at their place.

    `whole` are the rows when they are known already: those of the page, where it is one region.
    """
    fixed = [p for p in pieces if p.inside is not None]
    rows: list[Row | Piece] = list(whole if whole is not None else rows_of([w for p in pieces if p.inside is None for w in p.words]))
    rows += fixed
    return sorted(rows, key=lambda r: (round((r.top + r.bottom) / 2 if isinstance(r, Row) else r.top, 1), r.x0))
