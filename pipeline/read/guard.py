"""Reading many documents in guarded child processes: whatever a file does there comes back as an issue."""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from pipeline.read.child import LENGTH, Answer, Order
from pipeline.read.document import failed
from pipeline.read.plumber import ENGINE
from pipeline.read.progress import ReadProgress
from pipeline.read.settings import ReadResult, ReadSettings
from pipeline.records.territory import SourceFile

ROOT = Path(__file__).resolve().parents[2]
AHEAD = 4  # documents read ahead of the one that is waited for, for each worker
GOES_ON = b"goes on"
CHUNK = 1 << 20


class Child:
    """One guarded process, started when first needed and again after each end. `module` is what runs in it."""

    def __init__(self, module: str = "pipeline.read.child") -> None:
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, order: Order) -> ReadResult:
        """Have one document read; a crash, a limit or silence is told as the reason.

        When pdfium ends the process, a fresh one reads the document once more, with pdfplumber and under the same limits.
        """
        result = self._ask(order)
        path, doc, sha256, settings = order
        crash = next((issue for issue in result.issues if issue.code == "crashed"), None)
        if crash is None or settings.engine == ENGINE:
            return result
        second = self._ask((path, doc, sha256, replace(settings, engine=ENGINE)))
        if second.document is None or not any(page.words for page in second.document.pages):
            return result
        told = [replace(i, message=f"{crash.message} {i.message}") if i.code == "read-by-pdfplumber" else i for i in second.issues]
        return replace(second, issues=tuple(told), trace=result.trace)

    def _ask(self, order: Order) -> ReadResult:
        process = self._started()
        _, doc, sha256, settings = order
        deadline = time.monotonic() + settings.wall_seconds
        body = pickle.dumps(order)
        try:
            reply = _exchange(process, body, deadline)
        except BrokenPipeError:
            reply = b""
        if reply is None:
            self.close()
            reason = f"Reading took more than {settings.wall_seconds} s and was ended."
            return failed("timed-out", reason, doc, sha256)
        if not reply:
            return self._ended(settings, doc, sha256)
        message: Answer = pickle.loads(reply)  # noqa: S301 - from our own child
        if not message[1]:
            self.close()
        return message[0]

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.close()
            places = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            self.process = subprocess.Popen(  # noqa: S603 - a module of our own
                [sys.executable, "-m", self.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(places), "OMP_THREAD_LIMIT": "1"},
            )
        return self.process

    def _ended(self, settings: ReadSettings, doc: str, sha256: str) -> ReadResult:
        process = self.process
        code = process.wait(timeout=30) if process is not None else 0
        self.close()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return failed("timed-out", f"Reading took more than {settings.cpu_seconds} s of processor time and was ended.", doc, sha256)
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return failed("crashed", f"The PDF library crashed on this file ({name}).", doc, sha256)

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue


def _exchange(process: subprocess.Popen[bytes], body: bytes, deadline: float) -> bytes | None:
    if process.stdin is None or process.stdout is None:
        return b""
    process.stdin.write(LENGTH.pack(len(body)) + body)
    process.stdin.flush()
    start = time.monotonic()
    while True:
        reply = _receive(process.stdout.fileno(), deadline)
        if reply != GOES_ON:
            return reply
        deadline = time.monotonic() + (deadline - start)
        start = time.monotonic()


def _receive(descriptor: int, deadline: float) -> bytes | None:
    """One message; b"" when the other side has ended, GOES_ON for an empty message, None when the deadline passed."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    buffer = bytearray()
    wanted = LENGTH.size
    while True:
        if len(buffer) >= LENGTH.size:
            wanted = LENGTH.size + LENGTH.unpack_from(buffer)[0]
            if len(buffer) >= wanted:
                return bytes(buffer[LENGTH.size :]) or GOES_ON
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return None
        chunk = os.read(descriptor, min(CHUNK, max(wanted - len(buffer), 1)))
        if not chunk:
            return b""
        buffer += chunk


def read_documents(
    files: Sequence[SourceFile], settings: ReadSettings, workers: int, told: Callable[[ReadProgress], None] = lambda _: None
) -> Iterator[tuple[SourceFile, ReadResult]]:
    """Read PDFs side by side, each in a child process under the limits of `settings`; results come in the order given.

    `told` is called after each document, by the thread that takes the results.
    """
    began, pages = time.monotonic(), 0
    for done, (file, result) in enumerate(_read_side_by_side(files, settings, workers), 1):
        pages += len(result.document.pages) if result.document else 0
        told(ReadProgress(file.doc, done, len(files), pages, time.monotonic() - began))
        yield file, result


def _read_side_by_side(files: Sequence[SourceFile], settings: ReadSettings, workers: int) -> Iterator[tuple[SourceFile, ReadResult]]:
    idle: SimpleQueue[Child] = SimpleQueue()
    children = [Child() for _ in range(max(1, min(workers, len(files))))]
    for child in children:
        idle.put(child)

    def read(file: SourceFile) -> ReadResult:
        child = idle.get()
        try:
            return child.ask((str(file.path), file.doc, file.sha256, settings))
        finally:
            idle.put(child)

    waiting: deque[tuple[SourceFile, Future[ReadResult]]] = deque()
    pending = iter(files)
    try:
        with ThreadPoolExecutor(len(children)) as pool:
            try:
                for file in pending:
                    waiting.append((file, pool.submit(read, file)))
                    if len(waiting) >= AHEAD * len(children):
                        first, result = waiting.popleft()
                        yield first, result.result()
                while waiting:
                    first, result = waiting.popleft()
                    yield first, result.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    finally:
        for child in children:
            child.close()
