"""A letter as plain text."""

from __future__ import annotations

import textwrap

from pipeline.report.french import typeset
from pipeline.report.letters.letter import Block, Kind, Letter

WIDTH = 78
_INDENTS = {Kind.RECIPIENT: (" " * 30, " " * 30), Kind.POINT: ("- ", "  ")}


def letter_text(of: Letter) -> bytes:
    """The letter as UTF-8 text with lines of at most 78 characters."""
    parts: list[str] = []
    for place, block in enumerate(of.blocks):
        parts.append(_ruled(block) if block.kind is Kind.BLANK else _filled(block))
        following = of.blocks[place + 1].kind if place + 1 < len(of.blocks) else None
        if block.kind not in (Kind.SENDER, Kind.POINT, Kind.BLANK) or block.kind is not following:
            parts.append("")
    return ("\n".join(parts).rstrip() + "\n").encode()


def _ruled(block: Block) -> str:
    words = typeset(block.text)
    return f"  {words} ".ljust(WIDTH, ".") if words else "  ".ljust(WIDTH, ".")


def _filled(block: Block) -> str:
    first, rest = _INDENTS.get(block.kind, ("", ""))
    return textwrap.fill(
        typeset(block.text), WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
