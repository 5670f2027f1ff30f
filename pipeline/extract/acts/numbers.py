"""Printed numbers of acts: their shapes at the head of a line, and what tells a gap in a sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = r"[-–—‑_/.]"
_YEAR = r"(?:19|20)\d{2}"
_PREFIX = r"(?:[A-Z]{1,8}\s?[.\-–_/]?\s?)?(?:[A-Z]{1,4}\s?[.\-–_/]?\s?)?"
_YEAR_FIRST = (
    rf"{_PREFIX}{_YEAR}\s?{_DASH}\s?(?:[A-Z]{{1,6}}\s?{_DASH}\s?)?\d{{1,4}}(?:\s?{_DASH}\s?\d{{1,3}}){{0,2}}(?:\s?(?:bis|ter))?[A-Z]?"
)
_YEAR_LAST = rf"(?:[A-Z]{{1,8}}[.\-–_/ ]?)?\d{{1,4}}\s?[-–_/]\s?{_YEAR}"
_SHORT_YEAR = rf"[A-Z]{{2,8}}[-_ ]?\d{{2}}\s?{_DASH}\s?\d{{2,4}}(?:{_DASH}\d{{1,3}})?"
# the year, the body or sitting, the number: "23-CP09-01"
_SITTING = rf"(?:(?:19|20)\d{{2}}|\d{{2}}){_DASH}[A-Z]{{1,6}}\d{{0,4}}(?:{_DASH}[A-Z]?\d{{1,4}}){{1,2}}"
_WHOSE = (
    r"(?:\s(?:du|DU|de\s?la|DE\s?LA)\s(?:[Mm]aire|MAIRE|[Pp]r[ée]sidente?|PR[ÉE]SIDENTE?|[Cc]onseil|CONSEIL|[Bb]ureau|BUREAU)(?:\s[^\W\d_][^\W\d_'’]{4,15}\b){0,2}"
    r"|\s[Mm]unicipale|\sMUNICIPALE)?"
)
_LABEL = (
    rf"(?:(?:(?:D[ÉEée]LIB[ÉEée]RATION|D[ée]lib[ée]ration|D[ÉE]CISION|D[ée]cision){_WHOSE}|DELIB(?!\d)|D[ée]lib|DCM(?!\d)|DCC(?!\d)|ACTE|Acte|Arr[êe]t[ée]"
    r"|(?:Num[ée]ro|NUM[ÉE]RO)(?:\s?:)?|R[ée]f(?:[ée]rence)?\s?\.?\s?:)\.?\s*)"
)
SIGN = r"(?:[nN][°ºo]\.?\s?(?::\s?)?|N[°º]\s?(?::\s?)?)"
_DAY = r"20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"  # the day of the sitting: "D20240612-03", "CC-240612-07"
_OF_DAY = rf"(?:(?:[A-Z]{{1,8}}[-_. ]?)?{_DAY}|[A-Z]{{1,8}}[-_.]\d{{6}}){_DASH}\d{{1,3}}(?!\d)"
_SHAPED = rf"(?:{_YEAR_FIRST}|{_YEAR_LAST}|{_SHORT_YEAR}|{_SITTING}|{_OF_DAY})"
_FREE = r"(?:[A-Z]{1,8}[-_/.]?)?\d{1,8}(?:[-_/.]?[A-Z]{1,6}[-_/.]?\d{1,6}|[-_/.]\d{1,6})*[A-Z]{0,3}"
SIGNED_ALONE = re.compile(rf"\W*{SIGN}(?P<number>{_SHAPED}|{_FREE})\W*")  # a line that holds a sign and a number, and nothing else

FORMAL = re.compile(
    rf"(?:{_LABEL}{SIGN}?(?P<labelled>{_SHAPED}|{_FREE})|(?:(?:RAPPORT|Rapport|DOSSIER|Dossier|AFFAIRE|Affaire)\s+)?{SIGN}(?P<signed>{_SHAPED})|(?P<plain>{_SHAPED}))"
    r"(?![\w€%])(?P<sep>\s*[-–—:.,;|]+\s*|\s+|$)"
)
ORDINAL = re.compile(
    r"(?P<ordinal>(?:[IVX]{1,5}|\d{1,2}|[A-K](?=[.)])|[A-K]\d{1,2}(?=\s?/))(?:[.\-]\d{1,2}|[.\-][a-z](?=[.)]))*)(?:\s?(?:[.)°/]|\.[-–]|[.)]\s?[-–])"
    r"|\s?[-–:]|(?:(?<=\d\.\d)|(?<=\d\.\d\d))(?=\s+[A-ZÀ-Ý][^\W\d_]))(?P<sep>\s*(?:[-–—]\s+)?)(?=\S)"
)
POINT = re.compile(
    r"(?:POINT|Point|QUESTION|Question|AFFAIRE|Affaire|DOSSIER|Dossier|RAPPORT"
    r"|Rapport)\s*(?:[nN][°ºo]\s?)?(?P<ordinal>(?:[IVX]{1,4}[.\-])?\d{1,3}(?:[.\-]\d{1,2})?)(?P<sep>\s*[-–—:.]*\s*)"
)
SIGNED = re.compile(r"[nN]\s?[°º]\s?(?P<ordinal>\d{1,3})(?P<sep>\s*[-–—:.)/]+\s*)(?=\S)")
DATE = re.compile(r"(?:\d{1,2}[./-]){2}(?:\d{4}|\d{2})(?!\d)")
_REFERS = re.compile(r"(?:du|de|des|en date|relative?|portant|modifi|et|le|par|vis[ée]|pr[ée]cit|ci-|sur|dans|avec|annul)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_PLAIN = re.compile(r"[^0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number at the head of a line: `start:end` is the number itself, `rest` where the words after it begin."""

    number: str
    start: int
    end: int
    rest: int
    formal: bool
    labelled: bool = False


