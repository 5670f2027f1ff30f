"""The site of a watch: the front page over all reports, the state of the watch, and its feed of news."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from flows.watch_file import Watch
from flows.watch_state import Incident, News, Night, Unread, WatchState
from flows.watch_words import INCIDENTS, why_unread
from pipeline.records.errors import ConfigurationError, NothingToDo
from pipeline.records.folding import fold
from pipeline.records.territory import Territory
from pipeline.report import read_summary, write_front

STATE = "etat"
FEED = "nouvelles.atom"
_SHOWN = timedelta(days=60)  # of closed incidents and news
_ATOM = "http://www.w3.org/2005/Atom"


def folder_of(territory: Territory) -> str:
    """The folder of a territory's report inside the site."""
    return _folder(territory.name, territory.siren)


def folders_of(nights: Sequence[Night]) -> dict[str, str]:
    """The folders of the reports inside the site, by territory file: also of one that failed and whose last report stays in place."""
    return {night.territory: _folder(night.name, night.siren) for night in nights if night.siren}


def _folder(name: str, siren: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60]
    return f"{words}-{siren}".strip("-")


def publish_site(watch: Watch, state: WatchState, nights: Sequence[Night], folders: Mapping[str, str], now: datetime) -> Path:
    """Write the front page, the state page and the feed; gives the front page. Raises NothingToDo when the site cannot be written."""
    summaries = []
    for folder in dict.fromkeys(folders.values()):
        try:
            summaries.append(read_summary(watch.site / folder, watch.site))
        except ConfigurationError:
            continue  # no report yet: the state page says why
    open_ones, closed = state.incidents(), [i for i in state.incidents(only_open=False) if i.closed and now - i.closed < _SHOWN]
    unread = {night.territory: state.unread(night.territory) for night in nights}
    _put(watch.site / STATE / "index.html", state_page(watch, nights, folders, open_ones, closed, unread, now))
    values = state_values(watch, nights, open_ones, unread, now)
    _put(watch.site / STATE / "etat.json", json.dumps(values, ensure_ascii=False, indent=1))
    _put(watch.site / FEED, feed(watch, state.news(now - _SHOWN), now))
    return write_front(summaries, watch.site)  # last: it links the state page where there is one


def state_values(
    watch: Watch, nights: Sequence[Night], incidents: Sequence[Incident], unread: Mapping[str, Sequence[Unread]], now: datetime
) -> dict[str, object]:
    """The state of a watch as plain values. `unread` are the documents that are not read, by territory file."""
    return {
        "watch": watch.name,
        "at": now.isoformat(timespec="seconds"),
        "territories": [
            {
                **{k: str(v) if isinstance(v, datetime) else v for k, v in asdict(night).items() if k != "territory"},
                "unread_documents": [asdict(one) for one in unread[night.territory]],
            }
            for night in nights
        ],
        "incidents": [
            {"territory": _name(i, nights), "code": i.code, "opened": i.opened.isoformat(timespec="seconds"), "detail": i.detail}
            for i in incidents
        ],
    }


def state_page(
    watch: Watch,
    nights: Sequence[Night],
    folders: Mapping[str, str],
    incidents: Sequence[Incident],
    closed: Sequence[Incident],
    unread: Mapping[str, Sequence[Unread]],
    now: datetime,
) -> str:
    """The state of the watch in French: what is not as usual, the last night of each territory, and what was not read."""
    ordered = sorted(nights, key=lambda n: (n.name, n.siren))
    rows = "".join(_row(night, folders) for night in ordered)
    remarks = "".join(_remarks(night, unread[night.territory]) for night in ordered)
    head = "<th scope=col>" + "<th scope=col>".join(_COLUMNS)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>État de la veille : {escape(watch.name)}</title><link rel="stylesheet" href="../assets/ecart.css"></head><body><main>'
        f"<h1>État de la veille : {escape(watch.name)}</h1><p>Dernière exécution : {now:%d/%m/%Y à %H:%M} (UTC). "
        f'<a href="../index.html">Les rapports</a> · <a href="../{FEED}">Suivre les nouvelles (Atom)</a></p>'
        f"<h2>Ce qui ne va pas comme d'habitude</h2>{_incidents(incidents, nights, 'Rien : tout va comme d’habitude.')}"
        f'<h2>Territoires</h2><table class="by-month names"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"<h2>Documents non lus et remarques</h2>{remarks or '<p>Rien.</p>'}"
        f"<h2>Rétabli ces deux derniers mois</h2>{_incidents(closed, nights, 'Rien.')}</main></body></html>"
    )


