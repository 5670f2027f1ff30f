"""Rows that could not be read, gathered by reason so that a file with a thousand of them gives one issue and not a thousand."""

from __future__ import annotations

from collections import defaultdict

from pipeline.records.run import Issue, Severity

SHOWN = 10


class UnreadRows:
    """Gathers lines by reason."""

    def __init__(self, doc: str, sha256: str) -> None:
        self._doc = doc
        self._sha256 = sha256
        self._lines: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)

    def add(self, line: int, code: str, reason: str, cell: str = "") -> None:
        """Notes one row: its line, a stable code, why, and the cell in question."""
        self._lines[code, reason].append((line, cell))

    def issues(self) -> tuple[Issue, ...]:
        """One issue for each reason, with the number of rows, the first lines and what stood there."""
        found: list[Issue] = []
        for (code, reason), entries in self._lines.items():
            lines = ", ".join(str(line) for line, _ in entries[:SHOWN]) + (" ..." if len(entries) > SHOWN else "")
            cells = sorted({cell for _, cell in entries if cell})[:3]
            seen = f" (for example {', '.join(repr(c) for c in cells)})" if cells else ""
            severity = Severity.NOTE if code == "row-value" else Severity.WARNING
            found.append(
                Issue(
                    code,
                    f"{self._doc}: {len(entries)} row(s), {reason}{seen}; line {lines}.",
                    "Look at these lines in the file and correct them, or ask the authority for a corrected file.",
                    self._doc,
                    self._sha256,
                    severity=severity,
                )
            )
        return tuple(found)


def unread_file(code: str, message: str, remedy: str, doc: str, sha256: str) -> Issue:
    """The issue of a file of which nothing was read."""
    return Issue(code, message, remedy, doc, sha256, severity=Severity.ERROR, unread=True)
