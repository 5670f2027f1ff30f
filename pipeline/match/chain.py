"""Acts that carry on what another act began: a study, then its works, then the credits; an agreement, then its second year.

Later acts of a chain say little of the measure itself ("award of lots 1 to 4"); they name the act before, or its operation.
"""

from __future__ import annotations

import functools
import re

from pipeline.match.pieces import Piece
from pipeline.match.rows import code, operations_named
from pipeline.match.sides import ActSide
from pipeline.match.words import plain
from pipeline.records.council import Act

WORTH = 2.0  # log-odds that an act gains by carrying on one that is linked; by hand, labels hold a handful of chains
_SHORTEST = 5  # letters and figures of a number that stands for no other act by chance
_MOST = 3  # operations: an act that names more is about many things, and only the answering passage counts


def carries_on(later: ActSide, answer: Piece, earlier: ActSide, before: Piece) -> tuple[str, str] | None:
    """What shows that one act goes on with another, as words of the earlier and of the later one; None when nothing does.

    It names the other's number, or both name one operation of the budget. `answer` and `before` are the passages that answer the measure.
    An act on the budget as a whole names many acts and goes on with none.
    """
    number = earlier.act.number
    if number and not later.general and _names(later.act, number):
        return number, number
    begun = _operations(earlier.act, before)
    if not begun:
        return None
    going_on = _operations(later.act, answer)
    codes = frozenset(code(word) for word in answer.text.split()[:2])  # a row of a table of programmes begins with its number
    same = sorted(begun & (going_on | codes))
    return (same[0], same[0]) if same else None


def _operations(act: Act, passage: Piece) -> frozenset[str]:
    everywhere = operations_named(act.whole.text)
    return everywhere if len(everywhere) <= _MOST else operations_named(passage.text)


def _names(act: Act, number: str) -> bool:
    """Whether an act's text names another act by its printed number."""
    if len(code(number)) < _SHORTEST or code(number) == code(act.number) or not any(map(str.isdigit, number)):
        return False
    return _pattern(number).search(plain(act.whole.text)) is not None


@functools.lru_cache(maxsize=4096)
def _pattern(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(plain(number))}(?![\w-])")
