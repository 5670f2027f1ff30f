"""How far the reading of many documents is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """What is told after each document. Times are wall-clock seconds; `doc` is the document that was read last."""

    doc: str
    done: int
    total: int
    pages: int  # of all documents read so far
    seconds: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds if self.seconds > 0 else 0.0

    @property
    def remaining(self) -> float:
        """Seconds that the other documents will take when they are like those read so far."""
        return self.seconds / self.done * (self.total - self.done) if self.done else 0.0

    def __str__(self) -> str:
        minutes, seconds = divmod(round(self.remaining), 60)
        left = f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
        return f"{self.done} of {self.total} documents, {self.rate:.1f} pages a second, {left} left: {self.doc}"
