"""Words and blocks of a page, packed: JSON of columns, compressed. Lossless, about a tenth of the records' size."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

from pipeline.records.source import Block, BlockKind, Box, Cell, Line, Page
from pipeline.records.words import BOLD, ITALIC, Words, in_columns

_LEVEL = 6


def layout_hash(page: Page, reader: str) -> str:
    """Tells whether a stored layout belongs to this page: it follows the reader, the text and the number of words and blocks."""
    key = f"{reader}\x1f{len(page.words)}\x1f{len(page.blocks)}\x1f{page.text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def pack_words(page: Page) -> bytes:
    """The words of a page: gaps and lengths of their spans, boxes, sizes, indexes of bold and italic, and forms unlike the text."""
    words = in_columns(page.words, page.text)
    ends = chain((0,), words.ends)
    columns = {
        "gap": [start - before for start, before in zip(words.starts, ends, strict=False)],
        "length": [end - start for start, end in zip(words.starts, words.ends, strict=True)],
        "printed": {str(i): form for i, form in words.printed.items()},
        "x0": words.sides[0::4].tolist(),
        "top": words.sides[1::4].tolist(),
        "x1": words.sides[2::4].tolist(),
        "bottom": words.sides[3::4].tolist(),
        "size": words.sizes.tolist(),
        "bold": [i for i, style in enumerate(words.styles) if style & BOLD],
        "italic": [i for i, style in enumerate(words.styles) if style & ITALIC],
    }
    return _packed(columns)


def unpack_words(blob: bytes, text: str) -> Words:
    """The words that `pack_words` packed; `text` is the page's text."""
    columns = json.loads(zlib.decompress(blob))
    # gap, length, gap, length, ... summed up are start, end, start, end, ...
    bounds = list(accumulate(chain.from_iterable(zip(columns["gap"], columns["length"], strict=True))))
    styles = bytearray(len(columns["size"]))
    for name, style in (("bold", BOLD), ("italic", ITALIC)):
        for index in columns[name]:
            styles[index] |= style
    sides = chain.from_iterable(zip(columns["x0"], columns["top"], columns["x1"], columns["bottom"], strict=True))
    printed = {int(index): form for index, form in columns["printed"].items()}
    sizes = array("d", columns["size"])
    return Words(text, array("I", bounds[::2]), array("I", bounds[1::2]), array("d", sides), sizes, bytes(styles), printed)


def pack_blocks(page: Page) -> bytes:
    """The blocks of a page with their lines and cells, one JSON array each."""
    return _packed([_block_row(block) for block in page.blocks])


def unpack_blocks(blob: bytes) -> tuple[Block, ...]:
    """The blocks that `pack_blocks` packed."""
    return tuple(_block(row) for row in json.loads(zlib.decompress(blob)))


def _block_row(block: Block) -> list[Any]:
    lines = [[line.start, line.end, *_sides(line.box), line.size, int(line.bold)] for line in block.lines]
    cells = [[cell.start, cell.end, cell.row, cell.column, *_sides(cell.box)] for cell in block.cells]
    flags = [int(block.bold), block.level, block.bullet, int(block.shaded)]
    joins = [int(block.continues), block.repeated, int(block.cut)] if block.continues else []
    return [str(block.kind), block.start, block.end, *_sides(block.box), block.size, *flags, lines, cells, *joins]


def _block(row: Sequence[Any]) -> Block:
    kind, start, end, x0, top, x1, bottom, size, bold, level, bullet, shaded, lines, cells, *joins = row
    continues, repeated, cut = joins or (0, 0, 0)
    return Block(
        BlockKind(kind),
        start,
        end,
        Box(x0, top, x1, bottom),
        size,
        bool(bold),
        level,
        bullet,
        bool(shaded),
        tuple(Line(a, b, Box(*sides), line_size, bool(strong)) for a, b, *sides, line_size, strong in lines),
        tuple(Cell(a, b, r, c, Box(*sides)) for a, b, r, c, *sides in cells),
        bool(continues),
        repeated,
        bool(cut),
    )


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), _LEVEL)
