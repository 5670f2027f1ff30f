"""The guarded process: reads documents one after another for its parent, under limits set before each.

Started as `python -m pipeline.read.child`. Speaks on its standard streams: each message is eight bytes of length, then a pickle; an
empty message says that a slow page is done and that the document goes on.
"""

from __future__ import annotations

import functools
import os
import pickle
import resource
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.read.document import REMEDIES, failed, read_document
from pipeline.read.settings import ReadResult, ReadSettings
from pipeline.records.errors import REPORT_DEFECT

LENGTH = struct.Struct("<Q")
GROWN = 500_000_000  # bytes: a child that once needed this much ends after its document, so that nothing is kept

Order = tuple[str, str, str, ReadSettings]  # path, doc, sha256, settings
Answer = tuple[ReadResult, bool]  # the result, and whether the child goes on


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def limit(settings: ReadSettings) -> None:
    """Allow this process so much memory in all, and so many more CPU seconds."""
    _lower(resource.RLIMIT_AS, settings.memory)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + settings.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)


def go_on(answers: BinaryIO, settings: ReadSettings) -> None:
    """A page was read by OCR: allow time for the next, and tell the parent with an empty message."""
    limit(settings)
    send(answers, b"")


def _lower(kind: int, soft: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def answer(order: Order, tick: Callable[[], None]) -> Answer:
    """Read one document under its limits."""
    path, doc, sha256, settings = order
    limit(settings)
    try:
        result = read_document(Path(path), doc, sha256, settings, tick=tick)
    except MemoryError:
        reason = f"Reading needs more than {settings.memory // 1_000_000:,} MB of memory."
        return failed("too-large", reason, doc, sha256), False
    except Exception as error:  # whatever a damaged file sets off is a reason to tell, not to end the run
        remedy = f"{REMEDIES['crashed']} {REPORT_DEFECT}"
        result = failed("crashed", f"Reading failed ({type(error).__name__}: {error}).", doc, sha256, remedy)
        return replace(result, trace=f"{doc}\n{traceback.format_exc()}"), False
    return result, most_memory() <= GROWN


def most_memory() -> int:
    """Bytes this program needed at most so far.

    Linux counts in `ru_maxrss` what the process needed before it became this program, which is its parent's memory (getrusage(2)).
    """
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def main() -> None:
    """Serve orders from standard input until it closes."""
    orders = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the conversation
    sys.setrecursionlimit(3000)
    while head := orders.read(LENGTH.size):
        order: Order = pickle.loads(orders.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own parent
        message = answer(order, functools.partial(go_on, answers, order[3]))
        send(answers, pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        if not message[1]:
            return


if __name__ == "__main__":
    main()
