"""How a run has its pieces of work done, and whom it tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


class Call(Protocol):
    """Runs one named piece of work and gives its result."""

    def __call__(self, name: str, work: Callable[..., T], /, *arguments: Any) -> T:
        """Run `work(*arguments)`."""


@runtime_checkable  # Prefect builds a schema of the flow's parameters and asks isinstance
class Progress(Protocol):
    """Told what goes on, for a bar on the screen."""

    def __call__(self, stage: str, done: int, total: int, what: str, /) -> None:
        """`done` of `total` pieces of `stage` are finished; `what` is the latest."""


def call_directly(_name: str, work: Callable[..., T], /, *arguments: Any) -> T:
    """The `Call` of a run without Prefect."""
    return work(*arguments)


def be_quiet(_stage: str, _done: int, _total: int, _what: str, /) -> None:
    """The `Progress` of a run that nobody watches."""
