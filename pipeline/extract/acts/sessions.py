"""The date of the sitting, with where it was read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from pipeline.extract.dates import find_dates
from pipeline.extract.flat import flat
from pipeline.records.council import SessionDate
from pipeline.records.source import Document, RunningText

_OPENING = re.compile(r"\bl'an (?:deux|20|mil)")
_SITTING = re.compile(
    r"\b(?:seance|reunion|conseil(?: municipal| communautaire| metropolitain| departemental| regional| d'administration)?"
    r"|proces[- ]verbal|compte[- ]rendu|comite (?:syndical|directeur)|bureau (?:communautaire|syndical)|commission permanente"
    r"|assemblee (?:pleniere|generale))\b"
    r"[^.;]{0,60}?\b(?:du|de|le)\s+(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?(?=\d|premier)"
)
_EARLIER = re.compile(
    r"\b(?:compte[- ]rendu|proces[- ]verbal)\b[^.;]{0,40}\b(?:seance|reunion|conseil)|precedente?|derniere|convocation|approbation"
)
_HEADS = re.compile(
    r"\b(?:seance|reunion|conseil|comite|bureau|commission permanente|assemblee pleniere|proces[- ]verbal|compte[- ]rendu)\b"
)
_BEFOREHAND = re.compile(r"\b(?:convocation|convoque|affich|approbation|prefecture|publi|transmi|par delegation)")
_GATHERED = re.compile(r"[^.;\n]{0,160}\b(?:se sont|s'est|s'etant) (?:reuni|assemble)")
_SUMMONED = re.compile(r"\b(?:convocation|convoquee?s?)\b[^.;\n]{0,20}$")
_STEM = re.compile(r"[-_.]")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
# before the day from which something applies, no sitting's date
_TERM = re.compile(r"\b(?:a compter|a partir|a dater|des|applicables?|jusqu\W{0,3}au|depuis|avant|apres) (?:du|le|de) $")
HEAD = 6000  # characters at the head of a document where the sitting is named
_SIGNED_AT = re.compile(
    r"\b(?:fait|signe)e? (?:a|en) [^\n\d]{2,60}?,? ?(?:le|ce) (?=\d|premier)"
    r"|^\W*a [a-z][^\n\d]{2,40}, le (?=\d)"
    r"|^(?!vu |considerant |article |entre )[a-z][a-z' -]{2,30}, le (?=\d{1,2} [a-z]+ 20\d\d\b)"
    r"|^\W*decision [^\n]{0,40}? du (?=\d|premier)",
    re.MULTILINE,
)
_DELIBERATED_AT = re.compile(r"\bdelibere (?:a|en) [^\n\d]{2,60}?,? ?le (?=\d|premier)")
_OWN_NUMBER = re.compile(r"^\W*deliberation\s+n°\s?[\w./-]{1,20}(?: [\w./-]{1,12})? d(?:u|e)\s", re.MULTILINE)
# a cell of the heading, with the date in the next: "Séance | 6 octobre 2022", "Date de la réunion | 6 octobre 2022"
_LABELLED = re.compile(
    r"^(?:date d[eu] (?:la |l[’'])?)?(?:s[ée]ance|r[ée]union|session|conseil|bureau)(?: du)?\s?:?\t", re.MULTILINE | re.IGNORECASE
)


def session_of(running: RunningText, start: int, end: int, stamp: date | None, *, signed: bool = False) -> SessionDate | None:
    """The sitting that `start:end` belongs to: named in it, at the head of the document, by the stamp, by the file name.

    A decision taken by delegation belongs to none: when `signed`, its date is that of its signature.
    """
    return (
        (_signature(running, start, end) if signed else None)
        or _named(running, start, min(end, start + HEAD))
        or (_named(running, 0, min(HEAD, len(running.text))) if start else None)
        or (SessionDate(stamp, "stamp") if stamp else None)
        or _printed_outside(running.document)
        or _named_at_end(running, start, end)
        or _of_file(running.document.doc)
    )


def _named_at_end(running: RunningText, start: int, end: int) -> SessionDate | None:
    """The date of "Ainsi fait et délibéré à ..., le ..."."""
    text = running.text[start:end]
    closing = _DELIBERATED_AT.search(flat(text))
    near = next((d for d in find_dates(text) if closing.end() - 1 <= d.start <= closing.end() + 2), None) if closing else None
    return SessionDate(near.value, "text", running.passage(start + near.start, start + near.end)) if near else None


def _signature(running: RunningText, start: int, end: int) -> SessionDate | None:
    """The date of "Fait à ..., le ...", or of the heading "Décision n° 12 du ..."."""
    text = running.text[start:end]
    for signed in _SIGNED_AT.finditer(flat(text)):
        near = next((d for d in find_dates(text) if signed.end() - 1 <= d.start <= signed.end() + 2), None)
        if near:
            return SessionDate(near.value, "text", running.passage(start + near.start, start + near.end))
    return None


def _named(running: RunningText, start: int, end: int) -> SessionDate | None:
    text = running.text[start:end]
    plain = flat(text)
    dates = [d for d in find_dates(text) if not _TERM.search(plain, max(d.start - 20, 0), d.start)]
    opening = _OPENING.search(plain)
    if opening:
        for one in dates:
            if opening.start() <= one.start <= opening.start() + 160 or one.start == opening.start():
                source = "words" if one.in_words else "text"
                return SessionDate(one.value, source, running.passage(start + one.start, start + one.end))
    for one in dates:
        if _GATHERED.match(plain, one.end) and not _SUMMONED.search(plain, max(one.start - 40, 0), one.start):
            return SessionDate(one.value, "words" if one.in_words else "text", running.passage(start + one.start, start + one.end))
    for label in _LABELLED.finditer(text):
        near = next((d for d in dates if label.end() <= d.start <= label.end() + 2), None)
        if near:
            return SessionDate(near.value, "text", running.passage(start + near.start, start + near.end))
    if (
        start == 0
        and dates
        and dates[0].start < 250
        and _HEADS.search(plain[: dates[0].start])
        and not _BEFOREHAND.search(plain[: dates[0].start])
    ):
        return SessionDate(dates[0].value, "text", running.passage(dates[0].start, dates[0].end))
    for sitting in _SITTING.finditer(plain):
        heads = start == 0 and sitting.start() < 250 and "approbation" not in plain[: sitting.start()]
        if not heads and _EARLIER.search(plain, max(sitting.start() - 60, plain.rfind("\n", 0, sitting.start()), 0), sitting.end()):
            continue
        near = next((d for d in dates if sitting.end() - 2 <= d.start <= sitting.end() + 3), None)
        if near:
            return SessionDate(near.value, "words" if near.in_words else "text", running.passage(start + near.start, start + near.end))
    own = _OWN_NUMBER.search(plain)
    near = next((d for d in dates if own.end() <= d.start <= own.end() + 2), None) if own else None
    return SessionDate(near.value, "text", running.passage(start + near.start, start + near.end)) if near else None


def _printed_outside(document: Document) -> SessionDate | None:
    """A running header or footer that names the sitting ("Conseil communautaire du 6 avril 2023")."""
    for page in document.pages[:2]:
        outside = page.text[page.body_end :]
        plain = flat(outside)
        for sitting in _SITTING.finditer(plain):
            near = next((d for d in find_dates(outside) if sitting.end() - 2 <= d.start <= sitting.end() + 3), None)
            if near:
                return SessionDate(near.value, "text")
    return None


def _of_file(doc: str) -> SessionDate | None:
    stem = PurePath(doc).stem
    whole = _COMPACT.search(stem)
    if whole:
        try:
            return SessionDate(date(int(whole[1]), int(whole[2]), int(whole[3])), "file name")
        except ValueError:
            return None
    named = find_dates(_STEM.sub(" ", stem)) or find_dates(_STEM.sub("/", stem))
    return SessionDate(named[-1].value, "file name") if named else None
