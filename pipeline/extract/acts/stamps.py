"""Transmission ids of the contrôle de légalité and the acts they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.acts.numbers import compact, serial
from pipeline.extract.dates import find_dates, make_date
from pipeline.extract.flat import flat
from pipeline.records.source import Document, Span

# département-SIREN-date of the act-number-nature
_ID = re.compile(r"(?<!\w)(\d{2,3}|2[AB])-(\d{9})-(\d{4})(\d\d)(\d\d)-([A-Za-z0-9_.\-/ ]{1,30}?)-(DE|AR|AI|AU|BF|CC|DELIB)(?![A-Za-z])")
_RECEIVED = re.compile(r"\b(?:recu|reception)\b[^.;]{0,40}?(?:le|:)\s*(?=\d)")
STAMP_LINE = re.compile(
    r"^\W*(?:envoye en prefecture|recu en prefecture|affiche le|publie le|id\s*:|accuse de reception"
    r"|date de (?:tele)?transmission|date de reception|ar (?:controle|prefecture)|"
    r"acte (?:rendu )?executoire|certifie executoire|\d{2,3}-\d{9}-\d{8}-)"
)


@dataclass(frozen=True, slots=True)
class Transmission:
    """What a stamp says of an act. `page` is where it was first seen."""

    page: int
    id: str
    act_date: date | None
    number: str
    nature: str
    received: date | None


def transmissions_of(document: Document) -> tuple[Transmission, ...]:
    """Each transmission id of the document once, in the order of its first page. The reader's own stamps go first."""
    found: dict[str, Transmission] = {}
    for page in document.pages:
        for stamp in page.stamps:
            if stamp.transmission_id and stamp.transmission_id not in found and stamp.number:
                found[stamp.transmission_id] = Transmission(
                    page.number, stamp.transmission_id, stamp.act_date, stamp.number, stamp.nature or "", stamp.received
                )
        for match in _ID.finditer(page.text):
            if match[0] not in found:
                day = make_date(int(match[3]), int(match[4]), int(match[5]))
                found[match[0]] = Transmission(
                    page.number, match[0], day, match[6], match[7], _received(page.text, match.start(), match.end())
                )
    return tuple(found.values())


def _received(text: str, start: int, end: int) -> date | None:
    around = text[max(start - 160, 0) : end + 160]
    named = _RECEIVED.search(flat(around))
    if not named:
        return None
    return next((d.value for d in find_dates(around) if d.start >= named.end() - 1), None)


def transmission_for(number: str | None, pages: Span, found: Sequence[Transmission]) -> Transmission | None:
    """The stamp of the act with this number, else the only one on its pages (first, last); None when in doubt."""
    if number:
        own = [t for t in found if _same(number, t.number)]
        if len(own) == 1:
            return own[0]
        return None
    near = [t for t in found if pages[0] <= t.page <= pages[1]]
    return near[0] if len(near) == 1 else None


def _same(printed: str, stamped: str) -> bool:
    """Numbers compare without separators, or by year and serial ("DE-2012/133" and "D2012-133")."""
    if compact(printed) == compact(stamped):
        return True
    a, b = serial(printed), serial(stamped)
    if not a or not b or a[1] != b[1]:
        return False
    digits = [re.sub(r"\D", "", part) for part in (a[0], b[0])]
    return digits[0] == digits[1] and bool(digits[0])
