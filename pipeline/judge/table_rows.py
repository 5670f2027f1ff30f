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
_POSTS = re.compile(r"\b(?:emplois?|postes?|grades?|quotite|etp|effectifs?)\b")
_POST_COST = re.compile(r"\b(?:couts?|charges?|montants?|depenses?)\b")
_CREATED = re.compile(r"\bcreations?\b|\bcree\w*\b|^nb\b|\bnombre\b|\bcrea\b")
_ENDED = re.compile(r"\b(?:suppressions?|supprim\w+)\b")
_SOME_POSTS = re.compile(r"^(?P<less>[-–−])?\+? ?(?P<number>\d{1,2})\b")
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
        if not sums or _heads_posts(segment.cells):
            header = tuple(fold(c) for c in segment.cells)
        elif _ends_posts(segment.cells, header):
            continue
        elif not is_total(segment) and any(_names(c) for c in segment.cells):
            column = _column(segment, sums, header)
            if column is not None:
                found[segment] = sums[column]
    return found if len(found) >= ENOUGH else {}


def posts_created(segments: Sequence[Segment]) -> Mapping[Segment, int]:
    """The rows of tables of posts, with the number of posts that each creates."""
    found: dict[Segment, int] = {}
    header: tuple[str, ...] = ()
    for segment in segments:
        if segment.cells and _heads_posts(segment.cells):
            header = tuple(fold(c) for c in segment.cells)
        elif len(segment.cells) == len(header):
            told = (
                m for title, cell in zip(header, segment.cells, strict=True) if _CREATED.search(title) and (m := _SOME_POSTS.match(cell))
            )
            number = next((int(m["number"]) for m in told if not m["less"]), 0)
            if number:
                found[segment] = number
    return found


def is_total(segment: Segment) -> bool:
    """Whether a row is the sum of the others."""
    return any(_TOTAL.match(fold(cell).strip(" :")) for cell in segment.cells[:2])


def _heads_posts(cells: Sequence[str]) -> bool:
    """Whether cells head a table of posts: posts, and what they cost or how many are created."""
    titles = [fold(c) for c in cells]
    costs = any(_POST_COST.search(t) or _CREATED.search(t) for t in titles)
    return costs and any(_POSTS.search(t) for t in titles) and not any(_cents(c) for c in cells)


def _ends_posts(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row of a table of posts only ends some: it says so, or its number of posts is below nothing."""
    if not any(_POSTS.search(t) for t in header):
        return False
    if any(_ENDED.search(fold(c)) for c in cells):
        return True
    told = [m for title, c in zip(header, cells, strict=False) if _CREATED.search(title) and (m := _SOME_POSTS.match(c))]
    return bool(told) and all(m["less"] for m in told)


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
    posts = any(_POSTS.search(t) for t in header)  # what a post costs is what is decided with it
    costs = [n for n in sums if sums[n] > 0 and posts and _POST_COST.search(titles.get(n, ""))]
    if costs:
        return costs[0]
    usable = [n for n in sums if sums[n] > 0 and not _NOT_VOTED.search(titles.get(n, ""))]
    for wanted in (_VOTED, _MONEY):
        named = [n for n in usable if wanted.search(titles.get(n, ""))]
        if named:
            return named[-1] if wanted is _VOTED else named[0]
    signed = [n for n in usable if _SIGNED.search(segment.cells[n])]
    return signed[-1] if signed else None
