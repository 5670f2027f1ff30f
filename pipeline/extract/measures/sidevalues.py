"""Votes, sums and dates set at the right edge of a title on several lines ("Prêter les gymnases    77 % pour / aux associations") or of
a labelled line ("Référent : la Commune    2026").

In reading order they stand amid the title or close the value; here they are found, so that the page can be laid out with them behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median_low

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.labels import announced_field
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.measures.pieces import BULLET, SMALLER, page_words
from pipeline.extract.measures.wording import plain
from pipeline.records.source import Block, BlockKind, Page, Word

_GAP = 1.5  # of the font size: what stands further right on its line is set apart
_PITCH = 1.7  # of the font size: the next line of a title is no further below
_BESIDE = 14  # characters beside the dates of a value that says when
_SPACE = 0.45  # of the font size: what stands further off is set apart
_FEW = 8  # words in smaller letters
_OWN = 2  # words at least before them
_EDGE = 3.0  # points between the left edges of a title's lines
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?"
_VALUE = re.compile(
    rf"\(?(?:{_NUMBER}\s?%(?: (?:pour|des voix|de oui|d'accord|des votes|de votes|favorables?))?"
    rf"|{_NUMBER} (?:voix|votes?|pour|points?|gommettes?|soutiens?|pastilles?)(?: sur \d+)?"
    rf"|(?:environ |budget : |cout : )?{_NUMBER}\s?(?:€|k€|m€|euros?|millions? d'euros)(?: ?(?:/|par) ?an)?(?: (?:ht|ttc))?"
    r"|(?:des |fin |debut |d'ici |rentree |avant )?20\d\d(?: ?[-–/] ?20\d\d)?)\)?\Z"
)


@dataclass(frozen=True, slots=True)
class SideValue:
    """The words of a value that stands amid a title. `block` and `goes_on`: where the blocks of its first line and of its next start.

    `labelled`: it closes a labelled line instead. `number`: the block of a number beside the title, which goes before it.
    """

    block: int
    words: tuple[Word, ...]
    goes_on: int | None = None
    labelled: bool = False
    number: int | None = None


def side_values(page: Page) -> dict[int, SideValue]:
    """The values amid titles and bullets of a page by the start of the block they stand in."""
    kinds = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    blocks = sorted((b for b in page.blocks if b.kind in kinds and b.start < page.body_end), key=lambda b: b.start)
    found: dict[int, SideValue] = {}
    for at, block in enumerate(blocks):
        lines = _lines(page, block)
        numbered = _number_amid(page, lines, *blocks[at + 1 : at + 3])
        if numbered is not None:
            found[block.start] = numbered
            continue
        apart = [line for line in lines if _value(page, line)]
        if len(apart) != 1:
            continue
        line, value = apart[0], _value(page, apart[0])
        below = lines[-1] is not line
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        goes_on = following is not None and not below and len(lines) == 1 and _same_title(page, line, following)
        said = BULLET.sub("", page.text[block.start : block.end], count=1)
        labelled = len(lines) == 1 and announced_field(said) is not None
        if below or goes_on or labelled or value[0].size < SMALLER * line[0].size:
            found[block.start] = SideValue(block.start, value, following.start if goes_on and following else None, labelled)
    return found


def _lines(page: Page, block: Block) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in page_words(page, block.start, block.end):
        middle = (word.box.top + word.box.bottom) / 2
        if lines and abs(middle - (lines[-1][-1].box.top + lines[-1][-1].box.bottom) / 2) < 0.4 * max(word.size, 6):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _number_amid(page: Page, lines: list[list[Word]], number: Block | None = None, rest: Block | None = None) -> SideValue | None:
    """The number that stands left of a title and between its two lines, and is read there ("Ouvrir un café / 6 / associatif")."""
    if number is None or rest is None or len(lines) != 1 or not is_only_number(page.text[number.start : number.end]):
        return None
    first, below = lines[0][0], next(iter(page_words(page, rest.start, rest.end)), None)
    alike = (
        below is not None and below.bold == first.bold and abs(below.size - first.size) < 0.2 and abs(below.box.x0 - first.box.x0) < _EDGE
    )
    if below is None or not alike or not 0 < below.box.top - first.box.top < _PITCH * max(first.size, 6):
        return None
    amid = number.box.x1 < first.box.x0 and first.box.top < number.box.bottom and number.box.top < below.box.bottom
    words = tuple(page_words(page, number.start, number.end))
    return SideValue(number.start, words, rest.start, number=number.start) if amid else None


def _value(page: Page, line: list[Word]) -> tuple[Word, ...]:
    """The words behind the last wide gap of a line when they are a value, else none."""
    cuts = [i for i in range(1, len(line)) if line[i].box.x0 - line[i - 1].box.x1 > _GAP * max(line[i].size, 6)]
    words = tuple(line[cuts[-1] :]) if cuts else ()
    said = page.said(words)
    return words if words and (_VALUE.match(plain(said)) or _is_when(said)) else _in_smaller_letters(line)


def _in_smaller_letters(line: list[Word]) -> tuple[Word, ...]:
    """The few words at the end of a line that are set in smaller letters than what stands before them, and apart from it."""
    usual = median_low([w.size for w in line])
    start = next((i + 1 for i in reversed(range(len(line))) if line[i].size >= SMALLER * usual), 0)
    apart = 0 < start < len(line) and line[start].box.x0 - line[start - 1].box.x1 > _SPACE * line[start].size
    return tuple(line[start:]) if apart and len(line) - start <= _FEW and start > _OWN else ()


def _is_when(said: str) -> bool:
    """Whether a few words only say when ("dès septembre 2025", "hivers 2025 et 2026")."""
    periods = find_periods(said)
    return bool(periods) and len(said) - sum(p.end - p.start for p in periods) <= _BESIDE


def _same_title(page: Page, line: list[Word], following: Block) -> bool:
    """Whether a block of its own is the second line of the title that `line` opens."""
    first = next(iter(page_words(page, following.start, following.end)), None)
    if first is None or not page.text[following.start : following.end].lstrip()[:1].islower():
        return False
    alike = first.bold == line[0].bold and abs(first.size - line[0].size) < 0.2
    return alike and abs(first.box.x0 - line[0].box.x0) < _EDGE and 0 < first.box.top - line[0].box.top < _PITCH * max(first.size, 6)
