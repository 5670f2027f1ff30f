"""Why an address gave no file: refused by rule, or not reached this time."""

from __future__ import annotations


class Refusal(Exception):
    """An address or its answer was refused. `code` is a stable word, `reason` a sentence for people. Asking again changes nothing."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Gone(Refusal):
    """The site says that there is nothing at this address (404, 410)."""


class Unreachable(Refusal):
    """The network or the site failed; a later visit may succeed."""
