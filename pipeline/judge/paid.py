"""What the money of a measure comes to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.verdict import LedgerEntry, Money

NOWHERE = "aucune somme dans les actes, budgets et subventions lus"
TOLERANCE = 0.95  # less than this share of what was asked is short; a gap of a few per cent is rounding or an index


@dataclass(frozen=True, slots=True)
class Paid:
    """What the money verdict rests on: the verdict, the account, the sum that answers, and what tells why (French).

    `doubtful`: no sum was found, and nothing tells whether the measure needs one. `unclear`: the act has sums that may or may not be the
    measure's (a price for each, money for something that no measure asks for), and without them it would lack money. `denied`: the acts
    say themselves that the money is not there or comes later. `charged`: the words by which an act charges an expense whose sum was
    not read. `voted_time` is the time for which the sum is meant ("par an", "en 2024", empty where all of it is); `asked` and `asked_time`
    are what it is compared with where it is short.
    """

    money: Money
    ledger: tuple[LedgerEntry, ...]
    voted: int | None
    reasons: tuple[str, ...]
    by_ocr: bool = False
    doubtful: bool = False
    unclear: bool = False
    denied: bool = False
    charged: str = ""
    voted_time: str = ""
    asked: int | None = None
    asked_time: str = ""
