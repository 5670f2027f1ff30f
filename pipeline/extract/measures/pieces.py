"""A plan as a sequence of pieces: headings, bullets, sentences under a label, cells. The grain at which measures are looked for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median_low

from pipeline.extract.measures.labels import VALUE_FIELDS, announced_field, field_of
from pipeline.extract.measures.numbering import ORDINAL, Mark, mark_of
from pipeline.extract.measures.wording import TO_DO, opening_of, verb_start
from pipeline.records.french import ANY_MONTH
from pipeline.records.source import Block, BlockKind, Page, RunningText, Word
from pipeline.records.words import words_between

DRAWN = "◦"  # stands for a mark that is drawn
SMALLER = 0.92  # of the size of the lines before
_OTHER_SIZE = 0.3  # points
_LABEL_WORDS = 4
_NUMERAL = 1.6  # times the size of the words behind it
INDENT = 0.9  # of the font size: a line further right than this is set below
# Symbols and dingbats, without crosses (what is refused), ticks and arrows (bullets of their own) and figures in circles (numbers).
PICTURE = re.compile(r"[▲△★☆\u2600-\u2604\u2607-\u26ff\u2701-\u2712\u2719-\u2775\u2798-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?")
BULLET = re.compile(rf"[•●■▪➜➤❖✓✔◦‣▶►→☐◆◇○□»›⁃➢\uf0b7\uf0d8\uf0a7\uf02d]\s*|[-–—*+]\s+(?=\S)|{PICTURE.pattern}\s+(?=\w)")
_MONTH = f"{ANY_MONTH}|printemps|été|automne|hiver|rentrée"
_WHEN = rf"(?i:(?:(?:début|fin|mi-?) ?)?(?:{_MONTH}))"
BEFORE = re.compile(  # a year, a month or a table of a workshop before the words
    rf"(?:(?:[^\W\d_]+ )?\d{{1,4}}|{_WHEN}(?: (?:et|à|-|–) {_WHEN})?(?: 20\d\d)?)\s?[→➜:–—]\s?(?=\w)"
)
_INLINE_STOP = re.compile(r"[.;!?»)|]\s+(?=[A-ZÀ-Ý«])|\s(?:[–—|·•▪■●◆♦¦~/+-]|//)\s(?=[A-ZÀ-Ý])|\((?=[A-Za-zÀ-ÿ])|;\s+(?=[a-zà-ÿ])")
_SENTENCE_END = re.compile(r"[.!?…»)]\s+(?=[A-ZÀ-Ý])")
_INLINE_LABEL = re.compile(_INLINE_STOP.pattern + r"|(?<=[\w.)€%])\s+(?=[A-ZÀ-Ý][^:?.]{2,30}\s?[:?])")  # "Qui ? La Ville Quand ? 2026"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands for itself. Offsets are into the running text; `bold_end` is where its leading bold run ends.

    `kind`: "heading", "text", "item", "cell", "row" (title cell of a table row), "fiche" (title of a fiche). `field`: what its label
    announces, with the value at `value`. `table`: index of the table it comes from. `mark`: the number at its head. `year` and
    `unit`: the year its column stands for, and the cents in one of its bare figures. `amid`: its label stands inside a paragraph.
    `label`: what a fiche prints beside its title ("Actions"), "" without one. `numeral`: the number at its head is set in much larger
    letters than the words behind it, whose size and height are then those of the piece.
    """

    kind: str
    start: int
    end: int
    text: str
    page: int
    level: int = 0
    size: float = 0.0
    bold: bool = False
    bold_end: int = 0
    bullet: str = ""
    side: bool = False
    x0: float = 0.0
    top: float = 0.0
    field: str | None = None
    value: int = 0
    mark: Mark | None = None
    table: int | None = None
    year: int | None = None
    unit: int | None = None
    amid: bool = False
    label: str = ""
    numeral: bool = False

    @property
    def rest(self) -> str:
        """The text behind the number."""
        return self.text[self.mark.rest :] if self.mark else self.text


