"""From a source on the web to the addresses of its documents: fetch what lists them, follow what leads on, stop where it never ends."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.collect.addresses import check_address
from pipeline.collect.content import HEAD, Content, content_of
from pipeline.collect.fetch import Validators, Web
from pipeline.collect.listing import Link, links_of_feed, links_of_folder, links_of_page, links_of_sitemap, links_of_table
from pipeline.collect.refusal import Refusal
from pipeline.collect.unpack_gzip import plain
from pipeline.records.territory import Listing, Role, Source, WebSource

LISTINGS = "listings"  # folder of the pages as they were last answered, to ask only whether they changed
_LIST_BYTES = 50 << 20
_DOCUMENTS = {True: r"\.(?:pdf|zip)(?:$|[?&])", False: r"\.(?:pdf|zip|csv|xml)(?:$|[?&])"}
MOST_LISTED = 20_000  # documents of one source: more is a trap, or should be several sources
_MOST_OF_AN_ACT = 10  # documents on the page of one act: it and its annexes
_QUIET = {"bad-scheme"}  # mailto:, tel:, javascript: are no trouble of a page
_READERS: dict[Listing, Callable[[bytes, str], tuple[Link, ...]]] = {
    Listing.FEED: links_of_feed,
    Listing.SITEMAP: links_of_sitemap,
    Listing.FOLDER: links_of_folder,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a source lists it: `where` is the page that linked it, `stamp` changes when the listing says that it changed."""

    address: str
    title: str = ""
    where: str = ""
    stamp: str = ""


@dataclass(slots=True)
class Found:
    """What a source lists. `trouble` is (code, reason) of the first thing that went wrong: then absence from the list means nothing."""

    entries: dict[str, Entry] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    trouble: tuple[str, str] = ("", "")
    unlinked: int = 0
    elsewhere: Counter[str] = field(default_factory=Counter)

    def fail(self, code: str, reason: str) -> None:
        """Remember the first trouble."""
        self.trouble = self.trouble if self.trouble[0] else (code, reason)


def list_source(source: Source, root: Path, web: Web, folder: Path) -> Found:
    """List the documents of a source on the web. Trouble with it is told in the answer, never raised."""
    asked = source.web
    found = Found()
    if asked is None:
        return found
    if asked.listing is Listing.URL:
        for address in asked.addresses:
            _take(found, Link(address, source.title), "", web)
    elif asked.listing is Listing.SCDL:
        _table(found, asked.addresses[0], root, web, folder)
    else:
        _Crawl(asked, source.role, found, web, folder).run()
    return found


def _take(found: Found, link: Link, where: str, web: Web) -> None:
    try:
        address = check_address(link.address, web.rules.allow)
    except Refusal as refusal:
        found.refused.setdefault(link.address[:300], refusal)
        return
    known = found.entries.get(address)
    if known is None and len(found.entries) >= MOST_LISTED:
        found.fail("list-limit", f"more than {MOST_LISTED} documents are listed; the rest was left (links = ... narrows them)")
    elif known is None or (not known.title and link.title):
        found.entries[address] = Entry(address, link.title, known.where if known else where, link.stamp or (known.stamp if known else ""))


def _table(found: Found, place: str, root: Path, web: Web, folder: Path) -> None:
    try:
        if place.startswith(("http://", "https://")):
            content, at = page_of(place, web, folder), place
        else:
            content, at = _local(root / place), ""
        table = links_of_table(content, at)
    except Refusal as refusal:
        found.fail(refusal.code, f"{place}: {refusal.reason}")
        return
    found.unlinked = table.unlinked
    for link in table.links:
        _take(found, link, place, web)


