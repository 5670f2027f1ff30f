"""An Atom feed of the report: one entry for the report itself, one for each change of a status (RFC 4287)."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

from pipeline.report.changes import change_words
from pipeline.report.charts.bars import words
from pipeline.report.french import count, typeset
from pipeline.report.views import Change, ReportView

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.UUID("6f2f2b9e-54f3-5d0c-9b43-0d1c7a0f6c11")  # of the entries' ids, so that a reader shows none twice
ENTRIES = 100


def feed(view: ReportView, changes: Sequence[Change]) -> bytes:
    """The feed as XML. Links are relative to the feed's own address, so that it works wherever the site is put."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    _add(root, "title", f"Écart : {view.name}")
    _add(root, "subtitle", "Ce qui change entre ce qui a été co-construit et ce qui a été voté et financé")
    _add(root, "id", _id(view.siren))
    _add(root, "updated", _moment(view.day))
    ET.SubElement(_add(root, "author"), f"{{{_ATOM}}}name").text = "ecart"
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="self", href="changements.atom")
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="alternate", href="index.html")
    summary = words(view.counts)
    _entry(
        root, _id(view.siren, view.run), view.day, "Nouveau rapport", f"{count(len(view.measures), 'mesure')} : {summary}.", "index.html"
    )
    for change in changes[:ENTRIES]:
        said = change_words(change)
        key = _id(view.siren, change.slug, change.after.value, change.day.isoformat())
        _entry(root, key, change.day, change.name, said, f"mesures/{change.slug}.html")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _entry(root: ET.Element, key: str, when: date, title: str, summary: str, href: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", key)
    _add(entry, "title", title)
    _add(entry, "updated", _moment(when))
    _add(entry, "summary", summary)
    ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=href)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text:
        child.text = typeset(text)
    return child


def _id(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\x1f".join(parts)).urn


def _moment(when: date) -> str:
    return f"{when.isoformat()}T00:00:00Z"