def formal_number(text: str, start: int = 0) -> Printed | None:
    """A number with a year, or one that "Délibération n°" announces, at `start`; None when the words after it show a mere reference."""
    match = FORMAL.match(text, start)
    if not match or DATE.match(text, start):
        return None
    labelled = match["labelled"]
    number = labelled or match["signed"] or match["plain"]
    if _is_period(number) or re.fullmatch(r"(?:19|20)\d\d", number) or (_refers(text, match) and not (labelled and len(text) - start < 90)):
        return None
    group = "labelled" if labelled else "signed" if match["signed"] else "plain"
    return Printed(number, match.start(group), match.end(group), match.end(), formal=True, labelled=bool(labelled))


def ordinal_number(text: str, start: int = 0) -> Printed | None:
    """A plain or roman ordinal ("3.", "II.2 -", "A)", "Point n° 4 :", "n° 4 -") at `start`."""
    match = POINT.match(text, start) or SIGNED.match(text, start) or ORDINAL.match(text, start)
    if not match or DATE.match(text, start):
        return None
    return Printed(
        match["ordinal"], match.start("ordinal"), match.end("ordinal"), match.end(), formal=False, labelled=match.re is not ORDINAL
    )


def _is_period(number: str) -> bool:
    years = re.fullmatch(r"([A-Z]{3,8} )?((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)", number)  # "PCAET 2023-2028": a plan and its years
    return years is not None and (years[1] is None or years[2] < years[3])


def _refers(text: str, match: re.Match[str]) -> bool:
    """A number followed by "du 12 mars", "relative à" is cited, not given."""
    return not match["sep"].strip() and _REFERS.match(text, match.end()) is not None


def compact(number: str) -> str:
    """The number without separators and case: "D2024 – 14" and "d2024-14" compare equal."""
    return _PLAIN.sub("", number.upper())


def serial(number: str) -> tuple[str, int] | None:
    """What comes before the last run of digits, and that run: ("DE2012", 133). None without digits."""
    runs = list(_DIGITS.finditer(number))
    if not runs:
        return None
    last = runs[-1]
    if len(runs) > 1 and len(last[0]) == 4 and last[0][:2] in {"19", "20"} and len(runs[0][0]) < 4:
        return compact(last[0]), int(runs[0][0])  # "107_2024"
    return compact(number[: last.start()]), int(last[0])
