"""What a page, a feed, a sitemap, a table of acts or a folder on the web lists: addresses with their titles."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from lxml import etree, html

from pipeline.collect.refusal import Refusal

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")  # and what does not show
_TITLE = 300  # characters kept of a title


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is listed, absolute but not yet checked. `stamp` changes when its content does, `next_page` leads on in a list."""

    address: str
    title: str = ""
    stamp: str = ""
    next_page: bool = False
    enclosed: bool = False  # a feed's own attachment: a document whatever its address looks like


@dataclass(frozen=True, slots=True)
class Table:
    """The links of a table of acts, and how many of its rows have none."""

    links: tuple[Link, ...]
    unlinked: int


def links_of_page(content: bytes, address: str) -> tuple[Link, ...]:
    """The links of a web page in their order."""
    tree = _html(content)
    if tree is None:
        return ()
    base = tree.xpath("string(//base/@href)") or ""
    base = urljoin(address, base) if base else address
    found: list[Link] = []
    for node in tree.iter("a", "area", "link"):
        target = (node.get("href") or "").strip()
        relation = (node.get("rel") or "").lower().split()
        if not target or target.startswith("#") or (node.tag == "link" and "next" not in relation):
            continue
        absolute = _joined(base, target)
        if absolute:
            words = node.text_content() if node.tag != "link" else ""
            title = _line(words) or _line(node.get("title") or node.get("aria-label") or "")
            found.append(Link(absolute, title, next_page="next" in relation))
    return tuple(found)


def links_of_feed(content: bytes, address: str) -> tuple[Link, ...]:
    """The entries of an RSS or Atom feed: their attachments, or else their links; and the next page of the feed. Raises Refusal."""
    root = _xml(content)
    found: list[Link] = []
    for entry in root.iter():
        kind = _local(entry)
        if kind == "link" and entry.get("rel") == "next":
            found.append(Link(_joined(address, entry.get("href") or ""), next_page=True))
        if kind in {"item", "entry"}:
            found += _entry(entry, address)
    if not found and _local(root) not in {"rss", "feed", "RDF"}:
        raise Refusal("no-feed", "this is neither an RSS nor an Atom feed")
    return tuple(link for link in found if link.address)


def _entry(entry: etree._Element, address: str) -> list[Link]:
    title, stamp = "", ""
    attached: list[str] = []
    linked: list[str] = []
    for child in entry:
        kind, said = _local(child), (child.text or "").strip()
        if kind == "title":
            title = _line(said)
        elif kind in {"updated", "pubDate", "date"}:
            stamp = said[:60]
        elif kind == "enclosure":
            attached.append(child.get("url") or "")
        elif kind == "link":
            (attached if child.get("rel") == "enclosure" else linked).append(child.get("href") or said)
    chosen = attached or linked[:1]
    return [Link(_joined(address, target), title, stamp, enclosed=bool(attached)) for target in chosen if target]


def links_of_sitemap(content: bytes, address: str) -> tuple[Link, ...]:
    """The addresses of a sitemap with their `lastmod`; those of an index of sitemaps are marked as next pages. Raises Refusal."""
    root = _xml(content)
    if _local(root) not in {"urlset", "sitemapindex"}:
        raise Refusal("no-sitemap", "this is no sitemap")
    index = _local(root) == "sitemapindex"
    found: list[Link] = []
    for entry in root:
        told = {_local(child): (child.text or "").strip() for child in entry}
        if told.get("loc"):
            found.append(Link(_joined(address, told["loc"]), stamp=told.get("lastmod", "")[:60], next_page=index))
    return tuple(found)


def links_of_folder(content: bytes, address: str) -> tuple[Link, ...]:
    """The files of a bucket (S3's ListBucketResult) or of a WebDAV answer; the rest of a long list is a next page. Raises Refusal."""
    root = _xml(content)
    kind = _local(root)
    if kind == "ListBucketResult":
        return tuple(_bucket(root, address))
    if kind == "multistatus":
        return tuple(_dav(root, address))
    raise Refusal("no-folder", "this is neither the list of a bucket nor of a WebDAV folder")


def _bucket(root: etree._Element, address: str) -> Iterator[Link]:
    base = address.partition("?")[0].rstrip("/") + "/"
    more = ""
    for child in root:
        told = {_local(part): (part.text or "").strip() for part in child}
        if _local(child) == "Contents" and told.get("Key") and not told["Key"].endswith("/"):
            yield Link(base + quote(told["Key"]), told["Key"].rsplit("/", 1)[-1], told.get("ETag", ""))
        elif _local(child) == "NextContinuationToken":
            more = (child.text or "").strip()
    if more:
        asked = re.sub(r"&?continuation-token=[^&]*", "", address)
        yield Link(f"{asked}{'&' if '?' in asked else '?'}continuation-token={quote(more, safe='')}", next_page=True)


def _dav(root: etree._Element, address: str) -> Iterator[Link]:
    for answer in root:
        told = {_local(part): (part.text or "").strip() for part in answer.iter() if isinstance(part.tag, str)}
        target = told.get("href", "")
        if target and "collection" not in told:
            yield Link(_joined(address, target), target.rsplit("/", 1)[-1], told.get("getetag", "") or told.get("getlastmodified", ""))


def links_of_table(content: bytes, address: str) -> Table:
    """The acts of an SCDL Délibérations table: DELIB_URL with DELIB_ID and DELIB_OBJET as title. Raises Refusal without such a column."""
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(";,\t|", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = {(name or "").strip().strip('"').upper(): name for name in rows.fieldnames or ()}
        if "DELIB_URL" not in columns:
            raise Refusal("no-addresses", f"the table has no column DELIB_URL (it has {', '.join(columns)[:200]})")
        links: list[Link] = []
        unlinked = 0
        for row in rows:
            target = (row.get(columns["DELIB_URL"]) or "").strip()
            title = " ".join((row.get(columns[name]) or "").strip() for name in ("DELIB_ID", "DELIB_OBJET") if name in columns)
            absolute = _joined(address, target) if target else ""
            if absolute:
                links.append(Link(absolute, _line(title)))
            elif any(isinstance(value, str) and value.strip() for value in row.values()):
                unlinked += 1
    except csv.Error as error:
        raise Refusal("broken-table", f"the table cannot be read ({error})") from error
    return Table(tuple(links), unlinked)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _html(content: bytes) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True))
    except (etree.LxmlError, ValueError):
        return None


def _xml(content: bytes) -> etree._Element:
    if b"<!ENTITY" in content:
        raise Refusal("xml-entities", "the file defines entities of its own, which may be a trap")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Refusal("broken-xml", f"the file cannot be read ({error})") from error
    if root is None:
        raise Refusal("broken-xml", "the file holds no XML")
    return root


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""


def _line(words: str) -> str:
    return _SPACES.sub(" ", words).strip()[:_TITLE]
