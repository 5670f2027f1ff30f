"""Ground and ink of each status, the same on screen and on paper. Each pair has a contrast of at least 4.5 (WCAG 1.4.3)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records.verdict import Status

WHITE, INK = "#ffffff", "#1c2430"
COLOURS: Mapping[Status, tuple[str, str]] = {
    Status.DROPPED: ("#8e1b1b", WHITE),
    Status.POSTPONED: ("#6b4a8a", WHITE),
    Status.NO_TRACE: ("#4b5563", WHITE),
    Status.WEAKENED: ("#a34a12", WHITE),
    Status.UNFUNDED: ("#b03a63", WHITE),
    Status.CONDITIONAL: ("#f2d479", INK),
    Status.UNDERFUNDED: ("#bcd7ee", INK),
    Status.FUNDED: ("#1d6b45", WHITE),
    Status.UNSURE: ("#e4e6ea", INK),
}