_COLUMNS = ("Territoire", "Documents lus", "Non lus", "Nouveaux", "Remplacés", "Retirés", "Délibérations lues", "Durée")


def _row(night: Night, folders: Mapping[str, str]) -> str:
    folder = folders.get(night.territory, "")
    name = f'<a href="../{escape(folder)}/index.html">{escape(night.name)}</a>' if folder else escape(night.name)
    acts = f"{night.read} sur {night.known}" if night.known else "sans registre"
    seen = (night.new, night.changed, night.vanished)
    cells = ("–", "–", *seen, "–", "–") if night.error else (night.documents, night.unread, *seen, acts, f"{night.seconds:.0f} s")
    told = (f'<td data-label="{escape(label)} : ">{escape(str(cell))}</td>' for label, cell in zip(_COLUMNS[1:], cells, strict=True))
    return f"<tr><th scope=row>{name}</th>{''.join(told)}</tr>"


def _remarks(night: Night, unread: Sequence[Unread]) -> str:
    """What a person should know of one territory: why it failed, which sources, which documents were not read."""
    lines = [f'Analyse impossible. Le programme dit : <span lang="en">{escape(night.error)}</span>']
    lines = lines if night.error else []
    lines += [f"Sources : {escape(night.trouble)}"] if night.trouble else []
    for one in unread:
        why = why_unread(one.code, one.doc)
        lines.append(f"{'Plan non lu' if one.plan else 'Non lu'} : {escape(one.doc)}, {escape(why.what)}. {escape(why.remedy)}")
    if not lines:
        return ""
    return f'<h3>{escape(night.name)}</h3><ul class="origin">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _incidents(incidents: Sequence[Incident], nights: Sequence[Night], nothing: str) -> str:
    if not incidents:
        return f"<p>{escape(nothing)}</p>"
    lines = [
        f'<li class="wide"><strong>{escape(_name(i, nights))}</strong>, depuis le {i.opened:%d/%m/%Y}'
        f"{f' jusqu’au {i.closed:%d/%m/%Y}' if i.closed else ''}. {INCIDENTS[i.code]} : {escape(i.detail)}</li>"
        for i in incidents
    ]
    return f"<ul>{''.join(lines)}</ul>"


def _name(incident: Incident, nights: Sequence[Night]) -> str:
    if not incident.territory:
        return "La veille elle-même"
    return next((night.name for night in nights if night.territory == incident.territory), Path(incident.territory).parent.name)


def feed(watch: Watch, news: Sequence[News], now: datetime) -> str:
    """The news as an Atom feed (RFC 4287), newest first."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    base = f"{watch.address}/" if watch.address else ""
    _add(root, "title", watch.name)
    _add(root, "id", watch.address or f"urn:ecart:{fold(watch.name).replace(' ', '-')}")
    _add(root, "updated", f"{now:%Y-%m-%dT%H:%M:%SZ}")
    ET.SubElement(_add(root, "author"), f"{{{_ATOM}}}name").text = "ecart"
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="self", href=f"{base}{FEED}")
    for one in reversed(news[-300:]):
        entry = _add(root, "entry")
        _add(entry, "id", f"urn:ecart:{one.id.replace(' ', ':')}")
        _add(entry, "title", f"{one.territory} : {one.words}")
        _add(entry, "updated", f"{one.at:%Y-%m-%dT%H:%M:%SZ}")
        target = f"{base}{one.link}/index.html" if one.link else f"{base}{STATE}/index.html"
        ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=target)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text or None
    return child


def _put(path: Path, content: str) -> None:
    """Write a file so that nobody sees half of it."""
    beside = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(content, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise NothingToDo(
            f"{path}: cannot be written ({error.strerror}). Choose another folder with out = ... in the watch file."
        ) from error
