"""Lists that are put online as gzip files (sitemap.xml.gz)."""

from __future__ import annotations

from pipeline.collect.body import unpacked


def plain(content: bytes, limit: int) -> bytes:
    """The content itself, unpacked when it is a gzip file. Raises Refusal for more than `limit` bytes or a broken file."""
    return b"".join(unpacked(iter((content,)), limit)) if content.startswith(b"\x1f\x8b") else content
