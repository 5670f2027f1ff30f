"""Find the files that the sources name, and know each by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.collect.kept import kept_files, kept_issues, ledger_issues
from pipeline.collect.ledger import FOLDER, Memory, read_ledger
from pipeline.records.run import Issue, Severity
from pipeline.records.territory import Role, Source, SourceFile, Territory

_CHUNK = 1 << 20  # bytes
_GLOB = set("*?[")


@dataclass(frozen=True, slots=True)
class Collection:
    """The files of a territory in the order of its sources, and what could not be found."""

    files: tuple[SourceFile, ...]
    issues: tuple[Issue, ...]


def collect_files(territory: Territory) -> Collection:
    """List every file that the territory's sources name, once for each role and content; of sources on the web what visits have kept.

    A path without a file, an empty glob, an unreadable file and a second copy of the same content are issues; none stops the rest.
    """
    found = _Finding({}, [])
    memory = read_ledger(territory.root / FOLDER) if any(source.web for source in territory.sources) else Memory()
    for source in territory.sources:
        if source.web is not None:
            for file in kept_files(source, territory.root, memory):
                found.add(file)
            found.issues.extend(kept_issues(source, memory))
        else:
            _local_files(source, territory.root, found)
    return Collection(tuple(found.files.values()), (*found.issues, *ledger_issues(memory)))


@dataclass(slots=True)
class _Finding:
    files: dict[tuple[Role, str], SourceFile]  # by role and content
    issues: list[Issue]

    def add(self, file: SourceFile) -> None:
        """Take a file, unless its content is there already in the same role: then only where it was seen."""
        key = (file.role, file.sha256)
        first = self.files.setdefault(key, file)
        if first is file:
            return
        known = {seen.address for seen in first.sightings}
        further = tuple(seen for seen in file.sightings if seen.address not in known)
        self.files[key] = replace(first, sightings=tuple(sorted((*first.sightings, *further), key=lambda seen: seen.address)))
        if first.doc != file.doc:
            self.issues.append(_copy(file, first.doc))


def _local_files(source: Source, root: Path, found: _Finding) -> None:
    paths = list(_matches(root, source.path))
    if not paths:
        found.issues.append(_nothing_there(source))
    for path in paths:
        doc = _relative(path, root)
        try:
            found.add(SourceFile(path, doc, sha256_of(path), path.stat().st_size, source))
        except OSError as error:
            found.issues.append(_unreadable(doc, error))


def sha256_of(path: Path) -> str:
    """Lower-case hexadecimal sha256 of a file's bytes. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _matches(root: Path, pattern: str) -> Iterator[Path]:
    if Path(pattern).is_absolute():
        root, pattern = Path(Path(pattern).anchor), str(Path(pattern).relative_to(Path(pattern).anchor))
    if (root / pattern).is_file():  # a name may hold brackets without being a pattern
        yield root / pattern
    elif _GLOB & set(pattern):
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _nothing_there(source: Source) -> Issue:
    is_glob = bool(_GLOB & set(source.path))
    return Issue(
        code="empty-glob" if is_glob else "missing-file",
        message=f"[[{source.role}]] {source.path}: " + ("no file matches this pattern." if is_glob else "no such file."),
        remedy="Correct the path in the territory file (it is relative to that file), or put the file there.",
        doc=source.path,
        severity=Severity.ERROR,
        unread=True,
    )


def _unreadable(doc: str, error: OSError) -> Issue:
    return Issue(
        code="unreadable-file",
        message=f"{doc}: cannot be opened ({error.strerror}).",
        remedy="Give the user who runs ecart the right to read the file.",
        doc=doc,
        severity=Severity.ERROR,
        unread=True,
    )


def _copy(found: SourceFile, first: str) -> Issue:
    return Issue(
        code="same-content",
        message=f"{found.doc}: same content as {first}; read once.",
        remedy="Nothing to do, unless the two names should be two documents.",
        doc=found.doc,
        document=found.sha256,
        severity=Severity.NOTE,
    )
