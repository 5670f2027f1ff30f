"""Bullets: the printed mark that opens a list item, and private-use glyphs of symbol fonts made readable."""

from __future__ import annotations

import functools
import re

from pipeline.read.printed import Printed
from pipeline.records.lexicon import load_table

PRIVATE = re.compile("[\ue000-\uf8ff]")
NUMBERED = re.compile(r"^(?:\(?\d{1,3}[.)°]\)?|\d{1,2}°\)|\(?[a-zA-Z]\)|[a-z]\.|[ivx]{1,4}[.)]|[①-⑳❶-❿➀-➓])$")
GLUED = re.compile(r"^(\d{1,2}[)°]|[a-z]\))(?=[^\W\d_])")


@functools.cache
def _marks() -> dict[str, str]:
    return {row["pattern"]: row["meaning"] for row in load_table("bullets")}


def bullet_of(word: str) -> str | None:
    """The bullet that a word is by itself, as shown to people; None when it is none."""
    mark = _marks().get(word)
    if mark is not None:
        return mark
    if NUMBERED.match(word):
        return word
    if len(word) <= 2 and PRIVATE.match(word):
        return "•"
    return None


def glued_bullet(word: str) -> tuple[str, int] | None:
    """A bullet written against the first word ("-Approuve", "1)Vote"): the bullet and its length; None without one."""
    first = word[0]
    mark = _marks().get(first) if first not in "o+*" else None
    if mark is None and PRIVATE.match(first):
        mark = "•"
    if mark is not None and len(word) > 2 and word[1].isalpha():
        return mark, 1
    found = GLUED.match(word)
    return (found.group(1), found.end()) if found else None


def drawn_bullets(marks: list[tuple[float, float, float, float]], words: list[Printed]) -> list[Printed]:
    """Bullets that are pictures or drawn dots: small, before a word of their line, nothing to their left, and at least two alike."""
    found: list[Printed] = []
    for x0, top, x1, bottom in marks:
        middle = (top + bottom) / 2
        line = [w for w in words if w.upright and w.top <= middle <= w.bottom]
        after = min((w for w in line if w.x0 >= x1 - 1), key=lambda w: w.x0, default=None)
        if after is None or after.x0 - x1 > 3 * after.size or bottom - top > 1.5 * after.size:
            continue
        if any(w.x0 < x1 and w.x1 > x0 - 1.5 * after.size for w in line) or bullet_of(after.text) == after.text:
            continue
        order = len(words) + len(found)
        found.append(after._replace(text="•", x0=x0, top=after.top, x1=x1, bottom=after.bottom, order=order, cut=False))
    alike = [f for f in found if sum(abs((f.x1 - f.x0) - (g.x1 - g.x0)) < 1 for g in found) >= 2]
    return [f._replace(order=len(words) + i) for i, f in enumerate(alike)]


def readable(text: str) -> str:
    """Private-use characters replaced: letters of symbol-encoded fonts by themselves, known glyphs by their meaning, others dropped."""
    if not PRIVATE.search(text):
        return text
    marks = _marks()
    if text in marks:
        return marks[text]
    inner = [ord(c) - 0xF000 for c in text if PRIVATE.match(c)]
    if len(inner) >= 2 and all(0x21 <= c < 0x7F for c in inner):
        return "".join(chr(ord(c) - 0xF000) if PRIVATE.match(c) else c for c in text)
    return "".join(marks.get(c, "") if PRIVATE.match(c) else c for c in text)
