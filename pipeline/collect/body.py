"""The body of an answer: read as a stream, unpacked with a limit, never more than was agreed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from pipeline.collect.refusal import Refusal, Unreachable

_PIECE = 1 << 16  # bytes
_PLAIN = {"", "identity"}
_PACKED = {"gzip", "x-gzip", "deflate"}


def body(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """The unpacked bytes of an answer, piece by piece.

    Raises Refusal when they are more than `limit` or packed in an unknown way. How long they may take, the connection knows.
    """
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in _PLAIN | _PACKED:
        raise Refusal("unknown-packing", f'the answer is packed as "{packing[:40]}"')
    total = 0
    raw = response.iter_raw()
    for piece in raw if packing in _PLAIN else unpacked(raw, limit):
        total += len(piece)
        if total > limit:
            raise _too_large(limit)
        yield piece


def unpacked(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Unpack gzip or deflate in small steps. Raises Refusal for more than `limit` bytes or broken packing."""
    machine = zlib.decompressobj(wbits=47)
    total = 0
    try:
        for piece in pieces:
            rest = piece
            while rest and not machine.eof:
                out = machine.decompress(rest, _PIECE)
                rest = machine.unconsumed_tail
                total += len(out)
                if total > limit:
                    raise _too_large(limit)
                yield out
    except zlib.error as error:
        raise Refusal("broken-packing", f"the answer cannot be unpacked ({error})") from error
    if not machine.eof:
        raise Unreachable("cut-off", "the answer ended too early")


def _too_large(limit: int) -> Refusal:
    return Refusal("too-large", f"the file is larger than {limit / (1 << 20):.0f} MiB")
