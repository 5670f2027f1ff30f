"""Work in child processes that may take too long or die: then that piece is given up, the child is replaced, and the others go on.

Children are forked from one process that has loaded what all of them need (`flows.ready`): a child starts in no time, and they share
that memory.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from flows.threads import one_thread

T = TypeVar("T")

_RENEWED_AFTER = 4  # pieces, so that what libraries keep cannot grow: a territory leaves 20 to 40 MB, and a new child costs little
_FORKED = multiprocessing.get_context("forkserver")
_READY = ["flows.ready"]


class PieceLost(Exception):
    """A piece of work that took too long or whose process died; the message says which."""


class Child:
    """One child process with children of its own in one group. A resource: close it."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._ours: Connection | None = None
        self._done = 0

    def run(self, work: Callable[..., T], arguments: Sequence[Any], seconds: float) -> T:
        """`work(*arguments)` in the child; both must be picklable. Raises PieceLost, and what `work` raises."""
        if self._done >= _RENEWED_AFTER:
            self.close()
        connection = self._started()
        try:
            connection.send((work, tuple(arguments)))
            if not connection.poll(seconds):
                self.close()
                raise PieceLost(f"took longer than {seconds:.0f} s and was stopped")
            good, answer = connection.recv()
        except (EOFError, OSError) as error:
            code = self._ended()
            self.close()
            raise PieceLost(f"the process died ({code})") from error
        self._done += 1
        if not good:
            raise answer
        return answer  # type: ignore[no-any-return]

    def kill(self) -> None:
        """Stop the child and everything it started, from any thread; a piece that it works on is lost."""
        process = self._process
        if process is not None and process.pid is not None and process.exitcode is None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                process.kill()

    def close(self) -> None:
        """Stop the child and wait for its end."""
        self.kill()
        if self._process is not None:
            self._process.join()
        if self._ours is not None:
            self._ours.close()
        self._process, self._ours, self._done = None, None, 0

    def _started(self) -> Connection:
        if self._ours is None:
            one_thread()
            _FORKED.set_forkserver_preload(_READY)
            self._ours, theirs = _FORKED.Pipe()
            self._process = _FORKED.Process(target=_serve, args=(theirs, dict(os.environ)), daemon=False)
            self._process.start()
            theirs.close()
        return self._ours

    def _ended(self) -> str:
        if self._process is None:
            return "unknown"
        self._process.join(1.0)
        code = self._process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _serve(connection: Connection, environment: dict[str, str]) -> None:
    os.setsid()
    os.environ.clear()  # that of the process forked from is as old as that process
    os.environ.update(environment)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            work, arguments = connection.recv()
        except EOFError:
            return
        try:
            answer = (True, work(*arguments))
        except Exception as error:  # told to the parent, which raises it
            answer = (False, error)
        connection.send(answer)


def _end_with_parent() -> None:
    """A child ends with the process that gave it work, however that ends, so that no half run goes on beside the next one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)


def run_all(
    work: Callable[..., T], pieces: Sequence[Sequence[Any]], *, parallel: int, seconds: float
) -> Iterator[tuple[int, T | PieceLost | Exception]]:
    """Run `work` on every piece in `parallel` children, at most `seconds` each; gives each piece's number and result as it ends.

    Children compute with one thread each, unless the environment says otherwise: threads of linear algebra that wait for a core that is
    busy cost a third more processor time.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[int, T | PieceLost | Exception]] = queue.SimpleQueue()
    for number in range(len(pieces)):
        waiting.put(number)
    stop = threading.Event()
    children: list[Child] = []

    def serve() -> None:
        child = Child()
        children.append(child)
        try:
            while not stop.is_set():
                try:
                    number = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    ended.put((number, child.run(work, pieces[number], seconds)))
                except Exception as error:
                    ended.put((number, error))
        finally:
            child.close()

    threads = [threading.Thread(target=serve, daemon=True) for _ in range(min(parallel, len(pieces)))]
    for thread in threads:
        thread.start()
    try:
        for _ in pieces:
            yield ended.get()
    finally:
        stop.set()
        for child in children:
            child.kill()
        for thread in threads:
            thread.join()