def opens_behind(text: str) -> int | None:
    """Offset of the infinitive behind the year or the table of a workshop that opens a text ("2026 → Ouvrir ..."), or None."""
    led = BEFORE.match(text)
    behind = opening_of(text[led.end() :]).shape if led else ""
    return led.end() if led and (behind in TO_DO or (behind == "noun" and not led[0][:1].isdigit())) else None


def page_words(page: Page, start: int, end: int) -> tuple[Word, ...]:
    """The words of a page that stand in `start:end`."""
    return words_between(page.words, start, end)


def printed_lines(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the printed lines in `page.text[start:end]`, by where the words stand."""
    lines: list[tuple[int, int]] = []
    last: Word | None = None
    for word in page_words(page, start, end):
        overlap = min(last.box.bottom, word.box.bottom) - max(last.box.top, word.box.top) if last else 0.0
        height = min(last.box.bottom - last.box.top, word.box.bottom - word.box.top) if last else 1.0
        if last is not None and overlap > 0.4 * height and word.box.x0 >= last.box.x0 - 1:
            lines[-1] = (lines[-1][0], min(word.end, end))
        elif not (last and word.start == last.end and lines):  # a word cut at the line end belongs to its first line
            lines.append((max(word.start, start), min(word.end, end)))
        last = word
    return lines


def bold_run(page: Page, start: int, end: int) -> int:
    """Offset where the bold words that open `start:end` end (`start` when the first word is not bold)."""
    reached = start
    for word in page_words(page, start, end):
        if not word.bold and any(c.isalnum() for c in page.text[word.start : word.end]):
            break
        reached = min(word.end, end)
    return reached


def split_span(page: Page, start: int, end: int, *, cell: bool = False) -> list[tuple[int, int]]:
    """Cut a span where a printed line opens with a bullet, a label or a number of a measure, and where a label follows a sentence."""
    lines = printed_lines(page, start, end)
    cuts = {b for (_, a), (b, _) in itertools.pairwise(lines) if _opens(page, b, end, page.text[start:a])}
    cuts |= {b for (_, a), (b, _) in itertools.pairwise(lines) if _starts_anew(page, start, a, b, end)}
    cuts |= {b for (a, _), (b, c) in itertools.pairwise(lines) if not cell and _is_bold_label(page, a, b, c)}
    beside = {at for at in after_gaps(page, start, end) if _opens(page, at, end) or _is_number_of_measure(page, at, lines)}
    if beside:  # columns read as one: each line goes back to the first of them
        cuts |= beside | {
            b for (a, c), (b, _) in itertools.pairwise(lines) if any(a < at < c for at in beside) or not page.text[b].islower()
        }
    cuts |= set(_labels_amid(page, start, end)) | set(_next_numbers(page, [a for a, _ in lines], end))
    labelled = announced_field(page.text[start:end]) is not None
    for stop in (_INLINE_LABEL if labelled else _INLINE_STOP).finditer(page.text, start, end):
        if announced_field(page.text[stop.end() : end], _bold_reach(page, stop.end(), end)):
            cuts.add(stop.end())
    cuts |= set() if cell else set(_smaller(page, lines))
    points = [start, *sorted(cuts), end]
    return [(a, b) for a, b in itertools.pairwise(points) if page.text[a:b].strip()]


def _is_number_of_measure(page: Page, at: int, lines: list[tuple[int, int]]) -> bool:
    """Whether a line ends from `at` on with the number of a measure alone ("Axe 1 – Se nourrir      Action 1.2")."""
    text = next((page.text[at:b] for a, b in lines if a < at < b), "")
    mark = mark_of(text)
    return mark is not None and mark.meaning == "measure" and not text[mark.rest :].strip()


def _smaller(page: Page, lines: list[tuple[int, int]]) -> Iterator[int]:
    """Offset of the first printed line that is set in smaller letters than all lines before it: it says more of them."""
    sizes = [median_low([w.size for w in page_words(page, a, b)] or [0.0]) for a, b in lines]  # a number at the head may be larger
    for at in range(1, len(lines)):
        first = next(iter(page_words(page, *lines[at])), None)  # a title may end on the line on which its text begins
        if 0 < sizes[at] < SMALLER * min(sizes[:at]) and first is not None and first.size < SMALLER * min(sizes[:at]):
            yield lines[at][0]
            return


def _next_numbers(page: Page, lines: list[int], end: int) -> Iterator[int]:
    """Offsets of the printed lines that open with the number behind the one before ("2.2 pratiquer ... / 2.3 former ...")."""
    last: Mark | None = None
    for at in lines:
        mark = mark_of(page.text[at:end])
        if last is not None and mark is not None and (mark.label, mark.shape) == (last.label, last.shape) and _follows(last, mark):
            yield at
            last = mark
        elif last is None and at == lines[0] and mark is not None:
            separated = page.text[at + mark.printed_end : at + mark.rest].strip()
            last = mark if "." in mark.value or separated or _is_large(page, at, at + mark.rest, end) else None


def _is_large(page: Page, start: int, text: int, end: int) -> bool:
    """Whether a number is set in larger letters than the text behind it."""
    number, word = (next(iter(page_words(page, a, b)), None) for a, b in ((start, text), (text, end)))
    return number is not None and word is not None and number.size * SMALLER > word.size


def _behind_numeral(page: Page, start: int, end: int) -> Word | None:
    """The first word behind a number set in much larger letters than it; None where no such number opens the span."""
    number, word = (*page_words(page, start, end)[:2], None, None)[:2]
    if number is None or word is None or not page.text[number.start : number.end].strip(".").isdigit():
        return None
    return word if number.size >= _NUMERAL * word.size else None


def _follows(before: Mark, mark: Mark) -> bool:
    *parts, own = before.value.split(".")
    *same, value = mark.value.split(".")
    return parts == same and own.isdigit() and value.isdigit() and int(value) == int(own) + 1


def _labels_amid(page: Page, start: int, end: int) -> Iterator[int]:
    """Offsets behind sentences of a paragraph where a label with a number opens a measure ("... Proposition n° 3. Il nous faut ...")."""
    for stop in _SENTENCE_END.finditer(page.text, start, end):
        mark = mark_of(page.text[stop.end() : end])
        if mark is None or mark.meaning != "measure":
            continue
        separator = page.text[stop.end() + mark.printed_end : stop.end() + mark.rest].strip()
        bold = bold_run(page, stop.end(), min(stop.end() + mark.rest, end)) >= stop.end() + mark.printed_end
        if (separator or bold) and page.text[stop.end() + mark.rest : end].strip():
            yield stop.end()


def _indented(page: Page, start: int, end: int) -> list[int]:
    """Offsets in a bullet's text of the lines that open a bullet below it whose mark is drawn, not printed: they stand further right.

    A line that had no room at the end of such a line before goes on with it.
    """
    lines = [words for a, b in printed_lines(page, start, end) if (words := page_words(page, a, b))]
    if len(lines) < 2:
        return []
    left, size = lines[0][0].box.x0, max(lines[0][0].size, 6.0)
    right = max(words[-1].box.x1 for words in lines)
    found: list[int] = []
    deep = False
    for before, words in itertools.pairwise(lines):
        first = words[0].box
        room = right - before[-1].box.x1 > first.x1 - first.x0 + 0.4 * size
        alike = verb_start(page.text[words[0].start : end]) == 0 and verb_start(page.text[before[0].start : end]) == 0
        ended = page.text[before[0].start : words[0].start].rstrip().endswith((";", "."))
        if first.x0 <= left + INDENT * size:
            deep = False
        elif not deep or room or alike or ended:
            found.append(words[0].start)
            deep = True
    return found


def _starts_anew(page: Page, start: int, line_end: int, at: int, end: int) -> bool:
    """Whether a line opens with a capital infinitive although no sentence has ended: proposals set line under line."""
    text = page.text[at : min(end, at + 60)]
    before = page.text[start:line_end].rstrip()
    if not text[:1].isupper() or text[:8].isupper() or before.endswith((".", "!", "?", ":", ",", "»")) or len(before) < 12:
        return False
    if is_open(before):
        return False
    return verb_start(text) == 0 and verb_start(before) == 0


def is_open(text: str) -> bool:
    """Whether a quotation or bracket that a text opens is not closed in it: what follows goes on ("le projet « / Habiter »")."""
    return any(text.count(a) > text.count(b) for a, b in ("«»", "“”", "()")) or text.count('"') % 2 == 1


def is_label_below(before: str, line: str) -> bool:
    """Whether a line under a title is a label ("Objectif", "OBJECTIF") and no part of the title: it opens with a capital of its own."""
    capitals = before.isupper() and line.isupper()  # "VOTER UN / BUDGET"
    return line[:1].isupper() and not capitals and field_of(line.strip()) is not None


def _is_bold_label(page: Page, start: int, at: int, end: int) -> bool:
    """Whether the line `at:end` is a label in bold under the bold line that begins at `start`."""
    return bold_run(page, start, end) >= end and is_label_below(page.text[start:at], page.text[at:end])


def after_gaps(page: Page, start: int, end: int) -> Iterator[int]:
    """Offsets of the words that a gap as wide as a column's parts from the word before on their line."""
    words = page_words(page, start, end)
    for before, word in itertools.pairwise(words):
        beside = min(before.box.bottom, word.box.bottom) - max(before.box.top, word.box.top) > 0
        if beside and word.box.x0 - before.box.x1 > 1.2 * max(before.size, 1.0):
            yield word.start


def label_before_gap(page: Page, start: int, end: int) -> tuple[str, int] | None:
    """The field named by the words before the first wide gap of a line, and where its value begins (a fiche without rules)."""
    at = next(after_gaps(page, start, min(end, start + 90)), None)
    field = field_of(page.text[start:at]) if at is not None else None
    return (field, at) if field and at is not None else None


def label_above(page: Page, start: int, end: int) -> tuple[str, int] | None:
    """The field that a cell names in letters of its own (capitals, bold or of another size), and where its value begins behind it."""
    words = page_words(page, start, end)
    for first, word in itertools.pairwise(words[: _LABEL_WORDS + 1]):
        if _alike(page, first, word):
            continue
        field = field_of(page.text[start : word.start].strip())
        return (field, word.start) if field else None
    return None


def bold_label(page: Page, start: int, end: int) -> tuple[str, int] | None:
    """The field that the bold words at the head of a line name, with its value behind them in other letters ("**Quand** mars 2027")."""
    reached = bold_run(page, start, min(end, start + 60))
    field = field_of(page.text[start:reached].strip()) if start < reached < end and page.text[start].isupper() else None
    rest = page.text[reached:end]
    return (field, reached + len(rest) - len(rest.lstrip())) if field in VALUE_FIELDS and rest.strip() else None


def _alike(page: Page, a: Word, b: Word) -> bool:
    """Whether two words are set in the same letters."""
    capitals = page.text[a.start : a.end].isupper() and page.text[b.start : b.end].islower()
    return a.bold == b.bold and abs(a.size - b.size) <= _OTHER_SIZE and not capitals


def _bold_reach(page: Page, start: int, end: int) -> int:
    return bold_run(page, start, min(end, start + 80)) - start


def _opens(page: Page, at: int, end: int, before: str = "") -> bool:
    text = page.text[at:end]
    if BULLET.match(text) or label_before_gap(page, at, end) or bold_label(page, at, end):
        return True
    if announced_field(text, _bold_reach(page, at, end)):
        return True
    if opens_behind(text) is not None:
        return True
    mark = mark_of(text)
    if mark is not None and not mark.meaning and mark.shape.startswith("d.") and text[mark.rest : mark.rest + 1].isupper():
        return True
    if mark is not None and mark.shape == ORDINAL:
        return before.rstrip().endswith((".", ";", ":", "!", "?"))
    if mark is None or mark.meaning not in {"measure", "axis"} or not text[:1].isupper():
        return False
    ended = before.rstrip().endswith((".", "!", "?", ":", ";")) and text[mark.rest : mark.rest + 1].isupper()
    return bool(text[mark.printed_end : mark.rest].strip()) or ended or _bold_reach(page, at, end) >= mark.printed_end


def pieces_of_span(
    running: RunningText, index: int, block: Block, kind: str, start: int, end: int, table: int | None = None
) -> Iterator[Piece]:
    """The pieces of a span of one page that belongs to `block`."""
    page = running.document.pages[index]
    base = running.starts[index]
    spans = split_span(page, start, end, cell=table is not None)
    below = {at for a, b in spans for at in _indented(page, a, b)} if block.kind is BlockKind.LIST_ITEM else set()
    amid = frozenset(_labels_amid(page, start, end)) if table is None else frozenset[int]()
    points = sorted({a for a, _ in spans} | below)
    for a, b in itertools.pairwise([*points, end]):
        bullet = BULLET.match(page.text, a, b)
        if bullet and table is not None and not page.text[bullet.end() : b].strip():  # a box to tick is all that its cell holds
            bullet = None
        inner = bullet.end() if bullet else a
        text = page.text[inner:b].rstrip()
        if not text:
            continue
        bold_end = bold_run(page, inner, inner + len(text)) - inner
        first = next(iter(page_words(page, inner, b)), None)
        box = first.box if first else block.box
        behind = _behind_numeral(page, inner, b)
        piece = Piece(
            kind="item" if bullet and kind != "heading" else kind,
            start=base + inner,
            end=base + inner + len(text),
            text=text,
            page=index,
            level=block.level,
            size=behind.size if behind else first.size if first else block.size,
            bold=bold_end >= len(text),
            bold_end=bold_end,
            bullet=bullet[0].strip() if bullet else DRAWN if a in below else "",
            side=block.kind is BlockKind.SIDE,
            x0=box.x0,
            top=behind.box.top if behind else box.top,
            table=table,
            amid=a in amid,
            numeral=behind is not None,
        )
        beside = label_before_gap(page, inner, b) if kind in {"text", "item"} else label_above(page, inner, b) if kind == "cell" else None
        beside = beside or (bold_label(page, inner, b) if kind in {"text", "item"} else None)
        yield _labelled(piece, (beside[0], beside[1] - inner) if beside else None)


def _labelled(piece: Piece, beside: tuple[str, int] | None) -> Piece:
    announced = announced_field(piece.text, piece.bold_end) or beside
    if announced:
        return replace(piece, field=announced[0], value=announced[1])
    return replace(piece, mark=mark_of(piece.text))


def block_pieces(running: RunningText, index: int, block: Block) -> Iterator[Piece]:
    """The pieces of a block that is no table."""
    kind = {BlockKind.HEADING: "heading", BlockKind.LIST_ITEM: "item"}.get(block.kind, "text")
    for number, piece in enumerate(pieces_of_span(running, index, block, kind, block.start, block.end)):
        if number == 0 and block.bullet and not piece.bullet:
            made = replace(piece, bullet=block.bullet)
            printed = block.bullet.removeprefix("(")
            numbered = mark_of(f"{printed} {piece.text}") if printed[:1].isalnum() else None
            yield replace(made, mark=replace(numbered, rest=0, printed_end=0)) if numbered and not piece.mark else made
        else:
            yield piece
