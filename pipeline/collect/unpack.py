"""Files out of an archive, with limits that its own headers cannot talk away."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.collect.content import HEAD, Content, content_of
from pipeline.collect.fetch import coming, write_piece
from pipeline.collect.refusal import Refusal

MOST_FILES = 2000
MOST_TIMES = 200  # times its packed size that an archive may unpack to; texts reach 30, bombs a thousand
_PIECE = 1 << 16  # bytes
_USED = {Content.PDF, Content.TEXT, Content.XML}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, unpacked to a temporary file."""

    body: Path
    name: str  # as written in the archive: not safe
    content: Content
    sha256: str
    size: int


def unpack(archive: Path, folder: Path, limit: int) -> Iterator[Member]:
    """Unpack the PDF, CSV and XML files of a zip archive into temporary files of `folder`; archives within it are left packed.

    Raises Refusal for a bomb (more than `limit` bytes, `MOST_TIMES` its size, or `MOST_FILES` files), an encrypted or a broken archive.
    """
    room = min(limit, max(archive.stat().st_size * MOST_TIMES, 1 << 20))
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [m for m in opened.infolist() if not m.is_dir()]
            if len(members) > MOST_FILES:
                raise Refusal("zip-bomb", f"the archive holds {len(members)} files, more than {MOST_FILES}")
            if any(m.flag_bits & 1 for m in members):
                raise Refusal("zip-encrypted", "the archive is protected by a password")
            for member in members:
                found = _member(opened, member, folder, room)
                room -= found.size
                if found.content in _USED:
                    yield found
                else:
                    found.body.unlink()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise Refusal("zip-broken", f"the archive cannot be unpacked ({error})") from error


def _member(opened: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, room: int) -> Member:
    digest, size, head = hashlib.sha256(), 0, b""
    with coming(folder) as target, opened.open(member) as source:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > room:
                raise Refusal("zip-bomb", "the archive unpacks to far more than its size")
            digest.update(piece)
            head = head + piece[: HEAD - len(head)] if len(head) < HEAD else head
            write_piece(target, piece)
    content, _ = content_of(head)
    return Member(Path(target.name), member.filename, content or Content.ZIP, digest.hexdigest(), size)
