"""Cells of open data as values: sums, dates, company numbers. A cell that is not understood gives None, never a guess."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_MONEY = re.compile(r"^(?P<sign>[-+–−]?)(?P<number>\d[\d.,']*|[.,]\d+)(?P<unit>k€|m€|€|euros?|eur)?(?P<tail>-?)(?P<note>\(.*\))?$", re.I)
_GROUPED = re.compile(r"^\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})*$")
_SCIENTIFIC = re.compile(r"^[-+]?\d(?:[.,]\d+)?e[+]?\d{1,2}$", re.I)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_FRENCH = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^([34]\d{4})(?:\.0+)?$")
_SPREADSHEET_EPOCH = date(1899, 12, 30)
LARGEST = Decimal(10) ** 13  # euros: more than the State's budget is a misread cell


def read_cents(cell: str) -> int | None:
    """A sum in cents: "1 500,00 €", "22000.80", "1,500", "(300)", "1.5E+06". None for words, NaN, infinities and mixed cells.

    A group of exactly three digits after one comma or point is thousands, as no sum has three decimals: "1.234" is 1 234 euros.
    """
    text = _SPACES.sub("", cell)
    negative = text.startswith("(") and text.endswith(")") and text[1:2].isdigit()
    if negative:
        text = text[1:-1]
    if _SCIENTIFIC.match(text):
        return _to_cents(Decimal(text.replace(",", ".")), negative)
    found = _MONEY.match(text)
    if not found or (found["unit"] or "").lower() in ("k€", "m€"):
        return None
    number = _plain_number(found["number"])
    if number is None:
        return None
    return _to_cents(number, negative or found["sign"] in ("-", "–", "−") or bool(found["tail"]))


def _plain_number(text: str) -> Decimal | None:
    if _GROUPED.match(text) and not text.startswith("0"):
        return Decimal(re.sub(r"\D", "", text))
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return Decimal(text.replace("'", ""))
    whole, decimals = text[:last], text[last + 1 :]
    groups = re.split(r"[.,']", whole)
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return None
    if not decimals.isdigit() and decimals:
        return None
    return Decimal(f"{''.join(groups) or '0'}.{decimals or '0'}")


def _to_cents(euros: Decimal, negative: bool) -> int | None:
    if not euros.is_finite() or abs(euros) > LARGEST:
        return None
    cents = int((euros * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return -cents if negative else cents


def read_date(cell: str) -> date | None:
    """A day: ISO (also "2021/07/02 00:00:00+00"), French "02/07/2021", "20210702" or a spreadsheet's day number. None otherwise."""
    text = cell.strip()
    try:
        for pattern, order in ((_ISO, (1, 2, 3)), (_FRENCH, (3, 2, 1)), (_COMPACT, (1, 2, 3))):
            found = pattern.match(text)
            if found:
                year, month, day = (int(found[i]) for i in order)
                return date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None
    serial = _SERIAL.match(text)
    return _SPREADSHEET_EPOCH + timedelta(days=int(serial[1])) if serial else None


def read_year(cell: str) -> int | None:
    """A budget year, alone ("2024", "2024.0") or opening a date."""
    found = re.match(r"^\s*(?:exercice\s+)?((?:19|20)\d{2})(?:\.0+)?(?:$|[-/\s])", cell, re.I)
    if found:
        return int(found[1])
    day = read_date(cell)
    return day.year if day else None


def read_siret(cell: str) -> str | None:
    """A SIRET of 14 digits or a SIREN of 9, also typed as a float ("20000017400018.0", "2,0000017400018E+13"). None otherwise.

    A number that a spreadsheet shortened by its leading zero gets it back.
    """
    text = _SPACES.sub("", cell)
    if _SCIENTIFIC.match(text):
        text = str(int(Decimal(text.replace(",", "."))))
    text = re.sub(r"[.,]0+$", "", text)
    if not text.isdigit():
        return None
    if len(text) == 13:
        text = "0" + text
    return text if len(text) in (9, 14) else None
