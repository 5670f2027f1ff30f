"""Tables whose cells are cards: a title over labelled values, several to a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.measures.labels import announced_field
from pipeline.extract.measures.numbering import is_only_number
from pipeline.extract.measures.pieces import SMALLER, Piece, bold_run, page_words, pieces_of_span, printed_lines, split_span
from pipeline.extract.measures.standalone import says_votes
from pipeline.extract.money import find_sums
from pipeline.records.source import Block, Cell, Page, RunningText

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PRICED = 4  # cells with a title and a price that make a table of cards
_BESIDE = 10  # characters beside the sum of a line that says nothing else
_FEW = 4  # words of a line over the title, which says the rank, the votes or the theme


def is_cards(page: Page, rows: list[list[Cell]]) -> bool:
    """Whether most cells are a fiche each, several to a row: words of their own over two labelled values ("Porteur : ..."), or a title in
    bold over lines of which one says the price or the votes."""
    cells = [c for row in rows for c in row]
    cards = [c for c in cells if _is_card(page, c)]
    priced = [c for c in cells if _is_priced(page, c)]
    return (len(cards) >= 2 and 2 * len(cards) >= len(cells)) or (len(priced) >= _PRICED and len(priced) == len(cells))


def _is_priced(page: Page, cell: Cell) -> bool:
    """Whether a cell is a title in bold over lines of its own, one of them nothing but a sum or votes ("18 000 €", "412 voix")."""
    first, *below = [page.text[a:b].strip() for a, b in _titled_lines(page, cell)]
    return len(first.split()) > 1 and any(says_votes(line) or _says_sum(line) for line in below)


def _titled_lines(page: Page, cell: Cell) -> list[tuple[int, int]]:
    """The bold lines that open a cell as one, then its other lines each; the whole cell where it does not open with whole lines in bold."""
    end = bold_run(page, cell.start, cell.end)
    lines = printed_lines(page, cell.start, cell.end)
    below = [(a, b) for a, b in lines if a >= end]
    whole = cell.start < end and bool(below) and all(b <= end or a >= end for a, b in lines)
    return [(cell.start, below[0][0]), *below] if whole else [(cell.start, cell.end)]


def _says_sum(line: str) -> bool:
    sums = find_sums(line)
    return len(sums) == 1 and len(line) - (sums[0].end - sums[0].start) <= _BESIDE


def _is_card(page: Page, cell: Cell) -> bool:
    spans = split_span(page, cell.start, cell.end, cell=True)
    labels = [announced_field(page.text[a:b], bold_run(page, a, b) - a) is not None for a, b in spans]
    return len(labels) >= 2 and not labels[0] and sum(labels) >= 1 and bool(_LETTERS.search(page.text, *spans[0]))


def card_pieces(running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]]) -> Iterator[Piece]:
    """The pieces of cards, card by card, each with its title first."""
    page = running.document.pages[index]
    for cell in (c for row in rows for c in row):
        title = _large_title(page, cell)
        if title is None:
            lines = _titled_lines(page, cell) if _is_priced(page, cell) else [(cell.start, cell.end)]
            pieces = [p for a, b in lines for p in pieces_of_span(running, index, block, "cell", a, b, table)]
            first = next((at for at, p in enumerate(pieces) if not p.field and not is_only_number(p.text)), None)
            yield from (replace(p, kind="fiche") if at == first else p for at, p in enumerate(pieces))
            continue
        parts = [title, *_without(title, cell.start, cell.end, page)]
        head, *pieces = [p for a, b in parts for p in pieces_of_span(running, index, block, "cell", a, b, table)]
        number = next((p for p in pieces if p.mark and p.mark.meaning == "measure" and is_only_number(p.text)), None)
        mark = replace(number.mark, value=number.text, rest=0, printed_end=0) if number and number.mark else head.mark
        yield replace(head, kind="fiche", mark=head.mark or mark)
        yield from (_over_title(p) if p.start < head.start else p for p in pieces if p is not number)


def _over_title(piece: Piece) -> Piece:
    """What stands over the title of a card: the votes behind its rank ("1er · 412 voix") say who supports it."""
    voted = says_votes(piece.rest)
    return replace(piece, field="support", value=len(piece.text) - len(piece.rest), mark=None) if voted else piece


def _without(title: tuple[int, int], start: int, end: int, page: Page) -> Iterator[tuple[int, int]]:
    """What a card holds beside its title: what stands over it, the lines below that are only a number, and the rest."""
    yield (start, title[0])
    at = title[1]
    for a, b in printed_lines(page, title[1], end):
        if is_only_number(page.text[a:b]):
            yield (at, a)
            yield (a, b)
            at = b
    yield (at, end)


def _large_title(page: Page, cell: Cell) -> tuple[int, int] | None:
    """The span of the lines of a card in larger letters than all others, below few words or none; None where it has no such lines."""
    lines = [(a, b, max(w.size for w in page_words(page, a, b))) for a, b in printed_lines(page, cell.start, cell.end)]
    worded = [line for line in lines if not is_only_number(page.text[line[0] : line[1]])]
    largest = max((size for _, _, size in worded), default=0.0)
    large = [line for line in worded if line[2] > largest - 0.1]
    others = [line for line in worded if line not in large]
    start, end = (large[0][0], large[-1][1]) if large else (0, 0)
    whole = not any(start < a < end for a, _, _ in others) and len(page.text[cell.start : start].split()) <= _FEW
    return (start, end) if whole and others and all(size < SMALLER * largest for _, _, size in others) else None