def _local(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal("missing-file", f"the file cannot be read ({error.strerror})") from error


class _Crawl:
    """One walk over the pages of a source."""

    def __init__(self, asked: WebSource, role: Role, found: Found, web: Web, folder: Path) -> None:
        self._asked = asked
        self._found = found
        self._web = web
        self._folder = folder
        self._links = re.compile(asked.links or _DOCUMENTS[role in {Role.PLAN, Role.ACTS}], 0 if asked.links else re.I)
        self._follow = re.compile(asked.follow) if asked.follow else None
        self._queue: deque[tuple[str, Listing, int]] = deque()  # address, how it is read, links away from the start
        self._seen: set[str] = set()
        self._bases = [urlsplit(address) for address in asked.addresses]
        self._hosts = {_site(base.hostname or "") for base in self._bases} | {_site(host) for host in asked.hosts}

    def run(self) -> None:
        for address in self._asked.addresses:
            self._add(address, self._asked.listing, 0)
        fetched = 0
        while self._queue:
            if fetched >= self._asked.pages:
                self._found.fail("page-limit", f"more than {self._asked.pages} pages lead on; the rest was left (pages = ... allows more)")
                return
            fetched += 1
            self._page(*self._queue.popleft())

    def _add(self, address: str, listing: Listing, depth: int) -> None:
        try:
            address = check_address(address, self._web.rules.allow)
        except Refusal as refusal:
            if depth == 0 and refusal.code not in _QUIET:
                self._found.fail(refusal.code, f"{address[:200]}: {refusal.reason}")
            return
        if address not in self._seen:
            self._seen.add(address)
            self._queue.append((address, listing, depth))

    def _page(self, address: str, listing: Listing, depth: int) -> None:
        try:
            method = "PROPFIND" if listing is Listing.FOLDER and "list-type=" not in address else "GET"
            content = page_of(address, self._web, self._folder, method)
            links = self._html(content, address) if listing is Listing.PAGE else _READERS[listing](content, address)
        except Refusal as refusal:
            self._found.fail(refusal.code, f"{address}: {refusal.reason}")
            return
        for link in links:
            if link.next_page:
                self._next(link, listing, depth)
            else:
                self._link(link, address, listing, depth)

    def _html(self, content: bytes, address: str) -> tuple[Link, ...]:
        kind, words = content_of(content[:HEAD])
        if kind not in {Content.HTML, Content.XML, Content.TEXT}:  # pages without any of the usual tags at their head are text
            raise Refusal("no-page", f"this is {words}, not a web page")
        return links_of_page(content, address)

    def _next(self, link: Link, listing: Listing, depth: int) -> None:
        if self._same_site(link.address):
            self._add(link.address, listing, depth)

    def _link(self, link: Link, where: str, listing: Listing, depth: int) -> None:
        document = (
            bool(self._links.search(link.address.partition("#")[0]))
            or link.enclosed
            or (listing is Listing.FOLDER and not self._asked.links)
        )
        if document:
            if self._same_site(link.address):
                _take(self._found, link, where, self._web)
            else:
                self._found.elsewhere[urlsplit(link.address).hostname or "?"] += 1
        elif self._same_site(link.address):
            if self._follow is not None and self._follow.search(link.address):
                self._add(link.address, Listing.PAGE, depth)
            elif self._follow is None and depth < self._asked.depth and self._below(link.address, listing):
                self._add(link.address, Listing.PAGE, depth + 1)

    def _same_site(self, address: str) -> bool:
        try:
            return _site(urlsplit(address).hostname or "") in self._hosts
        except ValueError:
            return False

    def _below(self, address: str, listing: Listing) -> bool:
        """Whether a page lies under the folder of a first page; what a feed or sitemap lists counts wherever it lies."""
        path = urlsplit(address).path
        return listing is not Listing.PAGE or any(path.startswith(base.path.rpartition("/")[0] + "/") for base in self._bases)


def documents_of_page(content: bytes, address: str, source: Source, web: Web) -> list[str]:
    """The documents that the page of one act links to, on its site or on the hosts that the source names. Raises Refusal for too many."""
    asked = source.web
    if asked is None:
        return []
    pattern = re.compile(asked.links or _DOCUMENTS[source.role in {Role.PLAN, Role.ACTS}], re.I)
    hosts = {_site(urlsplit(address).hostname or ""), *(_site(host) for host in asked.hosts)}
    found: dict[str, None] = {}
    for link in links_of_page(content, address):
        if pattern.search(link.address.partition("#")[0]) and _site(urlsplit(link.address).hostname or "") in hosts:
            found[check_address(link.address, web.rules.allow)] = None
    if len(found) > _MOST_OF_AN_ACT:
        raise Refusal("page-of-many", f"the page links to {len(found)} documents: it is not the page of one act (links = ... narrows them)")
    return list(found)


def _site(host: str) -> str:
    return host.lower().removeprefix("www.")


def page_of(address: str, web: Web, folder: Path, method: str = "GET") -> bytes:
    """The bytes of a page, feed, table or list, asked for only when they changed since the last time. Raises Refusal."""
    cache = folder / LISTINGS
    kept = cache / hashlib.sha256(f"{method} {address}".encode()).hexdigest()[:24]
    validators, before = _cached(kept)
    answer = web.get(address, cache, validators if before is not None else None, _LIST_BYTES, method)
    if answer.body is None:
        return before or b""
    try:
        content = plain(answer.body.read_bytes(), _LIST_BYTES)
        note = json.dumps({"address": address, "etag": answer.validators.etag, "modified": answer.validators.modified})
        answer.body.write_bytes(note.encode() + b"\n" + content)
        answer.body.replace(kept)
    finally:
        answer.body.unlink(missing_ok=True)
    return content


def _cached(kept: Path) -> tuple[Validators, bytes | None]:
    try:
        note, _, content = kept.read_bytes().partition(b"\n")
        said = json.loads(note)
        return Validators(said["etag"], said["modified"]), content
    except (OSError, ValueError, KeyError):
        return Validators(), None
