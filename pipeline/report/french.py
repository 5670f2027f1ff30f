"""French as it is printed: days, shares, plurals, the spaces of punctuation, and text that cannot disturb a page."""

from __future__ import annotations

import re
from datetime import date

from pipeline.records.french import MONTHS, NBSP, THIN


def day(value: date | None) -> str:
    """A day in words: 1er mars 2023; "date inconnue" for None."""
    if value is None:
        return "date inconnue"
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """A month in words: mars 2023."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def percent(share: float) -> str:
    """A share 0..1 as French prints it: 93 %, rounded down so that 99.9 % is never printed as all."""
    return f"{int(share * 100 + 1e-9)}{NBSP}%"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: 0 and 1 take the singular in French."""
    grouped = f"{number:,}".replace(",", THIN)
    return f"{grouped}{NBSP}{singular if abs(number) < 2 else plural or singular + 's'}"


_BEFORE = re.compile(r"(?<=\S)[ \u00a0\u202f]+([;!?])(?=[\s<»)\"]|$)")
_COLON = re.compile(r"(?<=\S)[ \u202f]+([:»])(?=[\s<,.;)\"]|$)")
_OPENING = re.compile(r"«[ \u202f]+")


def typeset(text: str) -> str:
    """The spaces that French wants: narrow and fast before ; ! ? and fast before : and inside « ». Idempotent."""
    return _OPENING.sub(f"«{NBSP}", _COLON.sub(rf"{NBSP}\1", _BEFORE.sub(rf"{THIN}\1", text)))


# Directions that could show a text otherwise than it is stored, and controls that XML forbids (Unicode Technical Report 36, § 3).
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text with signs that would turn or break the page made visible: U+202E becomes "[U+202E]"."""
    shown = _DIRECTION.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    return _CONTROL.sub("\ufffd", shown)
