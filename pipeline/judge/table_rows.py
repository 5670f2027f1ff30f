"""Rows of tables in acts that pay or plan: what each is for, and which of its sums was voted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.judge.segments import Segment
from pipeline.records.folding import fold

_CELL = re.compile(r"^\+? ?(\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*|\d+)(?:,(\d{1,2}))? ?(€|euros?)?(?: ?(?:HT|TTC|ht|ttc))?$", re.I)
_SIGNED = re.compile(r"€|euro", re.I)
_TOTAL = re.compile(r"^(?:sous[- ])?tota(?:l|ux)\b|^ensemble$|^montant total\b")
_VOTED = re.compile(r"\b(?:vot|attribu|accord|retenu|allou|octroy|propos|decid|revis|ajust)")
_MONEY = re.compile(r"\b(?:montants?|subventions?|aides?|participations?|concours|credits?|ap|ae|depenses?|enveloppes?|dotations?)\b|€")
_NOT_VOTED = re.compile(
    r"demand|sollicit|n ?- ?1|precedent|anterieur|rappel|recettes?|cout|projet total|budget (?:total|global)|ressources|\bcp\b"
)
ENOUGH = 2  # rows with a sum that make a table of payments


def row_sums(segments: Sequence[Segment]) -> Mapping[Segment, int]:
    """The rows that name something and its sum, with the sum voted in cents. Totals, headers and rows of figures alone are left out.

    Of several sums in a row the one under a header that says "voté", "attribué" or the like, else the last under none that says
    otherwise; sums without a euro sign count only under a header that speaks of money.
    """
    found: dict[Segment, int] = {}
    header: tuple[str, ...] = ()
    for segment in segments:
        if not segment.cells:
            continue
        sums = _sums(segment.cells)
        if not sums:
            header = tuple(fold(c) for c in segment.cells)
        elif not is_total(segment) and any(_names(c) for c in segment.cells):
            column = _column(segment, sums, header)
            if column is not None:
                found[segment] = sums[column]
    return found if len(found) >= ENOUGH else {}


def is_total(segment: Segment) -> bool:
    """Whether a row is the sum of the others."""
    return any(_TOTAL.match(fold(cell).strip(" :")) for cell in segment.cells[:2])


def _sums(cells: Sequence[str]) -> dict[int, int]:
    """The sums of a row by column. Where some carry a euro sign, figures without one are codes or numbers."""
    sums = {n: cents for n, cell in enumerate(cells) if (cents := _cents(cell)) is not None}
    signed = {n: cents for n, cents in sums.items() if _SIGNED.search(cells[n])}
    return signed or sums


def _cents(cell: str) -> int | None:
    match = _CELL.match(cell.strip())
    if match is None:
        return None
    return int(re.sub(r"\D", "", match[1])) * 100 + int((match[2] or "0").ljust(2, "0"))


def _names(cell: str) -> bool:
    return len(re.findall(r"[^\W\d_]", cell)) >= 4 and _cents(cell) is None


def _column(segment: Segment, sums: Mapping[int, int], header: Sequence[str]) -> int | None:
    """The column of the sum voted."""
    titles = dict(enumerate(header)) if len(header) == len(segment.cells) else {}
    usable = [n for n in sums if sums[n] > 0 and not _NOT_VOTED.search(titles.get(n, ""))]
    for wanted in (_VOTED, _MONEY):
        named = [n for n in usable if wanted.search(titles.get(n, ""))]
        if named:
            return named[-1] if wanted is _VOTED else named[0]
    signed = [n for n in usable if _SIGNED.search(segment.cells[n])]
    return signed[-1] if signed else None
