"""What earlier visits kept of a source on the web: its files, and what a person should know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.collect.ledger import FOLDER, LEDGER, Known, Listed, Memory
from pipeline.collect.visit import source_key
from pipeline.records.run import Issue, Severity
from pipeline.records.territory import Sighting, Source, SourceFile

_NAMED = 5  # addresses named in an issue that counts them


def kept_files(source: Source, root: Path, memory: Memory) -> Iterator[SourceFile]:
    """The newest content of every address that the source listed, in the order in which they were listed first; vanished ones too."""
    for address, listed in memory.listed.get(source_key(source), {}).items():
        known = memory.addresses.get(address, Known())
        seen = Sighting(address, listed.title, listed.where, listed.first, known.since, listed.vanished or known.gone)
        for kept in known.files:
            path = root / FOLDER / kept.file
            yield SourceFile(path, f"{FOLDER}/{kept.file}", kept.sha256, kept.size, source, (seen,))


def kept_issues(source: Source, memory: Memory) -> Iterator[Issue]:
    """What the last visits met: a source not listed, documents not had, vanished or changed."""
    key = source_key(source)
    visit = memory.visits.get(key)
    if visit is None:
        what = f"[[{source.role}]] {source.path}: never visited."
        yield Issue("not-visited", what, "Run ecart with access to the web.", source.path, severity=Severity.ERROR, unread=True)
        return
    listed = memory.listed.get(key, {})
    if visit.trouble[0]:
        held = sum(bool(memory.addresses.get(a, Known()).files) for a in listed)
        what = f"the source could not be listed whole on {visit.at:%Y-%m-%d}: {visit.trouble[1]}. {held} documents kept earlier are used."
        severity = Severity.WARNING if held else Severity.ERROR
        yield Issue(
            f"source-{visit.trouble[0]}",
            what,
            "Look at the address; the next run tries again.",
            source.path,
            severity=severity,
            unread=not held,
        )
    elif not listed:
        yield Issue(
            "nothing-listed",
            f"[[{source.role}]] {source.path}: no document is listed there.",
            "Look at the address; links = '...' says which links are documents, follow = '...' which pages hold more of them.",
            source.path,
            severity=Severity.ERROR,
            unread=True,
        )
    if visit.elsewhere:
        what = f"documents on other hosts were left out: {visit.elsewhere}."
        yield Issue("other-hosts", what, 'If they belong to this source, name the hosts: hosts = ["..."].', source.path)
    if visit.unlinked:
        what = f"{visit.unlinked} rows of the table give no address (DELIB_URL)."
        yield Issue("rows-without-address", what, "Ask the authority for these documents.", source.path)
    yield from _of_addresses(source, listed, memory)


def ledger_issues(memory: Memory) -> Iterator[Issue]:
    """Lines of the ledger that cannot be read: what they told is not known any more."""
    if memory.damaged:
        lines = _some([str(number) for number in memory.damaged])
        what = (
            f"{len(memory.damaged)} lines of the ledger of visits cannot be read (line {lines}): what they told of documents is left out."
        )
        remedy = "Restore the ledger from a backup; or delete these lines and run with access to the web: what lacks is asked again."
        yield Issue("ledger-damaged", what, remedy, f"{FOLDER}/{LEDGER}")


def _of_addresses(source: Source, listed: dict[str, Listed], memory: Memory) -> Iterator[Issue]:
    gone, lost, changed = [], [], []
    for address, entry in listed.items():
        known = memory.addresses.get(address, Known())
        if not known.files and entry.vanished is None:
            yield _not_had(address, entry, known)
        elif not known.files:
            lost.append(address)
        elif entry.vanished or known.gone:
            gone.append(address)
        if known.changes:
            changed.append(address)
    if lost:
        what = f"{len(lost)} documents vanished before they could be kept: {_some(lost)}."
        yield Issue("vanished-unread", what, "Ask the authority for them.", source.path)
    if gone:
        what = f"{len(gone)} documents are no longer online; the kept files are used: {_some(gone)}."
        yield Issue("vanished", what, "Keep the folder of kept files: it may hold the only copies.", source.path, severity=Severity.NOTE)
    if changed:
        what = f"{len(changed)} documents were replaced by others at the same address; the newest is used: {_some(changed)}."
        yield Issue("replaced", what, "The earlier files are kept; the ledger beside them says when.", source.path, severity=Severity.NOTE)


def _not_had(address: str, entry: Listed, known: Known) -> Issue:
    code, reason = known.trouble if known.trouble[0] else ("not-fetched", "it was not fetched yet")
    title = f"{entry.title}: " if entry.title else ""
    remedy = "The next run tries again; if it stays so, download it and name it with path."
    return Issue(code, f"{title}{address}: {reason}.", remedy, address, severity=Severity.ERROR, unread=True)


def _some(addresses: Sequence[str]) -> str:
    more = f" and {len(addresses) - _NAMED} more" if len(addresses) > _NAMED else ""
    return ", ".join(addresses[:_NAMED]) + more
