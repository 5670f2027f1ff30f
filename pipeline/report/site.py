"""The report as a site of static files, and the whole of it as one page that can be sent by mail."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import date

from jinja2 import Environment

from pipeline.report.album import Picture
from pipeline.report.groups import ORDERS, PAGE, list_pages, page_address, search_index, status_addresses
from pipeline.report.letters import FAMILY, contestable, letter_odt, letter_text, letters_of
from pipeline.report.letters.law import ADVICE
from pipeline.report.overview import Charts
from pipeline.report.render import asset, page
from pipeline.report.replies import ReplyView
from pipeline.report.sentences import ADDED_TITLE
from pipeline.report.views import Change, ReportView

ADDED = "ajouts.html"
CORPUS = "corpus.html"
FILES = 300  # files listed on a page: some 250 kB where each was seen at two places on the web
CHANGES = "changements.html"
PAGES: tuple[tuple[str, str], ...] = (
    ("index.html", "En bref"),
    ("mesures.html", "Les mesures"),
    (ADDED, ADDED_TITLE),
    (CHANGES, "Changements"),
    (CORPUS, "Ce qui a été lu"),
    ("courriers.html", "Courriers"),
    ("methode.html", "Méthode"),
)
FULL = "rapport-complet.html"


def site(
    made: Environment,
    view: ReportView,
    charts: Charts,
    pictures: Mapping[str, Picture],
    changes: Sequence[Change],
    downloads: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
    replies: Sequence[ReplyView],
) -> dict[str, bytes]:
    """All pages, assets and pictures, by path. `downloads` are the files of the whole report, then those of its parts, with their names."""
    listed_pages = tuple(p for p in PAGES if p[0] != ADDED or view.beyond is not None)
    common = {"view": view, "charts": charts, "pictures": pictures, "pages": listed_pages, "replies": replies, "added_at": ADDED}
    common["status_at"] = status_addresses(view)
    letters = letters_of(view)
    asked = {"advice": ADVICE, "appeal": FAMILY, "unconfirmed": [c for c in contestable(view) if not c.confirmed]}
    fresh = [c for c in changes if c.day == view.day]
    pages = {
        "index.html": page(
            made, "overview.html.j2", **common, **_at(""), here="index.html", changes=fresh, downloads=downloads[0], editions=downloads[1]
        ),
        "methode.html": page(made, "method.html.j2", **common, **_at(""), here="methode.html"),
        "courriers.html": page(made, "letters.html.j2", **common, **_at(""), here="courriers.html", letters=letters, **asked),
        "droit-de-reponse.html": page(made, "reply.html.j2", **common, **_at(""), here="droit-de-reponse.html"),
    }
    pages |= _corpus(made, view, common)
    pages[CHANGES] = page(made, "changes.html.j2", **common, **_at(""), here=CHANGES, editions=_by_day(changes))
    if view.beyond is not None:
        pages[ADDED] = page(made, "added.html.j2", **common, **_at(""), here=ADDED)
    for address, words in ORDERS:
        parts = list_pages(view, address)
        for part in parts:
            listed = {"groups": part.groups, "order_words": words, "orders": ORDERS, "address": address, "parts": parts, "part": part}
            pages[part.address] = page(made, "list.html.j2", **common, **_at(""), here="mesures.html", **listed)
    pages |= _measures(made, view, common, changes)
    files = {name: text.encode() for name, text in pages.items()}
    files |= {f"images/{name}": picture.image for name, picture in pictures.items()}
    files |= {f"courriers/{letter.name}.odt": letter_odt(letter) for letter in letters}
    files |= {f"courriers/{letter.name}.txt": letter_text(letter) for letter in letters}
    files["assets/ecart.css"] = asset("site.css").encode()
    files["assets/ecart.js"] = asset("ecart.js").encode()
    if len(view.measures) > PAGE:
        files["assets/mesures.js"] = search_index(view).encode()
    return files


def _corpus(made: Environment, view: ReportView, common: Mapping[str, object]) -> dict[str, str]:
    """What was read; the list of files goes on over further pages where it is long."""
    parts = [view.files[at : at + FILES] for at in range(0, len(view.files), FILES)] or [()]
    listed = [(page_address(CORPUS, number), part) for number, part in enumerate(parts, 1)]
    told = {**common, **_at(""), "here": CORPUS, "file_pages": listed}
    found = {CORPUS: page(made, "corpus.html.j2", **told)}
    for number, (address, part) in enumerate(listed[1:], 2):
        found[address] = page(made, "corpus_files.html.j2", **told, files=part, file_page=address, number=number)
    return found


def _by_day(changes: Sequence[Change]) -> list[tuple[date, list[Change]]]:
    found: dict[date, list[Change]] = {}
    for change in changes:
        found.setdefault(change.day, []).append(change)
    return list(found.items())


def full_page(
    made: Environment,
    view: ReportView,
    charts: Charts,
    pictures: Mapping[str, Picture],
    replies: Sequence[ReplyView],
    changes: Sequence[Change] = (),
) -> bytes:
    """The whole report as one HTML file that asks no other file and no server."""

    def src(name: str) -> str:
        return "data:image/webp;base64," + base64.b64encode(pictures[name].image).decode()

    fresh = [c for c in changes if c.day == view.day]
    text = page(
        made,
        "full.html.j2",
        view=view,
        charts=charts,
        pictures=pictures,
        src=src,
        root="",
        zoom=False,
        replies=replies,
        changes=fresh,
        added_at="",
    )
    return text.replace("/*CSS*/", asset("site.css"), 1).encode()


def _measures(made: Environment, view: ReportView, common: Mapping[str, object], changes: Sequence[Change]) -> dict[str, str]:
    measures = view.measures
    found: dict[str, str] = {}
    by_slug: dict[str, list[Change]] = {}
    for change in changes:
        by_slug.setdefault(change.slug, []).append(change)
    for place, measure in enumerate(measures):
        found[f"mesures/{measure.slug}.html"] = page(
            made,
            "measure.html.j2",
            **common,
            **_at("../"),
            here="",
            m=measure,
            before=measures[place - 1] if place else None,
            after=measures[place + 1] if place + 1 < len(measures) else None,
            changes=by_slug.get(measure.slug, ()),
        )
    return found


def _at(root: str) -> dict[str, object]:
    """Where a page stands: the way back to the first page, and where pictures are from there."""
    return {"root": root, "src": lambda name: f"{root}images/{name}", "zoom": True}
