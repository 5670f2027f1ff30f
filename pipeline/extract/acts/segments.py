"""A segment of a document: what may be one act."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.acts.heads import Title


@dataclass(frozen=True, slots=True)
class Segment:
    """Pieces `first:last` (half-open). `title` is None for what stands before the first title."""

    first: int
    last: int
    title: Title | None
    parent: Title | None = None
    skip: frozenset[int] = frozenset()  # pieces inside that belong to an act of their own (an amendment)

    def indices(self, start: int) -> tuple[int, ...]:
        """Indices of its own pieces from `start` on."""
        return tuple(i for i in range(start, self.last) if i not in self.skip)
