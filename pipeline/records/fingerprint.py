"""A short mark of the program's own files, which differs when any of them does: no stored result outlives the code that made it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

_COUNTED = (".py", ".csv", ".toml", ".sql", ".json", ".j2", ".typ", ".css", ".js")  # what the program reads of itself
_LENGTH = 8  # hexadecimal digits


@functools.cache
def fingerprint(*packages: str) -> str:
    """Eight hexadecimal digits of the files of `packages` ("pipeline.read"), their folders included; line ends do not count."""
    digest = hashlib.sha256()
    for package in packages:
        for name, file in _files(resources.files(package), ""):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:_LENGTH]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith(_COUNTED):
            yield name, entry
