"""A visit to the sources of a territory on the web: list, compare with what is known, fetch what is new or due, write it all down."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pipeline.collect.clock import Clock, SystemClock
from pipeline.collect.connect import Resolve, resolve
from pipeline.collect.content import Content, content_of
from pipeline.collect.crawl import Entry, Found, documents_of_page, list_source
from pipeline.collect.fetch import Answer, Validators, Web
from pipeline.collect.ledger import FOLDER, Kept, Known, Ledger, Visit, open_ledger
from pipeline.collect.manners import AGENT, Manners
from pipeline.collect.names import safe_name, suggested_name
from pipeline.collect.refusal import Gone, Refusal, Unreachable
from pipeline.collect.unpack import unpack
from pipeline.records.territory import Listing, Role, Source, Territory

Told = Callable[[int, int, str], None]  # done, of, which
_JUST_ASKED = timedelta(minutes=1)
_TABLES = {Content.TEXT, Content.XML}


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    failed: int = 0
    fetched: int = 0


def visit_sources(
    territory: Territory,
    *,
    clock: Clock | None = None,
    manners: Manners | None = None,
    agent: str = AGENT,
    look_up: Resolve = resolve,
    told: Told = lambda _done, _total, _which: None,
) -> dict[str, Visit]:
    """Visit every source of a territory that is on the web, and give what came of it by the source's key.

    Files come into the folder `collected` beside the territory file, each content once; trouble is written into its ledger, from which
    `collect_files` tells it. Raises EcartError when that folder cannot be used.
    """
    sources = {source_key(source): source for source in territory.sources if source.web is not None}
    if not sources:
        return {}
    clock = clock or SystemClock()
    web = Web(territory.web, clock, manners or Manners(clock), agent, look_up)
    try:
        with open_ledger(territory.root / FOLDER) as ledger:
            return {key: _visit(key, source, territory, ledger, web, told) for key, source in sources.items()}
    finally:
        web.close()


def source_key(source: Source) -> str:
    """What a source on the web is known by in the ledger: whatever changes its list makes it another one."""
    asked = source.web
    if asked is None:
        return ""
    narrowed = [f"{name}={value}" for name, value in (("links", asked.links), ("follow", asked.follow), ("depth", asked.depth)) if value]
    return " ".join([asked.listing, *asked.addresses, *narrowed, *asked.hosts])


def _visit(key: str, source: Source, territory: Territory, ledger: Ledger, web: Web, told: Told) -> Visit:
    started = time.monotonic()
    found = list_source(source, territory.root, web, ledger.folder)
    _note_listed(key, found, ledger, web.clock)
    vanished = _note_vanished(key, source, found, ledger, web.clock)
    tally = _Tally()
    for number, entry in enumerate(found.entries.values(), start=1):
        told(number, len(found.entries), entry.address)
        _look(entry, source, ledger, web, tally)
    elsewhere = ", ".join(f"{host} ({number})" for host, number in found.elsewhere.most_common(5))
    code, reason = found.trouble
    facts = {"listed": len(found.entries) + len(found.refused), "new": tally.new, "changed": tally.changed, "vanished": vanished}
    facts |= {"failed": tally.failed + len(found.refused), "fetched": tally.fetched, "unlinked": found.unlinked}
    now = web.clock.now()
    seconds = round(time.monotonic() - started, 3)
    ledger.add("visit", now, source=key, **facts, seconds=seconds, elsewhere=elsewhere, code=code, reason=reason)
    return ledger.memory.visits[key]


def _note_listed(key: str, found: Found, ledger: Ledger, clock: Clock) -> None:
    known = ledger.memory.listed.get(key, {})
    if known and not found.entries and not found.trouble[0]:
        found.fail("nothing-listed", f"no document is listed any more, where {sum(not k.vanished for k in known.values())} were")
    for address, entry in found.entries.items():
        before = known.get(address)
        if before is None or before.vanished or (entry.title and entry.title != before.title):
            ledger.add("listed", clock.now(), source=key, address=address, title=entry.title, where=entry.where)
    for address, refusal in found.refused.items():
        if address not in known:
            ledger.add("listed", clock.now(), source=key, address=address)
            ledger.add("failed", clock.now(), address=address, code=refusal.code, reason=refusal.reason, lasting=True)


def _note_vanished(key: str, source: Source, found: Found, ledger: Ledger, clock: Clock) -> int:
    """Note what is listed no more, where a list is whole: not after trouble, and not in a feed, which only tells the latest."""
    if found.trouble[0] or source.web is None or source.web.listing is Listing.FEED:
        return 0
    present = found.entries.keys() | found.refused.keys()
    missing = [a for a, k in ledger.memory.listed.get(key, {}).items() if k.vanished is None and a not in present]
    for address in missing:
        ledger.add("vanished", clock.now(), source=key, address=address)
    return len(missing)


def _look(entry: Entry, source: Source, ledger: Ledger, web: Web, tally: _Tally) -> None:
    """Fetch one document when it is new or due, and write down what came of it."""
    known = ledger.memory.addresses.get(entry.address, Known())
    whole = all((ledger.folder / kept.file).is_file() for kept in known.files)
    direct = source.web is not None and source.web.listing is Listing.URL  # named one by one: few, and often replaced in place
    now = web.clock.now()
    just_asked = known.checked is not None and now - known.checked < _JUST_ASKED  # by another source of this visit
    if whole and (just_asked or not (direct or known.due(now, entry.stamp))):
        return
    validators = known.validators if known.files and whole else Validators()
    try:
        answer = web.get(entry.address, ledger.folder, validators)
        tally.fetched += 1
        _keep(answer, entry, source, known if whole else replace(known, content=""), ledger, web, tally)
    except Gone as gone:
        if known.files:
            if known.gone is None:
                ledger.add("gone", now, address=entry.address, reason=gone.reason)
        else:
            _fail(entry, gone, ledger, web, tally)
    except Refusal as refusal:
        _fail(entry, refusal, ledger, web, tally)


def _fail(entry: Entry, refusal: Refusal, ledger: Ledger, web: Web, tally: _Tally) -> None:
    tally.failed += 1
    lasting = not isinstance(refusal, Unreachable)
    known = ledger.memory.addresses.get(entry.address, Known())
    if lasting or known.trouble[0] != refusal.code:
        ledger.add("failed", web.clock.now(), address=entry.address, code=refusal.code, reason=refusal.reason, lasting=lasting)


def _keep(answer: Answer, entry: Entry, source: Source, known: Known, ledger: Ledger, web: Web, tally: _Tally) -> None:
    now, validators = web.clock.now(), {"etag": answer.validators.etag, "modified": answer.validators.modified}
    if answer.body is None or (answer.sha256 == known.content and known.files):
        if answer.body is not None:
            answer.body.unlink()
        ledger.add("same", now, address=entry.address, stamp=entry.stamp, **validators)
        return
    try:
        files = _files(answer, entry, source, ledger.folder, web)
    finally:
        answer.body.unlink(missing_ok=True)
    tally.changed += bool(known.content)
    tally.new += not known.files
    facts = {"title": entry.title, "final": answer.final if answer.final != entry.address else ""}
    rows = [{"file": kept.file, "sha256": kept.sha256, "size": kept.size} for kept in files]
    ledger.add("kept", now, address=entry.address, sha256=answer.sha256, files=rows, stamp=entry.stamp, **validators, **facts)


def _files(answer: Answer, entry: Entry, source: Source, folder: Path, web: Web) -> list[Kept]:
    """The files of an answer, in their place: itself, the members of an archive, or the documents of the page of an act."""
    kind, words = content_of(answer.head)
    if (
        kind is Content.HTML
        and source.web is not None
        and source.web.listing is Listing.SCDL
        and source.web.depth
        and answer.body is not None
    ):
        links = documents_of_page(answer.body.read_bytes(), answer.final, source, web)
        if links:
            return [kept for address in links for kept in _linked(address, entry, source, folder, web)]
    wanted = {Content.PDF, Content.ZIP} | (set() if source.role in {Role.PLAN, Role.ACTS} else _TABLES)
    if answer.body is None or kind is None or kind not in wanted:
        raise Refusal("wrong-content", f"the answer is {words}, not {'a PDF' if wanted.isdisjoint(_TABLES) else 'a PDF, CSV or XML file'}")
    if kind is not Content.ZIP:
        name = suggested_name(answer.final, answer.disposition, entry.title)
        return [_placed(answer.body, folder, answer.sha256, answer.size, safe_name(name, kind.value))]
    kept: list[Kept] = []
    for member in unpack(answer.body, folder, int(web.rules.max_mb * (1 << 20))):
        if member.content in wanted:
            kept.append(_placed(member.body, folder, member.sha256, member.size, safe_name(member.name, member.content.value)))
        member.body.unlink(missing_ok=True)
    if not kept:
        raise Refusal("wrong-content", "the archive holds no file that can be used")
    return kept


def _linked(address: str, entry: Entry, source: Source, folder: Path, web: Web) -> list[Kept]:
    answer = web.get(address, folder)
    try:
        if content_of(answer.head)[0] is Content.HTML:
            raise Refusal("wrong-content", f"{address}, which the act's page links to, is a web page too")
        return _files(answer, entry, source, folder, web)
    finally:
        if answer.body is not None:
            answer.body.unlink(missing_ok=True)


def _placed(body: Path, folder: Path, sha256: str, size: int, name: str) -> Kept:
    """Put a file where its content belongs; a content that is there already stays under its first name."""
    home = folder / sha256[:16]
    home.mkdir(exist_ok=True)
    there = next((path for path in sorted(home.iterdir()) if path.stat().st_size == size), None)
    if there is None:
        there = home / name
        shutil.copymode(folder / "ledger.jsonl", body)
        body.replace(there)
    return Kept(there.relative_to(folder).as_posix(), sha256, size)
