"""Words of a page through pdfium's C interface: one call for the text, boxes and fonts only where a word begins or ends."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.read.frame import Frame
from pipeline.read.printed import Printed

TOKEN = re.compile(r"[^\s\x00\u200b\ufeff]+")
SELECTORS = "\ufe0e\ufe0f"  # say how the sign before them is drawn, and are no sign themselves
HYPHENS = "\ufffe\x02"  # pdfium's marks of a hyphen at a line end
DOTS = "·•‧∙⋅"  # dots of inclusive writing
BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi(?!at)|,b|-bd|gras", re.IGNORECASE)
ITALIC_NAME = re.compile(r"italic|oblique|-it$|,i", re.IGNORECASE)
FORCE_BOLD = 1 << 18
ITALIC_FLAG = 1 << 6


class Style(NamedTuple):
    """How a text object is set."""

    size: float
    bold: bool
    italic: bool
    right: float  # direction of writing on the seen page: (right, down), a unit vector
    down: float
    colour: int


PLAIN = Style(0.0, False, False, 1.0, 0.0, 0)


class TextReader:
    """Reads the words of one loaded page. Holds buffers that are reused for all its words."""

    def __init__(self, page: Any, textpage: Any, frame: Frame) -> None:
        self.page = page
        self.textpage = textpage
        self.frame = frame
        self.rect = pdfium.FS_RECTF()
        self.at_rect = ctypes.byref(self.rect)
        self.styles: dict[int, Style] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.broken = 0
        # The same function, giving an address: a pointer object for each word would cost more than the call.
        place = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value
        self.object_at = ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium.FPDF_TEXTPAGE, ctypes.c_int)(place or 0)

    def words(self) -> list[Printed]:
        """All words in the file's own order; `broken` then counts characters without a Unicode value."""
        text = self.text()
        found: list[Printed] = []
        for match in TOKEN.finditer(text):
            word = match.group()
            if word[-1] in SELECTORS:
                word = word.rstrip(SELECTORS)
                if not word:
                    continue
            self._take(word, match.start(), found)
        return _inclusive(found)

    def text(self) -> str:
        """The page's text, one character for each pdfium character index."""
        count = pdfium.FPDFText_CountChars(self.textpage)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        units = pdfium.FPDFText_GetText(self.textpage, 0, count, buffer) - 1
        if units == count:
            text = ctypes.string_at(buffer, units * 2).decode("utf-16-le", "replace")
            if len(text) == count:
                self.broken = text.count("\ufffd") + text.count("\x00")
                return text
        unicode, textpage = pdfium.FPDFText_GetUnicode, self.textpage
        characters = [unicode(textpage, i) for i in range(count)]
        self.broken = characters.count(0)
        return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in characters)

    def _take(self, text: str, start: int, found: list[Printed]) -> None:
        for mark in HYPHENS:
            at = text.find(mark)
            if at >= 0:
                if at > 0:
                    self._put(text[:at] + "-", start, start + at - 1, found, cut=True)
                if at + 1 < len(text):
                    self._take(text[at + 1 :], start + at + 1, found)
                return
        self._put(text, start, start + len(text) - 1, found)

    def _put(self, text: str, first: int, last: int, found: list[Printed], cut: bool = False) -> None:
        begins = self._box(first)
        style = self._style(first)
        upright = style.right > 0.7
        x0, top, x1, bottom = begins
        if last > first:
            ends = self._box(last)
            x0, top = (x0 if x0 < ends[0] else ends[0]), (top if top < ends[1] else ends[1])
            x1, bottom = (x1 if x1 > ends[2] else ends[2]), (bottom if bottom > ends[3] else ends[3])
            letter = ends[3] - ends[1]
            if upright and bottom - top > 1.6 * letter > 0 and min(begins[3], ends[3]) - max(begins[1], ends[1]) < 0.3 * letter:
                self._split(text, first, last, found, cut)
                return
        size = style.size
        depth = bottom - top if abs(style.right) > 0.7 else x1 - x0
        if not 0.4 * size < depth < 3.5 * size:
            size = depth / 1.15
        found.append(Printed(text, x0, top, x1, bottom, round(size, 1), style.bold, style.italic, upright, cut, len(found), style.colour))

    def _split(self, text: str, first: int, last: int, found: list[Printed], cut: bool) -> None:
        """A word whose ends stand on different lines: cut it where the line changes."""
        previous = self._box(first)
        for offset in range(1, last - first + 1):
            box = self._box(first + offset)
            if box[1] > previous[3] - 0.3 * (previous[3] - previous[1]) or box[3] < previous[1] + 0.3 * (previous[3] - previous[1]):
                self._put(text[:offset], first, first + offset - 1, found)
                self._put(text[offset:], first + offset, last, found, cut)
                return
            previous = box
        style = self._style(first)
        a, b = self._box(first), self._box(last)
        place = min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
        found.append(Printed(text, *place, round(style.size, 1), style.bold, style.italic, True, cut, len(found), style.colour))

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Seen rectangle of one character, with the height of its font."""
        rect = self.rect
        pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.at_rect)
        frame = self.frame
        if frame.rotation == 0:
            return rect.left - frame.left, frame.top - rect.top, rect.right - frame.left, frame.top - rect.bottom
        return frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _style(self, index: int) -> Style:
        address = self.object_at(self.textpage, index)
        if not address:
            return PLAIN
        style = self.styles.get(address)
        if style is None:
            style = self.styles[address] = self._measure(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), index)
        return style

    def _measure(self, handle: Any, index: int) -> Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.textpage, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.textpage, index) * math.hypot(matrix.c, matrix.d)
        length = math.hypot(matrix.a, matrix.b) or 1.0
        right, down = self.frame.direction(matrix.a / length, matrix.b / length)
        bold, italic = self._font(pdfium.FPDFTextObj_GetFont(handle))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        bold = bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Style(size, bold, italic or abs(matrix.c) > 0.15 * abs(matrix.d) > 0, right, down, fill_colour(handle))

    def _font(self, font: Any) -> tuple[bool, bool]:
        if not font:
            return False, False
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        known = self.fonts.get(address)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", "replace")
            flags = max(pdfium.FPDFFont_GetFlags(font), 0)
            bold = bool(BOLD_NAME.search(name)) or bool(flags & FORCE_BOLD)
            known = self.fonts[address] = (bold, bool(ITALIC_NAME.search(name)) or bool(flags & ITALIC_FLAG))
        return known


def _inclusive(words: list[Printed]) -> list[Printed]:
    """Join "acteur·" and "ices" where only the dot's own width parts them."""
    found: list[Printed] = []
    for word in words:
        last = found[-1] if found else None
        dotted = last is not None and (last.text[-1] in DOTS or word.text[0] in DOTS)
        if last is not None and ((dotted and _touch(last, word)) or _raised(last, word)):
            found[-1] = last._replace(text=last.text + word.text, x1=max(word.x1, last.x1), cut=word.cut)
        else:
            found.append(word)
    return found


def _raised(a: Printed, b: Printed) -> bool:
    """Whether b is a raised or lowered figure or ending set against a ("m" and "3")."""
    beside = -0.2 * a.size < b.x0 - a.x1 < 0.12 * a.size and b.top < a.bottom and b.bottom > a.top
    return beside and len(b.text) <= 3 and b.size < 0.8 * a.size


def _touch(a: Printed, b: Printed) -> bool:
    level = abs(a.bottom - b.bottom) < 0.3 * a.size
    letters = len(a.text) > 1 and a.text.strip(DOTS)[-1:].isalpha() and b.text.strip(DOTS)[:1].islower()
    return level and letters and -0.2 * a.size < b.x0 - a.x1 < 0.35 * a.size


def fill_colour(handle: Any) -> int:
    """Fill colour of a page object as 0xRRGGBB; black when pdfium cannot tell."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return 0
    return (red.value << 16) | (green.value << 8) | blue.value
