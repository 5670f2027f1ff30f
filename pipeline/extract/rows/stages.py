"""Which budget document a row belongs to, and which way its money goes."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table

DONE = ("CA", "CFU")  # accounts: what was spent, not what may be


def stage_of(cell: str) -> str | None:
    """BP, BS, DM, CA or CFU from words ("Décision modificative n° 2") or a TOTEM code ("09"); None when unknown."""
    words = " ".join(fold(cell).replace("-", " ").split())
    if words in _stages():
        return _stages()[words]
    for pattern, stage in _stages().items():
        if re.search(rf"\b{re.escape(pattern)}\b", words) and not pattern.isdigit():
            return stage
    return None


@functools.cache
def _stages() -> Mapping[str, str]:
    return {row["pattern"]: row["meaning"] for row in load_table("budget_stages")}


def direction_of(cell: str) -> str | None:
    """`expense` or `income` from "dépense", "D", "recette", "R"; None when unknown."""
    word = fold(cell).strip()
    if word.startswith("d"):
        return "expense"
    return "income" if word.startswith("r") else None


def section_of(cell: str) -> str | None:
    """`fonctionnement` or `investissement`; None when unknown."""
    word = fold(cell).strip()
    if word.startswith("i"):
        return "investissement"
    return "fonctionnement" if word.startswith(("f", "exploitation")) else None


def direction_of_account(nature: str) -> str | None:
    """Accounts of class 6 are expenses and those of class 7 income; the other classes say nothing by themselves.

    A 9 in third place turns it round: 739 is income given back, 609 a rebate received (M14, M57).
    """
    account = nature.strip()
    plain = {"6": "expense", "7": "income"}.get(account[:1])
    if plain and account[2:3] == "9":
        return "income" if plain == "expense" else "expense"
    return plain


def section_of_account(nature: str) -> str | None:
    """Classes 1 to 5 are investissement, 6 and 7 fonctionnement."""
    first = nature.strip()[:1]
    if first in ("6", "7"):
        return "fonctionnement"
    return "investissement" if first and first in "12345" else None
