"""Sums that a sentence calls a total, or a part of a larger one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.segments import Segment
from pipeline.judge.wording import mentions_sum
from pipeline.records.council import Amount

_SHARE = re.compile(r"\bdont\s+(?:[^\W\d]+\s+)?(\d[\d\s\u00a0\u202f.,]*)")
_TOTAL = re.compile(r"\b(?:total|totale|globale?|au total|ensemble)\b[^.;\d]{0,50}?(\d[\d\s\u00a0\u202f.,]*)", re.I)


def is_share(segments: Sequence[Segment], amount: Amount) -> bool:
    """Whether some sentence says that the amount is part of a larger one."""
    return any(mentions_sum(found[1], amount.cents) for s in segments for found in _SHARE.finditer(s.text))


def is_total(segments: Sequence[Segment], amount: Amount) -> bool:
    """Whether some sentence calls the amount a total."""
    return any(mentions_sum(found[1], amount.cents) for s in segments for found in _TOTAL.finditer(s.text))
